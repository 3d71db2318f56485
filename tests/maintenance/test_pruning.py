"""The job that prunes: others can write between its batches, and trouble ends a round and not the job."""

import logging
from collections.abc import AsyncIterator
from datetime import datetime

import pytest

from bot.maintenance.pruning import AFTER_TROUBLE, EVERY, PAUSE_SECONDS, Pruning
from storage.outbox import history, transitions
from tests.support.filled_outbox import KEPT, FilledOutbox, filled_outbox
from tests.support.stores import ON_BOTH, make_database

pytestmark = ON_BOTH

ROWS = 5


@pytest.fixture
async def box(address: str) -> AsyncIterator[FilledOutbox]:
    make_database(address)
    async with filled_outbox(address) as opened:
        for number in range(ROWS):
            await opened.write(f"{number}")
        yield opened


async def pruned(box: FilledOutbox, now: datetime) -> tuple[list[float], object]:
    """The pauses of one round, and what it returns."""
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)
        async with box.database.writing():  # which would wait for ever if the job were in a transaction
            pass

    return pauses, await Pruning(box.store, lambda: now, KEPT, sleep).round()


async def test_all_that_is_old_goes_with_a_pause_after_each_batch_and_the_log_says_how_much(
    box: FilledOutbox, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot.maintenance.pruning")
    monkeypatch.setattr(history, "AT_ONCE", 2)
    assert await pruned(box, await box.run(KEPT + 1)) == ([PAUSE_SECONDS] * 3, EVERY)
    assert await box.keys() == []
    assert caplog.messages == [f"{ROWS} messages that were settled more than {KEPT} days ago are pruned"]


async def test_where_nothing_is_old_it_neither_waits_nor_logs(
    box: FilledOutbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot.maintenance.pruning")
    assert await pruned(box, await box.run(1)) == ([], EVERY)
    assert caplog.messages == []


async def test_after_trouble_it_is_tried_again_within_the_hour(
    box: FilledOutbox, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.delattr(transitions, "prune")
    assert await pruned(box, await box.run(KEPT + 1)) == ([], AFTER_TROUBLE)
    assert caplog.messages == ["messages that were settled long ago could not be pruned"]
    monkeypatch.undo()
    assert (await pruned(box, await box.run(KEPT + 1)))[1] == EVERY
