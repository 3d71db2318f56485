"""The web port of a process: probes, metrics, a webhook and feeds, for as long as it lives."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from bot.core.listening import ListenAddress
from bot.web.feeds import FeedRoute
from bot.web.loop_delay import watch_loop
from bot.web.metrics import Metrics
from bot.web.probes import probes
from bot.web.server import WebServer
from bot.web.status import Status
from bot.web.webhook import WebhookRoute


@asynccontextmanager
async def web_port(
    listen: ListenAddress | None,
    status: Status,
    clock: Callable[[], datetime],
    webhook: WebhookRoute | None = None,
    feeds: FeedRoute | None = None,
) -> AsyncIterator[None]:
    """Serve the probes, the metrics, a webhook and feeds within the context; nothing without an address to listen on.

    Raises PortUnusable.
    """
    if listen is None:
        yield
        return
    routes = [*probes(status), *Metrics(status, clock).routes()]
    routes += [route for each in (webhook, feeds) if each is not None for route in each.routes()]
    async with WebServer(listen, routes):
        watching = asyncio.create_task(watch_loop())
        try:
            yield
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)
