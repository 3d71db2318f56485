"""Chats: who they are, and whether they can be written to."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Table, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.chat import Chat
from storage.database import Database, insert_or_ignore
from storage.tables import chats, choices, follows, outbox, preferences


@dataclass(frozen=True, slots=True)
class Met:
    """A chat as it is remembered; `woken` where it was paused, so that its messages can be sent now."""

    chat: Chat
    woken: bool


class Chats:
    """The table of chats."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def greet(self, chat: Chat, now: datetime) -> Met:
        """Remember a chat that was heard of, and wake it where it was paused.

        A person's language follows their Telegram; a group and a channel keep the one they were met in. One that was
        chosen stays.
        """
        async with self._database.reading() as connection:
            known = (await connection.execute(select(chats).where(chats.c.id == chat.id))).one_or_none()
        follows_telegram = known is None or (chat.kind == "private" and not known.language_chosen)
        language = chat.language if known is None or follows_telegram else known.language
        met = Chat(chat.id, chat.kind, language)
        if known and known.paused_at is None and (known.kind, known.language) == (met.kind, met.language):
            return Met(met, woken=False)
        async with self._database.writing() as connection:
            await connection.execute(
                insert_or_ignore(connection, chats).values(
                    id=met.id, kind=met.kind, language=met.language, created_at=now
                )
            )
            await connection.execute(
                update(chats)
                .where(chats.c.id == met.id)
                .values(kind=met.kind, language=met.language, paused_at=None, paused_why=None)
            )
            await _unpark(connection, met.id)
        return Met(met, woken=known is not None and known.paused_at is not None)

    async def language(self, chat_id: int) -> str:
        """The language of a chat; French for one that was never heard of."""
        async with self._database.reading() as connection:
            found = (await connection.execute(select(chats.c.language).where(chats.c.id == chat_id))).first()
            return found.language if found else "fr"

    async def speak(self, chat_id: int, language: str) -> None:
        """The chat chose its language, `fr` or `en`."""
        async with self._database.writing() as connection:
            await connection.execute(
                update(chats).where(chats.c.id == chat_id).values(language=language, language_chosen=True)
            )

    async def pause(self, chat_id: int, why: str, now: datetime) -> None:
        """Stop writing to a chat that is out of reach. Its follows and its messages wait for its return."""
        async with self._database.writing() as connection:
            await connection.execute(
                update(chats)
                .where(chats.c.id == chat_id, chats.c.paused_at.is_(None))
                .values(paused_at=now, paused_why=why[:200])
            )

    async def forget(self, chat_id: int) -> None:
        """Erase a chat with all that it had. What it followed stays known as what it is: public."""
        async with self._database.writing() as connection:
            for table in (outbox, follows, preferences, choices):
                await connection.execute(delete(table).where(table.c.chat_id == chat_id))
            await connection.execute(delete(choices).where(choices.c.target_id == chat_id))
            await connection.execute(delete(chats).where(chats.c.id == chat_id))

    async def move(self, old: int, new: int) -> None:
        """A group became a supergroup: everything of `old` becomes `new`'s, each thing once."""
        async with self._database.writing() as connection:
            if old == new or not await _is_known(connection, old):
                return
            if not await _is_known(connection, new):
                await connection.execute(
                    update(chats)
                    .where(chats.c.id == old)
                    .values(
                        id=new,
                        kind="supergroup",
                        held_until=None,
                        flooded_until=None,
                        paused_at=None,
                        paused_why=None,
                    )
                )
                await _unpark(connection, new)
                return
            await _hand_over(connection, follows, ("question_id",), old, new)
            await _hand_over(connection, outbox, ("question_id", "key"), old, new)
            await _unpark(connection, new)
            await _hand_over(connection, preferences, (), old, new)
            await connection.execute(update(choices).where(choices.c.target_id == old).values(target_id=new))
            await connection.execute(delete(chats).where(chats.c.id == old))


async def _is_known(connection: AsyncConnection, chat_id: int) -> bool:
    return (await connection.execute(select(chats.c.id).where(chats.c.id == chat_id))).first() is not None


async def _unpark(connection: AsyncConnection, chat_id: int) -> None:
    await connection.execute(update(outbox).where(outbox.c.parked, outbox.c.chat_id == chat_id).values(parked=False))


async def _hand_over(connection: AsyncConnection, table: Table, key: tuple[str, ...], old: int, new: int) -> None:
    """Give the rows of one chat to another, but for those of which the other has its own."""
    other = table.alias()
    own = select(other.c.chat_id).where(other.c.chat_id == new, *(other.c[name] == table.c[name] for name in key))
    await connection.execute(update(table).where(table.c.chat_id == old, ~own.exists()).values(chat_id=new))
