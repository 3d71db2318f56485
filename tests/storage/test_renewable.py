"""Questions that may be renewed after three months: told once, when a source confirms it, where it is news."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core.change import Kind
from bot.core.preferences import Preferences
from bot.core.question import Closing, Question, QuestionId
from bot.core.question_json import to_plain
from bot.core.source import Source
from bot.core.validators import Validators
from storage import Store
from tests.storage.sweeps import A_DAY, HOUR, OTHER, PERSON, RECORD, follow, kinds, numbered, sweep
from tests.support.databases import execute, migrate, rows
from tests.support.examples import ID, NOW, answered

OVERDUE = datetime(2026, 11, 30, 12, tzinfo=UTC)
"""The day after the two months of the question that was asked on 29 September."""

THREE_MONTHS = datetime(2026, 12, 29, 12, tzinfo=UTC)
AFTER = THREE_MONTHS + A_DAY


async def is_told(store: Store, at: datetime, *records: Question) -> bool:
    """Whether an archive that is made then, with these records, lets anything be told."""
    await sweep(store, *records, at=at)
    return await store.deadlines.tell(at)


async def test_two_months_and_then_three_are_told_once_each(store: Store) -> None:
    await sweep(store, RECORD)
    await follow(store, ID.number)
    for at in (OVERDUE, OVERDUE + A_DAY, THREE_MONTHS, AFTER, AFTER + A_DAY):
        await is_told(store, at)
    await is_told(store, AFTER + 2 * A_DAY, replace(RECORD, subject="Digues"))
    assert await kinds(store) == ["overdue", "renewable"]


async def test_three_months_are_told_once_an_archive_that_was_made_since_confirms_them(store: Store) -> None:
    await sweep(store, RECORD)
    await follow(store, ID.number)
    await is_told(store, OVERDUE)
    assert not await store.deadlines.tell(AFTER)
    await store.catalogue.confirm(17, True, AFTER)
    assert not await store.deadlines.tell(AFTER)  # it is the same file as before
    assert await is_told(store, AFTER)


async def test_terms_that_all_passed_while_nobody_could_look_are_told_in_their_order(store: Store) -> None:
    await sweep(store, RECORD)
    await follow(store, ID.number)
    assert await is_told(store, AFTER)
    assert await kinds(store) == ["overdue", "renewable"]


@pytest.mark.parametrize(
    ("meanwhile", "told"),
    [
        pytest.param(replace(RECORD, renewals=(date(2026, 12, 22),)), ["renewed"], id="renewed"),
        pytest.param(replace(RECORD, signalled=(date(2026, 12, 22),)), ["signalled"], id="signalled"),
        pytest.param(answered(RECORD), ["answered"], id="answered"),
        pytest.param(replace(RECORD, closing=Closing("Retrait", date(2026, 12, 22))), ["closed"], id="closed"),
    ],
)
@pytest.mark.parametrize("at", [THREE_MONTHS - 6 * A_DAY, AFTER], ids=["before", "in the same file"])
async def test_nothing_is_told_of_three_months_where_something_else_happened(
    store: Store, meanwhile: Question, told: list[str], at: datetime
) -> None:
    await sweep(store, RECORD)
    await follow(store, ID.number)
    await is_told(store, OVERDUE)
    await is_told(store, at, meanwhile)
    await is_told(store, AFTER)
    assert await kinds(store) == ["overdue", *told]


async def test_the_ten_days_of_a_signalling_are_told_in_the_place_of_the_three_months(store: Store) -> None:
    await sweep(store, replace(RECORD, signalled=(date(2026, 12, 22),)), at=THREE_MONTHS - A_DAY)
    await follow(store, ID.number, at=THREE_MONTHS - A_DAY)
    for days in (0, 1, 4, 5):
        await is_told(store, THREE_MONTHS + days * A_DAY)
    assert await kinds(store) == ["overdue"]


async def test_a_page_that_says_nothing_of_renewals_lets_nothing_be_told(store: Store) -> None:
    page = replace(RECORD, attributions=None, signalled=None, renewals=None)
    await store.checks.record_reading(page, Source.ASSEMBLEE, Validators(), 1, OVERDUE, OVERDUE)
    await follow(store, ID.number, at=OVERDUE)
    await store.checks.record_reading(page, Source.ASSEMBLEE, Validators(), 1, AFTER, AFTER)
    await store.deadlines.tell(AFTER)
    assert await kinds(store) == []


@pytest.mark.parametrize("is_among_many", [False, True])
async def test_three_months_that_had_passed_at_a_follow_are_told_to_those_alone_who_followed_before(
    store: Store, is_among_many: bool
) -> None:
    await sweep(store, RECORD, at=OVERDUE)
    await follow(store, ID.number, at=OVERDUE)
    await sweep(store, at=AFTER)
    if is_among_many:
        await store.follows.follow_many(OTHER.id, [(ID, False)], AFTER, None, 10)
    else:
        await follow(store, ID.number, chat=OTHER, at=AFTER)
    assert await store.deadlines.tell(AFTER + HOUR)
    assert [await kinds(store, chat) for chat in (PERSON, OTHER)] == [["renewable"], []]


async def test_a_follow_that_waits_for_its_first_reading_begins_with_what_that_says(store: Store) -> None:
    await follow(store, ID.number)
    await sweep(store, RECORD, at=AFTER)
    await store.deadlines.tell(AFTER + HOUR)
    assert await kinds(store) == ["card"]


async def test_three_months_are_no_news_though_the_clock_stood_in_1970(store: Store) -> None:
    wrong = datetime(1970, 1, 1, 12, tzinfo=UTC)
    await sweep(store, RECORD, at=wrong)
    await follow(store, ID.number, at=wrong)
    late = AFTER + timedelta(days=30)
    await is_told(store, late, replace(RECORD, subject="Digues"))
    assert await kinds(store) == []


async def test_a_question_of_a_legislature_that_is_over_is_not_told_to_be_renewable(store: Store) -> None:
    await sweep(store, RECORD, at=OVERDUE)
    await follow(store, ID.number, at=OVERDUE)
    store.legislatures.current = 18
    await is_told(store, AFTER)
    assert await kinds(store) == []


async def test_many_of_one_issue_are_one_list(store: Store) -> None:
    numbers = range(1, 9)
    await sweep(store, *(numbered(number) for number in numbers), at=OVERDUE)
    await follow(store, *numbers, at=OVERDUE)
    await is_told(store, AFTER)
    due = await store.outbox.due(AFTER, (), 10)
    assert [(each.kind, len(each.rows)) for each in due] == [("renewable", 8)]
    assert due[0].group is not None
    assert due[0].group.is_list


@pytest.fixture
def older(address: str) -> str:
    """A database of the schema before, with no row in it."""
    if not address.startswith("sqlite"):
        from tests.support import postgresql  # noqa: PLC0415 - it starts a server

        postgresql.create_database(address, "template1")
    migrate(address, "0027")
    return address


CHATS = {1001: "overdue comment", 1002: "comment", 1003: ""}
"""Chats, and what they are not told."""

QUESTION = "INSERT INTO questions (id, legislature, number, snapshot, reopenings) VALUES (:id, 17, :id, :plain, 0)"
FOLLOW = "INSERT INTO follows (chat_id, question_id, followed_at, bare, muted) VALUES (1001, :id, :now, FALSE, FALSE)"


def test_an_upgrade_plans_the_terms_to_come_and_keeps_what_has_passed_from_being_told(older: str) -> None:
    today = datetime.now(UTC).date()
    young = replace(RECORD, asked=today - timedelta(days=70))
    known = [
        replace(RECORD, asked=today - timedelta(days=200)),
        young,
        replace(young, renewals=(today,)),
        answered(young),
        replace(RECORD, asked=None),
        replace(RECORD, asked=today),
    ]
    for chat, off in CHATS.items():
        execute(
            older,
            "INSERT INTO chats (id, kind, language, created_at) VALUES (:id, 'private', 'fr', :now)",
            {"id": chat, "now": NOW},
        )
        execute(
            older,
            "INSERT INTO preferences (chat_id, tell, silent, zone, answers_at_once, off, everybody)"
            " VALUES (:id, 'now', FALSE, 'Europe/Paris', FALSE, :off, FALSE)",
            {"id": chat, "off": off},
        )
    for id, question in enumerate(known, 1):
        plain = to_plain(replace(question, id=QuestionId.of_legislature(17, id)))
        execute(older, QUESTION, {"id": id, "plain": json.dumps(plain)})
        execute(older, FOLLOW, {"id": id, "now": NOW})
    execute(older, "UPDATE questions SET deadline = :due WHERE id = 6", {"due": f"{today + timedelta(days=61)}"})
    migrate(older, "0031")
    assert rows(older, "SELECT question_id FROM follows WHERE renewable") == [(1,)]
    assert rows(older, "SELECT id FROM questions WHERE deadline IS NOT NULL ORDER BY id") == [(2,), (6,)]
    (planned,) = rows(older, "SELECT deadline FROM questions WHERE id = 6")
    assert str(planned[0]) == f"{today + timedelta(days=61)}"
    untold = rows(older, "SELECT off FROM preferences ORDER BY chat_id")
    assert untold == [("overdue comment renewable",), ("comment",), ("",)]


async def test_a_chat_can_turn_it_off(store: Store) -> None:
    await sweep(store, RECORD, at=OVERDUE)
    await follow(store, ID.number, at=OVERDUE)
    await store.preferences.change(PERSON.id, OVERDUE, lambda _: Preferences(off=frozenset({Kind.RENEWABLE})))
    await is_told(store, AFTER)
    assert await kinds(store) == []
