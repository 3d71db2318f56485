"""The services that the composition root hands to the handlers, and the context that carries them."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from telegram.ext import CallbackContext, ExtBot

from bot.core.command_text import Given
from bot.core.public_address import PublicAddress
from bot.core.throttle import Throttle
from bot.delivery.courier import Courier
from bot.delivery.pictures import NO_ALBUM, Album
from bot.watch.resolver import Resolver
from bot.watch.source_health import SourceHealth
from storage import Store
from storage.counts import Counts

log = logging.getLogger(__name__)

SERVICES = "services"
SEARCHES_AT_ONCE = 1
"""Inline searches that run at a time: with more, commands would wait behind them for database and processor."""

TABLES_AT_ONCE = 1
"""Tables that are made at a time: each reads thousands of questions, and holds its file in memory."""

MOST_ESSENTIAL = 10
"""Times a minute that a person who asked for too much can still ask for help, or to be erased."""


async def _nothing_unwell() -> list[str]:
    return []


async def _no_counts() -> Counts | None:
    return None


@dataclass(frozen=True, slots=True)
class Services:
    """The program's services, and what this process remembers of requests."""

    store: Store
    resolver: Resolver
    courier: Courier
    sources: SourceHealth
    clock: Callable[[], datetime]
    allowed: set[int]
    """The numbers of the chats that may use the bot; empty where everybody may."""

    most_follows: int
    """Questions that one chat may follow."""

    commands: Throttle
    presses: Throttle
    queries: Throttle
    """Limits inline queries, which come letter by letter."""

    strangers: Throttle
    """Limits how often a stranger to a private instance is told that it is private."""

    operator: int | None = None
    """The number of the operator's chat; None where the bot has none."""

    why_unwell: Callable[[], Awaitable[list[str]]] = _nothing_unwell
    """Finds out why the bot does not do its work, as `bot.web.status` tells a probe; empty where it does."""

    counts: Callable[[], Awaitable[Counts | None]] = _no_counts
    """Counts how much of everything there is, as for the metrics; None where that takes too long."""

    wake_cleanup: Callable[[], None] = lambda: None
    """Is called once chats out of reach are to be tried."""

    wake_announcer: Callable[[], None] = lambda: None
    """Is called once an announcement was confirmed."""

    most_watches: int = 50
    """Watches that one chat may have."""

    public: PublicAddress | None = None
    """The address below which feeds lie; None where no chat can have one."""

    album: Album = NO_ALBUM
    """Draws the charts of messages, and remembers which Telegram has."""

    essentials: Throttle = field(default_factory=lambda: Throttle(MOST_ESSENTIAL))
    """Limits /help, /privacy and /forget, which are answered beyond the other limits."""

    searches: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(SEARCHES_AT_ONCE))
    """Acquired by each inline search, in the order of the queries."""

    tables: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(TABLES_AT_ONCE))
    """Acquired by each table to take away."""

    progress: dict[int, int] = field(default_factory=dict)
    """The number of answers that arrived, for each update under way: handled again, it repeats none of them."""

    picking: set[int] = field(default_factory=set)
    """The people who have the keys for Telegram's list of chats, as far as this process knows."""

    begun: set[int] = field(default_factory=set)
    """The updates that were admitted and may have been handled in part, by this process or by an earlier one."""

    successors: set[int] = field(default_factory=set)
    """The supergroups that were groups, as far as this process knows."""

    @property
    def current(self) -> int:
        """The current legislature, which a bare number means."""
        return self.store.legislatures.current

    def admits(self, chat: int) -> bool:
        """Whether that chat may use the bot."""
        return not self.allowed or chat in self.allowed

    async def moved(self, old: int, new: int) -> None:
        """Move all that a group has to the supergroup that it became, which stays admitted; tell the operator if so."""
        if old in self.allowed and new not in self.allowed:
            await self.store.reports.tell_of_move(old, new, self.clock())
            log.warning(
                "a chat of ALLOWED_CHATS became a supergroup: put its new number %s in the place of %s", new, old
            )
            self.allowed.add(new)
        self.successors.add(new)
        await self.store.chats.move(old, new, self.clock())

    def take_up(self, update: int) -> None:
        """Note that an update was admitted, or that an earlier process may have begun to handle it."""
        self.begun.add(update)

    def has_admitted(self, update: int) -> bool:
        """Whether an update was admitted, and is not handled yet."""
        return update in self.begun

    def forget(self, update: int) -> None:
        """Forget an update, which was handled or given up."""
        self.progress.pop(update, None)
        self.begun.discard(update)


class Context(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """The library's context, with the services."""

    given: Given | None = None
    """The command that `SpelledCommand` read in a text in which Telegram marks none."""

    @property
    def services(self) -> Services:
        """The program's services."""
        services = self.bot_data[SERVICES]
        if not isinstance(services, Services):
            raise TypeError("no services were handed over")
        return services
