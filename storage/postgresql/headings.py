"""Searches headings with PostgreSQL's full text search.

The words are folded here, as SQLite's index folds them by itself, and handed over as words that are plain to every
configuration of the server. A word in the subject has the weight A, one in the rest D.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import text

from bot.core.heading import all_words
from storage.engine import HeadingSearch

_HOLD = text(
    """
    INSERT INTO headings (rowid, subject, rest, words) VALUES (
        :row, :subject, :rest,
        setweight(to_tsvector('simple', :subject_words), 'A') || setweight(to_tsvector('simple', :rest_words), 'D')
    ) ON CONFLICT (rowid) DO UPDATE SET subject = excluded.subject, rest = excluded.rest, words = excluded.words
    """
)
_FIND = text(
    # As in `storage.sqlite.headings`: bands of about the same worth, and in each the newest first.
    """
    WITH found AS MATERIALIZED (
        SELECT rowid AS "row", ts_rank('{0.1, 0.1, 0.1, 1.0}', words, to_tsquery('simple', :words)) AS worth
        FROM headings WHERE words @@ to_tsquery('simple', :words)
        ORDER BY rowid DESC LIMIT :weighed
    ), best AS MATERIALIZED (
        SELECT "row", worth FROM found
        ORDER BY "row" IS NOT DISTINCT FROM CAST(:best AS bigint) DESC, worth DESC, "row" DESC LIMIT 1
    ), ranked AS (
        SELECT found."row" AS "row", CAST(round(4 * found.worth / best.worth) AS integer) AS rank, best."row" AS best
        FROM found, best
    )
    SELECT rank, "row", best FROM ranked
    WHERE CAST(:rank AS bigint) IS NULL OR (rank, "row") < (CAST(:rank AS bigint), CAST(:row AS bigint))
    ORDER BY rank DESC, "row" DESC LIMIT :most
    """
)


def _values(row: int, subject: str, rest: str) -> Mapping[str, int | str]:
    words = {"subject_words": " ".join(all_words(subject)), "rest_words": " ".join(all_words(rest))}
    return {"row": row, "subject": subject, "rest": rest, **words}


def _query(words: Sequence[str]) -> str:
    return " & ".join(f"{word}:*" for word in words)


HEADINGS = HeadingSearch(_HOLD, _values, _FIND, _query)
