"""The Bot API over aiohttp, in the place of python-telegram-bot's own request class.

The library's class, over httpx, sends a few hundred messages a second, and fewer the more are under way; this one
sends several times as many from one process, see docs/benchmarks.md. aiohttp is here for the sites in any case.
"""

from typing import Any

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

SECONDS = 10.0
"""For each step of a request that has no time of its own: to get a connection, and between two pieces of the answer."""

UPLOAD_SECONDS = 30.0
LONGEST_SECONDS = 60.0
"""A whole request, beyond the time that it may wait for the first piece of its answer."""

CONNECTIONS = 100
LARGEST_ANSWER = 32 << 20
"""Bytes. The largest file that Telegram lets a bot fetch has 20 MB."""

PIECE = 1 << 16

OK = 200

Body = dict[str, str] | aiohttp.FormData | None
Seconds = Any
"""A number, None for no limit, or the library's mark that the caller gave none."""


class TooLarge(NetworkError):
    """More came than was asked for."""


class AiohttpRequest(BaseRequest):
    """Requests over one pool of kept-alive connections."""

    __slots__ = ("_connections", "_session")

    def __init__(self, connections: int = CONNECTIONS) -> None:
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds between two pieces of an answer, where a request does not say otherwise."""
        return SECONDS

    async def initialize(self) -> None:
        """Open the pool."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections)
            self._session = aiohttp.ClientSession(
                connector=connector, headers={"User-Agent": self.USER_AGENT}, trust_env=True
            )

    async def shutdown(self) -> None:
        """Close the pool."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Seconds = BaseRequest.DEFAULT_NONE,
        write_timeout: Seconds = BaseRequest.DEFAULT_NONE,
        connect_timeout: Seconds = BaseRequest.DEFAULT_NONE,
        pool_timeout: Seconds = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """The status and the body of an answer. Raises TimedOut and NetworkError, neither of which names the token."""
        has_files = request_data is not None and request_data.contains_files
        timeout = _timeout(read_timeout, connect_timeout, pool_timeout, has_files)
        return await self._ask(method, url, _body(request_data), timeout, LARGEST_ANSWER)

    async def download(self, url: str, most: int) -> bytes:
        """A file of at most that many bytes. Raises TooLarge, TimedOut and NetworkError, as `do_request` does."""
        usual = BaseRequest.DEFAULT_NONE
        status, body = await self._ask("GET", url, None, _timeout(usual, usual, usual, has_files=False), most)
        if status != OK:
            raise NetworkError(f"status {status}")
        return body

    async def _ask(
        self, method: str, url: str, body: Body, times: aiohttp.ClientTimeout, most: int
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise RuntimeError("not initialized")
        try:
            async with self._session.request(method, url, data=body, timeout=times, allow_redirects=False) as response:
                return response.status, await _read(response, most)
        except TimeoutError as error:
            raise TimedOut from error
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(_described(error)) from None


def _timeout(read: Seconds, connect: Seconds, pool: Seconds, has_files: bool) -> aiohttp.ClientTimeout:
    """aiohttp counts the wait for a free connection and the making of one together."""
    reading = _seconds(read, UPLOAD_SECONDS if has_files else SECONDS)
    connecting = _seconds(connect, SECONDS)
    waiting = _seconds(pool, SECONDS)
    both = None if connecting is None or waiting is None else connecting + waiting
    total = None if reading is None else reading + LONGEST_SECONDS
    return aiohttp.ClientTimeout(total=total, connect=both, sock_connect=connecting, sock_read=reading)


def _seconds(given: Seconds, otherwise: float) -> float | None:
    seconds: float | None = otherwise if given is BaseRequest.DEFAULT_NONE else given
    return seconds


def _body(request_data: RequestData | None) -> Body:
    if request_data is None:
        return None
    if not request_data.contains_files:
        return request_data.json_parameters
    form = aiohttp.FormData()
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, content_type) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=content_type)
    return form


async def _read(response: aiohttp.ClientResponse, most: int) -> bytes:
    body = bytearray()
    async for piece in response.content.iter_chunked(PIECE):
        body += piece
        if len(body) > most:
            raise TooLarge(f"more than {most} bytes")
    return bytes(body)


def _described(error: Exception) -> str:
    """What went wrong. Only a failed connection is described by its own words: the others can hold the address."""
    if isinstance(error, aiohttp.ClientConnectorError):
        return f"{type(error).__name__}: {error}"
    return type(error).__name__
