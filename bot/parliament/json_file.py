"""A chamber's whole file in JSON, and what its reader takes out of a record."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar

from bot.core.question import QuestionId
from bot.parliament.page import Unreadable, soup
from bot.parliament.text import text_of, tidy, without_simple_tags
from bot.parliament.whole_file import RefusedRecord, WholeFile, reason_of

JsonRecord = Mapping[str, Any]
"""A record: an object."""


class JsonFile(WholeFile[JsonRecord]):
    """A file in JSON whose records are objects in one list: the whole file, or its member of the name `listed`."""

    listed: ClassVar[str | None] = None

    def records(self, body: bytes) -> Iterable[JsonRecord | RefusedRecord]:
        """The objects of the list; what else is in it cannot be read."""
        try:
            told = json.loads(body)
            records = told if self.listed is None else told[self.listed]
        except (ValueError, LookupError, TypeError, RecursionError) as error:
            raise Unreadable(f"not the file of questions: {reason_of(error)}") from error
        if not isinstance(records, list):
            raise Unreadable("not the file of questions: no list of records")
        for at, each in enumerate(records, 1):
            yield each if isinstance(each, dict) else RefusedRecord(f"record {at}", "no object")

    def id_of(self, text: str) -> QuestionId:
        """The question that a text names in one of the chamber's `forms`. Raises Unreadable for another text."""
        designation = self.chamber.designated(text)
        if designation is None:
            raise Unreadable(f"names no question: {tidy(text)[:40]}")
        return QuestionId(self.chamber, *designation)


def line_in(record: JsonRecord, key: str) -> str | None:
    """A text of one line; None where it is missing, null or empty. Raises TypeError for what is no text."""
    text = _text(record, key)
    return " ".join(tidy(text).split("\n")).strip() or None


def prose_in(record: JsonRecord, key: str) -> str | None:
    """A plain text in paragraphs, which line breaks separate; None and errors as of `line_in`."""
    paragraphs = (tidy(each).strip() for each in _text(record, key).splitlines())
    return "\n\n".join(each for each in paragraphs if each) or None


def html_in(record: JsonRecord, key: str) -> str | None:
    """The plain text of a piece of HTML; None and errors as of `line_in`, and Unreadable for HTML out of bounds."""
    markup = _text(record, key)
    plain = without_simple_tags(markup)
    return text_of(soup(markup.encode())) if plain is None else plain[0]


def day_in(record: JsonRecord, key: str) -> date | None:
    """A day in ISO 8601, whatever follows it; None where it is missing. Raises ValueError for another text."""
    text = _text(record, key)
    return date.fromisoformat(text[:10]) if text else None


def _text(record: JsonRecord, key: str) -> str:
    text = record.get(key)
    if text is not None and not isinstance(text, str):
        raise TypeError(f"{key} is no text")
    return (text or "").strip()
