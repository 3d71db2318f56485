"""A reply that Telegram never takes mutes no chat: it is given up after some minutes, and the person is told so."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from bot.standins.telegram.faults import FaultKind
from tests.journeys.processes import RETRIES
from tests.journeys.world import JourneyWorld
from tests.support.examples import ID, WAITING

TROUBLE = "Quelque chose s’est mal passé"
LIST = "1 question suivie"
IMPATIENT = {RETRIES: "20"}
"""A factor by which a quarter of a minute of attempts takes less than a second."""


def let_minutes_pass(world: JourneyWorld) -> None:
    """Date the failed attempts of the stopped bot so far back that they have lasted longer than the limit."""
    since = (datetime.now(UTC) - timedelta(minutes=10)).replace(tzinfo=None).isoformat(" ")
    with closing(sqlite3.connect(world.file)) as database, database:
        database.execute("UPDATE updates SET attempts = 9, tried_since = ? WHERE handled_at IS NULL", (since,))


@pytest.mark.parametrize("status", [404, 500, "page 403"])
async def test_an_export_that_never_goes_out_is_given_up_and_the_chat_goes_on(
    world: JourneyWorld, status: FaultKind
) -> None:
    await world.followed(WAITING, **IMPATIENT)
    world.telegram.fail_next("sendDocument", times=None, status=status, description="Not Found")
    world.telegram.say(world.camille, "/export")
    world.telegram.say(world.camille, "/list")
    await world.stored("SELECT 1 FROM updates WHERE attempts > 0 AND tried_since IS NOT NULL", 1)
    assert world.count(LIST) == 0
    await world.kill()
    let_minutes_pass(world)
    await world.start()
    await world.alert(TROUBLE)
    await world.alert(LIST)
    await world.all_done()
    assert world.count(TROUBLE) == 1
    log = world.log.read_text()
    assert "Traceback" not in log
    assert "sendDocument" in log


async def test_trouble_is_told_in_the_language_that_the_chat_chose(world: JourneyWorld) -> None:
    await world.followed(WAITING, **IMPATIENT)
    world.telegram.fail_next("sendDocument", times=None, status=404)
    world.telegram.say(world.camille, "/export")
    await world.stored("SELECT 1 FROM updates WHERE attempts > 0", 1)
    await world.kill()
    let_minutes_pass(world)
    with closing(sqlite3.connect(world.file)) as database, database:
        database.execute("UPDATE chats SET language = 'en', language_chosen = 1")
    await world.start()
    await world.alert("Something went wrong")


async def test_where_not_even_that_can_be_told_it_is_dropped_with_a_line_in_the_log(world: JourneyWorld) -> None:
    await world.followed(WAITING, **IMPATIENT)
    world.telegram.fail_next("sendMessage", chat_id=1001, times=None, status=500)
    world.telegram.say(world.camille, "/list")
    await world.stored("SELECT 1 FROM updates WHERE attempts > 0", 1)
    await world.kill()
    let_minutes_pass(world)
    await world.start()
    await world.stored("SELECT 1 FROM updates WHERE handled_at IS NULL", 0)
    world.telegram.heal()
    assert LIST in (await world.ask("/list")).text
    assert "nobody could be told that update" in world.log.read_text()


@pytest.mark.parametrize("status", [404, 500])
@pytest.mark.parametrize(
    "method", ["answerCallbackQuery", "editMessageReplyMarkup", "editMessageText", "getChatMember"]
)
async def test_whichever_method_a_press_needs_and_telegram_refuses_the_next_command_is_answered(
    world: JourneyWorld, method: str, status: int
) -> None:
    group = world.telegram.group(-100600, "Digues", admins=[world.camille])
    world.sites.put(WAITING)
    await world.start()
    card = await world.ask("/follow 4321", chat=group)
    settings = await world.ask("/settings", chat=group)
    world.telegram.fail_next(method, times=None, status=status)
    world.telegram.press(world.camille, card, "Ne plus suivre")
    world.telegram.press(world.camille, settings, 0)
    number = world.telegram.say(world.camille, "/list", group)
    await world.telegram.wait_for(group.id, lambda shown: "suivie" in shown.text, after=number)
    assert "Traceback" not in world.log.read_text()


async def test_a_mistake_that_ends_the_process_each_time_is_not_begun_for_ever(world: JourneyWorld) -> None:
    await world.followed(WAITING)
    await world.stored("SELECT 1 FROM updates WHERE handled_at IS NULL", 0)
    await world.kill()
    since = (datetime.now(UTC) - timedelta(minutes=10)).replace(tzinfo=None).isoformat(" ")
    update = {
        "update_id": 1,
        "message": {
            "message_id": 5,
            "date": 1,
            "chat": {"id": 1001, "type": "private"},
            "from": {"id": 1001, "is_bot": False, "first_name": "Camille"},
            "text": f"/unfollow {ID}",
            "entities": [{"type": "bot_command", "offset": 0, "length": 9}],
        },
    }
    with closing(sqlite3.connect(world.file)) as database, database:
        database.execute(
            "INSERT INTO updates (id, body, digest, received_at, attempts, tried_since) VALUES (1, ?, '', ?, 20, ?)",
            (json.dumps(update), since, since),
        )
    await world.start()
    await world.alert(TROUBLE)
    assert LIST in (await world.ask("/list")).text
