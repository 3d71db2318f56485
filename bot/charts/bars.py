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
    is_apart, number = False, max((width_of(bar.number, NUMBER, True) for bar in panel.bars), default=0) + 24
    for bar in panel.bars:
        if bar.is_few and not is_apart:
            is_apart = True
            sheet.y += 6
            sheet.paragraph(panel.apart, TEXT, QUIET)
            sheet.y += 14
        _bar(sheet, bar, number)


def _bar(sheet: Sheet, bar: Bar, number: float) -> None:
    note = width_of(bar.note, SMALL)
    sheet.text(MARGIN, sheet.y + 20, fitting(bar.label, TEXT, ROOM - note - 24), TEXT, INK)
    sheet.text(WIDTH - MARGIN, sheet.y + 20, bar.note, SMALL, QUIET, at="right")
    sheet.area(MARGIN, sheet.y + 46, ROOM - number, 26, RAIL)
    if bar.share:
        width = max(4.0, (ROOM - number) * min(bar.share, 1.0))
        sheet.box(MARGIN, sheet.y + 46, width, 26, Tone.FEW if bar.is_few else Tone.IN_TIME)
    sheet.text(WIDTH - MARGIN, sheet.y + 59, bar.number, NUMBER, QUIET if bar.is_few else INK, not bar.is_few, "right")
    sheet.y += 96
