"""Of which nature the questions are that a query asks for, where it says so and where it does not."""

from dataclasses import replace

import pytest

from bot.core import chambers
from bot.core.chambers.assemblee import ASSEMBLEE
from bot.core.chambers.chamber import Chamber
from bot.core.chambers.senat import SENAT
from bot.core.matching import matches
from bot.core.nature import has_terms, kinds_of, natures_of, says_nature, series_of
from bot.core.query import NoQuery, Query, Trouble
from bot.core.query_index import QueryIndex
from bot.core.query_reader import read_query
from bot.core.query_text import text_of
from bot.core.question import QuestionId
from bot.core.searched import searched
from tests.support.chambers import DIET
from tests.support.examples import WAITING

WRITTEN, QG, QOSD = (QuestionId(ASSEMBLEE, 17, 12, kind) for kind in ("QE", "QG", "QOSD"))
SENATORS, CRIBLE = (QuestionId(SENAT, 202611, 12, kind) for kind in ("QE", "QC"))
EVERY = {"QE": WRITTEN, "QG": QG, "QOSD": QOSD, "Sénat": SENATORS, "QC": CRIBLE}


def asked(text: str) -> Query:
    query = read_query(text)
    assert isinstance(query, Query), query
    return query


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("digues", "QE Sénat"),
        ("nature:écrite digues", "QE Sénat"),
        ("nature:QE digues", "QE Sénat"),
        ("nature:QG digues", "QG"),
        ("nature : qosd digues", "QOSD"),
        ("kind:oral digues", "QG QOSD QC"),
        ("nature:orales digues", "QG QOSD QC"),
        ("nature:toutes digues", "QE QG QOSD Sénat QC"),
        ("nature:toutes chambre:sénat digues", "Sénat QC"),
        ("nature:gouvernement", "QG"),
        ('nature:"orale sans débat"', "QOSD"),
        ("nature:QG nature:QC digues", "QG QC"),
        ("digues -nature:QG", "QE QOSD Sénat QC"),
        ("nature:orale -nature:QG digues", "QOSD QC"),
        ("nature:QG digues, zzz", "QG"),
        ("@Garance digues OU nature:QG digues", "QE QG Sénat"),
        ("législature:17 nature:toutes", "QE QG QOSD"),
        ("-nature:toutes digues", ""),
        ("nature:QG zzz", ""),
    ],
)
def test_a_query_asks_for_written_questions_unless_it_names_a_nature(text: str, met: str) -> None:
    query = asked(text)
    documents = {name: searched(replace(WAITING, id=id)) for name, id in EVERY.items()}
    assert " ".join(name for name, each in documents.items() if matches(query, each)) == met
    index = QueryIndex[str]({})
    index.add(query, text)
    assert " ".join(name for name, each in documents.items() if list(index.matching(each))) == met


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("kind:written cloud", "nature:écrite cloud"),
        ("cloud nature:qg", "nature:QG cloud"),
        ("nature:orales", "nature:orale"),
        ("nature:all -nature:qosd", "nature:toutes -nature:QOSD"),
        ("cloud", "cloud"),
    ],
)
def test_what_is_kept_is_what_was_said_and_no_more(text: str, canonical: str) -> None:
    assert text_of(asked(text)) == canonical
    assert asked(canonical) == asked(text)


def test_a_nature_that_there_is_not_is_said_so() -> None:
    assert read_query("nature:secrète cloud") == NoQuery(Trouble.UNKNOWN_VALUE, "secrète")


def test_only_what_is_written_has_a_term() -> None:
    assert [
        has_terms(asked(text)) for text in ("cloud", "nature:QE", "nature:toutes", "nature:QG", "-nature:QG eau")
    ] == [
        True,
        True,
        False,
        False,
        False,
    ]
    assert kinds_of(asked("nature:orale -nature:QG"), ASSEMBLEE) == ["QOSD"]
    assert not says_nature(asked("cloud"))


@pytest.mark.parametrize("chamber", [*chambers.CHAMBERS, DIET], ids=repr)
def test_each_series_of_a_chamber_is_of_one_kind(chamber: Chamber) -> None:
    for kind in chamber.kinds:
        ranges = chamber.series_with(kind)
        for series in (number for each in ranges for number in (each[0], each[len(each) // 2], each[-1])):
            assert chamber.of_series(series)[1] == kind
        assert natures_of(chamber, kind) >= {"toutes"}
    written = series_of([("ecrite",)])
    assert any(17 in each for each in written)
    assert not any(1_017 in each for each in written)
    assert any(1_017 in each for each in series_of([("ecrite",)], others=True))
    assert series_of([("toutes",)], others=True) == []
