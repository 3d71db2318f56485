"""What the watch counts: looks at each source, by what came of them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.core.measures import LOOKS, Look, Measures
from bot.watch.source_health import SourceHealth
from storage import Store
from tests.support.examples import NOW
from tests.support.stores import new_store


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await new_store(tmp_path / "guetteur.db")
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
