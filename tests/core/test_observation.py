"""Observations: whether a question exists, and which source confirmed that, and when."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.observation import Check, Existence, Outcome, exists
from bot.core.question import QuestionId
from bot.core.source import Source
from tests.support.examples import ID, NOW, WAITING
from tests.support.readings import observed

READ, ABSENT, FAILED, UNSEEN = (
    Check(NOW, Outcome.READ),
    Check(None, Outcome.ABSENT),
    Check(None, Outcome.FAILED),
    Check(),
)


@pytest.mark.parametrize(
    ("legislature", "known", "assemblee", "nosdeputes", "verdict"),
    [
        (17, True, READ, UNSEEN, Existence.FOUND),
        (17, True, FAILED, ABSENT, Existence.FOUND),
        (17, False, ABSENT, FAILED, Existence.ABSENT),
        (17, False, ABSENT, ABSENT, Existence.ABSENT),
        (17, False, FAILED, ABSENT, Existence.UNKNOWN),
        (17, False, FAILED, FAILED, Existence.UNKNOWN),
        (16, False, FAILED, ABSENT, Existence.UNCHECKED),
        (16, False, FAILED, FAILED, Existence.UNKNOWN),
        (16, False, UNSEEN, UNSEEN, Existence.UNKNOWN),
    ],
)
def test_whether_there_is_such_a_question(
    legislature: int, known: bool, assemblee: Check, nosdeputes: Check, verdict: Existence
) -> None:
    id = QuestionId.of_legislature(legislature, 5)
    observation = observed(id, replace(WAITING, id=id) if known else None, assemblee, nosdeputes)
    assert exists(observation, current=17, holding=None, now=NOW) is verdict


def test_what_is_official_was_confirmed_by_the_assemblee_and_by_nosdeputes_where_that_alone_was_read() -> None:
    later = NOW + timedelta(hours=1)
    recent = Check(later, Outcome.READ)
    assert observed(ID, WAITING, READ, recent).confirmed_at == NOW
    assert observed(ID, WAITING, READ, recent, archived_at=later).confirmed_at == later
    assert observed(ID, WAITING, recent, UNSEEN, archived_at=NOW).confirmed_at == later
    assert observed(ID, WAITING, UNSEEN, READ).confirmed_at == NOW
    assert observed(ID, None, UNSEEN, UNSEEN).confirmed_at is None


def test_checks_that_are_too_young_for_the_store_keep_when_a_source_was_last_read() -> None:
    known = observed(ID, WAITING, READ, UNSEEN)
    assert known.with_checks({}) == known
    assert known.with_checks({Source.ASSEMBLEE: FAILED, Source.NOSDEPUTES: READ}) == observed(
        ID, WAITING, Check(NOW, Outcome.FAILED), READ
    )
    later = Check(NOW + timedelta(hours=1), Outcome.READ)
    assert known.with_checks({Source.ASSEMBLEE: later}) == observed(ID, WAITING, later, UNSEEN)
