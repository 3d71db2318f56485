"""The verdict on an error of Telegram's."""

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.transport.errors import ChatGone, ChatMoved, Rejected, TopicGone, TryAgain, Unclear, Verdict, judge
from bot.transport.http import Unanswered

GONE = [
    Forbidden("Forbidden: bot was blocked by the user"),
    Forbidden("Forbidden: user is deactivated"),
    Forbidden("Forbidden: bot was kicked from the supergroup chat"),
    Forbidden("Forbidden: bot is not a member of the channel chat"),
    Forbidden("Forbidden: bot can't initiate conversation with a user"),
    BadRequest("Bad Request: chat not found"),
    BadRequest("Bad Request: group chat was deactivated"),
    BadRequest("Bad Request: not enough rights to send text messages to the chat"),
    BadRequest("Bad Request: have no rights to send a message"),
    BadRequest("Bad Request: need administrator rights in the channel chat"),
    BadRequest("Bad Request: CHAT_WRITE_FORBIDDEN"),
    BadRequest("Bad Request: PEER_ID_INVALID"),
    BadRequest("Bad Request: no write access to the chat"),
    BadRequest("Bad Request: USER_BANNED_IN_CHANNEL"),
    BadRequest("Bad Request: CHAT_GUEST_SEND_FORBIDDEN"),
    BadRequest("Bad Request: ALLOW_PAYMENT_REQUIRED_50"),
    BadRequest("Bad Request: FROZEN_METHOD_INVALID"),
    BadRequest("Bad Request: CHANNEL_INVALID"),
    BadRequest("Bad Request: group is deactivated"),
    BadRequest("Bad Request: USER_IS_BLOCKED"),
    BadRequest("Bad Request: PRIVACY_PREMIUM_REQUIRED"),
    BadRequest("Bad Request: CHAT_FORBIDDEN"),
]
REFUSED = [
    "Bad Request: can't parse entities: unsupported start tag",
    "Bad Request: message is too long",
    "Bad Request: message text is empty",
    "Bad Request: BUTTON_DATA_INVALID",
    "Bad Request: ENTITIES_TOO_LONG",
    "Bad Request: MESSAGE_TOO_LONG",
    "Bad Request: inline keyboard button URL 'x' is invalid: Wrong port number specified in the URL",
    "Bad Request: can't find end of the entity starting at byte offset 12",
    "Bad Request: message caption is too long",
]


@pytest.mark.parametrize("error", GONE, ids=str)
def test_a_chat_that_cannot_be_written_to_is_gone_for_now(error: TelegramError) -> None:
    assert isinstance(judge(error), ChatGone)


@pytest.mark.parametrize("words", REFUSED)
def test_a_message_that_telegram_does_not_take_is_refused(words: str) -> None:
    assert isinstance(judge(BadRequest(words)), Rejected)


@pytest.mark.parametrize(
    ("error", "verdict"),
    [
        (RetryAfter(17), TryAgain(after=17)),
        (ChatMigrated(-100123), ChatMoved(-100123)),
        (TimedOut(), TryAgain()),
        (NetworkError("Bad Gateway"), TryAgain()),
        (TelegramError("Invalid server response"), TryAgain()),
        (Conflict("terminated by other getUpdates request"), TryAgain()),
        (InvalidToken("Unauthorized"), TryAgain()),
        (TelegramError("something that nobody has seen yet"), TryAgain()),
        (Unanswered(), TryAgain(may_have_arrived=True)),
        (BadRequest("Bad Request: SLOWMODE_WAIT_30"), TryAgain(after=30)),
        (BadRequest("Bad Request: PEER_FLOOD"), TryAgain()),
        (BadRequest("Bad Request: TOPIC_CLOSED"), TopicGone(is_closed=True)),
        (BadRequest("Bad Request: something that nobody has seen yet"), Unclear("Something that nobody has seen yet")),
        (BadRequest("Bad Request: VOICE_MESSAGES_FORBIDDEN"), Unclear("Voice_messages_forbidden")),
    ],
    ids=str,
)
def test_everything_else_loses_nothing(error: TelegramError, verdict: Verdict) -> None:
    assert judge(error) == verdict
