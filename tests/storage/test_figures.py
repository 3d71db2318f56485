"""Figures of a made-up legislature, as the store counts them and as they are counted again without it, on both engines."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest

from bot.core.figures import FEWEST_ANSWERS, Delays, Figures
from bot.core.question import Answer, Attribution, Closing, Question, QuestionId
from bot.core.source import Source
from bot.core.validators import Validators
from bot.watch.source_health import DEPUTIES as REGISTER
from storage import Store
from storage.intake.catalogue import Brought
from storage.slices import Slices
from tests.storage.sweeps import RECORD, numbered, packed, sweep, unpack
from tests.storage.watching import asks
from tests.support.examples import NOW
from tests.support.made_legislature import AS_OF, DEPUTIES, HOMONYMS, MINISTRIES, Made, legislature
from tests.support.recount import Recount, recount
from tests.support.stores import new_store

TUESDAY = date(2026, 1, 6)
ONLY_ON_A_PAGE = replace(RECORD, id=QuestionId.of_legislature(17, 30_000), ministry="Justice", asked=date(2026, 1, 6))


@cache
def made() -> list[Made]:
    """Both legislatures, of 18,400 and 1,500 questions."""
    return [*legislature(17), *legislature(16)]


async def both_legislatures(store: Store) -> None:
    """All of them in the catalogue, the deputies in the register, and one more question of which there is only a page."""
    store.catalogue._slices = Slices(
        store._database, lambda: 0.0
    )  # as many at a time as it may, however slow it is here
    for each in (16, 17):
        records = [packed(one.question) for one in made() if one.question.id.series == each]
        await store.catalogue.take(each, records, NOW, each)
    await store.deputies.learn(REGISTER, DEPUTIES, [])
    await store.checks.record_reading(ONLY_ON_A_PAGE, Source.ASSEMBLEE, Validators(), 1, NOW, NOW)


@pytest.fixture
async def filled(address: str) -> AsyncIterator[Store]:
    opened = await new_store(address, unpack, both_legislatures)
    yield opened
    await opened.close()


def families(*names: str) -> Callable[[Made], bool]:
    return lambda each: bool(set(names) & set(MINISTRIES.get(each.question.ministry or "", ())))


def asker(*references: str) -> Callable[[Made], bool]:
    return lambda each: each.question.author_ref in references


def rubric(*names: str) -> Callable[[Made], bool]:
    return lambda each: each.question.rubric in names


SCOPES: dict[str, Callable[[Made], bool]] = {
    "": lambda each: True,
    "ministère:santé": families("Santé"),
    "ministère:Intérieur": families("Intérieur"),
    "ministère:outre-mer": families("Outre-mer"),
    "ministère:armées": families("Armées et anciens combattants"),
    "ministère:Bercy": families("Économie et finances"),
    "ministère:au-delà": families("Affaires de l’au-delà"),
    "auteur:PA17": asker("PA17"),
    "@Béatrice-Descamps": asker(*HOMONYMS),
    "@Descamps-Nord": asker("PA9001"),
    "rubrique:logement": rubric("logement", "logement : aides et prêts"),
    "rubrique:eau": rubric("eau et assainissement"),
    "groupe:RN": lambda each: each.question.group == "Rassemblement National",
    "groupe:écologiste": lambda each: each.question.group == "Écologiste et Social",
    "groupe:LFI ministère:justice": lambda each: (
        each.question.group == "La France insoumise - Nouveau Front Populaire" and families("Justice")(each)
    ),
    "digues": lambda each: each.on_dikes,
    "digues -ministère:santé": lambda each: each.on_dikes and not families("Santé")(each),
    '"trait de côte" depuis:2026': lambda each: (
        each.with_phrase and each.question.asked is not None and each.question.asked >= date(2026, 1, 1)
    ),
    "année:2025": lambda each: each.question.asked is not None and each.question.asked.year == 2025,
    "état:attente rubrique:santé": lambda each: (
        each.question.answer is None and each.question.closing is None and each.question.rubric == "santé"
    ),
}
"""What people type, and which questions that is, said without a query."""


def rows_of(ministry: str) -> tuple[str, ...]:
    return MINISTRIES[ministry]


def expected_of(scope: str, number: int) -> Recount:
    meant = SCOPES[scope]
    return recount(
        [each.question for each in made() if each.question.id.series == number and meant(each)], AS_OF, rows_of
    )


@pytest.mark.parametrize("number", [17, 16])
async def test_every_view_of_a_made_legislature_is_that_of_a_count_without_the_store(
    filled: Store, number: int
) -> None:
    for scope in SCOPES:
        query = asks(f"{scope} législature:{number}")
        expected, reader = expected_of(scope, number), filled.figures
        assert await reader.of(query, AS_OF) == expected.figures, scope
        assert await reader.late(query, AS_OF) == expected.late, scope
        assert await reader.months(query, AS_OF) == expected.months, scope
        assert await reader.delays(query, AS_OF) == expected.delays, scope
        assert list(await reader.league(query, AS_OF)) == expected.league, scope
        assert await reader.oldest(query, AS_OF, 10, 0) == expected.oldest[:10], scope
        assert await reader.oldest(query, AS_OF, 10, 20) == expected.oldest[20:30], scope
        assert await reader.oldest(query, AS_OF, 30_000, 0) == expected.oldest, scope


def test_the_made_legislature_is_as_messy_as_the_real_one() -> None:
    whole = expected_of("", 17)
    figures, questions = whole.figures, [each.question for each in made() if each.question.id.series == 17]
    assert figures.asked == 18_400
    assert min(figures.answered, figures.waiting) > 2_000 and figures.closed > 200
    assert figures.delays and 90 < figures.delays.median < 140
    assert 0.15 < (figures.share_in_time or 0) < 0.3
    undated = [each for each in questions if each.asked is None or each.asked > AS_OF]
    assert 40 < len(undated) < 200
    assert sum(len(each.attributions or ()) > 1 for each in questions) > 2_000
    assert (
        sum(bool(each.signalled) for each in questions) > 500 and sum(bool(each.renewals) for each in questions) > 1_000
    )
    assert any(row.figures.are_few for row in whole.league) and len(whole.league) > 15
    assert any(each.late and each.late < each.answers for each in whole.delays)


async def of(store: Store, query: str = "législature:17") -> Figures:
    return await store.figures.of(asks(query), AS_OF)


def asked(number: int, days: int | None = None, on: date = TUESDAY, **others: object) -> Question:
    """A question, answered so many days later; None for one that waits."""
    answer = None if days is None else Answer(on + timedelta(days=days), "Une réponse.")
    return replace(numbered(number), **{"asked": on, "answer": answer, "ministry": "Justice", **others})  # type: ignore[arg-type]


async def test_a_question_of_which_there_is_only_a_page_is_not_counted(store: Store) -> None:
    await sweep(store, asked(1, 20))
    await store.checks.record_reading(ONLY_ON_A_PAGE, Source.ASSEMBLEE, Validators(), 1, NOW, NOW)
    assert (await of(store)).asked == 1


async def test_a_question_that_moved_counts_for_the_ministry_that_owes_the_answer_alone(store: Store) -> None:
    moved = (Attribution("Justice", TUESDAY), Attribution("Culture", TUESDAY), Attribution("Intérieur", TUESDAY))
    await sweep(store, asked(1, asked_ministry="Justice", ministry="Intérieur", attributions=moved), asked(2, 20))
    league = await store.figures.league(asks("législature:17"), AS_OF)
    assert {row.ministry: row.figures.asked for row in league} == {"Justice": 1, "Intérieur": 1}
    assert (await of(store, "ministère:justice")).asked == (await of(store, "ministère:intérieur")).asked == 1


async def test_neither_a_signalling_nor_a_renewal_changes_the_term(store: Store) -> None:
    day = TUESDAY + timedelta(days=40)
    await sweep(store, asked(1, 59, signalled=(day,)), asked(2, 60, renewals=(day,), signalled=(day,)))
    found = await of(store)
    assert (found.judged, found.in_time) == (2, 1)


async def test_an_end_without_an_answer_counts_as_closed_whatever_its_label(store: Store) -> None:
    labels = ("Retrait", "Caducité", "Fin de mandat", "Jamais lu", None)
    ends = [Closing(each, TUESDAY + timedelta(days=20)) for each in labels]
    late = Closing("Retrait", TUESDAY + timedelta(days=60))
    closed = [asked(number, closing=each) for number, each in enumerate([*ends, late], 1)]
    await sweep(store, *closed, asked(7, 20, closing=Closing("Réponse publiée", TUESDAY + timedelta(days=20))))
    found = await of(store)
    assert (found.asked, found.answered, found.closed, found.waiting) == (7, 1, 6, 0)
    assert (found.judged, found.in_time) == (2, 1)


async def test_those_that_wait_are_told_with_the_median_of_their_days(store: Store) -> None:
    waiting = [asked(number, on=AS_OF - timedelta(days=days)) for number, days in enumerate((7, 14, 21, 400), 1)]
    await sweep(store, *waiting, asked(5, asked=None), asked(6, on=AS_OF + timedelta(days=9)))
    found = await of(store)
    assert (found.waiting, found.overdue, found.waited) == (6, 1, 14)
    assert found.oldest == AS_OF - timedelta(days=400)


async def test_the_oldest_come_in_the_order_of_their_days_and_those_without_one_last(store: Store) -> None:
    days = (30, 70, None, 70, 7)
    waiting = [
        asked(number, asked=None if each is None else AS_OF - timedelta(days=each))
        for number, each in enumerate(days, 1)
    ]
    await sweep(store, *waiting, asked(6, 20))
    found = await store.figures.oldest(asks("législature:17"), AS_OF, 10)
    assert [each.number for each in found] == [2, 4, 1, 5, 3]


async def test_what_a_sweep_brings_is_in_the_next_figures(store: Store) -> None:
    await sweep(store, asked(1), asked(2))
    assert (await of(store)).answered == 0
    await sweep(store, asked(1, 20), at=NOW + timedelta(days=1))
    assert (await of(store)).answered == 1


async def test_the_usual_delay_is_that_of_all_names_of_a_ministrys_family(store: Store) -> None:
    names = ("Santé et prévention", "Santé et accès aux soins")
    await sweep(
        store,
        *(asked(number, 10 * number, ministry=names[number % 2]) for number in range(1, 22)),
        *(asked(number, 3, ministry="Culture") for number in range(30, 60)),
        *(asked(number, ministry=names[0]) for number in range(60, 70)),
    )
    usual = Delays(21, 60, 110, 160, 210)
    for name in (*names, "Ministère de la santé", "Santé"):
        assert await store.figures.usual_delay(name, QuestionId.of_legislature(17, 1)) == usual
    assert await store.figures.usual_delay("Santé et autonomie", QuestionId.of_legislature(17, 1)) == usual, (
        "the first of its families"
    )


async def test_a_delay_is_not_usual_where_few_answers_were_given(store: Store) -> None:
    await sweep(store, *(asked(number, 30) for number in range(1, FEWEST_ANSWERS)))
    assert await store.figures.usual_delay("Justice", QuestionId.of_legislature(17, 1)) is None
    await sweep(store, *(asked(number, 30) for number in range(1, FEWEST_ANSWERS + 1)), at=NOW + timedelta(days=1))
    assert await store.figures.usual_delay("Justice", QuestionId.of_legislature(17, 1)) == Delays(
        FEWEST_ANSWERS, 30, 30, 30, 30
    )
    assert await store.figures.usual_delay("Un ministère sans famille", QuestionId.of_legislature(17, 1)) is None


async def test_a_delay_is_usual_in_a_legislature_of_which_all_is_known(store: Store) -> None:
    await sweep(store, *(asked(number, 30) for number in range(1, 31)))
    earlier = [replace(asked(number, 50), id=QuestionId.of_legislature(16, number)) for number in range(1, 31)]
    await store.catalogue.take(16, [packed(each) for each in earlier], NOW, 1)
    assert await store.figures.usual_delay("Justice", QuestionId.of_legislature(16, 1)) is None, (
        "its archive is still being read"
    )
    await store.catalogue.finish(16, Brought(Validators("etag"), "digest", 1, 30, None, (), False), NOW)
    assert await store.figures.usual_delay("Justice", QuestionId.of_legislature(16, 1)) == Delays(30, 50, 50, 50, 50)
    assert await store.figures.usual_delay("Justice", QuestionId.of_legislature(13, 1)) is None, "it has no archive"
