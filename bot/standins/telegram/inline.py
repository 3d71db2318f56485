"""Inline mode on the stand-in Telegram: the bot's answers to queries, and the results that people send."""

import re
from dataclasses import dataclass
from typing import Any, NamedTuple

from bot.standins.telegram.html import Entity
from bot.standins.telegram.messages import ShownButton, read_buttons, read_text
from bot.standins.telegram.pickers import refuse_keys
from bot.standins.telegram.wire import Json, Refusal

MAX_RESULTS = 50
MAX_BYTES = 64
MAX_CACHE = 24 * 60 * 60
USUAL_CACHE = 300
UNREADABLE = "Bad Request: can't parse inline query result: "
FOUND_ON_READING = ("can't parse ", "unsupported parse_mode", "input message content is not specified")
"""How Telegram begins its objection to a result that it cannot even read."""

_START = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True)
class InlineResult:
    """One result: the line in the list, and the message that is sent when it is chosen."""

    id: str
    title: str
    description: str | None
    text: str
    buttons: tuple[tuple[ShownButton, ...], ...]
    message: Json
    reply_markup: Json | None
    entities: tuple[Entity, ...] = ()


@dataclass(frozen=True)
class InlineAnswer:
    """The bot's answer to an inline query; `button` is the text and start parameter of the button above the results."""

    query_id: str
    results: tuple[InlineResult, ...]
    cache_time: int
    is_personal: bool
    next_offset: str
    button: tuple[str, str] | None


class ChosenResult(NamedTuple):
    """A result that a person sent: its place, and the inline number, the only one that the bot gets when it is pressed.

    `chat_id` and `message_id` are for tests; the bot never learns them.
    """

    inline_message_id: str
    chat_id: int
    message_id: int
    result: InlineResult


def read_answer(parameters: Json) -> InlineAnswer:
    """The answer in a request for answerInlineQuery. Raises Refusal where Telegram would."""
    button, given = _button(parameters.get("button")), parameters.get("results") or []
    if not isinstance(given, list):
        raise Refusal(400, "Bad Request: expected an Array of inline query results")
    if len(given) > MAX_RESULTS:
        raise Refusal(400, "Bad Request: too many inline query results specified")
    results = tuple(_result(each) for each in given)
    if len({each.id for each in results}) < len(results):
        raise Refusal(400, "Bad Request: RESULT_ID_DUPLICATE")
    offset = parameters.get("next_offset") or ""
    if len(offset.encode()) > MAX_BYTES:
        raise Refusal(400, "Bad Request: NEXT_OFFSET_INVALID")
    return InlineAnswer(
        str(parameters.get("inline_query_id")),
        results,
        _cache_time(parameters.get("cache_time")),
        bool(parameters.get("is_personal")),
        offset,
        button,
    )


def _cache_time(given: Any) -> int:
    if given is None:
        return USUAL_CACHE
    return min(max(given, 0), MAX_CACHE) if isinstance(given, int) else 0


def _result(given: Json) -> InlineResult:
    """One result of the answer. Only articles are read, for the bot sends nothing else."""
    if _required(given, "type").lower() != "article":
        raise Refusal(400, f"{UNREADABLE}Type of the result is not supported")  # words of our own
    identifier = _required(given, "id")
    content = given.get("input_message_content") or {}
    try:
        if not content.get("message_text"):
            raise Refusal(400, "Bad Request: input message content is not specified")
        parsed = read_text({**content, "text": content["message_text"]})
        refuse_keys(given)
        buttons = read_buttons(given)
    except Refusal as refusal:
        raise Refusal(400, _words(refusal.description)) from None
    title = _required(given, "title")
    if not 1 <= len(identifier.encode()) <= MAX_BYTES:
        raise Refusal(400, f"Bad Request: RESULT_ID_{'INVALID' if identifier else 'EMPTY'}")
    if not title.strip():
        raise Refusal(400, "Bad Request: ARTICLE_TITLE_EMPTY")
    markup = given.get("reply_markup")
    return InlineResult(
        identifier, title, given.get("description"), parsed.text, buttons, content, markup, parsed.entities
    )


def _required(given: Json, name: str) -> str:
    if not isinstance(given.get(name), str):
        raise Refusal(400, f'{UNREADABLE}Can\'t find field "{name}"')
    return str(given[name])


def _words(description: str) -> str:
    """Telegram's words for a faulty result, where they differ from those for a faulty message."""
    words = description.removeprefix("Bad Request: ")
    if words == "message is too long":
        return "Bad Request: MESSAGE_TOO_LONG"
    if words.startswith(FOUND_ON_READING):
        return UNREADABLE + words[0].upper() + words[1:]
    return description


def _button(given: Any) -> tuple[str, str] | None:
    if given is None:
        return None
    for name, words in (
        ("text", 'Can\'t find field "text"'),
        ("start_parameter", "InlineQueryResultsButton must have exactly one optional field"),
    ):
        if name not in given:
            raise Refusal(400, f"Bad Request: can't parse inline query results button: {words}")
    text, start = given["text"], given["start_parameter"]
    if not start:
        raise Refusal(400, "Bad Request: can't use empty start_parameter")
    if len(start.encode()) > MAX_BYTES:
        raise Refusal(400, "Bad Request: too long start_parameter specified")
    if not _START.fullmatch(start):
        raise Refusal(400, "Bad Request: unallowed characters in start_parameter are used")
    if not text.strip():
        raise Refusal(400, "Bad Request: SWITCH_PM_TEXT_EMPTY")
    return text, start
