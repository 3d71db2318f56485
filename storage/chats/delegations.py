"""Delegations: which channel or group a person commands from private chat."""

from dataclasses import dataclass

from sqlalchemy import delete, outerjoin, select

from bot.core.chat import Chat
from storage.database import Database, insert_or_replace
from storage.tables import chats, delegations


@dataclass(frozen=True, slots=True)
class Delegation:
    """The chat that a person commands from private chat; its `target` is None where that was erased since."""

    target: Chat | None


class Delegations:
    """The table of delegations."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def choose(self, chat_id: int, target_id: int) -> None:
        """Let a person's private chat command another one from now on. Both chats have a row already."""
        async with self._database.writing() as connection:
            row = {"chat_id": chat_id, "target_id": target_id}
            await connection.execute(insert_or_replace(connection, delegations), [row])

    async def of(self, chat_id: int) -> Delegation | None:
        """The chat that is commanded from this private chat; None where its commands are about itself."""
        target = outerjoin(delegations, chats, delegations.c.target_id == chats.c.id)
        query = (
            select(chats.c.id, chats.c.kind, chats.c.language)
            .select_from(target)
            .where(delegations.c.chat_id == chat_id)
        )
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).first()
        if row is None:
            return None
        return Delegation(None if row.id is None else Chat(row.id, row.kind, row.language))

    async def leave(self, chat_id: int) -> bool:
        """Let the private chat's commands be about itself again. Returns False where they were already."""
        async with self._database.writing() as connection:
            left = await connection.execute(delete(delegations).where(delegations.c.chat_id == chat_id))
            return left.rowcount > 0
