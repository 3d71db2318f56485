"""Services: what the composition root puts at the handlers' disposal, and the context that carries it."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from telegram.ext import CallbackContext, ExtBot

from bot.core.command_text import Given
from bot.core.throttle import Throttle
from bot.delivery.courier import Courier
from bot.watch.resolver import Resolver
from bot.watch.source_health import SourceHealth
from storage import Store

log = logging.getLogger(__name__)

SERVICES = "services"
SEARCHES_AT_ONCE = 1
"""Inline searches: with more, commands wait for the database and for the processor behind what is merely typed."""

MOST_ESSENTIAL = 10
"""Times a minute that somebody who asked for too much can still ask for help, or to be erased."""


@dataclass(frozen=True, slots=True)
class Services:
    """The program's services, which the composition root puts at the handlers' disposal."""

    store: Store
    resolver: Resolver
    courier: Courier
    sources: SourceHealth
    clock: Callable[[], datetime]
    allowed: set[int]
    """The chats and people that the bot is for; empty: everybody."""

    most_follows: int
    """Questions that one chat may follow."""

    commands: Throttle
    presses: Throttle
    queries: Throttle
    """What is typed inline, letter by letter."""

    strangers: Throttle
    """How often one for whom the bot is not is told so."""

    essentials: Throttle = field(default_factory=lambda: Throttle(MOST_ESSENTIAL))
    """What is answered beyond the others: what this is, and to be erased."""

    searches: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(SEARCHES_AT_ONCE))
    """Held by each inline search, in the order in which people asked."""

    progress: dict[int, int] = field(default_factory=dict)
    """How many replies to an update arrived, for those that are being handled: begun anew, it repeats none."""

    picking: set[int] = field(default_factory=set)
    """The people before whom Telegram's list of chats lies open, as far as this process knows."""

    begun: set[int] = field(default_factory=set)
    """The updates that were begun with before, by this process or by one that was stopped."""

    successors: set[int] = field(default_factory=set)
    """The supergroups that groups became, as far as this process knows."""

    @property
    def current(self) -> int:
        """The current legislature, which a number alone means."""
        return self.store.legislatures.current

    def admits(self, chat: int) -> bool:
        """Whether the bot is for that chat."""
        return not self.allowed or chat in self.allowed

    async def moved(self, old: int, new: int) -> None:
        """A group became a supergroup: it keeps all that it had, and stays admitted; then the operator is told."""
        if old in self.allowed and new not in self.allowed:
            await self.store.reports.tell_of_move(old, new, self.clock())
            log.warning(
                "a chat of ALLOWED_CHATS became a supergroup: put its new number %s in the place of %s", new, old
            )
            self.allowed.add(new)
        self.successors.add(new)
        await self.store.chats.move(old, new, self.clock())

    def take_up(self, update: int) -> None:
        """An update may have been begun with."""
        self.begun.add(update)

    def has_let_in(self, update: int) -> bool:
        """Whether an update was admitted, and is not done with."""
        return update in self.begun

    def forget(self, update: int) -> None:
        """An update is done with."""
        self.progress.pop(update, None)
        self.begun.discard(update)


class Context(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """The library's context, with the services."""

    given: Given | None = None
    """The command that a text gives of which Telegram marks none."""

    @property
    def services(self) -> Services:
        """The program's services."""
        services = self.bot_data[SERVICES]
        if not isinstance(services, Services):
            raise TypeError("no services were handed over")
        return services
