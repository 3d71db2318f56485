"""Chats: who they are, and whether they can be written to."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, delete, false, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.chat import Chat
from storage import tellings
from storage.database import Database, insert_or_ignore
from storage.tables import IS_PARKED, chats, choices, follows, outbox, preferences


@dataclass(frozen=True, slots=True)
class Met:
    """A chat as it is remembered; `woken` where it was paused, so that its messages can be sent now."""

    chat: Chat
    woken: bool


NOT_ALLOWED = "not allowed"
"""Why a chat is not written to for which this instance is not."""


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
            await _unpark(connection, outbox.c.chat_id == met.id)
        return Met(met, woken=known is not None and known.paused_at is not None)

    async def language(self, chat_id: int, otherwise: str | None = None) -> str:
        """The language of a chat; for one that was never heard of `otherwise`, or French."""
        async with self._database.reading() as connection:
            found = (await connection.execute(select(chats.c.language).where(chats.c.id == chat_id))).first()
            return found.language if found else otherwise or "fr"

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

    async def paused(self) -> list[tuple[int, str | None]]:
        """The chats that are out of reach, and why."""
        async with self._database.reading() as connection:
            query = select(chats.c.id, chats.c.paused_why).where(chats.c.paused_at.is_not(None))
            return [(row.id, row.paused_why) for row in await connection.execute(query)]

    async def wake(self, some: Collection[int]) -> None:
        """Write to these chats again, as to any other."""
        async with self._database.writing() as connection:
            await connection.execute(
                update(chats).where(chats.c.id.in_(list(some))).values(paused_at=None, paused_why=None)
            )
            await _unpark(connection, outbox.c.chat_id.in_(list(some)))

    async def forget(self, chat_id: int) -> None:
        """Erase a chat with all that it had. What it followed stays known as what it is: public."""
        async with self._database.writing() as connection:
            await _erase(connection, select(chats.c.id).where(chats.c.id == chat_id))

    async def erase_gone(self, before: datetime) -> int:
        """Forget the chats that have been out of reach since before then. Returns how many there were."""
        async with self._database.writing() as connection:
            shut_out = chats.c.paused_why.is_distinct_from(NOT_ALLOWED)
            return await _erase(connection, select(chats.c.id).where(chats.c.paused_at < before, shut_out))

    async def limit_to(self, allowed: Collection[int], now: datetime) -> None:
        """Write to no chats but these, from now on; to all where there are none. Those that were left out come back."""
        left_out = chats.c.id.not_in(list(allowed)) if allowed else false()
        async with self._database.writing() as connection:
            await connection.execute(
                update(chats)
                .where(chats.c.paused_why == NOT_ALLOWED, ~left_out)
                .values(paused_at=None, paused_why=None)
            )
            within_reach = select(chats.c.id).where(chats.c.paused_at.is_(None), chats.c.held_until.is_(None))
            await _unpark(connection, outbox.c.chat_id.in_(within_reach))
            await connection.execute(
                update(chats).where(chats.c.paused_at.is_(None), left_out).values(paused_at=now, paused_why=NOT_ALLOWED)
            )

    async def move(self, old: int, new: int) -> None:
        """A group became a supergroup: everything of `old` becomes `new`'s, each thing once."""
        async with self._database.writing() as connection:
            if old == new or not await _is_known(connection, old):
                return
            await tellings.catch_up(connection, (old, new))
            if not await _is_known(connection, new):
                await connection.execute(
                    update(chats)
                    .where(chats.c.id == old)
                    .values(
                        id=new,
                        kind="supergroup",
                        held_until=None,
                        flooded_until=None,
                    )
                )
                await _let_in(connection, new)
                return
            await _hand_over(connection, follows, ("question_id",), old, new)
            # By the hours of the old one no more: what waited is decided on anew.
            waits = update(outbox).where(outbox.c.chat_id == old, outbox.c.outcome.is_(None))
            await connection.execute(waits.values(not_before=None, together=False))
            await _settle_between(connection, old, new)
            await _hand_over(connection, outbox, ("question_id", "key"), old, new)
            await _hand_over(connection, preferences, (), old, new)
            await _hand_over_language(connection, old, new)
            # What was learned of either as it was says nothing of the one that there is now.
            await connection.execute(update(chats).where(chats.c.id == new).values(held_until=None, flooded_until=None))
            await _let_in(connection, new)
            await connection.execute(update(choices).where(choices.c.target_id == old).values(target_id=new))
            await connection.execute(delete(chats).where(chats.c.id == old))


async def _erase(connection: AsyncConnection, gone: Select[Any]) -> int:
    """Erase the chats of a query with all that they had."""
    for table in (outbox, follows, preferences, choices):
        await connection.execute(delete(table).where(table.c.chat_id.in_(gone)))
    # Who commands such a chat has to hear of it first: the next command is not meant for their own.
    await connection.execute(update(choices).where(choices.c.target_id.in_(gone)).values(target_id=None))
    return (await connection.execute(delete(chats).where(chats.c.id.in_(gone)))).rowcount


async def _is_known(connection: AsyncConnection, chat_id: int) -> bool:
    return (await connection.execute(select(chats.c.id).where(chats.c.id == chat_id))).first() is not None


async def _let_in(connection: AsyncConnection, moved: int) -> None:
    """A group that moved can be written to, unless this instance is not for it."""
    not_for_it = chats.c.paused_why.is_not_distinct_from(NOT_ALLOWED)
    await connection.execute(
        update(chats).where(chats.c.id == moved, ~not_for_it).values(paused_at=None, paused_why=None)
    )
    await _unpark(connection, outbox.c.chat_id == moved)


async def _unpark(connection: AsyncConnection, of_chats: ColumnElement[bool]) -> None:
    """What waits for these chats can be sent again, see `storage.turns`."""
    await connection.execute(update(outbox).where(IS_PARKED, of_chats).values(parked=False))


async def _hand_over(connection: AsyncConnection, table: Table, key: tuple[str, ...], old: int, new: int) -> None:
    """Give the rows of one chat to another, but for those of which the other has its own."""
    other = table.alias()
    own = select(other.c.chat_id).where(other.c.chat_id == new, *(other.c[name] == table.c[name] for name in key))
    await connection.execute(update(table).where(table.c.chat_id == old, ~own.exists()).values(chat_id=new))


async def _settle_between(connection: AsyncConnection, old: int, new: int) -> None:
    """What one chat was told, the other is not; what waits for one is told, unless the other was."""
    other = outbox.alias()
    of_old = (other.c.chat_id == old, other.c.question_id == outbox.c.question_id, other.c.key == outbox.c.key)
    told = select(other.c.id).where(*of_old, other.c.outcome == "sent").exists()
    waits = select(other.c.id).where(*of_old, other.c.outcome.is_(None)).exists()
    told_here = outbox.c.outcome.in_(["sent", "refused"])
    of_new = outbox.c.chat_id == new
    await connection.execute(update(outbox).where(of_new, outbox.c.outcome.is_(None), told).values(outcome="cancelled"))
    await connection.execute(delete(outbox).where(of_new, outbox.c.outcome.is_not(None), ~told_here, waits))


async def _hand_over_language(connection: AsyncConnection, old: int, new: int) -> None:
    """Give the language that one chat chose to another, unless that chose its own."""
    chosen = select(chats.c.language).where(chats.c.id == old, chats.c.language_chosen)
    language = (await connection.execute(chosen)).scalar_one_or_none()
    if language is not None:
        await connection.execute(
            update(chats)
            .where(chats.c.id == new, ~chats.c.language_chosen)
            .values(language=language, language_chosen=True)
        )
