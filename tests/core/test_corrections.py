"""Corrections of an answer: which change of its text is one, and what it shows."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from bot.core.change import Kind, Told, compare
from bot.core.confirmation import Statement, confirmed, is_confirmed, next_statement
from bot.core.difference import differences, words_of
from bot.core.question import Answer, Question
from tests.core.records import DAY, RECORD, archive, kinds
from tests.support.examples import ANSWER, NOW, WAITING, answered
from tests.support.readings import read_again, readings_of

LONG = "Le Gouvernement entretient les digues « avec soin » depuis l'an 2000 : 1 500 € par mètre."


@pytest.mark.parametrize(
    "same",
    [
        LONG.replace(" ", "\u00a0"),
        LONG.replace("'", "’"),
        LONG.replace("«", "&laquo;").replace("»", "&raquo;").replace("€", "&euro;"),
        LONG.replace("1 500", "1\u202f500").replace("1 500", "1500"),
        LONG.replace(". ", ".\n\n"),
        LONG.replace("digues", "<em>digues</em>"),
        LONG.replace(" :", ":").replace("« avec soin »", '"avec soin"'),
        LONG.replace("1 500", "1\u00a0 500"),
        LONG.replace("« avec soin »", "avec « soin »"),
    ],
)
def test_white_space_entities_and_typography_are_no_correction(same: str) -> None:
    assert words_of(same) == words_of(LONG)
    assert differences(LONG, same) == ([], 0)
    was, now = (archive(replace(RECORD, answer=Answer(DAY, text))) for text in (LONG, same))
    assert kinds(was, now) == []


@pytest.mark.parametrize(
    ("text", "hunk"),
    [
        (LONG.replace("avec soin", "avec grand soin"), ["… les digues « avec", "", "grand", "soin » depuis l'an …"]),
        (LONG.replace("2000", "2001"), ["avec soin » depuis l'an", "2000", "2001", ": 1 500 €"]),
        (LONG.replace("€", "%"), ["2000 : 1 500", "€", "%", "par mètre."]),
        (LONG.replace(" avec soin", ""), ["Gouvernement entretient les digues «", "", "", ""]),
    ],
)
def test_a_correction_shows_what_changed(text: str, hunk: list[str]) -> None:
    hunks, more = differences(LONG, text)
    assert more == 0
    assert len(hunks) == 1
    if hunk[1] or hunk[2]:
        assert hunks[0][1:3] == hunk[1:3]
        assert hunks[0][3].startswith(hunk[3][:5])


def test_each_correction_is_told_once_and_two_in_a_row_are_two() -> None:
    texts = [LONG, LONG.replace("2000", "2001"), LONG.replace("2000", "2002")]
    keys = [
        compare(archive(replace(RECORD, answer=Answer(DAY, old))), archive(replace(RECORD, answer=Answer(DAY, new))))[
            0
        ].key
        for old, new in pairwise(texts)
    ]
    assert len(set(keys)) == 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Taux de 1,5.", "Taux de 15."),
        ("Le 3/4 des cas.", "Le 34 des cas."),
        ("12 345 euros.", "123 45 euros."),
        ("Solde de -5.", "Solde de 5."),
        ("Hausse de 10 %.", "Hausse de 10."),
        ("De 1,5 à 2.", "De 1/5 à 2."),
        ("Si x < 5.", "Si x > 5."),
    ],
)
def test_a_figure_that_changes_is_a_correction_that_shows_it(old: str, new: str) -> None:
    was, now = (archive(replace(RECORD, answer=Answer(DAY, text))) for text in (old, new))
    (event,) = compare(was, now)
    assert event.detail["hunks"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("l'État", "l'état"),
        ("rendez-vous", "rendez vous"),
        ("10 000 €", "10000 €"),
        ("A – B", "A - B"),
        ("En 2023 150 agents", "En 2023, 150 agents"),
    ],
)
def test_capitals_and_signs_are_typography(old: str, new: str) -> None:
    assert differences(old, new) == ([], 0)
    was, now = (archive(replace(RECORD, answer=Answer(DAY, text))) for text in (old, new))
    assert kinds(was, now) == []


def test_a_text_that_was_seen_before_is_no_correction_when_it_comes_back() -> None:
    first, second, third = (archive(replace(RECORD, answer=Answer(DAY, text))) for text in ("Oui.", "Non.", "Si."))
    (event,) = compare(first, second)
    told = Told(texts=frozenset({event.detail["was"], event.detail["sum"]}))
    assert compare(second, first, told) == compare(first, second, told) == ()
    assert kinds(first, third, told) == [Kind.CORRECTED]


def test_the_key_of_a_correction_is_its_text_which_is_stored() -> None:
    (corrected,) = compare(archive(answered(RECORD)), archive(replace(RECORD, answer=Answer(DAY, "Autre."))))
    assert corrected.key == "corrected:e5c5a85b5e3f3424"


def test_a_text_that_a_record_loses_stays_known_and_another_one_is_a_correction() -> None:
    known = Statement(answered(RECORD))
    bare = next_statement(known, replace(RECORD, answer=Answer(DAY, None)), NOW)
    assert bare.believed.answer == replace(ANSWER, published=DAY)
    assert not is_confirmed(bare, NOW + timedelta(days=9), timedelta(0))
    other = next_statement(bare, replace(RECORD, answer=Answer(DAY, "Autre.")), NOW)
    assert other.believed == bare.believed
    assert kinds(archive(bare.believed), archive(confirmed(other).believed)) == [Kind.CORRECTED]


def test_a_printed_erratum_is_a_correction_though_the_text_stays() -> None:
    after = replace(RECORD, answer=replace(ANSWER, erratum="Au lieu de : « digues », lire : « barrages »."))
    (event,) = compare(archive(answered(RECORD)), archive(after))
    assert event.kind is Kind.CORRECTED
    assert event.detail["erratum"] == "Au lieu de : « digues », lire : « barrages »."
    assert kinds(archive(after), archive(after)) == []


def test_a_correction_on_the_page_is_told_and_that_of_the_archive_where_both_show_one() -> None:
    first, second, third = (replace(RECORD, answer=Answer(DAY, text)) for text in ("Oui.", "Non.", "Jamais."))
    page = readings_of(assemblee=first, assemblee_at=NOW)
    assert kinds(page, read_again(page, assemblee=second)) == [Kind.CORRECTED]
    both = replace(page, archive=first, archive_at=NOW)
    (event,) = compare(both, read_again(both, archive=second, assemblee=third))
    assert event.detail["hunks"][0][2] == "Non."


@pytest.mark.parametrize("page", [None, WAITING])
def test_a_page_that_shows_for_the_first_time_what_the_archive_told_is_no_correction(page: Question | None) -> None:
    before = readings_of(archive=answered(RECORD), archive_at=NOW, assemblee=page, assemblee_at=NOW)
    assert kinds(before, read_again(before, assemblee=answered(), assemblee_at=NOW + timedelta(hours=1))) == []


def test_an_answer_that_only_a_mended_reader_finds_is_told_as_one_and_not_as_corrected_too() -> None:
    before, after = (archive(replace(RECORD, answer=Answer(DAY, text))) for text in ("Oui.", "Non."))
    assert [event.kind for event in compare(before, after, shown=RECORD)] == [Kind.ANSWERED]


def test_a_text_that_differs_between_page_and_archive_is_no_correction() -> None:
    page = readings_of(assemblee=answered(), assemblee_at=NOW)
    other = replace(RECORD, answer=Answer(ANSWER.published, "Le même, autrement écrit."))
    assert kinds(page, replace(page, archive=other, archive_at=NOW)) == []


def test_a_hostile_text_costs_no_more_than_a_long_answer() -> None:
    hunks, more = differences("a b " * 50_000, "b a c " * 50_000)
    assert len(hunks) <= 5
    assert more >= 0
    assert all(len(side) < 300 for hunk in hunks for side in hunk)
