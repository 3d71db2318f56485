"""A senator's question beside a deputy's: named, swapped, searched and offered inline in the real process."""

from datetime import UTC, datetime, timedelta

from bot.core.deadline import today
from bot.standins.sites.senat_file import Row, made_rows
from tests.journeys.test_bare_numbers import CURRENT, NUMBER, labels, started, swapped
from tests.journeys.world import JourneyWorld
from tests.watch.test_senat_sweeper import row

TODAY = today(datetime.now(UTC))
PUBLISHED = TODAY - timedelta(days=40)
REFERENCE = f"SEQ{PUBLISHED:%y%m}{NUMBER}"
UNKNOWN = "99998"
PAGE = f"https://www.senat.fr/questions/base/{PUBLISHED:%Y}/q{REFERENCE}.html"


def senators() -> list[Row]:
    asked = row(NUMBER, PUBLISHED, Titre="Secrétaires de mairie")
    return [*(each for each in made_rows(TODAY, 300) if each["Numéro"] not in (f"{NUMBER}", UNKNOWN)), asked]


async def test_a_senators_question_is_named_as_people_do_and_stands_beside_the_assemblees(world: JourneyWorld) -> None:
    world.sites.senate.put(*senators())
    await started(world, SENAT_DATA_URL=world.sites.url)
    await world.stored("SELECT 1 FROM catalogue WHERE legislature > 1000 AND number = 12432", 1)

    card = await world.ask(f"/suivre {NUMBER}")
    assert CURRENT.subject is not None and CURRENT.subject in card.text
    (button,) = [each for each in labels(card) if each.startswith("Sénat, ")]
    senators_card = await swapped(world, card, button)
    assert "Secrétaires de mairie" in senators_card.text
    assert "Assemblée" not in senators_card.text

    for name in (f"Sénat {NUMBER}", f"S{NUMBER}", REFERENCE, PAGE, f"/etat {REFERENCE}"):
        assert "Secrétaires de mairie" in (await world.ask(name)).text
    assert f"n°\u00a0{NUMBER} (Sénat" in (await world.ask("/liste")).text
    assert "Vous ne suivez plus" in (await world.ask(f"/arreter S{NUMBER}")).text

    found = await world.ask("/chercher chambre:sénat secrétaires mairie")
    assert "Secrétaires de mairie" in found.text
    offered = await world.telegram.inline_answer(world.telegram.inline(world.camille, f"Sénat {NUMBER}"))
    assert len(offered.results) == 1
    assert "aucune question" in (await world.ask(f"/suivre S{UNKNOWN}")).text
