"""What a reader takes out of a record that has its fields by name, such as an object in JSON or a row."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.parliament.dates import french_date
from bot.parliament.page import tree_of
from bot.parliament.text import text_of, tidy, without_simple_tags

Fields = Mapping[str, Any]
"""A record: its fields by their names."""


def line_in(record: Fields, key: str) -> str | None:
    """A text of one line; None where it is missing, null or empty. Raises TypeError for what is no text."""
    text = _text(record, key)
    return " ".join(tidy(text).split("\n")).strip() or None


def prose_in(record: Fields, key: str) -> str | None:
    """A plain text in paragraphs, which line breaks separate; None and errors as of `line_in`."""
    paragraphs = (tidy(each).strip() for each in _text(record, key).splitlines())
    return "\n\n".join(each for each in paragraphs if each) or None


def html_in(record: Fields, key: str) -> str | None:
    """The plain text of a piece of HTML; None and errors as of `line_in`, and Unreadable for HTML out of bounds."""
    markup = _text(record, key)
    plain = without_simple_tags(markup)
    return text_of(tree_of(f"<div>{markup}</div>")) if plain is None else plain[0]


def day_in(record: Fields, key: str) -> date | None:
    """A day in ISO 8601, whatever follows it; None where it is missing. Raises ValueError for another text."""
    text = _text(record, key)
    return date.fromisoformat(text[:10]) if text else None


def french_day_in(record: Fields, key: str) -> date | None:
    """A day as French writes it, such as 03/11/2026 or 3 novembre 2026; None where it is missing.

    Raises ValueError for another text.
    """
    text = _text(record, key)
    day = french_date(text)
    if text and day is None:
        raise ValueError(f"{key} is no day: {text[:20]}")
    return day


def _text(record: Fields, key: str) -> str:
    text = record.get(key)
    if text is not None and not isinstance(text, str):
        raise TypeError(f"{key} is no text")
    return (text or "").strip()
