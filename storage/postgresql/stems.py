"""The index of stems in PostgreSQL's full text search.

No parser of the server reads a text: the vectors come as they are to be kept. Stems of the subject have the weight A,
those of the rubric and the ministry B, those of the texts D.
"""

from collections.abc import Iterable, Mapping

from sqlalchemy import BigInteger, TextClause, bindparam, literal_column, text

from bot.core.stem_query import Clause, Scope, StemQuery, StemTerm
from bot.core.summary import IndexedStems
from storage.engine import StemIndex

_HOLD = text("INSERT INTO question_stems (place, stems) VALUES (:place, CAST(:stems AS tsvector))")
_DROP = text("DELETE FROM question_stems WHERE place = :place")
_SOURCE = "question_stems JOIN summaries ON summaries.place = question_stems.place"
_WEIGHTS = {Scope.SUBJECT: "A", Scope.HEADING: "AB", Scope.ALL: ""}


def _matches(query: StemQuery, part: Scope, beyond: Scope | None) -> TextClause:
    unwanted = [_clause(each, "") for each in query.excluded] + ([_within(query, beyond)] if beyond else [])
    whole = " & ".join([_within(query, part), *(f"!{each}" for each in unwanted)])
    return text("question_stems.stems @@ CAST(:stems AS tsquery)").bindparams(
        bindparam("stems", whole, unique=True)  # a statement can have several
    )


def _within(query: StemQuery, part: Scope) -> str:
    return f"({' | '.join(_clause(each, _WEIGHTS[part]) for each in query.alternatives)})"


def _clause(clause: Clause, weights: str) -> str:
    return f"({' & '.join(_any(each, weights) for each in clause)})"


def _any(terms: Iterable[StemTerm], weights: str) -> str:
    return f"({' | '.join(_term(each, weights) for each in terms)})"


def _term(term: StemTerm, weights: str) -> str:
    marks = ("*" if term.is_prefix else "") + weights
    return f"'{term.stem}'" + (f":{marks}" if marks else "")


def _values(place: int, stems: IndexedStems) -> Mapping[str, int | str]:
    weighed = ((stems.subject, "1A"), (stems.heading, "2B"), (stems.text, "3D"))
    vector = " ".join(f"'{stem}':{weight}" for words, weight in weighed for stem in words.split())
    return {"place": place, "stems": vector}


_PLACE = literal_column("question_stems.place", BigInteger)

# With a bound on the index's own rows the server reads the vectors of all that come after it: 40,000, in 1.2 s on a
# busy machine. With one on the summaries it reads those that the other conditions on summaries leave: 9,000, in 0.15 s.
_BOUND = literal_column("summaries.place", BigInteger)

STEMS = StemIndex(_HOLD, _values, _DROP, _SOURCE, _PLACE, _BOUND, _matches)
