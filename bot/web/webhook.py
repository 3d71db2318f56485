"""The route of the webhook: what is not Telegram's is refused before its body is read, and what is, is bounded.

Each request is counted by what became of it.
"""

import asyncio
from typing import Protocol

from aiohttp import web

from bot.core.measures import MEASURES, WEBHOOK_REQUESTS, Measures
from bot.core.webhook import AT_ONCE, Receipt
from bot.web.server import LARGEST_BODY

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a field
BODY_SECONDS = 4.0
"""The longest time from a request's header to the end of its body."""

SOON_SECONDS = 2
"""After so long Telegram is asked to deliver again where that is not its fault; it waits ever longer unasked."""

ASKING_AGAIN = frozenset({Receipt.BUSY, Receipt.STORE, Receipt.SLOW})


class Inlet(Protocol):
    """Takes the deliveries of somebody who knows the secret token; see `bot.inbox.webhook`."""

    def knows(self, secret: str) -> bool: ...

    async def take(self, body: bytes) -> Receipt: ...


class WebhookRoute:
    """Answers Telegram's deliveries, `at_once` at a time: Telegram keeps to its part of that, and one copy may have to
    take that of all others.
    """

    def __init__(self, path: str, inlet: Inlet, measures: Measures = MEASURES, at_once: int = 2 * AT_ONCE) -> None:
        self._path = path
        self._inlet = inlet
        self._measures = measures
        self._free = at_once

    def routes(self) -> list[web.RouteDef]:
        """The route, for every method: those that are wrong are counted too."""
        return [web.route("*", self._path, self._answer)]

    async def _answer(self, request: web.Request) -> web.Response:
        receipt = await self._receive(request)
        self._measures.count(WEBHOOK_REQUESTS, receipt)
        more = {"Allow": "POST"} if receipt is Receipt.METHOD else {}
        if receipt in ASKING_AGAIN:
            more["Retry-After"] = str(SOON_SECONDS)
        return web.Response(status=receipt.status, headers=more)

    async def _receive(self, request: web.Request) -> Receipt:
        if request.method != "POST":
            return Receipt.METHOD
        if not self._inlet.knows(request.headers.get(SECRET_HEADER, "")):
            return Receipt.SECRET
        if request.content_type != "application/json" or "Content-Encoding" in request.headers:
            return Receipt.KIND
        if (request.content_length or 0) > LARGEST_BODY:
            return Receipt.LARGE
        if not self._free:
            return Receipt.BUSY
        self._free -= 1
        try:
            return await self._take(request)
        finally:
            self._free += 1

    async def _take(self, request: web.Request) -> Receipt:
        try:
            async with asyncio.timeout(BODY_SECONDS):
                body = await request.read()
        except TimeoutError:
            return Receipt.SLOW
        except web.HTTPRequestEntityTooLarge:
            return Receipt.LARGE
        return await self._inlet.take(body)
