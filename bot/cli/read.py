"""`python -m bot read FILE`: print as JSON how the readers understand a saved page, record, archive or whole file.

A page of the Sénat's hardly says of which question it is: its file has to be named as in its address, such as
`qSEQ250705636.html`.

For an operator who asks why a question is not understood, and for a developer who adds a page to the tests.
"""

import json
import os
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from bot.cli.exit_codes import FAILED
from bot.core.addresses import comment_link
from bot.core.chambers.senat import SENAT
from bot.core.question import Question, QuestionId
from bot.core.question_json import comment_to_plain, to_plain
from bot.core.source import Source
from bot.parliament.archive import Entry, read_archive
from bot.parliament.page import MAX_BYTES, Unreadable
from bot.parliament.senat.paged import read_senat
from bot.parliament.sniff import read
from bot.parliament.sources import FILES, AnyFile
from bot.parliament.whole_file import AMISS, MIB, RefusedRecord, reason_of

STDIN = "-"
SENATORS_PAGE = re.compile(r"q(?P<reference>SEQ[0-9]{8}[0-9A-Z])\.", re.IGNORECASE)
ZIP = b"PK\x03\x04"


def read_file(path: str, code: str | None = None) -> int:
    """Print the question of the file (`-`: standard input), or the summary of an archive, as JSON and return 0.

    With the code of a chamber it is that chamber's whole file. A file that cannot be read gives one line on standard
    error, "FILE: reason", and the exit code 1.
    """
    try:
        with _opened(path) as file:
            understood = _understood(file, Path(path).name) if code is None else _whole_file(file, code)
            _print(json.dumps(understood, ensure_ascii=False, indent=2) + "\n")
    except Unreadable as error:
        return _fail(path, error.reason)
    except OSError as error:
        return _fail(path, error.strerror or type(error).__name__)
    return 0


def _understood(file: BinaryIO, name: str) -> dict[str, Any]:
    start = file.read(MAX_BYTES + 1)  # one byte more than the readers take is enough for them to refuse it
    if named := _named(name):
        return document(Source.SENAT.value, read_senat(start, named))
    if not start.startswith(ZIP):
        source, question = read(start)
        return document(source, question)
    with tempfile.TemporaryFile() as whole:  # a zip is read from its end, which standard input cannot seek to
        whole.write(start)
        shutil.copyfileobj(file, whole)
        return summary(read_archive(whole))


def _named(name: str) -> QuestionId | None:
    """The senator's question whose page the name of a file says that it is."""
    found = SENATORS_PAGE.match(name)
    try:
        return QuestionId.parse(f"{SENAT.code}-{found['reference'].upper()}") if found else None
    except ValueError:
        return None


def _whole_file(file: BinaryIO, code: str) -> dict[str, Any]:
    """The summary of a chamber's whole file, and its first question that can be read."""
    reader = next((each for each in FILES if each.name == code), None)
    if reader is None:
        raise Unreadable(f"no chamber {code} with a file; there are: {', '.join(each.name for each in FILES)}")
    body = file.read(reader.largest + 1)
    if len(body) > reader.largest:
        raise Unreadable(f"larger than {reader.largest // MIB} MB")
    entries = [_entry(reader, at, record) for at, record in enumerate(reader.records(body), 1)]
    first = next((each.question for each in entries if each.question), None)
    found = {**summary(entries), "source": reader.name}
    return found if first is None else {**found, "first": document(reader.name, first)}


def _entry(reader: AnyFile, at: int, record: Any) -> Entry:
    if isinstance(record, RefusedRecord):
        return Entry(record.name, None, record.reason)
    try:
        return Entry(f"record {at}", reader.question(record))
    except AMISS as error:
        return Entry(f"record {at}", None, reason_of(error))


def summary(entries: Iterable[Entry]) -> dict[str, Any]:
    """Summarize an archive: its questions by legislature and state, the labels of closings, and unreadable files.

    Counts come with the most frequent first; `unreadable` gives each reason with its count and one file as an example.
    """
    legislatures: Counter[str] = Counter()
    states: Counter[str] = Counter()
    labels: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    examples: dict[str, str] = {}
    asked: list[date] = []
    for entry in entries:
        if entry.question is None:
            reasons[entry.reason or ""] += 1
            examples.setdefault(entry.reason or "", entry.name)
            continue
        legislatures[str(entry.question.id.session)] += 1
        states[entry.question.state.value] += 1
        if entry.question.closing:
            labels[entry.question.closing.label or ""] += 1
        if entry.question.asked:
            asked = [min([*asked, entry.question.asked]), max([*asked, entry.question.asked])]
    return {
        "source": "archive",
        "questions": legislatures.total(),
        "legislatures": dict(legislatures.most_common()),
        "states": dict(states.most_common()),
        "closing_labels": dict(labels.most_common()),
        "asked_from": asked[0].isoformat() if asked else None,
        "asked_to": asked[-1].isoformat() if asked else None,
        "unreadable_total": reasons.total(),
        "unreadable": [
            {"reason": reason, "count": count, "example": examples[reason]} for reason, count in reasons.most_common()
        ],
    }


def document(source: str, question: Question) -> dict[str, Any]:
    """The question as JSON values; dates are ISO 8601, what is unknown is null."""
    plain = to_plain(question)
    comments = question.comments
    kept = ("author", "group", "subject", "rubric", "asked_ministry", "ministry", "asked")
    return {
        "source": source,
        "uid": question.id.uid,
        "legislature": question.id.session,
        "number": question.id.number,
        "type": question.id.kind,
        **{key: plain[key] for key in kept},
        "due": question.due.isoformat() if question.due else None,
        "state": question.state.value,
        "text": plain["text"],
        "answer": plain["answer"],
        "closing": plain["closing"],
        **({"transformed": plain["transformed"]} if question.transformed else {}),
        "comments": None
        if comments is None
        else [{**comment_to_plain(each), "url": comment_link(question.id, each.id)} for each in comments],
    }


def _print(text: str) -> None:
    """Write to standard output in UTF-8, whatever the terminal says; a pipe that is closed early is no error."""
    try:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # Python would flush again at exit, and complain: give it somewhere to write to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def _opened(path: str) -> Iterator[BinaryIO]:
    if path == STDIN:
        yield sys.stdin.buffer
        return
    if "\0" in path:
        raise Unreadable("not the name of a file")
    with Path(path).open("rb") as file:
        yield file


def _fail(path: str, reason: str) -> int:
    shown = path if path.isprintable() else ascii(path)
    print(f"{'standard input' if path == STDIN else shown}: {reason}", file=sys.stderr)
    return FAILED
