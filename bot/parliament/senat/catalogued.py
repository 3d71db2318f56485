"""A question of the Sénat, made of its row in the file; and the row as the catalogue keeps it.

The row is kept as JSON, so that a mended reader can read it again.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from bot.core.chambers.senat import SENAT
from bot.core.chambers.senat_reference import SenatReference
from bot.core.closing_labels import Ending, fold
from bot.core.ministry import is_one_name
from bot.core.question import Answer, Attribution, Closing, Question, QuestionId
from bot.parliament.page import Unreadable
from bot.parliament.senat.records import SenateRow
from bot.parliament.whole_file import UnknownKind

VERSION = 2
"""Raise it with every change of what is made of the same row: rows are read again then."""

WAITING = frozenset({"", "en cours", "rappelee"})
"""The sorts, folded, of a question that has no end.

"En cours" is real. "Rappelée" was never seen; a question of which its author reminds is still to be answered, as pages
of reminders show. Any other sort without an answer is an end, and told in the file's own word.
"""

_DAYS = ("published", "transmitted", "answered")
_REFERENCES = ("reference", "reminds")


def id_of(reference: SenatReference) -> QuestionId:
    """The identity of a question. Raises UnknownKind where the letter of its number stands for none that is known."""
    if reference.kind is None:
        raise UnknownKind(f"a number with an unknown letter: {reference}")
    return QuestionId(SENAT, reference.year * 100 + reference.month, reference.number, reference.kind)


def question_of(row: SenateRow) -> Question:
    """The question of a row, without texts, which the file does not have. Raises Unreadable as `id_of` does.

    The ministries are those that were asked, to which it was transmitted, and that answered, in this order; on which
    day the last one was given the question the file does not say.
    """
    attributions = tuple(_attributions(row))
    answer, closing = _outcome(row)
    return Question(
        id=id_of(row.reference),
        author=row.author,
        group=row.group,
        subject=row.title,
        rubric=row.themes[0] if row.themes else None,
        asked_ministry=row.asked_ministry,
        ministry=attributions[-1].ministry if attributions else None,
        asked=row.published,
        answer=answer,
        closing=closing,
        attributions=attributions,
        constituency=row.constituency,
        reminds=reminded_by(row.reference, row.reminds),
    )


def reminded_by(reference: SenatReference, first: SenatReference | None) -> QuestionId | None:
    """The question of which one reminds, by its reference; None for itself, or an unknown kind."""
    return None if first is None or first == reference or first.kind is None else id_of(first)


def _attributions(row: SenateRow) -> Iterator[Attribution]:
    last = row.asked_ministry
    if last:
        yield Attribution(last, row.published)
    if row.transmitted_to and (row.transmitted or not is_one_name(last or "", row.transmitted_to)):
        last = row.transmitted_to
        yield Attribution(last, row.transmitted)
    if row.answering_ministry and not is_one_name(last or "", row.answering_ministry):
        yield Attribution(row.answering_ministry, None)


def _outcome(row: SenateRow) -> tuple[Answer | None, Closing | None]:
    if row.answered is not None or SENAT.ending(row.sort) is Ending.ANSWER:
        return Answer(row.answered, None), None
    return None, None if fold(row.sort or "") in WAITING else Closing(row.sort, None)


def dump_row(row: SenateRow) -> bytes:
    """The row as JSON: the same bytes for the same row."""
    plain = {name: _plain(value) for name in _FIELDS if (value := getattr(row, name))}
    return _ENCODER.encode(plain).encode("utf-8", "replace")


def load_row(body: bytes) -> SenateRow:
    """The inverse of `dump_row`. Raises Unreadable for anything else."""
    try:
        plain = json.loads(body)
        return SenateRow(**dict.fromkeys(_FIELDS) | _read(plain) | {"themes": tuple(plain.get("themes", ()))})
    except (ValueError, TypeError, AttributeError) as error:
        raise Unreadable("not a row of the Sénat's file") from error


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_FIELDS = [field.name for field in fields(SenateRow)]


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, SenatReference) else value


def _read(plain: Mapping[str, Any]) -> dict[str, Any]:
    days = {name: date.fromisoformat(plain[name]) for name in _DAYS if name in plain}
    references = {name: SenatReference.parse(plain[name]) for name in _REFERENCES if name in plain}
    return {**plain, **days, **references}
