"""What a scan of an archive found: the records that changed, in a file, and what there is to say of the rest."""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from bot.core.closing_labels import is_known
from bot.core.heading import heading_of
from bot.core.plausible import Slip, slips
from bot.core.question import QuestionId
from bot.core.sweep import answer_key
from bot.parliament.archive import Record
from bot.parliament.page import Unreadable
from bot.parliament.zip_reader import ZipRefusal
from storage.intake.catalogue import Packed

BATCH = 200
"""Records in one transaction: whoever else wants to write waits no longer than for one."""

INDEX = struct.Struct("<IIIBqII")
"""What stands before each record in a spool: its number, checksum and size, the length of its author's reference, the
key of its answer (or NO_KEY), and the lengths of the packed record and of the heading.
"""

NO_KEY = -1
MOST_EXAMPLES = 5

MOST_LABELS = 20
"""Unknown labels of closing that one sweep reports: more of them are a mistake, not a vocabulary."""

MOST_SLIPS = 10
"""Dates that cannot be which one sweep reports: they are not used, however many there are."""


@dataclass(slots=True)
class SweepFindings:
    """What a scan found: in `spool` the records that changed, of which a finished archive has a hundred thousand, and
    here what there is to say. `day` is the day of the sweep in Paris.
    """

    spool: BinaryIO
    day: date
    changed: int = 0
    vouched: set[int] = field(default_factory=set)
    readable: int = 0
    refused: int = 0
    which: int = 0
    examples: list[tuple[str, str]] = field(default_factory=list)
    days: Counter[date] = field(default_factory=Counter)
    labels: dict[str, QuestionId] = field(default_factory=dict)
    slips: list[tuple[QuestionId, Slip]] = field(default_factory=list)

    def add(self, record: Record) -> None:
        """Keep a record that changed."""
        question = record.question
        heading, author = heading_of(question).encode("utf-8", "replace"), (question.author_ref or "").encode()
        key = answer_key(question.answer)
        known = (record.number, record.crc, record.size, len(author), NO_KEY if key is None else key)
        self.spool.write(INDEX.pack(*known, len(record.packed), len(heading)) + author + record.packed + heading)
        self.vouched.add(record.number)
        self.changed += 1
        self.days.update({day for day in (question.asked, question.answer and question.answer.published) if day})
        label = question.closing.label if question.closing else None
        if label and not is_known(label) and len(self.labels) < MOST_LABELS:
            self.labels.setdefault(label, question.id)
        if len(self.slips) < MOST_SLIPS:
            self.slips += [(question.id, slip) for slip in slips(question, self.day)]

    def refuse(self, refused: ZipRefusal) -> None:
        """Count a record that cannot be read. Raises Unreadable where it shows that the file is broken."""
        if refused.damaged:
            raise Unreadable(f"the archive is damaged: {refused.name}: {refused.reason}")
        self.refused += 1
        self.which = zlib.crc32(f"{refused.name} {refused.reason}".encode("utf-8", "replace"), self.which)
        if len(self.examples) < MOST_EXAMPLES:
            self.examples.append((refused.name, refused.reason))

    def batches(self) -> Iterator[list[Packed]]:
        """The records that changed, some at a time."""
        self.spool.seek(0)
        for start in range(0, self.changed, BATCH):
            yield [self._next() for _ in range(min(BATCH, self.changed - start))]

    def _next(self) -> Packed:
        number, crc, size, author, key, packed, heading = INDEX.unpack(self.spool.read(INDEX.size))
        return Packed(
            number,
            crc,
            size,
            author_ref=self.spool.read(author).decode() or None,
            record=self.spool.read(packed),
            answer_key=None if key == NO_KEY else key,
            heading=self.spool.read(heading).decode(),
        )
