"""The time at which a chat is told, in every zone and at every instant, through all changes of the clock."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.core.change import Kind
from bot.core.preferences import (
    TUESDAY,
    AtOnce,
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
from tests.properties.values import instants_in, moments_around, preferences

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
CARD = "card"
kinds = st.sampled_from([*Kind, CARD])
moments = preferences().flatmap(lambda wanted: st.tuples(st.just(wanted), instants_in(wanted.zone)))
"""Preferences of a chat, and an instant."""


def shows(zone: str, at: datetime) -> tuple[int, int, int]:
    """The time that the clocks of a zone show."""
    local = at.astimezone(zone_of(zone))
    return local.hour, local.minute, local.second


def is_skipped(zone: str, at: datetime, hour: int) -> bool:
    """Whether a change of the clock leaves that hour out, on the day of the instant or the day before."""
    day = at.astimezone(zone_of(zone))
    return any(_is_no_time(zone, datetime(each.year, each.month, each.day, hour)) for each in (day, day - DAY))


def _is_no_time(zone: str, at: datetime) -> bool:
    local = at.replace(tzinfo=zone_of(zone))
    return local.astimezone(UTC).astimezone(zone_of(zone)).replace(tzinfo=None) != local.replace(tzinfo=None)


@given(moments)
def test_a_digest_is_due_strictly_later_and_at_the_chats_own_hour(moment: tuple[Preferences, datetime]) -> None:
    wanted, now = moment
    due = next_digest(wanted, now)
    local = due.astimezone(zone_of(wanted.zone))
    assert due > now
    assert shows(wanted.zone, due) == (wanted.digest_hour, 0, 0) or is_skipped(wanted.zone, due, wanted.digest_hour)
    assert (
        wanted.when is not When.WEEKLY or local.weekday() == TUESDAY or is_skipped(wanted.zone, due, wanted.digest_hour)
    )


@given(moments)
def test_no_digest_is_left_out(moment: tuple[Preferences, datetime]) -> None:
    wanted, now = moment
    # A day has 25 hours where the clock goes back; a few zones once left a whole day out.
    longest = WEEK if wanted.when is When.WEEKLY else DAY
    assert next_digest(wanted, now) - now <= 2 * longest
    due = next_digest(wanted, now)
    assert next_digest(wanted, due - timedelta(microseconds=1)) == due


@given(moments, moments_around)
def test_later_in_time_is_never_told_earlier(moment: tuple[Preferences, datetime], step: timedelta) -> None:
    wanted, now = moment
    first, second = sorted([now, now + step])
    assert next_digest(wanted, first) <= next_digest(wanted, second)


@given(moments)
def test_quiet_hours_end_later_and_within_a_day(moment: tuple[Preferences, datetime]) -> None:
    wanted, now = moment
    end = end_of_quiet(wanted, now)
    if end is not None and wanted.quiet is not None:
        assert now < end <= now + DAY + 3 * HOUR
        assert shows(wanted.zone, end)[0] == wanted.quiet[1] or is_skipped(wanted.zone, end, wanted.quiet[1])
        assert end_of_quiet(wanted, end) is None


@given(moments, kinds, moments_around)
def test_the_time_decided_is_one_that_the_chat_wants(
    moment: tuple[Preferences, datetime], kind: str, before: timedelta
) -> None:
    wanted, now = moment
    since = now - abs(before)
    match decide(wanted, kind, since, now):
        case Never():
            assert kind in wanted.off
        case AtOnce():
            assert kind not in wanted.off
            assert not wanted.is_paused(now)
            assert end_of_quiet(wanted, now) is None
        case Later(at, together):
            assert kind not in wanted.off
            assert not (together and kind == CARD)
            assert at > since
            assert at > now or together


@given(moments, kinds)
def test_a_single_event_is_told_at_its_hour_and_not_put_off_for_ever(
    moment: tuple[Preferences, datetime], kind: str
) -> None:
    wanted, now = moment
    decision = decide(wanted, kind, now, now)
    for _ in range(3):  # a pause, then quiet hours
        if not (isinstance(decision, Later) and not decision.together):
            return
        now = decision.at
        decision = decide(wanted, kind, now, now)
    assert not isinstance(decision, Later) or decision.together


@given(moments, moments_around)
def test_a_digest_that_has_to_wait_further_waits_for_a_time_to_come(
    moment: tuple[Preferences, datetime], before: timedelta
) -> None:
    wanted, now = moment
    later = put_off(wanted, now - abs(before), now)
    assert later is None or later > now
    assert not wanted.is_paused(now) or later == wanted.paused_until


@given(moments, preferences())
def test_a_scheduled_event_is_released_at_once_or_at_the_new_hour(
    moment: tuple[Preferences, datetime], new: Preferences
) -> None:
    old, now = moment
    at = next_release(old, new, now)
    assert at >= now
    if not new.is_paused(now) and (old.is_paused(now) or new.when is When.AT_ONCE):
        assert at == now


@given(moments, kinds)
def test_silence_and_rights_do_not_change_the_time(moment: tuple[Preferences, datetime], kind: str) -> None:
    wanted, now = moment
    other = replace(wanted, silent=not wanted.silent, everybody=not wanted.everybody)
    assert decide(wanted, kind, now, now) == decide(other, kind, now, now)
