"""Which questions meet a query, and which of them come first."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from bot.core.matching import WEIGHTS, Document, Part, document_of, matches, parts_with, score
from bot.core.query import Query
from bot.core.query_index import QueryIndex
from bot.core.query_reader import read_query
from bot.core.question import Answer, Closing, Question, QuestionId

QUESTION = Question(
    QuestionId.of_legislature(17, 12432),
    author="Mme Odile Garance (Gironde)",
    author_ref="PA721764",
    group="Ensemble pour la République",
    subject="Hébergement des données de santé",
    rubric="numérique",
    ministry="Travail, santé et solidarités",
    text=(
        "Mme Odile Garance interroge Mme la ministre sur l'hébergement du health data hub. Aucun hébergeur qualifié "
        "SecNumCloud n'aurait été retenu ; le décret n° 2002-65 et 2 000 hôpitaux sont concernés. Le covid-19 l'a "
        "montré dès le 1er janvier, porte-parole à l'appui. Les infirmières et les conseils de prud'hommes s'inquiètent."
    ),
)
ANSWER = Answer(None, "Le Gouvernement étudie un nuage souverain, dit S.N.C.F. pour la 5G des agriculteurs.")


def document(question: Question = QUESTION, families: Iterable[str] = ("Santé",)) -> Document:
    return document_of(question, families, ["EPR"])


def asked(text: str) -> Query:
    query = read_query(text)
    assert isinstance(query, Query), query
    return query


MET = [
    # Words, in any form
    "données",
    "DONNEES santé",
    "donnée",
    "hôpital",
    "hopitaux",
    "infirmier",
    "l’hébergement",
    "prudhommes",
    "prud’homme",
    "secnumcloud",
    "covid 19",
    "covid-19",
    "n° 2002-65",
    "2000 hôpitaux",
    "2\u202f000",
    "1ère",
    "santé cloudless OU data",
    "cloudless, hébergeurs",
    "odile garance",
    "travail solidarité",
    "le la hub",
    # Exact words
    '"health data hub"',
    "« Données de Santé »",
    '"donnees de sante"',
    '"l\'hébergement du health"',
    '"decret 2002 65"',
    "\"conseils de prud'hommes",
    '"garance gironde"',
    # Without
    "hub -cloud",
    'santé -"données santé"',
    "santé -hub-cloud",
    "santé -@Juvin",
    # Beginnings
    "secnum*",
    "héberg* hospital* OU hôpita*",
    "numér*",
    # Filters
    "@Garance",
    "@garance-odile",
    '@"Odile Garance" hub',
    "@PA721764",
    "@Garance-Gironde",
    "ministère:santé",
    "ministère : travail hub",
    'ministère:"Travail et santé"',
    "rubrique:numerique",
    "groupe:EPR",
    'groupe:"ensemble pour la république"',
    "législature:17",
    "législature:16 législature:17",
    "état:attente",
    "état:attente, état:répondue",
    "@Juvin OU hub",
    "@Juvin @Garance hub",
]

NOT_MET = [
    "don",
    "cloud",
    "santé cloud",
    "nuage",
    '"donnée de santé"',
    '"données santé"',
    '"hub health"',
    '"hub aucun hébergeur cloud"',
    '"santé numérique"',
    "hub -santé",
    'hub -"health data"',
    "hub -porte-parole",
    "hub -@Garance",
    "hub -secnum*",
    "cyber*",
    "@Juvin",
    "@Odil",
    "@Garance-Rhône",
    "@PA721765",
    "ministère:culture",
    "ministère:ministre",
    "rubrique:santé",
    "groupe:LR",
    "législature:16",
    "état:répondue hub",
    "@Juvin hub",
    "2 000 2002-66",
]


@pytest.mark.parametrize("text", MET)
def test_a_question_meets_a_query(text: str) -> None:
    assert matches(asked(text), document())
    assert found_in_an_index(text)


@pytest.mark.parametrize("text", NOT_MET)
def test_a_question_does_not_meet_a_query(text: str) -> None:
    assert not matches(asked(text), document())
    assert not found_in_an_index(text)


def found_in_an_index(text: str) -> bool:
    index = QueryIndex[str]({})
    index.add(asked(text), "chat")
    return list(index.matching(document())) == [["chat"]]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (replace(QUESTION, answer=ANSWER), "état:répondue nuage sncf 5g agriculture OU agricultrice"),
        (replace(QUESTION, closing=Closing("Fin de mandat", None)), "état:close"),
        (Question(QuestionId.of_legislature(16, 1)), "législature:16 état:attente"),
    ],
)
def test_an_answer_is_searched_and_a_state_is_that_of_the_question(question: Question, text: str) -> None:
    assert matches(asked(text), document(question))


def test_a_ministry_is_asked_for_by_its_name_or_its_families() -> None:
    renamed = replace(QUESTION, ministry="Solidarités et soins")
    assert matches(asked("ministère:santé"), document(renamed, ["Santé", "Solidarités et familles"]))
    assert not matches(asked("ministère:santé"), document(renamed, ["Solidarités et familles"]))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("santé", Part.SUBJECT | Part.MINISTRY),
        ("hébergement", Part.SUBJECT | Part.TEXT),
        ("numér*", Part.RUBRIC),
        ('"odile garance"', Part.AUTHOR | Part.TEXT),
        ("nuage", Part.ANSWER),
        ("@Garance", Part(0)),
        ("cloud", Part(0)),
    ],
)
def test_it_is_known_in_which_parts_a_term_is_found(text: str, parts: Part) -> None:
    (term,) = asked(text).terms()
    assert parts_with(term, document(replace(QUESTION, answer=ANSWER))) == parts


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("eau", Part.SUBJECT, Part.AUTHOR | Part.RUBRIC | Part.MINISTRY | Part.TEXT | Part.ANSWER),
        ("eau", Part.TEXT, Part.ANSWER),
        ("eau", Part.TEXT | Part.ANSWER, Part.TEXT),
        ("eau air", Part.SUBJECT, Part.AUTHOR),
        ("eau OU air", Part.RUBRIC, Part.TEXT),
    ],
)
def test_a_word_in_the_subject_says_more_than_one_in_all_other_parts(text: str, first: Part, second: Part) -> None:
    query = asked(text)
    assert score(query, lambda _: first) > score(query, lambda _: second)


def test_a_question_with_more_of_the_words_in_its_subject_comes_first() -> None:
    query = asked("eau air")
    eau, air = query.terms()
    both = {eau: Part.SUBJECT, air: Part.SUBJECT}
    one = {eau: Part.SUBJECT, air: Part.TEXT}
    none = {eau: Part.TEXT, air: Part.TEXT}
    assert score(query, both.__getitem__) > score(query, one.__getitem__) > score(query, none.__getitem__) > 0


def test_the_best_alternative_counts_and_filters_say_nothing() -> None:
    one, other = asked("@Juvin eau OU air"), asked("eau OU air")
    parts = {term: Part.SUBJECT if "air" in str(term) else Part(0) for term in (*one.terms(), *other.terms())}
    assert score(one, parts.__getitem__) == score(other, parts.__getitem__) == 100 * WEIGHTS[Part.SUBJECT]
    assert score(asked("@Juvin"), lambda _: Part(0)) == 0


def test_a_question_of_nothing_but_the_words_asked_for_is_found() -> None:
    index = QueryIndex[str]({"hub": 9})
    index.add(asked("législature:17 hub"), "chat")
    assert len(list(index.matching(document_of(Question(QuestionId.of_legislature(17, 1), subject="Hub"))))) == 1


def test_equal_queries_of_many_chats_are_one() -> None:
    index = QueryIndex[int]({"hub": 3, "data": 1})
    for chat, text in enumerate(["health data hub", "HUB data Health", "data hub health", "hub", "cloud"]):
        index.add(asked(text), chat)
    assert len(index) == 3
    assert sorted(sorted(owners) for owners in index.matching(document())) == [[0, 1, 2], [3]]


def test_queries_with_other_exclusions_are_not_one() -> None:
    index = QueryIndex[str]({})
    for text in ("hub", "hub -cloud", "hub -data", "hub -cloud -data"):
        index.add(asked(text), text)
    assert len(index) == 4
    assert sorted(owner for owners in index.matching(document()) for owner in owners) == ["hub", "hub -cloud"]


def test_a_query_that_is_met_by_two_of_its_alternatives_is_found_once() -> None:
    index = QueryIndex[str]({})
    index.add(asked("health OU data OU @Garance OU secnum*"), "chat")
    assert len(list(index.matching(document()))) == 1


@pytest.mark.parametrize("rare", ["health", "zzz"])
def test_an_alternative_is_tried_only_where_its_rarest_term_is_found(rare: str) -> None:
    counts = {"sant": 90, "hub": 50, "health": 1, "zzz": 1}
    index = QueryIndex[str](counts)
    index.add(asked(f"santé hub {rare}"), "chat")
    assert len(list(index._of_written._under(document(), document().stems))) == (rare == "health")
