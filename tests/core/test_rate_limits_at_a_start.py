"""Telegram counts messages across a restart and a take-over: what the process before sent counts. The clock is handed in."""

from collections.abc import Sequence

import pytest

from bot.core.rate_limits import BURST, IN_FLIGHT, LAG, OVERALL, SHARED, ChatId, Limit, RateLimits

PERSON, GROUP, OTHER = 1001, -500, -600
START = 1000.0


def begun(
    quiet: float = 0.0, alerts: Sequence[tuple[ChatId, float]] = (), any_replies: bool = False, pace: float = 1.0
) -> RateLimits:
    limits = RateLimits(pace)
    limits.begin(START, quiet, alerts, any_replies)
    return limits


@pytest.mark.parametrize(
    ("quiet", "pace", "opens"),
    [
        pytest.param(0.0, 1, BURST + LAG, id="the process before may have sent a burst a moment ago"),
        pytest.param(2.5, 1, BURST + LAG - 2.5, id="it has sent nothing for some seconds"),
        pytest.param(60.0, 1, None, id="it has sent nothing for long"),
        pytest.param(0.0, 1000, (BURST + LAG) / 1000, id="a server of one's own"),
    ],
)
@pytest.mark.parametrize("is_broadcast", [False, True])
def test_the_first_message_waits_until_bursts_of_the_process_before_are_forgotten(
    quiet: float, pace: float, opens: float | None, is_broadcast: bool
) -> None:
    ready = begun(quiet, pace=pace).ready_at(is_broadcast)
    assert ready <= START if opens is None else ready == pytest.approx(START + opens)


@pytest.mark.parametrize(
    ("before", "any_replies", "ready"),
    [
        pytest.param([], False, None, id="nothing"),
        pytest.param([], True, None, id="there is room beside all the replies that there may have been"),
        pytest.param([(GROUP, 30.0)] * 17, False, None, id="there is room beside what was in flight"),
        pytest.param([(GROUP, 50.0)] * 2 + [(GROUP, 30.0)] * 16, False, 10.0, id="when the oldest is a minute old"),
        pytest.param([(GROUP, 30.0)] * 40, False, 30.0, id="more than fit"),
        pytest.param([(GROUP, 50.0), *[(GROUP, 30.0)] * 3], True, 10.0, id="a few, beside all the replies"),
        pytest.param([(OTHER, 30.0)] * 40, True, None, id="another group"),
    ],
)
def test_what_a_group_got_in_the_last_minute_counts(
    before: list[tuple[ChatId, float]], any_replies: bool, ready: float | None
) -> None:
    limits = begun(alerts=before, any_replies=any_replies)
    now = START + BURST  # bursts are told of above
    at = limits.chat_ready_at(GROUP)
    assert at <= now if ready is None else at == START + ready
    assert (GROUP in limits.spent(now)) is (ready is not None)
    assert limits.chat_ready_at(PERSON) <= now


@pytest.mark.parametrize("stops_at", [0.5, 2.0, 20.0, 59.0, 75.0])
@pytest.mark.parametrize("quiet", [0.0, 2.0, 10.0])
@pytest.mark.parametrize("any_replies", [False, True])
def test_no_limit_is_exceeded_however_a_process_follows_another(
    stops_at: float, quiet: float, any_replies: bool
) -> None:
    """Both write to a group as often as they may, with replies or without; the last two were not written down."""
    first, follower, start = RateLimits(), RateLimits(), stops_at + quiet
    sent = all_that_may_be_sent(first, 0.0, stops_at, any_replies)
    known = [(GROUP, start - at) for at, is_alert in sent[:-IN_FLIGHT] if is_alert]
    follower.begin(start, quiet, known, any_replies)
    sent += all_that_may_be_sent(follower, start, start + 130.0, any_replies)
    times = [at for at, _ in sent]
    for limit in SHARED:
        assert most_within(times, limit) <= limit.most
    assert len(times) > 35


def all_that_may_be_sent(limits: RateLimits, now: float, until: float, any_replies: bool) -> list[tuple[float, bool]]:
    """The messages to one group that arrive at once, as (time, whether it is an alert): as many as are allowed."""
    sent = list[tuple[float, bool]]()
    while now < until:
        is_alert = not any_replies or len(sent) % 3 == 0
        if max(limits.ready_at(is_alert), limits.chat_ready_at(GROUP, is_alert)) <= now:
            limits.arrived(limits.take(GROUP, now, is_alert), now)
            sent.append((now, is_alert))
        else:
            now = round(now + 0.1, 1)
    return sent


def most_within(times: list[float], limit: Limit) -> int:
    """The most messages within the seconds of a limit."""
    return max(sum(at <= each < at + limit.seconds - 1e-6 for each in times) for at in times)


def test_the_limit_over_all_holds_across_a_start() -> None:
    assert OVERALL.seconds <= BURST
