"""The daily archives: they are read entry by entry, damage is noticed, and other files are refused."""

import io
import json
import re
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from bot.cli.read import read_file
from bot.core.question import State
from bot.parliament import archive as archive_module
from bot.parliament.archive import Record, Scan, read_archive, read_packed
from bot.parliament.opendata import read_record
from bot.parliament.page import Unreadable, tree_of
from bot.parliament.text import SPACES, clean, collapse, text_of, tidy, without_simple_tags
from bot.parliament.zip_reader import Bounds, Unpacked, ZipRefusal, deflate, members
from tests.parliament.archives import PAGES, WAITING, found, numbered, record, refused, with_directory_changed

ANSWERED = "archive-17-answered.record.json"
ENDED = "archive-16-end-of-mandate.record.json"


def uid(record: str) -> str:
    return str(json.loads((PAGES / record).read_text())["question"]["uid"])


def archive(*records: str, more: dict[str, bytes] | None = None) -> io.BytesIO:
    """An archive of these records, in the order and under the names that the real one gives."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for record in records:
            made.writestr(f"json/{uid(record)}.json", (PAGES / record).read_bytes())
        for name, body in (more or {}).items():
            made.writestr(name, body)
    packed.seek(0)
    return packed


def test_every_record_is_read() -> None:
    questions = [entry.question for entry in read_archive(archive(WAITING, ANSWERED, ENDED))]
    assert [question and question.state for question in questions] == [State.WAITING, State.ANSWERED, State.CLOSED]


def test_a_damaged_record_that_did_not_change_shows_that_the_file_is_no_true_copy() -> None:
    whole = archive(WAITING)
    known = {each.number: (each.crc, each.size) for each in Scan(whole, 17, {}) if isinstance(each, Record)}
    at = whole.getvalue().index(b".json") + 40
    spoilt = bytearray(whole.getvalue())
    spoilt[at] ^= 0xFF
    (refused,) = Scan(io.BytesIO(spoilt), 17, known)
    assert isinstance(refused, ZipRefusal)
    assert refused.damaged


def test_an_archive_whose_writer_keeps_every_size_in_zip64_fields_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 100)
    large = archive(WAITING, ANSWERED)
    assert struct.pack("<LL", 0xFFFFFFFF, 0xFFFFFFFF) in large.getvalue()
    assert [entry.question is not None for entry in read_archive(large)] == [True, True]


def test_a_record_that_cannot_be_read_is_told_and_stops_nothing() -> None:
    broken = {"json/QANR5L17QE1.json": b"{", "json/QANR5L17QE2.json": (PAGES / WAITING).read_bytes()}
    first, second, third = read_archive(archive(WAITING, more=broken))
    assert first.question is not None
    assert (second.name, second.reason) == ("json/QANR5L17QE1.json", "not JSON, or cut short")
    assert third.reason is not None
    assert "about another question" in third.reason


def test_a_record_whose_bytes_were_damaged_is_told_and_stops_nothing() -> None:
    body = bytearray(archive(WAITING, ANSWERED).getvalue())
    start = body.index(b".json") + 60
    body[start : start + 40] = b"\0" * 40
    entries = list(read_archive(io.BytesIO(bytes(body))))
    assert [entry.question is None for entry in entries] == [True, False]
    assert "damaged in the archive" in (entries[0].reason or "")


def test_a_question_that_comes_twice_is_told_and_stops_nothing() -> None:
    body = (PAGES / WAITING).read_bytes()
    first, second = read_archive(archive(WAITING, more={f"again/{uid(WAITING)}.json": body}))
    assert first.question is not None
    assert second.reason == "a second record of the same question"


def test_other_files_in_an_archive_are_passed_over() -> None:
    others = {"README.txt": b"x", "json/QANR5L17QX3.json": b"{}", "../QANR5L17QE3.json.exe": b"x"}
    assert len(list(read_archive(archive(WAITING, more=others)))) == 1


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.9, 0.999])
def test_an_archive_that_was_cut_is_refused_as_a_whole(cut: float) -> None:
    body = archive(WAITING, ANSWERED).getvalue()
    with pytest.raises(Unreadable, match="not a whole zip archive"):
        list(read_archive(io.BytesIO(body[: int(len(body) * cut)])))


def test_an_archive_without_questions_is_refused() -> None:
    with pytest.raises(Unreadable, match="without a record"):
        list(read_archive(archive(more={"a.txt": b"x"})))


def test_a_record_that_unpacks_into_more_than_a_record_can_be_is_told() -> None:
    bomb = {"json/QANR5L17QE1.json": b" " * (64 * 1024 * 1024)}
    (entry,) = read_archive(archive(more=bomb))
    assert entry.reason == "larger than 5 MB"


@pytest.mark.parametrize(
    "markup",
    [
        "texte <em>en italique</em>, puis <b>gras</b>",
        "« <em>de facto</em> »&#160;; l&#146;apostrophe &amp; l&rsquo;autre",
        "un<br>deux<br/>trois<BR />quatre",
        "<p>un</p><p>deux <strong>trois</strong></p>",
        "  espaces \n\t partout  <i> ici </i>  ",
        "10<sup>2</sup> &lt;b&gt; n'est pas du gras",
        "avant<p class='x'>dedans</p>après",
        "&nbsp;",
        "<br>",
        "moyen<br>en service</br>(en euros)",
        "</p><p>un</p>deux</p>trois",
    ],
)
def test_the_quick_way_to_plain_text_is_the_parsers_way(markup: str) -> None:
    assert without_simple_tags(markup) == (text_of(tree_of(f"<div>{markup}</div>")),)


def test_no_tag_is_made_of_the_pieces_around_another() -> None:
    for markup in ("<<em>b>x", "<b <em>>x", "<b</em> y>x", "&am<em>p;"):
        quick = without_simple_tags(markup)
        assert quick is None or quick == (text_of(tree_of(f"<div>{markup}</div>")),)


@pytest.mark.parametrize(
    "text", ["mot", "l’été\u00a0: 12\u202f%", "a  b", "a\tb\nc", "a\x00b", "a\u202eb", "a\u2003b", "\x92", "\ud800", ""]
)
def test_the_quick_look_at_a_text_changes_nothing(text: str) -> None:
    assert tidy(text) == collapse(clean(text)) == SPACES.sub(" ", clean(text))


@pytest.mark.parametrize("markup", ["a < b", "<table><tr><td>x</td></tr></table>", "AT&T", "<script>x</script>", "<em"])
def test_what_is_not_plain_is_left_to_the_parser(markup: str) -> None:
    assert without_simple_tags(markup) is None


def test_the_read_command_sums_up_an_archive(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "archive.zip"
    path.write_bytes(archive(WAITING, ANSWERED, ENDED, more={"json/QANR5L17QE1.json": b"{"}).getvalue())
    assert read_file(str(path)) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["source"] == "archive"
    assert told["questions"] == 3
    assert told["legislatures"] == {"17": 2, "16": 1}
    assert told["states"] == {"waiting": 1, "answered": 1, "closed": 1}
    assert told["closing_labels"] == {"Fin de mandat": 1}
    assert told["unreadable"] == [{"reason": "not JSON, or cut short", "count": 1, "example": "json/QANR5L17QE1.json"}]


def test_the_read_command_refuses_an_archive_that_was_cut(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "archive.zip"
    path.write_bytes(archive(WAITING).getvalue()[:-50])
    assert read_file(str(path)) == 1
    assert "not a whole zip archive" in capsys.readouterr().err


def written(body: bytes) -> BinaryIO:
    """A real file, which takes other places than one in memory does."""
    file: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
    file.write(body)
    return file


def test_the_first_scan_yields_every_question_and_the_next_one_only_what_changed() -> None:
    records = found(Scan(numbered(1, 2, 3), 17, {}))
    assert [each.number for each in records] == [1, 2, 3]
    known = {each.number: (each.crc, each.size) for each in records}
    again = Scan(numbered(1, 2, 3, 4), 17, {**known, 2: (0, known[2][1])})
    assert [each.number for each in found(again)] == [2, 4]
    assert len(again.unchanged) == 2


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_the_packed_bytes_of_a_record_give_the_same_question_later(method: int) -> None:
    (first,) = found(Scan(numbered(7, method=method), 17, {}))
    assert read_packed(first.packed) == first.question == read_record(record(7))
    assert (first.crc, first.size) == (zlib.crc32(record(7)), len(record(7)))


def test_packed_bytes_that_are_deflated_in_the_zip_are_kept_as_they_stand() -> None:
    zipped = numbered(7)
    (first,) = found(Scan(zipped, 17, {}))
    assert first.packed in zipped.getvalue()


@pytest.mark.parametrize(
    "packed", [b"", b"x", deflate(b"{}")[:-1], deflate(b"{}"), deflate(b"{}") + b"x", deflate(b" " * (6 * 1024 * 1024))]
)
def test_packed_bytes_of_anything_else_are_unreadable(packed: bytes) -> None:
    with pytest.raises(Unreadable):
        read_packed(packed)


def test_entries_that_do_not_belong_are_refused_and_the_file_is_not_taken_for_damaged() -> None:
    more = {"json/QANR5L16QE1.json": b"{}", "json/QANR5L17QE8.json": record(9), "json/QANR5L17QE5.json": b"{"}
    more[f"x/{uid(WAITING)}.json"] = b"{}"
    entries = list(Scan(archive(WAITING, more=more), 17, {}))
    assert len(found(entries)) == 1
    assert refused(entries) == [
        ("a record of legislature 16", False),
        ("the record is about another question, an17-9", False),
        ("not JSON, or cut short", False),
        ("a second record of the same question", False),
    ]


@pytest.mark.parametrize(
    ("at", "form", "value"),
    [
        (16, "<L", 5),  # the checksum
        (24, "<L", 10),  # the length: shorter than what it unpacks into
        (24, "<L", 3000),  # the length: longer
        (20, "<L", 9),  # the packed length
        (20, "<L", 10**6),
        (42, "<L", 7),  # where it stands
        (42, "<L", 2**31),
        (46, "<B", ord("k")),  # its name: "kson/…", another than where it stands
    ],
)
def test_an_entry_whose_bytes_are_not_what_the_directory_says_is_damaged(at: int, form: str, value: int) -> None:
    file = with_directory_changed(numbered(1, 2).getvalue(), at, form, value)
    entries = list(Scan(file, 17, {}))
    assert [each.number for each in found(entries)] == [2]
    ((reason, damaged),) = refused(entries)
    assert damaged
    assert "damaged in the archive" in reason


@pytest.mark.parametrize("place", [2**62, 2**63, 2**64 - 1])
@pytest.mark.parametrize("opened", [io.BytesIO, written])
def test_an_entry_that_stands_where_no_file_ends_is_damaged(place: int, opened: Callable[[bytes], BinaryIO]) -> None:
    whole = numbered(1).getvalue()
    start, end = whole.index(b"PK\x01\x02"), whole.index(b"PK\x05\x06")
    extra = struct.pack("<2HQ", 1, 8, place)
    entry, last = bytearray(whole[start:end] + extra), bytearray(whole[end:])
    struct.pack_into("<H", entry, 30, len(extra))
    struct.pack_into("<L", entry, 42, 0xFFFFFFFF)
    struct.pack_into("<L", last, 12, len(entry))
    with opened(whole[:start] + bytes(entry + last)) as file:
        ((_, damaged),) = refused(Scan(file, 17, {}))
    assert damaged


@pytest.mark.parametrize(("at", "value"), [(8, 1), (10, 12)])
def test_an_entry_that_is_encrypted_or_packed_in_another_way_is_refused(at: int, value: int) -> None:
    file = with_directory_changed(numbered(1, 2).getvalue(), at, "<H", value)
    assert refused(Scan(file, 17, {})) == [("packed in a way that is not known", False)]


def test_an_entry_that_says_it_is_huge_is_refused_unopened() -> None:
    file = with_directory_changed(numbered(1, 2).getvalue(), 24, "<L", 6 * 1024 * 1024)
    assert refused(Scan(file, 17, {})) == [("larger than 5 MB", False)]


def test_an_archive_of_more_entries_than_any_has_is_refused_before_they_are_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archive_module, "BOUNDS", Bounds(10, 10_000, 10**6))
    file = numbered(*range(1, 12))
    monkeypatch.setattr(zipfile, "ZipInfo", None)
    with pytest.raises(Unreadable, match="an archive of 11 files"):
        list(Scan(file, 17, {}))


def test_an_archive_whose_directory_is_larger_than_any_is_refused_before_it_is_read() -> None:
    file = archive(more={"x" * 600: b"", "y" * 600: b""})
    with pytest.raises(Unreadable, match="whose directory is larger"):
        list(members(file, re.compile(r".*\.txt"), Bounds(5, 100, 100)))


def test_an_archive_that_unpacks_into_more_than_any_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    size = len(record(1))
    monkeypatch.setattr(archive_module, "BOUNDS", Bounds(10, 10_000, 2 * size))
    assert len(found(Scan(numbered(1, 2), 17, {}))) == 2
    with pytest.raises(Unreadable, match="larger unpacked"):
        list(Scan(numbered(1, 2, 3), 17, {}))


def test_an_archive_of_more_than_65535_entries_is_read() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        for number in range(65_600):
            made.writestr(zipfile.ZipInfo(f"{number}.txt"), b"")
        made.writestr("json/QANR5L17QE1.json", record(1))
    assert [each.number for each in found(Scan(packed, 17, {}))] == [1]


@pytest.mark.parametrize("comment", [b"made daily", b"x" * 65_535])
def test_a_comment_at_the_end_of_a_zip_changes_nothing(comment: bytes) -> None:
    packed = numbered(1)
    with zipfile.ZipFile(packed, "a") as made:
        made.comment = comment
    assert len(found(Scan(packed, 17, {}))) == 1


def test_a_comment_with_the_mark_of_an_end_makes_no_other_archive_of_it() -> None:
    packed = numbered(1)
    with zipfile.ZipFile(packed, "a") as made:
        made.comment = b"PK\x05\x06" + b"x" * 30
    with pytest.raises(Unreadable, match="not a whole zip archive"):
        list(Scan(packed, 17, {}))


@pytest.mark.parametrize("cut", [0, 1, 21, 22, 100, 500])
def test_nothing_is_yielded_of_an_archive_that_was_cut(cut: int) -> None:
    body = numbered(*range(1, 30)).getvalue()
    scan = iter(Scan(io.BytesIO(body[: len(body) - cut - 1]), 17, {}))
    with pytest.raises(Unreadable, match="not a whole zip archive"):
        next(scan)


def test_an_archive_with_any_of_its_directory_garbled_is_refused_or_its_entries_are() -> None:
    body = numbered(1, 2).getvalue()
    for at in range(body.index(b"PK\x01\x02"), len(body)):
        garbled = bytearray(body)
        garbled[at] ^= 0xFF
        try:
            entries = list(Scan(io.BytesIO(bytes(garbled)), 17, {}))
        except Unreadable:
            continue
        assert all(each.question.id.number in (1, 2) for each in found(entries))


@pytest.mark.parametrize("body", [b"", b"PK", b"PK\x05\x06", b"x" * 70_000, b"PK\x05\x06" + b"\0" * 18])
def test_bytes_that_are_no_archive_of_questions_are_refused(body: bytes) -> None:
    with pytest.raises(Unreadable):
        list(Scan(io.BytesIO(body), 17, {}))


def test_the_members_of_any_zip_are_read_by_their_names() -> None:
    file = archive(more={"a/x.txt": b"one", "y.bin": b"two"})
    (only,) = members(file, re.compile(r".*\.txt"), Bounds(5, 100, 100))
    assert isinstance(only, Unpacked)
    assert (only.member.filename, only.body) == ("a/x.txt", b"one")
