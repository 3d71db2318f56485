"""Edits of a chat's settings, from a button or a line of text, hostile ones too: a table."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from bot.core.change import Kind
from bot.core.preference_edits import QUIET_HOURS, ZONES, apply
from bot.core.preferences import UNTIL_ASKED, Preferences, When
from tests.support.examples import NOW

USUAL = Preferences()
DAILY = Preferences(when=When.DAILY)
WEEKLY = Preferences(when=When.WEEKLY)


@pytest.mark.parametrize(
    ("old", "field", "value", "new"),
    [
        (USUAL, "when", "daily", DAILY),
        (USUAL, "when", "weekly", WEEKLY),
        (DAILY, "when", "weekly", WEEKLY),
        (WEEKLY, "when", "daily", DAILY),
        (WEEKLY, "when", "now", USUAL),
        # An hour that was chosen stays.
        (replace(DAILY, hour=6), "when", "weekly", replace(WEEKLY, hour=6)),
        (replace(DAILY, hour=18), "when", "daily", replace(DAILY, hour=18)),
        (replace(WEEKLY, hour=8), "when", "weekly", replace(WEEKLY, hour=8)),
        # Also where it is the usual one of the other digest, or of its own.
        (replace(DAILY, hour=18), "when", "weekly", replace(WEEKLY, hour=18)),
        (replace(WEEKLY, hour=18), "when", "daily", replace(DAILY, hour=18)),
        (replace(WEEKLY, hour=8), "when", "daily", replace(DAILY, hour=8)),
        (replace(DAILY, hour=8), "when", "weekly", replace(WEEKLY, hour=8)),
        (replace(DAILY, hour=18), "when", "now", Preferences(hour=18)),
        (Preferences(hour=18), "when", "daily", replace(DAILY, hour=18)),
        (DAILY, "hour", "8", replace(DAILY, hour=8)),
        (DAILY, "hour", "0", replace(DAILY, hour=0)),
        (DAILY, "hour", "23", replace(DAILY, hour=23)),
        (DAILY, "answers", "yes", replace(DAILY, answers_at_once=True)),
        (replace(DAILY, answers_at_once=True), "answers", "no", DAILY),
        (USUAL, "quiet", "22-7", Preferences(quiet=(22, 7))),
        (USUAL, "quiet", "0-23", Preferences(quiet=(0, 23))),
        (Preferences(quiet=(22, 7)), "quiet", "none", USUAL),
        (USUAL, "sound", "no", Preferences(silent=True)),
        (Preferences(silent=True), "sound", "yes", USUAL),
        (USUAL, "zone", "Pacific/Noumea", Preferences(zone="Pacific/Noumea")),
        (USUAL, "hush", "comment", Preferences(off=frozenset({Kind.COMMENT}))),
        (Preferences(off=frozenset({Kind.COMMENT})), "tell", "comment", USUAL),
        (USUAL, "hush", "all", Preferences(off=frozenset(Kind))),
        (Preferences(off=frozenset(Kind)), "tell", "all", USUAL),
        (USUAL, "who", "all", Preferences(everybody=True)),
        (Preferences(everybody=True), "who", "admins", USUAL),
        (USUAL, "pause", "day", Preferences(paused_until=NOW + timedelta(days=1))),
        (USUAL, "pause", "week", Preferences(paused_until=NOW + timedelta(days=7))),
        (USUAL, "pause", "open", Preferences(paused_until=UNTIL_ASKED)),
        (Preferences(paused_until=UNTIL_ASKED), "pause", "none", USUAL),
        (Preferences(paused_until=UNTIL_ASKED), "pause", "day", Preferences(paused_until=NOW + timedelta(days=1))),
    ],
)
def test_an_edit_changes_what_it_names_and_asked_twice_it_changes_nothing_more(
    old: Preferences, field: str, value: str, new: Preferences
) -> None:
    assert apply(old, field, value, NOW) == new
    assert apply(new, field, value, NOW + timedelta(seconds=2)) == new


def test_a_pause_that_is_asked_for_again_later_begins_anew() -> None:
    later = NOW + timedelta(hours=2)
    resting = apply(USUAL, "pause", "day", NOW)
    assert apply(resting, "pause", "day", NOW + timedelta(seconds=59)) == resting
    a_minute = NOW + timedelta(minutes=1)
    assert apply(resting, "pause", "day", a_minute).paused_until == a_minute + timedelta(days=1)
    assert apply(resting, "pause", "day", later).paused_until == later + timedelta(days=1)


FIELDS = ("when", "hour", "answers", "quiet", "sound", "zone", "tell", "hush", "who", "pause")
HOSTILE = (
    "",
    "-",
    "-1",
    "24",
    "008",
    "٣",
    "²",
    "7-7",
    "22-",
    "-7",
    "22-7-8",
    "22-24",
    "NOW",
    "true",
    "month",
    "None",
    "Europe/Atlantis",
    "../../etc/passwd",
    "/etc/localtime",
    "localtime",
    "Factory",
    "europe/paris",
    "comment overdue",
    "\u0000",
    "9" * 5000,
    "🙂" * 50,
)


@pytest.mark.parametrize(("field", "value"), [*product(FIELDS, HOSTILE), ("", "now"), ("zones", "UTC"), ("page", "")])
def test_what_is_not_understood_is_refused(field: str, value: str) -> None:
    with pytest.raises(ValueError):
        apply(DAILY, field, value, NOW)


def test_all_hours_of_quiet_that_are_offered_can_be_asked_for() -> None:
    assert [apply(USUAL, "quiet", f"{first}-{end}", NOW).quiet for first, end in QUIET_HOURS] == list(QUIET_HOURS)


def test_every_time_zone_that_is_offered_exists() -> None:
    assert all(apply(USUAL, "zone", zone, NOW).zone == zone for zone in ZONES)
