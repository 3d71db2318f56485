"""Searches the known questions, without a request to any site: by number, or by the words of their headings.

The headings are in a table of their own, written in the transactions that write the catalogue; each engine indexes them
in its own way, see `storage.engine.HeadingSearch`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Integer, Text, column, select, table
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.heading import telling_words
from bot.core.observation import Observation
from bot.core.paging import AfterNamed, AfterRanked, Place
from bot.core.question import FIRST_LEGISLATURE, MAX_NUMBER, QuestionId
from bot.core.reference import Bare, Exact, read_every_way
from storage.database import Database
from storage.engine import HeadingSearch
from storage.questions.observations import Observations
from storage.questions.rows import among
from storage.tables import catalogue, questions

LONGEST_TEXT = 256
"""Characters of a text that are searched for, as many as an inline query can have."""

MOST_WORDS = 12
"""Words that are searched for."""

MOST_NAMED = 100
"""Questions that the references in a text can name."""

MOST_WEIGHED = 5_000
"""Questions that are ranked, the latest: words that more than these have are too common to tell them apart."""

PER_LEGISLATURE = MAX_NUMBER + 1
"""The row of a heading has the number legislature * PER_LEGISLATURE + number: rows are in the order of time."""

headings = table("headings", column("rowid", Integer), column("subject", Text))
"""The table of headings, for reading."""


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Some observations that were found; the rest begins after the place `end`, None where there is no more."""

    observations: list[Observation]
    end: Place | None


async def index(
    connection: AsyncConnection, headings: HeadingSearch, legislature: int, told: Mapping[int, str]
) -> None:
    """Write the headings of questions, given by number, in the place of older ones."""
    # In the order of their rows: the index writes a piece to the disk at each step backwards.
    rows = [
        headings.values(row_of(QuestionId(legislature, number)), *_parts(heading))
        for number, heading in sorted(told.items())
    ]
    await connection.execute(headings.hold, rows)


def row_of(question: QuestionId) -> int:
    """The number of the row with a question's heading."""
    return question.legislature * PER_LEGISLATURE + question.number


class Search:
    """Finds known questions."""

    def __init__(self, database: Database, observations: Observations) -> None:
        self._database = database
        self._observations = observations

    async def find(self, wanted: str, current: int, most: int = 20) -> list[Observation]:
        """The first page of the results; see `page`."""
        return (await self.page(wanted, current, None, most)).observations

    async def page(self, wanted: str, current: int, after: Place | None, most: int = 20) -> SearchPage:
        """The questions that a text names by reference, or else those whose headings have all its words.

        A heading has a word where one of its own begins with it. A number without a legislature names a question of
        each, that of the `current` one first. Results by words are ordered by rank, then by time, the latest first. The
        text may be anything at all. `after` is the `end` of the page before, None for the first page; no question is on
        two pages.
        """
        wanted = wanted[:LONGEST_TEXT]
        async with self._database.reading() as connection:
            places = await self._places(connection, wanted, current, after, most + 1)
        shown = [(place, await self._observations.of(id)) for place, id in places[:most]]
        observations = [
            observation for _, observation in shown if observation is not None and observation.question is not None
        ]
        return SearchPage(observations, shown[-1][0] if len(places) > most else None)

    async def _places(
        self, connection: AsyncConnection, wanted: str, current: int, after: Place | None, most: int
    ) -> list[tuple[Place, QuestionId]]:
        """The results after a place, each with its own. Words are searched for where no question named is known."""
        if isinstance(after, AfterRanked):
            return await self._with_words(connection, wanted, after, most)
        known = await _known(connection, _named(wanted, current))
        if after is not None:
            known = known[known.index(after.last) + 1 :] if after.last in known else []
        elif not known:
            return await self._with_words(connection, wanted, None, most)
        return [(AfterNamed(id), id) for id in known[:most]]

    async def _with_words(
        self, connection: AsyncConnection, wanted: str, after: AfterRanked | None, most: int
    ) -> list[tuple[Place, QuestionId]]:
        words = telling_words(wanted)[:MOST_WORDS]
        if not words:
            return []
        headings = self._database.headings
        limits = {"rank": after and after.rank, "row": after and after.row, "best": after and after.best}
        given = {"words": headings.query(words), "weighed": MOST_WEIGHED, "most": most, **limits}
        rows = await connection.execute(headings.find, given)
        return [(AfterRanked(*row), QuestionId(*divmod(row.row, PER_LEGISLATURE))) for row in rows]


def _parts(heading: str) -> tuple[str, str]:
    """The subject of a heading, and the rest of it."""
    subject, _, rest = heading.partition("\n")
    return subject, rest


def _named(wanted: str, current: int) -> list[QuestionId]:
    """The questions that a text can mean, where it is nothing but references; else none."""
    ids: list[QuestionId] = []
    for reading in read_every_way(wanted, current):
        match reading:
            case Exact(id):
                ids.append(id)
            case Bare(number):
                ids += [QuestionId(each, number) for each in range(current, FIRST_LEGISLATURE - 1, -1)]
            case _:
                return []
    return list(dict.fromkeys(ids))[:MOST_NAMED]


async def _known(connection: AsyncConnection, ids: Sequence[QuestionId]) -> list[QuestionId]:
    """The questions, of those given, of which anything is known, in their order."""
    keys = [(id.legislature, id.number) for id in ids]
    known: set[QuestionId] = set()
    for each in (catalogue, questions):
        place = (each.c.legislature, each.c.number)
        rows = await connection.execute(select(*place).where(among(each, keys)))
        known |= {QuestionId(*row) for row in rows}
    return [id for id in ids if id in known]
