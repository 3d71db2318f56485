"""What the limiter counts of the calls that pass it."""

from datetime import datetime, timedelta

import pytest
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.core.measures import FLOOD_WAIT_SECONDS, FLOOD_WAITS, TELEGRAM_CALLS, Measures
from bot.transport.calls import Calls
from bot.transport.rate_limiter import Limiter
from tests.support.examples import NOW


async def keep(_chat: int | None, _until: datetime) -> None:
    """Keep no wait: there is no store here."""


async def counted(method: str, error: TelegramError | None) -> tuple[Measures, datetime | None]:
    """What one call counts, and when Telegram last answered, if it did."""
    measures = Measures()
    calls = Calls(lambda: NOW, measures=measures)
    limiter = Limiter(1000, keep, lambda: NOW, calls=calls)

    async def call() -> bool:
        if error is not None:
            raise error
        return True

    try:
        await limiter.process_request(call, (), {}, method, {"chat_id": 1001}, None)
    except TelegramError as raised:
        assert raised is error
    return measures, calls.answered_at


@pytest.mark.parametrize(
    ("error", "outcome", "is_answer"),
    [
        (None, "done", True),
        (RetryAfter(timedelta(seconds=3)), "too_many", True),
        (BadRequest("Bad Request"), "BadRequest", True),
        (Forbidden("Forbidden"), "Forbidden", True),
        (TimedOut(), "TimedOut", False),
        (NetworkError("cut"), "NetworkError", False),
        (InvalidToken(), "InvalidToken", False),
    ],
)
async def test_a_call_is_counted_by_its_method_and_what_came_of_it(
    error: TelegramError | None, outcome: str, is_answer: bool
) -> None:
    measures, answered_at = await counted("sendMessage", error)
    assert measures.values(TELEGRAM_CALLS) == {("sendMessage", outcome): 1}
    assert answered_at == (NOW if is_answer else None)


@pytest.mark.parametrize(
    ("method", "scope"), [("sendMessage", "chat"), ("getChatMember", "method"), ("setMyCommands", "method")]
)
async def test_a_wait_that_telegram_asks_for_is_counted_with_its_seconds(method: str, scope: str) -> None:
    measures, _ = await counted(method, RetryAfter(timedelta(seconds=3)))
    assert measures.values(FLOOD_WAITS) == {(scope,): 1}
    assert measures.values(FLOOD_WAIT_SECONDS) == {(scope,): 3}
