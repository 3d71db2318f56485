"""The Sénat's Thursday in the real process, by a clock that the test moves, beside the Assemblée's Tuesday."""

from datetime import date, timedelta

from bot.core.addresses import SENAT_FILE
from bot.standins.sites.senat_file import made_rows
from tests.journeys.test_tuesdays import Calendar, issue
from tests.journeys.world import JourneyWorld
from tests.support.senat import waiting_row
from tests.support.stores import ON_BOTH

WEEK = timedelta(weeks=1)
TITLE, MISSING = "🗞 Journal officiel du jeudi", "Pas de Journal officiel des questions du Sénat ce jeudi"


class Thursdays(Calendar):
    """The bot's clock, and the first Thursday that is still to come."""

    def __init__(self, world: JourneyWorld) -> None:
        super().__init__(world)
        self.thursday = self.tuesday + timedelta(days=2)

    async def start(self, world: JourneyWorld, **settings: str) -> None:
        await super().start(world, SENAT_DATA_URL=world.sites.url, **settings)


async def swept(world: JourneyWorld) -> None:
    """Wait for two more requests for the Sénat's file: at the last one, the sweep before it is over."""
    before = len(world.sites.asked(SENAT_FILE))
    await world.sites.wait_until(lambda: len(world.sites.asked(SENAT_FILE)) >= before + 2)


def senators_issue(world: JourneyWorld, day: date, first: int, answers: int = 0) -> None:
    """An issue comes into the Sénat's file: five questions, and answers to as many of the ones before."""
    for number in range(first - answers, first):
        reference = waiting_row(number, day - WEEK)["Référence"]
        answer = {"Sort": "Réponse reçue", "Ministère de réponse": "Intérieur", "Date de réponse JO": day.isoformat()}
        world.sites.senate.change(reference, **answer)
    world.sites.senate.put(*(waiting_row(number, day) for number in range(first, first + 5)))


@ON_BOTH
async def test_a_thursday_is_told_once_beside_the_tuesday_and_a_week_without_one_is_said(world: JourneyWorld) -> None:
    calendar, other = Thursdays(world), world.telegram.person(1002)
    thursday = calendar.thursday
    issue(world, calendar.tuesday - WEEK, 1)
    world.sites.senate.put(*made_rows(thursday - WEEK, 300))
    senators_issue(world, thursday - WEEK, 45_001)
    calendar.set(thursday - timedelta(days=3), 12)
    await calendar.start(world)
    await world.stored("SELECT 1 FROM archives WHERE name = 'senat' AND confirmed_at IS NOT NULL", 1)
    said = (await world.ask("/reglages jeudi toutes les questions")).text
    assert "Jeudi\u00a0: le Journal officiel du Sénat en chiffres" in said
    assert "Mardi" not in said.split("Jeudi")[0].rpartition("\n")[2]
    await world.ask("/reglages mardi tout", other)
    issue(world, calendar.tuesday, 6)
    calendar.set(calendar.tuesday, 8)
    await world.alert("🗞 Journal officiel du mardi", other.id)
    calendar.set(thursday, 9)
    senators_issue(world, thursday, 45_006, answers=2)
    told = await world.alert(TITLE)
    assert told.photo is not None
    assert "5 nouvelles questions, 2 réponses" in told.text
    assert "Toutes les questions écrites du Sénat" in told.text
    await world.stored("SELECT 1 FROM outbox WHERE kind = 'issue' AND state = 'sent'", rows=2)
    await world.kill()
    await calendar.start(world)
    senators_issue(world, thursday, 45_011)
    await swept(world)
    await world.stop()
    calendar.set(thursday + WEEK + timedelta(days=1), 18)
    await calendar.start(world)
    await world.alert(MISSING)
    senators_issue(world, thursday + WEEK, 45_016)
    await world.alert("0 réponse", after=told.message_id)
    await world.all_done()
    assert [world.count(TITLE), world.count(MISSING), world.count("🗞 Journal officiel du mardi")] == [2, 1, 0]
    assert [world.count(TITLE, other.id), world.count(MISSING, other.id)] == [0, 0]
