"""What the watch counts: looks at each source, by what came of them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.core.measures import LOOKS, SWEEP_SECONDS, UNREADABLE_RECORDS, Look, Measures
from bot.parliament.archive import unpack_record
from bot.parliament.client import Client, Roots
from bot.standins.sites.server import StandInSites
from bot.watch.file_sweeper import SweptWith
from bot.watch.source_health import SourceHealth
from bot.watch.sweeper import Sweeper
from storage import Store
from tests.support.examples import NOW, WAITING
from tests.support.stores import new_store


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await new_store(tmp_path / "guetteur.db", unpack_record)
    yield opened
    await opened.close()


async def test_a_look_is_counted_by_its_source_and_what_came_of_it(store: Store) -> None:
    measures = Measures()
    sources = SourceHealth(store, lambda: NOW, lambda: None, measures)
    await sources.answered("assemblee")
    await sources.answered("feed", read=False)
    await sources.failed("nosdeputes", "HTTP status 503")
    await sources.unreadable("nosdeputes", "no title", "17/4321")
    await sources.failed("archive-17", "not a zip", Look.UNREADABLE)
    assert measures.values(LOOKS) == {
        ("assemblee", "read"): 1,
        ("feed", "unchanged"): 1,
        ("nosdeputes", "failed"): 1,
        ("nosdeputes", "unreadable"): 1,
        ("archive-17", "unreadable"): 1,
    }


async def test_an_archive_that_is_no_archive_is_unreadable_and_one_that_is_taken_in_has_its_seconds(
    store: Store,
) -> None:
    measures = Measures()
    async with StandInSites() as sites:
        sites.record(WAITING)
        client = Client(Roots(opendata=sites.url), 1000, "Guetteur/test")
        sources = SourceHealth(store, lambda: NOW, lambda: None, measures)
        sweeper = Sweeper(SweptWith(store, client, sources, None, lambda: NOW, lambda: None, measures))
        sites.fault(path=sites.archive_path(17), kind="garbage", times=1)
        await sweeper.sweep(17)
        assert measures.values(LOOKS) == {("archive-17", "unreadable"): 1}
        await sweeper.sweep(17)
        await client.close()
    assert measures.values(LOOKS) == {("archive-17", "unreadable"): 1, ("archive-17", "read"): 1}
    assert measures.values(UNREADABLE_RECORDS) == {("archive-17",): 0}
    assert [each.up_to()[-1] for each in measures.distributions(SWEEP_SECONDS).values()] == [1]
