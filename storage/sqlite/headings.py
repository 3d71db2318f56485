"""Searches headings with SQLite's full text search (FTS5).

(Weighed: a column of the catalogue, which triggers copy into the index. It takes twice the time, and no two of the
catalogue's rows, which grow by it, fit into one page of the file any more.)
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import text

from bot.core.heading import unligatured
from storage.engine import HeadingSearch

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


def _values(row: int, subject: str, rest: str) -> Mapping[str, int | str]:
    return {"row": row, "subject": unligatured(subject), "rest": unligatured(rest)}


def _query(words: Sequence[str]) -> str:
    return " ".join(f'"{word}"*' for word in words)


HEADINGS = HeadingSearch(_HOLD, _values, _FIND, _query)
