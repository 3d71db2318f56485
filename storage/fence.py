"""Keeps a copy of the program that leads no longer from writing.

Several copies can run on one database of PostgreSQL, and one leads, see `storage.postgresql.leadership`. A copy may be
frozen for minutes and wake up in the middle of a transaction. Each transaction that writes therefore begins by looking
whether the epoch is still its own, and locks the row: whoever takes over waits until it is done, or cuts it off.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import leadership


class LeadershipLost(Exception):
    """Another copy of the program leads now, or this one cannot show any more that it does."""


@dataclass(frozen=True, slots=True)
class Fence:
    """Lets a copy write while the epoch is its own.

    `copy` is its name, which its sessions carry; `lost` is called when the epoch turns out to be another one.
    """

    copy: str
    epoch: int
    lost: Callable[[], None]

    async def check(self, connection: AsyncConnection) -> None:
        """Begin a transaction that writes. Raises LeadershipLost where another copy has taken over."""
        # A lock of the key alone lets the leader's beats pass, which change another column, and makes a copy that
        # takes over wait: it asks for the whole row.
        # A server that was promoted without the last writes of the one before can count an epoch a second time: the
        # name of the copy tells the two apart.
        query = select(leadership.c.epoch, leadership.c.holder).with_for_update(read=True, key_share=True)
        epoch, holder = (await connection.execute(query)).one()
        if (epoch, holder) != (self.epoch, self.copy):
            self.lost()
            raise LeadershipLost(f"epoch {epoch} of copy {holder} has begun, and this one led in epoch {self.epoch}")
