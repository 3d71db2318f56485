"""The download of one large file, from attempt to attempt: what to ask for next, and what each answer brings.

Downloads of the archive are sometimes cut (public programs that download it say so). The bytes that arrived are kept
and the rest is asked for, but only where the site vouches that both are of the same file (RFC 9110, `Range` and
`If-Range`); otherwise the download starts over.
"""

import re
from collections.abc import Mapping
from typing import BinaryIO

import aiohttp

from bot.parliament.response import Interrupted, Response, Unreachable, response_of

CHUNK = 256 * 1024
"""Bytes written at once: few enough not to delay others in the same event loop."""

MOST_ATTEMPTS = 20
MOST_IN_VAIN = 3
"""Attempts in a row that bring no new byte."""

CONTENT_RANGE = re.compile(r"bytes ([0-9]{1,15})-[0-9]{1,15}/([0-9]{1,15}|\*)")
OK, PARTIAL, NOT_MODIFIED, NO_SUCH_RANGE = 200, 206, 304, 416


class Transfer:
    """The state of one download, from attempt to attempt. `target` is emptied whenever it starts over."""

    def __init__(self, target: BinaryIO, conditions: Mapping[str, str], largest: int) -> None:
        self._target = target
        self._conditions = conditions
        self._largest = largest
        self._first = Response(0)
        self._total: int | None = None
        self._resumable = False
        self._received = 0
        self._furthest = 0
        self._attempts = 0
        self._in_vain = 0

    def headers(self) -> dict[str, str]:
        """The headers of the next request.

        Only the lengths of an uncompressed file can be compared, hence `identity`.
        """
        plain = {"Accept-Encoding": "identity"}
        if not (self._resumable and self._received):
            return {**plain, **self._conditions}
        return {**plain, "Range": f"bytes={self._received}-", "If-Range": self._vouched()}

    def failed(self) -> bool:
        """Count an attempt that did not bring the rest. Returns whether it was the last."""
        self._attempts += 1
        self._in_vain = 0 if self._received > self._furthest else self._in_vain + 1
        self._furthest = max(self._furthest, self._received)
        return self._attempts >= MOST_ATTEMPTS or self._in_vain >= MOST_IN_VAIN

    async def take_in(self, answer: aiohttp.ClientResponse) -> Response:
        """Write what the answer brings; returns the answer, without a body, once the file is whole.

        An answer that brings no file is returned as it is. Raises Interrupted where something is missing, and
        Unreachable where the file is too large or cannot be written.
        """
        asked_for_rest = "Range" in answer.request_info.headers
        if answer.status == OK:
            self._start_over(answer)
        elif asked_for_rest and answer.status in (PARTIAL, NOT_MODIFIED, NO_SUCH_RANGE):
            if not self._continues(answer):
                self._resumable = False
                raise Interrupted("the file changed while it was downloaded")
        elif answer.status == PARTIAL:
            raise Interrupted("a part of the file came that was not asked for")
        else:
            return response_of(answer.status, answer.headers)
        await self._write(answer)
        return self._first

    def _start_over(self, answer: aiohttp.ClientResponse) -> None:
        self._first = response_of(answer.status, answer.headers)
        self._received = 0
        encoded = _is_encoded(answer)  # then what arrives has another length than is announced
        self._total = None if encoded else answer.content_length
        self._resumable = bool(self._vouched()) and not encoded
        if (self._total or 0) > self._largest:
            raise self._too_large()
        try:
            self._target.seek(0)
            self._target.truncate()
        except OSError as error:
            raise _unwritable(error) from error

    def _continues(self, answer: aiohttp.ClientResponse) -> bool:
        """Whether the answer is the rest of the same file."""
        part = response_of(answer.status, answer.headers)
        told = CONTENT_RANGE.fullmatch(answer.headers.get("Content-Range", ""))
        return (
            answer.status == PARTIAL
            and not _is_encoded(answer)
            and told is not None
            and int(told[1]) == self._received
            and (told[2] == "*" or self._total in (None, int(told[2])))
            and part.etag in (None, self._first.etag)
            and part.last_modified in (None, self._first.last_modified)
        )

    async def _write(self, answer: aiohttp.ClientResponse) -> None:
        async for chunk in answer.content.iter_chunked(CHUNK):
            if self._received + len(chunk) > self._largest:
                raise self._too_large()
            try:
                self._target.write(chunk)
            except OSError as error:
                raise _unwritable(error) from error
            self._received += len(chunk)
        if self._total is not None and self._received < self._total:
            raise Interrupted("the file was cut short")
        if self._total is not None and self._received > self._total:
            self._resumable = False
            raise Interrupted("more came than the file's length")
        try:
            self._target.flush()
        except OSError as error:
            raise _unwritable(error) from error

    def _vouched(self) -> str:
        """What tells two versions of the file apart: a strong ETag, else the date; empty where there is neither."""
        etag = self._first.etag
        return (etag if etag and etag.startswith('"') else self._first.last_modified) or ""

    def _too_large(self) -> Unreachable:
        return Unreachable(f"the file is larger than {self._largest // (1024 * 1024)} MB")


def _is_encoded(answer: aiohttp.ClientResponse) -> bool:
    return answer.headers.get("Content-Encoding", "identity").lower() != "identity"


def _unwritable(error: OSError) -> Unreachable:
    return Unreachable(f"the file cannot be written: {error.strerror or type(error).__name__}")
