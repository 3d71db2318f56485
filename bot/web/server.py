"""The server behind the web port: it bounds what a client may send and how long it may take, whatever the routes do.

TLS is left to a proxy. No more is logged of a request than a mistake of our own.
"""

import asyncio
import logging
from collections.abc import Sequence
from typing import Self

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.core.listening import ListenAddress

log = logging.getLogger(__name__)

REQUEST_SECONDS = 10.0
"""The longest time from a request's header to its answer; a body that comes slowly is part of it."""

IDLE_SECONDS = 10.0
"""The longest time that a connection waits for the whole header of a request."""

REST_SECONDS = 1.0
"""The longest time for which the rest of a body is taken in that no route has read."""

STOP_SECONDS = 0.5
MOST_CONNECTIONS = 128
"""Beyond these a new connection is closed at once."""

LARGEST_BODY = 1 << 20
"""Bytes. Telegram's updates have a few thousand."""

LONGEST_LINE = 4096
"""Bytes of a request's first line, and of each field of its header."""

MOST_FIELDS = 64

_SILENT = logging.Logger("bot.web.silent", logging.CRITICAL + 1)
"""aiohttp logs a traceback for each request that is no HTTP: whoever can connect could fill the disk."""


class PortUnusable(Exception):
    """The address cannot be listened on; the text is a sentence for the operator."""


class WebServer:
    """Serves routes at an address, from the beginning of its context to the end."""

    def __init__(self, listen: ListenAddress, routes: Sequence[web.RouteDef]) -> None:
        self._listen = listen
        application = web.Application(middlewares=[_bound], client_max_size=LARGEST_BODY)
        application.add_routes(routes)
        application.on_response_prepare.append(_be_discreet)
        self._runner = web.AppRunner(
            application,
            access_log=None,
            logger=_SILENT,
            auto_decompress=False,
            keepalive_timeout=IDLE_SECONDS,
            lingering_time=REST_SECONDS,
            max_line_size=LONGEST_LINE,
            max_field_size=LONGEST_LINE,
            max_headers=MOST_FIELDS,
            shutdown_timeout=STOP_SECONDS,
        )
        self._listener: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        """Begin to serve. Raises PortUnusable."""
        await self._runner.setup()
        loop, listen = asyncio.get_running_loop(), self._listen
        try:
            self._listener = await loop.create_server(self._accept, listen.host, listen.port)
        except OSError as error:
            await self._runner.cleanup()
            raise PortUnusable(f"{listen} cannot be listened on: {error.strerror or error}") from None
        log.info("the web port is http://%s", listen)
        return self

    async def __aexit__(self, *_: object) -> None:
        """Take no more requests, and let those under way end, for half a second."""
        if self._listener is not None:
            self._listener.close()
        await self._runner.cleanup()

    def _accept(self) -> asyncio.BaseProtocol:
        server = self._runner.server
        if server is None or len(server.connections) >= MOST_CONNECTIONS:
            return _TurnedAway()
        return server()


class _TurnedAway(asyncio.Protocol):
    """A connection too many."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.Transport):
            transport.abort()


@web.middleware
async def _bound(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Bound the time of a request until its answer is taken, and answer for a mistake of ours without its words."""
    try:
        async with asyncio.timeout(REQUEST_SECONDS):
            return await _send(request, await handler(request))
    except TimeoutError:
        if request.transport is not None and request.transport.get_write_buffer_size():
            request.transport.abort()  # the client does not read
        return web.Response(status=408, text="too slow\n")
    except web.HTTPException:
        raise
    except Exception:
        log.exception("a request to %s failed", request.match_info.route.resource)
        return web.Response(status=500, text="failed\n")


async def _send(request: web.Request, response: web.StreamResponse) -> web.StreamResponse:
    """Send an answer, and wait until the system has taken it: a client that does not read would keep its connection."""
    if request.transport is not None:
        request.transport.set_write_buffer_limits(high=0)
    await response.prepare(request)
    await response.write_eof()
    return response


async def _be_discreet(_request: web.Request, response: web.StreamResponse) -> None:
    response.headers["Server"] = "Guetteur"
    response.headers.setdefault("Cache-Control", "no-store")
