"""Webhooks on the stand-in Telegram: updates are posted until acknowledged, those of a chat one after another.

The way leads over a reverse proxy of its own, which knows the web ports behind each host: TLS ends there.
"""

import asyncio
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.standins.telegram.updates import UpdateQueue
from bot.standins.telegram.wire import Json, Refusal

USUAL_CONNECTIONS = 40
MOST_CONNECTIONS = 100
PORTS = {None, 80, 88, 443, 8443}
REPEAT_SECONDS = 0.2
"""The wait before a delivery is made again. Telegram's is a second at first, and grows."""

ANSWER_SECONDS = 20.0
_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}", re.ASCII)


@dataclass
class Webhook:
    """The webhook that is set: its address, its secret token, and what last went wrong."""

    url: str
    secret: str
    connections: int
    error: tuple[int, str] | None = None

    def told(self) -> Json:
        """What getWebhookInfo says beside the number of updates that wait."""
        error = {} if self.error is None else {"last_error_date": self.error[0], "last_error_message": self.error[1]}
        return {"url": self.url, "max_connections": self.connections, **error}


def read_webhook(parameters: Json) -> Webhook | None:
    """The webhook that setWebhook asks for; None for none. Raises Refusal."""
    url, secret = parameters.get("url") or "", parameters.get("secret_token") or ""
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme != "https":
        raise Refusal(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
    if parts.port not in PORTS:
        raise Refusal(400, "Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    if not _SECRET.fullmatch(secret):
        raise Refusal(400, "Bad Request: secret token contains unallowed characters")
    asked = parameters.get("max_connections") or USUAL_CONNECTIONS
    return Webhook(url, secret, min(max(int(asked), 1), MOST_CONNECTIONS))


@dataclass
class Deliveries:
    """Makes deliveries to the webhook that is set."""

    updates: UpdateQueue
    webhook: Webhook | None = None
    delivered: list[tuple[int, int]] = field(default_factory=list)
    """Every attempt that was answered: the number of the update, and the status of the answer."""

    _ports: dict[str, Iterator[str]] = field(default_factory=dict)
    _task: asyncio.Task[None] | None = None

    def lead(self, host: str, *roots: str) -> None:
        """From now on the proxy brings what is for a host to these web ports, in turn."""
        self._ports[host] = cycle(roots)

    def set(self, webhook: Webhook | None) -> None:
        """Deliver to that webhook from now on; updates that wait stay."""
        self.stop()
        self.webhook = webhook
        if webhook is not None:
            self._task = asyncio.create_task(self._deliver(webhook))

    def stop(self) -> None:
        """Deliver no more; what is under way is cut off, and not acknowledged."""
        if self._task is not None:
            self._task.cancel()

    async def _deliver(self, webhook: Webhook) -> None:
        under_way: dict[object, asyncio.Task[None]] = {}
        connector = aiohttp.TCPConnector(limit=webhook.connections)
        async with aiohttp.ClientSession(connector=connector) as session:
            try:
                while True:
                    self.updates.changed.clear()
                    for queue, update in _first_of_each(self.updates.waiting):
                        if queue not in under_way or under_way[queue].done():
                            under_way[queue] = asyncio.create_task(self._post(session, webhook, update))
                    await self.updates.changed.wait()
            finally:
                for each in under_way.values():
                    each.cancel()
                await asyncio.gather(*under_way.values(), return_exceptions=True)

    async def _post(self, session: aiohttp.ClientSession, webhook: Webhook, update: Json) -> None:
        """Make a delivery until it is acknowledged."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret} if webhook.secret else {}
        while True:
            why = await self._try(session, webhook.url, update, headers)
            if why is None:
                break
            webhook.error = int(time.time()), why
            await asyncio.sleep(REPEAT_SECONDS)
        asyncio.get_running_loop().call_soon(self.updates.confirm, update["update_id"])

    async def _try(self, session: aiohttp.ClientSession, url: str, update: Json, headers: Json) -> str | None:
        """Make a delivery once. Returns what went wrong, as Telegram says it."""
        parts = urlsplit(url)
        if parts.hostname not in self._ports:
            return "Failed to resolve host: No address associated with hostname"
        address = f"{next(self._ports[parts.hostname])}{parts.path}?{parts.query}"
        timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
        try:
            async with session.post(address, json=update, headers=headers, timeout=timeout) as answer:
                self.delivered.append((update["update_id"], answer.status))
                return None if answer.ok else f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except (aiohttp.ClientError, TimeoutError, OSError):
            return "Wrong response from the webhook: 502 Bad Gateway"  # the proxy's own


def _first_of_each(waiting: list[Json]) -> list[tuple[object, Json]]:
    """The first update of each queue: of each chat, and each that belongs to none by itself."""
    found: dict[object, Json] = {}
    for update in waiting:
        found.setdefault(_queue(update), update)
    return list(found.items())


def _queue(update: Json) -> object:
    content: Any = next(value for name, value in update.items() if name != "update_id")
    chat = content.get("chat") or (content.get("message") or {}).get("chat") or {}
    return chat.get("id") or ("alone", update["update_id"])
