"""Whether the bot does its work: what the database tells, against the plan."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.core.health import Health
from bot.core.readiness import Signs, delivering, look_late, sending, why_unwell, why_unwell_on_standby
from tests.support.examples import NOW

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
PLAN = 12 * HOUR
WELL = Signs(
    beat_at=NOW - MINUTE,
    looked_at=NOW - 6 * HOUR,
    telegram=Health(succeeded_at=NOW - MINUTE),
    sends=Health(succeeded_at=NOW - 90 * 24 * HOUR),
)


def stalled(since: timedelta, reason: str | None = None) -> Health:
    return replace(WELL.sends, failing_since=NOW - since, reason=reason)


def undelivered(ago: timedelta) -> Health:
    """A Telegram that answers, and has not been able to deliver for so long."""
    reason = "Wrong response from the webhook: 502 Bad Gateway"
    return Health(succeeded_at=NOW, failing_since=NOW - ago, reason=reason)


@pytest.mark.parametrize(
    ("signs", "reasons"),
    [
        pytest.param(WELL, [], id="well, though nobody had to be told anything for months"),
        pytest.param(replace(WELL, beat_at=NOW + 30 * SECOND), [], id="another machine's clock is a little ahead"),
        pytest.param(replace(WELL, sends=stalled(9 * MINUTE)), [], id="messages wait for minutes"),
        pytest.param(
            Signs(),
            [
                "the bot has written nothing to its database yet",
                "Telegram has not answered yet",
                "no source has answered yet",
            ],
            id="a database that no bot ever used",
        ),
        pytest.param(
            replace(WELL, beat_at=NOW - 3 * MINUTE),
            [f"the bot has written nothing to its database since {NOW - 3 * MINUTE:%Y-%m-%d %H:%M} UTC"],
            id="it does not run",
        ),
        pytest.param(
            replace(WELL, beat_at=NOW + 5 * MINUTE),
            [f"the bot has written nothing to its database since {NOW + 5 * MINUTE:%Y-%m-%d %H:%M} UTC"],
            id="a clock that was ahead wrote it",
        ),
        pytest.param(
            replace(WELL, telegram=Health(succeeded_at=NOW - 5 * MINUTE)),
            [f"Telegram has not answered since {NOW - 5 * MINUTE:%Y-%m-%d %H:%M} UTC"],
            id="Telegram is away",
        ),
        pytest.param(
            replace(WELL, telegram=undelivered(2 * MINUTE)),
            [],
            id="a delivery to the webhook failed, and is made again",
        ),
        pytest.param(
            replace(WELL, telegram=undelivered(3 * MINUTE)),
            [
                f"Telegram cannot deliver to the webhook since {NOW - 3 * MINUTE:%Y-%m-%d %H:%M} UTC"
                " (Wrong response from the webhook: 502 Bad Gateway)"
            ],
            id="nothing is delivered to the webhook",
        ),
        pytest.param(
            replace(WELL, looked_at=NOW - PLAN),
            [f"no source has answered since {NOW - PLAN:%Y-%m-%d %H:%M} UTC"],
            id="all sources are away",
        ),
        pytest.param(replace(WELL, looked_at=None), ["no source has answered yet"], id="a first start"),
        pytest.param(
            replace(WELL, sends=stalled(10 * MINUTE)),
            [f"messages are due since {NOW - 10 * MINUTE:%Y-%m-%d %H:%M} UTC, and none is sent"],
            id="nothing is sent",
        ),
        pytest.param(
            replace(WELL, looked_at=None, sends=stalled(HOUR, "Telegram asked to wait")),
            [
                "no source has answered yet",
                f"messages are due since {NOW - HOUR:%Y-%m-%d %H:%M} UTC, and none is sent (Telegram asked to wait)",
            ],
            id="every reason is given",
        ),
    ],
)
def test_the_bot_is_well_unless_there_is_a_reason(signs: Signs, reasons: list[str]) -> None:
    assert why_unwell(signs, PLAN, NOW) == reasons


@pytest.mark.parametrize(
    ("sweep", "comments", "late"),
    [
        (None, 900, 12 * HOUR),
        (None, 36_000, 80 * HOUR),
        (60, 60, 8 * MINUTE),
        (0.5, 0.5, 5 * MINUTE),
    ],
)
def test_a_look_is_late_when_the_plan_was_missed_twice(sweep: float | None, comments: float, late: timedelta) -> None:
    assert look_late(sweep, comments) == late


@pytest.mark.parametrize(("silent_for", "is_well"), [(None, False), (0.0, True), (29.0, True), (30.0, False)])
def test_a_copy_that_stands_by_is_well_while_it_can_look_at_the_database(
    silent_for: float | None, is_well: bool
) -> None:
    assert (why_unwell_on_standby(silent_for) == []) is is_well


SENT = Health(succeeded_at=NOW - HOUR)
STALLED = replace(SENT, failing_since=NOW - MINUTE)


@pytest.mark.parametrize(
    ("before", "sent_at", "is_any_due", "is_held", "after"),
    [
        pytest.param(SENT, NOW - HOUR, False, False, SENT, id="nothing to send"),
        pytest.param(SENT, None, False, False, SENT, id="a start, with nothing to send"),
        pytest.param(
            SENT, NOW - SECOND, True, False, Health(succeeded_at=NOW - SECOND), id="it sends, with more to send"
        ),
        pytest.param(SENT, NOW - HOUR, True, False, replace(SENT, failing_since=NOW), id="something is due now"),
        pytest.param(STALLED, NOW - HOUR, True, False, STALLED, id="still due"),
        pytest.param(
            STALLED,
            None,
            True,
            True,
            replace(STALLED, reason="Telegram asked to wait"),
            id="due, and Telegram wants none",
        ),
        pytest.param(STALLED, NOW - SECOND, True, True, Health(succeeded_at=NOW - SECOND), id="one was sent"),
        pytest.param(STALLED, NOW - HOUR, False, False, SENT, id="the chat wants it later"),
        pytest.param(
            replace(SENT, failing_since=NOW + HOUR),
            None,
            True,
            False,
            replace(SENT, failing_since=NOW),
            id="a clock was ahead",
        ),
    ],
)
def test_sending_is_stalled_while_messages_are_due_and_none_is_sent(
    before: Health, sent_at: datetime | None, is_any_due: bool, is_held: bool, after: Health
) -> None:
    assert sending(before, NOW, sent_at, is_any_due, is_held) == after


def test_telegram_cannot_deliver_from_the_first_time_that_it_says_so_until_it_can() -> None:
    first = delivering(Health(), NOW, NOW, "502")
    later = delivering(first, NOW + MINUTE, NOW + MINUTE, "503")
    assert (first.failing_since, first.reason) == (NOW, "502")
    assert (later.succeeded_at, later.failing_since, later.reason) == (NOW + MINUTE, NOW, "503")
    assert delivering(later, NOW + 2 * MINUTE, NOW + MINUTE, None) == Health(succeeded_at=NOW + MINUTE)


def test_since_when_telegram_cannot_deliver_begins_anew_where_a_clock_was_ahead() -> None:
    ahead = Health(succeeded_at=NOW, failing_since=NOW + HOUR, reason="502")
    assert delivering(ahead, NOW, NOW, "502").failing_since == NOW
