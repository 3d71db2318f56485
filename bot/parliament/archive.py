"""The Assemblée's daily archive: a zip with one record a question, read entry by entry and never whole.

Known from the archive of the 17th legislature: about 18,000 entries `json/QANR5L17QE….json`, 45 MB packed. Each entry
carries its own checksum, so a download that was cut or garbled is noticed. Bounds keep a zip that is no such archive
from costing more than one that is.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from bot.core.question import Question
from bot.parliament.opendata import read_record
from bot.parliament.page import MAX_BYTES, Unreadable

MOST_ENTRIES = 300_000
"""The 14th legislature, the largest known, had 104,143 questions."""

LARGEST_TOTAL = 4 * 1024**3
ENTRY = re.compile(r"(?:[^/]+/)*QANR5L[0-9]{1,2}QE[0-9]{1,6}\.json")


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of an archive: its file name in it, and the question, or why it cannot be read."""

    name: str
    question: Question | None
    reason: str | None = None


def read_archive(file: BinaryIO) -> Iterator[Entry]:
    """Read every record of an archive, one at a time; other files in it are passed over.

    A record that cannot be read is told with its reason and stops nothing. Raises Unreadable where the file is no whole
    zip archive of questions, or is larger unpacked than any can be.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            entries = _records(archive)
            for entry in entries:
                yield _read(archive, entry)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, ValueError) as error:
        raise Unreadable(f"not a whole zip archive: {error}") from error


def _records(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    listed = archive.infolist()
    if len(listed) > MOST_ENTRIES:
        raise Unreadable(f"an archive of {len(listed)} files")
    entries = [entry for entry in listed if ENTRY.fullmatch(entry.filename)]
    if not entries:
        raise Unreadable("an archive without a record of a written question")
    if sum(entry.file_size for entry in entries) > LARGEST_TOTAL:
        raise Unreadable("an archive that is larger unpacked than any can be")
    return entries


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Entry:
    try:
        with archive.open(entry) as file:
            body = file.read(MAX_BYTES + 1)
        question = read_record(body)
    except Unreadable as error:
        return Entry(entry.filename, None, error.reason)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        return Entry(entry.filename, None, f"damaged in the archive: {type(error).__name__}")
    if not entry.filename.endswith(f"{question.id.uid}.json"):
        return Entry(entry.filename, None, f"the record is about another question, {question.id}")
    return Entry(entry.filename, question)
