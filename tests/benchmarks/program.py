"""The program without its conversation and its loops: it does due work when told to, at a time handed in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from bot.parliament.archive import unpack_record
from bot.parliament.client import Client, Roots
from bot.watch.comment_feed import CommentFeed
from bot.watch.source_health import SourceHealth
from bot.watch.sweeper import Sweeper
from bot.watch.watcher import Watcher
from storage import Store

CURRENT = 17
CHECK_SECONDS = 7 * 86400.0
FEED_SECONDS = 900.0
"""The defaults of the settings."""


@dataclass(frozen=True, slots=True)
class Program:
    """The parts that check and record. Open it with `open`, end it with `close`."""

    store: Store
    client: Client
    sweeper: Sweeper
    watcher: Watcher
    feed: CommentFeed

    @classmethod
    async def open(cls, database: Path, url: str, clock: Callable[[], datetime]) -> Self:
        """The program wired as in `bot.app`, with all the sites at one root and no limit on requests."""
        store = await Store.open(f"sqlite:///{database}", unpack_record)
        client = Client(Roots(url, url, url, url), 1000, "Guetteur/benchmark")
        sources = SourceHealth(store, clock, nothing)
        await sources.load()
        sweeper = Sweeper(store, client, sources, None, clock, nothing)
        watcher = Watcher(store, client, sources, CHECK_SECONDS, clock, nothing)
        feed = CommentFeed(store, client, sources, FEED_SECONDS, clock)
        await store.catalogue.release()
        return cls(store, client, sweeper, watcher, feed)

    async def close(self) -> None:
        """Close everything; the database stays."""
        await self.watcher.stop()
        await self.client.close()
        await self.store.close()


def nothing() -> None:
    """A listener that does nothing."""
