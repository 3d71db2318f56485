"""Finding questions by number or by words, on both engines, that sweeps have filled."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy import text as sql

from bot.core.deputy import Deputy
from bot.core.matching import matches
from bot.core.paging import AfterFound, AfterNamed, Place
from bot.core.query import Query
from bot.core.query_reader import read_query
from bot.core.question import Answer, Question, QuestionId
from bot.core.repeat import is_repeated
from bot.core.searched import searched
from bot.core.source import Source
from bot.core.stem_query import Scope, StemQuery, StemTerm
from bot.core.summary import found_by
from bot.core.sweep import answer_key
from bot.core.validators import Validators
from storage import Store
from storage.intake.packed import Packed
from storage.questions import search
from storage.questions.rows import dumps, loads
from tests.support.databases import execute, rows
from tests.support.examples import NOW, WAITING
from tests.support.stores import SQLITE, new_store

CURRENT = 17
RECORD = replace(WAITING, comments=None, author_ref="PA1", signalled=(), renewals=(), text="Une question.")


def about(number: int, subject: str | None, legislature: int = CURRENT, **others: str | None) -> Question:
    return replace(RECORD, id=QuestionId.of_legislature(legislature, number), subject=subject, **others)  # type: ignore[arg-type]


DIKES = about(1, "Entretien des digues")
DATA = about(2, "Hébergement des données de santé", ministry="Santé")
LATER = about(3, "Hébergement d’urgence", rubric="logement", ministry="Logement")
WORKS = about(4, "Protection des œuvres", rubric="arts", ministry="Culture")
EARLIER = about(1, "Entretien des digues", legislature=16)
ALL = (DIKES, DATA, LATER, WORKS, EARLIER)


def unpack(packed: bytes) -> Question | None:
    return loads(packed.decode())


@pytest.fixture
async def store(address: str) -> AsyncIterator[Store]:
    opened = await new_store(address, unpack)
    yield opened
    await opened.close()


async def take(store: Store, *questions: Question, at: datetime = NOW) -> None:
    for question in questions:
        body = dumps(question).encode()
        number, key = question.id.number, answer_key(question.answer)
        packed = Packed(number, hash(body), len(body), body, question.author_ref, key, *found_by(question))
        await store.catalogue.take(question.id.series, [packed], at, 1)


async def found(store: Store, text: str, most: int = 20) -> list[str]:
    return [str(observation.id) for observation in await store.search.find(text, CURRENT, most)]


@pytest.mark.parametrize(
    "text",
    ["2", "n° 2", "17/2", "QANR5L17QE2", "https://www.assemblee-nationale.fr/dyn/17/questions/QANR5L17QE2"],
)
async def test_a_question_is_found_by_whatever_names_it(store: Store, text: str) -> None:
    await take(store, *ALL)
    (observation,) = await store.search.find(text, CURRENT)
    assert observation.question == DATA


async def test_a_bare_number_finds_the_current_legislatures_question_first(store: Store) -> None:
    await take(store, *ALL)
    assert await found(store, "1") == ["an17-1", "an16-1"]
    assert await found(store, "16/1, 17/1") == ["an16-1", "an17-1"]


async def test_a_question_that_only_its_page_told_of_is_found_by_its_number(store: Store) -> None:
    old = replace(WAITING, id=QuestionId.of_legislature(15, 9))
    await store.checks.record_reading(old, Source.ASSEMBLEE, Validators(), 1, NOW, NOW)
    assert await found(store, "9") == ["an15-9"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("hébergement données", ["an17-2"]),
        ("HEBERGEMENTS DONNEE", ["an17-2"]),
        ("héb*", ["an17-3", "an17-2"]),
        ("hébergement", ["an17-3", "an17-2"]),
        ("digue", ["an17-1", "an16-1"]),
        ("l'entretien de la digue", ["an17-1", "an16-1"]),
        ("hébergement d'urgence", ["an17-3"]),
        ("oeuvres", ["an17-4"]),
        ("œuvre", ["an17-4"]),
        ("logement", ["an17-3"]),
        ("santé", ["an17-2"]),
        ("hébergement digues", []),
        ("ébergement", []),
        ("entretien 2030", []),
        ("digues OU logement", ["an17-1", "an16-1", "an17-3"]),
        ("hébergement -urgence", ["an17-2"]),
        ('"données de santé"', ["an17-2"]),
        ('"santé de données"', []),
        ("législature:16 digues", ["an16-1"]),
        ("ministère:culture", ["an17-4"]),
        ("ministère:santé hébergement", ["an17-2"]),
        ("rubrique:logement", ["an17-3"]),
        ("@garance arts", ["an17-4"]),
        ("@garance -digues -hébergement", ["an17-4"]),
        ("@personne digues", []),
        ("état:attente données", ["an17-2"]),
        ("état:répondue données", []),
        ("député:PA1 digues", ["an17-1", "an16-1"]),
        ("@Odile-Garance-PA1 digues", ["an17-1", "an16-1"]),
        ("@PA2 digues", []),
        ("année:2026 digues", ["an17-1", "an16-1"]),
        ("année:2025 digues", []),
        ("année:2024 année:2026 digues -législature:16", ["an17-1"]),
        ("depuis:2026-09-29 logement", ["an17-3"]),
        ("depuis:2026-09-30 logement", []),
        ("-depuis:2026-09-30 logement", ["an17-3"]),
        ("depuis:2026-10 depuis:2026 logement", ["an17-3"]),
        ("digues -année:2026", []),
        ("la", []),
    ],
)
async def test_a_query_finds_the_questions_that_meet_it(store: Store, text: str, numbers: list[str]) -> None:
    await take(store, *ALL)
    assert await found(store, text) == numbers


async def test_a_word_of_the_subject_counts_more_than_one_of_the_ministry(store: Store) -> None:
    others = [about(number, f"Sujet {number}", ministry="Culture") for number in range(20, 25)]
    await take(store, about(10, "Culture du lin", ministry="Agriculture"), *others)
    assert (await found(store, "culture"))[0] == "an17-10"


async def test_a_number_of_no_question_can_be_a_word(store: Store) -> None:
    await take(store, about(5, "Plan France 2030"))
    assert await found(store, "2030") == ["an17-5"]
    assert await found(store, "france 2030") == ["an17-5"]


async def test_a_heading_that_changed_is_found_by_its_new_words_alone(store: Store) -> None:
    await take(store, DIKES)
    await take(store, DIKES)
    await take(store, replace(DIKES, subject="Réfection des quais", ministry="Intérieur"))
    assert await found(store, "digues") == []
    assert await found(store, "transition") == []
    assert await found(store, "quais intérieur") == ["an17-1"]


async def test_words_are_found_in_the_texts_after_those_of_subjects_and_ministries(store: Store) -> None:
    told = replace(
        about(9, "Autre sujet"), text="Il est question des pavillons.", answer=Answer(None, "Des pavillons.")
    )
    await take(store, about(7, "Pavillons"), about(8, "Sujet", ministry="Pavillons"), told)
    assert await found(store, "pavillon") == ["an17-7", "an17-8", "an17-9"]


@pytest.mark.parametrize("text", ["pavillon", "pavil*", '"des pavillons"', "canal", '"un canal"', "dans*", "auj*"])
async def test_a_search_finds_what_a_watch_of_the_same_words_is_told_of(store: Store, text: str) -> None:
    answer = Answer(None, "Aujourd’hui, dans un canal.", earlier=("Des pavillons.", "Rien de tel."))
    question = replace(about(9, "Autre sujet"), answer=answer)
    await take(store, question)
    query = read_query(text)
    assert isinstance(query, Query)
    assert (await found(store, text) == ["an17-9"]) is matches(query, searched(question))
    assert matches(query, searched(question)) is (text not in {"dans*", "auj*"})


async def test_a_question_whose_words_changed_often_is_found_once(store: Store) -> None:
    for number in range(5):
        await take(store, replace(DIKES, subject=f"Digues et levées {number}"))
    assert await found(store, "digues") == ["an17-1"]
    assert await found(store, "digues 3") == []
    assert await found(store, "levées 4") == ["an17-1"]


async def test_the_summaries_stay_in_step_with_the_catalogue_whatever_is_written(store: Store, address: str) -> None:
    await take(store, *ALL)
    await take(store, replace(DIKES, subject=None), replace(DATA, subject="Tout autre chose"), WORKS)
    held = rows(address, "SELECT legislature, number FROM catalogue ORDER BY 1, 2")
    summed_up = rows(address, "SELECT legislature, number FROM summaries ORDER BY 1, 2")
    if address.startswith(SQLITE):
        execute(address, "INSERT INTO question_stems(question_stems) VALUES ('integrity-check')")
    assert summed_up == held
    assert len(held) == len(ALL)
    assert await found(store, "hébergement") == ["an17-3"]
    assert await found(store, "tout autre") == ["an17-2"]


HOSTILE = (
    "",
    " ",
    '"',
    "'",
    "*",
    "NEAR(a b)",
    "a OR b",
    "NOT digues",
    "subject:digues",
    "headings MATCH 'x'",
    "{subject rest}: x",
    "^digues",
    "a AND",
    "(((((",
    '" OR "1"="1',
    "'; DROP TABLE headings; --",
    "\x00digues\x00",
    "\ud800",
    "digues" * 10_000,
    "a " * 5_000,
    "1 " * 5_000,
    "٣ ① Ⅷ ²",
    "🇫🇷 👁",
    "e\u0301 \u0301 \u0301",
    "%_",
)


@pytest.mark.parametrize("text", HOSTILE)
async def test_no_text_does_any_harm(store: Store, text: str) -> None:
    await take(store, *ALL)
    assert len(await store.search.find(text, CURRENT)) <= len(ALL)
    assert await found(store, "digues") == ["an17-1", "an16-1"]


async def test_no_more_are_found_than_wanted(store: Store) -> None:
    await take(store, *(about(number, "Entretien des digues") for number in range(1, 9)))
    assert await found(store, "digues", 3) == ["an17-8", "an17-7", "an17-6"]
    assert await found(store, "1 2 3 4 5", 3) == ["an17-1", "an17-2", "an17-3"]


async def pages_of(store: Store, text: str, most: int, meanwhile: Sequence[Question] = ()) -> list[list[str]]:
    """Every page, one after the other; after each the catalogue takes one more question."""
    pages: list[list[str]] = []
    coming = iter(meanwhile)
    after: Place | None = None
    while True:
        page = await store.search.page(text, CURRENT, after, most)
        pages.append([str(observation.id) for observation in page.observations])
        if page.end is None:
            return pages
        after = page.end
        if (new := next(coming, None)) is not None:
            await take(store, new)


SUBJECTS = ("Digues", "Entretien des digues", "Digues du Rhône, et ce qui reste à en dire après la crue de décembre")


async def test_pages_hold_together_what_one_page_would_and_the_last_one_says_that_it_is(store: Store) -> None:
    await take(store, *(about(number, SUBJECTS[number % 3]) for number in range(1, 26)))
    whole = await found(store, "digues", 100)
    pages = await pages_of(store, "digues", 10)
    assert [len(each) for each in pages] == [10, 10, 5]
    assert [each for page in pages for each in page] == whole
    assert [len(each) for each in await pages_of(store, "digues", 5)] == [5] * 5
    assert await pages_of(store, "canaux", 10) == [[]]


NEWCOMERS = {
    "of the same worth": [about(500, "Digues"), about(501, "Entretien des digues")],
    "far better ones": [about(500, "Digues digues"), about(501, "Digues digues digues digues")],
    "on other subjects": [about(number, f"Autre sujet n° {number}") for number in range(500, 503)],
}


@pytest.mark.parametrize("meanwhile", NEWCOMERS.values(), ids=NEWCOMERS)
async def test_what_is_taken_in_meanwhile_repeats_nothing_and_hides_nothing(
    store: Store, meanwhile: list[Question]
) -> None:
    await take(store, *(about(number, SUBJECTS[number % 3]) for number in range(1, 31)))
    before = await found(store, "digues", 100)
    shown = [each for page in await pages_of(store, "digues", 8, meanwhile) for each in page]
    assert len(shown) == len(set(shown))
    assert set(before) <= set(shown)


async def test_a_text_of_many_references_comes_in_pages_and_a_repeated_one_once(store: Store) -> None:
    await take(store, *(about(number, "Digues") for number in range(1, 8)))
    text = "17/1 17/2 1 17/3 3 17/4 17/5 17/6 17/7"
    assert await pages_of(store, text, 3) == [
        ["an17-1", "an17-2", "an17-3"],
        ["an17-4", "an17-5", "an17-6"],
        ["an17-7"],
    ]


async def test_no_place_does_any_harm_whatever_the_text(store: Store) -> None:
    await take(store, *ALL)
    for place in (AfterNamed(QuestionId.of_legislature(13, 999)), AfterFound(9, 10**15 - 1), AfterFound(0, 0)):
        for text in ("", "2", "digues", '" OR NEAR('):
            page = await store.search.page(text, CURRENT, place, 10)
            assert page.end is None
            assert len(page.observations) <= len(ALL)


async def test_nothing_is_found_where_nothing_is_known(store: Store) -> None:
    assert await found(store, "12432") == []
    assert await found(store, "digues") == []


@pytest.mark.parametrize(
    ("before", "after", "again"),
    [
        ("Entretien des digues", "Entretien des digues", True),
        ("Entretien des digues", "ENTRETIEN DE DIGUES.", True),
        ("Difficultés d'accès à l'œuvre", "Difficultés d’accès aux oeuvre", True),
        ("Entretien des digues", "Entretien des digues de Loire", False),
        ("Entretien des digues", "Digues : entretien", False),
        ("Entretien des digues", "Financement des digues", False),
        ("Pharmacies", "Pharmacies", False),
        ("Les pharmacies", "Les pharmacies", False),
        ("Décret n° 12", "Décret n° 13", False),
        ("", "", False),
    ],
)
def test_the_same_subject_whatever_its_typography(before: str, after: str, again: bool) -> None:
    assert is_repeated(before, after) is again


async def test_what_was_taken_in_before_there_was_an_index_is_indexed_from_the_catalogue(
    store: Store, address: str
) -> None:
    await take(store, *ALL)
    execute(address, "DELETE FROM summaries WHERE number < 3")
    if not address.startswith(SQLITE):  # where such a row is merely found no more
        execute(address, "DELETE FROM question_stems WHERE place NOT IN (SELECT place FROM summaries)")
    execute(address, "UPDATE summaries SET version = version - 1")
    assert await found(store, "digues") == []
    assert [batch async for batch in store.indexing.fill()] == [5]
    assert await found(store, "digues") == ["an17-1", "an16-1"]
    assert await found(store, "hébergement") == ["an17-3", "an17-2"]
    assert await found(store, "œuvres") == ["an17-4"]
    assert [batch async for batch in store.indexing.fill()] == []


async def test_what_lies_behind_many_that_only_seem_to_fit_is_reached_page_by_page(store: Store) -> None:
    many = [about(number, "Données de santé, digues") for number in range(2, search.MOST_READ + 60)]
    await take(store, about(1, "Santé des données"), *many)
    first = await store.search.page('"santé des données"', CURRENT, None, 10)
    assert (first.observations, first.end is None) == ([], False)
    second = await store.search.page('"santé des données"', CURRENT, first.end, 10)
    assert [str(each.id) for each in second.observations] == ["an17-1"]
    assert second.end is None


async def test_what_was_indexed_in_an_earlier_layout_is_indexed_anew(store: Store, address: str) -> None:
    if address.startswith(SQLITE):
        pytest.skip("its layout is the first one")
    await take(store, *ALL, about(5, "Une question", text="Des digues."))
    execute(address, "UPDATE summaries SET version = 1, stems = stems - 1")
    execute(address, "UPDATE question_stems SET stems = CAST('digu entretien' AS tsvector)")
    assert [batch async for batch in store.indexing.fill()] == [6]
    assert await found(store, "entretien") == ["an17-1", "an16-1"]
    assert await found(store, "digues") == ["an17-1", "an16-1", "an17-5"]


@pytest.mark.parametrize("most", [0, 50])
async def test_an_author_whom_the_register_lacks_is_found_by_the_name_in_the_question(
    store: Store, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr("storage.questions.candidates.MOST_UNKNOWN", most)
    await store.deputies.learn("register", [Deputy("PA2", "M. Paul Vernet")], ())
    await take(store, replace(DIKES, author_ref="PA2"), DATA, replace(WORKS, author_ref=None))
    assert await found(store, "@garance") == ["an17-4", "an17-2"]
    assert await found(store, "@vernet") == ["an17-1"]


async def test_questions_of_several_legislatures_are_read_together(store: Store) -> None:
    asked_for = replace(WAITING, id=QuestionId.of_legislature(15, 9))
    await take(store, DIKES, EARLIER, DATA)
    await store.checks.record_reading(asked_for, Source.ASSEMBLEE, Validators(), 1, NOW, NOW)
    ids = [DIKES.id, EARLIER.id, asked_for.id, QuestionId.of_legislature(16, 2), QuestionId.of_legislature(14, 1)]
    known = await store.observations.of_each(ids)
    assert known.keys() == {DIKES.id, EARLIER.id, asked_for.id}
    assert known == {id: await store.observations.of(id) for id in known}
    assert known[EARLIER.id].question == EARLIER


@pytest.mark.parametrize("part", list(Scope))
async def test_the_index_of_a_server_alone_finds_a_word(store: Store, address: str, part: Scope) -> None:
    if address.startswith(SQLITE):
        pytest.skip("its index is all that it has")
    await take(store, *ALL)
    stems = store._database.stems
    wanted = stems.matches(StemQuery((((StemTerm("digu"),),),)), part, None)
    query = select(stems.place).select_from(sql(stems.source)).where(wanted).order_by(stems.place.desc()).limit(11)
    async with store._database.searching() as connection:
        asked = query.compile(dialect=connection.dialect)
        plan = await connection.exec_driver_sql(f"EXPLAIN {asked}", dict(asked.params))
        assert any("ix_question_stems_stems" in line for line in plan.scalars())
