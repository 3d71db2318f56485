"""When a chat is told, by its own preferences: a table of days, nights and changes of the clock."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.change import Kind
from bot.core.preferences import (
    UNTIL_ASKED,
    AtOnce,
    Decision,
    Later,
    Never,
    Preferences,
    When,
    decide,
    end_of_quiet,
    next_digest,
    next_release,
    put_off,
    zone_of,
)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


NOON = utc("2026-11-24 11:00")  # a Tuesday, twelve o'clock in Paris
DAILY = Preferences(when=When.DAILY)
WEEKLY = Preferences(when=When.WEEKLY)
NIGHT = Preferences(quiet=(22, 7))
RESTING = Preferences(paused_until=utc("2026-12-01 11:00"))


@pytest.mark.parametrize(
    ("preferences", "kind", "now", "decision"),
    [
        (Preferences(), "comment", NOON, AtOnce()),
        (Preferences(off=frozenset({Kind.COMMENT})), "comment", NOON, Never()),
        (Preferences(off=frozenset({Kind.COMMENT})), "answered", NOON, AtOnce()),
        (Preferences(off=frozenset(Kind)), "card", NOON, AtOnce()),
        (DAILY, "comment", NOON, Later(utc("2026-11-25 07:00"), together=True)),
        (DAILY, "answered", NOON, Later(utc("2026-11-25 07:00"), together=True)),
        (replace(DAILY, answers_at_once=True), "answered", NOON, AtOnce()),
        (replace(DAILY, answers_at_once=True), "corrected", NOON, Later(utc("2026-11-25 07:00"), together=True)),
        (DAILY, "card", NOON, AtOnce()),
        (DAILY, "missing", NOON, AtOnce()),
        (WEEKLY, "closed", NOON, Later(utc("2026-11-24 17:00"), together=True)),
        (NIGHT, "answered", NOON, AtOnce()),
        (NIGHT, "answered", utc("2026-11-24 21:00"), Later(utc("2026-11-25 06:00"), together=False)),
        (NIGHT, "card", utc("2026-11-24 21:00"), Later(utc("2026-11-25 06:00"), together=False)),
        (RESTING, "answered", NOON, Later(utc("2026-12-01 11:00"), together=True)),
        (RESTING, "card", NOON, Later(utc("2026-12-01 11:00"), together=False)),
        (RESTING, "answered", utc("2026-12-01 11:00"), AtOnce()),
        (replace(RESTING, paused_until=UNTIL_ASKED), "answered", NOON, Later(UNTIL_ASKED, together=True)),
        (replace(RESTING, off=frozenset({Kind.OVERDUE})), "overdue", NOON, Never()),
    ],
)
def test_what_a_chats_preferences_mean_for_a_message(
    preferences: Preferences, kind: str, now: datetime, decision: Decision
) -> None:
    assert decide(preferences, kind, now, now) == decision


def test_what_came_before_the_hour_of_a_digest_belongs_into_it_however_late_that_is_noticed() -> None:
    decision = decide(DAILY, "comment", utc("2026-11-24 06:59"), utc("2026-11-24 07:01"))
    assert decision == Later(utc("2026-11-24 07:00"), together=True)


@pytest.mark.parametrize(
    ("preferences", "now", "due"),
    [
        (DAILY, utc("2026-11-24 06:59"), utc("2026-11-24 07:00")),
        (DAILY, utc("2026-11-24 07:00"), utc("2026-11-25 07:00")),
        (WEEKLY, utc("2026-11-24 17:00"), utc("2026-12-01 17:00")),
        (WEEKLY, utc("2026-11-25 00:00"), utc("2026-12-01 17:00")),
        # The hour of Paris, whatever the clock was changed to: on 29 March to summer, on 25 October to winter.
        (DAILY, utc("2026-03-28 12:00"), utc("2026-03-29 06:00")),
        (DAILY, utc("2026-10-24 12:00"), utc("2026-10-25 07:00")),
        # Two o'clock does not come on 29 March, and comes twice on 25 October.
        (replace(DAILY, hour=2), utc("2026-03-28 12:00"), utc("2026-03-29 01:00")),
        (replace(DAILY, hour=2), utc("2026-03-29 01:00"), utc("2026-03-30 00:00")),
        (replace(DAILY, hour=2), utc("2026-10-24 12:00"), utc("2026-10-25 00:00")),
        (replace(DAILY, hour=2), utc("2026-10-25 00:30"), utc("2026-10-26 01:00")),
        # Zones on the other side of the date line.
        (replace(DAILY, zone="Pacific/Noumea"), utc("2026-11-24 20:59"), utc("2026-11-24 21:00")),
        (replace(WEEKLY, zone="Pacific/Noumea"), utc("2026-11-24 08:00"), utc("2026-12-01 07:00")),
        (replace(WEEKLY, zone="America/Cayenne"), utc("2026-11-24 20:59"), utc("2026-11-24 21:00")),
    ],
)
def test_a_digest_comes_at_the_chats_own_hour(preferences: Preferences, now: datetime, due: datetime) -> None:
    assert next_digest(preferences, now) == due


@pytest.mark.parametrize(
    ("quiet", "now", "end"),
    [
        ((22, 7), utc("2026-11-24 20:59"), None),
        ((22, 7), utc("2026-11-24 21:00"), utc("2026-11-25 06:00")),
        ((22, 7), utc("2026-11-25 05:59"), utc("2026-11-25 06:00")),
        ((22, 7), utc("2026-11-25 06:00"), None),
        ((12, 14), utc("2026-11-24 11:30"), utc("2026-11-24 13:00")),
        ((12, 12), utc("2026-11-24 11:30"), None),
        # The night in which the clock goes forward is an hour shorter, the other an hour longer.
        ((22, 7), utc("2026-03-28 21:00"), utc("2026-03-29 05:00")),
        ((22, 7), utc("2026-10-24 20:00"), utc("2026-10-25 06:00")),
    ],
)
def test_quiet_hours_end_when_the_clocks_of_the_chat_say_so(
    quiet: tuple[int, int], now: datetime, end: datetime | None
) -> None:
    assert end_of_quiet(Preferences(quiet=quiet), now) == end


def test_a_digest_comes_at_its_hour_in_quiet_hours_too_and_waits_for_their_end_when_it_is_late() -> None:
    early = Preferences(when=When.DAILY, hour=6, quiet=(22, 7))
    due = utc("2026-11-24 05:00")
    assert put_off(early, due, utc("2026-11-24 05:01")) is None
    assert put_off(early, due, utc("2026-11-24 22:00")) == utc("2026-11-25 06:00")
    assert put_off(early, due, utc("2026-11-24 12:00")) is None
    sleeper = replace(early, quiet=(22, 9))
    assert put_off(sleeper, due, utc("2026-11-24 05:59")) is None
    assert put_off(sleeper, due, utc("2026-11-24 06:00")) == utc("2026-11-24 08:00")


SPRING = {
    "Europe/Paris": (2, "2027-03-28 01:00"),
    "America/New_York": (2, "2027-03-14 07:00"),
    "Australia/Lord_Howe": (2, "2026-10-03 15:30"),
    "America/Santiago": (0, "2026-09-06 04:00"),
}
"""The hour that is skipped in a night of spring, and when the clocks show the next one (UTC)."""

AUTUMN = {
    "Europe/Paris": (2, "2026-10-25 00:00"),
    "America/New_York": (1, "2026-11-01 05:00"),
    "Australia/Lord_Howe": (1, "2027-04-03 14:00"),
    "America/Santiago": (23, "2027-04-04 02:00"),
}
"""The hour that comes twice, whole or in part, in a night of autumn, and when it begins for the first time (UTC)."""


@pytest.mark.parametrize(
    ("zone", "hour", "due"),
    [(zone, *night) for nights in (SPRING, AUTUMN) for zone, night in nights.items()],
)
def test_a_digest_in_the_night_of_a_change_of_the_clock_comes_at_its_hour_however_quiet(
    zone: str, hour: int, due: str
) -> None:
    chat = Preferences(when=When.DAILY, hour=hour, quiet=(22, 8), zone=zone)
    before = utc(due) - timedelta(hours=3)
    assert next_digest(chat, before) == utc(due)
    assert put_off(chat, utc(due), utc(due)) is None
    assert put_off(chat, utc(due), utc(due) + timedelta(minutes=59)) is None
    assert put_off(chat, utc(due), utc(due) + timedelta(minutes=61)) == end_of_quiet(chat, utc(due))


@pytest.mark.parametrize("zone", SPRING)
def test_every_digest_of_two_years_comes_at_its_own_time(zone: str) -> None:
    for hour in range(24):
        chat = Preferences(when=When.DAILY, hour=hour, quiet=(20, 10), zone=zone)
        due = utc("2026-01-01 00:00")
        for _ in range(731):
            due = next_digest(chat, due)
            assert put_off(chat, due, due) is None, (hour, due)


@pytest.mark.parametrize(
    ("old", "new", "due"),
    [
        (DAILY, replace(DAILY, hour=18), utc("2026-11-24 17:00")),
        (DAILY, Preferences(), NOON),
        (RESTING, Preferences(), NOON),
        (replace(DAILY, paused_until=UNTIL_ASKED), DAILY, NOON),
        (replace(DAILY, paused_until=NOON), DAILY, utc("2026-11-25 07:00")),  # a pause that is just over
        (DAILY, replace(DAILY, paused_until=NOON), utc("2026-11-25 07:00")),
        (DAILY, replace(DAILY, paused_until=UNTIL_ASKED), UNTIL_ASKED),
    ],
)
def test_what_waits_for_a_digest_moves_with_the_preferences(old: Preferences, new: Preferences, due: datetime) -> None:
    assert next_release(old, new, NOON) == due


@pytest.mark.parametrize(("until", "rests"), [(None, False), (utc("2026-11-24 11:01"), True), (NOON, False)])
def test_a_chat_rests_until_its_pause_is_over(until: datetime | None, rests: bool) -> None:
    assert Preferences(paused_until=until).is_paused(NOON) is rests


def test_the_end_of_a_pause_without_one_is_stored_and_stays_what_it_is() -> None:
    assert utc("9999-01-01 00:00") == UNTIL_ASKED


def test_what_a_pause_kept_heeds_the_quiet_hours() -> None:
    night = Preferences(quiet=(22, 7), paused_until=utc("2026-11-24 22:30"))
    assert put_off(night, utc("2026-11-24 22:30"), utc("2026-11-24 22:30")) == utc("2026-11-25 06:00")
    daily = replace(night, when=When.DAILY)
    assert put_off(daily, utc("2026-11-24 22:30"), utc("2026-11-24 22:30")) == utc("2026-11-25 06:00")


def test_a_digest_waits_for_the_end_of_a_pause() -> None:
    assert put_off(RESTING, NOON, NOON) == RESTING.paused_until


def test_a_zone_that_no_machine_knows_is_that_of_paris() -> None:
    assert [zone_of(name).key for name in ("Atlantis/Capital", "../../etc/passwd", "")] == ["Europe/Paris"] * 3
