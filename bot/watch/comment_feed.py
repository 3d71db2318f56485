"""The feed of comments: one request that tells whether anything is new on NosDéputés.fr.

A followed question's page is checked when the feed names a comment on it that is not known yet. The feed holds the
last comments only, so a busy day can hide some: the weekly check of each page finds those. While nothing new appears on
the site, the feed is asked for more rarely.
"""

import asyncio
import logging
import random
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from bot.core import backoff, schedule
from bot.core.question import QuestionId
from bot.core.reference import InternalPage
from bot.core.source import Source
from bot.core.validators import Validators
from bot.parliament.client import NOT_MODIFIED, OK, Client, Unreachable
from bot.parliament.feed import FeedItem, Newest, read_feed, read_newest
from bot.parliament.page import NoPage, Unreadable
from bot.watch.resolver import resolve
from bot.watch.source_health import FEED, SourceHealth
from bot.worker import run_forever
from storage import Store

log = logging.getLogger(__name__)

MOST_TRIES = 3
"""How many times a page is checked for a comment that the feed names and the page does not show: it may be hidden."""

LONGEST_POSTPONED = 24
"""The most checks of the feed between two attempts to find out which question a page's number means."""

MOST_REMEMBERED = 1000


class CommentFeed:
    """Asks for the feed, and makes the pages that it names due. `interval` is the usual one, in seconds."""

    def __init__(
        self,
        store: Store,
        client: Client,
        sources: SourceHealth,
        interval: float,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._client = client
        self._sources = sources
        self._interval = interval
        self._clock = clock
        self._validators = Validators()
        self._asked = 0
        self._failures = 0
        self._tries: dict[int, int] = {}
        self._unresolved: dict[tuple[int, int], tuple[int, int]] = {}

    @property
    def interval(self) -> float:
        """Seconds between two checks of the feed: more while nothing new appears on the site."""
        return self._sources.activity.feed_interval(self._interval)

    async def run(self) -> None:
        """Ask for ever."""
        await run_forever(self._ask, self._trouble)

    async def _ask(self) -> float:
        self._failures = 0 if await self.ask() else self._failures + 1
        return self._wait()

    def _trouble(self, error: Exception) -> float:
        log.error("the feed of comments could not be dealt with", exc_info=error)
        self._failures += 1
        return self._wait()

    def _wait(self) -> float:
        """Seconds until the feed is asked for again."""
        interval = self.interval
        wait = backoff.growing(max(self._failures, 1), interval, max(interval, schedule.LONGEST_RETRY))
        return wait * (1 - 0.1 * random.random())

    async def ask(self) -> bool:
        """Ask for the feed once. Tells whether it could be read."""
        try:
            response = await self._client.feed(self._validators)
            if response.status == NOT_MODIFIED:
                await self._sources.answered(FEED, read=False)
                return True
            if response.status != OK:
                raise Unreachable(f"HTTP status {response.status}")
            items, newest = await asyncio.to_thread(_read, response.body)
            await self._sources.answered(FEED)
            await self._sources.activity.fed(newest.comments, newest.posted)
        except (Unreachable, NoPage) as error:
            await self._sources.failed(FEED, error.reason)
            return False
        except Unreadable as error:
            log.warning("the feed of comments cannot be read: %s", error)
            await self._sources.unreadable(FEED, error.reason, "feed")
            return False
        self._asked += 1
        settled = [await self._check(item) for item in items]
        # A feed that named a comment which is not here yet is asked for whole again.
        self._validators = response.validators if all(settled) else Validators()
        return True

    async def _check(self, item: FeedItem) -> bool:
        """Make a comment's page due where the comment is not known yet. Returns whether it is known, or given up."""
        try:
            question = item.question or await self._question_of(item)
        except (Unreachable, _Postponed):
            return False  # the other comments must not wait for this one
        if question is None or not await self._store.comments.is_unknown(question, item.comment):
            return True
        tries = self._tries.get(item.comment, 0)
        if tries >= MOST_TRIES:
            return True
        _note(self._tries, item.comment, tries + 1)
        await self._store.checks.check_soon(question, Source.NOSDEPUTES, self._clock())
        return False

    async def _question_of(self, item: FeedItem) -> QuestionId | None:
        """The question behind one of the site's own page numbers, asked for once; None where there is none.

        Raises Unreachable where the site does not tell, and _Postponed where it did not tell lately: the wait doubles
        with each failure.
        """
        if item.legislature is None or item.page is None:
            return None
        known = await self._store.comments.page(item.legislature, item.page)
        if known is not None:
            return known.question
        key = (item.legislature, item.page)
        failures, again = self._unresolved.get(key, (0, 0))
        if self._asked < again:
            raise _Postponed
        wait = int(backoff.growing(failures + 1, 1, LONGEST_POSTPONED))
        _note(self._unresolved, key, (failures + 1, self._asked + wait))
        page = InternalPage(item.legislature, item.page)
        resolved = await resolve(self._client, page, self._store.legislatures.current, urgent=False)
        if resolved.question is None and not resolved.is_gone:
            raise Unreachable("the page's number leads to no question")
        number = resolved.question.number if resolved.question else None
        await self._store.comments.remember_page(item.legislature, item.page, number)
        self._unresolved.pop(key, None)
        return resolved.question


def _read(body: bytes) -> tuple[tuple[FeedItem, ...], Newest]:
    return read_feed(body), read_newest(body)


class _Postponed(Exception):
    """The site is not asked about a page's number now."""


Key = TypeVar("Key")
Value = TypeVar("Value")


def _note(memory: dict[Key, Value], key: Key, value: Value) -> None:
    """Remember a value, and forget the oldest ones beyond MOST_REMEMBERED."""
    memory.pop(key, None)
    memory[key] = value
    while len(memory) > MOST_REMEMBERED:
        del memory[next(iter(memory))]
