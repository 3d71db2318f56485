"""Ends that the archive takes back: when that is believed, and what follows."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.change import Kind, compare
from bot.core.confirmation import Statement, is_confirmed, next_statement
from bot.core.question import State
from tests.core.records import RECORD
from tests.support.examples import ANSWER, CLOSING, NOW, answered
from tests.support.readings import readings_of


def test_an_end_that_the_archive_takes_back_is_believed_when_it_stays_so() -> None:
    known = Statement(answered(RECORD))
    taken = next_statement(known, RECORD, NOW)
    assert taken.believed.answer == ANSWER
    assert taken.since == NOW
    assert not is_confirmed(taken, NOW, timedelta(0))
    assert not is_confirmed(taken, NOW + timedelta(hours=6), timedelta(hours=12))
    assert is_confirmed(taken, NOW + timedelta(hours=12), timedelta(hours=12))


def test_a_record_that_is_read_for_the_first_time_takes_nothing_back() -> None:
    assert next_statement(None, RECORD, NOW) == Statement(RECORD)


def test_a_closing_that_the_archive_takes_back_stays_known_until_then_too() -> None:
    closed = replace(RECORD, closing=CLOSING)
    taken = next_statement(Statement(closed), RECORD, NOW)
    assert taken == Statement(RECORD, kept=closed, since=NOW)
    assert taken.believed == closed


def test_an_end_that_comes_back_at_the_next_sweep_was_never_gone() -> None:
    taken = next_statement(Statement(replace(RECORD, closing=CLOSING)), RECORD, NOW)
    again = next_statement(taken, replace(RECORD, closing=CLOSING), NOW + timedelta(hours=6))
    assert again == Statement(replace(RECORD, closing=CLOSING))


def test_an_answer_that_follows_a_closing_takes_nothing_back() -> None:
    assert next_statement(Statement(replace(RECORD, closing=CLOSING)), answered(RECORD), NOW).kept is None


def test_a_reopened_question_can_be_answered_again_and_only_by_the_archive() -> None:
    closed = readings_of(archive=answered(RECORD), archive_at=NOW, nosdeputes=answered())
    opened = replace(closed, archive=RECORD, reopenings=1)
    (event,) = compare(closed, opened)
    assert (event.kind, event.key, dict(event.detail)) == (Kind.REOPENED, "reopened:1", {"was": "answered"})
    assert opened.merged is not None
    assert opened.merged.state is State.WAITING
    (again,) = compare(opened, replace(opened, archive=answered(RECORD)))
    assert (again.kind, again.key) == (Kind.ANSWERED, "answered:1")


@pytest.mark.parametrize(("reopenings", "state"), [(0, State.ANSWERED), (1, State.WAITING)])
def test_an_answer_that_nosdeputes_shows_counts_unless_the_archive_took_one_back(reopenings: int, state: State) -> None:
    readings = readings_of(archive=RECORD, archive_at=NOW, nosdeputes=answered(), reopenings=reopenings)
    assert readings.merged is not None
    assert readings.merged.state is state
