"""The methods of the Bot API that the stand-in knows: each changes its state and returns a result."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from bot.standins.telegram.chats import Chat, bot_standing, full_chat
from bot.standins.telegram.files import uploaded
from bot.standins.telegram.inline import read_answer
from bot.standins.telegram.messages import (
    SentMessage,
    as_telegram,
    direct_topic_of,
    read_buttons,
    read_caption,
    read_text,
    same_content,
)
from bot.standins.telegram.photos import photo_of
from bot.standins.telegram.pickers import read_reply_keyboard, read_style, refuse_keys, removes_keyboard
from bot.standins.telegram.profile import (
    delete_my_commands,
    get_my_commands,
    set_my_commands,
    set_my_description,
    set_my_short_description,
)
from bot.standins.telegram.replies import read_reply
from bot.standins.telegram.state import CallbackAnswer, TelegramState
from bot.standins.telegram.webhook import read_webhook
from bot.standins.telegram.wire import Json, Refusal, Upload

MAX_ANSWER = 200
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
WEBHOOK_IS_SET = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"

Method = Callable[[TelegramState, Json], Awaitable[Any]]


def find_method(name: str) -> Method:
    """The method of that name, whose case does not matter, as at Telegram. Raises Refusal where there is none."""
    method = METHODS.get(name.lower())
    if method is None:
        raise Refusal(404, "Not Found")
    return method


async def get_me(state: TelegramState, parameters: Json) -> Json:
    return {**state.bot, **state.abilities}


async def get_updates(state: TelegramState, parameters: Json) -> list[Json]:
    if state.deliveries.webhook is not None:
        raise Refusal(409, WEBHOOK_IS_SET)
    return await state.updates.get(parameters)


async def set_webhook(state: TelegramState, parameters: Json) -> bool:
    webhook = read_webhook(parameters)
    state.updates.allow(parameters.get("allowed_updates"))
    state.deliveries.set(webhook)
    return True


async def delete_webhook(state: TelegramState, parameters: Json) -> bool:
    state.deliveries.set(None)
    if parameters.get("drop_pending_updates"):
        state.updates.drop()
    return True


async def get_webhook_info(state: TelegramState, parameters: Json) -> Json:
    waiting = len(state.updates.waiting)
    told = {"url": ""} if state.deliveries.webhook is None else state.deliveries.webhook.told()
    return {**told, "has_custom_certificate": False, "pending_update_count": waiting}


async def send_message(state: TelegramState, parameters: Json) -> Json:
    chat = state.chats.writable(parameters.get("chat_id"))
    parsed, buttons = read_text(parameters), read_buttons(parameters)
    message = SentMessage(
        message_id=next(state.numbers),
        chat_id=chat.id,
        html=parameters["text"],
        text=parsed.text,
        buttons=buttons,
        entities=parsed.entities,
        direct_topic=direct_topic_of(parameters, chat),
        **read_reply(state, parameters, chat)._asdict(),
        silent=bool(parameters.get("disable_notification")),
        **_keys(parameters, chat),
    )
    return as_telegram(state.keep(message), chat, state.bot)


async def send_document(state: TelegramState, parameters: Json) -> Json:
    chat = state.chats.writable(parameters.get("chat_id"))
    upload = parameters.get("document")
    if isinstance(upload, str) and upload.startswith("attach://"):
        upload = parameters.get(upload.removeprefix("attach://"))
    if not isinstance(upload, Upload):
        raise Refusal(400, "Bad Request: there is no document in the request")
    document = uploaded(upload.name, upload.content)
    return _sent_file(state, parameters, chat, document=document, file_id=state.files.add(document))


async def send_photo(state: TelegramState, parameters: Json) -> Json:
    chat = state.chats.writable(parameters.get("chat_id"))
    file_id, photo = photo_of(state.files, parameters, parameters.get("photo"), chat)
    return _sent_file(state, parameters, chat, photo=photo, file_id=file_id)


def _sent_file(state: TelegramState, parameters: Json, chat: Chat, **file: Any) -> Json:
    caption = read_caption(parameters)
    message = SentMessage(
        message_id=next(state.numbers),
        chat_id=chat.id,
        html=parameters.get("caption") or "",
        text=caption.text,
        buttons=read_buttons(parameters),
        entities=caption.entities,
        direct_topic=direct_topic_of(parameters, chat),
        **read_reply(state, parameters, chat)._asdict(),
        silent=bool(parameters.get("disable_notification")),
        **file,
        **_keys(parameters, chat),
    )
    return as_telegram(state.keep(message), chat, state.bot)


async def get_file(state: TelegramState, parameters: Json) -> Json:
    return state.files.describe(parameters.get("file_id"))


async def answer_inline_query(state: TelegramState, parameters: Json) -> bool:
    answer = read_answer(parameters)
    if answer.query_id not in state.open_queries:
        raise Refusal(400, TOO_OLD)
    state.open_queries.discard(answer.query_id)
    state.inline_answers.append(answer)
    return True


async def edit_message_text(state: TelegramState, parameters: Json) -> Json | bool:
    if parameters.get("inline_message_id"):
        return _edited_inline(parameters)
    chat, old = _to_edit(state, parameters)
    if old.has_file:
        raise Refusal(400, "Bad Request: there is no text in the message to edit")
    parsed, buttons = read_text(parameters), read_buttons(parameters)
    new = replace(old, html=parameters["text"], text=parsed.text, entities=parsed.entities, buttons=buttons)
    return _edited(state, chat, old, new)


async def edit_message_media(state: TelegramState, parameters: Json) -> Json:
    chat, old = _to_edit(state, parameters)
    media = parameters.get("media") or {}
    if media.get("type") != "photo":
        raise Refusal(400, "Bad Request: can't parse InputMedia: unsupported type")  # the bot sends no other one
    file_id, photo = photo_of(state.files, parameters, media.get("media"), chat)
    caption = read_caption(media)
    new = replace(
        old,
        html=media.get("caption") or "",
        text=caption.text,
        entities=caption.entities,
        buttons=read_buttons(parameters),
        document=None,
        photo=photo,
        file_id=file_id,
    )
    return _edited(state, chat, old, new)


async def edit_message_caption(state: TelegramState, parameters: Json) -> Json:
    chat, old = _to_edit(state, parameters)
    if not old.has_file:
        raise Refusal(400, "Bad Request: there is no caption in the message to edit")
    caption, html = read_caption(parameters), parameters.get("caption") or ""
    buttons = read_buttons(parameters)
    return _edited(
        state, chat, old, replace(old, html=html, text=caption.text, entities=caption.entities, buttons=buttons)
    )


async def edit_message_reply_markup(state: TelegramState, parameters: Json) -> Json | bool:
    if parameters.get("inline_message_id"):
        return _edited_inline(parameters)
    chat, old = _to_edit(state, parameters)
    return _edited(state, chat, old, replace(old, buttons=read_buttons(parameters)))


async def delete_message(state: TelegramState, parameters: Json) -> bool:
    chat = state.chats.readable(parameters.get("chat_id"))
    place = (chat.id, parameters.get("message_id") or 0)
    own = place in state.messages
    if not own and place not in state.said:
        raise Refusal(400, "Bad Request: message to delete not found")
    if objection := _why_not_deleted(chat, own):
        raise Refusal(400, f"Bad Request: {objection}")
    state.messages.pop(place, None)
    state.said.discard(place)
    return True


async def answer_callback_query(state: TelegramState, parameters: Json) -> bool:
    query_id, text = str(parameters.get("callback_query_id")), parameters.get("text")
    if query_id not in state.open_queries:
        raise Refusal(400, TOO_OLD)
    if text and len(text) > MAX_ANSWER:
        raise Refusal(400, "Bad Request: MESSAGE_TOO_LONG")
    state.open_queries.discard(query_id)
    answer = CallbackAnswer(query_id, text, bool(parameters.get("show_alert")), time.monotonic())
    state.answers.append(answer)
    state.history.append(answer)
    return True


async def send_chat_action(state: TelegramState, parameters: Json) -> bool:
    state.chats.writable(parameters.get("chat_id"))
    if not parameters.get("action"):
        raise Refusal(400, "Bad Request: wrong parameter action in request")
    return True


async def leave_chat(state: TelegramState, parameters: Json) -> bool:
    state.chats.readable(parameters.get("chat_id")).bot_status = "left"
    return True


async def get_chat(state: TelegramState, parameters: Json) -> Json:
    return full_chat(state.chats.readable(parameters.get("chat_id")))


async def get_chat_member(state: TelegramState, parameters: Json) -> Json:
    chat = state.chats.readable(parameters.get("chat_id"))
    return state.chats.member(chat, parameters.get("user_id"))


async def get_chat_administrators(state: TelegramState, parameters: Json) -> list[Json]:
    return state.chats.administrators(state.chats.readable(parameters.get("chat_id")))


def _edited_inline(parameters: Json) -> bool:
    """Check an edit of a message that was sent inline. The result is only True, for the bot does not see its chat."""
    if "text" in parameters:
        read_text(parameters)
    refuse_keys(parameters)
    read_buttons(parameters)
    return True


def _keys(parameters: Json, chat: Chat) -> Json:
    """How a message to send changes the person's keyboard."""
    return {
        "reply_keyboard": read_reply_keyboard(parameters, chat),
        "removes_keyboard": removes_keyboard(parameters),
        "keyboard_style": read_style(parameters),
    }


def _why_not_deleted(chat: Chat, own: bool) -> str | None:
    """Telegram's objection to a deletion, or None. In a private chat a bot may delete the person's messages too."""
    standing = bot_standing(chat)
    if chat.kind == "group" and not own:
        return None if standing.status == "administrator" else "message can't be deleted for everyone"
    if chat.kind == "channel":
        may = standing.may("can_delete_messages") or (own and standing.may("can_post_messages"))
    else:
        may = own or chat.kind == "private" or standing.may("can_delete_messages")
    return None if may else "message can't be deleted"


def _to_edit(state: TelegramState, parameters: Json) -> tuple[Chat, SentMessage]:
    chat = state.chats.readable(parameters.get("chat_id"))
    message = state.messages.get((chat.id, parameters.get("message_id") or 0))
    if message is None:
        raise Refusal(400, "Bad Request: message to edit not found")
    standing = bot_standing(chat)
    may = chat.kind != "channel" or standing.may("can_post_messages") or standing.may("can_edit_messages")
    # Telegram refuses to edit a message that set or removed the person's reply keyboard.
    if not may or message.reply_keyboard or message.removes_keyboard:
        raise Refusal(400, "Bad Request: message can't be edited")
    refuse_keys(parameters)
    return chat, message


def _edited(state: TelegramState, chat: Chat, old: SentMessage, new: SentMessage) -> Json:
    if same_content(old, new):
        raise Refusal(400, NOT_MODIFIED)
    kept = state.keep(replace(new, edited=old.edited + 1, at=time.monotonic()))
    return as_telegram(kept, chat, state.bot)


METHODS: dict[str, Method] = {
    "getme": get_me,
    "getupdates": get_updates,
    "setwebhook": set_webhook,
    "deletewebhook": delete_webhook,
    "getwebhookinfo": get_webhook_info,
    "setmycommands": set_my_commands,
    "deletemycommands": delete_my_commands,
    "getmycommands": get_my_commands,
    "sendmessage": send_message,
    "senddocument": send_document,
    "sendphoto": send_photo,
    "getfile": get_file,
    "answerinlinequery": answer_inline_query,
    "setmydescription": set_my_description,
    "setmyshortdescription": set_my_short_description,
    "editmessagetext": edit_message_text,
    "editmessagemedia": edit_message_media,
    "editmessagecaption": edit_message_caption,
    "editmessagereplymarkup": edit_message_reply_markup,
    "deletemessage": delete_message,
    "answercallbackquery": answer_callback_query,
    "sendchataction": send_chat_action,
    "leavechat": leave_chat,
    "getchat": get_chat,
    "getchatmember": get_chat_member,
    "getchatadministrators": get_chat_administrators,
}
