"""Which questions are beyond their term: of those that a chat follows, and of those that meet a query."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.core.deadline import overdue
from bot.core.deputy import Deputy
from bot.core.query import Query
from bot.core.query_reader import read_query
from bot.core.question import Closing, Question, QuestionId
from bot.core.source import Source
from bot.core.validators import Validators
from bot.watch.source_health import DEPUTIES
from storage import Store
from storage.questions.figures import TooMany
from tests.storage.sweeps import HOUR, OTHER, PERSON, RECORD, follow, numbered, sweep
from tests.support.examples import NOW, answered

DAY = date(2026, 11, 24)
LAST_DAY = date(2026, 9, 24)  # asked then, a question may be answered on this DAY still
THE_DAY_BEFORE = date(2026, 9, 23)
EVERY = "législature:17"


def asks(text: str) -> Query:
    query = read_query(text)
    assert isinstance(query, Query)
    return query


def asked(number: int, on: date, **others: object) -> Question:
    fields = {"asked": on, "attributions": (), **others}
    return numbered(number, replace(RECORD, **fields))  # type: ignore[arg-type]  # fields of a question


async def late(store: Store, text: str = EVERY, most: int = 20, skip: int = 0, day: date = DAY) -> list[int]:
    found = await store.overdue.meeting(asks(text), day, most, skip)
    return [each.number for each in found.ids]


async def late_of(store: Store, chat: int = PERSON.id, most: int = 20, skip: int = 0, day: date = DAY) -> list[int]:
    return [each.number for each in (await store.overdue.followed(chat, day, most, skip)).ids]


KNOWN = (
    asked(1, LAST_DAY),
    asked(2, THE_DAY_BEFORE),
    asked(3, date(2026, 1, 6)),
    answered(asked(4, date(2026, 1, 6))),
    replace(asked(5, date(2026, 1, 6)), closing=Closing("Retrait", DAY)),
    asked(6, date(2026, 11, 3), signalled=(date(2026, 11, 13),)),  # ten days, and two months are still to come
    asked(7, date(2026, 11, 3), signalled=(date(2026, 11, 14),)),
    asked(8, date(2026, 1, 6), signalled=(date(2026, 11, 20),)),  # two months are over, the ten days are not
    asked(9, date(2026, 10, 6), signalled=(date(2021, 10, 6),)),  # a slip, which is not used
    replace(asked(10, DAY), asked=None),
)
BEYOND = [3, 2, 6]
"""The one that is overdue for longest first; by two months, or by the ten days of a signalling."""


async def test_a_question_is_late_by_its_own_term_from_the_day_after_its_last_day_on(store: Store) -> None:
    await sweep(store, *KNOWN)
    assert await late(store) == BEYOND
    assert await late(store) == [
        each.id.number for each in sorted(KNOWN, key=lambda each: str(each.deadline)) if overdue(each, DAY)
    ]
    assert await late(store, day=DAY + timedelta(days=1)) == [3, 2, 6, 1, 7]


async def test_of_a_chat_those_alone_count_that_it_follows(store: Store) -> None:
    await sweep(store, *KNOWN, asked(11, date(2026, 2, 3)))
    await follow(store, *(each.id.number for each in KNOWN))
    await follow(store, 11, chat=OTHER)
    assert await late_of(store) == BEYOND
    assert await late_of(store, OTHER.id) == [11]
    assert await late_of(store, 1003) == []


async def test_pages_have_all_of_them_once_and_say_how_many_there_are(store: Store) -> None:
    numbers = range(1, 26)
    await sweep(store, *(asked(number, date(2026, 1, 6) + timedelta(days=7 * (number % 5))) for number in numbers))
    await follow(store, *numbers)
    every = sorted(numbers, key=lambda number: (number % 5, number))
    for found in (
        [await store.overdue.meeting(asks(EVERY), DAY, 10, skip) for skip in (0, 10, 20, 30)],
        [await store.overdue.followed(PERSON.id, DAY, 10, skip) for skip in (0, 10, 20, 30)],
    ):
        assert [each.number for each in found] == [25] * 4
        assert [id.number for each in found for id in each.ids] == every


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("ministère:santé", [2]),
        ("ministère:justice", [3]),
        ("rubrique:ponts", [3]),
        ("groupe:LR", [2]),
        ("@Juvin", [1]),
        ("ouvrages", [3]),
        ("ouvr*", [3]),
        ('"les ouvrages"', [3]),
        ("ouvrages OU ministère:santé", [3, 2]),
        ("-ouvrages législature:17", [1, 2]),
        ("législature:16", []),
        ("année:2025", []),
    ],
)
async def test_the_words_of_a_search_narrow_them(store: Store, text: str, numbers: list[int]) -> None:
    await store.deputies.learn(DEPUTIES, [Deputy("PA721764", "M. Philippe Juvin", "Hauts-de-Seine")], [])
    await sweep(
        store,
        asked(1, date(2026, 2, 3), author_ref="PA721764", author=None),
        asked(2, date(2026, 3, 3), ministry="Santé et accès aux soins", group="Droite Républicaine (LR)"),
        asked(3, date(2026, 1, 6), ministry="Justice", rubric="ponts et routes", text="Sur les ouvrages d'art."),
        asked(4, date(2026, 11, 3), ministry="Justice", rubric="ponts et routes", text="Sur les ouvrages d'art."),
    )
    assert await late(store, text) == numbers


async def test_a_page_that_shows_an_answer_first_ends_the_delay(store: Store) -> None:
    await sweep(store, *KNOWN)
    await follow(store, 2, 3)
    page = replace(answered(KNOWN[2]), signalled=None, renewals=None)
    await store.checks.record_reading(page, Source.ASSEMBLEE, Validators(), 1, NOW + HOUR, NOW)
    assert await late(store) == [2, 6]
    assert await late_of(store) == [2]


async def test_a_question_that_pages_alone_tell_of_is_late_for_those_who_follow_it(store: Store) -> None:
    old = replace(asked(9, date(2026, 1, 6)), signalled=None, renewals=None)
    await store.checks.record_reading(old, Source.ASSEMBLEE, Validators(), 1, NOW, NOW)
    await follow(store, 9)
    assert await late_of(store) == [9]


async def test_a_question_that_was_not_read_yet_is_late_by_its_record(store: Store) -> None:
    await follow(store, 9, 10)
    assert await late_of(store) == []
    await sweep(store, asked(9, date(2026, 1, 6)))
    assert await late_of(store) == [9]


async def test_exact_words_that_too_many_questions_may_have_are_refused(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.questions.figures.MOST_READ", 1)
    await sweep(store, *KNOWN)
    with pytest.raises(TooMany):
        await late(store, "digu*")


async def test_the_term_is_kept_when_the_alert_of_it_was_told(store: Store) -> None:
    await sweep(store, asked(1, LAST_DAY))
    await follow(store, 1)
    later = NOW + timedelta(days=3)
    await sweep(store, at=later)
    assert await store.deadlines.tell(later)
    assert await late_of(store, day=later.date()) == [1]
    assert (await store.overdue.followed(PERSON.id, later.date(), 5)).ids == [QuestionId.of_legislature(17, 1)]
