"""Chats: who they are, and whether they can be written to."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, Table, delete, false, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.chat import Chat
from bot.core.reach import FEWEST_TRIES, is_gone, next_try
from bot.core.rights import lacks_rights
from storage.database import Database, insert_or_ignore
from storage.outbox import fanout, transitions
from storage.tables import chats, choices, follows, preferences, running


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
            known = await _row(connection, chat.id)
        met = _as_met(chat, known)
        if known and known.paused_at is None and (known.kind, known.language) == (met.kind, met.language):
            return Met(met, woken=False)
        async with self._database.writing() as connection:
            known = await _row(connection, chat.id)  # a group can have become this chat since
            met = _as_met(chat, known)
            await connection.execute(
                insert_or_ignore(connection, chats).values(
                    id=met.id, kind=met.kind, language=met.language, created_at=now
                )
            )
            await connection.execute(
                update(chats).where(chats.c.id == met.id).values(kind=met.kind, language=met.language, **_REACHED)
            )
            await transitions.resume(connection, _this(met.id))
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
        """Stop writing to a chat that is out of reach. Its follows and its messages wait for its return.

        It is tried again, after each refusal later than after the one before.
        """
        async with self._database.writing() as connection:
            here = (chats.c.id == chat_id, chats.c.paused_at.is_(None))
            known = (await connection.execute(select(chats).where(*here))).one_or_none()
            if known is not None:
                await connection.execute(update(chats).where(*here).values(paused_at=now, **_refused(known, why, now)))

    async def refuse_again(self, chat_id: int, why: str, now: datetime) -> None:
        """A chat that is out of reach was tried again, and still is."""
        async with self._database.writing() as connection:
            here = (chats.c.id == chat_id, chats.c.paused_at.is_not(None))
            known = (await connection.execute(select(chats).where(*here))).one_or_none()
            if known is not None:
                await connection.execute(update(chats).where(*here).values(**_refused(known, why, now)))

    async def note_refusal(self, chat_id: int, now: datetime) -> int:
        """The chat did not take a message, and nobody knows why. Returns how many it did not take in a row."""
        async with self._database.writing() as connection:
            known = (await connection.execute(select(chats).where(chats.c.id == chat_id))).one_or_none()
            if known is None:
                return 0
            refusals: int = known.refusals + 1
            values = {"refusals": refusals, **_first_refusal(known, now)}
            await connection.execute(update(chats).where(chats.c.id == chat_id).values(**values))
            return refusals

    async def reached(self, chat_id: int) -> None:
        """The chat took a message: what it refused before says nothing any more."""
        async with self._database.writing() as connection:
            values = {"refusals": 0, "refused_since": None, "refused_day": None, "next_try_at": None}
            await connection.execute(update(chats).where(chats.c.id == chat_id).values(**values))

    async def to_try(self, now: datetime, most: int) -> list[int]:
        """The chats that are out of reach and to be tried again now, those that waited longest first."""
        is_due = chats.c.next_try_at.is_(None) | (chats.c.next_try_at <= now)
        shut_out = chats.c.paused_why.is_distinct_from(NOT_ALLOWED)
        query = select(chats.c.id).where(chats.c.paused_at.is_not(None), is_due, shut_out)
        async with self._database.reading() as connection:
            return list((await connection.execute(query.order_by(chats.c.next_try_at).limit(most))).scalars())

    async def wake(self, chat_id: int) -> None:
        """Write to a chat again that was out of reach. What it refused stays counted until it takes a message."""
        async with self._database.writing() as connection:
            await connection.execute(
                update(chats).where(chats.c.id == chat_id).values(paused_at=None, paused_why=None, next_try_at=None)
            )
            await transitions.resume(connection, _this(chat_id))

    async def forget(self, chat_id: int) -> None:
        """Erase a chat with all that it had. What it followed stays known as what it is: public."""
        async with self._database.writing() as connection:
            await _erase(connection, _this(chat_id))

    async def erase_gone(self, now: datetime) -> int:
        """Forget the chats that are gone for good (see `bot.core.reach`). Returns how many there were."""
        shut_out = chats.c.paused_why.is_distinct_from(NOT_ALLOWED)
        query = select(chats).where(chats.c.paused_at.is_not(None), chats.c.refusals >= FEWEST_TRIES, shut_out)
        async with self._database.writing() as connection:
            refusing = (await connection.execute(query)).all()
            out = [
                row for row in refusing if not lacks_rights(row.paused_why)
            ]  # where it is in, it may be let in again
            today = (await connection.execute(TODAY)).scalar_one()
            gone = [
                row.id for row in out if is_gone(row.refused_since, row.refusals, today - (row.refused_day or 0), now)
            ]
            return await _erase(connection, select(chats.c.id).where(chats.c.id.in_(gone))) if gone else 0

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
            await transitions.resume(connection, within_reach)
            await connection.execute(
                update(chats).where(chats.c.paused_at.is_(None), left_out).values(paused_at=now, paused_why=NOT_ALLOWED)
            )

    async def move(self, old: int, new: int, now: datetime) -> None:
        """A group became a supergroup: everything of `old` becomes `new`'s, each thing once."""
        async with self._database.writing() as connection:
            if old == new or not await _is_known(connection, old):
                return
            await fanout.catch_up(connection, (old, new))
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
            await transitions.move(connection, old, new, now)
            await _hand_over(connection, preferences, (), old, new)
            await _hand_over_language(connection, old, new)
            # What was learned of either as it was says nothing of the one that there is now.
            await connection.execute(update(chats).where(chats.c.id == new).values(held_until=None, flooded_until=None))
            await _let_in(connection, new)
            await connection.execute(update(choices).where(choices.c.target_id == old).values(target_id=new))
            await connection.execute(delete(chats).where(chats.c.id == old))


_REACHED = {
    "paused_at": None,
    "paused_why": None,
    "refusals": 0,
    "refused_since": None,
    "refused_day": None,
    "next_try_at": None,
}

TODAY = select(running.c.days)
"""The number of the day, counted by those on which the bot was seen running."""


def _refused(known: Row[Any], why: str, now: datetime) -> dict[str, Any]:
    """What is remembered of one more refusal of a chat."""
    refusals = known.refusals + 1
    return {
        "paused_why": why[:200],
        "refusals": refusals,
        **_first_refusal(known, now),
        "next_try_at": next_try(refusals, lacks_rights(why), now),
    }


def _first_refusal(known: Row[Any], now: datetime) -> dict[str, Any]:
    """When the first of the refusals in a row came: by the clock, and by the days on which the bot was seen running."""
    if known.refused_since is not None:
        return {}
    return {"refused_since": now, "refused_day": TODAY.scalar_subquery()}


async def _erase(connection: AsyncConnection, gone: Select[Any]) -> int:
    """Erase the chats of a query with all that they had."""
    await transitions.forget(connection, gone)
    for table in (follows, preferences, choices):
        await connection.execute(delete(table).where(table.c.chat_id.in_(gone)))
    # Who commands such a chat has to hear of it first: the next command is not meant for their own.
    await connection.execute(update(choices).where(choices.c.target_id.in_(gone)).values(target_id=None))
    return (await connection.execute(delete(chats).where(chats.c.id.in_(gone)))).rowcount


async def _row(connection: AsyncConnection, chat_id: int) -> Row[Any] | None:
    return (await connection.execute(select(chats).where(chats.c.id == chat_id))).one_or_none()


def _as_met(chat: Chat, known: Row[Any] | None) -> Chat:
    """A chat that was heard of, in the language in which it is spoken to."""
    follows_telegram = known is None or (chat.kind == "private" and not known.language_chosen)
    return Chat(chat.id, chat.kind, chat.language if known is None or follows_telegram else known.language)


async def _is_known(connection: AsyncConnection, chat_id: int) -> bool:
    return (await connection.execute(select(chats.c.id).where(chats.c.id == chat_id))).first() is not None


async def _let_in(connection: AsyncConnection, moved: int) -> None:
    """A group that moved can be written to, unless this instance is not for it."""
    not_for_it = chats.c.paused_why.is_not_distinct_from(NOT_ALLOWED)
    await connection.execute(update(chats).where(chats.c.id == moved, ~not_for_it).values(**_REACHED))
    await transitions.resume(connection, _this(moved))


def _this(chat_id: int) -> Select[Any]:
    return select(chats.c.id).where(chats.c.id == chat_id)


async def _hand_over(connection: AsyncConnection, table: Table, key: tuple[str, ...], old: int, new: int) -> None:
    """Give the rows of one chat to another, but for those of which the other has its own."""
    other = table.alias()
    own = select(other.c.chat_id).where(other.c.chat_id == new, *(other.c[name] == table.c[name] for name in key))
    await connection.execute(update(table).where(table.c.chat_id == old, ~own.exists()).values(chat_id=new))


async def _hand_over_language(connection: AsyncConnection, old: int, new: int) -> None:
    """Give one chat's language to another, unless that chose its own: who brought the other in may speak any."""
    known = (await connection.execute(select(chats).where(chats.c.id == old))).one()
    await connection.execute(
        update(chats)
        .where(chats.c.id == new, ~chats.c.language_chosen)
        .values(language=known.language, language_chosen=known.language_chosen)
    )
