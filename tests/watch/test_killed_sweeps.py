"""A sweep of an archive that dies before its end: what it wrote is confirmed by no file but a later one."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.chat import Chat
from bot.standins.sites.server import StandInSites
from tests.benchmarks.clock import Clock
from tests.benchmarks.deaths import Killed, killing
from tests.benchmarks.program import Program
from tests.support.examples import WAITING, answered

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
PERSON = Chat(5, "private", "fr")
TOLD = answered(WAITING)


async def test_an_archive_that_is_back_as_it_was_before_takes_no_end_back(tmp_path: Path) -> None:
    clock, database = Clock(MONDAY), tmp_path / "guetteur.db"
    async with StandInSites(clock) as sites:
        sites.record(TOLD)
        program = await Program.open(database, sites.url, clock)
        await program.sweeper.sweep(TOLD.id.series)
        await program.store.chats.greet(PERSON, clock())
        await program.store.follows.follow(PERSON.id, TOLD.id, False, clock())
        sites.record(WAITING)
        clock.advance(timedelta(hours=6))
        catalogue = program.store.catalogue
        catalogue.finish = killing(catalogue, "finish")  # type: ignore[assignment, method-assign]  # a double
        with pytest.raises(Killed):
            await program.sweeper.sweep(TOLD.id.series)
        await program.close()
        sites.record(TOLD)
        program = await Program.open(database, sites.url, clock)
        for _ in range(4):
            clock.advance(timedelta(hours=6))
            await program.sweeper.sweep(TOLD.id.series)
        observation = await program.store.observations.of(TOLD.id)
        assert observation is not None and observation.question is not None
        assert observation.question.answer is not None
        assert await program.store.outbox.due(clock(), (), 10) == []
        await program.close()
