"""`python -m bot read FILE`, the function behind it: one document or one line, and never a traceback."""

import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.cli.read import read_file
from bot.parliament.page import MAX_BYTES
from bot.standins.sites.senat_file import made_rows, written

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "tests" / "pages"
COMMENTED = PAGES / "nosdeputes-15-answered-comments.html"
RECORD = PAGES / "archive-17-waiting.record.json"
KEYS = (
    "source uid legislature number type author group subject rubric asked_ministry ministry asked due state text"
    " answer closing comments"
)


def run(argument: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own, where streams are real."""
    code = "import sys; from bot.cli.read import read_file; sys.exit(read_file(sys.argv[1]))"
    return subprocess.run(
        [sys.executable, "-c", code, argument], cwd=ROOT, stderr=subprocess.PIPE, check=False, timeout=60, **options
    )


def test_it_prints_one_document_with_every_key_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert read_file(str(COMMENTED)) == 0
    shown = capsys.readouterr()
    document = json.loads(shown.out)
    assert " ".join(document) == KEYS
    assert (document["source"], document["uid"], document["type"]) == ("nosdeputes", "QANR5L15QE4410", "QE")
    assert (document["state"], document["asked"], document["due"]) == ("answered", "2017-12-26", "2018-02-26")
    assert document["answer"]["published"] == "2018-05-01"
    assert document["closing"] is None
    assert "Côme" in shown.out
    assert '\n  "uid"' in shown.out
    assert shown.err == ""


def test_a_page_of_the_senats_is_read_by_the_name_of_its_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "qSEQ250605001.html"
    page.write_bytes((PAGES / "senat" / "reminder-transformed-made-up.html").read_bytes())
    assert read_file(str(page)) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["source"], document["uid"], document["type"]) == ("senat", "SEQ250605001", "QE")
    assert document["transformed"] == {"kind": "QOSD", "into": "senat-SEQ25060622S"}
    assert read_file(str(page.rename(tmp_path / "qSEQ250605002.html"))) == 1
    assert "of another question: SEQ250605001" in capsys.readouterr().err


def test_a_comment_has_its_address(capsys: pytest.CaptureFixture[str]) -> None:
    read_file(str(COMMENTED))
    comment = json.loads(capsys.readouterr().out)["comments"][0]
    assert set(comment) == {"id", "author", "posted", "text", "url"}
    assert comment["url"] == "https://2017-2022.nosdeputes.fr/15/question/QE/4410#commentaire_80112"


def test_a_record_has_no_comments_and_waits(capsys: pytest.CaptureFixture[str]) -> None:
    assert read_file(str(RECORD)) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["source"], document["state"], document["comments"]) == ("opendata", "waiting", None)


def test_a_dash_reads_standard_input(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(RECORD.read_bytes())))
    assert read_file("-") == 0
    assert json.loads(capsys.readouterr().out)["number"] == 3107


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"<html><title>502 Bad Gateway</title>", "error page"),
        (b"{", "not JSON"),
        (b"x" * (MAX_BYTES + 1), "larger than"),
    ],
    ids=["empty", "error", "json", "oversize"],
)
def test_a_document_that_cannot_be_read_gives_one_line_and_exit_code_one(
    content: bytes, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "page.html"
    file.write_bytes(content)
    assert read_file(str(file)) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith(f"{file}: ")
    assert reason in shown.err
    assert shown.err.count("\n") == 1


@pytest.mark.parametrize("name", ["missing.html", ".", "nul\0.html", "line\nbreak.html", "x" * 5000])
def test_a_path_that_cannot_be_opened_gives_one_line_and_exit_code_one(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert read_file(f"{tmp_path}/{name}") == 1
    shown = capsys.readouterr()
    assert (shown.out, shown.err.count("\n")) == ("", 1)


def test_a_pipe_that_is_closed_early_is_harmless() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = run(str(COMMENTED), stdout=writing)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_full_disk_gives_one_line_and_exit_code_one() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with Path("/dev/full").open("wb") as full:
        done = run(str(COMMENTED), stdout=full)
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1


def test_the_output_is_utf_8_whatever_the_terminal_says() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONPATH": str(ROOT)}
    done = run(str(COMMENTED), stdout=subprocess.PIPE, env=environment)
    assert done.returncode == 0
    assert json.loads(done.stdout.decode())["author"] == "Côme de Saint-Aubin"


def test_a_chambers_whole_file_is_counted_with_its_first_question(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "questions.csv"
    file.write_bytes(written([*made_rows(date(2026, 11, 26), 300), {"Référence": "?"}]))
    assert read_file(str(file), "senat") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["source"], found["questions"], found["unreadable_total"]) == ("senat", 300, 1)
    assert found["first"]["uid"].startswith("SEQ")
    assert read_file(str(file), "nowhere") == 1
    assert "no chamber nowhere with a file; there are: senat" in capsys.readouterr().err
