"""A senator's question in the real process: followed, answered in the Sénat's file, told once; no file tells it twice."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.addresses import SENAT_FILE
from bot.standins.sites.senat_file import made_rows, named, written
from tests.journeys.world import JourneyWorld
from tests.support.senat import waiting_row

TODAY = datetime.now(ZoneInfo("Europe/Paris")).date()
ASKED = TODAY - timedelta(days=20)
NUMBER = 45_636
"""No made-up row of this size of a file has it."""

ROW = waiting_row(NUMBER, ASKED)
REFERENCE = ROW["Référence"]
ANSWERED = {"Sort": "Réponse reçue", "Ministère de réponse": "Intérieur", "Date de réponse JO": TODAY.isoformat()}
OLD = made_rows(TODAY, 300)


async def swept(world: JourneyWorld, count: int = 2) -> None:
    """Wait for that many more requests for the file: at the last one, the sweep before it is over."""
    before = len(world.sites.asked(SENAT_FILE))
    await world.sites.wait_until(lambda: len(world.sites.asked(SENAT_FILE)) >= before + count)


async def start(world: JourneyWorld) -> None:
    await world.start(SENAT_DATA_URL=world.sites.url, SWEEP_INTERVAL="0.3")


async def followed(world: JourneyWorld) -> None:
    """Start the bot on a file that has the question, and let Camille follow it by the address that opens the bot."""
    world.sites.senate.put(*OLD, ROW)
    await start(world)
    await world.stored("SELECT 1 FROM archives WHERE name = 'senat' AND confirmed_at IS NOT NULL", 1)
    card = await world.ask(f"/start qsenat-{REFERENCE}")
    assert "secrétaires de mairie" in card.text
    world.telegram.press(world.camille, card, "👁 Suivre")
    await world.button("Ne plus suivre")


async def test_an_answer_in_the_file_is_told_once_whatever_the_file_does_then(world: JourneyWorld) -> None:
    await followed(world)
    before = world.sites.senate.edition
    assert before is not None
    world.sites.senate.change(REFERENCE, **ANSWERED)
    alert = await world.alert("Réponse publiée")
    assert "Intérieur" in alert.text
    after = world.sites.senate.edition
    assert after is not None
    world.sites.senate.go_back(before)
    await swept(world)
    world.sites.senate.serve(written(OLD[:100]))
    await swept(world)
    world.sites.senate.serve(None)
    await swept(world)
    await world.all_done()
    assert world.count("Réponse publiée") == 1
    assert world.count("rouverte") == 0


async def test_a_sweep_that_is_killed_loses_nothing_and_repeats_nothing(world: JourneyWorld) -> None:
    await followed(world)
    await swept(world)
    world.sites.senate.put(*made_rows(TODAY, 2_000, seed=2))
    world.sites.senate.change(REFERENCE, **ANSWERED)
    world.sites.senate.put(
        named("QE", NUMBER + 1, TODAY) | {"Sort": "En cours", "Référence de la question rappelée": REFERENCE}
    )
    for _ in range(3):
        await swept(world, 1)
        await world.kill()
        await start(world)
    await world.alert("Réponse publiée")
    await world.alert("Question rappelée")
    await swept(world)
    await world.all_done()
    assert (world.count("Réponse publiée"), world.count("Question rappelée")) == (1, 1)


async def test_without_the_senats_data_nothing_of_it_is_asked_for(world: JourneyWorld) -> None:
    world.sites.senate.put(*OLD, ROW)
    await world.start(SWEEP_INTERVAL="0.2")
    await world.swept(count=3)
    assert world.sites.asked(SENAT_FILE) == []
