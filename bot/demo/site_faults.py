"""A site's bad days, on order: what the stand-in sites serve instead of a page."""

import asyncio
from dataclasses import dataclass
from typing import Literal

from aiohttp import web

from bot.core.question import Source
from bot.demo.loopback import hang_up
from bot.demo.pages import ERROR_PAGE

SiteFaultKind = Literal["status", "error_page", "garbage", "empty", "drop", "hang", "trickle", "redirect"]

TRICKLE_SECONDS = 0.2
"""Between two bytes: slower than any reader should put up with."""

GARBAGE = bytes(range(256)) * 8


@dataclass
class SiteFault:
    """One order: for which site or path, how many requests, and what is served to them."""

    on: Source | None
    path: str | None
    kind: SiteFaultKind
    status: int
    retry_after: int | None
    to: str | None
    times: int | None

    def meets(self, source: Source | None, path: str) -> bool:
        right_place = self.on in (None, source) and self.path in (None, path)
        return right_place and self.times != 0


async def spoilt(request: web.Request, fault: SiteFault, body: str, stopping: asyncio.Event) -> web.StreamResponse:
    """What is served instead of `body`."""
    match fault.kind:
        case "status":
            headers = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
            return web.Response(text=ERROR_PAGE, content_type="text/html", status=fault.status, headers=headers)
        case "error_page":
            return web.Response(text=ERROR_PAGE, content_type="text/html")
        case "garbage":
            return web.Response(body=GARBAGE, content_type="text/html")
        case "empty":
            return web.Response(body=b"", content_type="text/html")
        case "redirect":
            return web.Response(status=302, headers={"Location": fault.to or "/"})
        case "hang":
            await stopping.wait()
        case "trickle":
            return await _trickle(request, body, stopping)
        case "drop":
            pass
    return hang_up(request)


async def _trickle(request: web.Request, body: str, stopping: asyncio.Event) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/html; charset=utf-8"})
    await response.prepare(request)
    for byte in body.encode():
        await response.write(bytes((byte,)))
        try:
            async with asyncio.timeout(TRICKLE_SECONDS):
                await stopping.wait()
        except TimeoutError:
            continue
        break
    return response
