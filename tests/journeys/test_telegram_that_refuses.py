"""Telegram refuses, delays or garbles requests: nothing is lost for that chat or for any other."""

from dataclasses import replace

import pytest

from bot.core.question import QuestionId
from bot.standins.telegram.faults import FaultKind, Page
from tests.journeys.world import JourneyWorld
from tests.support.examples import ANSWER, ID, WAITING, comment

ANSWERED = "✅ Réponse publiée\n"


async def test_a_chat_that_is_flooded_waits_and_holds_up_no_other(world: JourneyWorld) -> None:
    john = world.telegram.person(1002, language_code="en")
    await world.followed(WAITING)
    await world.ask("/follow 4321", john)
    world.telegram.fail_next("sendMessage", chat_id=1001, status=429, retry_after=2)
    world.sites.answer(ID, ANSWER)
    late = await world.alert(ANSWERED)
    prompt = await world.alert("Answer published", chat=1002)
    assert late.at - prompt.at > 1


@pytest.mark.parametrize("status", [500, "drop", "page 200", "page 400", "page 403"])
async def test_an_alert_is_sent_again_when_telegram_fails(world: JourneyWorld, status: FaultKind) -> None:
    await world.followed(WAITING)
    world.telegram.fail_next("sendMessage", times=2, status=status)
    world.sites.answer(ID, ANSWER)
    await world.alert(ANSWERED)
    await world.checks_of_both(ID, 2)
    assert world.count(ANSWERED) == 1


async def test_a_proxy_that_refuses_everything_for_a_while_silences_no_chat_and_ends_nothing(
    world: JourneyWorld,
) -> None:
    await world.followed(WAITING)
    world.sites.answer(ID, ANSWER)
    pages: tuple[Page, ...] = ("page 401", "page 403")
    for status in pages:
        world.telegram.fail_next("*", status=status)
    await world.alert(ANSWERED)
    assert "1 question suivie" in (await world.ask("/list")).text
    await world.all_done()
    assert world.count(ANSWERED) == 1


async def test_a_person_who_blocks_the_bot_keeps_their_follows_and_gets_the_alert_when_back(
    world: JourneyWorld,
) -> None:
    await world.followed(WAITING)
    world.telegram.block(1001)
    world.sites.answer(ID, ANSWER)
    await world.telegram.wait_until(lambda: len(world.telegram.called("sendMessage")) >= 2)
    await world.checks_of_both(ID, 3)
    assert len(world.telegram.called("sendMessage")) == 2  # tried once, and not again
    world.telegram.unblock(1001)
    world.telegram.say(world.camille, "/start")
    await world.alert(ANSWERED)
    await world.alert("Je surveille")  # whichever of the two comes first
    assert "1 question suivie" in (await world.ask("/list")).text


async def test_a_message_that_telegram_cannot_parse_is_sent_as_plain_text(world: JourneyWorld) -> None:
    await world.followed(WAITING)
    words = "Bad Request: can't parse entities: Unsupported start tag"
    world.telegram.fail_next("sendMessage", status=400, description=words)
    world.sites.answer(ID, ANSWER)
    alert = await world.alert(ANSWERED)
    assert "Le Gouvernement entretient les digues." in alert.text
    assert alert.entities == ()
    assert "sent as plain text" in world.log.read_text()


async def test_a_message_that_telegram_refuses_in_unknown_words_does_not_hold_up_the_next(world: JourneyWorld) -> None:
    await world.followed(WAITING)
    world.telegram.fail_next("sendMessage", times=2, status=400, description="Bad Request: something new")
    world.sites.answer(ID, ANSWER)
    await world.telegram.wait_until(lambda: len(world.telegram.called("sendMessage")) >= 3)
    world.sites.comment(ID, comment(1, "La suite"))
    await world.alert("La suite")
    assert world.count(ANSWERED) == 0
    assert "Something new" in world.log.read_text()


async def test_a_group_that_becomes_a_supergroup_keeps_its_follows(world: JourneyWorld) -> None:
    group = world.telegram.group(-500, "Digues", admins=[world.camille])
    world.sites.put(WAITING)
    await world.start()
    await world.ask("/follow 4321", chat=group)
    world.telegram.migrate(-500, -100500)
    world.sites.answer(ID, ANSWER)
    await world.alert(ANSWERED, chat=-100500)


async def test_a_reply_survives_a_telegram_that_fails_for_a_moment(world: JourneyWorld) -> None:
    world.sites.put(WAITING)
    await world.start()
    world.telegram.fail_next("sendMessage", times=1, status=429, retry_after=1)
    world.telegram.fail_next("sendMessage", times=1, status=500)
    assert "Vous suivez maintenant" in (await world.ask("/follow 4321")).text


async def test_a_telegram_that_is_away_at_the_start_is_waited_for(world: JourneyWorld) -> None:
    world.telegram.fail_next("getMe", times=2, status=502)
    await world.start()
    assert "Je surveille" in (await world.ask("/start")).text


async def test_a_token_that_telegram_does_not_take_stops_the_start(world: JourneyWorld) -> None:
    await world.start(TELEGRAM_BOT_TOKEN="987:not-this-one")
    assert await world.ended() == 2
    log = world.log.read_text()
    assert "TELEGRAM_BOT_TOKEN" in log
    assert "not-this-one" not in log
    assert "Traceback" not in log


async def test_the_token_is_never_logged(world: JourneyWorld) -> None:
    await world.followed(WAITING, LOG_LEVEL="DEBUG")
    world.telegram.fail_next("sendMessage", times=1, status="drop")
    world.sites.answer(ID, ANSWER)
    await world.alert(ANSWERED)
    assert await world.stop() == 0
    log = world.log.read_text()
    assert "DEBUG" in log
    assert world.telegram.token not in log


async def test_replies_to_chats_that_are_flooded_hold_up_no_other_chat(world: JourneyWorld) -> None:
    await world.start()
    for number in range(10):  # one by one: several refusals at once would look as if all chats were refused
        person = world.telegram.person(3000 + number)
        world.telegram.fail_next("sendMessage", chat_id=person.id, times=1, status=429, retry_after=600)
        world.telegram.say(person, "/list")
        await world.telegram.wait_until(lambda id=person.id: world.telegram.called("sendMessage", id))  # type: ignore[misc]
        assert "Aucune question" in (await world.ask("/list")).text


async def test_an_update_that_the_library_cannot_read_keeps_no_other_away(world: JourneyWorld) -> None:
    await world.start()
    world.telegram.say(world.camille, "/start", date="never")
    world.telegram.state.updates.add("message", {"message_id": 1})
    assert "Je surveille" in (await world.ask("/start")).text
    await world.kill()
    await world.start()
    world.telegram.say(world.camille, "/list")
    await world.alert("Aucune question")


async def test_only_telegrams_own_word_on_the_token_ends_the_bot(world: JourneyWorld) -> None:
    world.telegram.fail_next("deleteWebhook", status=404, description="Not Found")
    world.telegram.fail_next("getUpdates", times=2, status=401, description="Unauthorized")
    await world.start()
    assert "Je surveille" in (await world.ask("/start")).text


async def test_a_reply_in_several_messages_repeats_none_of_them_when_one_fails(world: JourneyWorld) -> None:
    for number in (1, 2, 3):
        world.sites.put(replace(WAITING, id=QuestionId.of_legislature(17, number)))
    await world.start()
    number = world.telegram.say(world.camille, "/follow 17/1 17/2 17/3")
    await world.telegram.wait_for(1001, "n°\u00a02", after=number)
    world.telegram.fail_next("sendMessage", times=2, status=500)
    await world.alert("n°\u00a03")
    assert len(world.texts()) == 3


async def test_an_answer_of_telegrams_that_lacks_what_the_library_requires_repeats_nothing(world: JourneyWorld) -> None:
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
    await world.checks_of_both(ID, 3)
    assert world.count(ANSWERED, group.id) == 1
    assert len(world.texts(group.id)) == 3


@pytest.mark.parametrize("words", ["message thread not found", "TOPIC_CLOSED"])
async def test_a_reply_to_a_topic_that_is_gone_comes_in_the_general_one(world: JourneyWorld, words: str) -> None:
    group = world.telegram.group(-100600, "Digues", admins=[world.camille], forum=True)
    await world.start()
    in_topic = {"message_thread_id": 7, "is_topic_message": True}
    number = world.telegram.say(world.camille, "/list", group, **in_topic)
    answered_there = await world.telegram.wait_for(group.id, lambda _: True, after=number)
    assert answered_there.thread_id == 7
    world.telegram.fail_next("sendMessage", status=400, description=f"Bad Request: {words}")
    number = world.telegram.say(world.camille, "/list", group, **in_topic)
    answered_elsewhere = await world.telegram.wait_for(group.id, lambda _: True, after=number)
    assert answered_elsewhere.thread_id is None
    assert answered_elsewhere.entities  # with its markup, and not as plain text


async def test_a_command_in_a_forum_that_is_closed_altogether_pauses_nobody(world: JourneyWorld) -> None:
    group = world.telegram.group(-100600, "Digues", admins=[world.camille], forum=True)
    world.sites.put(WAITING)
    await world.start()
    in_topic = {"message_thread_id": 7, "is_topic_message": True}
    number = world.telegram.say(world.camille, "/follow 4321", group, **in_topic)
    await world.telegram.wait_for(group.id, lambda _: True, after=number)
    closed = "Bad Request: TOPIC_CLOSED"
    world.telegram.fail_next("sendMessage", chat_id=group.id, times=2, status=400, description=closed)
    before = len(world.telegram.called("sendMessage", group.id))
    world.telegram.say(world.camille, "/list", group, message_thread_id=8, is_topic_message=True)
    await world.telegram.wait_until(lambda: len(world.telegram.called("sendMessage", group.id)) == before + 2)
    in_its_topic, in_general = world.telegram.called("sendMessage", group.id)[-2:]
    assert in_its_topic.params["message_thread_id"] == 8
    assert "message_thread_id" not in in_general.params
    assert "reply_parameters" not in in_general.params  # the message that it answers is in the other topic
    world.sites.answer(ID, ANSWER)
    alert = await world.alert(ANSWERED, chat=group.id)
    assert alert.thread_id == 7


async def test_a_token_that_is_revoked_ends_the_bot(world: JourneyWorld) -> None:
    await world.start()
    await world.ask("/list")
    world.telegram.fail_next("*", times=None, status=401, description="Unauthorized")
    world.telegram.say(world.camille, "/list")
    assert await world.ended() == 2
    assert "TELEGRAM_BOT_TOKEN" in world.log.read_text()


async def test_an_impossible_token_is_named_in_the_last_line_of_a_start(world: JourneyWorld) -> None:
    world.telegram.fail_next("*", times=None, status=401, description="Unauthorized")
    await world.start()
    assert await world.ended() == 2
    assert world.log.read_text().splitlines()[-1].startswith("TELEGRAM_BOT_TOKEN")


async def test_the_operator_is_told_of_what_telegram_refuses_once_a_day(world: JourneyWorld) -> None:
    admin = world.telegram.person(4000)
    world.sites.put(WAITING)
    await world.start(ADMIN_CHAT_ID=str(admin.id))
    await world.ask("/list", admin)
    for words in ("something new", "something else"):
        world.telegram.fail_next("sendMessage", chat_id=1001, times=2, status=400, description=f"Bad Request: {words}")
        world.telegram.say(world.camille, "/list")
        await world.telegram.wait_until(lambda words=words: words in world.log.read_text().lower())  # type: ignore[misc]
    await world.ask("/list")
    await world.stored("SELECT 1 FROM reports WHERE kind = 'refused'", 1)
