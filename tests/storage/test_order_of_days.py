"""The newest first, by the day of publication, over all chambers: in searches, their pages, previews and tables."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from bot.core import chambers
from bot.core.chambers.assemblee import ASSEMBLEE
from bot.core.chambers.senat import SENAT
from bot.core.paging import MAX_ROW, AfterFound, Turn, place_in, turn_in, written, written_turn
from bot.core.query import Query
from bot.core.query_reader import read_query
from bot.core.question import Question, QuestionId
from storage import Store
from storage.identity import rank_of
from storage.questions.places import (
    DAY_BEFORE_ALL,
    LOWEST,
    OF_A_DAY,
    first_of_day,
    named_by_earlier,
    next_place,
    place_of,
)
from tests.storage.test_search import RECORD, found, take, unpack
from tests.support.databases import rows
from tests.support.examples import NOW
from tests.support.stores import new_store

TUESDAY, THURSDAY = date(2026, 9, 22), date(2026, 9, 24)
TUESDAYS = QuestionId.of_legislature(17, 9_001)
THURSDAYS = QuestionId(SENAT, 202609, 5_636, "QE")
EARLIER = QuestionId(SENAT, 202507, 4_208, "QE")
ORAL = QuestionId(ASSEMBLEE, 17, 12, "QOSD")
LAST = QuestionId.of_legislature(17, 12)
SAME_DAY = QuestionId(SENAT, 202609, 1_054, "QOSD")


@pytest.fixture
async def store(address: str) -> AsyncIterator[Store]:
    opened = await new_store(address, unpack)
    yield opened
    await opened.close()


def dikes(id: QuestionId, asked: date | None, **others: Any) -> Question:
    return replace(RECORD, id=id, asked=asked, subject="Entretien des digues", **others)


def query(text: str) -> Query:
    asked = read_query(text)
    assert isinstance(asked, Query)
    return asked


MIXED = [
    dikes(TUESDAYS, TUESDAY),
    dikes(EARLIER, date(2025, 7, 3)),
    dikes(QuestionId.of_legislature(17, 8_000), date(2025, 7, 1)),
    dikes(THURSDAYS, THURSDAY),
    dikes(LAST, date(2026, 9, 23)),
    dikes(QuestionId.of_legislature(16, 18_000), date(2024, 6, 4)),
]


def newest_first(questions: list[Question]) -> list[str]:
    days = {each.id: each.asked or each.id.chamber.first_day(each.id.session) for each in questions}
    return [str(id) for id in sorted(days, key=lambda id: (days[id], id), reverse=True)]


@pytest.mark.parametrize("text", ["digues", "état:attente", "digues, rubrique:eau", '"entretien des digues"', "entr*"])
async def test_a_senators_question_stands_where_its_day_puts_it(store: Store, text: str) -> None:
    await take(store, *MIXED)
    assert await found(store, text) == newest_first(MIXED)
    ids = (await store.tables.meeting(query(text), 20)).ids
    assert [str(each) for each in ids] == newest_first(MIXED)
    newest = (await store.search.preview(query(text), NOW)).newest
    assert [str(each.id) for each in newest] == newest_first(MIXED)[:3]


async def test_what_is_asked_aloud_stands_among_what_is_written(store: Store) -> None:
    known = [*MIXED, dikes(ORAL, date(2026, 9, 21)), dikes(SAME_DAY, THURSDAY)]
    await take(store, *known)
    assert await found(store, "digues nature:toutes") == newest_first(known)
    assert await found(store, "digues") == newest_first(MIXED)


async def test_pages_go_over_the_chambers_in_one_order_forwards_and_back(store: Store) -> None:
    chance = Random(5)
    made = [
        dikes(QuestionId(chamber, session, number, "QE"), day)
        for number in range(1, 31)
        for day in [date(2026, 9, 1) - timedelta(days=chance.randrange(400))]
        for chamber, session in [(ASSEMBLEE, 17) if number % 3 else (SENAT, day.year * 100 + day.month)]
    ]
    await take(store, *made)
    asked, seen = query("digues"), []
    page = await store.search.asked_for(asked, None, 7)
    seen += [str(each.id) for each in page.observations]
    while isinstance(page.end, AfterFound):
        turn = turn_in(written_turn(Turn(page.end, len(seen))))
        assert turn is not None
        page = await store.search.asked_for(asked, turn.place, 7)
        seen += [str(each.id) for each in page.observations]
    assert seen == newest_first(made)
    assert page.start is not None
    before = await store.search.asked_for(asked, page.start, 7)
    assert [str(each.id) for each in before.observations] == seen[21:28]


async def test_a_question_without_a_day_stands_where_its_session_begins(store: Store) -> None:
    undated = [dikes(QuestionId.of_legislature(17, 3), None), dikes(QuestionId(SENAT, 202511, 2, "QE"), None)]
    await take(store, *MIXED, *undated)
    assert await found(store, "digues") == newest_first([*MIXED, *undated])


async def test_a_day_that_is_corrected_moves_the_question_there_and_back(store: Store, address: str) -> None:
    await take(store, *MIXED)
    moved = [replace(each, asked=date(2026, 9, 29)) if each.id == EARLIER else each for each in MIXED]
    await take(store, *moved)
    assert await found(store, "digues") == newest_first(moved)
    assert await found(store, "digues", 1) == [str(EARLIER)]
    await take(store, *MIXED)
    assert await found(store, "digues") == newest_first(MIXED)
    assert len(rows(address, "SELECT place FROM summaries")) == len(MIXED)


async def test_a_button_of_an_earlier_version_goes_on_from_its_question(store: Store) -> None:
    await take(store, *MIXED)
    (every, at) = (newest_first(MIXED), newest_first(MIXED).index(str(LAST)))
    sent_before = f"w3-{rank_of(LAST) << 12}"
    after, turn = place_in(sent_before), turn_in(f"b{sent_before[1:]}+3")
    assert turn is not None
    page = await store.search.page("digues", 17, after, 20)
    assert [str(each.id) for each in page.observations] == every[at + 1 :]
    back = await store.search.asked_for(query("digues"), turn.place, 20)
    assert [str(each.id) for each in back.observations] == every[:at]


@pytest.mark.parametrize("row", [0, 7, rank_of(QuestionId.of_legislature(15, 5)) << 12, LOWEST - 1])
async def test_a_place_that_names_no_question_has_nothing_after_it(store: Store, row: int) -> None:
    await take(store, *MIXED)
    page = await store.search.asked_for(query("digues"), AfterFound(3, row))
    assert (page.observations, page.end) == ([], None)
    assert page.start is not None
    assert len((await store.search.asked_for(query("digues"), page.start)).observations) == len(MIXED)


async def test_the_highest_place_that_can_be_forged_is_one(store: Store) -> None:
    await take(store, *MIXED)
    highest = place_in(written(AfterFound(3, MAX_ROW)))
    assert place_in(written(AfterFound(3, MAX_ROW + 1))) is None
    assert turn_in(f"w3-{MAX_ROW + 1}+1") is None
    assert len((await store.search.page("digues", 17, highest, 20)).observations) == len(MIXED)


EVERY = [*(each.id for each in MIXED), ORAL, SAME_DAY]


@pytest.mark.parametrize("id", EVERY, ids=str)
def test_a_place_is_of_its_day_and_within_63_bits(address: str, id: QuestionId) -> None:
    for day in (date.min, DAY_BEFORE_ALL, TUESDAY, date(2128, 12, 31), date.max):
        place = place_of(id, day)
        assert LOWEST <= place <= MAX_ROW
        assert first_of_day(day) <= place < first_of_day(day) + (1 << OF_A_DAY)
        assert place < next_place(id, day, place) < first_of_day(day) + (1 << OF_A_DAY)
    assert place_of(id, TUESDAY) < place_of(id, THURSDAY)
    assert named_by_earlier(place_of(id, TUESDAY)) is None


def test_places_of_one_day_are_in_the_order_of_chambers_and_numbers_and_no_two_are_the_same(address: str) -> None:
    kinds = [(chamber, kind) for chamber in chambers.CHAMBERS for kind in chamber.kinds]
    sessions = {ASSEMBLEE: 17, SENAT: 202609}
    ids = [QuestionId(of, sessions[of], number, kind) for of, kind in kinds for number in (1, 2, 999_999)]
    ids.sort(key=lambda id: (id.chamber, id.number, id.chamber.kinds.index(id.kind)))
    places = [place_of(id, TUESDAY) for id in ids]
    assert places == sorted(set(places))


async def test_two_questions_that_would_have_one_place_are_both_found(store: Store, address: str) -> None:
    one, other = (QuestionId(SENAT, session, 7, "QE") for session in (202601, 198505))
    assert place_of(one, TUESDAY) == place_of(other, TUESDAY)
    await take(store, dikes(one, TUESDAY), dikes(other, TUESDAY))
    assert sorted(await found(store, "digues")) == sorted(map(str, (one, other)))
