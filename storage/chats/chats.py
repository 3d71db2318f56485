"""Chats: their kind and language, and whether they can be written to."""

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
from storage.outbox import fanout, transitions, watched
from storage.outbox.last_messages import forget_chat
from storage.tables import chats, delegations, feeds, follows, last_messages, matches, preferences, running, watches


@dataclass(frozen=True, slots=True)
class Met:
    """A chat as it is remembered. `woken` is whether it was paused until now: its messages can be sent again."""

    chat: Chat
    woken: bool


NOT_ALLOWED = "not allowed"
"""Why a chat is paused that is not among those that the operator chose."""


class Chats:
    """The table of chats."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def greet(self, chat: Chat, now: datetime) -> Met:
        """Remember a chat that an update came from, and wake it where it was paused.

        A person's language follows the one of their Telegram; a group and a channel keep the one in which they were
        met. A language that was chosen stays.
        """
        async with self._database.reading() as connection:
            known = await _row(connection, chat.id)
        met = _as_met(chat, known)
        if known and known.paused_at is None and (known.kind, known.language) == (met.kind, met.language):
            return Met(met, woken=False)
        async with self._database.writing() as connection:
            known = await _row(connection, chat.id)  # between the two transactions a group can have become this chat
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
        """The language of a chat, `fr` or `en`; `otherwise`, or French, for a chat without a row."""
        async with self._database.reading() as connection:
            found = (await connection.execute(select(chats.c.language).where(chats.c.id == chat_id))).first()
            return found.language if found else otherwise or "fr"

    async def speak(self, chat_id: int, language: str) -> None:
        """Remember the language that a chat chose, `fr` or `en`."""
        async with self._database.writing() as connection:
            await connection.execute(
                update(chats).where(chats.c.id == chat_id).values(language=language, language_chosen=True)
            )

    async def pause(self, chat_id: int, why: str, now: datetime) -> None:
        """Stop writing to a chat that refused a message. Its follows and its messages wait for its return.

        `why` is Telegram's reason. The chat is tried again, later after each refusal.
        """
        async with self._database.writing() as connection:
            here = (chats.c.id == chat_id, chats.c.paused_at.is_(None))
            known = (await connection.execute(select(chats).where(*here))).one_or_none()
            if known is not None:
                await connection.execute(update(chats).where(*here).values(paused_at=now, **_refused(known, why, now)))

    async def refuse_again(self, chat_id: int, why: str, now: datetime) -> None:
        """Count another refusal of a chat that is paused: it was tried again in vain."""
        async with self._database.writing() as connection:
            here = (chats.c.id == chat_id, chats.c.paused_at.is_not(None))
            known = (await connection.execute(select(chats).where(*here))).one_or_none()
            if known is not None:
                await connection.execute(update(chats).where(*here).values(**_refused(known, why, now)))

    async def note_refusal(self, chat_id: int, now: datetime) -> int:
        """Count a refusal in words that are not understood. Returns how many refusals there were in a row."""
        async with self._database.writing() as connection:
            known = (await connection.execute(select(chats).where(chats.c.id == chat_id))).one_or_none()
            if known is None:
                return 0
            refusals: int = known.refusals + 1
            values = {"refusals": refusals, **_first_refusal(known, now)}
            await connection.execute(update(chats).where(chats.c.id == chat_id).values(**values))
            return refusals

    async def reached(self, chat_id: int) -> None:
        """Forget the refusals of a chat: it took a message."""
        async with self._database.writing() as connection:
            values = {"refusals": 0, "refused_since": None, "refused_day": None, "next_try_at": None}
            await connection.execute(update(chats).where(chats.c.id == chat_id).values(**values))

    async def to_try(self, now: datetime, most: int) -> list[int]:
        """The paused chats that are to be tried again now, those that waited longest first, at most `most`."""
        is_due = chats.c.next_try_at.is_(None) | (chats.c.next_try_at <= now)
        shut_out = chats.c.paused_why.is_distinct_from(NOT_ALLOWED)
        query = select(chats.c.id).where(chats.c.paused_at.is_not(None), is_due, shut_out)
        async with self._database.reading() as connection:
            return list((await connection.execute(query.order_by(chats.c.next_try_at).limit(most))).scalars())

    async def try_now(self, now: datetime) -> int:
        """Let every paused chat be tried again now (see `to_try`). Returns how many these are."""
        shut_out = chats.c.paused_why.is_distinct_from(NOT_ALLOWED)
        async with self._database.writing() as connection:
            here = update(chats).where(chats.c.paused_at.is_not(None), shut_out)
            return (await connection.execute(here.values(next_try_at=now))).rowcount

    async def wake(self, chat_id: int) -> None:
        """Write to a paused chat again. Its refusals stay counted until it takes a message."""
        async with self._database.writing() as connection:
            await connection.execute(
                update(chats).where(chats.c.id == chat_id).values(paused_at=None, paused_why=None, next_try_at=None)
            )
            await transitions.resume(connection, _this(chat_id))

    async def forget(self, chat_id: int) -> None:
        """Erase a chat with all that it has. Questions stay: they are public."""
        async with self._database.writing() as connection:
            await _erase(connection, _this(chat_id))

    async def erase_gone(self, now: datetime) -> int:
        """Erase the chats that are gone for good (see `bot.core.reach`). Returns how many there were."""
        shut_out = chats.c.paused_why.is_distinct_from(NOT_ALLOWED)
        query = select(chats).where(chats.c.paused_at.is_not(None), chats.c.refusals >= FEWEST_TRIES, shut_out)
        async with self._database.writing(bulk=True) as connection:
            refusing = (await connection.execute(query)).all()
            # A chat in which the bot merely lacks a right may grant it again.
            out = [row for row in refusing if not lacks_rights(row.paused_why)]
            today = (await connection.execute(TODAY)).scalar_one()
            gone = [
                row.id for row in out if is_gone(row.refused_since, row.refusals, today - (row.refused_day or 0), now)
            ]
            return await _erase(connection, select(chats.c.id).where(chats.c.id.in_(gone))) if gone else 0

    async def limit_to(self, allowed: Collection[int], now: datetime) -> None:
        """Pause every chat that is not `allowed`, none where that is empty; wake those that were paused so before."""
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
        """Give all that chat `old` has to chat `new`, each thing once: a group became a supergroup."""
        async with self._database.writing() as connection:
            if old == new or not await _is_known(connection, old):
                return
            await fanout.catch_up(connection, (old, new))
            await forget_chat(connection, old)
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
            await watched.move(connection, old, new)
            await transitions.move(connection, old, new, now)
            await _hand_over(connection, preferences, (), old, new)
            await _hand_over(connection, feeds, (), old, new)
            await _hand_over_language(connection, old, new)
            # A wait that was set for either of them says nothing of the merged chat.
            await connection.execute(update(chats).where(chats.c.id == new).values(held_until=None, flooded_until=None))
            await _let_in(connection, new)
            await connection.execute(update(delegations).where(delegations.c.target_id == old).values(target_id=new))
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
"""The number of days on which the bot was seen running."""


def _refused(known: Row[Any], why: str, now: datetime) -> dict[str, Any]:
    """The columns of a chat that refused once more."""
    refusals = known.refusals + 1
    return {
        "paused_why": why[:200],
        "refusals": refusals,
        **_first_refusal(known, now),
        "next_try_at": next_try(refusals, lacks_rights(why), now),
    }


def _first_refusal(known: Row[Any], now: datetime) -> dict[str, Any]:
    """When the first of the refusals in a row came: by the clock, and in days on which the bot was seen running."""
    if known.refused_since is not None:
        return {}
    return {"refused_since": now, "refused_day": TODAY.scalar_subquery()}


async def _erase(connection: AsyncConnection, gone: Select[Any]) -> int:
    """Erase the chats that a query selects, with all that they have. Returns how many there were."""
    await transitions.forget(connection, gone)
    for table in (last_messages, matches, watches, follows, feeds, preferences, delegations):
        await connection.execute(delete(table).where(table.c.chat_id.in_(gone)))
    # The row stays, without its target: the person is told before their commands are about their own chat again.
    await connection.execute(update(delegations).where(delegations.c.target_id.in_(gone)).values(target_id=None))
    return (await connection.execute(delete(chats).where(chats.c.id.in_(gone)))).rowcount


async def _row(connection: AsyncConnection, chat_id: int) -> Row[Any] | None:
    return (await connection.execute(select(chats).where(chats.c.id == chat_id))).one_or_none()


def _as_met(chat: Chat, known: Row[Any] | None) -> Chat:
    """The chat with the language in which it is written to."""
    follows_telegram = known is None or (chat.kind == "private" and not known.language_chosen)
    return Chat(chat.id, chat.kind, chat.language if known is None or follows_telegram else known.language)


async def _is_known(connection: AsyncConnection, chat_id: int) -> bool:
    return (await connection.execute(select(chats.c.id).where(chats.c.id == chat_id))).first() is not None


async def _let_in(connection: AsyncConnection, moved: int) -> None:
    """Wake a group that moved, unless it is not among the chats that the operator chose."""
    not_for_it = chats.c.paused_why.is_not_distinct_from(NOT_ALLOWED)
    await connection.execute(update(chats).where(chats.c.id == moved, ~not_for_it).values(**_REACHED))
    await transitions.resume(connection, _this(moved))


def _this(chat_id: int) -> Select[Any]:
    return select(chats.c.id).where(chats.c.id == chat_id)


async def _hand_over(connection: AsyncConnection, table: Table, key: tuple[str, ...], old: int, new: int) -> None:
    """Give the rows of chat `old` to `new`, except where `new` has a row of the same `key`."""
    other = table.alias()
    own = select(other.c.chat_id).where(other.c.chat_id == new, *(other.c[name] == table.c[name] for name in key))
    await connection.execute(update(table).where(table.c.chat_id == old, ~own.exists()).values(chat_id=new))


async def _hand_over_language(connection: AsyncConnection, old: int, new: int) -> None:
    """Give the language of chat `old` to `new`, unless `new` chose one: until then it has that of the person who added
    the bot.
    """
    known = (await connection.execute(select(chats).where(chats.c.id == old))).one()
    await connection.execute(
        update(chats)
        .where(chats.c.id == new, ~chats.c.language_chosen)
        .values(language=known.language, language_chosen=known.language_chosen)
    )
