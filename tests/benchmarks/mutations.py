"""Breaks real pages in their bytes, words, tags or structure, as no site ever did."""

import json
import random
import re
from collections.abc import Callable, Sequence
from typing import Any

Change = Callable[[random.Random, bytes, Sequence[bytes]], bytes]
"""A function that breaks a page; it may take pieces from the other pages."""

LARGEST = 400_000
"""Bytes: seven times the largest real page. Beyond their own bound the readers read nothing."""

MOST_CHANGES = 6
TAG = re.compile(rb"<[^<>]*>")
ATTRIBUTE = re.compile(rb"[a-zA-Z-]+=(?:\"[^\"]*\"|'[^']*')")
WORDS = re.compile(rb">([^<>]{2,})<")

PIECES: tuple[bytes, ...] = (
    *(b"<", b">", b"</", b"/>", b"&", b"&#0;", b"&#x110000;", b"&#55296;", b"&nbsp;", b"&lt;b&gt;", b"<!--", b"-->"),
    *(b"<![CDATA[", b"]]>", b"<?xml ?>", b"<!DOCTYPE html>", b"<script>", b"</script>", b"<style>", b"<textarea>"),
    *(b"<title>502 Bad Gateway</title>", b"<template>", b"<select>", b"<svg>", b"<math>", b"<table><tr><td>", b"<br/>"),
    *(b"</html>", b"</div>", b"</p>", b"</body>", b'<base href="//evil.example">', b'<meta charset="utf-7">'),
    *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc2\xa0", b"\xe2\x80\xae", b"\r", b"\x1b[2J"),
    *("é".encode(), "№".encode(), b"1er", "٣".encode(), "²".encode(), "œ".encode(), "ǅ".encode(), "ﬁ".encode()),
    *(b"31/02/2024", b"99/99/9999", b"2024-13-45", b"0000-00-00", b"1er janvier 9999", b"99999999999999999999", b"-1"),
    *(
        b"Question",
        b"R\xc3\xa9ponse publi\xc3\xa9e le ",
        b"QANR5L17QE1",
        b"QANR5L99QG0",
        b"/16/question/QE/1",
        b"n\xc2\xb0 12",
    ),
    *(
        b"( ( ( (",
        b") ) ) )",
        b" - - - ",
        b" : : : ",
        b"a dit :",
        b"Le 05/03/2024 \xc3\xa0 10:12,",
        b"(retir\xc3\xa9e)",
    ),
)
VALUES: tuple[Any, ...] = (
    *(None, True, 0, -1, 10**30, 1.5, "", " ", "\u0000", "\ud800", "QE", "2024-02-31", "99", [], {}, [[]], [None]),
    *({"#text": "x"}, {"@xsi:nil": "true"}, {"#text": {"#text": "x"}}, "<em>" * 50, "&" * 50, "x" * 5000),
)


def broken(chance: random.Random, page: bytes, others: Sequence[bytes]) -> bytes:
    """The page after a few changes; a record stays JSON half of the time."""
    if page[:1] == b"{" and chance.random() < 0.5:
        return _broken_record(chance, page)
    for _ in range(chance.randint(1, MOST_CHANGES)):
        page = chance.choice(CHANGES)(chance, page, others)[:LARGEST]
    return page


def broken_file(chance: random.Random, page: bytes, others: Sequence[bytes]) -> bytes:
    """Break a file that holds offsets and lengths, such as a zip: its numbers more often than its words."""
    for _ in range(chance.randint(1, MOST_CHANGES)):
        change = chance.choice((_number, _number, _number, _byte, _cut, _splice))
        page = change(chance, page, others)[:LARGEST]
    return page


def _place(chance: random.Random, page: bytes) -> int:
    return chance.randint(0, len(page))


def _slice(chance: random.Random, page: bytes) -> tuple[int, int]:
    start = _place(chance, page)
    return start, min(len(page), start + chance.choice((1, 4, 30, 300, 3000)))


def _byte(chance: random.Random, page: bytes, _: Sequence[bytes]) -> bytes:
    at = _place(chance, page)
    return page[:at] + bytes([chance.randrange(256)]) + page[at + chance.randint(0, 1) :]


def _number(chance: random.Random, page: bytes, _: Sequence[bytes]) -> bytes:
    """Set bytes that may be a length or an offset to the least or the greatest value."""
    size = chance.choice((1, 2, 4, 8))
    at = chance.randint(max(0, len(page) - 400), len(page)) if chance.random() < 0.6 else _place(chance, page)
    value = chance.choice((b"\xff" * size, b"\0" * size, chance.randbytes(size), b"\x7f" + b"\xff" * (size - 1)))
    return page[:at] + value + page[at + size :]


def _insert(chance: random.Random, page: bytes, _: Sequence[bytes]) -> bytes:
    at = _place(chance, page)
    return page[:at] + chance.choice(PIECES) * chance.choice((1, 1, 1, 2, 50, 2000)) + page[at:]


def _cut(chance: random.Random, page: bytes, _: Sequence[bytes]) -> bytes:
    start, end = _slice(chance, page)
    return page[:start] + page[end:] if chance.random() < 0.8 else page[:start]


def _repeat(chance: random.Random, page: bytes, _: Sequence[bytes]) -> bytes:
    start, end = _slice(chance, page)
    return page[:end] + page[start:end] * chance.choice((1, 2, 20, 1000)) + page[end:]


def _splice(chance: random.Random, page: bytes, others: Sequence[bytes]) -> bytes:
    """Put in a piece of another page."""
    other = chance.choice(others)
    start, end = _slice(chance, other)
    at = _place(chance, page)
    return page[:at] + other[start:end] + page[at + chance.choice((0, end - start)) :]


def _text(chance: random.Random, page: bytes, _: Sequence[bytes]) -> bytes:
    """Replace the words between two tags, or multiply them."""
    found = list(WORDS.finditer(page))
    if not found:
        return page
    words = chance.choice(found)
    other = chance.choice((words[1] * chance.choice((0, 2, 300)), chance.choice(PIECES), chance.choice(found)[1]))
    return page[: words.start(1)] + other + page[words.end(1) :]


def _tag(chance: random.Random, page: bytes, _: Sequence[bytes]) -> bytes:
    """Remove a tag, multiply it, or replace it by another one of the page."""
    found = list(TAG.finditer(page))
    if not found:
        return page
    tag = chance.choice(found)
    other = chance.choice((b"", tag[0] * chance.choice((2, 30, 290, 1000)), chance.choice(found)[0]))
    return page[: tag.start()] + other + page[tag.end() :]


def _attribute(chance: random.Random, page: bytes, _: Sequence[bytes]) -> bytes:
    """Remove an attribute, double it, or replace it by another one of the page or by nonsense."""
    found = list(ATTRIBUTE.finditer(page))
    if not found:
        return page
    attribute = chance.choice(found)
    nonsense = attribute[0].split(b"=")[0] + b'="' + chance.choice(PIECES) + b'"'
    other = chance.choice((b"", attribute[0] + b" " + attribute[0], chance.choice(found)[0], nonsense))
    return page[: attribute.start()] + other + page[attribute.end() :]


def _move(chance: random.Random, page: bytes, _: Sequence[bytes]) -> bytes:
    """Move the content between two tags elsewhere."""
    found = [tag.start() for tag in TAG.finditer(page)]
    if len(found) < 4:
        return page
    start, end, to = sorted(chance.sample(found, 3))
    return page[:start] + page[end:to] + page[start:end] + page[to:]


CHANGES: tuple[Change, ...] = (
    *(_byte, _insert, _cut, _repeat, _splice, _text, _text, _tag, _tag, _attribute, _attribute, _move),
)


def _broken_record(chance: random.Random, page: bytes) -> bytes:
    """The record with some values changed in type, removed, wrapped or multiplied."""
    document = json.loads(page)
    for _ in range(chance.randint(1, MOST_CHANGES)):
        holder, key = chance.choice(_places(document))
        match chance.randrange(4):
            case 0:
                holder[key] = json.loads(json.dumps(chance.choice(VALUES)))
            case 1:
                holder[key] = [holder[key]] * chance.choice((0, 1, 2, 300))
            case 2:
                holder[key] = {chance.choice(("#text", "texte", "infoJO", "x")): holder[key]}
            case _:
                other, place = chance.choice(_places(document))
                holder[key] = json.loads(json.dumps(other[place]))
    return json.dumps(document).encode()[:LARGEST]


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Every place in a JSON document: its object or list, and the key or index in it."""
    if not isinstance(value, dict | list):
        return []
    pairs = list(value.items() if isinstance(value, dict) else enumerate(value))
    return [place for key, inner in pairs for place in [(value, key), *_places(inner)]]
