"""What the process that draws and its parent say to each other: lengths, and as many bytes after each."""

import asyncio
import json
import struct
from typing import BinaryIO

from bot.core.chart import Chart, as_json, chart_of

READY = b"R"
"""What the process says first, once it can draw."""

MOST_ASKED = 1 << 20
MOST_DRAWN = 10 << 20
"""Bytes of a chart, and of a photo that Telegram takes."""

_LENGTH = struct.Struct(">I")
_ANSWER = struct.Struct(">?I")


class NotDrawn(Exception):
    """This chart cannot be drawn, and the next one can."""


def asked_for(chart: Chart) -> bytes:
    """A chart, as the process is told of it. Raises NotDrawn for one that is too large."""
    body = json.dumps(as_json(chart), ensure_ascii=False).encode(errors="replace")  # half a pair is no character
    if len(body) > MOST_ASKED:
        raise NotDrawn(f"a chart of {len(body)} bytes")
    return _LENGTH.pack(len(body)) + body


def chart_in(asked: BinaryIO) -> Chart | None:
    """The next chart to draw; None where there will be no other one."""
    head = asked.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    body = asked.read(length)
    return chart_of(json.loads(body)) if len(body) == length else None


def picture_out(png: bytes) -> bytes:
    """The answer with a picture."""
    return _ANSWER.pack(True, len(png)) + png


def refusal_out(why: str) -> bytes:
    """The answer that says why there is none."""
    said = why[:500].encode(errors="replace")
    return _ANSWER.pack(False, len(said)) + said


async def picture_in(answers: asyncio.StreamReader) -> bytes:
    """The picture of an answer. Raises NotDrawn where there is none.

    Raises IncompleteReadError where the process ended, and ConnectionError for an answer that cannot be.
    """
    is_drawn, length = _ANSWER.unpack(await answers.readexactly(_ANSWER.size))
    if length > MOST_DRAWN:
        raise ConnectionError(f"a picture of {length} bytes")
    body = await answers.readexactly(length)
    if not is_drawn:
        raise NotDrawn(body.decode(errors="replace"))
    return body
