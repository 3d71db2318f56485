"""A file that has all questions of a chamber, as its reader describes it. How one is added: docs/architecture.md.

A reader says where the file is, takes it apart into records, and makes a `Question` of each. When the file is asked
for, whether it is believed, what is new in it and how its records are kept is the same for all of them.
"""

import json
import logging
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Generic, TypeVar

from bot.core.chambers.chamber import MAX_NUMBER, Chamber
from bot.core.question import Question, QuestionId
from bot.parliament.page import Unreadable
from bot.parliament.zip_reader import deflate, inflate

log = logging.getLogger(__name__)

MIB = 1024 * 1024

AMISS = (Unreadable, LookupError, ValueError, TypeError, AttributeError, ArithmeticError)
"""What a reader raises where a record is not as it expects it."""

Record = TypeVar("Record")


class OtherShape(Unreadable):
    """The file is not in the shape that is known, though it could be read: a person has to look first."""


class UnknownKind(Unreadable):
    """A question of a kind that its chamber is not known to have: it is left out, and says nothing against the file."""


@dataclass(frozen=True, slots=True)
class RefusedRecord:
    """A record that cannot be read: what names it, and why, in a line each."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What is asked of every record, also of one that has not changed."""

    id: QuestionId
    asked: date | None
    answered: date | None


class WholeFile(ABC, Generic[Record]):
    """A file with all questions of a chamber. `Record` is what one question is in it.

    - `chamber` is the chamber, whose `archive` names the file.
    - `site` and `path` make its address; the site is a setting of the operator's, see `bot.settings`.
    - `version` is raised with every change of what is made of the same bytes: then all of it is read again.
    - `largest` and `largest_record` are bounds, in bytes.
    """

    chamber: ClassVar[Chamber]
    site: ClassVar[str]
    path: ClassVar[str]
    version: ClassVar[int]
    largest: ClassVar[int] = 32 * MIB
    largest_record: ClassVar[int] = MIB // 4

    @abstractmethod
    def records(self, body: bytes) -> Iterable[Record | RefusedRecord]:
        """The records of the file, in its order.

        Raises Unreadable where the file is not whole or not such a file; OtherShape where the operator is to be told.
        """

    @abstractmethod
    def question(self, record: Record) -> Question:
        """The question of a record. What it raises of `AMISS` says that the record cannot be read."""

    def facts(self, record: Record) -> Facts:
        """See `Facts`. To be told without the question where there are many thousands of records."""
        question = self.question(record)
        return Facts(question.id, question.asked, question.answer.published if question.answer else None)

    def reminds(self, record: Record) -> QuestionId | None:
        """The question of which that of the record reminds; None where it is no reminder."""
        return None

    def dump(self, record: Record) -> bytes:
        """The record in bytes, as the catalogue keeps it: the same for the same record."""
        plain = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return plain.encode("utf-8", "replace")

    def load(self, body: bytes) -> Record:
        """The inverse of `dump`. What it raises of `AMISS` says that these bytes are no record."""
        record: Record = json.loads(body)
        return record

    @property
    def name(self) -> str:
        """The name under which the file is remembered."""
        return self.chamber.archive or self.chamber.code

    def id_of(self, text: str) -> QuestionId:
        """The question that a text names in one of the chamber's `forms`. Raises Unreadable for another text."""
        designation = self.chamber.designated(text)
        if designation is None:
            raise Unreadable(f"names no question: {text[:40]!r}")
        return QuestionId(self.chamber, *designation)

    def is_possible(self, id: QuestionId) -> bool:
        """Whether there can be such a question: a reader that takes a text for a number makes another."""
        is_number = isinstance(id.number, int) and isinstance(id.session, int) and 1 <= id.number <= MAX_NUMBER
        return is_number and id.chamber is self.chamber and id.series in self.chamber.series

    def pack(self, body: bytes) -> bytes:
        """A record's bytes, packed for the catalogue."""
        return deflate(body)

    def unpack(self, packed: bytes) -> Question | None:
        """The question of a packed record; None where this version of the reader cannot read it."""
        body = inflate(packed, self.largest_record)
        try:
            return self.question(self.load(body or b""))
        except AMISS as error:
            log.warning("a record of %s cannot be read: %s", self.name, reason_of(error))
            return None


def reason_of(error: Exception) -> str:
    """Why a record cannot be read, in a short line."""
    if isinstance(error, Unreadable):
        return error.reason
    return f"{type(error).__name__}: {error}"[:200]
