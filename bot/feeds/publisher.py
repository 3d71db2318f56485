"""Publishes feeds: each is made once a minute at most, however many ask for it, and one at a time."""

import asyncio
import gzip
import hashlib
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.feeds import MOST_ENTRIES, MOST_TERMS, Document, FeedUnavailable, FollowedTerm, Subscriber
from bot.core.public_address import Form, PublicAddress
from bot.feeds.atom import atom
from storage import StoreUnusable
from storage.chats.feed_contents import FeedContents
from storage.chats.feeds import digest_of
from storage.database import is_passing_trouble

LASTS_SECONDS = 60.0
MOST_BYTES = 8 << 20
"""Bytes of feeds that are remembered, packed: some hundreds of them."""

KEPT_SECONDS = 24 * 3600.0
"""For so long a feed is remembered that nobody reads any more: its chat may have been forgotten."""

AT_ONCE = 2
"""Addresses that are looked up at a time: the store has other work."""

MOST_WAITING = 32
"""Requests that wait until a feed is made, which takes some tens of milliseconds."""

NAME_LENGTH = 16


@dataclass(frozen=True, slots=True)
class _Remembered:
    document: Document
    until: float


class Publisher:
    """Finds the chat of an address and makes its feeds.

    `contents` gives what to read, and raises StoreUnusable where that cannot be had. `ticking` is a clock in seconds
    that does not jump.
    """

    def __init__(
        self,
        contents: Callable[[], Awaitable[FeedContents]],
        public: PublicAddress,
        clock: Callable[[], datetime],
        ticking: Callable[[], float] = time.monotonic,
    ) -> None:
        self._contents = contents
        self._public = public
        self._clock = clock
        self._ticking = ticking
        self._remembered: OrderedDict[tuple[str, Form], _Remembered] = OrderedDict()
        self._looking = asyncio.Semaphore(AT_ONCE)
        self._making = asyncio.Lock()
        self._waiting = 0

    async def publish(self, token: str, form: Form) -> Document | None:
        """The feed at an address; None where nobody has that address, or has it no more. Raises FeedUnavailable."""
        try:
            contents = await self._contents()
            async with self._looking:
                subscriber = await contents.find(token)
            if subscriber is None:
                self._remembered.pop((token, form), None)
                return None
            return self._fresh(token, form) or await self._made(contents, subscriber, token, form)
        except StoreUnusable as error:
            raise FeedUnavailable from error
        except Exception as error:
            if not is_passing_trouble(error):
                raise
            raise FeedUnavailable from error

    @property
    def remembered(self) -> int:
        """How many feeds are remembered."""
        return len(self._remembered)

    async def _made(self, contents: FeedContents, subscriber: Subscriber, token: str, form: Form) -> Document:
        if self._waiting >= MOST_WAITING:
            raise FeedUnavailable
        self._waiting += 1
        try:
            async with self._making:
                return self._fresh(token, form) or await self._make(contents, subscriber, token, form)
        finally:
            self._waiting -= 1

    async def _make(self, contents: FeedContents, subscriber: Subscriber, token: str, form: Form) -> Document:
        host, now = self._public.host, self._clock()
        if form is Form.ATOM:
            entries, name = await contents.entries(subscriber, MOST_ENTRIES), digest_of(token)[:NAME_LENGTH]
            made = await asyncio.to_thread(lambda: _packed(atom(subscriber, entries, host, name), now))
        else:
            terms = await contents.terms(subscriber, MOST_TERMS)
            made = await asyncio.to_thread(lambda: _packed(_calendar(subscriber, terms, host), now))
        return self._remember(token, form, made)

    def _fresh(self, token: str, form: Form) -> Document | None:
        known = self._remembered.get((token, form))
        return known.document if known is not None and self._ticking() < known.until else None

    def _remember(self, token: str, form: Form, made: Document) -> Document:
        before = self._remembered.pop((token, form), None)
        if before is not None and before.document.tag == made.tag:
            made = replace(made, modified=before.document.modified)
        self._remembered[token, form] = _Remembered(made, self._ticking() + LASTS_SECONDS)
        while sum(len(each.document.packed) for each in self._remembered.values()) > MOST_BYTES:
            self._remembered.popitem(last=False)
        for each in [name for name, known in self._remembered.items() if self._is_old(known)]:
            del self._remembered[each]
        return made

    def _is_old(self, known: _Remembered) -> bool:
        return self._ticking() > known.until + KEPT_SECONDS


def _calendar(subscriber: Subscriber, terms: Sequence[FollowedTerm], host: str) -> bytes:
    from bot.feeds.ical import calendar  # noqa: PLC0415 - 12 MB, and half a second, for who has a calendar

    return calendar(subscriber, terms, host)


def _packed(content: bytes, now: datetime) -> Document:
    return Document(gzip.compress(content, mtime=0), hashlib.sha256(content).hexdigest()[:32], now)
