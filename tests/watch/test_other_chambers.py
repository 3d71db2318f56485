"""Questions of another chamber, or of another kind, whose pages no source has."""

from datetime import timedelta

import pytest

from bot.core.chambers.assemblee import ASSEMBLEE
from bot.core.chambers.senat import SENAT
from bot.core.question import QuestionId
from bot.core.reference import Exact
from bot.core.resolution import Unsure
from bot.core.source import Source
from bot.watch.resolver import Resolver
from bot.watch.source_health import SourceHealth
from tests.watch.test_page_schedule import STEP, ScheduleLife, life

__all__ = ["life"]

OTHERS = [QuestionId(SENAT, 202610, 5636, "QE"), QuestionId(ASSEMBLEE, 17, 5636, "QOSD")]


@pytest.mark.parametrize("id", OTHERS, ids=str)
async def test_no_site_is_asked_for_a_question_that_it_cannot_have(life: ScheduleLife, id: QuestionId) -> None:
    program, client = life.program, life.program.client
    resolver = Resolver(program.watcher, client, program.store, life.clock)
    life.sites.requests.clear()
    found = await resolver.find(Exact(id))
    assert isinstance(found, Unsure)
    await life.follow(id)
    for _ in range(8):
        life.clock.advance(STEP)
        await program.watcher.check_due()
    assert life.sites.requests == []


async def test_a_file_that_is_silent_is_said_to_be_though_the_pages_that_add_texts_answer(life: ScheduleLife) -> None:
    sources, series = SourceHealth(life.program.store, life.clock, lambda: None), OTHERS[0].series
    await sources.answered("senat")
    silent_from = life.clock()
    life.clock.advance(timedelta(days=2))
    await sources.failed("senat", "status 503")
    await sources.answered("senat-pages")
    assert sources.stale(life.clock(), series) == {"senat": silent_from}
    assert sources.stale(life.clock(), 17) == {}
    assert sources.stale_of([ASSEMBLEE, SENAT], life.clock(), 17) == {"senat": silent_from}
    assert sources.stale_of([ASSEMBLEE], life.clock(), 17) == {}
    await sources.answered("senat")
    assert sources.stale(life.clock(), series) == {}


async def test_a_site_that_is_silent_is_no_trouble_of_theirs(life: ScheduleLife) -> None:
    sources = SourceHealth(life.program.store, life.clock, lambda: None)
    await sources.failed("assemblee", "status 503")
    life.clock.advance(timedelta(days=3))
    assert [sources.stale(life.clock(), id.series) for id in OTHERS] == [{}, {}]
    assert Source.ASSEMBLEE in sources.stale(life.clock(), 17)
    assert Source.ASSEMBLEE in sources.stale_of([ASSEMBLEE, SENAT], life.clock(), 17)
    assert sources.stale_of([SENAT], life.clock(), 17) == {}
