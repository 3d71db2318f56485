"""Every change of a row of the outbox: nobody else writes to that table.

Each function is one transition, and its first line says from which states to which (see `DeliveryState`):

    nothing → COLLECTING | READY | SHOWN
    COLLECTING → READY | SCHEDULED
    READY → SCHEDULED | SUSPENDED
    SCHEDULED → READY | SUSPENDED | SCHEDULED at another hour
    SUSPENDED → SCHEDULED where an hour is set, else READY
    any that waits → SENT | REFUSED | CANCELLED
    SENT | REFUSED | CANCELLED | SHOWN → nothing, once they are old

A row is settled once, but for one case: a message that is under way can arrive after its row was cancelled.
With its chat's number, the foreign key changes that of its rows. None of the functions decides anything, nor opens a
transaction: each is handed the connection of the one that it belongs to.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, delete, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.delivery import CardKind, DeliveryState, GroupKey, GroupKind
from storage.database import insert_or_ignore
from storage.tables import IS_ANNOUNCED, IS_COLLECTING, IS_READY, IS_SCHEDULED, IS_SUSPENDED, WAITS, outbox

AT_A_TIME = 5000
"""Rows that one statement names at most."""

COLUMNS = ("chat_id", "question_id", "key", "kind", "created_at", "attempts", "thread", "sweep", "position")
"""The columns that a query has to select, in this order, whose rows are written into the outbox."""


ANSWERS_TO_FOLLOWS = (
    *(
        tuple(f"{kind}:{stage}:" for kind in (CardKind.CARD, CardKind.CARD_OF_BARE))
        for stage in ("", "card", "official")
    ),
    (f"{CardKind.MISSING}::", f"{CardKind.MISSING_EVERYWHERE}::"),
)
"""How the keys begin that are equal but for the follow (see `storage.outbox.event_log.put`).

Those of each tuple mean the same to a chat: one stage of a card, or that there is no such question.
"""


@dataclass(frozen=True, slots=True)
class NewDelivery:
    """A row to be written: `key` is unique for a chat and a question, `thread` is a topic of a forum, `position` its
    place in the queue.
    """

    chat_id: int
    question_id: int
    key: str
    kind: str
    created_at: datetime
    thread: int | None
    position: int = 0


# New rows


async def fan_out(connection: AsyncConnection, rows: Select[Any]) -> int:
    """Nothing → COLLECTING where a row has a sweep, else READY. `rows` selects `COLUMNS`; returns how many are new."""
    sweep = rows.selected_columns["sweep"]
    stated = rows.add_columns(
        case((sweep.is_(None), _word(DeliveryState.READY)), else_=_word(DeliveryState.COLLECTING))
    )
    written = await connection.execute(insert_or_ignore(connection, outbox).from_select([*COLUMNS, "state"], stated))
    return int(written.rowcount)


async def enqueue(connection: AsyncConnection, new: NewDelivery) -> None:
    """Nothing → READY, unless the chat has a row of that question and key."""
    values = {
        "chat_id": new.chat_id,
        "question_id": new.question_id,
        "key": new.key,
        "kind": new.kind,
        "created_at": new.created_at,
        "attempts": 0,
        "state": DeliveryState.READY,
        "thread": new.thread,
        "position": new.position,
    }
    await connection.execute(insert_or_ignore(connection, outbox).values(**values))


async def show(connection: AsyncConnection, rows: Select[Any], now: datetime) -> None:
    """Nothing → SHOWN: the card that the chat gets now shows the event. `rows` selects `COLUMNS`."""
    ended = rows.add_columns(_word(DeliveryState.SHOWN), literal(now, outbox.c.settled_at.type))
    columns = [*COLUMNS, "state", "settled_at"]
    await connection.execute(insert_or_ignore(connection, outbox).from_select(columns, ended))


# A sweep


async def group(
    connection: AsyncConnection, which: Sequence[ColumnElement[bool]], kind: GroupKind, id: ColumnElement[str]
) -> None:
    """COLLECTING stays COLLECTING: rows are put into a group, which is told in one message."""
    await connection.execute(update(outbox).where(IS_COLLECTING, *which).values(group_kind=kind, group_id=id))


async def release(connection: AsyncConnection, which: Sequence[ColumnElement[bool]]) -> None:
    """COLLECTING → READY: the sweep is over."""
    released = {"state": DeliveryState.READY, "sweep": None}
    await connection.execute(update(outbox).where(IS_COLLECTING, *which).values(**released))


async def hold(connection: AsyncConnection, which: Sequence[ColumnElement[bool]], at: datetime) -> None:
    """COLLECTING → SCHEDULED by itself: the sweep is over, and the row waits a little for its text."""
    held = {"state": DeliveryState.SCHEDULED, "sweep": None, "scheduled_for": at, "for_digest": False}
    await connection.execute(update(outbox).where(IS_COLLECTING, *which).values(**held))


async def let_go(connection: AsyncConnection, which: Sequence[ColumnElement[bool]]) -> int:
    """SCHEDULED by itself → READY: the text is there, or will not come in time. Returns how many rows these are."""
    alone = update(outbox).where(IS_SCHEDULED, ~outbox.c.for_digest, *which)
    return (await connection.execute(alone.values(**_no_hour()))).rowcount


# Hours


async def schedule(connection: AsyncConnection, rows: Sequence[int], at: datetime, for_digest: bool) -> None:
    """READY → SCHEDULED."""
    await _change(connection, rows, state=DeliveryState.SCHEDULED, scheduled_for=at, for_digest=for_digest)


async def put_off(connection: AsyncConnection, rows: Sequence[int], at: datetime) -> None:
    """SCHEDULED → SCHEDULED at a later hour."""
    await _change(connection, rows, scheduled_for=at)


async def wake(connection: AsyncConnection, rows: Sequence[int], digest: GroupKey | None = None) -> None:
    """SCHEDULED → READY; as part of a digest, where one is given."""
    group = {} if digest is None else {"group_kind": digest.kind, "group_id": digest.id}
    await _change(connection, rows, state=DeliveryState.READY, scheduled_for=None, **group)


async def reschedule_alone(connection: AsyncConnection, chat_id: int) -> None:
    """SCHEDULED → READY of what waits for an hour by itself: the chat changed its mind.

    SUSPENDED stays SUSPENDED, without its hour.
    """
    alone = (WAITS, outbox.c.chat_id == chat_id, ~outbox.c.for_digest, outbox.c.scheduled_for.is_not(None))
    await connection.execute(update(outbox).where(*alone).values(**_no_hour()))


async def reschedule_digest(
    connection: AsyncConnection, chat_id: int, at: datetime, after: datetime | None = None
) -> None:
    """SCHEDULED → SCHEDULED at another hour, of what waits for a digest: the chat changed its mind.

    With `after`, of what is due after that alone; without it READY → SCHEDULED too, of a digest that is being told.
    SUSPENDED stays SUSPENDED, with that hour.
    """
    scheduled = (WAITS, outbox.c.chat_id == chat_id, outbox.c.for_digest)
    later = () if after is None else (outbox.c.scheduled_for > after,)
    await connection.execute(update(outbox).where(*scheduled, *later).values(**_hour(at)))


async def decide_anew(connection: AsyncConnection, which: Sequence[ColumnElement[bool]]) -> None:
    """SCHEDULED → READY: a watch changed its mind, or the chat of one. SUSPENDED stays SUSPENDED, without its hour."""
    waits = update(outbox).where(WAITS, outbox.c.scheduled_for.is_not(None), *which)
    await connection.execute(waits.values(**_no_hour(), for_digest=False))


async def gather(
    connection: AsyncConnection, which: Sequence[ColumnElement[bool]], group: GroupKey, until: datetime
) -> None:
    """READY or SCHEDULED → SCHEDULED for `until`, in one group: a restored copy tells what it lost in one message."""
    grouped = {"group_kind": group.kind, "group_id": group.id, "for_digest": True}
    await connection.execute(update(outbox).where(*which).values(**_hour(until), **grouped))


async def end_gathering(connection: AsyncConnection, group: GroupKey, until: datetime, now: datetime) -> None:
    """SCHEDULED → SCHEDULED for now, of the rows that `gather` put into the group."""
    here = (outbox.c.group_kind == group.kind, outbox.c.group_id == group.id, outbox.c.scheduled_for == until)
    await connection.execute(update(outbox).where(IS_SCHEDULED, *here).values(scheduled_for=now))


async def clock_went_back(
    connection: AsyncConnection,
    now: datetime,
    latest_pause: datetime,
    latest: datetime,
    until_asked: datetime,
    resting: Select[Any],
) -> int:
    """SCHEDULED → READY, of rows that a clock that was ahead has put off. Returns how many these are.

    These are the rows written later than `now`, those of the chats of `resting` that wait until after `latest_pause`,
    and those that wait until after `latest`, unless they wait `until_asked`. SUSPENDED stays SUSPENDED, without its
    hour.
    """
    waits = (WAITS, outbox.c.scheduled_for > now)
    is_resting = (outbox.c.scheduled_for > latest_pause) & outbox.c.chat_id.in_(resting)
    is_far = (outbox.c.scheduled_for > latest) & (outbox.c.scheduled_for < until_asked)
    ahead = (
        update(outbox).where(*waits, outbox.c.created_at > now).values(**_no_hour(), for_digest=False, created_at=now)
    )
    late = update(outbox).where(*waits, is_resting | is_far).values(**_no_hour(), for_digest=False)
    return sum([(await connection.execute(each)).rowcount for each in (ahead, late)])


async def plan_anew(connection: AsyncConnection, after: datetime, until_asked: datetime) -> None:
    """SCHEDULED → READY, of rows that wait until later than `after`, unless they wait `until_asked`.

    SUSPENDED stays SUSPENDED, without its hour.
    """
    later = (WAITS, outbox.c.scheduled_for > after, outbox.c.scheduled_for < until_asked)
    await connection.execute(update(outbox).where(*later).values(**_no_hour(), for_digest=False))


# Chats that cannot be written to


async def suspend(connection: AsyncConnection, of_chats: Select[Any]) -> None:
    """READY → SUSPENDED, of the chats that the query selects."""
    await connection.execute(
        update(outbox).where(IS_READY, outbox.c.chat_id.in_(of_chats)).values(state=DeliveryState.SUSPENDED)
    )


async def suspend_scheduled(connection: AsyncConnection, now: datetime, of_chats: Select[Any]) -> None:
    """SCHEDULED → SUSPENDED, of rows due by `now` of the chats that the query selects."""
    theirs = (IS_SCHEDULED, outbox.c.scheduled_for <= now, outbox.c.chat_id.in_(of_chats))
    await connection.execute(update(outbox).where(*theirs).values(state=DeliveryState.SUSPENDED))


async def resume(connection: AsyncConnection, of_chats: Select[Any]) -> None:
    """SUSPENDED → SCHEDULED where an hour is set, else READY; of the chats that the query selects."""
    theirs = update(outbox).where(IS_SUSPENDED, outbox.c.chat_id.in_(of_chats))
    has_hour = outbox.c.scheduled_for.is_not(None)
    state = case((has_hour, _word(DeliveryState.SCHEDULED)), else_=_word(DeliveryState.READY))
    await connection.execute(theirs.values(state=state))


# Attempts


async def settle(
    connection: AsyncConnection, rows: Iterable[int], state: DeliveryState, now: datetime, note: str | None = None
) -> None:
    """Any that waits → SENT, or REFUSED with Telegram's reason; CANCELLED → the same, where it was under way."""
    settled = update(outbox).where(outbox.c.id.in_(list(rows)))
    await connection.execute(settled.values(**_settled(state, now), note=note and note[:300]))


async def count_attempt(connection: AsyncConnection, rows: Iterable[int], doubtful: bool = False) -> None:
    """No state changes: an attempt failed; `doubtful` is whether the message may have arrived."""
    counted = {"attempts": outbox.c.attempts + 1, "doubts": outbox.c.doubts + int(doubtful)}
    await connection.execute(update(outbox).where(outbox.c.id.in_(list(rows))).values(**counted))


async def retry(connection: AsyncConnection, rows: Iterable[int], at: datetime, doubtful: bool = False) -> None:
    """READY → SCHEDULED by itself for another attempt, which is counted. SUSPENDED stays SUSPENDED, with that hour."""
    counted = {"attempts": outbox.c.attempts + 1, "doubts": outbox.c.doubts + int(doubtful)}
    waits = update(outbox).where(WAITS, outbox.c.id.in_(list(rows)))
    await connection.execute(waits.values(**_hour(at), for_digest=False, **counted))


async def retry_now(connection: AsyncConnection) -> int:
    """SCHEDULED → READY of rows that failed before and wait for another attempt. Returns how many these are."""
    failed = (outbox.c.attempts > 0, ~outbox.c.for_digest)
    return (await connection.execute(update(outbox).where(IS_SCHEDULED, *failed).values(**_no_hour()))).rowcount


async def close_topic(connection: AsyncConnection, chat_id: int, thread: int | None, at: datetime) -> None:
    """READY → SCHEDULED by itself, of the rows of one topic of a forum."""
    here = (IS_READY, outbox.c.chat_id == chat_id, outbox.c.thread.is_not_distinct_from(thread))
    await connection.execute(update(outbox).where(*here).values(**_hour(at), for_digest=False))


async def leave_topic(connection: AsyncConnection, chat_id: int, thread: int) -> None:
    """No state changes: rows of a topic that is gone go to the general one."""
    here = (outbox.c.chat_id == chat_id, outbox.c.thread == thread)
    await connection.execute(update(outbox).where(*here).values(thread=None))


# Messages that are wanted no longer


async def cancel(connection: AsyncConnection, rows: Sequence[int], now: datetime) -> None:
    """READY or SCHEDULED → CANCELLED: the chat turned such messages off."""
    await _change(connection, rows, **_settled(DeliveryState.CANCELLED, now))


async def cancel_question(connection: AsyncConnection, chat_id: int, question_id: int, now: datetime) -> None:
    """Any that waits → CANCELLED: the chat does not follow that question any more."""
    theirs = (WAITS, outbox.c.chat_id == chat_id, outbox.c.question_id == question_id)
    await connection.execute(update(outbox).where(*theirs).values(**_settled(DeliveryState.CANCELLED, now)))


async def cancel_unwatched(connection: AsyncConnection, which: Sequence[ColumnElement[bool]], now: datetime) -> None:
    """Any that waits → CANCELLED: its watches are paused or stopped, or the card of a new follow shows it."""
    await connection.execute(update(outbox).where(WAITS, *which).values(**_settled(DeliveryState.CANCELLED, now)))


async def cancel_announcement(connection: AsyncConnection, key: str, now: datetime) -> None:
    """Any that waits → CANCELLED: the operator stopped it."""
    its_own = (IS_ANNOUNCED, outbox.c.key == key)
    await connection.execute(update(outbox).where(WAITS, *its_own).values(**_settled(DeliveryState.CANCELLED, now)))


async def cancel_overtaken(connection: AsyncConnection, which: Sequence[ColumnElement[bool]], now: datetime) -> None:
    """Any that waits → CANCELLED: a later bulletin is told in its place."""
    await connection.execute(update(outbox).where(WAITS, *which).values(**_settled(DeliveryState.CANCELLED, now)))


async def move(connection: AsyncConnection, old: int, new: int, now: datetime) -> None:
    """Give the rows of chat `old` to `new`, each event once: a group became a supergroup that has rows of its own.

    SCHEDULED → READY, of `old`, whose hours count no longer. Any that waits → CANCELLED, of `new`, where `old` has sent
    it. CANCELLED or SHOWN → nothing, of `new`, where it waits for `old`. Any → nothing, of `old`, where `new` has it.
    """
    waits = update(outbox).where(WAITS, outbox.c.chat_id == old)
    await connection.execute(waits.values(**_no_hour(), for_digest=False))
    other = outbox.alias()
    of_old = (other.c.chat_id == old, other.c.question_id == outbox.c.question_id, _is_same(other.c.key))
    told = select(other.c.id).where(*of_old, other.c.state == DeliveryState.SENT).exists()
    still_waits = select(other.c.id).where(*of_old, other.c.settled_at.is_(None)).exists()
    await connection.execute(
        update(outbox).where(WAITS, outbox.c.chat_id == new, told).values(**_settled(DeliveryState.CANCELLED, now))
    )
    untold = outbox.c.state.in_([DeliveryState.CANCELLED, DeliveryState.SHOWN])
    await connection.execute(delete(outbox).where(outbox.c.chat_id == new, untold, still_waits))
    mine = outbox.alias()
    own = select(mine.c.id).where(
        mine.c.chat_id == new, mine.c.question_id == outbox.c.question_id, _is_same(mine.c.key)
    )
    await connection.execute(update(outbox).where(outbox.c.chat_id == old, ~own.exists()).values(chat_id=new))
    await connection.execute(delete(outbox).where(outbox.c.chat_id == old))


async def forget(connection: AsyncConnection, of_chats: Select[Any]) -> None:
    """Any → nothing: the chats that the query selects are erased."""
    await connection.execute(delete(outbox).where(outbox.c.chat_id.in_(of_chats)))


async def prune(connection: AsyncConnection, rows: Sequence[int]) -> int:
    """SENT, REFUSED, CANCELLED or SHOWN → nothing: they are old (see `storage.outbox.history`).

    Returns how many these are.
    """
    settled = (outbox.c.id.in_(list(rows)), outbox.c.settled_at.is_not(None))
    return (await connection.execute(delete(outbox).where(*settled))).rowcount


def _is_same(key: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether another row's key means the same to a chat: each follow is answered, and one answer is enough."""
    answers = [
        or_(*(outbox.c.key.startswith(start) for start in starts)) & or_(*(key.startswith(start) for start in starts))
        for starts in ANSWERS_TO_FOLLOWS
    ]
    return or_(key == outbox.c.key, *answers)


def _word(state: DeliveryState) -> ColumnElement[Any]:
    return literal(state, outbox.c.state.type)


def _hour(at: datetime) -> dict[str, Any]:
    """Columns that schedule a row that waits; a suspended one keeps that hour for its return."""
    is_suspended = outbox.c.state == DeliveryState.SUSPENDED
    state = case((is_suspended, outbox.c.state), else_=_word(DeliveryState.SCHEDULED))
    return {"state": state, "scheduled_for": at}


def _no_hour() -> dict[str, Any]:
    """Columns that make a scheduled row ready; a suspended or collecting one stays so."""
    is_scheduled = outbox.c.state == DeliveryState.SCHEDULED
    state = case((is_scheduled, _word(DeliveryState.READY)), else_=outbox.c.state)
    return {"state": state, "scheduled_for": None}


def _settled(state: DeliveryState, now: datetime) -> dict[str, Any]:
    return {"state": state, "settled_at": now, "sweep": None}


async def _change(connection: AsyncConnection, rows: Sequence[int], **values: Any) -> None:
    for start in range(0, len(rows), AT_A_TIME):
        some = rows[start : start + AT_A_TIME]
        await connection.execute(update(outbox).where(outbox.c.id.in_(some)).values(**values))
