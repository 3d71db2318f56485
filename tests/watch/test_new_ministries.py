"""A ministry whose name belongs to no family is reported to the operator, once."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.core.question import QuestionId
from bot.standins.sites.server import StandInSites
from tests.benchmarks.clock import Clock
from tests.benchmarks.program import Program
from tests.support.examples import NOW, WAITING

NEW, OTHER = "Choses nouvelles", "Affaires qui n’existent pas"


@pytest.fixture
async def sites() -> AsyncIterator[StandInSites]:
    async with StandInSites() as opened:
        for number in range(1, 4):
            ask(opened, 17, number, NEW)
        ask(opened, 17, 4, "Santé et accès aux soins")
        ask(opened, 16, 1, "Un ancien nom d’une ancienne législature")
        yield opened


def ask(sites: StandInSites, legislature: int, number: int, ministry: str) -> None:
    attributions = tuple(replace(each, ministry=ministry) for each in WAITING.attributions or ())
    changes: dict[str, Any] = {"ministry": ministry, "asked_ministry": ministry, "attributions": attributions}
    sites.record(replace(WAITING, id=QuestionId.of_legislature(legislature, number), **changes))


async def reported(sites: StandInSites, folder: Path) -> list[dict[str, Any]]:
    """What the operator has to be told after a start of the program and a sweep of both archives."""
    program = await Program.open(folder / "guetteur.db", sites.url, Clock(NOW))
    try:
        for legislature in (17, 16):
            await program.sweeper.sweep(legislature)
        return [dict(each.values) for each in await program.store.reports.waiting()]
    finally:
        await program.close()


async def test_a_name_of_no_family_is_reported_once_over_restarts_and_questions(
    sites: StandInSites, tmp_path: Path
) -> None:
    first = {"ministry": NEW, "question": "an17-1"}
    assert await reported(sites, tmp_path) == [first]
    ask(sites, 17, 5, NEW)
    assert await reported(sites, tmp_path) == [first]
    ask(sites, 17, 6, OTHER)
    assert await reported(sites, tmp_path) == [first, {"ministry": OTHER, "question": "an17-6"}]


async def test_several_names_of_one_sweep_are_one_report(sites: StandInSites, tmp_path: Path) -> None:
    ask(sites, 17, 6, OTHER)
    assert await reported(sites, tmp_path) == [{"ministries": [[NEW, "an17-1"], [OTHER, "an17-6"]]}]
