"""Questions and answers that are nearly the same, as the store finds and counts them; on both databases."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.core.alike import MOST_COMPARED
from bot.core.askers import NOTHING_ALIKE, Alike, SameAnswer
from bot.core.chambers.assemblee import ASSEMBLEE
from bot.core.chambers.senat import SENAT
from bot.core.question import Answer, Question, QuestionId
from storage import Store
from storage.questions.alike import _sharing_any
from tests.core.test_alike import (
    ANSWER,
    DIGUES,
    MATERIEL,
    OPENING,
    OTHER_ANSWER,
    OTHER_OPENING,
    PHARMACIES,
    PHARMACIES_ELSEWHERE,
    PHARMACIES_OWN_WORDS,
)
from tests.storage.sweeps import PERSON, RECORD, deliveries, follow, packed, sweep, unpack
from tests.storage.watching import watch
from tests.support.databases import execute, rows
from tests.support.examples import NOW
from tests.support.stores import new_store

FIRST = date(2026, 3, 3)


@pytest.fixture
async def store(address: str) -> AsyncIterator[Store]:
    opened = await new_store(address, unpack)
    await opened.chats.greet(PERSON, NOW)
    yield opened
    await opened.close()


def asking(number: int, text: str = PHARMACIES, author: str | None = None, **facts: object) -> Question:
    """A question of a deputy of its own, where no author is given."""
    ref = author or f"PA{number}"
    question = replace(
        RECORD, id=QuestionId.of_legislature(17, number), author_ref=ref, author=f"Mme {ref}", text=OPENING + text
    )
    return replace(question, **facts)  # type: ignore[arg-type]  # by name


def answered(number: int, text: str, on: date) -> Question:
    """A question about something of its own, with an answer."""
    own = " ".join(f"mot{number}x{each}" for each in range(60))
    return asking(number, own, answer=Answer(on, text))


def ids(*numbers: int) -> list[QuestionId]:
    return [QuestionId.of_legislature(17, number) for number in numbers]


async def alike(store: Store, number: int) -> Alike:
    return await store.alike.of(QuestionId.of_legislature(17, number))


async def askers(store: Store, number: int) -> list[QuestionId]:
    return [each.id for each in await store.alike.askers(QuestionId.of_legislature(17, number))]


async def test_other_deputies_who_ask_nearly_the_same_are_found_from_each_side(store: Store) -> None:
    other = replace(asking(2), text=OTHER_OPENING + PHARMACIES_ELSEWHERE)
    await sweep(store, asking(1), other, asking(3, DIGUES))
    assert await alike(store, 1) == Alike(1, 1)
    assert await askers(store, 1) == ids(2)
    assert await askers(store, 2) == ids(1)
    assert await alike(store, 3) == NOTHING_ALIKE


async def test_questions_on_one_subject_are_not(store: Store) -> None:
    await sweep(store, asking(1), asking(2, PHARMACIES_OWN_WORDS), asking(3, MATERIEL))
    await sweep(store, asking(4, MATERIEL.replace("du génie", "de l'artillerie")))
    assert [await alike(store, number) for number in (1, 2, 3, 4)] == [NOTHING_ALIKE] * 4


async def test_an_authors_own_questions_and_those_of_nobody_do_not_count(store: Store) -> None:
    nobody = asking(3, author_ref=None)
    nobody = replace(nobody, author=None)
    await sweep(store, asking(1, author="PA9"), asking(2, author="PA9"), nobody, asking(4, author="PA8"))
    await sweep(store, asking(5, author="PA8"))
    assert await alike(store, 1) == Alike(questions=2, deputies=1)


async def test_the_newest_come_first_with_the_authors_name(store: Store) -> None:
    days = [NOW.date() - timedelta(days=each) for each in range(3)]
    await sweep(store, asking(1), *(asking(2 + at, asked=day) for at, day in enumerate(days)))
    found = await store.alike.askers(QuestionId.of_legislature(17, 1))
    assert [(each.id.number, each.author, each.asked) for each in found] == [
        (2 + at, f"Mme PA{2 + at}", day) for at, day in enumerate(days)
    ]


async def test_a_text_that_changed_is_like_others_than_before(store: Store, address: str) -> None:
    await sweep(store, asking(1), asking(2), asking(3, DIGUES))
    await sweep(store, asking(2, DIGUES))
    assert await askers(store, 1) == []
    assert await askers(store, 2) == ids(3)
    assert await askers(store, 3) == ids(2)
    assert len(rows(address, "SELECT 1 FROM signature_lookups")) == 3 * 6


async def test_an_unchanged_sweep_signs_nothing_anew(store: Store, address: str) -> None:
    await sweep(store, asking(1), asking(2))
    execute(address, "UPDATE signature_lookups SET hash = hash + 5000000000")
    await sweep(store, asking(1), asking(2, subject="Un autre titre"))
    assert min(row[0] for row in rows(address, "SELECT hash FROM signature_lookups")) >= 5_000_000_000


async def test_hundreds_that_ask_the_same_are_all_counted(store: Store) -> None:
    many = MOST_COMPARED + 20
    await sweep(store, *(asking(number) for number in range(1, many + 1)))
    assert await alike(store, 1) == Alike(many - 1, many - 1)


async def test_what_was_known_before_signatures_were_kept_is_signed_once(store: Store, address: str) -> None:
    await sweep(store, asking(1), asking(2))
    execute(address, "DELETE FROM signatures")
    execute(address, "DELETE FROM signature_lookups")
    assert await alike(store, 1) == NOTHING_ALIKE
    assert [batch async for batch in store.indexing.fill()] == [2]
    assert await askers(store, 1) == ids(2)
    assert [batch async for batch in store.indexing.fill()] == []
    execute(address, "UPDATE signatures SET version = version - 1")
    assert [batch async for batch in store.indexing.fill()] == [2]
    assert await askers(store, 1) == ids(2)


async def test_an_answer_that_stood_before_is_named_by_the_first_question_that_got_it(store: Store) -> None:
    later, last = FIRST + timedelta(days=7), FIRST + timedelta(days=90)
    longer = ANSWER.replace("huit millions", "8 millions") + " Une concertation est en cours."
    await sweep(
        store,
        answered(5, ANSWER, FIRST),
        answered(4, ANSWER, later),
        answered(3, longer, last),
        answered(2, OTHER_ANSWER, last),
    )
    first = SameAnswer(QuestionId.of_legislature(17, 5), FIRST)
    assert await alike(store, 3) == Alike(answer=first)
    assert await alike(store, 4) == Alike(answer=first)
    assert await alike(store, 5) == NOTHING_ALIKE
    assert await alike(store, 2) == NOTHING_ALIKE


async def test_one_answer_to_several_questions_of_one_day_is_no_earlier_one(store: Store) -> None:
    await sweep(store, answered(1, ANSWER, FIRST), answered(2, ANSWER, FIRST))
    assert await alike(store, 1) == await alike(store, 2) == NOTHING_ALIKE


async def test_the_alert_of_an_answer_brings_the_earlier_one(store: Store) -> None:
    waiting = replace(answered(2, ANSWER, FIRST), answer=None)
    await sweep(store, answered(1, ANSWER, FIRST), waiting)
    await follow(store, 2)
    await sweep(store, replace(waiting, answer=Answer(NOW.date(), ANSWER)))
    (delivery,) = await deliveries(store)
    assert (delivery.kind, delivery.alike) == (
        "answered",
        Alike(answer=SameAnswer(QuestionId.of_legislature(17, 1), FIRST)),
    )


async def test_what_a_watch_tells_of_a_new_question_brings_who_asks_the_same(store: Store) -> None:
    await sweep(store, asking(1), asking(2, DIGUES))
    await watch(store, "officines")
    await sweep(store, asking(3), new_after=2)
    (delivery,) = await deliveries(store)
    assert (delivery.kind, delivery.question.number, delivery.alike) == ("asked", 3, Alike(1, 1))


async def test_what_a_watch_tells_of_an_answer_brings_the_earlier_one(store: Store) -> None:
    waiting = replace(answered(2, ANSWER, FIRST), answer=None)
    await sweep(store, answered(1, ANSWER, FIRST), waiting)
    await watch(store, "mot2x1")
    await sweep(store, replace(waiting, answer=Answer(NOW.date(), ANSWER)), new_after=2)
    (delivery,) = await deliveries(store)
    assert (delivery.kind, delivery.alike) == (
        "answered",
        Alike(answer=SameAnswer(QuestionId.of_legislature(17, 1), FIRST)),
    )


async def test_nothing_is_like_a_question_that_the_archives_do_not_have(store: Store) -> None:
    await sweep(store, asking(1))
    assert await alike(store, 99) == NOTHING_ALIKE


async def test_deputies_and_a_senator_who_ask_the_same_are_counted_apart(store: Store) -> None:
    senators = QuestionId(SENAT, 202609, 5_636, "QE")
    await sweep(store, asking(1), asking(2), asking(3))
    await store.catalogue.take(senators.series, [packed(replace(asking(4), id=senators, author_ref=None))], NOW, 1)
    assert await alike(store, 1) == Alike(3, 3, chambers=((ASSEMBLEE, 2), (SENAT, 1)))
    assert await store.alike.of(senators) == Alike(3, 3, chambers=((ASSEMBLEE, 3),))
    assert set(await askers(store, 1)) == {*ids(2, 3), senators}


async def test_many_senators_who_ask_the_same_hide_no_deputy_who_does(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.questions.alike.MOST_SHARING", 5)
    _sharing_any.cache_clear()
    month = [QuestionId(SENAT, 202609, number, "QE") for number in range(1, 9)]
    await sweep(store, asking(1), asking(2), asking(3))
    senators = [replace(asking(10 + id.number), id=id) for id in month]
    await store.catalogue.take(month[0].series, [packed(each) for each in senators], NOW, 1)
    assert set(ids(2, 3)) <= set(await askers(store, 1))
    _sharing_any.cache_clear()
