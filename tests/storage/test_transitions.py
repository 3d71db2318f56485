"""Each transition, tried on a row in each state: it does what its docstring says, and nothing else."""

import inspect
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Select, insert, literal, null, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.delivery import DeliveryState, GroupKey, GroupKind
from bot.core.preferences import UNTIL_ASKED
from storage.database import Database
from storage.outbox import transitions
from storage.tables import chats, outbox, questions
from tests.support.examples import NOW
from tests.support.stores import make_database

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

ALL_CANCELLED: dict[DeliveryState | None, DeliveryState] = dict.fromkeys((C, R, S, P), CANCELLED)

CASES: list[tuple[str, Change, dict[DeliveryState | None, DeliveryState]]] = [
    ("fan_out", lambda c, _: T.fan_out(c, selected(None)), {None: R}),
    ("fan_out", lambda c, _: T.fan_out(c, selected(17)), {None: C}),
    ("enqueue", lambda c, _: T.enqueue(c, NEW), {None: R}),
    ("show", lambda c, _: T.show(c, selected(None), NOW), {None: SHOWN}),
    ("group", lambda c, _: T.group(c, (), GroupKind.LIST, literal("17")), {}),
    ("release", lambda c, _: T.release(c, ()), {C: R}),
    ("schedule", lambda c, rows: T.schedule(c, [rows[R]], NOW + HOUR, True), {R: S}),
    ("hold", lambda c, _: T.hold(c, (outbox.c.chat_id == CHAT,), NOW + HOUR), {C: S}),
    ("let_go", lambda c, _: T.let_go(c, (outbox.c.chat_id == CHAT,)), {S: R}),
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
    ("retry_now", lambda c, _: T.retry_now(c), {}),
    ("cancel_announcement", lambda c, _: T.cancel_announcement(c, "ready", NOW), {}),
    ("close_topic", lambda c, _: T.close_topic(c, CHAT, None, NOW + HOUR), {R: S}),
    ("leave_topic", lambda c, _: T.leave_topic(c, CHAT, 5), {}),
    ("cancel", lambda c, rows: T.cancel(c, [rows[R], rows[S]], NOW), {R: CANCELLED, S: CANCELLED}),
    ("cancel_question", lambda c, _: T.cancel_question(c, CHAT, 1, NOW), ALL_CANCELLED),
    ("cancel_unwatched", lambda c, _: T.cancel_unwatched(c, (outbox.c.chat_id == CHAT,), NOW), ALL_CANCELLED),
    ("cancel_overtaken", lambda c, _: T.cancel_overtaken(c, (outbox.c.chat_id == CHAT,), NOW), ALL_CANCELLED),
    ("decide_anew", lambda c, _: T.decide_anew(c, (outbox.c.chat_id == CHAT,)), {S: R}),
    ("move", lambda c, _: T.move(c, CHAT, OTHER, NOW), {S: R}),
]


@pytest.fixture
async def connection(address: str) -> AsyncIterator[AsyncConnection]:
    make_database(address)
    database = await Database.open(address)
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


async def test_rows_that_are_old_are_gone_and_none_that_waits(connection: AsyncConnection) -> None:
    rows = await one_in_each_state(connection)
    await write(connection, "settled too", SENT)
    assert await transitions.prune(connection, list(rows.values())) == 4
    assert sorted((await states(connection)).values()) == sorted([C, R, S, P, SENT])


async def test_rows_that_failed_are_tried_now_and_those_that_wait_for_their_hour_are_not(
    connection: AsyncConnection,
) -> None:
    rows = await one_in_each_state(connection)
    await write(connection, "failed", R)
    failed = (await connection.execute(select(outbox.c.id).where(outbox.c.key == "failed"))).scalar_one()
    await transitions.retry(connection, [failed], NOW + HOUR)
    assert await transitions.retry_now(connection) == 1
    assert {id: state for id, state in (await states(connection)).items() if state in (R, S)} == {
        rows[R]: R,
        rows[S]: S,
        failed: R,
    }


async def test_a_stopped_announcement_is_cancelled_wherever_it_waits_and_no_other_row_is(
    connection: AsyncConnection,
) -> None:
    rows = await one_in_each_state(connection)
    await connection.execute(
        update(outbox).where(outbox.c.id == rows[S]).values(kind="announcement", key="announcement:1")
    )
    await connection.execute(
        update(outbox).where(outbox.c.id == rows[R]).values(kind="announcement", key="announcement:2")
    )
    await transitions.cancel_announcement(connection, "announcement:1", NOW)
    after = await states(connection)
    assert (after[rows[S]], after[rows[R]]) == (CANCELLED, R)


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
    assert named == {name for name, _, _ in CASES} | {"forget", "prune"}


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
    with pytest.raises(IntegrityError, match=r"(?i)check constraint"):
        await connection.execute(insert(outbox).values(**row, **marks))


@pytest.mark.parametrize("odd", ["state = 'waiting'", "group_kind = 'odd', group_id = '17'"])
async def test_the_database_knows_no_other_words(connection: AsyncConnection, odd: str) -> None:
    await one_in_each_state(connection)
    with pytest.raises(IntegrityError, match=r"(?i)check constraint"):
        await connection.execute(text(f"UPDATE outbox SET {odd}"))  # noqa: S608 - our own words


ALONE = [
    "reschedule_alone",
    "reschedule_digest",
    "suspend",
    "suspend_scheduled",
    "resume",
    "close_topic",
    "leave_topic",
    "cancel_question",
]
"""The transitions that are handed a chat."""


async def write(connection: AsyncConnection, key: str, state: DeliveryState = R, chat: int = CHAT, **more: Any) -> int:
    """One row, with what its state takes; its number."""
    fitting: dict[str, Any] = {"settled_at": NOW} if state in (SENT, REFUSED, CANCELLED, SHOWN) else {}
    fitting |= {"scheduled_for": NOW + HOUR} if state is S else {}
    given = {"question_id": 1, "kind": "answered", "created_at": NOW, **fitting, **more}
    written = await connection.execute(insert(outbox).values(chat_id=chat, key=key, state=state, **given))
    key_of_row = written.inserted_primary_key
    assert key_of_row is not None
    return int(key_of_row[0])


async def column(connection: AsyncConnection, name: str) -> dict[str, Any]:
    """What one column has in each row, by the row's key."""
    rows = await connection.execute(select(outbox.c.key, outbox.c[name].label("found")).order_by(outbox.c.id))
    return {row.key: row.found for row in rows}


@pytest.mark.parametrize("name", ALONE)
async def test_what_is_done_to_one_chat_leaves_another_alone(connection: AsyncConnection, name: str) -> None:
    rows = await one_in_each_state(connection)
    await connection.execute(update(outbox).values(chat_id=OTHER, thread=5, for_digest=True))
    await write(connection, "alone", S, OTHER, thread=None)
    before = (await connection.execute(select(outbox))).all()
    for change in [change for each, change, _ in CASES if each == name]:
        await change(connection, rows)
    assert (await connection.execute(select(outbox))).all() == before


async def test_what_is_new_is_counted_once_and_begins_without_an_attempt_in_the_first_place(
    connection: AsyncConnection,
) -> None:
    assert [await transitions.fan_out(connection, selected(None)) for _ in range(2)] == [1, 0]
    await transitions.enqueue(connection, replace(NEW, key="newer"))
    assert await column(connection, "attempts") == {"new": 0, "newer": 0}
    assert await column(connection, "position") == {"new": 0, "newer": 0}


async def test_a_digest_goes_to_its_chats_other_hour_and_with_a_bound_what_is_due_after_that_alone(
    connection: AsyncConnection,
) -> None:
    for key, hour in (("now", NOW), ("later", NOW + HOUR)):
        await write(connection, key, S, scheduled_for=hour, for_digest=True)
    await transitions.reschedule_digest(connection, CHAT, NOW + 9 * HOUR, after=NOW)
    assert await column(connection, "scheduled_for") == {"now": NOW, "later": NOW + 9 * HOUR}
    await transitions.reschedule_digest(connection, CHAT, NOW + 2 * HOUR)
    assert await column(connection, "scheduled_for") == {"now": NOW + 2 * HOUR, "later": NOW + 2 * HOUR}


async def test_what_a_copy_lost_is_gathered_into_one_digest_and_that_one_alone_ends(
    connection: AsyncConnection,
) -> None:
    await write(connection, "lost")
    await transitions.gather(connection, (outbox.c.key == "lost",), RESTORED, NOW + HOUR)
    for key, kind, id, hour in (
        ("put off by its chat", RESTORED.kind, RESTORED.id, NOW + 2 * HOUR),
        ("of another copy", RESTORED.kind, "1", NOW + HOUR),
        ("a digest", GroupKind.DIGEST, RESTORED.id, NOW + HOUR),
    ):
        await write(connection, key, S, group_kind=kind, group_id=id, scheduled_for=hour)
    before = await column(connection, "scheduled_for")
    await transitions.end_gathering(connection, RESTORED, NOW + HOUR, NOW)
    assert await column(connection, "scheduled_for") == {**before, "lost": NOW}
    assert (await column(connection, "for_digest"))["lost"] is True


AN_HOUR_ON, PAUSE, FAR = NOW + HOUR, NOW + 2 * HOUR, NOW + 4 * HOUR


@pytest.mark.parametrize(
    ("hour", "created_at", "resting", "is_ready"),
    [
        pytest.param(NOW, AN_HOUR_ON, False, False, id="due, though written ahead"),
        pytest.param(AN_HOUR_ON, NOW, False, False, id="soon, and written now"),
        pytest.param(AN_HOUR_ON, AN_HOUR_ON, False, True, id="soon, but written ahead"),
        pytest.param(PAUSE, NOW, True, False, id="at the end of a pause"),
        pytest.param(PAUSE + HOUR, NOW, True, True, id="after the end of any pause"),
        pytest.param(PAUSE + HOUR, NOW, False, False, id="so late without a pause"),
        pytest.param(FAR, NOW, False, False, id="as late as anything waits"),
        pytest.param(FAR + HOUR, NOW, False, True, id="later than anything waits"),
        pytest.param(UNTIL_ASKED, NOW, False, False, id="until it is asked for"),
    ],
)
async def test_what_a_clock_ahead_put_off_is_ready_and_what_may_wait_so_long_waits(
    connection: AsyncConnection, hour: datetime, created_at: datetime, resting: bool, is_ready: bool
) -> None:
    await write(connection, "x", S, scheduled_for=hour, created_at=created_at, for_digest=True)
    chats_at_rest = THEIRS if resting else NOBODY
    count = await transitions.clock_went_back(connection, NOW, PAUSE, FAR, UNTIL_ASKED, chats_at_rest)
    row = (await connection.execute(select(outbox))).one()
    assert (count, row.state, row.scheduled_for) == ((1, R, None) if is_ready else (0, S, hour))
    assert row.for_digest is not is_ready
    assert row.created_at == (NOW if is_ready else created_at)


async def test_what_was_planned_by_a_clock_ahead_is_planned_anew_unless_it_waits_to_be_asked_for(
    connection: AsyncConnection,
) -> None:
    for key, hour in (("soon", NOW), ("late", AN_HOUR_ON), ("until asked", UNTIL_ASKED)):
        await write(connection, key, S, scheduled_for=hour, for_digest=True)
    await transitions.plan_anew(connection, NOW, UNTIL_ASKED)
    assert await column(connection, "scheduled_for") == {"soon": NOW, "late": None, "until asked": UNTIL_ASKED}
    assert await column(connection, "for_digest") == {"soon": True, "late": False, "until asked": True}


@pytest.mark.parametrize(("why", "note"), [(None, None), ("", ""), ("no", "no"), ("n" * 400, "n" * 300)])
async def test_three_hundred_characters_of_a_reason_are_kept(
    connection: AsyncConnection, why: str | None, note: str | None
) -> None:
    await transitions.settle(connection, [await write(connection, "x")], REFUSED, NOW, why)
    assert await column(connection, "note") == {"x": note}


async def test_each_attempt_is_counted_and_a_doubt_where_there_is_one(connection: AsyncConnection) -> None:
    for key, doubtful in (("plain", ()), ("doubtful", (True,))):
        row = await write(connection, key, S, attempts=3, doubts=1, for_digest=True)
        await transitions.count_attempt(connection, [row], *doubtful)
        await transitions.retry(connection, [row], NOW + HOUR, *doubtful)
    assert await column(connection, "attempts") == {"plain": 5, "doubtful": 5}
    assert await column(connection, "doubts") == {"plain": 1, "doubtful": 3}
    assert await column(connection, "for_digest") == {"plain": False, "doubtful": False}


async def test_a_closed_topic_waits_by_itself_and_what_is_for_a_topic_that_is_gone_goes_to_the_general_one(
    connection: AsyncConnection,
) -> None:
    for thread in (None, 5, 6):
        await write(connection, str(thread), thread=thread, for_digest=True)
    await transitions.close_topic(connection, CHAT, 5, NOW + HOUR)
    assert await column(connection, "state") == {"None": R, "5": S, "6": R}
    assert await column(connection, "for_digest") == {"None": True, "5": False, "6": True}
    await transitions.leave_topic(connection, CHAT, 5)
    assert await column(connection, "thread") == {"None": None, "5": None, "6": 6}


async def test_what_is_not_followed_any_more_is_cancelled_and_no_other_question(connection: AsyncConnection) -> None:
    await connection.execute(insert(questions).values(id=2, legislature=17, number=2))
    await write(connection, "left")
    await write(connection, "followed", question_id=2)
    await transitions.cancel_question(connection, CHAT, 1, NOW)
    assert await column(connection, "state") == {"left": CANCELLED, "followed": R}


async def test_more_rows_than_one_statement_names_are_all_changed(connection: AsyncConnection) -> None:
    count = transitions.AT_A_TIME + 1
    row = {"chat_id": CHAT, "question_id": 1, "kind": "answered", "created_at": NOW, "state": R}
    await connection.execute(insert(outbox), [{**row, "key": str(each)} for each in range(count)])
    await transitions.cancel(connection, list((await connection.execute(select(outbox.c.id))).scalars()), NOW)
    assert set((await column(connection, "state")).values()) == {CANCELLED}


OLD_CARD, CARD, BARE_CARD = "card:card:1.000", "card:card:2.000", "card-of-bare:card:1.000"
MERGED = [
    pytest.param([("k", S, CHAT, 1)], [("k", R, 1)], id="what waits is ready"),
    pytest.param([("k", S, OTHER, 1)], [("k", S, 1)], id="the supergroup's own hours stay"),
    pytest.param([("k", SENT, CHAT, 1), ("k", R, OTHER, 1)], [("k", CANCELLED, 1)], id="the group was told"),
    pytest.param([("k", REFUSED, CHAT, 1), ("k", R, OTHER, 1)], [("k", R, 1)], id="it was refused to the group"),
    pytest.param([("k", R, CHAT, 1), ("k", CANCELLED, OTHER, 1)], [("k", R, 1)], id="only the group still wants it"),
    pytest.param([("k", R, CHAT, 1), ("k", SHOWN, OTHER, 1)], [("k", R, 1)], id="a card showed it to the supergroup"),
    pytest.param([("k", R, CHAT, 1), ("k", SENT, OTHER, 1)], [("k", SENT, 1)], id="the supergroup was told"),
    pytest.param([("k", SENT, CHAT, 2), ("k", R, OTHER, 1)], [("k", R, 1), ("k", SENT, 2)], id="another question's"),
    pytest.param([("a", SENT, CHAT, 1), ("b", R, OTHER, 1)], [("a", SENT, 1), ("b", R, 1)], id="another event"),
    pytest.param([("a", R, CHAT, 1), ("b", SENT, OTHER, 1)], [("a", R, 1), ("b", SENT, 1)], id="each has its own"),
    pytest.param([("a", SHOWN, OTHER, 1), ("b", R, CHAT, 1)], [("a", SHOWN, 1), ("b", R, 1)], id="one of them shown"),
    pytest.param([(OLD_CARD, R, CHAT, 1), (CARD, R, OTHER, 1)], [(CARD, R, 1)], id="each waits for a card"),
    pytest.param([(OLD_CARD, SENT, CHAT, 1), (CARD, R, OTHER, 1)], [(CARD, CANCELLED, 1)], id="the group has its card"),
    pytest.param([(OLD_CARD, R, CHAT, 1), (CARD, SENT, OTHER, 1)], [(CARD, SENT, 1)], id="the supergroup has it"),
    pytest.param([(OLD_CARD, R, CHAT, 1), (CARD, CANCELLED, OTHER, 1)], [(OLD_CARD, R, 1)], id="one stopped following"),
    pytest.param([(BARE_CARD, R, CHAT, 1), (CARD, R, OTHER, 1)], [(CARD, R, 1)], id="one gave the number alone"),
    pytest.param(
        [("card:official:1.000", R, CHAT, 1), (CARD, R, OTHER, 1)],
        [(CARD, R, 1), ("card:official:1.000", R, 1)],
        id="a later card says something else",
    ),
    pytest.param(
        [("missing::1.000", R, CHAT, 1), ("missing-everywhere::2.000", R, OTHER, 1)],
        [("missing-everywhere::2.000", R, 1)],
        id="there is no such question",
    ),
]


@pytest.mark.parametrize(("rows", "became"), MERGED)
async def test_a_supergroup_takes_what_was_the_groups_and_each_thing_once(
    connection: AsyncConnection,
    rows: list[tuple[str, DeliveryState, int, int]],
    became: list[tuple[str, DeliveryState, int]],
) -> None:
    await connection.execute(insert(questions).values(id=2, legislature=17, number=2))
    await connection.execute(insert(chats).values(id=9, kind="private", language="fr", created_at=NOW))
    for key, state, chat, question in [*rows, ("k", S, 9, 1), ("k", CANCELLED, 9, 2)]:
        await write(connection, key, state, chat, question_id=question, for_digest=state is S)
    await transitions.move(connection, CHAT, OTHER, NOW)
    names = (outbox.c.chat_id, outbox.c.key, outbox.c.state, outbox.c.question_id)
    found = [
        tuple(row) for row in await connection.execute(select(*names).order_by(outbox.c.key, outbox.c.question_id))
    ]
    assert [row[1:] for row in found if row[0] == OTHER] == became
    assert [row[1:] for row in found if row[0] == 9] == [("k", S, 1), ("k", CANCELLED, 2)]
    assert not [row for row in found if row[0] == CHAT]


async def test_what_comes_from_a_group_is_in_no_digest_of_the_group(connection: AsyncConnection) -> None:
    await write(connection, "k", S, for_digest=True)
    await transitions.move(connection, CHAT, OTHER, NOW)
    assert await column(connection, "for_digest") == {"k": False}
