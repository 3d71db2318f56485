"""A change of government lets hundreds of senators' questions lapse on one day: each chat is told of its own together."""

from datetime import date, timedelta

import pytest

from bot.core.chambers.senat import SENAT
from bot.core.change import MOST_LISTED, Kind
from bot.core.question import QuestionId, State
from tests.storage.sweeps import PERSON, deliveries
from tests.support.senat import waiting_row
from tests.support.stores import ON_BOTH
from tests.watch.test_senat_sweeper import Sweeps, sweeps

__all__ = ["sweeps"]

pytestmark = ON_BOTH

CLOSINGS, FOLLOWED = 1_200, 40
WEEK = timedelta(weeks=1)
FIRST = 50_001


def published(at: int) -> date:
    """Over eleven months, as they would be."""
    return date(2026, 1, 8) + WEEK * (at % 44)


@pytest.fixture
async def lapsing(sweeps: Sweeps) -> Sweeps:
    """A file with many questions that wait, 40 of which one person follows."""
    rows = [waiting_row(FIRST + at, published(at)) for at in range(CLOSINGS)]
    sweeps.sites.senate.put(*rows)
    await sweeps.sweep()
    for at in range(FOLLOWED):
        day = published(at)
        await sweeps.follow(QuestionId(SENAT, day.year * 100 + day.month, FIRST + at, "QE"))
    sweeps.sites.senate.put(*(each | {"Sort": "Caduque"} for each in rows))
    return sweeps


async def test_hundreds_of_lapses_in_one_file_are_one_message_to_who_follows_many(lapsing: Sweeps) -> None:
    await lapsing.sweep(timedelta(hours=1))
    assert await deliveries(lapsing.store) == []  # an end without a day is believed half a day later
    await lapsing.sweep(timedelta(hours=13))
    told = await deliveries(lapsing.store)
    assert {each.kind for each in told} == {Kind.CLOSED.value}
    assert all(each.group is not None and each.group.total == FOLLOWED for each in told)
    assert [len(each.rows) for each in told] == [MOST_LISTED] * (FOLLOWED // MOST_LISTED)
    question = told[0].observation.question
    assert question is not None and question.state is State.CLOSED
    await lapsing.sweep(timedelta(hours=7))
    await lapsing.sweep(WEEK)
    assert await deliveries(lapsing.store) == []


async def test_a_file_that_takes_the_lapses_back_within_half_a_day_tells_nothing(lapsing: Sweeps) -> None:
    await lapsing.sweep(timedelta(hours=1))
    lapsing.sites.senate.put(*(waiting_row(FIRST + at, published(at)) for at in range(CLOSINGS)))
    await lapsing.sweep(timedelta(hours=7))
    await lapsing.sweep(WEEK)
    assert await deliveries(lapsing.store, PERSON) == []
