"""How much of everything there is: the outbox, chats, follows, watches, sources and events, in numbers alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import TextClause, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.chamber_count import ChamberCount
from bot.core.chambers.chamber import Chamber
from bot.core.delivery import DeliveryState
from bot.core.health import Health
from storage.chamber_counts import of_chambers
from storage.database import Database
from storage.source_health import health_of
from storage.tables import (
    IS_COLLECTING,
    IS_READY,
    IS_SCHEDULED,
    IS_SUSPENDED,
    chats,
    events,
    follows,
    outbox,
    sources,
    updates,
    watches,
)

WAITING: Mapping[DeliveryState, TextClause] = MappingProxyType(
    {
        DeliveryState.COLLECTING: IS_COLLECTING,
        DeliveryState.READY: IS_READY,
        DeliveryState.SCHEDULED: IS_SCHEDULED,
        DeliveryState.SUSPENDED: IS_SUSPENDED,
    }
)
"""The states in which a delivery waits. Each has an index of its own, in which its rows are counted."""


NUMBER = func.count().label("number")
IS_WITHIN_REACH, IS_PAUSED = chats.c.paused_at.is_(None), watches.c.paused_at.is_not(None)
CHATS = select(chats.c.kind, IS_WITHIN_REACH, func.count()).group_by(chats.c.kind, IS_WITHIN_REACH)
OF_A_CHAT = select(follows.c.chat_id, NUMBER).group_by(follows.c.chat_id).subquery()
FOLLOWS = (
    select(chats.c.kind, func.sum(OF_A_CHAT.c.number).label("number"))
    .select_from(OF_A_CHAT.join(chats, OF_A_CHAT.c.chat_id == chats.c.id))
    .group_by(chats.c.kind)
)
"""To look up the kind of each chat once, and not that of each follow, takes a seventh of the time."""
WATCHES = select(IS_PAUSED, func.count()).group_by(IS_PAUSED)
UNHANDLED = select(func.count()).where(updates.c.handled_at.is_(None))
EVENTS = select(events.c.kind, NUMBER).group_by(events.c.kind)


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted at one moment.

    `oldest_ready_at` is when the oldest delivery was made that may be sent now. `chats` are by kind and by whether they
    are within reach, `follows` by the kind of chat, `watches` by whether they are paused; `chambers` has what is
    known of the questions of each. `events` are those by kind that were written since the counts before; `updates`
    wait to be handled.
    """

    deliveries: Mapping[DeliveryState, int]
    oldest_ready_at: datetime | None
    chats: Mapping[tuple[str, bool], int]
    follows: Mapping[str, int]
    watches: Mapping[bool, int]
    updates: int
    sources: Mapping[str, Health]
    chambers: Mapping[Chamber, ChamberCount] = field(default_factory=dict)
    events: Mapping[str, int] = field(default_factory=dict)


class CountReader:
    """Reads counts. Call `begin` first: events are counted from then on."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._last_event = 0

    async def begin(self) -> None:
        """Count events from now on."""
        async with self._database.reading() as connection:
            self._last_event = await _last_event(connection)

    async def read(self) -> Counts:
        """Count. The time that this takes grows with the numbers of chats and follows."""
        async with self._database.reading() as connection:
            last = await _last_event(connection)
            new = (events.c.id > self._last_event, events.c.id <= last)
            counts = Counts(
                deliveries={state: await _number(connection, where) for state, where in WAITING.items()},
                oldest_ready_at=await _oldest_ready(connection),
                chats={
                    (kind, bool(is_within_reach)): number
                    for kind, is_within_reach, number in await connection.execute(CHATS)
                },
                follows={row.kind: int(row.number) for row in await connection.execute(FOLLOWS)},
                watches={bool(is_paused): number for is_paused, number in await connection.execute(WATCHES)},
                updates=int((await connection.execute(UNHANDLED)).scalar_one()),
                sources={row.name: health_of(row) for row in await connection.execute(select(sources))},
                chambers=await of_chambers(connection),
                events={row.kind: row.number for row in await connection.execute(EVENTS.where(*new))},
            )
        self._last_event = last
        return counts


async def _number(connection: AsyncConnection, where: TextClause) -> int:
    return int((await connection.execute(select(func.count(outbox.c.id)).where(where))).scalar_one())


async def _oldest_ready(connection: AsyncConnection) -> datetime | None:
    """The rows of an outbox are numbered in the order in which they are made."""
    first = select(func.min(outbox.c.id)).where(IS_READY).scalar_subquery()
    found: datetime | None = (
        await connection.execute(select(outbox.c.created_at).where(outbox.c.id == first))
    ).scalar_one_or_none()
    return found


async def _last_event(connection: AsyncConnection) -> int:
    return int((await connection.execute(select(func.coalesce(func.max(events.c.id), 0)))).scalar_one())
