"""An archive of one large file, with the records of a whole legislature."""

import io
import json
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest

from bot.cli.read import read_file
from bot.parliament import archive as archive_module
from bot.parliament.archive import Scan, read_packed
from bot.parliament.page import Unreadable
from bot.parliament.zip_reader import Bounds, ZipRefusal
from tests.parliament.archives import found, numbered, record, refused, with_directory_changed


def listed(*bodies: bytes, method: int = zipfile.ZIP_DEFLATED, name: str = "Questions_ecrites_XIV.json") -> io.BytesIO:
    """An archive of one file with these records."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as made:
        made.writestr(name, b'{"questionsEcrites": {"question": [' + b",\n".join(bodies) + b"]}}")
    packed.seek(0)
    return packed


def bare(number: int, legislature: int = 14) -> bytes:
    """A record as it stands in such a list: without the key that holds it in a file of its own."""
    return json.dumps(json.loads(record(number, legislature))["question"], indent=1).encode()


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_the_records_of_one_large_file_are_those_of_many_small_ones(method: int) -> None:
    records = found(Scan(listed(*map(bare, (1, 2, 3)), method=method), 14, {}))
    assert [each.question for each in records] == [
        each.question for each in found(Scan(numbered(1, 2, 3, legislature=14), 14, {}))
    ]
    assert [(each.number, each.crc, each.size) for each in records] == [
        (number, zlib.crc32(bare(number)), len(bare(number))) for number in (1, 2, 3)
    ]
    assert [read_packed(each.packed) for each in records] == [each.question for each in records]


@pytest.mark.parametrize("text", ["x", "été ", "\\n", "abcdefghij" * 30])
def test_a_large_file_is_read_to_its_end_however_well_it_is_packed(text: str) -> None:
    bodies = [
        json.dumps({**json.loads(bare(number)), "a": text * (400_000 // len(text))}).encode() for number in (1, 2, 3)
    ]
    assert [(each.number, each.size) for each in found(Scan(listed(*bodies), 14, {}))] == [
        (number, len(body)) for number, body in enumerate(bodies, 1)
    ]


def test_of_one_large_file_only_what_changed_is_read_again() -> None:
    known = {each.number: (each.crc, each.size) for each in found(Scan(listed(*map(bare, (1, 2, 3))), 14, {}))}
    again = Scan(listed(bare(3), bare(1), bare(2) + b" ", bare(4)), 14, {**known, 2: (0, known[2][1])})
    assert [each.number for each in found(again)] == [2, 4]
    assert again.unchanged == {1, 3}


def test_records_of_one_large_file_that_do_not_belong_are_refused_by_their_place() -> None:
    bodies = (bare(1), bare(1), bare(2, legislature=15), b'{"uid": "QANR5L14QE3"', b"{}", bare(4))
    entries = list(Scan(listed(*bodies[:3], bodies[3] + b"x}", *bodies[4:]), 14, {}))
    assert [each.number for each in found(entries)] == [1, 4]
    assert [(each.name, each.reason) for each in entries if isinstance(each, ZipRefusal)] == [
        ("Questions_ecrites_XIV.json, record 2", "a second record of the same question"),
        ("Questions_ecrites_XIV.json, record 3", "a record of legislature 15"),
        ("Questions_ecrites_XIV.json, record 4", "not JSON, or cut short"),
        ("Questions_ecrites_XIV.json, record 5", "not one record of the archive"),
    ]
    known = {1: (zlib.crc32(bare(1)), len(bare(1)))}
    assert refused(Scan(listed(bare(1), bare(1)), 14, known)) == [("a second record of the same question", False)]


@pytest.mark.parametrize("field", [("checksum", 16, "<L", 5), ("size", 24, "<L", 3000), ("size", 24, "<L", 60_000)])
@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_one_large_file_that_is_not_what_the_directory_says_is_no_true_copy(
    field: tuple[str, int, str, int], method: int
) -> None:
    _, at, form, value = field
    whole = listed(*map(bare, range(1, 12)), method=method)
    with pytest.raises(Unreadable):
        list(Scan(with_directory_changed(whole.getvalue(), at, form, value), 14, {}))


def test_one_large_file_with_a_byte_garbled_is_no_true_copy_unless_it_says_the_same() -> None:
    body = listed(bare(1), bare(2)).getvalue()
    records, given_up = list(Scan(io.BytesIO(body), 14, {})), 0
    for at in range(60, body.index(b"PK\x01\x02")):
        garbled = bytearray(body)
        garbled[at] ^= 0x55
        try:
            assert list(Scan(io.BytesIO(bytes(garbled)), 14, {})) == records
        except Unreadable:
            given_up += 1
    assert given_up > 500


def test_one_large_file_that_unpacks_into_far_more_than_it_says_is_given_up_there() -> None:
    bomb = listed(bare(1), b'{"a": "' + b"x" * (64 * 1024 * 1024) + b'"}')
    file = with_directory_changed(bomb.getvalue(), 24, "<L", 10_000)
    tracemalloc.start()
    with pytest.raises(Unreadable, match="damaged"):
        list(Scan(file, 14, {}))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 * 1024 * 1024


def test_more_records_than_any_archive_has_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_module, "BOUNDS", Bounds(10, 10_000, 10**6))
    with pytest.raises(Unreadable, match="more records"):
        list(Scan(listed(*[b"{}"] * 11), 14, {}))


def test_files_beside_a_large_one_that_are_no_lists_are_passed_over() -> None:
    file = listed(bare(1))
    with zipfile.ZipFile(file, "a") as made:
        made.writestr("schema.json", b'{"version": 2}')
        made.writestr("more.json", b'{"question": [' + bare(2) + b"]}")
    assert [each.number for each in found(Scan(file, 14, {}))] == [1, 2]


def test_the_read_command_sums_up_one_large_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "archive.zip"
    path.write_bytes(listed(bare(1), bare(2), bare(2), b"{oops}").getvalue())
    assert read_file(str(path)) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["questions"], told["legislatures"]) == (2, {"14": 2})
    assert [(each["reason"], each["example"]) for each in told["unreadable"]] == [
        ("a second record of the same question", "Questions_ecrites_XIV.json, record 3"),
        ("not JSON, or cut short", "Questions_ecrites_XIV.json, record 4"),
    ]
