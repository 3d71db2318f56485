"""What Telegram delivers to the webhook: it is written down before it is acknowledged.

Telegram makes a delivery again until it is acknowledged; the number of the update tells that it is known. Every copy of
the program receives, and the leader takes what is stored, see `bot.inbox.collector`.
"""

import asyncio
import hmac
import json
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from bot.core.webhook import Receipt
from bot.inbox.receiver import has_number
from storage.database import is_passing_trouble
from storage.unusable import StoreUnusable

log = logging.getLogger(__name__)

KEEP_SECONDS = 4.0
"""The longest time that a delivery waits for the store: the web port lets a request take ten seconds in all."""

Keep = Callable[[int, str, datetime], Awaitable[bool]]
"""Writes an update down, and tells whether it is new; see `Updates.keep_delivered`. Raises where it cannot."""


class Webhook:
    """Takes deliveries that carry the `secret` token."""

    def __init__(self, secret: str, keep: Keep, clock: Callable[[], datetime]) -> None:
        self._secret = secret.encode()
        self._keep = keep
        self._clock = clock
        self.arrived = asyncio.Event()
        """Set when an update was written down."""

    def knows(self, secret: str) -> bool:
        """Whether a request is Telegram's. How long that takes tells nothing of the secret token."""
        return hmac.compare_digest(secret.encode("utf-8", "surrogateescape"), self._secret)

    async def take(self, body: bytes) -> Receipt:
        """Write a delivery down. It may be acknowledged where it is KEPT or KNOWN then, and only there."""
        update = _read(body)
        if update is None:
            return Receipt.BODY
        try:
            async with asyncio.timeout(KEEP_SECONDS):
                is_new = await self._keep(update["update_id"], json.dumps(update), self._clock())
        except Exception as error:
            _report(error)
            return Receipt.STORE
        if is_new:
            self.arrived.set()
        return Receipt.KEPT if is_new else Receipt.KNOWN


def _read(body: bytes) -> dict[str, Any] | None:
    """The update; None where it is none. Whether the library can read it is found out when it is handled."""
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return update if isinstance(update, dict) and has_number(update) else None


def _report(error: Exception) -> None:
    words = "a delivery to the webhook could not be written down, and is left to Telegram, which makes it again"
    if isinstance(error, TimeoutError):
        log.warning("%s: the database takes too long", words)
    elif isinstance(error, StoreUnusable):
        log.warning("%s: %s", words, error)
    elif is_passing_trouble(error):
        log.warning("%s", words, exc_info=error)
    else:
        log.error("%s", words, exc_info=error)
