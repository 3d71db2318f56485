"""Figures of both chambers, each alone and together, as the store counts them and as they are counted without it."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest

from bot.core.chambers.assemblee import ASSEMBLEE
from bot.core.chambers.senat import SENAT
from bot.core.figure_query import EVERYTHING
from bot.core.question import Question, QuestionId
from storage import Store
from storage.intake.archives import remember_archive, succeeded
from tests.storage.sweeps import packed, unpack
from tests.storage.watching import asks
from tests.support.examples import NOW
from tests.support.made_legislature import AS_OF, MINISTRIES, SIXTEENTH_ENDS, legislature
from tests.support.recount import Recount, recount
from tests.support.stores import new_store

LATER = AS_OF - timedelta(days=5) - SIXTEENTH_ENDS
"""What brings the 16th legislature's days to the Sénat's Thursdays of today."""

SPOKEN = {0: "QOSD", 1: "QG"}


def senators(question: Question) -> Question:
    """A question of the 16th legislature as one of the Sénat's, with the same mess; one in five is asked aloud."""
    asked, answer, closing = question.asked, question.answer, question.closing
    month = (asked or AS_OF) + LATER
    return replace(
        question,
        id=QuestionId(
            SENAT, month.year * 100 + month.month, question.id.number, SPOKEN.get(question.id.number % 10, "QE")
        ),
        author_ref=None,
        asked=asked and asked + LATER,
        answer=answer and replace(answer, published=answer.published and answer.published + LATER),
        closing=closing and replace(closing, on=closing.on and closing.on + LATER),
        signalled=(),
        renewals=(),
        attributions=(),
    )


@cache
def made() -> list[Question]:
    """Questions of a year of both chambers; some of the Assemblée's are asked aloud too."""
    deputies = [each.question for each in legislature(17, size=3_000)]
    aloud = [
        replace(each, id=QuestionId(ASSEMBLEE, 17, each.id.number, "QOSD")) for each in deputies if each.id.number < 200
    ]
    return [*deputies, *aloud, *(senators(each.question) for each in legislature(16))]


async def fill(store: Store) -> None:
    for series in sorted({each.id.series for each in made()}):
        await store.catalogue.take(series, [packed(each) for each in made() if each.id.series == series], NOW, 1)


@pytest.fixture
async def filled(address: str) -> AsyncIterator[Store]:
    opened = await new_store(address, unpack, fill)
    yield opened
    await opened.close()


CHAMBERS = {
    "": (ASSEMBLEE,),
    "législature:17": (ASSEMBLEE,),
    "chambre:assemblée": (ASSEMBLEE,),
    "chambre:sénat": (SENAT,),
    "chambre:sénat chambre:assemblée": (ASSEMBLEE, SENAT),
}
SCOPES: dict[str, Callable[[Question], bool]] = {
    "": lambda each: True,
    "ministère:santé": lambda each: "Santé" in MINISTRIES.get(each.ministry or "", ()),
    "digues": lambda each: each.subject == "entretien des digues",
    "depuis:2026": lambda each: each.asked is not None and each.asked >= date(2026, 1, 1),
}


def listed_on(day: date) -> list[Question]:
    """All questions but the Sénat's that have left its file."""
    first = SENAT.listed_since(day) or date.min
    return [each for each in made() if each.id.chamber is ASSEMBLEE or each.asked is None or each.asked >= first]


def expected_of(chambers: str, scope: str) -> Recount:
    """What a plain count of the written questions of these chambers gives."""
    meant = [each for each in listed_on(AS_OF) if each.id.chamber in CHAMBERS[chambers] and each.id.kind == "QE"]
    return recount(filter(SCOPES[scope], meant), AS_OF, MINISTRIES.__getitem__)


@pytest.mark.parametrize("chambers", CHAMBERS)
@pytest.mark.parametrize("scope", SCOPES)
async def test_every_view_of_each_chamber_and_of_both_is_that_of_a_count_without_the_store(
    filled: Store, chambers: str, scope: str
) -> None:
    text = f"{chambers} {scope}".strip()
    query, expected, reader = asks(text) if text else EVERYTHING, expected_of(chambers, scope), filled.figures
    assert await reader.of(query, AS_OF) == expected.figures
    assert await reader.late(query, AS_OF) == expected.late
    assert await reader.months(query, AS_OF) == expected.months
    assert await reader.delays(query, AS_OF) == expected.delays
    assert list(await reader.league(query, AS_OF)) == expected.league
    ids = await reader.oldest(query, AS_OF, 30_000)
    assert len(ids) == len(expected.oldest) == expected.figures.waiting
    assert [str(each) for each in ids] == [str(each) for each in expected.oldest]


def test_the_made_chambers_have_enough_to_count() -> None:
    each, both = expected_of("chambre:sénat", ""), expected_of("chambre:sénat chambre:assemblée", "")
    assert 400 < each.figures.asked < 600
    assert both.figures.asked == each.figures.asked + expected_of("", "").figures.asked == 3_000 + each.figures.asked
    assert sum(not row.figures.are_few for row in each.league) > 5


async def test_the_usual_delay_of_a_senators_question_is_that_of_senators_questions(filled: Store) -> None:
    written, aloud = (QuestionId(SENAT, 202609, 7, kind) for kind in ("QE", "QOSD"))
    assert await filled.figures.usual_delay("Santé et prévention", written) is None, "the file is not read yet"
    async with filled._database.writing() as connection:
        await remember_archive(connection, SENAT.archive, succeeded(NOW))
    (row,) = [each for each in expected_of("chambre:sénat", "").league if each.ministry == "Santé"]
    assert await filled.figures.usual_delay("Santé et prévention", written) == row.figures.delays
    assert await filled.figures.usual_delay("Santé et prévention", aloud) is None


async def test_what_left_its_chambers_file_counts_no_more_for_nobody_knows_what_became_of_it(filled: Store) -> None:
    reader, senators = filled.figures, asks("chambre:sénat")
    later = AS_OF + timedelta(days=45)
    listed = [each for each in listed_on(later) if each.id.chamber is SENAT and each.id.kind == "QE"]
    expected = recount(listed, later, MINISTRIES.__getitem__)
    assert 0 < expected.figures.asked < expected_of("chambre:sénat", "").figures.asked
    assert await reader.of(senators, later) == expected.figures
    assert list(await reader.league(senators, later)) == expected.league
    assert [str(each) for each in await reader.oldest(senators, later, 30_000)] == list(map(str, expected.oldest))
    overdue = await filled.overdue.meeting(senators, later, 5)
    assert overdue.number == expected.figures.overdue
    assert (await reader.of(asks("chambre:assemblée"), later)).asked == 3_000
