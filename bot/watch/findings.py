"""What the scan of an archive found: the changed records, in a spool file, and what there is to report."""

import struct
import zlib
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from bot.core.families import is_of_a_family
from bot.core.plausible import Slip, slips
from bot.core.question import Question, QuestionId
from bot.core.summary import dump_found_by, found_by, load_found_by
from bot.core.sweep import answer_key
from bot.parliament.archive import Record
from bot.parliament.page import Unreadable
from bot.parliament.zip_reader import ZipRefusal
from storage.intake.packed import Packed

BATCH = 200
"""Records that are handed to the store at a time, which writes them in slices."""

INDEX = struct.Struct("<IIIBqII")
"""The header of each record in a spool: its number, checksum and size, the length of its author's reference, the key of
its answer (or NO_KEY), and the lengths of the packed record and of what it is found by.
"""

NO_KEY = -1
MOST_EXAMPLES = 5

MOST_LABELS = 20
"""The most unknown closing labels that one sweep reports: more of them are a mistake, not a vocabulary."""

MOST_MINISTRIES = 20
"""The most names of ministries of no family that one sweep reports: a government has some forty."""

MOST_SLIPS = 10
"""The most impossible dates that one sweep reports. None of them is used, however many there are."""


@dataclass(slots=True)
class Refusals:
    """The records that cannot be read: `which` is a checksum over them, `examples` are the first, as (name, reason)."""

    count: int = 0
    which: int = 0
    examples: list[tuple[str, str]] = field(default_factory=list)

    def add(self, name: str, reason: str) -> None:
        """Count one more."""
        self.count += 1
        self.which = zlib.crc32(f"{name} {reason}".encode("utf-8", "replace"), self.which)
        if len(self.examples) < MOST_EXAMPLES:
            self.examples.append((name, reason))


@dataclass(slots=True)
class Remarks:
    """What there is to report of changed records, and their days. `day` is the day of the sweep in Paris.

    `days` counts them by date. `labels` has a question for each closing label that nobody knows, `ministries` one for
    each name of a ministry that belongs to no family; `slips` are dates that cannot be.
    """

    day: date
    days: Counter[date] = field(default_factory=Counter)
    labels: dict[str, QuestionId] = field(default_factory=dict)
    ministries: dict[str, QuestionId] = field(default_factory=dict)
    slips: list[tuple[QuestionId, Slip]] = field(default_factory=list)

    def note(self, question: Question) -> None:
        """Note what a changed record says."""
        self.days.update({day for day in (question.asked, question.answer and question.answer.published) if day})
        label = question.closing.label if question.closing else None
        if label and not question.id.chamber.knows(label) and len(self.labels) < MOST_LABELS:
            self.labels.setdefault(label, question.id)
        ministry = question.ministry
        if ministry and not is_of_a_family(ministry) and len(self.ministries) < MOST_MINISTRIES:
            self.ministries.setdefault(ministry, question.id)
        if len(self.slips) < MOST_SLIPS:
            self.slips += [(question.id, slip) for slip in slips(question, self.day)]


@dataclass(slots=True)
class SweepFindings:
    """What a scan found.

    `spool` is a file of the changed records, of which a finished legislature can have a hundred thousand; `changed`
    counts them. `vouched` are the numbers of all questions that the archive has.
    """

    spool: BinaryIO
    remarks: Remarks
    changed: int = 0
    vouched: set[int] = field(default_factory=set)
    refused: Refusals = field(default_factory=Refusals)

    def add(self, record: Record) -> None:
        """Keep a record that changed."""
        question = record.question
        known_by = dump_found_by(*found_by(question)).encode("utf-8", "replace")
        author = (question.author_ref or "").encode()
        key = answer_key(question.answer)
        known = (record.number, record.crc, record.size, len(author), NO_KEY if key is None else key)
        self.spool.write(INDEX.pack(*known, len(record.packed), len(known_by)) + author + record.packed + known_by)
        self.vouched.add(record.number)
        self.changed += 1
        self.remarks.note(question)

    def add_unchanged(self, numbers: Collection[int]) -> None:
        """Keep the numbers of the records that are known as they stand."""
        self.vouched.update(numbers)

    @property
    def readable(self) -> int:
        """How many questions the archive has that can be read."""
        return len(self.vouched)

    def refuse(self, refused: ZipRefusal) -> None:
        """Count a record that cannot be read. Raises Unreadable where it shows that the whole file is damaged."""
        if refused.damaged:
            raise Unreadable(f"the archive is damaged: {refused.name}: {refused.reason}")
        self.refused.add(refused.name, refused.reason)

    def batches(self) -> Iterator[list[Packed]]:
        """The changed records, up to BATCH at a time."""
        self.spool.seek(0)
        for start in range(0, self.changed, BATCH):
            yield [self._next() for _ in range(min(BATCH, self.changed - start))]

    def _next(self) -> Packed:
        number, crc, size, author, key, packed, known_by = INDEX.unpack(self.spool.read(INDEX.size))
        reference, record = self.spool.read(author).decode() or None, self.spool.read(packed)
        found = load_found_by(self.spool.read(known_by).decode())
        return Packed(number, crc, size, record, reference, None if key == NO_KEY else key, *found)
