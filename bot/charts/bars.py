"""Bars that lie: one of parts of a whole, and a ranking of many."""

from bot.charts.sheet import Sheet, fitting, width_of
from bot.charts.style import HEADING, INK, MARGIN, QUIET, RAIL, SMALL, TEXT, WIDTH
from bot.core.chart import Bar, Ranking, Stack, Tone

ROOM = WIDTH - 2 * MARGIN
GAP = 4
NUMBER = 34


def stack(sheet: Sheet, panel: Stack) -> None:
    """One bar, as wide as there is room, and a line for each of its parts."""
    shown = [part for part in panel.parts if part.value > 0]
    whole = sum(part.value for part in shown)
    sheet.area(MARGIN, sheet.y, ROOM, 92, RAIL)
    x = float(MARGIN)
    for part in shown:
        width = (ROOM - GAP * (len(shown) - 1)) * part.value / whole
        sheet.box(x, sheet.y, width, 92, part.tone)
        x += width + GAP
    sheet.y += 92 + 26
    numbers = max((width_of(part.number, HEADING, True) for part in panel.parts), default=0)
    for part in panel.parts:
        sheet.box(MARGIN, sheet.y + 6, 40, 40, part.tone)
        sheet.text(MARGIN + 62 + numbers, sheet.y + 26, part.number, HEADING, INK, bold=True, at="right")
        left = MARGIN + 62 + numbers + 20
        sheet.text(left, sheet.y + 26, fitting(part.label, TEXT, WIDTH - MARGIN - left), TEXT, INK)
        sheet.y += 56


def ranking(sheet: Sheet, panel: Ranking) -> None:
    """Bars one below the other, each below its name; those that say little below a line of their own."""
    if panel.heading:
        sheet.paragraph(panel.heading, TEXT, QUIET)
        sheet.y += 14
    number = max((width_of(bar.number, NUMBER, True) for bar in panel.bars), default=0) + 20
    note = max((width_of(bar.note, SMALL) for bar in panel.bars), default=0) + 28
    is_apart = False
    for bar in panel.bars:
        if bar.is_few and not is_apart:
            is_apart = True
            sheet.paragraph(panel.apart, TEXT, QUIET)
            sheet.y += 14
        _few(sheet, bar, note) if bar.is_few else _bar(sheet, bar, number, note)


def _bar(sheet: Sheet, bar: Bar, number: float, note: float) -> None:
    sheet.text(MARGIN, sheet.y + 20, fitting(bar.label, TEXT, ROOM), TEXT, INK)
    middle, length = sheet.y + 60, ROOM - number - note
    sheet.area(MARGIN, middle - 13, length, 26, RAIL)
    if bar.share:
        sheet.box(MARGIN, middle - 13, max(4.0, length * min(bar.share, 1.0)), 26, Tone.IN_TIME)
    sheet.text(MARGIN + length + number, middle, bar.number, NUMBER, INK, bold=True, at="right")
    sheet.text(WIDTH - MARGIN, middle, bar.note, SMALL, QUIET, at="right")
    sheet.y += 98


def _few(sheet: Sheet, bar: Bar, note: float) -> None:
    """The name and the note alone: a bar would say what nobody knows."""
    sheet.text(MARGIN, sheet.y + 24, fitting(bar.label, TEXT, ROOM - note), TEXT, INK)
    sheet.text(WIDTH - MARGIN, sheet.y + 24, bar.note, SMALL, QUIET, at="right")
    sheet.y += 56
