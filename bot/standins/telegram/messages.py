"""Messages on the stand-in Telegram: read from the bot's requests, kept, and written as Telegram hands them back."""

import re
import time
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from bot.standins.telegram.chats import Channel, Chat, GroupChat
from bot.standins.telegram.files import MAX_CAPTION, Document, Photo
from bot.standins.telegram.html import Entity, Parsed, ParseError, parse, trimmed, utf16_length, why_not_a_url
from bot.standins.telegram.pickers import KeyboardStyle, ReplyButton, ReplyKeyboard
from bot.standins.telegram.wire import Json, Refusal

MAX_TEXT = 4096
MAX_RAW_BYTES = 1 << 15
MAX_CALLBACK_BYTES = 64
MAX_COPIED = 256
STYLES = ("", "default", "primary", "danger", "success")
MAX_BUTTONS = 100

UNREADABLE_BUTTON = "Bad Request: can't parse inline keyboard button: "

_COMMAND = re.compile(r"/[a-zA-Z0-9_]{1,64}(?:@\w+)?(?!\w)")
_ADDRESS = re.compile(r"https?://[^\s<>«»]+[^\s<>«».,;:!?)\]']")


class ShownButton(NamedTuple):
    """A button under a message: `target` is its callback data, or its address where `is_url`.

    Where `is_search`, it holds the words put behind the bot's name into the field of the person who presses; where
    `is_copy`, the text that goes to that person's clipboard.
    """

    text: str
    target: str
    is_url: bool = False
    is_search: bool = False
    is_copy: bool = False
    style: str = ""


@dataclass(frozen=True)
class SentMessage:
    """A message of the bot as it stood at one moment: an edit makes a new value.

    `text` is the caption where a `document` or a `photo` was sent. `answered` is the message that it is a
    reply to, if any, `external` one in another topic.
    """

    message_id: int
    chat_id: int
    html: str
    text: str
    buttons: tuple[tuple[ShownButton, ...], ...] = ()
    entities: tuple[Entity, ...] = ()
    edited: int = 0
    thread_id: int | None = None
    direct_topic: int | None = None
    reply_to: int | None = None
    silent: bool = False
    document: Document | None = None
    photo: Photo | None = None
    file_id: str = ""
    answered: Json | None = None
    external: Json | None = None
    reply_keyboard: ReplyKeyboard = ()
    removes_keyboard: bool = False
    keyboard_style: KeyboardStyle = field(default_factory=KeyboardStyle)
    at: float = field(default_factory=time.monotonic)
    date: int = field(default_factory=lambda: int(time.time()))

    @property
    def has_file(self) -> bool:
        """Whether a document or a photo was sent, below which the text stands."""
        return self.document is not None or self.photo is not None

    @property
    def all_buttons(self) -> list[ShownButton]:
        """The buttons in reading order."""
        return [button for row in self.buttons for button in row]

    def button(self, which: int | str) -> ShownButton:
        """A button by its place in reading order, by its text or by its callback data. Raises LookupError."""
        if isinstance(which, int):
            return self.all_buttons[which]
        for button in self.all_buttons:
            if which in (button.text, button.target):
                return button
        raise LookupError(f"no button {which!r} among {self.all_buttons}")

    def reply_button(self, text: str) -> ReplyButton:
        """A button of the reply keyboard. Raises LookupError."""
        for button in (button for row in self.reply_keyboard for button in row):
            if button.text == text:
                return button
        raise LookupError(f"no button {text!r} in {self.reply_keyboard}")


def read_text(parameters: Json) -> Parsed:
    """The text of a message to send. Raises Refusal where Telegram would."""
    raw = parameters.get("text") or ""
    if not raw:
        raise Refusal(400, "Bad Request: message text is empty")
    if len(raw.encode()) > MAX_RAW_BYTES:
        raise Refusal(400, "Bad Request: text is too long")
    parsed = _parsed(raw, (parameters.get("parse_mode") or "").lower(), parameters.get("entities") or ())
    if not parsed.text:
        raise Refusal(400, "Bad Request: text must be non-empty")
    if utf16_length(parsed.text) > MAX_TEXT:
        raise Refusal(400, "Bad Request: message is too long")
    return parsed


def read_caption(parameters: Json) -> Parsed:
    """The caption of a file to send, which may be empty. Raises Refusal where Telegram would."""
    raw = parameters.get("caption") or ""
    parsed = _parsed(raw, (parameters.get("parse_mode") or "").lower(), parameters.get("caption_entities") or ())
    if utf16_length(parsed.text) > MAX_CAPTION:
        raise Refusal(400, "Bad Request: message caption is too long")
    return parsed


def _parsed(raw: str, mode: str, entities: list[Entity] | tuple[Entity, ...]) -> Parsed:
    if not mode:
        return trimmed(Parsed(raw, tuple(entities)))
    if mode != "html":
        raise Refusal(400, "Bad Request: unsupported parse_mode")  # the stand-in reads no Markdown
    try:
        return parse(raw)
    except ParseError as error:
        raise Refusal(400, f"Bad Request: can't parse entities: {error}") from None


def read_buttons(parameters: Json) -> tuple[tuple[ShownButton, ...], ...]:
    """The inline keyboard of a message to send. Raises Refusal where Telegram would."""
    rows = (parameters.get("reply_markup") or {}).get("inline_keyboard") or []
    keyboard = tuple(tuple(_button(each) for each in row) for row in rows if row)
    if sum(len(row) for row in keyboard) > MAX_BUTTONS:
        raise Refusal(400, "Bad Request: reply markup is too long")
    return keyboard


def _button(given: Json) -> ShownButton:
    text, style = given.get("text") or "", (given.get("style") or "").lower()
    if not text.strip():
        raise Refusal(400, f'{UNREADABLE_BUTTON}Field "text" must be non-empty')
    if style not in STYLES:
        raise Refusal(400, f"{UNREADABLE_BUTTON}Invalid button style specified")
    return _pressable(text, given)._replace(style="" if style == "default" else style)


def _pressable(text: str, given: Json) -> ShownButton:
    """The button by what pressing it does; of several kinds, Telegram takes the first in this order."""
    url, data, copied = given.get("url"), given.get("callback_data"), given.get("copy_text")
    if url:
        if objection := why_not_a_url(url):
            raise Refusal(400, f"Bad Request: inline keyboard button URL '{url}' is invalid: {objection}")
        return ShownButton(text, url, is_url=True)
    if data:
        if len(data.encode()) > MAX_CALLBACK_BYTES:
            raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
        return ShownButton(text, data)
    if isinstance(given.get("switch_inline_query_current_chat"), str):
        return ShownButton(text, given["switch_inline_query_current_chat"], is_search=True)
    if copied is None:
        raise Refusal(400, f"{UNREADABLE_BUTTON}Text buttons are unallowed in the inline keyboard")
    if not isinstance(copied.get("text"), str):
        raise Refusal(400, f'{UNREADABLE_BUTTON}Can\'t find field "text"')
    if not 1 <= utf16_length(copied["text"]) <= MAX_COPIED:
        raise Refusal(400, "Bad Request: BUTTON_COPY_TEXT_INVALID")
    return ShownButton(text, copied["text"], is_copy=True)


def same_content(one: SentMessage, other: SentMessage) -> bool:
    """Whether two versions look the same to people: Telegram refuses an edit that changes nothing visible."""
    return (one.text, one.entities, one.buttons, one.file_id) == (
        other.text,
        other.entities,
        other.buttons,
        other.file_id,
    )


def as_telegram(message: SentMessage, chat: Chat, bot: Json) -> Json:
    """The Message object that Telegram hands back to the bot."""
    written: Json = {
        "message_id": message.message_id,
        "date": message.date,
        "chat": chat.chat(),
        **({"sender_chat": chat.chat()} if isinstance(chat, Channel) else {"from": bot}),
    }
    text, entities = ("text", "entities") if not message.has_file else ("caption", "caption_entities")
    if message.text or not message.has_file:
        written[text] = message.text
    if message.entities:
        written[entities] = list(message.entities)
    if message.document is not None:
        written["document"] = message.document.as_telegram(message.file_id)
    if message.photo is not None:
        written["photo"] = message.photo.as_telegram(message.file_id)
    if message.answered is not None:
        written["reply_to_message"] = message.answered
    if message.external is not None:
        written["external_reply"] = message.external
    if message.buttons:
        written["reply_markup"] = {"inline_keyboard": [[_as_telegram(each) for each in row] for row in message.buttons]}
    if message.edited:
        written["edit_date"] = int(time.time())
    if message.thread_id is not None:
        written |= {"message_thread_id": message.thread_id, "is_topic_message": True}
    return written


def _as_telegram(button: ShownButton) -> Json:
    style = {"style": button.style} if button.style else {}
    if button.is_copy:
        return {"text": button.text, "copy_text": {"text": button.target}, **style}
    kind = "url" if button.is_url else "switch_inline_query_current_chat" if button.is_search else "callback_data"
    return {"text": button.text, kind: button.target, **style}


def written_message(message_id: int, chat: Chat, text: str, sender: Json | None, extra: Json) -> Json:
    """A Message that a person wrote, or a channel's post, with the entities that Telegram finds by itself."""
    is_caption = "document" in extra or "photo" in extra
    message: Json = {"message_id": message_id, "date": int(time.time()), "chat": chat.chat()}
    message |= {"caption" if is_caption else "text": text} if text else {}
    message |= {"sender_chat": chat.chat()} if sender is None else {"from": sender}
    if entities := found_entities(text):
        message["caption_entities" if is_caption else "entities"] = entities
    if isinstance(chat, GroupChat) and chat.forum and extra.get("message_thread_id"):
        message["is_topic_message"] = True
    return message | extra


def found_entities(text: str) -> list[Entity]:
    """The entities of commands and addresses, which Telegram finds in a person's text by itself."""
    addresses = [("url", match) for match in _ADDRESS.finditer(text)]
    inside = {at for _, match in addresses for at in range(*match.span())}
    commands = [("bot_command", match) for match in _COMMAND.finditer(text) if _stands_alone(text, match, inside)]
    found = sorted(addresses + commands, key=lambda each: each[1].start())
    return [
        {"type": kind, "offset": utf16_length(text[: match.start()]), "length": utf16_length(match[0])}
        for kind, match in found
    ]


def _stands_alone(text: str, match: re.Match[str], inside: set[int]) -> bool:
    before = text[: match.start()][-1:]
    return match.start() not in inside and (not before or not (before.isalnum() or before in "/_<>"))


def direct_topic_of(parameters: Json, chat: Chat) -> int | None:
    """The topic of a channel's direct messages that a message goes to, which is required there.

    Raises Refusal where it is missing, unknown, or given in another chat, in words of our own:
    https://core.telegram.org/bots/api#sendmessage does not give Telegram's.
    """
    topic: Any = parameters.get("direct_messages_topic_id")
    is_there = isinstance(chat, GroupChat) and chat.for_direct_messages
    if is_there and topic is None:
        raise Refusal(400, "Bad Request: direct messages topic must be specified")
    if topic is not None and (not is_there or not isinstance(chat, GroupChat) or topic not in chat.topics):
        raise Refusal(400, "Bad Request: direct messages topic not found")
    return None if topic is None else int(topic)


def thread_of(parameters: Json, chat: Chat) -> int | None:
    """The forum topic that a message goes to. Raises Refusal where there is no such topic."""
    thread: Any = parameters.get("message_thread_id")
    if thread is None:
        return None
    if not isinstance(chat, GroupChat) or thread not in chat.topics:
        raise Refusal(400, "Bad Request: message thread not found")
    return int(thread)
