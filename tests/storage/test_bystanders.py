"""A change to one chat, question or archive leaves every row of all others as it is.

The others are of every kind: in the same topic, with the same question, event and preferences, paused, held, refused
before.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.chambers.assemblee import ASSEMBLEE
from bot.core.change import Event, Kind
from bot.core.chat import Chat
from bot.core.delivery import DeliveryState
from bot.core.preferences import Preferences, When
from bot.core.question import Question, QuestionId
from bot.core.source import Source
from bot.core.summary import found_by
from bot.core.validators import Validators
from storage import Store
from storage.intake.catalogue import Brought
from storage.intake.packed import Packed
from storage.outbox import event_log, fanout
from storage.questions.rows import archive_name, dumps, loads
from tests.support.databases import execute, rows
from tests.support.examples import ANSWER, NOW, WAITING, comment
from tests.support.followers import follow_together
from tests.support.stores import new_store

GROUP, NEW, KNOWN = -500, -100500, -100501
TWIN, PAUSED, HELD, LATE = -501, -502, 1003, 1004
EVERYBODY = (GROUP, TWIN, PAUSED, HELD, LATE, KNOWN)
OPERATOR, OTHER_OPERATOR = 2001, 2002
TOPIC, OTHER_TOPIC = 7, 8
FIRST, SECOND = (
    replace(WAITING, id=QuestionId.of_legislature(17, 1)),
    replace(WAITING, id=QuestionId.of_legislature(17, 2)),
)
EARLIER = replace(WAITING, id=QuestionId.of_legislature(16, 1))
SOON, LATER = NOW + timedelta(minutes=30), NOW + timedelta(hours=1)
OF_CHATS = {"chats": "id", "follows": "chat_id", "outbox": "chat_id", "preferences": "chat_id", "choices": "chat_id"}

Rows = list[tuple[object, ...]]
Act = Callable[[Store], Awaitable[object]]


def unpack(packed: bytes) -> Question | None:
    return loads(packed.decode())


@pytest.fixture
async def store(address: str) -> AsyncIterator[Store]:
    store = await new_store(address, unpack, fill=six_chats_follow)
    yield store
    await store.close()


async def six_chats_follow(store: Store) -> None:
    """Six chats follow the same two questions in the same topic, with messages waiting on these and on a third."""
    for question in (FIRST, SECOND, EARLIER):
        for source in ASSEMBLEE.page_sources:
            await read(store, question, source)
    for chat in (*EVERYBODY, OPERATOR, OTHER_OPERATOR):
        await store.chats.greet(Chat(chat, "private" if chat > 0 else "group", "fr"), NOW)
    for chat in EVERYBODY:
        await live(store, chat)
    for question in (FIRST, SECOND, EARLIER):
        await read(store, replace(question, answer=ANSWER), Source.ASSEMBLEE)
        await read(store, replace(question, comments=(comment(1),)), Source.NOSDEPUTES)
    await store.delegations.choose(OPERATOR, GROUP)
    await store.delegations.choose(OTHER_OPERATOR, TWIN)
    await go_wrong(store)


async def read(store: Store, question: Question, source: Source) -> None:
    await store.checks.record_reading(question, source, Validators(), 1, NOW, NOW)


async def live(store: Store, chat: int) -> None:
    for question in (FIRST, SECOND):
        await store.follows.follow(chat, question.id, False, NOW, TOPIC)
    await store.follows.follow(chat, EARLIER.id, False, NOW, OTHER_TOPIC)
    wanted = Preferences(when=When.DAILY if chat == LATE else When.AT_ONCE, silent=True)
    await store.preferences.change(chat, NOW, lambda _: wanted)


async def go_wrong(store: Store) -> None:
    """Put the other chats into every state of trouble; the queue has read what waits for one of them."""
    for chat in (PAUSED, HELD):
        await store.chats.note_refusal(chat, NOW)
    await store.chats.pause(PAUSED, "Forbidden: bot was blocked by the user", NOW)
    await store.flood_waits.keep(HELD, LATER)
    await store.outbox.postpone(HELD, (), NOW, LATER)
    await store.outbox.due(NOW, (), 0)


def rows_of_others(address: str, *touched: int) -> dict[str, Rows]:
    """Every row of the chats that were left alone."""
    others = f"NOT IN ({','.join(map(str, touched))}) ORDER BY 1, 2"
    return {table: rows(address, f"SELECT * FROM {table} WHERE {key} {others}") for table, key in OF_CHATS.items()}  # noqa: S608


def rows_of_other_questions(address: str, chat: int) -> dict[str, Rows]:
    """Every row of a chat that is not about the first question."""
    return {
        table: rows(
            address,
            f"SELECT {table}.* FROM {table} JOIN questions ON questions.id = question_id"  # noqa: S608
            " WHERE chat_id = :chat AND (legislature, number) != (17, 1) ORDER BY 1, 2",
            chat=chat,
        )
        for table in ("follows", "outbox")
    }


async def first_rows(store: Store, chat: int) -> tuple[int, ...]:
    (delivery,) = [each for each in await store.outbox.due(NOW, (), 100) if each.chat_id == chat]
    return delivery.rows


async def settle(store: Store) -> None:
    await store.outbox.settle(await first_rows(store, GROUP), DeliveryState.SENT, NOW)


async def postpone(store: Store) -> None:
    await store.outbox.postpone(GROUP, await first_rows(store, GROUP), NOW, SOON)


async def reschedule(store: Store) -> None:
    await store.outbox.reschedule(await first_rows(store, GROUP), SOON)


async def close_topic(store: Store) -> None:
    await store.outbox.close_topic(GROUP, TOPIC, await first_rows(store, GROUP), SOON)


async def come_back(store: Store) -> None:
    await store.chats.pause(GROUP, "gone", NOW)
    await store.outbox.due(NOW, (), 100)
    await store.chats.refuse_again(GROUP, "gone", NOW)
    await store.chats.wake(GROUP)
    await store.chats.reached(GROUP)


async def be_met_again(store: Store) -> None:
    await store.chats.pause(GROUP, "gone", NOW)
    await store.outbox.due(NOW, (), 100)
    await store.chats.greet(Chat(GROUP, "group", "en"), NOW)


async def take_back_a_edit(store: Store) -> None:
    await store.preferences.change(GROUP, NOW, lambda old: replace(old, when=When.WEEKLY))
    await store.outbox.due(NOW, (), 100)
    await store.preferences.change(GROUP, NOW, lambda old: replace(old, when=When.AT_ONCE))


ACTS: dict[str, Act] = {
    "unfollow": lambda store: store.follows.unfollow(GROUP, FIRST.id, NOW),
    "mute": lambda store: store.follows.mute(GROUP, FIRST.id, True),
    "follow again, elsewhere": lambda store: store.follows.follow(GROUP, FIRST.id, False, NOW, OTHER_TOPIC),
    "exchange": lambda store: store.follows.exchange(GROUP, FIRST.id, QuestionId.of_legislature(15, 1), NOW, None, 500),
    "leave the topic": lambda store: store.follows.leave_topic(GROUP, TOPIC),
    "speak": lambda store: store.chats.speak(GROUP, "en"),
    "refuse": lambda store: store.chats.note_refusal(GROUP, NOW),
    "come back": come_back,
    "be met again": be_met_again,
    "forget": lambda store: store.chats.forget(GROUP),
    "choose": lambda store: store.delegations.choose(OPERATOR, LATE),
    "choose no more": lambda store: store.delegations.leave(OPERATOR),
    "flood": lambda store: store.flood_waits.keep(GROUP, LATER),
    "wish": take_back_a_edit,
    "settle": settle,
    "postpone": postpone,
    "reschedule": reschedule,
    "close the topic": close_topic,
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
async def test_what_is_done_with_one_chat_changes_no_row_of_another(store: Store, address: str, act: Act) -> None:
    touched = (GROUP, OPERATOR)
    await store.outbox.due(NOW, (), 100)  # rows of chats that are paused or held, and late ones, leave the queue once
    before = rows_of_others(address, *touched)
    await act(store)
    assert rows_of_others(address, *touched) == before


@pytest.mark.parametrize("act", ["unfollow", "mute", "follow again, elsewhere", "exchange"])
async def test_what_is_done_with_one_question_changes_no_row_of_the_chat_s_others(
    store: Store, address: str, act: str
) -> None:
    before = rows_of_other_questions(address, GROUP)
    await ACTS[act](store)
    after = rows_of_other_questions(address, GROUP)
    assert [row for row in after["follows"] if row in before["follows"]] == before["follows"]
    assert after["outbox"] == before["outbox"]


async def test_a_topic_that_is_gone_takes_no_other_one_with_it(store: Store) -> None:
    await store.follows.leave_topic(GROUP, TOPIC)
    threads = {each.id: each.thread for each in await store.follows.of_chat(GROUP)}
    assert threads == {FIRST.id: None, SECOND.id: None, EARLIER.id: OTHER_TOPIC}


@pytest.mark.parametrize("new", [NEW, KNOWN])
async def test_a_group_that_moves_changes_no_row_of_another_and_leaves_none_behind(
    store: Store, address: str, new: int
) -> None:
    await store.outbox.due(NOW, (), 100)
    await store.chats.speak(GROUP, "en")
    touched = (GROUP, new, OPERATOR)
    before = rows_of_others(address, *touched)
    await store.chats.move(GROUP, new, NOW)
    assert rows_of_others(address, *touched) == before
    for table, key in {**OF_CHATS, "choices": "target_id"}.items():
        left = rows(address, f"SELECT count(*) FROM {table} WHERE {key} = :group", group=GROUP)  # noqa: S608
        # What the other one has of its own is all that may stay: the rows of the outbox that it was told as well.
        assert left == [(0,)], table
    assert await store.chats.language(new) == "en"
    delegation = await store.delegations.of(OPERATOR)
    assert delegation is not None and delegation.target is not None and delegation.target.id == new


def rows_of_others_in_parliament(address: str) -> dict[str, Rows]:
    """The rows of another legislature, and those of the second question of this one."""
    queries = {
        "archives": "SELECT * FROM archives WHERE name != 'archive-17'",
        "catalogue": "SELECT * FROM catalogue WHERE legislature != 17",
        "questions": "SELECT * FROM questions WHERE (legislature, number) != (17, 1)",
        "looks": "SELECT looks.* FROM looks JOIN questions ON questions.id = question_id WHERE legislature != 17",
        "follows": "SELECT follows.* FROM follows JOIN questions ON questions.id = question_id WHERE number != 1",
    }
    return {table: rows(address, f"{query} ORDER BY 1, 2") for table, query in queries.items()}


def packed(question: Question) -> Packed:
    body = dumps(replace(question, comments=None)).encode()
    return Packed(question.id.number, hash(body), len(body), body, None, None, *found_by(question))


BROUGHT = Brought(Validators("e", "m"), "digest", 1, 2, None, (), True)


async def doubt(store: Store) -> None:
    await store.catalogue.finish(17, replace(BROUGHT, unsure=(1,)), LATER)


SWEEPS: dict[str, Act] = {
    "taken": lambda store: store.catalogue.take(17, [packed(FIRST)], LATER, 2, 1),
    "finished": lambda store: store.catalogue.finish(17, BROUGHT, LATER),
    "of doubt": doubt,
    "confirmed": lambda store: store.catalogue.confirm(17, True, LATER),
    "failed": lambda store: store.archives.fail(archive_name(17), LATER),
    "standing in": lambda store: store.catalogue.spare_pages(17, LATER),
    "believed": lambda store: store.catalogue.believe(17, NOW + timedelta(days=9), timedelta(days=1), 3),
}


@pytest.mark.parametrize("sweep", SWEEPS.values(), ids=SWEEPS.keys())
async def test_an_archive_says_nothing_of_another_legislature_nor_of_a_question_that_it_does_not_bring(
    store: Store, address: str, sweep: Act
) -> None:
    """Nothing may be followed in the other legislature: its rows stay for a later follow."""
    await store.follows.unfollow(GROUP, EARLIER.id, NOW)
    for legislature, question in ((17, FIRST), (16, EARLIER)):
        answered = replace(question, answer=ANSWER)
        await store.catalogue.take(legislature, [packed(answered)], NOW, 1, 1)
        await store.catalogue.finish(legislature, BROUGHT, NOW)
        await store.catalogue.take(legislature, [packed(question)], NOW, 2, 1)  # both took their answer back
    before = rows_of_others_in_parliament(address)
    await sweep(store)
    assert rows_of_others_in_parliament(address) == before


async def test_a_follow_that_begins_during_the_fanout_of_another_question_is_told_of_its_own(
    address: str, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The card of the question that is followed now does not show the events of the other."""
    monkeypatch.setattr(fanout, "AT_ONCE", 2)
    crowded, fresh = (
        replace(WAITING, id=QuestionId.of_legislature(17, 3)),
        replace(WAITING, id=QuestionId.of_legislature(17, 4)),
    )
    for question in (crowded, fresh):
        await read(store, question, Source.ASSEMBLEE)
    follow_together(address, range(3001, 3006), crowded.id)
    await read(store, replace(crowded, answer=ANSWER), Source.ASSEMBLEE)
    await store.follows.follow(3005, fresh.id, False, NOW)
    await store.fanouts.tell_all()
    told = [each.chat_id for each in await store.outbox.due(NOW, (), 100) if each.question == crowded.id]
    assert sorted(told) == [*range(3001, 3006)]


async def test_a_term_that_a_record_tells_first_is_passed_over_for_that_question_alone(
    store: Store, address: str
) -> None:
    execute(address, "UPDATE follows SET overdue = NULL")
    old = replace(FIRST, answer=None, asked=FIRST.asked and FIRST.asked.replace(month=3))
    async with store._database.writing() as connection:
        first = (
            await connection.exec_driver_sql("SELECT id FROM questions WHERE number = 1 AND legislature = 17")
        ).scalar_one()
        await event_log.pass_over_term(connection, first, FIRST, old, NOW)
    passed = rows(address, "SELECT DISTINCT question_id FROM follows WHERE overdue IS NOT NULL")
    assert passed == [(first,)]


async def test_an_event_of_one_question_is_news_though_another_has_the_same_one(store: Store) -> None:
    """The key of an event is its question's own."""
    third = replace(WAITING, id=QuestionId.of_legislature(17, 3))
    await read(store, third, Source.ASSEMBLEE)
    await store.follows.follow(GROUP, third.id, False, NOW)
    async with store._database.writing() as connection:
        ids = (await connection.exec_driver_sql("SELECT id, number FROM questions WHERE legislature = 17")).all()
        by_number = {row.number: row.id for row in ids}
        same = [(by_number[number], Event(Kind.ANSWERED, "answered")) for number in (1, 3)]
        assert await event_log.announce(connection, same, NOW) == 1
