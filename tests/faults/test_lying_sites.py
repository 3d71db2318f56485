"""Sites lie, stall and never end: nothing is invented, nothing is lost, and memory does not grow."""

from bot.core.source import Source
from bot.standins.sites.lies import LIES
from tests.faults.house import LAUNCH, House
from tests.faults.sites import HARMLESS, LONG, lie_of_the_archive, lie_to
from tests.support.databases import execute
from tests.support.examples import ANSWER, ID, WAITING, comment

MIB = 1 << 20


async def test_a_page_that_lies_stalls_or_leads_astray_invents_nothing_and_costs_little_memory(house: House) -> None:
    found = await lie_to(house)
    assert found.met == {*LIES, "cut", "trickle", "circle", "stranger"}
    assert found.told_meanwhile <= HARMLESS
    assert found.forgotten == 0
    assert found.strangers == 0
    assert found.told_afterwards == found.questions - len(LONG)
    assert found.repeated == 0
    assert found.grown < 64 * MIB


async def test_an_archive_that_lies_about_its_length_or_packing_is_not_taken_in(house: House) -> None:
    found = await lie_of_the_archive(house, ("huge", "brotli", "encoding", "short"))
    assert found.reasons["huge"] == "the file is larger than 512 MB"
    assert len(found.reasons) == 4
    assert (found.told_meanwhile, found.told_afterwards) == (0, 1)
    assert found.grown < 64 * MIB


async def test_a_site_whose_name_cannot_be_resolved_holds_up_no_other_and_is_read_when_it_can(house: House) -> None:
    nobody = {"ASSEMBLEE_URL": "http://nobody.example", "FAULT_DNS": "nobody.example"}
    house.command = LAUNCH
    house.sites.put(WAITING)
    await house.start(**nobody)
    assert "n’a pas pu être lu à l’instant" in (await house.ask(f"/follow {ID}")).text
    house.sites.comment(ID, comment(1, "Pendant ce temps"))
    await house.alert("Pendant ce temps")
    assert "Temporary failure in name resolution" in house.log.read_text()
    assert await house.stop() == 0
    house.sites.answer(ID, ANSWER, on=Source.ASSEMBLEE)
    _long_ago(house)
    await house.start()
    await house.alert("24 novembre 2026")


def _long_ago(house: House) -> None:
    """Let the failures of the Assemblée's pages be long over: a slow machine meets more, and each makes the wait longer."""
    execute(house.address, "UPDATE sources SET failed_at = '2020-01-01 00:00:00.000000' WHERE name = 'assemblee'")
    execute(house.address, "UPDATE looks SET next_at = '2020-01-01 00:00:00.000000' WHERE source = 'assemblee'")
