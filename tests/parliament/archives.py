"""Archives of records, made for the tests."""

import io
import json
import struct
import zipfile
from collections.abc import Iterable
from pathlib import Path

from bot.parliament.archive import Record
from bot.parliament.zip_reader import ZipRefusal

PAGES = Path(__file__).parents[1] / "pages"
WAITING = "archive-17-waiting.record.json"


def numbered(*numbers: int, legislature: int = 17, method: int = zipfile.ZIP_DEFLATED) -> io.BytesIO:
    """An archive of questions with these numbers, otherwise the same."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as made:
        for number in numbers:
            made.writestr(f"json/QANR5L{legislature}QE{number}.json", record(number, legislature))
    packed.seek(0)
    return packed


def record(number: int, legislature: int = 17) -> bytes:
    document = json.loads((PAGES / WAITING).read_text())
    document["question"].update(uid=f"QANR5L{legislature}QE{number}", identifiant={"numero": str(number)})
    return json.dumps(document).encode()


def found(entries: Iterable[Record | ZipRefusal]) -> list[Record]:
    return [entry for entry in entries if isinstance(entry, Record)]


def refused(entries: Iterable[Record | ZipRefusal]) -> list[tuple[str, bool]]:
    return [(entry.reason, entry.damaged) for entry in entries if isinstance(entry, ZipRefusal)]


def with_directory_changed(body: bytes, at: int, form: str, value: int) -> io.BytesIO:
    """The archive with one field of its first directory entry set."""
    changed = bytearray(body)
    struct.pack_into(form, changed, body.index(b"PK\x01\x02") + at, value)
    return io.BytesIO(bytes(changed))
