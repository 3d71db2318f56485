"""Errors of Telegram: `judge` says what one means for a message and its chat. docs/telegram-errors.md lists them."""

import re
from dataclasses import dataclass, field

from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.transport.http import Unanswered
from bot.transport.rate_limiter import seconds_of


@dataclass(frozen=True, slots=True)
class TryAgain:
    """The call may work later: `after` so many seconds where Telegram said so, else after a growing wait.

    `may_have_arrived` where the message was sent and no answer came.
    """

    after: float | None = None
    why: str = field(default="", compare=False)
    may_have_arrived: bool = False


@dataclass(frozen=True, slots=True)
class ChatGone:
    """The chat cannot be written to, until an update comes from it, or a later attempt succeeds."""

    why: str


@dataclass(frozen=True, slots=True)
class ChatMoved:
    """The group became a supergroup with another id."""

    to: int


@dataclass(frozen=True, slots=True)
class Rejected:
    """Telegram does not take this message, now or later: its content is wrong."""

    why: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """Telegram refuses the message in unknown words: the fault may be the message's, or its chat's."""

    why: str


@dataclass(frozen=True, slots=True)
class TopicGone:
    """The topic of a forum cannot be written to: it was deleted, or `is_closed`. The rest of the chat can."""

    is_closed: bool


Verdict = TryAgain | ChatGone | ChatMoved | TopicGone | Rejected | Unclear

_GONE = re.compile(
    r"chat not found|user not found|peer_id_invalid|user_deactivated|user is deactivated|(group )?chat was deactivated"
    r"|group is deactivated|chat_write_forbidden|chat_restricted|chat_send_plain_forbidden|chat_guest_send_forbidden"
    r"|no write access to the chat|have no rights to send|not enough rights|need administrator rights"
    r"|bot is not a member|bot was kicked|channel_private|channel_invalid|chat_forbidden|chat_admin_required"
    r"|user_banned_in_channel|user_is_blocked|privacy_premium_required|allow_payment_required|frozen_method_invalid",
    re.IGNORECASE,
)
NO_FILES = re.compile(r"chat_send_docs_forbidden|rights to send (a )?documents?", re.IGNORECASE)
"""How Telegram says that a group takes no files. Such a group is not gone."""

NO_PHOTOS = re.compile(r"chat_send_(photos|media)_forbidden|rights to send (a )?(photo|media)", re.IGNORECASE)
"""How Telegram says that a group takes no photos. Such a group is not gone either: it is sent the text alone."""

BAD_PHOTO = re.compile(
    r"(wrong|invalid) (remote )?file|file[_ ](id|identifier|reference)|media[_ ](empty|invalid)", re.IGNORECASE
)
"""How Telegram says that it does not know a `file_id` (any more)."""

LOST_REPLY = re.compile(r"message to (be )?repl|reply message not found|reply_(message_id|to)_invalid", re.IGNORECASE)
"""How Telegram says that the message to answer is no more, or that this chat or topic never had it.

It says so although a message may be sent without answering, where the server itself knows better than its front, and
always of a message in another topic.
"""

_TOPIC = re.compile(r"thread not found|topic_closed|topic_deleted|topic_id_invalid", re.IGNORECASE)
_CLOSED = re.compile(r"topic_closed", re.IGNORECASE)
_SLOW = re.compile(r"slowmode_wait_([0-9]{1,5})", re.IGNORECASE)
_FLOOD = re.compile(r"peer_flood|flood_wait", re.IGNORECASE)
_CONTENT = re.compile(
    r"can't parse|can't find end|unsupported start tag|entit(y|ies)|too[_ ]long|text is empty|must be non-empty"
    r"|button|keyboard|reply[_ ]markup|web[_ ]?page|wrong (http )?url|caption|wrong file|file must be|filename"
    r"|media[_ ](empty|invalid)|unsupported parse_mode|message to (be )?repl",
    re.IGNORECASE,
)
"""Words that are certainly about the message's own content."""


def judge(error: TelegramError, in_topic: bool = False) -> Verdict:
    """What an error of Telegram's means. An error in unknown words loses no message."""
    match error:
        case RetryAfter():
            return TryAgain(seconds_of(error), error.message)
        case ChatMigrated(new_chat_id=int(to)):
            return ChatMoved(to)
        case Forbidden() if _takes_text(error.message):
            return Rejected(error.message)
        case Forbidden():
            return ChatGone(error.message)
        case BadRequest():
            return _of_bad_request(error.message, in_topic)
        case Unanswered():
            return TryAgain(why=error.message, may_have_arrived=True)
        case _:
            return TryAgain(why=f"{type(error).__name__}: {error.message}")


def _of_bad_request(why: str, in_topic: bool) -> Verdict:
    if _CLOSED.search(why) or (in_topic and _TOPIC.search(why)):
        return TopicGone(is_closed=_CLOSED.search(why) is not None)
    if slow := _SLOW.search(why):
        return TryAgain(float(slow[1]), why)
    if _FLOOD.search(why):
        return TryAgain(why=why)
    if _takes_text(why):
        return Rejected(why)
    if _GONE.search(why):
        return ChatGone(why)
    return Rejected(why) if _CONTENT.search(why) else Unclear(why)


def _takes_text(why: str) -> bool:
    """Whether the chat refuses a file or a photo alone."""
    return NO_FILES.search(why) is not None or NO_PHOTOS.search(why) is not None


class Undelivered(Exception):
    """A reply could not be sent for now."""
