"""Serves files as a web server does: with 304 where nothing has changed, and from a given byte on where asked."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from hashlib import sha256
from typing import Self

from aiohttp import web

HTML = "text/html; charset=utf-8"
ZIP = "application/zip"
CSV = "text/csv"
JSON = "application/json"
RSS = "application/rss+xml; charset=UTF-8"

MADE_BEFORE = timedelta(minutes=10)
"""How long before it is served a file is said to have been made: so no edition, however fast they follow each other, is
dated ahead of the clock, which would tell the bot nothing."""

_A_SECOND = timedelta(seconds=1)
_RANGE = re.compile(r"bytes=(\d+)-(\d*)")
"""The only shape of a Range header that is heeded, which resumes a download; a server may ignore all others."""


@dataclass(frozen=True, slots=True)
class Served:
    """A file with its validators; `etag` is of its content alone."""

    body: bytes
    kind: str
    etag: str
    modified: datetime | None = None

    @classmethod
    def of(cls, body: bytes, kind: str, modified: datetime | None = None) -> Self:
        return cls(body, kind, sha256(body).hexdigest()[:32], modified)

    @property
    def last_modified(self) -> str | None:
        """The date as the header has it."""
        return None if self.modified is None else format_datetime(self.modified, usegmt=True)


Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The machine's clock."""
    return datetime.now(UTC)


@dataclass
class DatedFile:
    """A file whose date moves on when its content changes, by the `clock`."""

    clock: Clock = utc_now
    served: Served | None = None

    def replaced_by(self, body: bytes, kind: str) -> Served:
        """Replace the content. Dates count whole seconds: a second edition within one second is dated into the next."""
        modified = self.clock().replace(microsecond=0) - MADE_BEFORE
        if self.served and self.served.modified:
            modified = max(modified, self.served.modified + _A_SECOND)
        new = Served.of(body, kind, modified)
        if self.served is None or self.served.etag != new.etag:
            self.served = new
        return self.served


def respond(request: web.Request, file: Served) -> web.Response:
    """The whole file, a part of it, or 304 if the client has it already (RFC 9110, sections 13 and 14)."""
    headers = {"ETag": f'"{file.etag}"', "Accept-Ranges": "bytes"}
    if file.last_modified is not None:
        headers["Last-Modified"] = file.last_modified
    if _is_known(request, file):
        return web.Response(status=304, headers=headers)
    headers["Content-Type"] = file.kind
    size = len(file.body)
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    if asked is None or not _may_resume(request, file):
        return web.Response(body=file.body, headers=headers)
    start, end = int(asked[1]), min(int(asked[2] or size), size - 1)
    if start >= size or start > end:
        return web.Response(status=416, headers={"Content-Range": f"bytes */{size}"})
    headers["Content-Range"] = f"bytes {start}-{end}/{size}"
    return web.Response(status=206, body=file.body[start : end + 1], headers=headers)


def _is_known(request: web.Request, file: Served) -> bool:
    """Whether the client has this file: its tag decides, or its date where it sent no tag."""
    if request.if_none_match is not None:
        return any(tag.value in ("*", file.etag) for tag in request.if_none_match)
    since = request.if_modified_since
    return since is not None and file.modified is not None and file.modified <= since


def _may_resume(request: web.Request, file: Served) -> bool:
    """Whether the client has the beginning of this very file. It may resume without saying which it has."""
    return request.headers.get("If-Range", f'"{file.etag}"') in (f'"{file.etag}"', file.last_modified)
