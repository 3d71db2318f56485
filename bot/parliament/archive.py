"""The Assemblée's archives of questions: for each legislature and kind a zip of records, read one by one, never whole.

Known from the archive of the 17th legislature: about 18,000 entries `json/QANR5L17QE….json`, 45 MB packed. Each entry
carries its own checksum: it shows a download that was cut or garbled, and a record that did not change and need not be
read again. Public programs say that the archive of the 14th legislature is one large file (see
`bot.parliament.splitting`), and that of the 15th was seen in both shapes. In a large file, the checksum of a record is
that of its own bytes. Bounds keep a zip that is no such archive from costing more than one that is.
"""

import logging
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import AnyStr, BinaryIO
from zipfile import ZipInfo

from bot.core.chambers.assemblee import ASSEMBLEE
from bot.core.question import Question, QuestionId
from bot.parliament.opendata import read_record
from bot.parliament.page import MAX_BYTES, Unreadable
from bot.parliament.splitting import NoList, Unfit, split
from bot.parliament.zip_reader import Archive, Bounds, ZipRefusal, blocks, check, deflate, inflate, open_archive, unpack

log = logging.getLogger(__name__)

MOST_ENTRIES = 200_000
"""The 14th legislature, the largest known, had 104,143 questions."""

LARGEST_TOTAL = 2 * 1024**3
"""Bytes. A record has some 5,000; the 18,000 of the 17th legislature make about 100 MB, the 14th's some 500 MB."""

BOUNDS = Bounds(MOST_ENTRIES, MAX_BYTES, LARGEST_TOTAL)
ENTRY = re.compile(r"(?:[^/]+/)*QANR5L([0-9]{1,2})(QE|QG|QOSD)([0-9]{1,6})\.json")
LIST = re.compile(r"(?:[^/]+/)*[^/]+\.json")
"""The name of a large file, which has a list of questions, in an archive without a file for each."""

UID = re.compile(rb'"uid"\s*:\s*"QANR5L([0-9]{1,2})(QE|QG|QOSD)([0-9]{1,6})"')
TWICE = "a second record of the same question"


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
    """Goes through the archive of one series, of a legislature and kind, once: `for each in scan: …`.

    `known` has the checksum and size of each record that was read before, by number. Yields a Record for each record
    that is new or changed, and a ZipRefusal for each that cannot be taken; one that is damaged means that the file is
    no true copy, whatever else it holds. `unchanged` collects the numbers of the known records that did not change:
    these and the ones yielded are the archive's questions. Raises Unreadable where the file is no whole zip archive of
    questions: before anything is yielded where each question has a file, at the end at the latest where it is one large
    file.
    """

    file: BinaryIO
    series: int
    known: Mapping[int, tuple[int, int]]
    unchanged: set[int] = field(default_factory=set, init=False)

    def __iter__(self) -> Iterator[Record | ZipRefusal]:
        self.unchanged = set()
        archive = open_archive(self.file, LIST, BOUNDS)
        yield from self._entries(archive) if _has_entries(archive) else self._lists(archive)

    def _entries(self, archive: Archive) -> Iterator[Record | ZipRefusal]:
        """Go through an archive that has a file for each question."""
        seen: set[int] = set()
        for member in archive.listed(ENTRY):
            series, number = _named(ENTRY.fullmatch(member.filename))
            if series != self.series:
                yield self._of_another(member.filename, series)
            elif number in seen:
                yield ZipRefusal(member.filename, TWICE, damaged=False)
            elif self.known.get(number) == (member.CRC, member.file_size):
                # It is not read, but checked for damage: the archive is believed as a whole, or not at all.
                damage = check(archive, member, BOUNDS)
                if damage is None:
                    self.unchanged.add(number)
                else:
                    yield damage
            else:
                yield _record(archive, member)
            seen.add(number)

    def _lists(self, archive: Archive) -> Iterator[Record | ZipRefusal]:
        """Go through an archive of one large file, or of a few."""
        seen: set[int] = set()
        for name, body in _bodies(archive):
            number = self._unchanged_number(body)
            found = _listed_record(name, body) if number is None else None
            if isinstance(found, Record) and found.question.id.series != self.series:
                found = self._of_another(name, found.question.id.series)
            elif isinstance(found, Record):
                number = found.number
            if number in seen:
                found = ZipRefusal(name, TWICE, damaged=False)
            elif number is not None:
                seen.add(number)
            if found is not None:
                yield found
            elif number is not None:
                self.unchanged.add(number)

    def _unchanged_number(self, body: bytes | Unfit) -> int | None:
        """The number of a record whose bytes are known; None for any other."""
        if isinstance(body, Unfit):
            return None
        series, number = _named(UID.search(body))
        is_same = series == self.series and self.known.get(number) == (zlib.crc32(body), len(body))
        return number if is_same else None

    def _of_another(self, name: str, series: int) -> ZipRefusal:
        (legislature, kind), (own, _) = (ASSEMBLEE.of_series(each) for each in (series, self.series))
        what = f"a record of legislature {legislature}" if legislature != own else f"a record of another kind, {kind}"
        return ZipRefusal(name, what, damaged=False)


def read_packed(packed: bytes) -> Question:
    """Read the `packed` bytes of a Record again. Raises Unreadable for anything else."""
    body = inflate(packed, MAX_BYTES)
    if body is None:
        raise Unreadable("not a packed record of the archive")
    return read_record(body)


def read_archive(file: BinaryIO) -> Iterator[Entry]:
    """Read every record of an archive, one at a time; other files in it are passed over.

    A record that cannot be read gives an Entry with the reason, and the others are read. Raises Unreadable where the
    file is no whole zip archive of questions, or is larger unpacked than any can be.
    """
    seen: set[QuestionId] = set()
    for name, found in _all_records(file):
        if isinstance(found, ZipRefusal):
            yield Entry(name, None, found.reason)
        elif found.question.id in seen:
            yield Entry(name, None, TWICE)
        else:
            seen.add(found.question.id)
            yield Entry(name, found.question)


def _all_records(file: BinaryIO) -> Iterator[tuple[str, Record | ZipRefusal]]:
    archive = open_archive(file, LIST, BOUNDS)
    if _has_entries(archive):
        for member in archive.listed(ENTRY):
            yield member.filename, _record(archive, member)
    else:
        for name, body in _bodies(archive):
            yield name, _listed_record(name, body)


def _has_entries(archive: Archive) -> bool:
    """Whether the archive has a file for each question."""
    return next(archive.listed(ENTRY), None) is not None


def _bodies(archive: Archive) -> Iterator[tuple[str, bytes | Unfit]]:
    """Each record of an archive's large files, with a name by which a person finds it again."""
    count = 0
    for member in archive.listed(LIST):
        try:
            for place, body in enumerate(split(blocks(archive, member), MAX_BYTES), 1):
                count += 1
                if count > BOUNDS.members:
                    raise Unreadable("an archive of more records than any can have")
                yield f"{member.filename}, record {place}", body
        except NoList:
            continue
    if not count:
        raise Unreadable("an archive without a record of a question")


def _named(found: re.Match[AnyStr] | None) -> tuple[int, int]:
    """The series and the number of an entry's name, or of a record's uid."""
    if found is None:
        return 0, 0
    legislature, kind, number = found.groups()
    kind = kind.decode() if isinstance(kind, bytes) else kind
    return ASSEMBLEE.series_of(int(legislature), kind), int(number)


def _listed_record(name: str, body: bytes | Unfit) -> Record | ZipRefusal:
    if isinstance(body, Unfit):
        return ZipRefusal(name, body.reason, damaged=False)
    try:
        question = read_record(body)
    except Unreadable as error:
        return ZipRefusal(name, error.reason, damaged=False)
    return Record(question.id.number, question, zlib.crc32(body), len(body), deflate(body))


def _record(archive: Archive, member: ZipInfo) -> Record | ZipRefusal:
    unpacked = unpack(archive, member, BOUNDS)
    if isinstance(unpacked, ZipRefusal):
        return unpacked
    try:
        question = read_record(unpacked.body)
    except Unreadable as error:
        return ZipRefusal(member.filename, error.reason, damaged=False)
    if (question.id.series, question.id.number) != _named(ENTRY.fullmatch(member.filename)):
        return ZipRefusal(member.filename, f"the record is about another question, {question.id}", damaged=False)
    return Record(question.id.number, question, member.CRC, member.file_size, unpacked.packed)


def unpack_record(packed: bytes) -> Question | None:
    """The question of a packed record of the catalogue; None where this version of the reader cannot read it."""
    try:
        return read_packed(packed)
    except Unreadable as error:
        log.warning("a record of the catalogue cannot be read: %s", error)
        return None
