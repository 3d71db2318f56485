"""What goes wrong, goes wrong without loss: sites that fail, a Telegram that refuses, a process that is killed."""

import asyncio
import os
import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.question import QuestionId, Source
from bot.demo.site_faults import SiteFaultKind
from tests.examples import ANSWER, ID, WAITING, answered, comment
from tests.journeys.world import World

ANSWERED = "✅ Réponse publiée\n"


async def followed(world: World, **settings: str) -> None:
    """Camille follows the question, and the bot runs."""
    world.sites.put(WAITING)
    await world.start(**settings)
    await world.ask("/follow 4321")


# The sites


@pytest.mark.parametrize("kind", ["status", "error_page", "garbage", "empty", "drop"])
async def test_an_answer_is_told_after_a_site_had_a_bad_hour(world: World, kind: SiteFaultKind) -> None:
    await followed(world)
    world.sites.fault(kind=kind)
    world.sites.answer(ID, ANSWER)
    await world.looks_at_both(ID, 2)
    assert world.count(ANSWERED) == 0
    world.sites.heal()
    await world.alert(ANSWERED)


async def test_a_site_that_hangs_does_not_hold_up_the_other(world: World) -> None:
    await followed(world)
    world.sites.fault(on=Source.ASSEMBLEE, kind="hang")
    world.sites.comment(ID, comment(1, "Pendant ce temps"))
    await world.alert("Pendant ce temps")


async def test_a_question_that_fails_does_not_stop_the_others(world: World) -> None:
    other = QuestionId(17, 1)
    world.sites.put(replace(WAITING, id=other))
    await followed(world)
    await world.ask("/follow 17/1")
    world.sites.fault(path=world.sites.path_of(other, Source.ASSEMBLEE), kind="garbage")
    world.sites.fault(path=world.sites.path_of(other, Source.NOSDEPUTES), kind="drop")
    world.sites.answer(ID, ANSWER)
    await world.alert(ANSWERED)


async def test_a_follow_is_kept_while_the_sites_are_down_and_its_card_comes_later(world: World) -> None:
    world.sites.put(answered())
    world.sites.fault()
    await world.start()
    assert "Votre demande est gardée" in (await world.ask("/follow 17/4321")).text
    assert "page pas encore lue" in (await world.ask("/list")).text
    world.sites.heal()
    card = await world.alert("La page a pu être lue")
    assert "✅ Réponse publiée le 24 novembre 2026" in card.text
    await world.looks_at_both(ID, 2)
    assert world.count(ANSWERED) == 0


async def test_a_bare_number_is_resolved_once_the_sites_are_back(world: World) -> None:
    world.sites.put(replace(WAITING, id=QuestionId(16, 4321)))
    world.sites.fault()
    await world.start()
    assert "Votre demande est gardée" in (await world.ask("/follow 4321")).text
    world.sites.heal()
    card = await world.alert("j’ai pris la 16ᵉ")
    assert "n°\u00a04321 · 16ᵉ législature" in card.text


async def test_a_question_that_turns_out_not_to_exist_ends_with_a_word(world: World) -> None:
    world.sites.fault()
    await world.start()
    assert "Votre demande est gardée" in (await world.ask("/follow 17/4321")).text
    world.sites.heal()
    await world.alert("Il n’y a pas de question écrite n°\u00a04321")
    assert "Aucune question n’est suivie" in (await world.ask("/list")).text


async def test_a_site_that_asks_to_wait_is_left_alone(world: World) -> None:
    await followed(world)
    world.sites.fault(on=Source.ASSEMBLEE, status=429, retry_after=3600, times=1)
    await world.sites.wait_until(lambda: any(request.status == 429 for request in world.sites.requests))
    asked = len(world.sites.asked(world.sites.path_of(ID, Source.ASSEMBLEE)))
    await world.looks(ID, Source.NOSDEPUTES, 5)
    assert len(world.sites.asked(world.sites.path_of(ID, Source.ASSEMBLEE))) == asked


async def test_a_redirect_to_a_stranger_is_not_followed(world: World) -> None:
    world.sites.put(WAITING)
    world.sites.fault(on=Source.ASSEMBLEE, kind="redirect", to="http://169.254.169.254/latest")
    await world.start()
    card = await world.ask("/follow 17/4321")
    assert "n’a pas pu être lu à l’instant" in card.text
    assert "redirected to an unknown host" in world.log.read_text()


async def test_a_page_that_did_not_change_is_not_sent_again(world: World) -> None:
    await followed(world)
    await world.sites.wait_until(lambda: any(request.status == 304 for request in world.sites.requests))
    assert all("Guetteur/" in request.headers["User-Agent"] for request in world.sites.requests)


async def test_a_question_that_many_follow_is_fetched_once(world: World) -> None:
    world.sites.put(WAITING)
    await world.start(WATCH_INTERVAL="600")
    people = [world.telegram.person(2000 + number) for number in range(20)]
    for person in people:
        world.telegram.say(person, "/follow 17/4321")
    for person in people:
        await world.telegram.wait_count(person.id, 1)
    assert len(world.sites.asked(world.sites.path_of(ID, Source.ASSEMBLEE))) == 1


# Telegram


async def test_a_chat_that_is_flooded_waits_and_holds_up_no_other(world: World) -> None:
    john = world.telegram.person(1002, language_code="en")
    await followed(world)
    await world.ask("/follow 4321", john)
    world.telegram.fail_next("sendMessage", chat_id=1001, status=429, retry_after=2)
    world.sites.answer(ID, ANSWER)
    late = await world.alert(ANSWERED)
    prompt = await world.alert("Answer published", chat=1002)
    assert late.at - prompt.at > 1


@pytest.mark.parametrize("status", [500, 502, "drop", "garbage"])
async def test_an_alert_is_sent_again_when_telegram_fails(world: World, status: int | str) -> None:
    await followed(world)
    world.telegram.fail_next("sendMessage", times=2, status=status)  # type: ignore[arg-type]
    world.sites.answer(ID, ANSWER)
    await world.alert(ANSWERED)
    await world.looks_at_both(ID, 2)
    assert world.count(ANSWERED) == 1


async def test_a_person_who_blocks_the_bot_keeps_their_follows_and_gets_the_alert_when_back(world: World) -> None:
    await followed(world)
    world.telegram.block(1001)
    world.sites.answer(ID, ANSWER)
    await world.telegram.wait_until(lambda: len(world.telegram.called("sendMessage")) >= 2)
    await world.looks_at_both(ID, 3)
    assert len(world.telegram.called("sendMessage")) == 2  # tried once, and left in peace
    world.telegram.unblock(1001)
    world.telegram.say(world.camille, "/start")
    await world.alert(ANSWERED)
    assert "1 question suivie" in (await world.ask("/list")).text


async def test_a_message_that_telegram_cannot_parse_is_sent_as_plain_text(world: World) -> None:
    await followed(world)
    words = "Bad Request: can't parse entities: Unsupported start tag"
    world.telegram.fail_next("sendMessage", status=400, description=words)
    world.sites.answer(ID, ANSWER)
    alert = await world.alert(ANSWERED)
    assert "Le Gouvernement entretient les digues." in alert.text
    assert alert.entities == ()
    assert "sent as plain text" in world.log.read_text()


async def test_a_message_that_telegram_refuses_for_good_does_not_hold_up_the_next(world: World) -> None:
    await followed(world)
    world.telegram.fail_next("sendMessage", times=2, status=400, description="Bad Request: something new")
    world.sites.answer(ID, ANSWER)
    await world.telegram.wait_until(lambda: len(world.telegram.called("sendMessage")) >= 3)
    world.sites.comment(ID, comment(1, "La suite"))
    await world.alert("La suite")
    assert world.count(ANSWERED) == 0
    assert "Something new" in world.log.read_text()


async def test_a_group_that_becomes_a_supergroup_keeps_its_follows(world: World) -> None:
    group = world.telegram.group(-500, "Digues", admins=[world.camille])
    world.sites.put(WAITING)
    await world.start()
    await world.ask("/follow 4321", chat=group)
    world.telegram.migrate(-500, -100500)
    world.sites.answer(ID, ANSWER)
    await world.alert(ANSWERED, chat=-100500)


async def test_a_reply_survives_a_telegram_that_fails_for_a_moment(world: World) -> None:
    world.sites.put(WAITING)
    await world.start()
    world.telegram.fail_next("sendMessage", times=1, status=429, retry_after=1)
    world.telegram.fail_next("sendMessage", times=1, status=500)
    assert "Vous suivez maintenant" in (await world.ask("/follow 4321")).text


async def test_a_telegram_that_is_away_at_the_start_is_waited_for(world: World) -> None:
    world.telegram.fail_next("getMe", times=2, status=502)
    await world.start()
    assert "Guetteur surveille" in (await world.ask("/start")).text


async def test_a_token_that_telegram_does_not_take_stops_the_start(world: World) -> None:
    await world.start(TELEGRAM_BOT_TOKEN="987:not-this-one")
    assert await world.ended() == 2
    log = world.log.read_text()
    assert "TELEGRAM_BOT_TOKEN" in log
    assert "not-this-one" not in log
    assert "Traceback" not in log


async def test_the_token_is_never_logged(world: World) -> None:
    await followed(world, LOG_LEVEL="DEBUG")
    world.telegram.fail_next("sendMessage", times=1, status="drop")
    world.sites.answer(ID, ANSWER)
    await world.alert(ANSWERED)
    assert await world.stop() == 0
    log = world.log.read_text()
    assert "DEBUG" in log
    assert world.telegram.token not in log


# The process


async def test_an_event_that_was_recorded_and_not_sent_is_sent_after_a_restart(world: World) -> None:
    await followed(world)
    world.telegram.fail_next("sendMessage", times=None, status=500)
    world.sites.answer(ID, ANSWER)
    await world.telegram.wait_until(lambda: len(world.telegram.called("sendMessage")) >= 2)
    assert await world.stop() == 0
    world.telegram.heal()
    world.sites.fault()  # what it tells, it must have kept: the sites are of no help
    await world.start()
    await world.alert(ANSWERED)
    assert world.count(ANSWERED) == 1


async def test_an_event_that_was_recorded_and_not_sent_survives_a_kill(world: World) -> None:
    await followed(world)
    world.telegram.fail_next("sendMessage", times=None, status=500)
    world.sites.answer(ID, ANSWER)
    await world.telegram.wait_until(lambda: len(world.telegram.called("sendMessage")) >= 2)
    await world.kill()
    world.telegram.heal()
    world.sites.fault()
    await world.start()
    await world.alert(ANSWERED)
    assert world.count(ANSWERED) == 1


async def test_what_happened_while_the_bot_was_away_is_told_when_it_is_back(world: World) -> None:
    await followed(world)
    await world.kill()
    world.sites.answer(ID, ANSWER)
    world.sites.comment(ID, comment(9, "Enfin"))
    await world.start()
    await world.alert(ANSWERED)
    await world.alert("Enfin")


async def test_a_command_that_was_fetched_and_not_handled_is_handled_after_a_kill(world: World) -> None:
    world.sites.put(WAITING)
    world.sites.fault(kind="hang")
    await world.start()
    world.telegram.say(world.camille, "/follow 17/4321")
    await world.sites.wait_until(lambda: len(world.sites.requests) >= 2)
    # The bot asks for more, so Telegram has forgotten the command by now; it is still being handled.
    await world.telegram.wait_until(lambda: world.telegram.calls[-1].method == "getUpdates")
    await world.kill()
    world.sites.heal()
    await world.start()
    await world.alert("Vous suivez maintenant")
    assert world.count("Vous suivez maintenant") == 1


async def test_killed_at_any_moment_it_loses_nothing(world: World) -> None:
    world.sites.put(WAITING)
    await world.start()
    await world.ask("/follow 4321")
    for number in range(1, 7):
        world.sites.comment(ID, comment(number, f"Commentaire numéro {number}."))
        await asyncio.sleep(0.12 * number)  # a moment of its own each time: before, within and after the look
        await world.kill()
        await world.start()
    for number in range(1, 7):
        await world.alert(f"Commentaire numéro {number}.")


async def test_it_stops_within_five_seconds_whatever_is_under_way(world: World) -> None:
    await followed(world)
    world.sites.fault(kind="hang")
    world.telegram.fail_next("sendMessage", times=None, status=500)
    world.telegram.say(world.camille, "/follow 17/1 17/2 17/3")
    await world.sites.wait_until(lambda: any("QE1" in request.path for request in world.sites.requests))
    started = asyncio.get_running_loop().time()
    assert await world.stop() == 0
    assert timedelta(seconds=asyncio.get_running_loop().time() - started) < timedelta(seconds=5)


async def test_a_wrong_setting_stops_the_start_with_its_name(world: World) -> None:
    await world.start(WATCH_INTERVAL="souvent", LOG_LEVEL="loud", TELEGRAM_BOT_TOKEN="")
    assert await world.ended() == 2
    log = world.log.read_text()
    assert [line.split(":")[0] for line in log.strip().splitlines()] == ["WATCH_INTERVAL", "LOG_LEVEL"]


async def test_a_missing_token_stops_the_start_with_its_name(world: World) -> None:
    await world.start(TELEGRAM_BOT_TOKEN="")
    assert await world.ended() == 2
    assert world.log.read_text().startswith("TELEGRAM_BOT_TOKEN: is missing")


async def test_the_token_can_come_from_a_file(world: World) -> None:
    secret = world.folder / "token"
    secret.write_text(f"{world.telegram.token}\n")
    await world.start(TELEGRAM_BOT_TOKEN="", TELEGRAM_BOT_TOKEN_FILE=os.fspath(secret))
    assert "Guetteur surveille" in (await world.ask("/start")).text


async def test_a_database_that_cannot_be_used_stops_the_start_with_a_sentence(world: World) -> None:
    await world.start(DATABASE_URL=f"sqlite:///{world.folder}/nowhere/guetteur.db")
    assert await world.ended() == 2
    log = world.log.read_text()
    assert log.startswith("DATABASE_URL: the database")
    assert "Traceback" not in log


async def test_a_page_that_the_second_site_does_not_have_is_no_cause_for_a_warning(world: World) -> None:
    for number in range(1, 6):
        world.sites.put(replace(WAITING, id=QuestionId(17, number)), on=Source.ASSEMBLEE)
    await world.start()
    for number in range(1, 6):
        card = await world.ask(f"/follow 17/{number}")
        assert "⚠️" not in card.text
        assert "NosDéputés" not in card.text


async def test_an_alert_that_was_sent_and_cannot_be_marked_is_not_sent_again(world: World) -> None:
    await followed(world, WATCH_INTERVAL="1")
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


async def test_replies_to_chats_that_are_flooded_hold_up_no_other_chat(world: World) -> None:
    await world.start()
    people = [world.telegram.person(3000 + number) for number in range(40)]
    for person in people:
        world.telegram.fail_next("sendMessage", chat_id=person.id, times=1, status=429, retry_after=600)
        world.telegram.say(person, "/list")
    await world.telegram.wait_until(lambda: len(world.telegram.called("sendMessage")) >= len(people))
    assert "Aucune question" in (await world.ask("/list")).text


async def test_an_update_that_the_library_cannot_read_keeps_no_other_away(world: World) -> None:
    await world.start()
    world.telegram.say(world.camille, "/start", date="never")
    world.telegram.state.updates.add("message", {"message_id": 1})
    assert "Guetteur surveille" in (await world.ask("/start")).text
    await world.kill()
    await world.start()
    world.telegram.say(world.camille, "/list")
    await world.alert("Aucune question")


async def test_only_telegrams_own_word_on_the_token_ends_the_bot(world: World) -> None:
    world.telegram.fail_next("deleteWebhook", status=404, description="Not Found")
    world.telegram.fail_next("getUpdates", times=2, status=401, description="Unauthorized")
    await world.start()
    assert "Guetteur surveille" in (await world.ask("/start")).text


async def test_a_reply_in_several_messages_repeats_none_of_them_when_one_fails(world: World) -> None:
    for number in (1, 2, 3):
        world.sites.put(replace(WAITING, id=QuestionId(17, number)))
    await world.start()
    number = world.telegram.say(world.camille, "/follow 17/1 17/2 17/3")
    await world.telegram.wait_for(1001, "n°\u00a02", after=number)
    world.telegram.fail_next("sendMessage", times=2, status=500)
    await world.alert("n°\u00a03")
    assert len(world.texts()) == 3


async def test_a_command_forwarded_from_the_linked_channel_is_left_alone(world: World) -> None:
    channel = world.telegram.channel(-100700, "Digues en direct", admins=[world.camille])
    group = world.telegram.group(-100600, "Digues", admins=[world.camille])
    await world.start()
    extra = {"is_automatic_forward": True, "sender_chat": channel.chat()}
    world.telegram.say(world.camille, "/follow 4321", group, **extra)
    assert "Aucune question" in (await world.ask("/list", chat=group)).text
    assert len(world.texts(group.id)) == 1


async def test_an_answer_of_telegrams_that_lacks_what_the_library_requires_repeats_nothing(world: World) -> None:
    group = world.telegram.group(-100600, "Digues", admins=[world.camille])
    world.sites.put(WAITING)
    world.telegram.answer_sparely()
    await world.start()
    card = await world.ask("/follow 4321", chat=group)
    assert "suivie ici" in card.text
    world.telegram.press(world.camille, card, "Ne plus suivre")
    await world.button("👁 Suivre", chat=group.id)
    await world.ask("/follow 4321", chat=group)
    world.sites.answer(ID, ANSWER)
    await world.alert(ANSWERED, chat=group.id)
    await world.looks_at_both(ID, 3)
    assert world.count(ANSWERED, group.id) == 1
    assert len(world.texts(group.id)) == 3


async def test_a_command_that_a_kill_cut_off_is_answered_as_if_it_were_new(world: World) -> None:
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
