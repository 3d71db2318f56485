"""Faults of a site, on order: what the stand-in sites serve instead of a page or a file."""

import asyncio
from dataclasses import dataclass
from typing import Literal

from aiohttp import web

from bot.core.source import Source
from bot.standins.loopback import hang_up
from bot.standins.sites.lies import Lie, lied
from bot.standins.sites.pages import CHALLENGE, ERROR_PAGE, NEW_LAYOUT

SiteFaultKind = (
    Literal[
        "status",
        "error_page",
        "challenge",
        "new_layout",
        "garbage",
        "empty",
        "drop",
        "hang",
        "trickle",
        "redirect",
        "cut",
    ]
    | Lie
)

TRICKLE_SECONDS = 0.2
"""Seconds between two bytes: slower than any reader should put up with."""

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

    def can_spoil(self, request: web.Request, healthy: web.Response) -> bool:
        """Whether the fault can be applied: a fault that cuts a body waits for a response that has one."""
        return self.kind != "cut" or (request.method == "GET" and bool(healthy.body))


async def spoilt(
    request: web.Request, fault: SiteFault, healthy: web.Response, body: bytes, stopping: asyncio.Event
) -> web.StreamResponse:
    """The response of a fault, in place of the healthy one. `body` is the whole file, even if part was asked for."""
    match fault.kind:
        case "status":
            headers = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
            return web.Response(text=ERROR_PAGE, content_type="text/html", status=fault.status, headers=headers)
        case "error_page":
            return web.Response(text=ERROR_PAGE, content_type="text/html")
        case "challenge":
            return web.Response(text=CHALLENGE, content_type="text/html")
        case "new_layout":
            return web.Response(text=NEW_LAYOUT, content_type="text/html")
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
        case "cut":
            return await _cut(request, healthy)
        case "drop":
            pass
        case lie:
            return await lied(request, lie, body)
    return hang_up(request)


async def _trickle(request: web.Request, body: bytes, stopping: asyncio.Event) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/html; charset=utf-8"})
    await response.prepare(request)
    for byte in body:
        await response.write(bytes((byte,)))
        try:
            async with asyncio.timeout(TRICKLE_SECONDS):
                await stopping.wait()
        except TimeoutError:
            continue
        break
    return response


async def _cut(request: web.Request, healthy: web.Response) -> web.StreamResponse:
    """Sends the headers and half of the body that they announce, then closes the connection."""
    body = healthy.body if isinstance(healthy.body, bytes) else b""
    response = web.StreamResponse(status=healthy.status, headers=healthy.headers)
    response.content_length = len(body)
    response.force_close()
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    return response
