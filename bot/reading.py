"""`python -m bot read FILE`: what the program makes of a page or a record that somebody saved, as JSON.

For an operator who asks why a question is not understood, and for whoever adds a page to the tests.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any, BinaryIO

from bot.core.addresses import comment_link
from bot.core.question import Question
from bot.core.record import comment_to_plain, to_plain
from bot.parliament.page import MAX_BYTES, Unreadable
from bot.parliament.reader import read

STDIN = "-"


def read_file(path: str) -> int:
    """Print the question of the file (`-`: standard input) as one JSON document and return 0.

    What cannot be read gives one line on standard error, "FILE: reason", and 1.
    """
    try:
        source, question = read(_bytes_of(path))
        _print(json.dumps(document(source, question), ensure_ascii=False, indent=2) + "\n")
    except Unreadable as error:
        return _fail(path, error.reason)
    except OSError as error:
        return _fail(path, error.strerror or type(error).__name__)
    return 0


def document(source: str, question: Question) -> dict[str, Any]:
    """The question as JSON values; dates are ISO 8601, what is unknown is null."""
    plain = to_plain(question)
    comments = question.comments
    kept = ("author", "group", "subject", "rubric", "asked_ministry", "ministry", "asked")
    return {
        "source": source,
        "uid": question.id.uid,
        "legislature": question.id.legislature,
        "number": question.id.number,
        "type": "QE",
        **{key: plain[key] for key in kept},
        "due": question.due.isoformat() if question.due else None,
        "state": question.state.value,
        "text": plain["text"],
        "answer": plain["answer"],
        "closing": plain["closing"],
        "comments": None
        if comments is None
        else [{**comment_to_plain(each), "url": comment_link(question.id, each.id)} for each in comments],
    }


def _print(text: str) -> None:
    """Write to standard output in UTF-8, whatever the terminal says; a reader that left early is no error."""
    try:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # Python would flush again at exit, and complain: give it somewhere to write to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _bytes_of(path: str) -> bytes:
    if path == STDIN:
        return _bounded(sys.stdin.buffer)
    try:
        with Path(path).open("rb") as file:
            return _bounded(file)
    except ValueError as error:  # a name that no file can have
        raise Unreadable("not the name of a file") from error


def _bounded(file: BinaryIO) -> bytes:
    """One byte more than the readers take is enough for them to refuse it; a device could go on for ever."""
    return file.read(MAX_BYTES + 1)


def _fail(path: str, reason: str) -> int:
    shown = path if path.isprintable() else ascii(path)
    print(f"{'standard input' if path == STDIN else shown}: {reason}", file=sys.stderr)
    return 1
