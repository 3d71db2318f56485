"""The program without its conversation and its loops: it does due work when told to, at a time handed in."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from bot.core.source import Source
from bot.parliament.archive import unpack_record
from bot.parliament.client import Client, Roots
from bot.parliament.senat import FILE
from bot.watch.comment_feed import CommentFeed
from bot.watch.file_sweeper import SweptWith
from bot.watch.resolver import Resolver
from bot.watch.source_health import SourceHealth
from bot.watch.sweeper import Sweeper
from bot.watch.watcher import Watcher
from bot.watch.whole_file_sweeper import WholeFileSweeper
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
    senat_sweeper: WholeFileSweeper
    watcher: Watcher
    feed: CommentFeed
    resolver: Resolver

    @classmethod
    async def open(
        cls, database: Path | str, url: str, clock: Callable[[], datetime], with_texts: bool = False
    ) -> Self:
        """The program wired as in `bot.app`, with all the sites at one root and no limit on requests.

        The database is a file, or has an address. The pages of the Sénat's site are asked for `with_texts`.
        """
        address = f"sqlite:///{database}" if isinstance(database, Path) else database
        store = await Store.open(address, unpack_record, others={FILE.name: FILE.unpack})
        pages = {Source.SENAT: url} if with_texts else {}
        client = Client(Roots(url, url, url, url, {FILE.name: url}, pages), 1000, "Guetteur/benchmark")
        sources = SourceHealth(store, clock, nothing)
        await sources.load()
        writing = asyncio.Lock()
        sweeper = Sweeper(SweptWith(store, client, sources, None, clock, nothing, writing=writing))
        senat_sweeper = WholeFileSweeper(FILE, SweptWith(store, client, sources, None, clock, nothing, writing=writing))
        watcher = Watcher(store, client, sources, CHECK_SECONDS, clock, nothing)
        feed = CommentFeed(store, client, sources, FEED_SECONDS, clock)
        await store.catalogue.release()
        resolver = Resolver(watcher, client, store, clock)
        return cls(store, client, sweeper, senat_sweeper, watcher, feed, resolver)

    async def close(self) -> None:
        """Close everything; the database stays."""
        await self.watcher.stop()
        await self.client.close()
        await self.store.close()


def nothing() -> None:
    """A listener that does nothing."""
