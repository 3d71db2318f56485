"""A line of time that runs downwards, so that its days have room for words on a phone."""

from bot.charts.sheet import Sheet, fitting
from bot.charts.style import INK, MARGIN, QUIET, SMALL, TEXT, WIDTH
from bot.core.chart import Band, Life, Moment

RAIL_AT, WORDS_AT = MARGIN + 60, MARGIN + 210
BAND, BAND_LINE = "#CFE3F2", "#0072B2"
LEAST_APART = 92
"""Pixels between the words of two days."""

LENGTH = 760


def life(sheet: Sheet, panel: Life) -> None:
    """The days as far apart as they were, and their words beside them, as near as these find room."""
    days = [each.day for each in panel.moments]
    first, last = min(days), max([*days, panel.band.last if panel.band else 0])
    length = max(LENGTH, LEAST_APART * (len(days) - 1)) if last > first else 0
    top, scale = sheet.y + 40, length / max(last - first, 1)
    if panel.band is not None:
        _band(sheet, top - first * scale, scale, panel.band)
    end = top + (max(each.day for each in panel.moments if not each.is_ahead) - first) * scale
    sheet.line(RAIL_AT, top, RAIL_AT, end, INK, 5)
    sheet.line(RAIL_AT, end, RAIL_AT, top + length, QUIET, 4, "--")
    places = _places([top + (day - first) * scale for day in days])
    for each, y in zip(panel.moments, places, strict=True):
        _moment(sheet, each, top + (each.day - first) * scale, y)
    sheet.y = max(top + length, places[-1]) + 60
    if panel.band is not None:
        sheet.area(MARGIN, sheet.y + 4, 40, 40, BAND)
        sheet.line(MARGIN, sheet.y + 24, MARGIN + 40, sheet.y + 24, BAND_LINE, 4, "--")
        sheet.paragraph(panel.band.label, SMALL, INK, left=MARGIN + 62)


def _places(wanted: list[float]) -> list[float]:
    """Where the words of each day stand: not nearer than they may be, and together as near as they can to the days.

    None stands above the first day, where the heading is.
    """
    places = _apart(wanted)
    if places and (over := places[-1] - wanted[-1]) > 0:
        places[-1] -= over
        for at in range(len(places) - 2, -1, -1):
            places[at] = min(places[at], places[at + 1] - LEAST_APART)
        places[0] = max(places[0], wanted[0])
    return _apart(places)


def _apart(wanted: list[float]) -> list[float]:
    """The places, each moved down to where it is far enough from the one before."""
    places = list(wanted)
    for at in range(1, len(places)):
        places[at] = max(places[at], places[at - 1] + LEAST_APART)
    return places


def _band(sheet: Sheet, zero: float, scale: float, band: Band) -> None:
    sheet.area(RAIL_AT - 44, zero + band.first * scale, 88, (band.last - band.first) * scale, BAND)
    middle = zero + band.middle * scale
    sheet.line(RAIL_AT - 44, middle, RAIL_AT + 44, middle, BAND_LINE, 4, "--")


def _moment(sheet: Sheet, moment: Moment, day: float, words: float) -> None:
    sheet.line(RAIL_AT, day, WORDS_AT - 66, words, QUIET, 2)
    sheet.line(WORDS_AT - 66, words, WORDS_AT - 18, words, QUIET, 2)
    sheet.dot(RAIL_AT, day, 15, moment.tone, moment.is_ahead)
    room = WIDTH - MARGIN - WORDS_AT
    sheet.text(WORDS_AT, words - 18, fitting(moment.label, TEXT, room, True), TEXT, INK, True)
    sheet.text(WORDS_AT, words + 22, moment.date, SMALL, QUIET)
