"""The bot that tests of a module share is as good as new for each of them."""

from pathlib import Path

import pytest

from tests.journeys.conftest import pytest_runtest_makereport
from tests.journeys.shared import FAILED, SharedBot
from tests.journeys.world import JourneyWorld


async def test_it_runs_on_for_another_camille_and_is_replaced_where_it_ended(tmp_path: Path) -> None:
    bot = SharedBot(lambda telegram, sites: JourneyWorld(telegram, sites, tmp_path))
    first = await bot.world(JourneyWorld.start)
    camille, process = first.camille, first.pid
    await first.ask("/list")
    second = await bot.world(JourneyWorld.start)
    assert (second.pid, second.texts()) == (process, [])
    assert second.camille != camille
    await second.kill()
    third = await bot.world(JourneyWorld.start)
    assert third.pid != process
    assert "Aucune question" in (await third.ask("/list")).text
    await bot.close()
    assert not third.runs


@pytest.mark.parametrize("outcomes", [["passed", "passed"], ["passed", "failed", "passed"]], ids=" ".join)
def test_a_failure_is_noted_before_the_fixtures_are_taken_down(
    outcomes: list[str], request: pytest.FixtureRequest
) -> None:
    item = request.node
    noted = item.stash.get(FAILED, False)
    try:
        for outcome in outcomes:
            hook = pytest_runtest_makereport(item)
            next(hook)
            report = pytest.TestReport(item.nodeid, item.location, {}, outcome, None, "call")  # type: ignore[arg-type]
            with pytest.raises(StopIteration):
                hook.send(report)
        assert item.stash[FAILED] == ("failed" in outcomes)
    finally:
        item.stash[FAILED] = noted
