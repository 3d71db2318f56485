"""How many questions a search finds, and its pages forwards and backwards, the same on both engines."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date

import pytest

from bot.core.paging import AfterFound, BeforeFound
from bot.core.query import Query
from bot.core.query_reader import read_query
from bot.core.question import Question, State
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


@pytest.mark.parametrize(
    ("text", "number", "bound"),
    [
        ("digues", 9, Bound.EXACTLY),
        ("digues OU quais", 9, Bound.EXACTLY),
        ("digues rubrique:eau", 6, Bound.EXACTLY),
        ("rubrique:eau", 6, Bound.EXACTLY),
        ("digues -quais", 6, Bound.EXACTLY),
        ("digues, rubrique:digues", 9, Bound.EXACTLY),
        ('"question de digues"', 9, Bound.EXACTLY),
        ('"digues de question"', 0, Bound.EXACTLY),
        ("question* quai*", 3, Bound.EXACTLY),
    ],
)
async def test_each_form_of_a_query_is_counted(store: Store, text: str, number: int, bound: Bound) -> None:
    await take(store, *map(dikes, range(1, 10)))
    count = await counted(store, text)
    assert (count.number, count.bound) == (number, bound)


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


@pytest.mark.parametrize("text", ["digues", "digues OU rubrique:eau", '"de digues"', "digue*", "rubrique:eau -quais"])
@pytest.mark.parametrize("most", [1, 4, 10])
async def test_the_pages_backwards_are_those_forwards(store: Store, text: str, most: int) -> None:
    await take(store, *map(dikes, range(1, 24)))
    asked = query(text)
    page = await store.search.asked_for(asked, None, most)
    assert page.start is None
    forwards = [[each.id for each in page.observations]]
    while page.end is not None:
        assert isinstance(page.end, AfterFound)
        page = await store.search.asked_for(asked, page.end, most)
        forwards.append([each.id for each in page.observations])
    assert [each for row in forwards for each in row] == [each.id for each in await _all(store, asked)]
    backwards = [forwards[-1]]
    while page.start is not None:
        page = await store.search.asked_for(asked, page.start, most)
        backwards.append([each.id for each in page.observations])
        assert page.end is not None
    assert backwards[::-1] == forwards


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


async def _all(store: Store, asked: Query) -> list:  # type: ignore[type-arg]
    return (await store.search.asked_for(asked, None, 100)).observations
