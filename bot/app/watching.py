"""What comes in from Parliament: pages, archives and feeds, and how each source does."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass

from bot import VERSION
from bot.app import clock
from bot.maintenance.clock_guard import ClockGuard
from bot.parliament.client import Client, Roots
from bot.parliament.sources import FILES
from bot.settings import Settings
from bot.watch.comment_feed import CommentFeed
from bot.watch.file_sweeper import SweptWith
from bot.watch.resolver import Resolver
from bot.watch.source_health import SourceHealth
from bot.watch.sweeper import Sweeper
from bot.watch.watcher import Watcher
from bot.watch.whole_file_sweeper import WholeFileSweeper
from storage import Store


@dataclass(frozen=True, slots=True)
class Watching:
    """The parts that ask the sites."""

    sources: SourceHealth
    clock_guard: ClockGuard
    watcher: Watcher
    sweeper: Sweeper
    file_sweepers: tuple[WholeFileSweeper, ...]
    feed: CommentFeed
    resolver: Resolver


async def watching_parts(
    settings: Settings,
    store: Store,
    closing: AsyncExitStack,
    on_events: Callable[[], None],
    on_report: Callable[[], None],
    on_swept: Callable[[], None],
) -> Watching:
    """Make them. They call `on_events` when something happened, `on_report` when the operator is to know something, and
    `on_swept` when an archive was read.
    """
    client = _client(settings)
    closing.push_async_callback(client.close)
    await store.legislatures.choose(settings.current_legislature)
    sources = SourceHealth(store, clock.now, on_report)
    await sources.load()
    clock_guard = ClockGuard(store, clock.now, on_events)
    watcher = Watcher(store, client, sources, settings.watch_interval, clock_guard.now, on_events)
    closing.push_async_callback(watcher.stop)
    swept_with = SweptWith(
        store, client, sources, settings.sweep_interval, clock.now, on_events, on_swept=on_swept, writing=asyncio.Lock()
    )
    return Watching(
        sources,
        clock_guard,
        watcher,
        Sweeper(swept_with),
        tuple(WholeFileSweeper(file, swept_with) for file in FILES),
        CommentFeed(store, client, sources, settings.comments_interval, clock.now),
        Resolver(watcher, client, store, clock.now),
    )


def user_agent(contact: str) -> str:
    """The User-Agent header by which the sites know the bot."""
    return f"Guetteur/{VERSION} (Telegram bot; looks at followed written questions{f'; {contact}' if contact else ''})"


def _client(settings: Settings) -> Client:
    roots = Roots(
        settings.assemblee_url,
        settings.questions_url,
        settings.nosdeputes_url or None,
        settings.opendata_url,
        settings.data_roots,
        settings.page_roots,
    )
    return Client(roots, settings.requests_per_second, user_agent(settings.contact))
