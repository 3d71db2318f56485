"""What became of a reminder is told once to those who follow the question of which it reminds."""

from datetime import date, timedelta

import pytest

from bot.core.question import QuestionId
from bot.delivery.render import render
from bot.messages.message import visible
from tests.storage.sweeps import PERSON, deliveries, kinds
from tests.support.databases import execute
from tests.support.stores import ON_BOTH
from tests.watch.test_senat_sweeper import ANSWERED, FIRST, REFERENCE, WEEK, Sweeps, row, sweeps

__all__ = ["sweeps"]

pytestmark = ON_BOTH

PUBLISHED = date(2026, 12, 3)
HALF_A_DAY = timedelta(hours=13)
REMINDER = row(9, PUBLISHED, **{"Référence de la question rappelée": REFERENCE})


async def told(sweeps: Sweeps) -> list[str]:
    return [visible(render(each, sweeps.clock()).html) for each in await deliveries(sweeps.store)]


async def reminded(sweeps: Sweeps) -> None:
    """A question is followed, another one reminds of it, and that was told."""
    await sweeps.sweep()
    await sweeps.follow(FIRST)
    sweeps.sites.senate.put(REMINDER)
    await sweeps.sweep(WEEK)
    assert await kinds(sweeps.store) == ["reminded"]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (ANSWERED, "La question de rappel n° 00009 (Sénat, 2026) a reçu une réponse."),
        ({"Sort": "Retirée"}, "La question de rappel n° 00009 (Sénat, 2026) a été retirée."),
        ({"Sort": "Caduque"}, "La question de rappel n° 00009 (Sénat, 2026) est caduque."),
        ({"Sort": "Radiée"}, "La question de rappel n° 00009 (Sénat, 2026) est close sans réponse : Radiée"),
    ],
)
async def test_each_end_of_a_reminder_is_told_once(sweeps: Sweeps, cells: dict[str, str], said: str) -> None:
    await reminded(sweeps)
    sweeps.sites.senate.change(REMINDER["Référence"], **cells)
    await sweeps.sweep(WEEK)
    await sweeps.sweep(HALF_A_DAY)
    (only,) = await told(sweeps)
    assert "Suite du rappel" in only and said in only.replace("\u00a0", " ")
    for _ in range(3):
        sweeps.sites.senate.change(REMINDER["Référence"], Titre=f"Titre {sweeps.clock()}")
        await sweeps.sweep(HALF_A_DAY)
    assert await told(sweeps) == []


async def test_an_end_that_the_file_takes_back_at_once_is_not_told(sweeps: Sweeps) -> None:
    await reminded(sweeps)
    sweeps.sites.senate.change(REMINDER["Référence"], Sort="Caduque")
    await sweeps.sweep(timedelta(hours=6))
    sweeps.sites.senate.change(REMINDER["Référence"], Sort="En cours")
    await sweeps.sweep(timedelta(hours=6))
    await sweeps.sweep(HALF_A_DAY)
    assert await told(sweeps) == []


@pytest.mark.parametrize("hours", [6, 13], ids=["soon", "half a day later"])
async def test_an_end_is_not_told_of_a_file_that_lacks_the_reminder(sweeps: Sweeps, hours: int) -> None:
    await reminded(sweeps)
    sweeps.sites.senate.change(REMINDER["Référence"], Sort="Caduque")
    await sweeps.sweep(timedelta(hours=6))
    sweeps.sites.senate.remove(REMINDER["Référence"])
    await sweeps.sweep(timedelta(hours=hours))
    await sweeps.sweep(HALF_A_DAY)
    sweeps.sites.senate.put(REMINDER)
    await sweeps.sweep(HALF_A_DAY)
    assert await told(sweeps) == []


async def test_the_end_of_a_reminder_of_which_nobody_was_told_is_none_either(sweeps: Sweeps) -> None:
    sweeps.sites.senate.put(REMINDER)
    await sweeps.sweep(WEEK)
    await sweeps.follow(FIRST)
    sweeps.sites.senate.change(REMINDER["Référence"], **ANSWERED)
    await sweeps.sweep(WEEK)
    assert await told(sweeps) == []


async def test_who_follows_both_is_told_of_the_answer_and_of_the_reminders_end(sweeps: Sweeps) -> None:
    await reminded(sweeps)
    await sweeps.follow(QuestionId(FIRST.chamber, 202612, 9, "QE"))
    sweeps.sites.senate.change(REMINDER["Référence"], **ANSWERED)
    await sweeps.sweep(WEEK)
    assert sorted(await kinds(sweeps.store)) == ["answered", "reminder-ended"]


async def test_an_end_is_found_though_the_sweep_that_read_it_was_killed(sweeps: Sweeps, address: str) -> None:
    await reminded(sweeps)
    sweeps.sites.senate.change(REMINDER["Référence"], **ANSWERED)
    await sweeps.sweep(WEEK)
    execute(address, "DELETE FROM outbox WHERE kind = 'reminder-ended'")
    execute(address, "DELETE FROM events WHERE kind = 'reminder-ended'")
    await sweeps.sweep(HALF_A_DAY)
    assert await kinds(sweeps.store) == ["reminder-ended"]


async def test_nothing_is_told_of_a_reminder_once_its_question_is_not_followed(sweeps: Sweeps) -> None:
    await reminded(sweeps)
    await sweeps.store.follows.unfollow(PERSON.id, FIRST, sweeps.clock())
    sweeps.sites.senate.change(REMINDER["Référence"], **ANSWERED)
    await sweeps.sweep(WEEK)
    assert await told(sweeps) == []
