"""Updates of another version of the Bot API: a side part that the library cannot read must not lose the command.

What matters (chat, sender, text, entities, data) stays; what cannot be read beside it is dropped, part by part.
"""

from collections.abc import Callable
from typing import Any

from telegram import Bot, CallbackQuery, Message, Update

Json = dict[str, Any]

MESSAGES = ("message", "channel_post")
ESSENTIAL = ("message_id", "date", "chat", "from")
WITHIN = ("reply_to_message", "pinned_message")
DEEPEST = 2
"""Telegram nests no reply within a reply."""

HIDDEN_ORIGIN = "hidden_user"


def read_update(body: Json, bot: Bot | None = None) -> tuple[Update, list[str]]:
    """The update, and the names of the parts that were dropped from it.

    Raises whatever the library raises where what matters cannot be read either.
    """
    try:
        return Update.de_json(body, bot), []
    except Exception:
        dropped: list[str] = []
        return Update.de_json(_readable_update(body, dropped), bot), dropped


def _readable_update(body: Json, dropped: list[str]) -> Json:
    kept = dict(body)
    for name in MESSAGES:
        if isinstance(kept.get(name), dict):
            kept[name] = _readable_message(kept[name], dropped)
    press = kept.get("callback_query")
    if isinstance(press, dict):
        kept["callback_query"] = _readable_press(press, dropped)
    return kept


def _readable_press(press: Json, dropped: list[str]) -> Json:
    message = press.get("message")
    kept = {**press, "message": _readable_message(message, dropped)} if isinstance(message, dict) else press
    bare: Json = {name: kept[name] for name in ("id", "from", "chat_instance", "message") if name in kept}
    return _with_what_is_read(bare, kept, lambda each: CallbackQuery.de_json(each, None), dropped, DEEPEST)


def _readable_message(message: Json, dropped: list[str], depth: int = 0) -> Json:
    bare = {name: message[name] for name in ESSENTIAL if name in message}
    return _with_what_is_read(bare, message, lambda each: Message.de_json(each, None), dropped, depth)


def _with_what_is_read(bare: Json, whole: Json, read: Callable[[Json], object], dropped: list[str], depth: int) -> Json:
    kept = dict(bare)
    for name, part in whole.items():
        if name in bare:
            continue
        if _is_read({**bare, name: part}, read):
            kept[name] = part
            continue
        dropped.append(name)
        rest = _what_is_left(bare, name, part, read, dropped, depth)
        if rest is not None and _is_read({**bare, name: rest}, read):
            kept[name] = rest
    return kept


def _what_is_left(
    bare: Json, name: str, part: Any, read: Callable[[Json], object], dropped: list[str], depth: int
) -> Any:
    """What can be read of a part that cannot be read whole; None where nothing can."""
    if name == "forward_origin":  # neither this nor what another bot wrote is anybody's command
        return {"type": HIDDEN_ORIGIN, "date": bare.get("date"), "sender_user_name": ""}
    if name == "via_bot":
        return {"id": 0, "is_bot": True, "first_name": ""}
    if isinstance(part, list):
        return [each for each in part if _is_read({**bare, name: [each]}, read)]
    if name in WITHIN and isinstance(part, dict) and depth < DEEPEST:
        return _readable_message(part, dropped, depth + 1)
    return None


def _is_read(body: Json, read: Callable[[Json], object]) -> bool:
    try:
        read(body)
    except Exception:
        return False
    return True
