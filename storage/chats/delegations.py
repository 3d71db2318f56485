"""Which chat a person commands from private chat."""

from dataclasses import dataclass

from sqlalchemy import delete, outerjoin, select

from bot.core.chat import Chat
from storage.database import Database, insert_or_replace
from storage.tables import chats, choices


@dataclass(frozen=True, slots=True)
class Choice:
    """The chat that a person chose to command from private; None where that was erased since."""

    target: Chat | None


class Choices:
    """The table of the channels and groups that people command from private chat."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def choose(self, chat_id: int, target_id: int) -> None:
        """What a person says in private is about that chat from now on. Both have been met."""
        async with self._database.writing() as connection:
            row = {"chat_id": chat_id, "target_id": target_id}
            await connection.execute(insert_or_replace(connection, choices), [row])

    async def of(self, chat_id: int) -> Choice | None:
        """What a person commands from private; None where they speak for themselves."""
        target = outerjoin(choices, chats, choices.c.target_id == chats.c.id)
        query = (
            select(chats.c.id, chats.c.kind, chats.c.language).select_from(target).where(choices.c.chat_id == chat_id)
        )
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).first()
        if row is None:
            return None
        return Choice(None if row.id is None else Chat(row.id, row.kind, row.language))

    async def leave(self, chat_id: int) -> bool:
        """A person speaks for themselves again. False where they did already."""
        async with self._database.writing() as connection:
            left = await connection.execute(delete(choices).where(choices.c.chat_id == chat_id))
            return left.rowcount > 0
