"""What a table to take away says of questions, on both engines: of many from their summaries, and of those that
somebody follows from what is known best."""

from dataclasses import replace
from datetime import date

import pytest

from bot.core.deputy import Deputy
from bot.core.question import Answer, Closing, QuestionId, State
from bot.core.source import Source
from bot.core.table import TableRow, row_of
from bot.core.validators import Validators
from bot.watch.source_health import DEPUTIES
from storage import Store
from tests.storage.sweeps import HOUR, PERSON, follow, numbered, sweep
from tests.storage.test_overdue import EVERY, asks
from tests.support.examples import ANSWER, NOW, answered

ANSWERED = answered(numbered(2))
ENDED = replace(numbered(3), closing=Closing("Fin de mandat", date(2026, 10, 6)))
SIGNALLED = replace(numbered(4), signalled=(date(2026, 11, 17),))
BARE = replace(numbered(5), asked=None, subject=None, rubric=None, ministry=None, group=None, author=None)
KNOWN = (numbered(1), ANSWERED, ENDED, SIGNALLED, replace(BARE, attributions=(), author_ref=None))
IDS = [each.id for each in KNOWN]


async def test_a_row_of_a_summary_is_that_of_the_question(store: Store) -> None:
    await sweep(store, *KNOWN)
    assert await store.tables.rows(IDS) == [row_of(each) for each in KNOWN]


async def test_a_row_of_a_snapshot_is_that_of_the_question(store: Store) -> None:
    await sweep(store, *KNOWN)
    await follow(store, 1, 2, 3, 4, 5)
    assert await store.tables.rows(IDS) == [row_of(each) for each in KNOWN]


async def test_rows_come_in_the_order_of_their_questions_and_unknown_ones_have_a_number_alone(store: Store) -> None:
    await sweep(store, *KNOWN)
    wanted = [QuestionId.of_legislature(16, 2), IDS[2], QuestionId.of_legislature(17, 99), IDS[0]]
    rows = await store.tables.rows(wanted)
    assert [each.id for each in rows] == wanted
    assert rows[0] == TableRow(QuestionId.of_legislature(16, 2))
    assert rows[1].closing == "Fin de mandat"
    assert rows[2].state is None


async def test_what_a_page_says_first_comes_before_the_archive(store: Store) -> None:
    await sweep(store, *KNOWN)
    await follow(store, 1)
    page = replace(answered(KNOWN[0]), signalled=None, renewals=None)
    await store.checks.record_reading(page, Source.ASSEMBLEE, Validators(), 1, NOW + HOUR, NOW)
    (row,) = await store.tables.rows(IDS[:1])
    assert (row.state, row.answered) == (State.ANSWERED, ANSWER.published)


async def test_authors_have_the_names_of_the_register(store: Store) -> None:
    await store.deputies.learn(DEPUTIES, [Deputy("PA721764", "M. Philippe Juvin", "Hauts-de-Seine")], [])
    await sweep(store, replace(numbered(1), author=None, author_ref="PA721764"))
    (row,) = await store.tables.rows(IDS[:1])
    assert row.author == "M. Philippe Juvin"


async def test_a_signalling_that_cannot_be_sets_no_term(store: Store) -> None:
    await sweep(store, replace(numbered(1), signalled=(date(2021, 11, 17),)))
    (row,) = await store.tables.rows(IDS[:1])
    assert row.term == date(2026, 11, 29)


async def test_those_that_a_chat_follows_come_in_the_order_of_its_follows(store: Store) -> None:
    await sweep(store, *KNOWN)
    await follow(store, 3, 1, 99)
    found = await store.tables.followed(PERSON.id, 3)
    assert [each.number for each in found.ids] == [3, 1, 99]
    assert found.is_whole
    assert not (await store.tables.followed(PERSON.id, 2)).is_whole


@pytest.mark.parametrize("text", [EVERY, "digues", "digu*", '"des digues"'])
async def test_those_that_meet_a_query_come_newest_first_and_a_bound_is_told(store: Store, text: str) -> None:
    await sweep(store, *(numbered(number) for number in range(1, 121)))
    found = await store.tables.meeting(asks(text), 120)
    assert ([each.number for each in found.ids], found.is_whole) == ([*range(120, 0, -1)], True)
    found = await store.tables.meeting(asks(text), 119)
    assert ([each.number for each in found.ids], found.is_whole) == ([*range(120, 1, -1)], False)


async def test_no_more_than_some_texts_are_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.questions.table_rows.MOST_READ", 60)
    await sweep(store, *(numbered(number) for number in range(1, 121)))
    found = await store.tables.meeting(asks("digu*"), 1_000)
    assert ([each.number for each in found.ids], found.is_whole) == ([*range(120, 60, -1)], False)


async def test_an_answer_without_a_day_is_an_answer(store: Store) -> None:
    await sweep(store, replace(numbered(1), answer=Answer(None, None)))
    (row,) = await store.tables.rows(IDS[:1])
    assert (row.state, row.answered) == (State.ANSWERED, None)
