"""The index of stems in PostgreSQL's full text search.

No parser of the server reads a text: the vectors come as they are to be kept. A stem stands there once for each part
that has it: "s:eau" in the subject, "h:eau" in the heading, "eau" anywhere. So the inverted index alone tells what is
found. With weights for the parts, the server would read the vector of each row that has the word, which takes a
common word seconds.
"""

from collections.abc import Iterable, Mapping

from sqlalchemy import BigInteger, TextClause, bindparam, literal_column, text

from bot.core.stem_query import Clause, Scope, StemQuery, StemTerm
from bot.core.summary import IndexedStems
from storage.engine import StemIndex

_HOLD = text("INSERT INTO question_stems (place, stems) VALUES (:place, CAST(:stems AS tsvector))")
_DROP = text("DELETE FROM question_stems WHERE place = :place")
_SOURCE = "question_stems JOIN summaries ON summaries.place = question_stems.place"
# As a sum, lest the server walks along the places until enough rows have the words: it does not know what that takes.
_PLACE = "(question_stems.place + 0)"
# Nor does it know what it takes to read a vector, and would do so for all rows where many have a word.
_HINT = text("SELECT set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)")
_PARTS = {Scope.SUBJECT: "s:", Scope.HEADING: "h:", Scope.ALL: ""}


def _matches(query: StemQuery, part: Scope, beyond: Scope | None) -> TextClause:
    unwanted = [_clause(each, Scope.ALL) for each in query.excluded] + ([_within(query, beyond)] if beyond else [])
    whole = " & ".join([_within(query, part), *(f"!{each}" for each in unwanted)])
    return text("question_stems.stems @@ CAST(:stems AS tsquery)").bindparams(
        bindparam("stems", whole, unique=True)  # a statement can have several
    )


def _within(query: StemQuery, part: Scope) -> str:
    return f"({' | '.join(_clause(each, part) for each in query.alternatives)})"


def _clause(clause: Clause, part: Scope) -> str:
    return f"({' & '.join(_any(each, part) for each in clause)})"


def _any(terms: Iterable[StemTerm], part: Scope) -> str:
    return f"({' | '.join(_term(each, part) for each in terms)})"


def _term(term: StemTerm, part: Scope) -> str:
    return f"'{_PARTS[part]}{term.stem}'{':*' if term.is_prefix else ''}"


def _values(place: int, stems: IndexedStems) -> Mapping[str, int | str]:
    subject, heading, texts = (set(words.split()) for words in (stems.subject, stems.heading, stems.text))
    parts = ((Scope.SUBJECT, subject), (Scope.HEADING, subject | heading), (Scope.ALL, subject | heading | texts))
    return {"place": place, "stems": " ".join(f"'{_PARTS[part]}{stem}'" for part, words in parts for stem in words)}


# With a bound on the index's own rows the server reads the vectors of all that come after it: 40,000, in 1.2 s on a
# busy machine. With one on the summaries it reads those that the other conditions on summaries leave: 9,000, in 0.15 s.
_BOUND = literal_column("summaries.place", BigInteger)

STEMS = StemIndex(
    hold=_HOLD,
    values=_values,
    drop=_DROP,
    source=_SOURCE,
    place=literal_column(_PLACE, BigInteger),
    bound=_BOUND,
    matches=_matches,
    hint=_HINT,
    layout=2,
)
