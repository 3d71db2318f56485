"""Inline mode on the stand-in Telegram: what a bot may answer to a query, and what people see of it."""

import re
from dataclasses import dataclass
from typing import Any

from bot.demo.telegram_messages import Button, read_buttons, read_text
from bot.demo.telegram_wire import Json, Refusal

MAX_RESULTS = 50
MAX_BYTES = 64
MAX_BUTTON = 64

_START = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True)
class InlineResult:
    """One offer: what the list shows, and the message that is sent where it is chosen."""

    id: str
    title: str
    description: str | None
    text: str
    buttons: tuple[tuple[Button, ...], ...]
    message: Json
    reply_markup: Json | None


@dataclass(frozen=True)
class InlineAnswer:
    """The bot's answer to an inline query; `button` is the one above the results: its text and start parameter."""

    query_id: str
    results: tuple[InlineResult, ...]
    cache_time: int
    is_personal: bool
    next_offset: str
    button: tuple[str, str] | None


def read_answer(parameters: Json) -> InlineAnswer:
    """What answerInlineQuery says. Raises Refusal where Telegram would."""
    given = parameters.get("results")
    if not isinstance(given, list):
        raise Refusal(400, "Bad Request: can't parse inline query results: Expected an Array")
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
        parameters.get("cache_time", 300),
        bool(parameters.get("is_personal")),
        offset,
        _button(parameters.get("button")),
    )


def _result(given: Json) -> InlineResult:
    """Articles alone: nothing else is needed here."""
    if given.get("type") != "article":
        raise Refusal(400, "Bad Request: can't parse inline query result: type is not article")
    identifier, title = given.get("id") or "", given.get("title") or ""
    if not 1 <= len(identifier.encode()) <= MAX_BYTES:
        raise Refusal(400, "Bad Request: RESULT_ID_INVALID")
    if not title.strip():
        raise Refusal(400, "Bad Request: ARTICLE_TITLE_EMPTY")
    content = given.get("input_message_content") or {}
    if not content.get("message_text"):
        raise Refusal(400, "Bad Request: can't parse inline query result: message text is empty")
    parsed = read_text({**content, "text": content["message_text"]})
    markup = given.get("reply_markup")
    buttons = read_buttons({"reply_markup": markup})
    return InlineResult(identifier, title, given.get("description"), parsed.text, buttons, content, markup)


def _button(given: Any) -> tuple[str, str] | None:
    if given is None:
        return None
    text, start = given.get("text") or "", given.get("start_parameter") or ""
    if not text.strip() or len(text) > MAX_BUTTON:
        raise Refusal(400, "Bad Request: inline query results button text is invalid")
    if not _START.fullmatch(start):
        raise Refusal(400, "Bad Request: START_PARAM_INVALID")
    return text, start
