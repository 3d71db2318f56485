"""What the client counts of its requests: each once, by the site and by what came of it."""

from contextlib import suppress

import pytest

from bot.core.measures import FETCHES, Measures
from bot.core.source import Source
from bot.core.validators import Validators
from bot.parliament.client import Client, Roots, Unreachable
from bot.standins.sites.faults import SiteFaultKind
from bot.standins.sites.server import StandInSites
from tests.support.examples import ID, WAITING


async def counted(
    kind: SiteFaultKind | None, status: int = 200, known: str | None = None
) -> dict[tuple[str, ...], float]:
    measures = Measures()
    async with StandInSites() as sites:
        sites.put(WAITING)
        client = Client(Roots(sites.url, sites.url, sites.url), 1000, "Guetteur/test", measures)
        if known is not None:
            known = (await client.page(ID, Source.ASSEMBLEE, Validators(), urgent=True)).validators.etag
        if kind is not None:
            sites.fault(kind=kind, status=status)
        with suppress(Unreachable):
            await client.page(ID, Source.ASSEMBLEE, Validators(known), urgent=True)
        await client.close()
    return measures.values(FETCHES)


@pytest.mark.parametrize(
    ("kind", "status", "outcome"),
    [
        (None, 200, "done"),
        ("status", 404, "absent"),
        ("status", 410, "absent"),
        ("status", 403, "refused"),
        ("status", 429, "asked_to_wait"),
        ("status", 503, "asked_to_wait"),
        ("status", 500, "failed"),
        ("drop", 200, "no_answer"),
        ("cut", 200, "no_answer"),
    ],
)
async def test_a_request_is_counted_by_its_site_and_what_came_of_it(
    kind: SiteFaultKind | None, status: int, outcome: str
) -> None:
    assert await counted(kind, status) == {("assemblee", outcome): 1}


async def test_a_page_that_has_not_changed_is_told_apart() -> None:
    assert await counted(None, known="") == {("assemblee", "done"): 1, ("assemblee", "not_modified"): 1}
