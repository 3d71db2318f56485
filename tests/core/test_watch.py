"""What watches tell of an archive's change, and which questions are new."""

from dataclasses import replace

import pytest

from bot.core.merge import Readings
from bot.core.question import Question
from bot.core.sweep import new_after
from bot.core.watch import Named, Wanted, each_once, news_between
from tests.support.examples import CLOSING, WAITING, answered
from tests.support.readings import readings_of

CLOSED = replace(WAITING, closing=CLOSING)
MOVED = replace(WAITING, ministry="Santé")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (WAITING, WAITING, []),
        (WAITING, answered(), ["answered"]),
        (WAITING, CLOSED, ["closed"]),
        (CLOSED, answered(CLOSED), ["answered"]),
        (answered(), answered(), []),
        (answered(), WAITING, []),
        (WAITING, MOVED, []),
        (None, answered(), []),
        (WAITING, None, []),
    ],
)
def test_a_watch_tells_ends_and_nothing_else_of_a_question_that_was_there(
    before: Question | None, after: Question | None, told: list[str]
) -> None:
    found = news_between(Readings(archive=before), Readings(archive=after))
    assert [event.kind.value for event in found] == told


def test_an_end_after_one_that_was_taken_back_is_another_event() -> None:
    (event,) = news_between(Readings(archive=WAITING, reopenings=1), Readings(archive=answered(), reopenings=1))
    assert event.key == "answered:1"


def test_a_page_that_told_the_answer_first_does_not_keep_the_archive_from_telling_it() -> None:
    before = readings_of(archive=WAITING, assemblee=answered())
    assert [event.key for event in news_between(before, replace(before, archive=answered()))] == ["answered"]


@pytest.mark.parametrize(
    ("was_taken_in", "is_same_reader", "highest", "after"),
    [
        (False, False, None, None),
        (False, True, 12, None),
        (True, True, 12, 0),
        (True, True, None, 0),
        (True, False, 12, 12),
        (True, False, None, None),
    ],
)
def test_only_what_the_last_whole_sweep_could_have_read_is_new(
    was_taken_in: bool, is_same_reader: bool, highest: int | None, after: int | None
) -> None:
    assert new_after(was_taken_in, is_same_reader, highest) == after


def test_a_message_names_each_watch_once_in_their_order() -> None:
    health, cloud = Named(1, "santé"), Named(2, "cloud")
    assert each_once([(health, cloud), (), (cloud, health)]) == (health, cloud)


def test_every_thing_that_a_watch_can_want_is_a_kind_of_event() -> None:
    assert [each.kind.value for each in Wanted] == ["asked", "answered", "closed"]
