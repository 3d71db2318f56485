"""Updates of another version of the Bot API: one part that the library cannot read must not lose the command.

The essential parts (chat, sender, text, entities, data) stay; of the others, those that cannot be read are dropped.
Where the library insists on a part that does not matter, such as a first name, a neutral value fills its place.
"""

import inspect
from collections.abc import Callable, Mapping
from typing import Any

from telegram import (
    Bot,
    CallbackQuery,
    Chat,
    ChatMember,
    ChatMemberAdministrator,
    ChatMemberBanned,
    ChatMemberOwner,
    ChatMemberRestricted,
    ChatMemberUpdated,
    InlineQuery,
    Message,
    Update,
    User,
)
from telegram.constants import ChatType

Json = dict[str, Any]
Read = Callable[[Json], object]
"""Makes an object of the library's of it. Raises any exception where that fails."""

CHANNEL_POST = "channel_post"
MESSAGES = ("message", CHANNEL_POST)
WITHIN = ("reply_to_message", "pinned_message")
DEEPEST = 2
"""Telegram nests no reply within a reply."""

HIDDEN_ORIGIN = "hidden_user"
SUPERGROUPS = "-100"
"""How the numbers of supergroups and channels begin."""

_ESSENTIAL = {
    "message": ("message_id", "date", "chat", "from"),
    "callback_query": ("id", "from", "chat_instance", "message"),
    "inline_query": ("id", "from", "query", "offset"),
    "my_chat_member": ("chat", "from", "date", "old_chat_member", "new_chat_member"),
}


def read_update(body: Json, bot: Bot | None = None) -> tuple[Update, list[str]]:
    """Read an update. Returns it with the names of the parts that were dropped from it.

    Raises any exception of the library's where an essential part cannot be read, and ValueError where the number of its
    chat or of its sender is none.
    """
    whole = _completed_update(body)
    try:
        return _numbered(Update.de_json(whole, bot)), []
    except Exception:
        dropped: list[str] = []
        return _numbered(Update.de_json(_readable_update(whole, dropped), bot)), dropped


def _numbered(update: Update) -> Update:
    """The update itself. Raises ValueError where a number is a text, which the library takes for one."""
    for each in (update.effective_chat, update.effective_user):
        if each is not None and not _is_number(each.id):
            raise ValueError("a chat or a sender whose number is none")
    return update


def unreadable_command(body: Json) -> Update | None:
    """The chat and topic of an update that cannot be read, so that its sender can be told; None where the bot may not
    have been meant: in a group, only a text that begins with a slash is surely for a bot.
    """
    for name in MESSAGES:
        message = body.get(name)
        if isinstance(message, dict) and (chat := _readable_chat(message.get("chat"))) and _is_for_us(message, chat):
            bare: Json = {"message_id": 0, "date": 0, "chat": chat}
            if message.get("is_topic_message") is True and _is_number(message.get("message_thread_id")):
                bare |= {"is_topic_message": True, "message_thread_id": message["message_thread_id"]}
            return Update.de_json({"update_id": body["update_id"], name: bare}, None)
    return None


def _is_for_us(message: Json, chat: Json) -> bool:
    return chat["type"] == ChatType.PRIVATE or str(message.get("text")).startswith("/")


def _readable_update(body: Json, dropped: list[str]) -> Json:
    kept = dict(body)
    for name in MESSAGES:
        if isinstance(kept.get(name), dict):
            kept[name] = _readable_message(_placed(kept[name], name), dropped)
    for name, readable in _READABLE.items():
        if isinstance(kept.get(name), dict):
            kept[name] = readable(kept[name], dropped)
    return kept


def _placed(message: Json, name: str) -> Json:
    """The message, with the kind of chat that a channel's post lacks: else the channel would be stored as a group."""
    chat = message.get("chat")
    if name != CHANNEL_POST or not isinstance(chat, dict) or isinstance(chat.get("type"), str):
        return message
    return {**message, "chat": {**chat, "type": ChatType.CHANNEL}}


def _readable_press(press: Json, dropped: list[str]) -> Json:
    message = press.get("message")
    kept = {**press, "message": _readable_message(message, dropped)} if isinstance(message, dict) else press
    return _with_what_is_read(_bare("callback_query", kept), kept, _reads(CallbackQuery), dropped, DEEPEST)


def _readable_query(query: Json, dropped: list[str]) -> Json:
    whole = {"offset": "", **query}
    return _with_what_is_read(_bare("inline_query", whole), whole, _reads(InlineQuery), dropped, DEEPEST)


def _readable_change(change: Json, dropped: list[str]) -> Json:
    members = {name: _readable_member(change.get(name), dropped) for name in ("old_chat_member", "new_chat_member")}
    kept = {**change, **members}
    return _with_what_is_read(_bare("my_chat_member", kept), kept, _reads(ChatMemberUpdated), dropped, DEEPEST)


_READABLE: Mapping[str, Callable[[Json, list[str]], Json]] = {
    "callback_query": _readable_press,
    "inline_query": _readable_query,
    "my_chat_member": _readable_change,
}


def _readable_member(member: Any, dropped: list[str]) -> Any:
    if not isinstance(member, dict):
        return member
    bare = _completed_member({"status": member.get("status"), "user": _readable_person(member.get("user"))})
    return _with_what_is_read(bare, member, _reads(ChatMember), dropped, DEEPEST, anew=True)


def _readable_message(message: Json, dropped: list[str], depth: int = 0) -> Json:
    return _with_what_is_read(_bare("message", message), message, _reads(Message), dropped, depth)


def _reads(kind: type[CallbackQuery | ChatMember | ChatMemberUpdated | InlineQuery | Message]) -> Read:
    return lambda body: kind.de_json(body, None)


def _bare(kind: str, whole: Json) -> Json:
    """The essential parts of an object, each in the form that the library requires."""
    bare = {name: whole[name] for name in _ESSENTIAL[kind] if name in whole}
    if (chat := _readable_chat(bare.get("chat"))) is not None:
        bare["chat"] = chat
    if "from" in bare:
        bare["from"] = _readable_person(bare["from"], chat)
        if bare["from"] is None:
            del bare["from"]
    for name in ("message_id", "date"):
        if name in bare and not _is_number(bare[name]):
            bare[name] = 0
    return bare


def _readable_chat(chat: Any) -> Json | None:
    """The readable parts of a chat; None where its number cannot be read."""
    if not isinstance(chat, dict) or not _is_number(chat.get("id")):
        return None
    kind = chat.get("type")
    bare = {"id": chat["id"], "type": kind if isinstance(kind, str) else _kind_of(chat["id"])}
    return _with_what_is_read(bare, chat, lambda each: Chat.de_json(each, None), [], DEEPEST)


def _kind_of(chat_id: int) -> str:
    if chat_id > 0:
        return ChatType.PRIVATE
    return ChatType.SUPERGROUP if str(chat_id).startswith(SUPERGROUPS) else ChatType.GROUP


def _readable_person(person: Any, chat: Json | None = None) -> Json | None:
    """The readable parts of a person. In private the chat's number takes the place of one that cannot be read."""
    given = person if isinstance(person, dict) else {}
    number = given.get("id")
    if not _is_number(number):
        if chat is None or chat["type"] != ChatType.PRIVATE:
            return None
        number = chat["id"]
    bare: Json = {"id": number, "is_bot": given.get("is_bot") is True, "first_name": str(given.get("first_name") or "")}
    return _with_what_is_read(bare, given, lambda each: User.de_json(each, None), [], DEEPEST)


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _with_what_is_read(bare: Json, whole: Json, read: Read, dropped: list[str], depth: int, anew: bool = False) -> Json:
    """The bare object with each other part that can be read; with `anew`, the original of each bare part too."""
    kept = dict(bare)
    for name, part in whole.items():
        if name in bare and not anew:
            continue
        if _is_read({**bare, name: part}, read):
            kept[name] = part
            continue
        dropped.append(name)
        rest = _what_is_left(bare, name, part, read, dropped, depth)
        if rest is not None and _is_read({**bare, name: rest}, read):
            kept[name] = rest
    return kept


def _what_is_left(bare: Json, name: str, part: Any, read: Read, dropped: list[str], depth: int) -> Any:
    """The readable rest of a part that cannot be read whole; None where there is none."""
    if name == "forward_origin":  # it must still show: a forwarded message, or one of another bot's, is no command
        return {"type": HIDDEN_ORIGIN, "date": bare.get("date"), "sender_user_name": ""}
    if name == "via_bot":
        return {"id": 0, "is_bot": True, "first_name": ""}
    if isinstance(part, list):
        return [each for each in part if _is_read({**bare, name: [each]}, read)]
    if name in WITHIN and isinstance(part, dict) and depth < DEEPEST:
        return _readable_message(part, dropped, depth + 1)
    return None


def _is_read(body: Json, read: Read) -> bool:
    try:
        read(body)
    except Exception:
        return False
    return True


def _completed_update(body: Json) -> Json:
    """The update, completed where it is about the bot's own membership: with False for each right that it lacks.

    Each version of the Bot API adds rights, and the library requires them all. The bot has none that a server does not
    know.
    """
    change = body.get("my_chat_member")
    if not isinstance(change, dict):
        return body
    names = (name for name in ("old_chat_member", "new_chat_member") if name in change)
    return {**body, "my_chat_member": {**change, **{name: _completed_member(change[name]) for name in names}}}


def _completed_member(member: Any) -> Any:
    kind = _MEMBERS.get(str(member.get("status"))) if isinstance(member, dict) else None
    if kind is None:
        return member
    wanted = [name for name in inspect.signature(kind).parameters if name.startswith(("can_", "is_"))]
    return {**dict.fromkeys(wanted, False), "until_date": 0, **member}


_MEMBERS = {
    ChatMember.ADMINISTRATOR: ChatMemberAdministrator,
    ChatMember.OWNER: ChatMemberOwner,
    ChatMember.RESTRICTED: ChatMemberRestricted,
    ChatMember.BANNED: ChatMemberBanned,
}
