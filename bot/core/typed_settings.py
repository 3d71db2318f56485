"""Reads the words after /settings: the text of every button can be typed, in either language and in any spelling.

The words come from the messages, which have the buttons. Words that are not understood are answered with the nearest
settings.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from bot.core import preference_edits
from bot.core.compatible import compatible
from bot.core.fillers import folded

PAGE = "page"
"""The field of a button that turns to another page of the settings."""

UNTIL = "until"
"""The page on which the end of the quiet hours is chosen; it is named with their beginning: `until-22`."""

LONGEST = 60
MOST_NEAR = 6
SIMILAR, SIMILAR_ZONES, SIMILAR_WORDS = 0.6, 0.75, 0.75
"""How alike a word must be to be offered; a time zone must be more alike where the text named no zone."""

Zones = Mapping[str, tuple[str, ...]]
"""The time zones (IANA names) that a name can mean: a city, a country or an identifier, as `phrase` has it."""


@dataclass(frozen=True, slots=True)
class Label:
    """The `text` of a button, and the edit that it makes: `phrase` is its form for comparing, `page` where it stands.

    A `box` is on or off, and its button toggles it. An `inner` label counts only where its page was named.
    """

    text: str
    phrase: str
    page: str
    field: str
    value: str
    box: bool = False
    inner: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """A field and its value, as a button carries them; `toggled` is whether the value depends on the present one."""

    field: str
    value: str
    toggled: bool = False


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The answer to words with no meaning or several: the labels and time zones that may be meant, the likeliest first.

    `page` is the page that the words named, if any.
    """

    labels: tuple[Label, ...] = ()
    zones: tuple[str, ...] = ()
    page: str | None = None


_SMALL_WORDS = "a de du des le la les l d un une the an at from to in en par per il"
_SMALL = frozenset(_SMALL_WORDS.split())


def phrase(text: str) -> str:
    """A text in the form for comparing: without case, accents, signs, emoji, small words and the s of a plural."""
    figures = "".join(str(unicodedata.decimal(each)) if each.isdecimal() else each for each in text)
    words = re.findall(r"[0-9]+|[^\W\d_]+", folded(figures))
    kept = [word for word in words if word not in _SMALL] or words
    return " ".join(word[:-1] if len(word) > 3 and word.endswith("s") else word for word in kept)


_ON_WORDS = "avec with oui yes on activer annoncer tell cocher"
_OFF_WORDS = "sans without non no not pas off couper muet mute décocher"
_ON, _OFF = (frozenset(map(phrase, words.split())) for words in (_ON_WORDS, _OFF_WORDS))
_HOUR = r"(?P<{0}>[0-9]{{1,2}})(?: (?P<{0}half>am|pm|h|heure|hour|o clock))?(?: 00)?(?: h)?"
_AN_HOUR = re.compile(_HOUR.format("hour"))
_NO_WHOLE_HOUR = re.compile(r"([0-9]{1,2})(?: h)? [0-9]{2}")
_HOURS = re.compile(rf"{_HOUR.format('first')} {_HOUR.format('end')}")
_NAMED_HOURS = {"midi": "12", "noon": "12", "minuit": "0", "midnight": "0"}
_OFFSET = re.compile(r"(?<![\w+-])(?:utc|gmt)? ?([+-]) ?([0-9]{1,2})(?:[:h]?([0-9]{2})|h)?\Z")
_PART_HOURS = {
    "+0330": "Asia/Tehran",
    "+0430": "Asia/Kabul",
    "+0530": "Asia/Kolkata",
    "+0545": "Asia/Kathmandu",
    "+0630": "Asia/Yangon",
    "+0930": "Australia/Darwin",
    "+1245": "Pacific/Chatham",
    "-0330": "America/St_Johns",
    "-0930": "Pacific/Marquesas",
}
"""A place for each difference from UTC of no whole hour, in winter: such a difference has no zone of its own name."""


def read_setting(text: str, labels: Sequence[Label], zones: Zones) -> Edit | Suggestions:
    """The edit that a text asks for; suggestions where it is not understood."""
    typed = text[:LONGEST].strip()
    said = phrase(typed)
    if named := _exactly(said, [label for label in labels if not label.inner]):
        return named
    section = _section(said, labels)
    if section is None:
        return _anything(said, typed, labels, zones) or _near(said, labels, zones, SIMILAR_ZONES)
    page, rest = section
    inner = [label for label in labels if label.page == page]
    found = _within(page, rest, typed, inner, zones) or _near(
        rest, inner, zones if page == preference_edits.ZONE else {}, SIMILAR
    )
    return replace(found, page=page) if isinstance(found, Suggestions) else found


def _section(said: str, labels: Iterable[Label]) -> tuple[str, str] | None:
    """The page that the first words name, and the rest; None where they name none."""
    named = [each for each in labels if each.field == PAGE and not each.inner and said.startswith(f"{each.phrase} ")]
    if not named:
        return None
    longest = max(named, key=lambda label: len(label.phrase))
    return longest.value, said[len(longest.phrase) + 1 :]


def _exactly(said: str, labels: Iterable[Label]) -> Edit | Suggestions | None:
    found = {(label.field, label.value): label for label in labels if said and label.phrase == said}
    if len(found) > 1:
        return Suggestions(tuple(found.values()))
    return next((_edit(label) for label in found.values()), None)


def _edit(label: Label) -> Edit:
    return Edit(label.field, label.value, toggled=label.box)


def _within(page: str, rest: str, typed: str, inner: Sequence[Label], zones: Zones) -> Edit | Suggestions | None:
    """The edit that the words mean on one page of the settings; None where they mean none."""
    if named := _exactly(rest, inner) or _switched(rest, inner):
        return named
    if page == preference_edits.ZONE:
        return _zone(rest, typed, zones)
    if page in (preference_edits.HOUR, preference_edits.WHEN) and (hour := _hour(rest)) is not None:
        return Edit(preference_edits.HOUR, str(hour))
    if page == preference_edits.QUIET:
        return _quiet(rest)
    return None


def _anything(said: str, typed: str, labels: Sequence[Label], zones: Zones) -> Edit | Suggestions | None:
    """The edit of words that name no page: a box to be switched on or off, hours, a time zone."""
    if switched := _switched(said, [label for label in labels if not label.inner]):
        return switched
    if (hours := _HOURS.fullmatch(said)) and not said.replace(" ", "").isdigit():
        return _span(hours)
    if not said.isdigit() and (hour := _hour(said)) is not None:
        return Edit(preference_edits.HOUR, str(hour))
    return _zone(said, typed, zones)


def _switched(said: str, labels: Iterable[Label]) -> Edit | None:
    """The edit of a box that is named together with on or off: "sans commentaires", "answers at once: on"."""
    words = said.split()
    is_off, is_on = not _OFF.isdisjoint(words), not _ON.isdisjoint(words)
    if is_off == is_on:
        return None
    rest = " ".join(word for word in words if word not in _OFF | _ON)
    label = next((label for label in labels if label.box and label.phrase == rest), None)
    if label is None:
        return None
    if label.field in (preference_edits.ANSWERS, preference_edits.SIGN):
        return Edit(label.field, preference_edits.YES if is_on else preference_edits.NO)
    return Edit(preference_edits.TELL if is_on else preference_edits.HUSH, label.value)


def _quiet(rest: str) -> Edit | None:
    hour = _hour(rest)
    if hour is not None:
        return Edit(PAGE, f"{UNTIL}-{hour}")
    hours = _HOURS.fullmatch(rest)
    return _span(hours) if hours else None


def _span(hours: re.Match[str]) -> Edit | None:
    first, end = (_whole(hours[name], hours[f"{name}half"]) for name in ("first", "end"))
    if first is None or end is None or first == end:
        return None
    return Edit(preference_edits.QUIET, f"{first}-{end}")


def _hour(said: str) -> int | None:
    found = _AN_HOUR.fullmatch(_NAMED_HOURS.get(said, said))
    return _whole(found["hour"], found["hourhalf"]) if found else None


def _whole(figures: str, half: str | None) -> int | None:
    hour = int(figures)
    if half in ("am", "pm"):
        return hour % 12 + (12 if half == "pm" else 0) if 1 <= hour <= 12 else None
    return hour if hour <= 23 else None


def _zone(said: str, typed: str, zones: Zones) -> Edit | Suggestions | None:
    at = _identified(typed, zones) or _offset(typed) or zones.get(said)
    if not at:
        return None
    return Edit(preference_edits.ZONE, at[0]) if len(at) == 1 else Suggestions(zones=at)


def _identified(typed: str, zones: Zones) -> tuple[str, ...]:
    """The zone whose identifier the last words are: `Etc/GMT-2`, `america/new york`."""
    words = typed.lower().split()
    names = ("_".join(words[first:]) for first in range(min(len(words), 3)))
    return next((zones[name] for name in names if "/" in name and name in zones), ())


def _offset(typed: str) -> tuple[str, ...]:
    """The zone of a difference from UTC. The names of such zones have the opposite sign: UTC+2 is Etc/GMT-2."""
    plain = compatible(typed).replace("−", "-").replace("–", "-")
    found = _OFFSET.search(" ".join(plain.lower().split()))
    if found is None:
        return ()
    sign, hours, minutes = found[1], int(found[2]), found[3] or "00"
    if minutes != "00":
        place = _PART_HOURS.get(f"{sign}{hours:02}{minutes}")
        return (place,) if place else ()
    if hours == 0:
        return ("UTC",)
    if hours > (14 if sign == "+" else 12):
        return ()
    return (f"Etc/GMT{'-' if sign == '+' else '+'}{hours}",)


def _near(said: str, labels: Sequence[Label], zones: Zones, similar_zones: float) -> Suggestions:
    if found := _NO_WHOLE_HOUR.fullmatch(said):
        hours = {str(int(found[1])), str((int(found[1]) + 1) % 24)}
        whole = {
            label.value: label for label in labels if label.field == preference_edits.HOUR and label.value in hours
        }
        return Suggestions(tuple(whole.values()))
    by_phrase = {label.phrase: label for label in reversed(labels)}
    close = [by_phrase[name] for name in _closest(said, [*by_phrase], SIMILAR)]
    named = {(label.field, label.value): label for label in close}
    places = _closest(said, [name for name in zones if "/" not in name], similar_zones)
    chosen = {label.value for label in close if label.field == preference_edits.ZONE}
    at = [zone for zone in dict.fromkeys(zone for name in places for zone in zones[name]) if zone not in chosen]
    shown = tuple(named.values())[:MOST_NEAR]
    return Suggestions(shown, tuple(at)[: MOST_NEAR - len(shown)])


def _closest(said: str, names: Sequence[str], similar: float) -> list[str]:
    """The names that begin with the text, then those nearly like it; else those nearly like one of its words."""
    begins = [name for name in names if len(said) >= 3 and name.startswith(said)][:MOST_NEAR]
    close = [*begins, *get_close_matches(said, names, MOST_NEAR, similar)]
    for word in said.split() if not close else []:
        close += get_close_matches(word, names, 2, SIMILAR_WORDS) if len(word) > 2 else []
    return list(dict.fromkeys(close))
