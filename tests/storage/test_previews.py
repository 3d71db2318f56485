"""What a watch would have brought, counted by both engines as a matcher does that looks at every question."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.core.beside import Heading, beside, usual
from bot.core.deadline import today
from bot.core.deputy import Deputy
from bot.core.matching import matches
from bot.core.preview import MONTH, YEAR
from bot.core.question import Answer, Question, QuestionId
from bot.core.searched import searched
from bot.core.source import Source
from bot.core.validators import Validators
from bot.watch.source_health import DEPUTIES
from storage import Store
from storage.questions import previews
from tests.storage.sweeps import HOUR, RECORD, follow, numbered, packed
from tests.storage.watching import asks
from tests.support.examples import NOW, WAITING

DAY = today(NOW)
CURRENT = 17
TOPICS = ("digues", "hôpital", "données de santé", "cloud souverain", "loups")
PLACES = ("Mayotte", "Vendée", "Gironde", "Creuse")
MINISTRIES = ("Ministère de la santé", "Ministère de l’intérieur", "Ministère du logement")


def made(number: int) -> Question:
    """A question like many others, asked some days after the one before; one in eleven has no date."""
    topic, place = TOPICS[number % 5], PLACES[number % 4]
    return replace(
        RECORD,
        id=QuestionId.of_legislature(16 if number < 80 else 17, number),
        subject=f"{topic.capitalize()} : situation en {place}" if number % 3 else f"Situation en {place}",
        rubric=("santé", "eau et assainissement", "logement")[number % 3],
        ministry=MINISTRIES[number % 3],
        author=f"Mme {('Garance', 'Juvin')[number % 2]}",
        asked=DAY - timedelta(days=(200 - number) * 4) if number % 11 else None,
        text=f"Sur les {topic}, dans le cadre du plan de {2000 + number % 7}.",
        answer=Answer(None, f"Le plan des {TOPICS[number % 7 % 5]} est connu.") if number % 2 else None,
    )


MADE = [made(number) for number in range(1, 201)]

ASKED = [
    "digues",
    "Mayotte",
    "hôpitaux -Vendée",
    "digues OU loups",
    "@Juvin digues, hôpital",
    "ministère:santé",
    "ministère:santé cloud -@garance",
    "rubrique:logement état:attente",
    "législature:16 situation",
    '"données de santé"',
    '"plan de 2003" Mayotte',
    "souv*",
    "souv* OU hôpit* -creuse",
    "plan -digues -loups",
    "rien",
]


@pytest.fixture
async def filled(store: Store) -> Store:
    for legislature in (16, 17):
        some = [packed(each) for each in MADE if each.id.series == legislature]
        await store.catalogue.take(legislature, some, NOW, 1)
    return store


async def take(store: Store, *questions: Question) -> None:
    await store.catalogue.take(17, [packed(each) for each in questions], NOW, 1)


def _day(question: Question) -> tuple[date, QuestionId]:
    """The day by which it stands in order: that of its legislature's beginning where its own is not known."""
    return question.asked or question.id.chamber.first_day(question.id.session), question.id


@pytest.mark.parametrize("text", ASKED)
async def test_a_preview_tells_what_a_matcher_finds_that_looks_at_every_question(filled: Store, text: str) -> None:
    query = asks(text)
    met = [each for each in sorted(MADE, key=_day, reverse=True) if matches(query, searched(each))]
    days = [each.asked for each in met if each.asked is not None]
    words = beside(query, headings(met), usual(headings(MADE)))
    preview = await filled.search.preview(query, NOW)
    assert [each.question for each in preview.newest] == met[:3]
    assert preview.last_month == sum(day > DAY - MONTH for day in days)
    assert preview.last_year == sum(day > DAY - YEAR for day in days)
    assert preview.is_whole
    assert preview.beside == words


async def test_words_of_subjects_and_rubrics_are_offered(filled: Store) -> None:
    assert (await filled.search.preview(asks("souverain"), NOW)).beside == ("cloud",)


@pytest.mark.parametrize(
    ("asked", "last_month", "last_year"),
    [
        (DAY + timedelta(days=6), 1, 1),  # of the issue that comes out next: known, and told of
        (DAY, 1, 1),
        (DAY - timedelta(days=29), 1, 1),
        (DAY - timedelta(days=30), 0, 1),
        (DAY - timedelta(days=364), 0, 1),
        (DAY - timedelta(days=365), 0, 0),
        (None, 0, 0),
    ],
)
async def test_a_month_has_thirty_days_and_a_year_365(
    store: Store, asked: date | None, last_month: int, last_year: int
) -> None:
    await take(store, replace(RECORD, asked=asked))
    for text in ("digues", '"entretien des digues"'):
        preview = await store.search.preview(asks(text), NOW)
        assert (preview.last_month, preview.last_year, len(preview.newest)) == (last_month, last_year, 1)


async def test_the_newest_come_first_wherever_the_word_stands(store: Store) -> None:
    in_subject = numbered(1, replace(RECORD, subject="Digues", text="Rien."))
    in_text = numbered(2, replace(RECORD, subject="Rien", text="Sur les digues."))
    await take(store, in_subject, in_text)
    preview = await store.search.preview(asks("digues"), NOW)
    assert [each.id.number for each in preview.newest] == [2, 1]


async def test_where_not_all_texts_can_be_read_there_are_at_least_so_many(
    filled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = asks('"plan de" -rien')
    whole = await filled.search.preview(query, NOW)
    monkeypatch.setattr(previews, "MOST_READ", 20)
    some = await filled.search.preview(query, NOW)
    assert (whole.is_whole, some.is_whole) == (True, False)
    assert 0 < some.last_year < whole.last_year
    assert some.newest == whole.newest


async def test_texts_that_are_older_than_a_year_are_not_missed(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    query = asks('"plan de"')
    in_a_year = (await filled.search.preview(query, NOW)).last_year
    monkeypatch.setattr(previews, "MOST_READ", 110)  # a question each four days: 92 in a year
    preview = await filled.search.preview(query, NOW)
    assert (preview.last_year, preview.is_whole) == (in_a_year, True)


async def test_an_empty_catalogue_brings_nothing(store: Store) -> None:
    for text in ("digues", '"des digues"', "@Juvin"):
        preview = await store.search.preview(asks(text), NOW)
        assert (preview.last_month, preview.last_year, preview.newest, preview.beside) == (0, 0, (), ())


async def test_how_often_words_stand_in_the_catalogue_is_counted_again_after_an_hour(store: Store) -> None:
    dikes = (RECORD, replace(RECORD, subject="Entretien des digues de Mayotte"))
    await take(store, *(numbered(number, dikes[number % 2]) for number in range(20)))
    query = asks("digues -loups")
    first = await store.search.preview(query, NOW)
    await take(store, *(numbered(number, replace(RECORD, subject="Loups")) for number in range(20, 400)))
    soon = await store.search.preview(query, NOW + HOUR / 2)
    later = await store.search.preview(query, NOW + HOUR)
    assert (first.beside, soon.beside, later.beside) == ((), (), ("Mayotte",))


async def test_many_questions_are_read_as_one_by_one(store: Store) -> None:
    """Followed, told by a page alone, in the archive alone, in one archive under the number of another, unknown."""
    await take(store, *(numbered(number, replace(RECORD, text=f"Texte {number}.")) for number in range(1, 6)))
    await store.catalogue.take(16, [packed(replace(RECORD, id=QuestionId.of_legislature(16, 2)))], NOW, 1)
    await follow(store, 2, 3)
    await store.deputies.learn(DEPUTIES, [Deputy("PA1", "Mme Odile Garance", "Creuse")], [])
    by_page = replace(WAITING, id=QuestionId.of_legislature(16, 9), text="D’une page.")
    await store.checks.record_reading(by_page, Source.ASSEMBLEE, Validators(), 1, NOW, NOW)
    ids = [
        QuestionId.of_legislature(17, 3),
        QuestionId.of_legislature(16, 9),
        QuestionId.of_legislature(17, 1),
        QuestionId.of_legislature(16, 2),
        QuestionId.of_legislature(17, 2),
        QuestionId.of_legislature(17, 99),
    ]
    one_by_one = [await store.observations.of(id) for id in ids]
    assert await store.observations.questions(ids) == [each and each.question for each in one_by_one]
    assert [each is None for each in one_by_one] == [False] * 5 + [True]


def headings(questions: list[Question]) -> list[Heading]:
    return [Heading(each.subject, each.rubric) for each in questions]
