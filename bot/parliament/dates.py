"""Reads the dates of French pages and records, in words or in figures."""

import re
from datetime import date, datetime, time, timedelta, timezone

from bot.core.deadline import PARIS
from bot.parliament.text import fold

FIRST_HALF = ("janvier", "fevrier", "mars", "avril", "mai", "juin")
SECOND_HALF = ("juillet", "aout", "septembre", "octobre", "novembre", "decembre")
MONTHS = (*FIRST_HALF, *SECOND_HALF)
"""The names of the months, as `fold` leaves them."""

WORDS = rf"(?<![0-9])(?P<day>[0-9]{{1,2}}) ?(?:er)? (?P<month>{'|'.join(MONTHS)}) (?P<year>[0-9]{{4}})(?![0-9])"
SLASHES = r"(?<![0-9/])(?P<day2>[0-9]{1,2})/(?P<month2>[0-9]{1,2})/(?P<year2>[0-9]{4})(?![0-9/])"
ISO = r"(?<![0-9-])(?P<year3>[0-9]{4})-(?P<month3>[0-9]{2})-(?P<day3>[0-9]{2})(?![0-9])"
EARLIEST, LATEST = 1958, 2200
"""Years of the 5th Republic, with room ahead: a date outside them is a slip or a trap."""

DATE = re.compile(f"{WORDS}|{SLASHES}|{ISO}")
CLOCK = r"[t ] ?(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?"
ZONE = r" ?(?:z|utc|gmt|(?P<sign>[+\u2212-])(?P<ahead>[0-9]{2})(?::?(?P<more>[0-9]{2}))?)(?![0-9a-z])"
INSTANT = re.compile(f"{CLOCK}{ZONE}")
"""What follows the day of an instant in folded ISO 8601: a time and its zone. A time without a zone is Paris time."""

ISO_ALONE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""Nearly every date of the archive, which has a hundred thousand of them: it needs no search."""


def french_date(text: str | None) -> date | None:
    """The first date in the text; None where there is none, where no calendar has it (31/02) or
    where no question can be of that year.

    Reads "24 octobre 2023", "1er janvier 2024", "21/08/2012" and ISO 8601. A day stays that day whatever zone follows
    it ("2025-06-03+02:00"), for the sources mean days of the Journal officiel. An instant, which has a time and a zone
    ("2025-06-02T22:00:00.000Z"), is the day that it is in Paris.
    """
    if text is None:
        return None
    if ISO_ALONE.fullmatch(text):
        return _day_of(text[:4], int(text[5:7]), text[8:])
    words = fold(text)
    found = DATE.search(words)
    if found is None:
        return None
    parts = found.groupdict()
    if parts["month"]:
        year, month, day = parts["year"], MONTHS.index(parts["month"]) + 1, parts["day"]
    else:
        suffix = "2" if parts["year2"] else "3"
        year, month, day = parts[f"year{suffix}"], int(parts[f"month{suffix}"]), parts[f"day{suffix}"]
    written = _day_of(year, month, day)
    instant = INSTANT.match(words, found.end()) if parts["year3"] else None
    return _day_in_paris(written, instant) if written and instant else written


def _day_in_paris(day: date, instant: re.Match[str]) -> date:
    """The day in Paris at an instant; the written day where the time or the zone cannot be."""
    sign = -1 if instant["sign"] in ("-", "\u2212") else 1
    ahead = sign * timedelta(hours=int(instant["ahead"] or 0), minutes=int(instant["more"] or 0))
    try:
        clock = time(int(instant["hour"]), int(instant["minute"]), tzinfo=timezone(ahead))
        there = datetime.combine(day, clock).astimezone(PARIS).date()
    except ValueError:
        return day
    return there if EARLIEST <= there.year <= LATEST else day


def _day_of(year: str, month: int, day: str) -> date | None:
    if not EARLIEST <= int(year) <= LATEST:
        return None
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None


def date_after(words: str, text: str | None) -> date | None:
    """The first date that follows the words (a regular expression on folded text) on the same line of the text."""
    for line in (text or "").split("\n"):
        found = re.search(words, fold(line))
        if found:
            return french_date(fold(line)[found.end() :])
    return None
