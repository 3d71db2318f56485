"""The Assemblée's daily archive: a zip with one record a question, read entry by entry and never whole.

Known from the archive of the 17th legislature: about 18,000 entries `json/QANR5L17QE….json`, 45 MB packed. Each entry
carries its own checksum, so a download that was cut or garbled is noticed, and so is a record that did not change since
it was read last: it is not read again. Bounds keep a zip that is no such archive from costing more
than one that is.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from bot.core.question import Question
from bot.parliament.opendata import read_record
from bot.parliament.page import MAX_BYTES, Unreadable
from bot.parliament.zipped import Bounds, Directory, Member, Refused, check, inflate, listed, read_directory, unpack

MOST_ENTRIES = 200_000
"""The 14th legislature, the largest known, had 104,143 questions."""

LARGEST_TOTAL = 2 * 1024**3
"""Bytes. A record has some 5,000; the 18,000 of the 17th legislature make about 100 MB."""

BOUNDS = Bounds(MOST_ENTRIES, MAX_BYTES, LARGEST_TOTAL)
ENTRY = re.compile(r"(?:[^/]+/)*QANR5L([0-9]{1,2})QE([0-9]{1,6})\.json")


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of an archive: its file name in it, and the question, or why it cannot be read."""

    name: str
    question: Question | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One question of an archive.

    `crc` and `size` (bytes) are those of the unpacked record and tell whether it changed; `packed` is the record as raw
    deflate, for `read_packed`.
    """

    number: int
    question: Question
    crc: int
    size: int
    packed: bytes


@dataclass(slots=True)
class Scan:
    """Goes through the archive of one legislature, once: `for each in scan: …`.

    Yields each Record that is new or changed since it was `known` (number: its checksum and size), and Refused for what
    cannot be taken; `unchanged` are the numbers of those that are known and did not change. The archive's questions are
    these and those yielded. Raises Unreadable, before anything is yielded, where the file is no whole zip archive of
    questions. A Refused that is damaged means that the file is no true copy, whatever else it holds.
    """

    file: BinaryIO
    legislature: int
    known: Mapping[int, tuple[int, int]]
    unchanged: set[int] = field(default_factory=set, init=False)

    def __iter__(self) -> Iterator[Record | Refused]:
        self.unchanged = set()
        directory = _directory(self.file)
        seen: set[int] = set()
        for member in listed(self.file, directory, ENTRY):
            legislature, number = _named(member.name)
            if legislature != self.legislature:
                yield Refused(member.name, f"a record of legislature {legislature}", damaged=False)
            elif number in seen:
                yield Refused(member.name, "a second record of the same question", damaged=False)
            elif self.known.get(number) == (member.crc, member.size):
                # Not read, but looked at: the file is believed as a whole, or not at all.
                damage = check(self.file, directory, member, BOUNDS)
                if damage is None:
                    self.unchanged.add(number)
                else:
                    yield damage
            else:
                yield _record(self.file, directory, member)
            seen.add(number)


def read_packed(packed: bytes) -> Question:
    """Read a Record's `packed` bytes once more. Raises Unreadable for anything else."""
    body = inflate(packed, MAX_BYTES)
    if body is None:
        raise Unreadable("not a packed record of the archive")
    return read_record(body)


def read_archive(file: BinaryIO) -> Iterator[Entry]:
    """Read every record of an archive, one at a time; other files in it are passed over.

    A record that cannot be read is told with its reason and stops nothing. Raises Unreadable where the file is no whole
    zip archive of questions, or is larger unpacked than any can be.
    """
    directory = _directory(file)
    seen: set[tuple[int, int]] = set()
    for member in listed(file, directory, ENTRY):
        found = _record(file, directory, member)
        if _named(member.name) in seen:
            yield Entry(member.name, None, "a second record of the same question")
        elif isinstance(found, Record):
            yield Entry(member.name, found.question)
        else:
            yield Entry(member.name, None, found.reason)
        seen.add(_named(member.name))


def _directory(file: BinaryIO) -> Directory:
    directory = read_directory(file, ENTRY, BOUNDS)
    if next(listed(file, directory, ENTRY), None) is None:
        raise Unreadable("an archive without a record of a written question")
    return directory


def _named(name: str) -> tuple[int, int]:
    """The legislature and the number in an entry's name."""
    found = ENTRY.fullmatch(name)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def _record(file: BinaryIO, directory: Directory, member: Member) -> Record | Refused:
    unpacked = unpack(file, directory, member, BOUNDS)
    if isinstance(unpacked, Refused):
        return unpacked
    try:
        question = read_record(unpacked.body)
    except Unreadable as error:
        return Refused(member.name, error.reason, damaged=False)
    if (question.id.legislature, question.id.number) != _named(member.name):
        return Refused(member.name, f"the record is about another question, {question.id}", damaged=False)
    return Record(question.id.number, question, member.crc, member.size, unpacked.packed)
