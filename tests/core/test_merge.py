"""The last readings of all sources, merged: which source decides, and what stays known."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.core.merge import carry, merge
from bot.core.question import Answer, Question
from tests.core.records import commented
from tests.support.examples import ANSWER, ID, NOW, WAITING, answered, comment
from tests.support.readings import readings_of


def test_a_page_that_loses_its_answer_does_not_take_it_back() -> None:
    known = carry(answered(), replace(WAITING, subject=None))
    assert known.answer == ANSWER
    assert known.subject == WAITING.subject


def test_a_page_that_loses_its_comments_does_not_take_them_back() -> None:
    known = carry(commented(1, 2), commented(2, 3))
    assert [each.id for each in known.comments or ()] == [1, 2, 3]
    assert carry(commented(1), replace(WAITING, comments=None)).comments == commented(1).comments


def test_an_answer_keeps_the_text_that_a_later_check_no_longer_shows() -> None:
    assert carry(answered(), replace(WAITING, answer=Answer(ANSWER.published, None))).answer == ANSWER


def test_the_assemblee_decides_what_is_official() -> None:
    official = replace(answered(), comments=None)
    other = Question(ID, author="Odile Garance", answer=Answer(date(2026, 11, 25), "Autre."), comments=(comment(1),))
    merged = merge(official, other)
    assert merged == replace(official, comments=(comment(1),))


def test_what_the_assemblee_does_not_say_is_taken_from_nosdeputes() -> None:
    merged = merge(replace(WAITING, comments=None, ministry=None), replace(answered(), ministry="Ministère de l'eau"))
    assert merged is not None
    assert (merged.answer, merged.ministry, merged.comments) == (ANSWER, "Ministère de l'eau", ())


def test_an_announced_answer_takes_its_text_from_the_site_that_has_it() -> None:
    merged = merge(replace(WAITING, answer=Answer(date(2026, 11, 24), None)), answered())
    assert merged is not None
    assert merged.answer == ANSWER


def test_a_printed_erratum_stays_though_a_later_check_does_not_show_it() -> None:
    corrected = replace(WAITING, answer=replace(ANSWER, erratum="Lire : « barrages »."))
    assert carry(corrected, answered()) == carry(answered(), corrected) == corrected


@pytest.mark.parametrize(("minutes", "ministry"), [(-1, "Eau"), (0, "Eau"), (1, "Mer")])
def test_of_the_archive_and_the_page_the_younger_one_wins_and_of_one_age_the_archive(
    minutes: int, ministry: str
) -> None:
    archive, page = replace(WAITING, ministry="Eau"), replace(WAITING, ministry="Mer")
    known = readings_of(archive=archive, archive_at=NOW, assemblee=page, assemblee_at=NOW + timedelta(minutes=minutes))
    assert known.official == replace(WAITING, ministry=ministry)


def test_one_source_alone_is_what_is_known() -> None:
    assert merge(None, None) is None
    assert merge(WAITING, None) == WAITING
    assert merge(None, WAITING) == WAITING


def test_the_texts_of_before_are_those_of_the_source_whose_text_is_shown() -> None:
    official, other = Answer(None, "Oui.", None, ("Peut-être.",)), Answer(None, "Non.", None, ("Jamais.",))
    for first, second, shown in (
        (official, other, official),
        (replace(official, text=None), other, other),
        (official, replace(other, text=None), official),
    ):
        merged = merge(replace(WAITING, answer=first), replace(WAITING, answer=second))
        assert merged is not None
        assert merged.answer == shown
