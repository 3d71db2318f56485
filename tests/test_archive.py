"""The daily archive: read entry by entry, damaged ones told, and nothing believed that is no such archive."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from bot.core.question import State
from bot.parliament.archive import read_archive
from bot.parliament.page import Unreadable, tree_of
from bot.parliament.text import text_of, without_simple_tags
from bot.reading import read_file

PAGES = Path(__file__).parent / "pages"
WAITING = "archive-17-waiting.record.json"
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


def test_other_files_in_an_archive_are_passed_over() -> None:
    others = {"README.txt": b"x", "json/QANR5L17QG3.json": b"{}", "../QANR5L17QE3.json.exe": b"x"}
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
    ],
)
def test_the_quick_way_to_plain_text_is_the_parsers_way(markup: str) -> None:
    assert without_simple_tags(markup) == (text_of(tree_of(f"<div>{markup}</div>")),)


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
