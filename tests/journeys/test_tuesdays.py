"""Tuesdays in the real process, by a clock that the test moves: an issue is told once, and a week without one is said."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.question import Answer, Question
from tests.journeys.processes import CLOCK, RETRIES
from tests.journeys.test_archive import RECORD, numbered
from tests.journeys.world import JourneyWorld
from tests.support.stores import ON_BOTH

PARIS = ZoneInfo("Europe/Paris")
WEEK = timedelta(weeks=1)
OFTEN = {"SWEEP_INTERVAL": "0.2", "COMMENTS_INTERVAL": "600", "WATCH_INTERVAL": "604800"}
TITLE, MISSING, UNREAD = "🗞 Journal officiel du mardi", "Pas de Journal officiel", "je n’ai pas pu lire"


class Calendar:
    """The bot's clock. Its weeks are those that come: `tuesday` is the first that is still to come."""

    def __init__(self, world: JourneyWorld) -> None:
        self._file = world.folder / "clock"
        self._real = datetime.now(PARIS)
        self.tuesday = self._real.date() + timedelta(days=(1 - self._real.weekday()) % 7 or 7)

    def set(self, day: date, hour: int) -> None:
        """Let it be that day and hour in Paris for the bot."""
        ahead = datetime.combine(day, time(hour), PARIS) - datetime.now(PARIS)
        new = self._file.with_suffix(".new")
        new.write_text(str(ahead.total_seconds()))
        new.replace(self._file)

    async def start(self, world: JourneyWorld, **settings: str) -> None:
        await world.start(**OFTEN, **settings, **{CLOCK: str(self._file), RETRIES: "100"})


def issue(world: JourneyWorld, day: date, first: int, answered: int = 0) -> list[Question]:
    """An issue comes into the archive: five questions, and answers to as many of those before."""
    records = [numbered(number, replace(RECORD, asked=day, attributions=None)) for number in range(first, first + 5)]
    for number in range(first - answered, first):
        known = world.sites.recorded(numbered(number).id)
        if known is not None:
            records.append(replace(known, answer=Answer(day, f"Réponse à la question {number}.")))
    for each in records:
        world.sites.record(each)
    return records


@ON_BOTH
async def test_an_issue_is_told_once_whatever_comes_again_and_a_week_without_one_is_said(world: JourneyWorld) -> None:
    calendar = Calendar(world)
    tuesday, other = calendar.tuesday, world.telegram.person(1002)
    issue(world, tuesday - WEEK, 1)
    calendar.set(tuesday, 6)
    await calendar.start(world)
    await world.swept_once()
    assert (
        "Mardi\u00a0: le Journal officiel en chiffres" in (await world.ask("/reglages mardi toute la législature")).text
    )
    await world.ask("/follow 17/3", other)
    await world.ask("/reglages mardi suivi", other)
    older = world.sites.archive_edition(17)
    world.telegram.fail_next("sendPhoto", times=None, status=500)
    records = issue(world, tuesday, 6, answered=3)
    await world.stored("SELECT 1 FROM outbox WHERE kind = 'issue' AND attempts > 0", rows=2)
    await world.kill()
    world.telegram.heal()
    await calendar.start(world)
    told = await world.alert(TITLE)
    assert told.photo is not None
    assert "5 nouvelles questions, 3 réponses" in told.text
    own = await world.alert(TITLE, other.id)
    assert "0 nouvelle question, 1 réponse" in own.text
    assert older is not None
    world.sites.serve_archive_edition(17, older)
    await world.swept()
    for each in records:  # a correction of the whole issue, with some questions more
        answer = each.answer and replace(each.answer, text="Une autre réponse.")
        world.sites.record(replace(each, subject="Digues, encore", answer=answer))
    issue(world, tuesday, 11)
    await world.swept(count=3)
    await world.stop()
    calendar.set(tuesday + WEEK, 18)
    world.sites.remake_archive(17)
    await calendar.start(world)
    await world.alert(MISSING)
    await world.alert(MISSING, other.id)
    await world.stop()
    calendar.set(tuesday + WEEK + timedelta(days=2), 10)
    await calendar.start(world)
    await world.swept()
    issue(world, tuesday + WEEK, 16)
    late = await world.alert(f"{(tuesday + WEEK).year}\nToutes les questions", after=told.message_id)
    assert "5 nouvelles questions" in late.text
    await world.alert("Rien, dans ce numéro", other.id)
    await world.all_done()
    assert [world.count(TITLE), world.count(MISSING)] == [2, 1]
    assert [world.count(TITLE, other.id), world.count(MISSING, other.id)] == [2, 1]


async def test_an_archive_that_cannot_be_read_is_said_to_be_so_and_a_quiet_week_has_a_sign_of_life(
    world: JourneyWorld,
) -> None:
    calendar = Calendar(world)
    tuesday, other = calendar.tuesday, world.telegram.person(1002)
    issue(world, tuesday - WEEK, 1)
    calendar.set(tuesday - timedelta(days=1), 12)
    await calendar.start(world)
    await world.swept_once()
    await world.ask("/reglages mardi tout")
    assert "Signe de vie" in (await world.ask("/reglages signe de vie oui", other)).text
    world.sites.fault(path=world.sites.archive_path(17))
    await world.swept()
    calendar.set(tuesday + timedelta(days=1), 12)
    await world.alert(UNREAD)
    sign = await world.alert("Une semaine sans rien", other.id)
    assert "je n’ai pas pu tout lire" in sign.text
    assert "⚠️ Dernière lecture" in sign.text
    await world.stop()
    await calendar.start(world)
    await world.swept(count=3)
    await world.all_done()
    assert [world.count(UNREAD), world.count("Une semaine sans rien", other.id)] == [1, 1]
    world.sites.heal()
    issue(world, tuesday, 6)
    await world.alert(TITLE)
    assert world.count(TITLE, other.id) == 0
