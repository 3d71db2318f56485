"""Searches the known questions, without a request to any site: by number, or by the words of their headings.

Only this module, `storage.database` and the migration that makes the index depend on SQLite: the headings are in a
table of its full text search (FTS5), written in the transactions that write the catalogue. (Weighed: a column of the
catalogue, which triggers copy into the index. It takes twice the time, and no two of the catalogue's rows, which grow
by it, fit into one page of the file any more.)
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Integer, Text, column, select, table, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.heading import telling_words, unligatured
from bot.core.observation import Observation
from bot.core.paging import AfterNamed, AfterRanked, Place
from bot.core.question import FIRST_LEGISLATURE, MAX_NUMBER, QuestionId
from bot.core.reference import Bare, Exact, read_every_way
from storage.database import Database
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
"""The table of headings, for reading; it is written and searched in SQLite's own words, below."""

_HOLD = text("INSERT OR REPLACE INTO headings (rowid, subject, rest) VALUES (:row, :subject, :rest)")
_FIND = text(
    # The rank is a band of about the same worth, in which the newest comes first: bm25 alone puts the shortest heading
    # first. bm25 is negative, and the lowest is the best; a word in the subject counts ten times one in the rest.
    # A later page measures by the row that was the best on the first one, so that each question keeps its band.
    """
    WITH found AS MATERIALIZED (
        SELECT rowid AS row, bm25(headings, 10, 1) AS worth FROM headings WHERE headings MATCH :words
        ORDER BY rowid DESC LIMIT :weighed
    ), best AS MATERIALIZED (
        SELECT row, worth FROM found ORDER BY row = :best DESC, worth, row DESC LIMIT 1
    ), ranked AS (
        SELECT found.row AS row, CAST(round(4 * found.worth / best.worth) AS INTEGER) AS rank, best.row AS best
        FROM found, best
    )
    SELECT rank, row, best FROM ranked
    WHERE :rank IS NULL OR (rank, row) < (:rank, :row)
    ORDER BY rank DESC, row DESC LIMIT :most
    """
)


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Some observations that were found; the rest begins after the place `end`, None where there is no more."""

    observations: list[Observation]
    end: Place | None


async def index(connection: AsyncConnection, legislature: int, told: Mapping[int, str]) -> None:
    """Write the headings of questions, given by number, in the place of older ones."""
    # In the order of their rows: the index writes a piece to the disk at each step backwards.
    rows = [_values(QuestionId(legislature, number), heading) for number, heading in sorted(told.items())]
    await connection.execute(_HOLD, rows)


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
            places = await _places(connection, wanted, current, after, most + 1)
        shown = [(place, await self._observations.of(id)) for place, id in places[:most]]
        observations = [
            observation for _, observation in shown if observation is not None and observation.question is not None
        ]
        return SearchPage(observations, shown[-1][0] if len(places) > most else None)


def _values(question: QuestionId, heading: str) -> dict[str, int | str]:
    subject, _, rest = unligatured(heading).partition("\n")
    return {"row": row_of(question), "subject": subject, "rest": rest}


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


async def _places(
    connection: AsyncConnection, wanted: str, current: int, after: Place | None, most: int
) -> list[tuple[Place, QuestionId]]:
    """The results after a place, each with its own. Words are searched for where no question that is named is known."""
    if isinstance(after, AfterRanked):
        return await _with_words(connection, wanted, after, most)
    known = await _known(connection, _named(wanted, current))
    if after is not None:
        known = known[known.index(after.last) + 1 :] if after.last in known else []
    elif not known:
        return await _with_words(connection, wanted, None, most)
    return [(AfterNamed(id), id) for id in known[:most]]


async def _known(connection: AsyncConnection, ids: Sequence[QuestionId]) -> list[QuestionId]:
    """The questions, of those given, of which anything is known, in their order."""
    keys = [(id.legislature, id.number) for id in ids]
    known: set[QuestionId] = set()
    for each in (catalogue, questions):
        place = (each.c.legislature, each.c.number)
        rows = await connection.execute(select(*place).where(among(each, keys)))
        known |= {QuestionId(*row) for row in rows}
    return [id for id in ids if id in known]


async def _with_words(
    connection: AsyncConnection, wanted: str, after: AfterRanked | None, most: int
) -> list[tuple[Place, QuestionId]]:
    words = " ".join(f'"{word}"*' for word in telling_words(wanted)[:MOST_WORDS])
    if not words:
        return []
    limits = {"rank": after and after.rank, "row": after and after.row, "best": after and after.best}
    rows = await connection.execute(_FIND, {"words": words, "weighed": MOST_WEIGHED, "most": most, **limits})
    return [(AfterRanked(*row), QuestionId(*divmod(row.row, PER_LEGISLATURE))) for row in rows]
