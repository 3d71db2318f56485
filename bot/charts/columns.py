"""Columns that stand: of one series, or of several side by side."""

from collections.abc import Sequence

from matplotlib.ticker import MaxNLocator

from bot.charts.sheet import Sheet, width_of
from bot.charts.style import INK, MARGIN, QUIET, RULE, SMALL, TERM, TEXT, WIDTH
from bot.core.chart import Columns, Mark, Series

HEIGHT = 380
WIDEST = 100
GROUP = 0.78
"""The part of a column's place that is filled."""


def columns(sheet: Sheet, panel: Columns) -> None:
    """Columns above their labels, with lines for whole numbers behind them, and marks."""
    if panel.heading:
        sheet.paragraph(panel.heading, TEXT, INK, bold=True)
        sheet.y += 8
    if len(panel.series) > 1:
        _legend(sheet, panel)
    sheet.y += 30 + 44 * len(panel.marks)
    top, count = sheet.y, max(len(panel.labels), 1)
    ticks = _ticks(_highest(panel))
    left = MARGIN + max(width_of(_written(each, panel), SMALL) for each in ticks) + 18
    place = (WIDTH - MARGIN - left) / count
    for tick in ticks:
        y = top + HEIGHT * (1 - tick / ticks[-1])
        sheet.line(left, y, WIDTH - MARGIN, y, RULE)
        sheet.text(left - 14, y, _written(tick, panel), SMALL, QUIET, at="right")
    feet = [0] * count
    for number, series in enumerate(panel.series):
        side = (0, 1) if panel.shares_place else (number, len(panel.series))
        _series(sheet, series, feet, *side, left, place, ticks[-1])
        if panel.shares_place:
            feet = [foot + value for foot, value in zip(feet, series.values, strict=True)]
    sheet.line(left, top + HEIGHT, WIDTH - MARGIN, top + HEIGHT, INK, 3)
    for number, mark in enumerate(
        sorted(panel.marks, key=lambda each: each.at)
    ):  # no line crosses the words of another
        _mark(sheet, mark, left + mark.at * place, top, top - 44 * (len(panel.marks) - number) + 10)
    _labels(sheet, panel, left, place, top + HEIGHT + 32)
    sheet.y = top + HEIGHT + 56


def _highest(panel: Columns) -> int:
    """The height of the highest column."""
    values = [series.values for series in panel.series]
    highest = map(sum, zip(*values, strict=True)) if panel.shares_place else map(max, filter(None, values))
    return max(highest, default=0)


def _series(
    sheet: Sheet, series: Series, feet: Sequence[int], number: int, of: int, left: float, place: float, highest: float
) -> None:
    """The columns of one series, each of which stands as high as its foot says."""
    width = min(place * GROUP / of, WIDEST)
    for at, (value, foot) in enumerate(zip(series.values, feet, strict=True)):
        if value:
            x = left + (at + 0.5) * place + (number - of / 2) * width
            top = HEIGHT * (foot + value) / highest
            sheet.box(x, sheet.y + HEIGHT - top, width, HEIGHT * value / highest, series.tone)


def _labels(sheet: Sheet, panel: Columns, left: float, place: float, y: float) -> None:
    """The labels, but for those that would touch the one before: below their columns, or where these end."""
    free, last = 0.0, len(panel.labels) - 1
    for at, label in enumerate(panel.labels):
        half = width_of(label, SMALL) / 2
        x = left + (at + (0.5 if at == last or not panel.are_ends else 1)) * place
        if at == last and panel.are_ends:  # as far from the end of the column before as there is room
            x = max(x, left + (at + 1) * place - half)
        if label and x - half >= free and x + half <= WIDTH:
            sheet.text(x, y, label, SMALL, QUIET, at="center")
            free = x + half + (4 if at == last - 1 and panel.are_ends else 16)


def _legend(sheet: Sheet, panel: Columns) -> None:
    x = float(MARGIN)
    for series in panel.series:
        sheet.box(x, sheet.y + 8, 36, 36, series.tone)
        sheet.text(x + 50, sheet.y + 26, series.label, TEXT, INK)
        x += 50 + width_of(series.label, TEXT) + 50
    sheet.y += 48


def _mark(sheet: Sheet, mark: Mark, x: float, top: float, y: float) -> None:
    """A line from the words above the columns down to their feet."""
    colour = TERM if mark.is_limit else INK
    sheet.line(x, y, x, top + HEIGHT, colour, 4, "-" if mark.is_limit else "--")
    room = WIDTH - MARGIN - x - 14
    is_left = width_of(mark.label, SMALL, True) > room
    sheet.text(x - 12 if is_left else x + 12, y + 8, mark.label, SMALL, colour, True, "right" if is_left else "left")


def _ticks(highest: int) -> list[int]:
    found = MaxNLocator(nbins=4, integer=True, steps=[1, 2, 2.5, 5, 10]).tick_values(0, max(highest, 1))
    ticks = [round(each) for each in found if each >= 0]
    return ticks if ticks[-1] >= highest else [*ticks, 2 * ticks[-1] - ticks[-2]]


def _written(number: int, panel: Columns) -> str:
    return f"{number:,}".replace(",", panel.thousands)
