"""Responses that lie about their body: its length, its compression, its encoding. Ordered through `faults`."""

import asyncio
import zlib
from collections.abc import AsyncIterator, Iterator
from typing import Literal, get_args

from aiohttp import web

from bot.standins.loopback import hang_up
from bot.standins.sites.serving import HTML

Lie = Literal["endless", "huge", "bomb", "brotli", "encoding", "charset", "short"]
LIES: tuple[Lie, ...] = get_args(Lie)

GIB = 1 << 30
MOST = 2 * GIB
"""Bytes after which an endless body ends all the same, should the client never hang up."""

BLOCK = 1 << 20
ARRIVING_SECONDS = 0.2
"""How long it takes until the client has surely read bytes that were written past the server."""


async def lied(request: web.Request, lie: Lie, body: bytes) -> web.StreamResponse:
    """The response with which a lie replaces an honest one with that body."""
    match lie:
        case "endless":
            return await _poured(request, {"Content-Type": HTML}, _spaces())
        case "huge":
            return await _poured(request, {"Content-Type": HTML, "Content-Length": str(MOST)}, _spaces())
        case "bomb":
            return await _poured(request, {"Content-Type": HTML, "Content-Encoding": "gzip"}, _packed_spaces())
        case "brotli":
            return web.Response(body=body, headers={"Content-Type": HTML, "Content-Encoding": "br"})
        case "encoding":
            return web.Response(body=body, headers={"Content-Type": HTML, "Content-Encoding": "gzip"})
        case "charset":
            return web.Response(body=body, headers={"Content-Type": "text/html; charset=utf-16"})
        case "short":
            return await _more_than_announced(request, body)


async def _poured(request: web.Request, headers: dict[str, str], blocks: Iterator[bytes]) -> web.StreamResponse:
    response = web.StreamResponse(headers=headers)
    response.force_close()
    await response.prepare(request)
    async for block in _unhurried(blocks):
        await response.write(block)
    return response


async def _unhurried(blocks: Iterator[bytes]) -> AsyncIterator[bytes]:
    for block in blocks:
        yield block
        await asyncio.sleep(0)  # a client that reads fast must not keep the others from being served


def _spaces() -> Iterator[bytes]:
    block = b" " * BLOCK
    return (block for _ in range(MOST // BLOCK))


def _packed_spaces() -> Iterator[bytes]:
    """Spaces packed to a thousandth. A full flush ends each block, so that one packed block can be sent repeatedly."""
    packer = zlib.compressobj(level=9, wbits=16 + zlib.MAX_WBITS)
    yield packer.compress(b" " * BLOCK) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b" " * BLOCK) + packer.flush(zlib.Z_FULL_FLUSH)
    for _ in range(MOST // BLOCK - 1):
        yield block


async def _more_than_announced(request: web.Request, body: bytes) -> web.StreamResponse:
    """Announces half of the body as the whole, then sends the rest, where the client expects the next response."""
    if request.transport is not None:
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {HTML}\r\nContent-Length: {len(body) // 2}\r\n\r\n"
        request.transport.write(head.encode() + body)
        await asyncio.sleep(ARRIVING_SECONDS)
    return hang_up(request)
