"""Replies on the stand-in Telegram: which message a new one answers, and in which topic of a forum that puts it.

As Telegram's public server does it (`check_reply_parameters` and `TdOnCheckMessageCallback` in tdlib/telegram-bot-api):
a message that is not found is not answered, or refused where the bot does not allow sending without it. Without a topic
of its own a reply goes where the message stands that it answers; given another topic, it answers it from outside.
"""

from typing import NamedTuple

from bot.standins.telegram.chats import Chat
from bot.standins.telegram.messages import as_telegram, thread_of
from bot.standins.telegram.state import TelegramState
from bot.standins.telegram.wire import Json, Refusal


class Reply(NamedTuple):
    """The topic of a new message, and the message of that topic that it answers: its number, and Telegram's account.

    `external` is Telegram's account of a message in another topic.
    """

    thread_id: int | None
    reply_to: int | None = None
    answered: Json | None = None
    external: Json | None = None


def read_reply(state: TelegramState, parameters: Json, chat: Chat) -> Reply:
    """What a message to send answers. Raises Refusal where Telegram would."""
    thread, given = thread_of(parameters, chat), parameters.get("reply_parameters") or {}
    number = given.get("message_id") or parameters.get("reply_to_message_id")
    if number is None:
        return Reply(thread)
    own, place = state.messages.get((chat.id, number)), (chat.id, number)
    if own is None and place not in state.said:
        if given.get("allow_sending_without_reply"):
            return Reply(thread)
        raise Refusal(400, "Bad Request: message to be replied not found")
    found = state.written.get(place) if own is None else as_telegram(own, chat, state.bot)
    theirs = found.get("message_thread_id") if found and found.get("is_topic_message") else None
    if parameters.get("message_thread_id") is None or thread == theirs:
        return Reply(theirs, int(number), found and {name: found[name] for name in found if name != "reply_to_message"})
    return Reply(thread, external=found and _from_outside(found))


def _from_outside(found: Json) -> Json:
    if "from" in found:
        sender = {"type": "user", "sender_user": found["from"]}
    else:
        sender = {"type": "chat", "sender_chat": found["sender_chat"]}
    return {"origin": {**sender, "date": found["date"]}, "chat": found["chat"], "message_id": found["message_id"]}
