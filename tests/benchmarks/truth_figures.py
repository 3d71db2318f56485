"""The figures of a simulated legislature beside those of its true lives, counted without the store."""

from collections.abc import AsyncIterator, Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from bot.core.chambers.senat import SENAT
from bot.core.figure_query import legislatures_of
from bot.core.query import Query
from bot.core.query_reader import read_query
from bot.core.question import Question
from storage import Store
from tests.benchmarks.parliament import GROUPS, MINISTRIES
from tests.support.recount import recount

FAMILIES = {
    "Transition écologique": ("Écologie",),
    "Agriculture et souveraineté alimentaire": ("Agriculture",),
    "Santé et accès aux soins": ("Santé",),
    "Économie, finances, souveraineté industrielle et numérique": ("Économie et finances", "Industrie", "Numérique"),
    "Intérieur": ("Intérieur",),
    "Éducation nationale": ("Éducation nationale",),
    "Justice": ("Justice",),
    "Travail et emploi": ("Travail",),
    # Those that senators alone ask.
    "Premier ministre": ("Premier ministre",),
    "Armées et anciens combattants": ("Armées et anciens combattants",),
    "Santé, familles, autonomie et personnes handicapées": ("Santé", "Solidarités", "Autonomie et handicap"),
    "Transition écologique, biodiversité et négociations internationales sur le climat et la nature": ("Écologie",),
    "Culture": ("Culture",),
    "Ville et Logement": ("Logement et ville",),
}
LEGISLATURES = (17, 16)


@dataclass(frozen=True, slots=True)
class Compared:
    """How many queries were compared, each in every view, and what differed, a line each."""

    queries: int
    wrong: Sequence[str]


async def compared(store: Store, true: Sequence[Question]) -> Compared:
    """Compare every view of the whole, of each ministry, of a group, of a deputy and of a year with the truth."""
    wrong, number = [], 0
    for typed, meant in _scopes():
        number += 1
        query = read_query(typed)
        assert isinstance(query, Query)
        of = legislatures_of(query)
        questions = [each for each in true if _is_counted(each, of) and meant(each)]
        wrong += [f"figures of {typed}: {each}" async for each in _differences(store, query, questions)]
    return Compared(number, wrong)


def _is_counted(question: Question, legislatures: Collection[int] | None) -> bool:
    """Whether a question is of these legislatures, or a written one of the Sénat's where there are none."""
    if legislatures is None:
        return question.id.chamber is SENAT and question.id.kind == SENAT.kinds[0]
    return question.id.series in legislatures


def _scopes() -> Iterator[tuple[str, Callable[[Question], bool]]]:
    for of in LEGISLATURES:
        in_it = f"législature:{of}"
        yield in_it, lambda each: True
        for ministry in MINISTRIES:
            name = FAMILIES[ministry][0].replace(" ", "-")
            yield f"ministère:{name} {in_it}", _held_by(ministry)
        yield f"groupe:{GROUPS[0].split(' ')[-1]} {in_it}", lambda each: each.group == GROUPS[0]
        yield f"auteur:PA7 {in_it}", lambda each: each.author_ref == "PA7"
        yield f"année:2025 {in_it}", lambda each: each.asked is not None and each.asked.year == 2025
    yield "chambre:sénat", lambda each: True
    yield "chambre:sénat ministère:Justice", _held_by("Justice")
    yield "chambre:sénat ministère:Logement", _held_by("Ville et Logement")
    yield "chambre:sénat groupe:UC", lambda each: each.group == "UC"
    yield "chambre:sénat année:2025", lambda each: each.asked is not None and each.asked.year == 2025


def _held_by(ministry: str) -> Callable[[Question], bool]:
    return lambda each: each.ministry == ministry


async def _differences(store: Store, query: Query, true: Sequence[Question]) -> AsyncIterator[str]:
    reader = store.figures
    as_of = await reader.known_until(query)
    if as_of is None:
        yield "an archive was not taken in"
        return
    expected = recount(true, as_of, FAMILIES.__getitem__)
    views = {
        "figures": (await reader.of(query, as_of), expected.figures),
        "late": (await reader.late(query, as_of), expected.late),
        "months": (list(await reader.months(query, as_of)), expected.months),
        "delays": (list(await reader.delays(query, as_of)), expected.delays),
        "league": (list(await reader.league(query, as_of)), expected.league),
        "oldest": (await reader.oldest(query, as_of, len(true) + 1), expected.oldest),
    }
    for name, (counted, truth) in views.items():
        if counted != truth:
            yield f"{name}: {counted} instead of {truth}"
