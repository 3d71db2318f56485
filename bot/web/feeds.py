"""The route of feeds: the same answer to every address that nobody has, and little work for any number of readers.

Each request is counted by what became of it.
"""

import gzip
import math
import re
import secrets
from collections.abc import Callable
from datetime import datetime
from email.utils import format_datetime
from enum import StrEnum
from typing import Protocol

from aiohttp import web

from bot.core.clients import group_of
from bot.core.feeds import Document, FeedUnavailable
from bot.core.measures import FEED_REQUESTS, MEASURES, Measures
from bot.core.public_address import Form, read_feed_name
from bot.core.throttle import Throttle, TooMany

REQUESTS_A_MINUTE = 240
"""Requests of one client. A reader asks a few times an hour; a service that reads for many asks for each of them."""

SOON_SECONDS = 30
"""After so long a reader is asked to try again where a feed cannot be had."""

FRESH_SECONDS = 300
"""For so long a reader need not ask again."""

TYPES = {Form.ATOM: "application/atom+xml", Form.CALENDAR: "text/calendar"}
DISCREET = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
"""Keep an address, which is a secret, out of what browsers tell others and of what is searched."""

_GZIP = re.compile(r"(?:^|,)\s*gzip\s*(?:$|,|;(?!\s*q\s*=\s*0(?:\.0*)?\s*(?:$|,)))", re.ASCII | re.IGNORECASE)
"""That a client takes gzip; `gzip;q=0` says that it does not (https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3)."""


class Outcome(StrEnum):
    """What became of a request."""

    GIVEN = "given"
    UNCHANGED = "unchanged"
    """The reader has it already."""

    UNKNOWN = "unknown"
    """Nobody has that address, or has it no more."""

    TOO_MANY = "too-many"
    UNAVAILABLE = "unavailable"


class Publisher(Protocol):
    """Publishes feeds; see `bot.feeds.publisher`."""

    async def publish(self, token: str, form: Form) -> Document | None:
        """The feed at an address; None where nobody has that address. Raises FeedUnavailable."""


class FeedRoute:
    """Answers readers of feeds, whose addresses lie below `path`."""

    def __init__(
        self, path: str, publisher: Publisher, clock: Callable[[], datetime], measures: Measures = MEASURES
    ) -> None:
        self._path = path
        self._publisher = publisher
        self._clock = clock
        self._measures = measures
        self._throttle = Throttle(REQUESTS_A_MINUTE)
        self._secret = secrets.token_bytes(16)

    def routes(self) -> list[web.RouteDef]:
        """The route of everything below the path: what is no address of a feed is answered as one that nobody has."""
        return [web.get(self._path + "/{name:.*}", self._answer)]

    async def _answer(self, request: web.Request) -> web.Response:
        outcome, response = await self._answered(request)
        self._measures.count(FEED_REQUESTS, outcome)
        response.headers.update(DISCREET)
        return response

    async def _answered(self, request: web.Request) -> tuple[Outcome, web.Response]:
        now = self._clock()
        forwarded = ",".join(request.headers.getall("X-Forwarded-For", ()))
        group = group_of(request.remote, forwarded, self._secret)
        granted = self._throttle.ask(group, now)
        if isinstance(granted, TooMany):
            return Outcome.TOO_MANY, _later(429, (granted.until - now).total_seconds())
        named = read_feed_name(request.match_info["name"])
        try:
            document = await self._publisher.publish(*named) if named else None
        except FeedUnavailable:
            return Outcome.UNAVAILABLE, _later(503, SOON_SECONDS)
        if named is None or document is None:
            return Outcome.UNKNOWN, web.Response(status=404, text="no such feed\n")
        if _has_it(request, document):
            return Outcome.UNCHANGED, web.Response(status=304, headers=_dated(document))
        return Outcome.GIVEN, _given(request, document, named[1])


def _later(status: int, seconds: float) -> web.Response:
    return web.Response(status=status, text="later\n", headers={"Retry-After": str(max(1, math.ceil(seconds)))})


def _has_it(request: web.Request, document: Document) -> bool:
    """Whether the reader has this document: by its tag, or by its time where the reader sends none."""
    if (tags := request.if_none_match) is not None:
        return any(each.value in ("*", document.tag) for each in tags)
    since = request.if_modified_since
    return since is not None and document.modified.replace(microsecond=0) <= since


def _given(request: web.Request, document: Document, form: Form) -> web.Response:
    headers = _dated(document)
    body = document.packed
    if _GZIP.search(request.headers.get("Accept-Encoding", "")):
        headers["Content-Encoding"] = "gzip"
    else:
        body = gzip.decompress(body)
    return web.Response(body=body, content_type=TYPES[form], charset="utf-8", headers=headers)


def _dated(document: Document) -> dict[str, str]:
    return {
        "ETag": f'W/"{document.tag}"',  # weak: packed and unpacked are one document
        "Last-Modified": format_datetime(document.modified, usegmt=True),
        "Cache-Control": f"private, max-age={FRESH_SECONDS}",
        "Vary": "Accept-Encoding",
    }
