"""The index of stems in SQLite's full text search (FTS5), which holds no texts.

A row of such a table cannot be taken out again without the words that it was made of, which nobody keeps. A question
whose words change gets a new row at a later place of its own (see `storage.questions.index`), and the old row is found
by nobody, since no summary points at it.
"""

from collections.abc import Iterable, Mapping

from sqlalchemy import BigInteger, TextClause, bindparam, literal_column, text

from bot.core.stem_query import Clause, Scope, StemQuery, StemTerm
from bot.core.summary import IndexedStems
from storage.engine import StemIndex

_HOLD = text("INSERT INTO question_stems (rowid, subject, heading, text) VALUES (:place, :subject, :heading, :text)")
# The left side of a CROSS JOIN is the outer loop: places come in their order, and a LIMIT ends it early.
_SOURCE = "question_stems CROSS JOIN summaries ON summaries.place = question_stems.rowid"
_COLUMNS = {Scope.SUBJECT: "{subject} : ", Scope.HEADING: "{subject heading} : ", Scope.ALL: ""}


def _matches(query: StemQuery, part: Scope, beyond: Scope | None) -> TextClause:
    wanted = _within(query, part)
    unwanted = [_clause(each) for each in query.excluded] + ([_within(query, beyond)] if beyond else [])
    return text("question_stems MATCH :stems").bindparams(
        bindparam("stems", " NOT ".join([wanted, *unwanted]), unique=True)  # a statement can have several
    )


def _within(query: StemQuery, part: Scope) -> str:
    return f"({_COLUMNS[part]}({' OR '.join(_clause(each) for each in query.alternatives)}))"


def _clause(clause: Clause) -> str:
    return f"({' AND '.join(_any(each) for each in clause)})"


def _any(terms: Iterable[StemTerm]) -> str:
    return f"({' OR '.join(_term(each) for each in terms)})"


def _term(term: StemTerm) -> str:
    return f'"{term.stem}"*' if term.is_prefix else f'"{term.stem}"'


def _values(place: int, stems: IndexedStems) -> Mapping[str, int | str]:
    return {"place": place, "subject": stems.subject, "heading": stems.heading, "text": stems.text}


_ROW = literal_column("question_stems.rowid", BigInteger)

STEMS = StemIndex(
    hold=_HOLD,
    values=_values,
    drop=None,
    source=_SOURCE,
    place=_ROW,
    bound=_ROW,
    matches=_matches,
    hint=None,
    layout=1,
)
