"""The Bot API over aiohttp, in the place of python-telegram-bot's own request class.

The library's class, over httpx, sends a few hundred messages a second, and fewer the more are under way; this one
sends several times as many from one process, see docs/benchmarks.md. aiohttp is here for the sites in any case.
"""

import ast
import json
import re
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Protocol
from urllib.request import getproxies

import aiohttp
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.core import proxies
from bot.core.api_answer import read_answer

SECONDS = 10.0
"""The longest time for each step of a request: to get a connection, and between two pieces of the answer."""

UPLOAD_SECONDS = 30.0
LONGEST_SECONDS = 60.0
"""The longest time for a whole request, beyond the time that it may wait for the first piece of its answer."""

CONNECTIONS = 512
"""More than the courier ever uses (see `bot.delivery.courier`), so that replies find one when hundreds of its chats
hang.
"""

LARGEST_ANSWER = 32 << 20
"""Bytes. The largest file that Telegram lets a bot fetch has 20 MB."""

PIECE = 1 << 16
AS_JSON = {"Content-Type": "application/json"}

LONGEST_ERROR = 1 << 12
"""Bytes of an error's body that can end up in a log: Telegram's own have a few hundred."""

Body = bytes | aiohttp.FormData | None
Seconds = Any
"""A number of seconds, None for no limit, or the library's mark for the default."""

_TOKEN = re.compile(r".*/bot([^/]+)/")

_STUMBLED_OVER = re.compile(r"""^  (b'.*'|b".*")$""", re.MULTILINE)
"""How aiohttp's parser quotes the line in which it met what it cannot read."""

NOTHING_OF_HTTP = "Expected HTTP/"
GOOD = 200


class Gate(Protocol):
    """Says whether anything may be sent to Telegram now."""

    @property
    def is_open(self) -> bool: ...

    async def wait(self) -> None:
        """Wait until it is open."""


class AlwaysOpen:
    """The gate of a process that nothing else can take the place of."""

    is_open = True

    async def wait(self) -> None:
        """Return at once."""


class Closed(aiohttp.ClientError):
    """The gate closed while a connection was made: nothing was sent."""


class TooLarge(NetworkError):
    """The answer is larger than the caller allows."""


class Unanswered(TimedOut):
    """The request was sent, and no answer came in time, or none that is HTTP: Telegram may have carried it out."""


@dataclass(frozen=True, slots=True)
class _Call:
    """A request to make, the limits of its time, and the bytes that its answer may have at most."""

    method: str
    url: str
    limits: aiohttp.ClientTimeout
    most: int
    body: Body = None
    headers: dict[str, str] | None = None


class AiohttpRequest(BaseRequest):
    """Requests of the library's, over one pool of kept-alive connections.

    None is made while the `gate` is closed, and none is written where it closed while a connection was waited for.
    """

    __slots__ = ("_connections", "_gate", "_session")

    def __init__(self, gate: Gate | None = None, connections: int = CONNECTIONS) -> None:
        self._gate = gate or AlwaysOpen()
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """The longest time between two pieces of an answer by default, in seconds."""
        return SECONDS

    async def initialize(self) -> None:
        """Open the pool."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections),
                headers={"User-Agent": self.USER_AGENT},
                trust_env=proxies.is_any(getproxies()),
                trace_configs=[_checking(self._gate)],
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
        """Make a request of the library's. Returns the status and the body of Telegram's answer.

        Raises TimedOut and NetworkError, neither of which names the token. The latter also for an answer that is not
        Telegram's: a proxy's 403 says nothing of a chat, its 400 nothing of a message.
        """
        has_files = request_data is not None and request_data.contains_files
        timeout = _timeout(read_timeout, connect_timeout, pool_timeout, has_files)
        body, headers = _body(request_data)
        status, answer = await self._ask(_Call(method, url, timeout, LARGEST_ANSWER, body, headers))
        if method != "GET" and not _is_telegrams(status, answer):  # a file is fetched with GET
            raise NetworkError(f"status {status}, and not in Telegram's words")
        return status, answer if _is_good(status) else _discreet(answer, url)

    async def download(self, url: str, most: int) -> bytes:
        """A file of at most that many bytes. Raises TooLarge, TimedOut and NetworkError, as `do_request` does."""
        usual = BaseRequest.DEFAULT_NONE
        status, content = await self._ask(_Call("GET", url, _timeout(usual, usual, usual, has_files=False), most))
        if not _is_good(status):
            raise NetworkError(f"status {status}")
        return content

    async def _ask(self, wanted: _Call) -> tuple[int, bytes]:
        if self._session is None:
            raise RuntimeError("not initialized")
        await self._gate.wait()
        outcome = await _ask(self._session, wanted)
        # Raised outside of any `except`: a chained exception can hold the address, and with it the token.
        if isinstance(outcome, TelegramError):
            raise outcome
        return outcome

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer as an object. Raises TelegramError, which does not quote it: an error page can repeat the address.

        An answer that says `ok` without a result is a success: to ask again would do the same twice.
        """
        found = read_answer(payload)
        if found is None:
            raise TelegramError("Invalid server response")
        return {"result": None, **found} if found.get("ok") is True else found


def _checking(gate: Gate) -> aiohttp.TraceConfig:
    """Look at the gate once more just before a request is written: to make a connection can take many seconds."""

    async def check(*_: object) -> None:
        if not gate.is_open:
            raise Closed

    hooks = aiohttp.TraceConfig()
    hooks.on_request_headers_sent.append(check)  # which aiohttp calls before it hands the headers to the connection
    return hooks


async def _ask(session: aiohttp.ClientSession, wanted: _Call) -> tuple[int, bytes] | TelegramError:
    """The status and the body of the answer, or the error instead; it is never raised here, see `AiohttpRequest`."""
    status, arrived = 0, bytearray()
    error: TelegramError
    try:
        async with session.request(
            wanted.method,
            wanted.url,
            data=wanted.body,
            headers=wanted.headers,
            timeout=wanted.limits,
            allow_redirects=False,
        ) as response:
            status = response.status
            await _read(response, wanted.most, arrived)
            return status, bytes(arrived)
    except TooLarge as too_large:
        return too_large
    except aiohttp.ConnectionTimeoutError:
        error = TimedOut()
    except TimeoutError:
        error = Unanswered()
    except aiohttp.ClientResponseError as failure:  # also where more came than the Content-Length
        error = Unanswered("the answer is no HTTP")
        status, arrived = GOOD, bytearray(_beyond_its_length(failure.message))
    except (aiohttp.ClientError, OSError) as failure:
        error = NetworkError(_described(failure))
    # An answer with a wrong length is an answer; a file that is cut off is no file.
    is_done = wanted.method != "GET" and _is_good(status) and _is_telegrams(status, arrived)
    return (status, bytes(arrived)) if is_done else error


def _beyond_its_length(message: str) -> bytes:
    """The body of an answer that is longer than its Content-Length says; empty where there was no answer.

    aiohttp takes the surplus for the next answer and, where all came in one piece, drops the first along with it.
    Its error alone still quotes the body, with a mark below the place where the announced part ended. A mark at the
    very beginning may stand below what is left of an earlier answer on the same connection, so that is not believed.
    """
    quoted = _STUMBLED_OVER.search(message) if NOTHING_OF_HTTP in message else None
    if quoted is None or message[quoted.end() :].strip("\n").find("^") <= len("  b'"):
        return b""
    body = ast.literal_eval(quoted[1])
    return body if isinstance(body, bytes) else b""


def _timeout(read: Seconds, connect: Seconds, pool: Seconds, has_files: bool) -> aiohttp.ClientTimeout:
    """The limits in aiohttp's form, which counts the wait for a free connection and the making of one together."""
    reading = _seconds(read, UPLOAD_SECONDS if has_files else SECONDS)
    connecting = _seconds(connect, SECONDS)
    waiting = _seconds(pool, SECONDS)
    both = None if connecting is None or waiting is None else connecting + waiting
    total = None if reading is None else reading + LONGEST_SECONDS
    return aiohttp.ClientTimeout(total=total, connect=both, sock_connect=connecting, sock_read=reading)


def _seconds(given: Seconds, otherwise: float) -> float | None:
    seconds: float | None = otherwise if given is BaseRequest.DEFAULT_NONE else given
    return seconds


def _body(request_data: RequestData | None) -> tuple[Body, dict[str, str] | None]:
    """The body, and its headers where aiohttp does not know them. JSON costs a fraction of the time of a form."""
    if request_data is None:
        return None, None
    if not request_data.contains_files:
        return json.dumps(request_data.parameters).encode(), AS_JSON
    form = aiohttp.FormData(quote_fields=False)  # with quotes, a file would arrive as r%C3%A9ponses.csv
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, content_type) in request_data.multipart_data.items():
        # Many bytes would be written at once, and hold up everything else.
        stream = BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, stream, filename=filename, content_type=content_type)
    return form, None


def _is_telegrams(status: int, payload: bytes | bytearray) -> bool:
    """Whether an answer has the form that https://core.telegram.org/bots/api#making-requests promises."""
    found = read_answer(bytes(payload)) or {}
    if _is_good(status):
        return found.get("ok") is True
    return found.get("ok") is False and isinstance(found.get("description"), str)


def _is_good(status: int) -> bool:
    return 200 <= status <= 299


def _discreet(body: bytes, url: str) -> bytes:
    """The body of an error, which the library puts into its messages: short, and without the token."""
    found = _TOKEN.search(url)
    return body[:LONGEST_ERROR].replace(found[1].encode(), b"<token>") if found else body[:LONGEST_ERROR]


async def _read(response: aiohttp.ClientResponse, most: int, into: bytearray) -> None:
    async for piece in response.content.iter_chunked(PIECE):
        into += piece
        if len(into) > most:
            raise TooLarge("the answer is larger than any that was meant")


def _described(error: Exception) -> str:
    """An error in words. Only a failed connection is described by its own: those of others can hold the address."""
    if isinstance(error, aiohttp.ClientConnectorError):
        return f"{type(error).__name__}: {error}"
    return type(error).__name__
