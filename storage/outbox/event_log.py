"""Records events, and writes cards and alerts into the outbox in the same transaction.

A follow that has not had its card yet gets the card, never an alert: what a page says when it is first read is no
news. The column `awaiting` of a follow says which card it still waits for:

- CARD: any; no source has been read yet.
- OFFICIAL: a second one. The first was made of NosDéputés.fr alone, while nothing of the Assemblée's could be read.
  Once that can be read, the second card is sent if it says something else about the state.
- SILENT: none, though no source has been read yet. The question was followed among many at once, and their cards would
  be a flood. What is read first is no news to such a follow either; then it is as if it had had its card.

`sweep` is the number of a sweep: the rows that it writes wait in the outbox until it is over, see
`storage.outbox.grouping`. `storage.outbox.fanout` decides which chats are told of an event.
"""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.change import Event
from bot.core.deadline import has_three_months, overdue, today
from bot.core.delivery import CardKind, event_name
from bot.core.merge import Readings
from bot.core.observation import Observation, Outcome
from bot.core.question import Question
from storage.identity import identity_of
from storage.outbox import fanout, transitions
from storage.outbox.transitions import NewDelivery
from storage.tables import events, follows, questions

log = logging.getLogger(__name__)

CARD = fanout.CARD
OFFICIAL = "official"
SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Follow:
    """A follow of one question; `thread` is the topic for its alerts, `awaiting` the card that it waits for."""

    chat_id: int
    followed_at: datetime
    bare: bool
    muted: bool
    thread: int | None
    awaiting: str | None


_COLUMNS = [follows.c[field.name] for field in fields(Follow)]


async def follows_of(connection: AsyncConnection, question: int, awaiting: str | None = None) -> list[Follow]:
    """The follows of a question, given by the id of its row; with `awaiting`, those that wait for that card."""
    query = select(*_COLUMNS).where(follows.c.question_id == question)
    if awaiting is not None:
        query = query.where(follows.c.awaiting == awaiting)
    return [Follow(*row) for row in await connection.execute(query)]


async def spread(
    connection: AsyncConnection,
    question: int,
    before: Readings,
    after: Readings,
    found: Sequence[Event],
    now: datetime,
    sweep: int | None = None,
) -> bool:
    """Write the outbox rows for a question whose readings went from `before` to `after`.

    `found` are the events that `compare` makes of the two. Returns whether there is anything to send.
    """
    old, new = before.merged, after.merged
    if new is None:
        return False
    if old is None:
        if not await _is_followed(connection, question):
            return False
        sent = await _send_cards(connection, question, CARD, new, now)
        await _begin(connection, question, SILENT, new, now)
        for first in (CARD, SILENT):
            await await_card(connection, question, first, OFFICIAL if after.official is None else None)
        return sent > 0
    told = 0
    official_at_last = is_official_at_last(before, after)
    if official_at_last and old.state is not new.state:
        told += await _send_cards(connection, question, OFFICIAL, new, now)
    told += await announce(connection, [(question, event) for event in found], now, sweep, official_at_last)
    if official_at_last:
        await await_card(connection, question, OFFICIAL, None)
    return told > 0


def is_official_at_last(before: Readings, after: Readings) -> bool:
    """Whether a reading of the Assemblée is known for the first time."""
    return before.official is None and after.official is not None


async def announce(
    connection: AsyncConnection,
    found: Sequence[tuple[int, Event]],
    now: datetime,
    sweep: int | None = None,
    spare_waiting: bool = False,
) -> int:
    """Record events of questions, each once, and write an outbox row for each chat that is to be told.

    `found` are (the id of the question's row, event). A few statements serve any number of events and chats. With
    `spare_waiting`, follows that wait for a card are not told. Returns how many deliveries that makes.
    """
    if not found:
        return 0
    last = (await connection.execute(select(func.coalesce(func.max(events.c.id), 0)))).scalar_one()
    if not await note(connection, found, now):
        return 0
    return await fanout.tell(connection, {question for question, _ in found}, int(last), sweep, spare_waiting)


async def note(connection: AsyncConnection, found: Sequence[tuple[int, Event]], now: datetime) -> bool:
    """Record events of questions, each once, and tell nobody. Returns whether any of them is new."""
    ids = {question for question, _ in found}
    known = select(events.c.question_id, events.c.key).where(events.c.question_id.in_(ids))
    told = {(row.question_id, row.key) for row in await connection.execute(known)}
    new = {(question, event.key): event for question, event in found if (question, event.key) not in told}
    if new:
        await connection.execute(insert(events), [_row(question, event, now) for (question, _), event in new.items()])
        if log.isEnabledFor(logging.INFO):
            await _tell_log(connection, new)
    return bool(new)


async def _tell_log(connection: AsyncConnection, new: Mapping[tuple[int, str], Event]) -> None:
    """Name new events in the log. Where this transaction fails they are found, and named, once more."""
    these = questions.c.id.in_({question for question, _ in new})
    found = await connection.execute(select(questions.c.id, questions.c.legislature, questions.c.number).where(these))
    names = {row.id: identity_of(row) for row in found}
    for (question, key), event in new.items():
        log.info("an event is recorded: %s", event.kind.value, extra={"event": event_name(names[question], key)})


def _row(question: int, event: Event, now: datetime) -> dict[str, Any]:
    detail = json.dumps(dict(event.detail), ensure_ascii=False) if event.detail else None
    return {"question_id": question, "key": event.key, "kind": event.kind.value, "seen_at": now, "detail": detail}


def awaited(observation: Observation, is_one_of_many: bool = False) -> str | None:
    """The card that a new follow still waits for, after the chat was shown the observation; None for no card."""
    if observation.question is None:
        return SILENT if is_one_of_many else CARD
    own = observation.own_check
    seen = observation.archived_at or own.read_at or own.last is Outcome.ABSENT
    return None if seen else OFFICIAL


async def pass_over_term(
    connection: AsyncConnection, question: int, before: Question | None, after: Question | None, now: datetime
) -> None:
    """Keep a passed term of which the first reading of the archive tells from being told: it is no news."""
    old, new = passed(before, now), passed(after, now)
    fresh = {column: term for column, term in new.items() if term and term != old[column]}
    if fresh:
        await connection.execute(update(follows).where(follows.c.question_id == question).values(fresh))


def passed(question: Question | None, now: datetime) -> dict[str, Any]:
    """The columns of a follow that say which terms have passed by now: its card shows that, so it is no news."""
    day = today(now)
    return {
        "overdue": None if question is None else overdue(question, day),
        "renewable": question is not None and has_three_months(question, day),
    }


async def _send_cards(connection: AsyncConnection, question: int, awaiting: str, shown: Question, now: datetime) -> int:
    rows = await follows_of(connection, question, awaiting)
    if not rows:
        return 0
    await fanout.catch_up(connection, [follow.chat_id for follow in rows])
    now_served = int((await connection.execute(fanout.NOW_SERVED)).scalar_one())
    for position, follow in enumerate(rows, now_served):
        kind = CardKind.CARD_OF_BARE if follow.bare else CardKind.CARD
        await put(connection, follow, question, kind, now, awaiting, position)
    await _begin(connection, question, awaiting, shown, now)
    return len(rows)


async def _is_followed(connection: AsyncConnection, question: int) -> bool:
    query = select(follows.c.chat_id).where(follows.c.question_id == question).limit(1)
    return (await connection.execute(query)).first() is not None


async def _begin(connection: AsyncConnection, question: int, awaiting: str, shown: Question, now: datetime) -> None:
    """Let these follows begin with what is known now: a term that has passed already is not told."""
    await connection.execute(
        update(follows)
        .where(follows.c.question_id == question, follows.c.awaiting == awaiting)
        .values(passed(shown, now))
    )


async def put(
    connection: AsyncConnection,
    follow: Follow,
    question: int,
    kind: str,
    now: datetime,
    stage: str = "",
    position: int = 0,
) -> None:
    """Write a message that is no event into the outbox, for one follow: a card, or that there is no such question."""
    # One of each kind for each follow: a chat that follows the question again is answered again.
    key = f"{kind}:{stage}:{follow.followed_at.timestamp():.3f}"
    new = NewDelivery(follow.chat_id, question, key, kind, created_at=now, thread=follow.thread, position=position)
    await transitions.enqueue(connection, new)


async def await_card(connection: AsyncConnection, question: int, old: str, new: str | None) -> None:
    """Let the follows of a question that wait for the `old` card wait for the `new` one, or for none."""
    await connection.execute(
        update(follows).where(follows.c.question_id == question, follows.c.awaiting == old).values(awaiting=new)
    )
