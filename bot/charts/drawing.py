"""Draws a chart: its title, its panels one below the other, its source and its day."""

from bot.charts.bars import ranking, stack
from bot.charts.columns import columns
from bot.charts.life import life
from bot.charts.sheet import Sheet, fitting, width_of
from bot.charts.style import INK, MARGIN, QUIET, RULE, SMALL, SUBTITLE, TITLE, WIDTH
from bot.core.chart import Chart, Columns, Life, Panel, Ranking, Stack


def png_of(chart: Chart) -> bytes:
    """The chart as a PNG, 1,080 pixels wide."""
    sheet = Sheet()
    sheet.y = MARGIN - 10
    sheet.paragraph(chart.title, TITLE, INK, bold=True)
    if chart.subtitle:
        sheet.paragraph(chart.subtitle, SUBTITLE, QUIET)
    for panel in chart.panels:
        sheet.y += 34
        _draw(sheet, panel)
    _foot(sheet, chart)
    return sheet.png()


def _draw(sheet: Sheet, panel: Panel) -> None:
    match panel:
        case Stack():
            stack(sheet, panel)
        case Columns():
            columns(sheet, panel)
        case Ranking():
            ranking(sheet, panel)
        case Life():
            life(sheet, panel)


def _foot(sheet: Sheet, chart: Chart) -> None:
    sheet.y += 30
    sheet.line(MARGIN, sheet.y, WIDTH - MARGIN, sheet.y, RULE)
    room = WIDTH - 2 * MARGIN - width_of(chart.day, SMALL) - 30
    sheet.text(MARGIN, sheet.y + 38, fitting(chart.source, SMALL, room), SMALL, QUIET)
    sheet.text(WIDTH - MARGIN, sheet.y + 38, chart.day, SMALL, QUIET, at="right")
    sheet.y += 76
