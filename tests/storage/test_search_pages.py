"""How many questions a search finds, and its pages forwards and backwards, the same on both engines."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from bot.core.observation import Observation
from bot.core.paging import AfterFound, BeforeFound
from bot.core.query import Query
from bot.core.query_reader import read_query
from bot.core.question import Question, QuestionId, State
from bot.core.search_count import Bound, Count
from storage import Store
from storage.questions import search
from tests.storage.test_search import about, take, unpack
from tests.support.examples import ANSWER
from tests.support.stores import new_store

SUBJECTS = ("Digues", "Entretien du Rhône", "Quais")


@pytest.fixture
async def store(address: str) -> AsyncIterator[Store]:
    opened = await new_store(address, unpack)
    yield opened
    await opened.close()


def query(text: str) -> Query:
    found = read_query(text)
    assert isinstance(found, Query)
    return found


def dikes(number: int, **others: str) -> Question:
    """A question that is found by "digues": in its subject, its rubric, or its text."""
    place = number % 3
    heading = {"subject": SUBJECTS[place], "rubric": "digues" if place == 1 else "eau"}
    return replace(about(number, **(heading | others)), text="Une question de digues.")  # type: ignore[arg-type]


async def counted(store: Store, text: str, most: int = 1_000) -> Count:
    return await store.search.count(query(text), most)


async def test_what_is_found_is_counted_with_its_kinds(store: Store) -> None:
    sante, justice = ({"ministry": each} for each in ("Ministère de la santé et du travail", "Justice"))
    await take(
        store,
        dikes(1, **sante),
        dikes(2, **sante),
        replace(dikes(3, **justice), answer=ANSWER, asked=date(2025, 12, 31)),
        replace(dikes(4, **justice), asked=None),
        about(5, "Autre sujet"),
    )
    count = await counted(store, "digues")
    assert (count.number, count.bound) == (4, Bound.EXACTLY)
    assert count.states == {State.WAITING: 3, State.ANSWERED: 1}
    assert count.years == {2026: 2, 2025: 1}
    assert count.families == {"Santé": 2, "Travail": 2, "Justice": 2}
    assert count.rubrics == {"digues": 2, "eau": 2}
    assert (await counted(store, "canaux")).number == 0


COUNTED = {
    "digues": 9,
    "digues OU quais": 9,
    "digues rubrique:eau": 6,
    "rubrique:eau": 6,
    "digues -quais": 6,
    "digues, rubrique:digues": 9,
    '"question de digues"': 9,
    '"digues de question"': 0,
    "question* quai*": 3,
}


async def test_each_form_of_a_query_is_counted(store: Store) -> None:
    await take(store, *map(dikes, range(1, 10)))
    counts = {text: await counted(store, text) for text in COUNTED}
    assert {text: each.number for text, each in counts.items()} == COUNTED
    assert {each.bound for each in counts.values()} == {Bound.EXACTLY}


async def test_more_than_is_counted_is_called_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    await take(store, *map(dikes, range(1, 10)))
    assert [(each.number, each.bound) for each in [await counted(store, "digues", most) for most in (8, 9)]] == [
        (8, Bound.MORE_THAN),
        (9, Bound.EXACTLY),
    ]
    monkeypatch.setattr(search, "AT_A_TIME", 5)
    text = '"digues de question"'  # the index alone cannot tell that none has it
    assert [(each.number, each.bound) for each in [await counted(store, text, most) for most in (8, 9)]] == [
        (8, Bound.UNKNOWN),
        (9, Bound.AT_MOST),
    ]


TURNED = ("digues", "digues OU rubrique:eau", '"de digues"', "digue*", "rubrique:eau -quais")


async def test_the_pages_backwards_are_those_forwards(store: Store) -> None:
    await take(store, *map(dikes, range(1, 24)))
    for text, most in product(TURNED, (1, 4, 10)):
        asked = query(text)
        forwards = await _forwards(store, asked, most)
        assert [each for row in forwards for each in row] == [each.id for each in await _all(store, asked)], text
        assert await _backwards(store, asked, most) == forwards, text


async def _forwards(store: Store, asked: Query, most: int) -> list[list[QuestionId]]:
    page = await store.search.asked_for(asked, None, most)
    assert page.start is None
    pages = [[each.id for each in page.observations]]
    while isinstance(page.end, AfterFound):
        page = await store.search.asked_for(asked, page.end, most)
        pages.append([each.id for each in page.observations])
    return pages


async def _backwards(store: Store, asked: Query, most: int) -> list[list[QuestionId]]:
    """The pages before one that begins behind the last question, whose sizes are those of the pages forwards."""
    rest = len(await _all(store, asked)) % most or most
    page = await store.search.asked_for(asked, AfterFound(0, 0), most)
    pages: list[list[QuestionId]] = []
    while page.start is not None:
        page = await store.search.asked_for(asked, page.start, most if pages else rest)
        assert page.end is not None
        pages.insert(0, [each.id for each in page.observations])
    return pages


async def test_the_page_after_the_last_one_leads_back_to_it(store: Store) -> None:
    await take(store, *map(dikes, range(1, 6)))
    asked = query("digues")
    last = (await store.search.asked_for(asked, None, 5)).observations
    beyond = await store.search.asked_for(asked, AfterFound(0, 0), 5)
    assert (beyond.observations, beyond.end) == ([], None)
    assert beyond.start is not None
    assert (await store.search.asked_for(asked, beyond.start, 5)).observations == last
    before = await store.search.asked_for(asked, BeforeFound(9, 0), 5)
    assert (before.observations, before.start) == ([], None)
    assert isinstance(before.end, AfterFound)
    assert (await store.search.asked_for(asked, before.end, 5)).observations == last


async def test_a_rubric_finds_all_that_are_called_so_and_a_group_its_short_name(store: Store) -> None:
    rubrics = ("eau et assainissement", "eaux", "énergie")
    await take(store, *(about(number, "Sujet", rubric=each) for number, each in enumerate(rubrics, 1)))
    await take(store, about(4, "Sujet", rubric=None, group="Droite Républicaine"))
    await take(store, about(5, "Sujet", rubric=None, group="Les Républicains"))
    assert (await counted(store, "rubrique:eau")).rubrics == {"eau et assainissement": 1, "eaux": 1}
    found = {text: [each.id.number for each in await _all(store, query(text))] for text in ("groupe:LR", "groupe:dr")}
    assert found == {"groupe:LR": [5, 4], "groupe:dr": [4]}


async def test_what_is_not_known_of_a_question_is_not_what_is_excluded(store: Store) -> None:
    known = replace(dikes(1, ministry="Santé", group="Les Républicains"), author="Mme Odile Garance", author_ref=None)
    nothing = replace(dikes(2), ministry=None, group=None, rubric=None, asked=None, author=None, author_ref=None)
    await take(store, known, nothing)
    for excluded in ("année:2026", "depuis:2026", "ministère:santé", "groupe:LR", "rubrique:digues", "@Garance"):
        for text in (f"digues -{excluded}", f"digues OU groupe:RN -{excluded}"):
            assert [each.id.number for each in await _all(store, query(text))] == [2], text


async def _all(store: Store, asked: Query) -> list[Observation]:
    return (await store.search.asked_for(asked, None, 100)).observations
