"""One attempt to send a message, and how often a message is sent to which no answer comes."""

import logging
from dataclasses import replace
from functools import partial

from telegram import Bot
from telegram.error import TelegramError

from bot.delivery.pictures import NO_ALBUM, Album, try_photo
from bot.messages.message import Message
from bot.transport.api import call
from bot.transport.errors import ChatGone, ChatMoved, Rejected, TopicGone, TryAgain, Unclear, Verdict, judge
from bot.transport.send import Photo, Place, Sent, send, send_plain

log = logging.getLogger(__name__)

MOST_COPIES = 3
"""Times that a message is sent to which no answer comes: rather twice than never, but not for ever."""

PATIENCE = 10.0
"""Seconds to wait for the answer to a first copy; longer for each further one."""


def patience_after(unanswered: int) -> float:
    """Seconds to wait for an answer, after so many copies to which none came: 10, 30, 90."""
    return PATIENCE * 3.0 ** min(unanswered, MOST_COPIES - 1)


def outcome_of(verdict: Sent | Verdict) -> str:
    """What came of an attempt, in a word for the metrics."""
    match verdict:
        case Sent():
            return "sent"
        case TryAgain(may_have_arrived=may_have_arrived):
            return "unanswered" if may_have_arrived else "postponed"
        case ChatGone():
            return "chat_gone"
        case ChatMoved():
            return "chat_moved"
        case TopicGone():
            return "topic_gone"
        case Unclear():
            return "unclear"
        case Rejected():
            return "refused"


async def try_copy(
    bot: Bot, chat_id: int, message: Message, place: Place, unanswered: int, album: Album = NO_ALBUM
) -> Sent | Verdict:
    """Send another copy, after some to which no answer came; the last one only to a Telegram that answers getMe."""
    if unanswered >= MOST_COPIES - 1:
        try:
            await call(bot, "getMe")
        except TelegramError as error:
            return TryAgain(why=str(error))
    return await try_once(bot, chat_id, message, place, album)


async def try_once(bot: Bot, chat_id: int, message: Message, place: Place, album: Album = NO_ALBUM) -> Sent | Verdict:
    """Send a message, without its picture where that is not taken, as plain text where Telegram refuses its markup."""
    if message.picture is not None:
        done = await try_photo(
            album, message, partial(_send_photo, bot, chat_id, message, place), place.thread is not None
        )
        if not isinstance(done, Message):
            return done
        message = done
    try:
        return await send(bot, chat_id, message, place)
    except TelegramError as error:
        verdict = judge(error, in_topic=place.thread is not None)
        if not isinstance(verdict, Rejected | Unclear):
            return verdict
        log.warning("Telegram refuses a message, which is sent as plain text: %s", verdict.why)
    if isinstance(verdict, Unclear):
        place = replace(place, reply_to=None)  # what Telegram does not take may be this
    try:
        return await send_plain(bot, chat_id, message, place, "button" not in verdict.why.lower())
    except TelegramError as error:
        return judge(error, in_topic=place.thread is not None)


async def _send_photo(bot: Bot, chat_id: int, message: Message, place: Place, photo: Photo) -> Sent:
    return await send(bot, chat_id, message, place, photo)
