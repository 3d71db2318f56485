"""The bot is stopped, killed or badly set up: it keeps everything it knew, and says what is wrong."""

import asyncio
import os
import sqlite3
from dataclasses import replace

from bot.core.question import QuestionId
from tests.journeys.world import JourneyWorld
from tests.support.examples import ANSWER, ID, WAITING, comment
from tests.support.stores import ON_BOTH

ANSWERED = "✅ Réponse publiée\n"
SOONER_SECONDS = 12.0
"""Less than the fifteen after which a page that hangs is given up; a machine at leisure takes less than five."""


async def test_an_event_that_was_recorded_and_not_sent_is_sent_after_a_restart(world: JourneyWorld) -> None:
    await world.followed(WAITING)
    world.telegram.fail_next("sendMessage", times=None, status=500)
    world.sites.answer(ID, ANSWER)
    await world.telegram.wait_until(lambda: len(world.telegram.called("sendMessage")) >= 2)
    assert await world.stop() == 0
    world.telegram.heal()
    world.sites.fault()  # without the sites, the bot can only tell what it has kept
    await world.start()
    await world.alert(ANSWERED)
    await world.all_done()
    assert world.count(ANSWERED) == 1


@ON_BOTH
async def test_an_event_that_was_recorded_and_not_sent_survives_a_kill(world: JourneyWorld) -> None:
    await world.followed(WAITING)
    world.telegram.fail_next("sendMessage", times=None, status=500)
    world.sites.answer(ID, ANSWER)
    await world.telegram.wait_until(lambda: len(world.telegram.called("sendMessage")) >= 2)
    await world.kill()
    world.telegram.heal()
    world.sites.fault()
    await world.start()
    await world.alert(ANSWERED)
    await world.all_done()
    assert world.count(ANSWERED) == 1


async def test_a_stop_repeats_no_reply_that_was_on_its_way_and_keeps_those_that_were_not(world: JourneyWorld) -> None:
    people = [world.telegram.person(2000 + number) for number in range(40)]
    await world.start(TELEGRAM_PACE="5")
    await world.ask("/list")
    world.telegram.fail_next("sendMessage", times=None, status="late")
    for person in people:
        world.telegram.say(person, "/list")
    sent = len(world.telegram.called("sendMessage"))
    await world.telegram.wait_until(lambda: len(world.telegram.called("sendMessage")) > sent + 5)
    assert await world.stop() == 0
    world.telegram.heal()
    await world.start()
    for person in people:
        await world.telegram.wait_for(person.id, lambda message: "Aucune question" in message.text)
    await world.stored("SELECT 1 FROM updates WHERE handled_at IS NULL", 0)
    assert [world.count("Aucune question", person.id) for person in people] == [1] * len(people)


async def test_a_stop_lets_an_answer_in_several_parts_come_to_its_end(world: JourneyWorld) -> None:
    for number in (1, 2, 3):
        world.sites.put(replace(WAITING, id=QuestionId.of_legislature(17, number)))
    await world.start()
    world.telegram.fail_next("sendMessage", times=3, status="late")
    number = world.telegram.say(world.camille, "/follow 17/1 17/2 17/3")
    await world.telegram.wait_for(1001, "n°\u00a01", after=number)
    assert await world.stop() == 0
    await world.start()
    assert "3 questions suivies" in (await world.ask("/list")).text
    assert [world.count(f"Question écrite n°\u00a0{each} ") for each in (1, 2, 3)] == [1, 1, 1]


async def test_events_while_the_bot_was_away_are_told_when_it_is_back(world: JourneyWorld) -> None:
    await world.followed(WAITING)
    await world.kill()
    world.sites.answer(ID, ANSWER)
    world.sites.comment(ID, comment(9, "Enfin"))
    await world.start()
    await world.alert(ANSWERED)
    await world.alert("Enfin")


async def test_a_command_that_was_fetched_and_not_handled_is_handled_after_a_kill(world: JourneyWorld) -> None:
    world.sites.put(WAITING)
    world.sites.fault(kind="hang")
    await world.start()
    world.telegram.say(world.camille, "/follow 17/4321")
    await world.sites.wait_until(lambda: len(world.sites.requests) >= 2)
    # The bot asks for later updates, so Telegram has forgotten the command while it is still being handled.
    await world.telegram.wait_until(lambda: world.telegram.calls[-1].method == "getUpdates")
    await world.kill()
    world.sites.heal()
    await world.start()
    await world.alert("Vous suivez maintenant")
    await world.all_done()
    assert world.count("Vous suivez maintenant") == 1


async def test_killed_at_any_moment_it_loses_nothing(world: JourneyWorld) -> None:
    world.sites.put(WAITING)
    await world.start()
    await world.ask("/follow 4321")
    for number in range(1, 7):
        world.sites.comment(ID, comment(number, f"Commentaire numéro {number}."))
        await asyncio.sleep(0.12 * number)  # another moment each time: before, during and after the check
        await world.kill()
        await world.start()
    for number in range(1, 7):
        await world.alert(f"Commentaire numéro {number}.")


async def test_it_stops_without_waiting_for_what_is_under_way(world: JourneyWorld) -> None:
    await world.followed(WAITING)
    world.sites.fault(kind="hang")
    world.telegram.fail_next("sendMessage", times=None, status=500)
    world.telegram.say(world.camille, "/follow 17/1 17/2 17/3")
    await world.sites.wait_until(lambda: any("QE1" in request.path for request in world.sites.requests))
    async with asyncio.timeout(SOONER_SECONDS):
        assert await world.stop() == 0


async def test_a_wrong_setting_stops_the_start_with_its_name(world: JourneyWorld) -> None:
    await world.start(WATCH_INTERVAL="souvent", LOG_LEVEL="loud", TELEGRAM_BOT_TOKEN="")
    assert await world.ended() == 2
    log = world.log.read_text()
    assert [line.split(":")[0] for line in log.strip().splitlines()] == ["WATCH_INTERVAL", "LOG_LEVEL"]


async def test_a_missing_token_stops_the_start_with_its_name(world: JourneyWorld) -> None:
    await world.start(TELEGRAM_BOT_TOKEN="")
    assert await world.ended() == 2
    assert world.log.read_text().startswith("TELEGRAM_BOT_TOKEN: is missing")


async def test_a_proxy_that_cannot_be_used_stops_the_start_with_its_name(world: JourneyWorld) -> None:
    await world.start(HTTPS_PROXY="socks5://user:secret@127.0.0.1:1080")
    assert await world.ended() == 2
    log = world.log.read_text()
    assert log.startswith("HTTPS_PROXY: only a proxy at an http:// address")
    assert "secret" not in log


async def test_the_token_can_come_from_a_file(world: JourneyWorld) -> None:
    secret = world.folder / "token"
    secret.write_text(f"{world.telegram.token}\n")
    await world.start(TELEGRAM_BOT_TOKEN="", TELEGRAM_BOT_TOKEN_FILE=os.fspath(secret))
    assert "Je surveille" in (await world.ask("/start")).text


async def test_a_token_that_is_replaced_loses_nothing_that_was_to_be_told_or_answered(world: JourneyWorld) -> None:
    await world.followed(WAITING)
    world.telegram.fail_next("sendMessage", times=None, status=500)
    world.sites.answer(ID, ANSWER)
    await world.telegram.wait_until(lambda: len(world.telegram.called("sendMessage")) >= 2)
    world.telegram.token = world.telegram.token + "-anew"
    world.telegram.say(world.camille, "/list")
    assert await world.ended() == 2
    world.telegram.heal()
    world.sites.fault()  # without the sites, the bot can only tell what it has kept
    await world.start()
    await world.alert(ANSWERED)
    await world.alert("1 question suivie")
    await world.all_done()
    assert world.count(ANSWERED) == 1


async def test_a_database_that_cannot_be_used_stops_the_start_with_a_sentence(world: JourneyWorld) -> None:
    await world.start(DATABASE_URL=f"sqlite:///{world.folder}/nowhere/guetteur.db")
    assert await world.ended() == 2
    log = world.log.read_text()
    assert log.startswith("DATABASE_URL: the database")
    assert "Traceback" not in log


async def test_an_alert_that_was_sent_and_cannot_be_marked_is_not_sent_again(world: JourneyWorld) -> None:
    await world.followed(WAITING, WATCH_INTERVAL="1")
    other = sqlite3.connect(world.folder / "guetteur.db", isolation_level=None)
    sent = len(world.telegram.called("sendMessage"))
    world.sites.answer(ID, ANSWER)
    await world.telegram.wait_until(lambda: len(world.telegram.called("sendMessage")) > sent)
    other.execute("BEGIN IMMEDIATE")
    await asyncio.sleep(5)  # longer than the bot waits for a lock
    other.execute("ROLLBACK")
    other.close()
    world.sites.comment(ID, comment(1, "Ensuite"))
    await world.alert("Ensuite")
    assert world.count(ANSWERED) == 1


async def test_a_command_that_a_kill_cut_off_is_answered_as_if_it_were_new(world: JourneyWorld) -> None:
    world.sites.put(WAITING)
    world.telegram.fail_next("sendMessage", times=None, status=500)
    await world.start()
    world.telegram.say(world.camille, "/follow 4321")
    await world.telegram.wait_until(lambda: world.telegram.called("sendMessage"))
    await world.kill()
    world.telegram.heal()
    await world.start()
    card = await world.alert("n°\u00a04321")
    assert "Vous suivez maintenant" in card.text
    assert "Vous suivez déjà" in (await world.ask("/follow 4321")).text
