"""The matcher, and the index of many queries, against a naive matcher that tries everything."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.core.matching import document_of, matches, parts_with, score
from bot.core.query import Exact, Field, Filter, Prefix, Query, Term, Word
from bot.core.query_index import QueryIndex
from bot.core.query_reader import read_query
from bot.core.question import Answer, Question, QuestionId
from bot.core.stems import says_something, stem
from bot.core.words import words_of

VOCABULARY = [
    "santé",
    "santés",
    "données",
    "don",
    "de",
    "la",
    "aux",
    "dans",
    "cloud",
    "cloudy",
    "5G",
    "l'eau",
    "covid-19",
    "eaux",
    "mère",
]
TEXT = st.lists(st.sampled_from(VOCABULARY), max_size=5).map(" ".join)
NAMES = st.sampled_from(["Mme Eau Santé", "M. Cloud", "M. Eau Don (Gironde)"])
MINISTRIES = st.sampled_from(["Santé et eaux", "Santé", "Données"])
PIECES = [
    *VOCABULARY,
    '"de la santé"',
    '"l\'eau"',
    '"données',
    "-cloud",
    "-l'eau",
    '-"de la"',
    "OU",
    "OU",
    "clo*",
    "don*",
    "-eau*",
    "aux*",
    "dans*",
]
PIECES += ["@eau", "@Gironde", "ministère:santé", "-ministère:eau", "état:attente", "rubrique:eau", "législature:16"]
PIECES += [
    "année:2025",
    "-année:2026",
    "depuis:2026",
    "depuis:2025-06",
    "-depuis:2026-02-03",
    "groupe:LR",
    "groupe:eau",
]
PIECES += ["@PA7", "@Eau-Santé-PA7"]
QUERIES = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map(" ".join)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """A question of few words, so that many meet a query."""
    earlier = st.lists(TEXT, max_size=2).map(tuple)
    answer = Answer(None, draw(TEXT), earlier=draw(earlier)) if draw(st.booleans()) else None
    legislature = draw(st.sampled_from([16, 17]))
    return Question(
        QuestionId.of_legislature(legislature, 1),
        author=draw(NAMES),
        author_ref=draw(st.sampled_from([None, "PA7", "PA8"])),
        group=draw(st.sampled_from([None, "LR", "Les Eaux"])),
        asked=draw(st.sampled_from([None, date(2025, 5, 31), date(2025, 6, 1), date(2026, 2, 2), date(2026, 2, 3)])),
        subject=draw(TEXT),
        rubric=draw(TEXT),
        ministry=draw(MINISTRIES),
        text=draw(TEXT),
        answer=answer,
    )


def naive(query: Query, question: Question) -> bool:
    """The rule, word by word."""

    def is_met(group: tuple[Term, ...]) -> bool:
        return all(is_found(term, question) for term in group)

    return any(map(is_met, query.alternatives)) and not any(map(is_met, query.excluded))


def is_found(term: Term, question: Question) -> bool:
    if isinstance(term, Filter):
        return any(is_of(term.field, value, question) for value in term.values)
    answers = (question.answer.text, *question.answer.earlier) if question.answer else ()
    texts = (question.subject, question.rubric, question.ministry, question.author, question.text, *answers)
    return any(stands_in(term, words_of(text or "")) for text in texts)


def stands_in(term: Term, words: tuple[str, ...]) -> bool:
    if isinstance(term, Word):
        return any(says_something(word) and stem(word) == term.stem for word in words)
    if isinstance(term, Prefix):
        return any(says_something(word) and word.startswith(term.start) for word in words)
    assert isinstance(term, Exact)
    return any(words[at : at + len(term.words)] == term.words for at in range(len(words)))


def is_of(field: Field, value: tuple[str, ...], question: Question) -> bool:
    if field is Field.STATE:
        return value[0] == question.state
    if field is Field.LEGISLATURE:
        return value[0] == str(question.id.session)
    if field is Field.YEAR:
        return question.asked is not None and question.asked.year == int(value[0])
    if field is Field.SINCE:
        return question.asked is not None and question.asked.isoformat() >= "-".join(value)
    if field is Field.AUTHOR and value == ("pa7",):
        return question.author_ref == "PA7"
    text = {
        Field.AUTHOR: question.author,
        Field.MINISTRY: question.ministry,
        Field.RUBRIC: question.rubric,
        Field.GROUP: question.group,
    }[field]
    words, is_name = words_of(text or ""), field in {Field.AUTHOR, Field.GROUP}
    return all(word in words or (not is_name and stem(word) in map(stem, words)) for word in value)


@given(QUERIES, questions())
def test_the_matcher_agrees_with_a_naive_one(text: str, question: Question) -> None:
    query = read_query(text)
    if isinstance(query, Query):
        assert matches(query, document_of(question)) == naive(query, question)


@given(
    st.lists(QUERIES, max_size=12),
    questions(),
    st.dictionaries(st.sampled_from(["sant", "eau", "donnee"]), st.integers(0, 9)),
)
def test_an_index_finds_what_trying_every_query_finds(
    texts: list[str], question: Question, counts: dict[str, int]
) -> None:
    index, expected = QueryIndex[int](counts), set[int]()
    for owner, text in enumerate(texts):
        query = read_query(text)
        if isinstance(query, Query):
            index.add(query, owner)
            expected |= {owner} if naive(query, question) else set()
    found = [owner for owners in index.matching(document_of(question)) for owner in owners]
    assert sorted(found) == sorted(expected)


@given(QUERIES, questions())
def test_what_is_found_has_a_score_where_a_word_is_asked_for(text: str, question: Question) -> None:
    query, document = read_query(text), document_of(question)
    if isinstance(query, Query) and matches(query, document):
        has_words = all(any(not isinstance(term, Filter) for term in group) for group in query.alternatives)
        assert (score(query, lambda term: parts_with(term, document)) > 0) >= has_words
