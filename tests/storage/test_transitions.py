"""Each transition, tried on a row in each state: it does what its docstring says, and nothing else."""

import inspect
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Select, insert, literal, null, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.delivery import DeliveryState, GroupKey, GroupKind
from bot.core.preferences import UNTIL_ASKED
from storage.database import Database
from storage.outbox import transitions
from storage.tables import chats, outbox, questions
from tests.support.examples import NOW
from tests.support.stores import new_file

C, R, S, P = DeliveryState.COLLECTING, DeliveryState.READY, DeliveryState.SCHEDULED, DeliveryState.SUSPENDED
SENT, REFUSED, CANCELLED, SHOWN = (
    DeliveryState.SENT,
    DeliveryState.REFUSED,
    DeliveryState.CANCELLED,
    DeliveryState.SHOWN,
)
CHAT, OTHER, HOUR = 7, 8, timedelta(hours=1)
DIGEST = GroupKey(GroupKind.DIGEST, "1764000000000")
RESTORED = GroupKey.of_restored(NOW)
THEIRS = select(chats.c.id).where(chats.c.id == CHAT)
NOBODY = select(chats.c.id).where(chats.c.id == 0)
NEW = transitions.NewDelivery(CHAT, 1, "new", "answered", NOW, None)
"""A delivery that is written beside the rows of the chat."""


def selected(sweep: int | None) -> Select[Any]:
    """A query for one row with the columns of `transitions.COLUMNS`."""
    values = (literal(CHAT), literal(1), literal("new"), literal("answered"), literal(NOW, outbox.c.created_at.type))
    number = literal(sweep, outbox.c.sweep.type).label("sweep")
    return select(*values, literal(0), null(), number, literal(0))


Rows = dict[DeliveryState, int]
Change = Callable[[AsyncConnection, Rows], Awaitable[object]]
T = transitions

CASES: list[tuple[str, Change, dict[DeliveryState | None, DeliveryState]]] = [
    ("fan_out", lambda c, _: T.fan_out(c, selected(None)), {None: R}),
    ("fan_out", lambda c, _: T.fan_out(c, selected(17)), {None: C}),
    ("enqueue", lambda c, _: T.enqueue(c, NEW), {None: R}),
    ("show", lambda c, _: T.show(c, selected(None), NOW), {None: SHOWN}),
    ("group", lambda c, _: T.group(c, (), GroupKind.LIST, literal("17")), {}),
    ("release", lambda c, _: T.release(c, ()), {C: R}),
    ("schedule", lambda c, rows: T.schedule(c, [rows[R]], NOW + HOUR, True), {R: S}),
    ("put_off", lambda c, rows: T.put_off(c, [rows[S]], NOW + HOUR), {}),
    ("wake", lambda c, rows: T.wake(c, [rows[S]]), {S: R}),
    ("wake", lambda c, rows: T.wake(c, [rows[S]], DIGEST), {S: R}),
    ("reschedule_alone", lambda c, _: T.reschedule_alone(c, CHAT), {S: R}),
    ("reschedule_digest", lambda c, _: T.reschedule_digest(c, CHAT, NOW, NOW), {}),
    ("gather", lambda c, _: T.gather(c, (outbox.c.state.in_([R, S]),), RESTORED, NOW + HOUR), {R: S}),
    ("end_gathering", lambda c, _: T.end_gathering(c, RESTORED, NOW + HOUR, NOW), {}),
    ("clock_went_back", lambda c, _: T.clock_went_back(c, NOW, NOW, NOW + 9 * HOUR, UNTIL_ASKED, THEIRS), {S: R}),
    ("clock_went_back", lambda c, _: T.clock_went_back(c, NOW, NOW, NOW + HOUR / 2, UNTIL_ASKED, NOBODY), {S: R}),
    ("clock_went_back", lambda c, _: T.clock_went_back(c, NOW, NOW, NOW + 9 * HOUR, UNTIL_ASKED, NOBODY), {}),
    ("plan_anew", lambda c, _: T.plan_anew(c, NOW, UNTIL_ASKED), {S: R}),
    ("plan_anew", lambda c, _: T.plan_anew(c, NOW + HOUR, UNTIL_ASKED), {}),
    ("suspend", lambda c, _: T.suspend(c, THEIRS), {R: P}),
    ("suspend_scheduled", lambda c, _: T.suspend_scheduled(c, NOW + HOUR, THEIRS), {S: P}),
    ("suspend_scheduled", lambda c, _: T.suspend_scheduled(c, NOW, THEIRS), {}),
    ("resume", lambda c, _: T.resume(c, THEIRS), {P: R}),
    ("settle", lambda c, rows: T.settle(c, [rows[R], rows[P]], SENT, NOW), {R: SENT, P: SENT}),
    ("settle", lambda c, rows: T.settle(c, [rows[CANCELLED]], SENT, NOW), {CANCELLED: SENT}),
    ("settle", lambda c, rows: T.settle(c, [rows[S]], REFUSED, NOW, "why"), {S: REFUSED}),
    ("count_attempt", lambda c, rows: T.count_attempt(c, rows.values(), True), {}),
    ("retry", lambda c, rows: T.retry(c, [rows[R], rows[P], rows[SENT]], NOW + HOUR), {R: S}),
    ("close_topic", lambda c, _: T.close_topic(c, CHAT, None, NOW + HOUR), {R: S}),
    ("leave_topic", lambda c, _: T.leave_topic(c, CHAT, 5), {}),
    ("cancel", lambda c, rows: T.cancel(c, [rows[R], rows[S]], NOW), {R: CANCELLED, S: CANCELLED}),
    (
        "cancel_question",
        lambda c, _: T.cancel_question(c, CHAT, 1, NOW),
        {C: CANCELLED, R: CANCELLED, S: CANCELLED, P: CANCELLED},
    ),
    ("move", lambda c, _: T.move(c, CHAT, OTHER, NOW), {S: R}),
]


@pytest.fixture
async def connection(tmp_path: Path) -> AsyncIterator[AsyncConnection]:
    new_file(tmp_path / "guetteur.db")
    database = await Database.open(f"sqlite:///{tmp_path}/guetteur.db")
    async with database.writing() as opened:
        for chat in (CHAT, OTHER):
            await opened.execute(insert(chats).values(id=chat, kind="private", language="fr", created_at=NOW))
        await opened.execute(insert(questions).values(id=1, legislature=17, number=1))
        yield opened
    await database.close()


async def one_in_each_state(connection: AsyncConnection) -> Rows:
    """Write a row of the chat in each state. Returns the ids of the rows."""
    for state in DeliveryState:
        row = {"chat_id": CHAT, "question_id": 1, "key": state.value, "kind": "answered", "created_at": NOW}
        settled_at = NOW if state in (SENT, REFUSED, CANCELLED, SHOWN) else None
        marks = {"settled_at": settled_at, "sweep": 17 if state is C else None}
        hour = NOW + HOUR if state is S else None
        await connection.execute(insert(outbox).values(**row, **marks, state=state, scheduled_for=hour))
    return {DeliveryState(row.key): row.id for row in await connection.execute(select(outbox.c.id, outbox.c.key))}


async def states(connection: AsyncConnection) -> dict[int, DeliveryState]:
    return {row.id: row.state for row in await connection.execute(select(outbox.c.id, outbox.c.state))}


@pytest.mark.parametrize(("name", "change", "expected"), CASES, ids=[name for name, _, _ in CASES])
async def test_a_transition_leads_from_its_states_to_its_states_and_no_others(
    connection: AsyncConnection, name: str, change: Change, expected: dict[DeliveryState | None, DeliveryState]
) -> None:
    await one_in_each_state(connection)
    before = await states(connection)
    await change(connection, {state: id for id, state in before.items()})
    after = await states(connection)
    became = {before.get(id): state for id, state in after.items() if before.get(id) is not state}
    assert became == expected
    assert before.keys() <= after.keys()


async def test_the_rows_of_a_forgotten_chat_are_gone(connection: AsyncConnection) -> None:
    await one_in_each_state(connection)
    await transitions.forget(connection, THEIRS)
    assert await states(connection) == {}


async def test_a_suspended_row_with_an_hour_waits_for_it_once_resumed(connection: AsyncConnection) -> None:
    rows = await one_in_each_state(connection)
    await transitions.retry(connection, [rows[P]], NOW + HOUR)
    await transitions.resume(connection, THEIRS)
    assert (await states(connection))[rows[P]] is S


async def test_a_digest_that_is_being_sent_is_put_off_where_its_chat_pauses(connection: AsyncConnection) -> None:
    rows = await one_in_each_state(connection)
    await transitions.schedule(connection, [rows[R]], NOW, for_digest=True)
    await transitions.wake(connection, [rows[R]], DIGEST)
    await transitions.reschedule_digest(connection, CHAT, NOW + HOUR, after=NOW)
    assert (await states(connection))[rows[R]] is R
    await transitions.reschedule_digest(connection, CHAT, NOW + HOUR)
    assert (await states(connection))[rows[R]] is S


def test_every_transition_is_tried() -> None:
    functions = inspect.getmembers(transitions, inspect.iscoroutinefunction)
    named = {name for name, each in functions if each.__module__ == transitions.__name__ and not name.startswith("_")}
    assert named == {name for name, _, _ in CASES} | {"forget"}


@pytest.mark.parametrize(
    "marks",
    [
        {"state": SENT},
        {"state": CANCELLED},
        {"state": R, "settled_at": NOW},
        {"state": R, "scheduled_for": NOW},
        {"state": R, "sweep": 17},
        {"state": C},
        {"state": S},
        {"state": R, "group_kind": GroupKind.LIST},
    ],
    ids=str,
)
async def test_the_database_refuses_a_row_whose_columns_do_not_fit_its_state(
    connection: AsyncConnection, marks: dict[str, object]
) -> None:
    row = {"chat_id": CHAT, "question_id": 1, "key": "x", "kind": "answered", "created_at": NOW}
    with pytest.raises(IntegrityError, match="CHECK"):
        await connection.execute(insert(outbox).values(**row, **marks))


@pytest.mark.parametrize("odd", ["state = 'waiting'", "group_kind = 'odd', group_id = '17'"])
async def test_the_database_knows_no_other_words(connection: AsyncConnection, odd: str) -> None:
    await one_in_each_state(connection)
    with pytest.raises(IntegrityError, match="CHECK"):
        await connection.execute(text(f"UPDATE outbox SET {odd}"))  # noqa: S608 - our own words
