"""The real process with a Telegram that enforces its limits: everything is told, and hardly a request is refused."""

import asyncio
from dataclasses import replace

from bot.core.question import QuestionId
from bot.core.rate_limits import IN_FLIGHT
from tests.journeys.world import JourneyWorld
from tests.support.databases import execute
from tests.support.examples import ANSWER, ID, WAITING
from tests.support.waiting import patience

TRUE_LIMITS = {"TELEGRAM_PACE": "1"}
ANSWERED = "✅ Réponse publiée\n"
QUICKLY = 3
"""How many times faster than real time the bot and the stand-in Telegram count a group's minute."""

IN_A_MINUTE = 20 - IN_FLIGHT
"""After a start: two messages of the process before may have arrived and not been written down."""

SELDOM = "2"
"""Seconds between two checks of a page, where many pages are checked."""

FEW = 45
FEW_ANSWERS = 3
"""To sixty who ask at once: one to those of whom the bot knew when it began, and one for each time that it asked anew."""

BUNCHED = 3
"""A machine with much other work can hold messages up and let them go together, which the stand-in then refuses."""


async def test_a_broadcast_keeps_to_thirty_a_second_and_a_reply_does_not_wait_for_its_end(world: JourneyWorld) -> None:
    people = [world.telegram.person(2000 + number) for number in range(FEW)]
    world.sites.put(WAITING)
    await world.start()
    await world.ask("/list")
    for person in people:
        world.telegram.say(person, f"/follow {ID}")
    await world.stored("SELECT 1 FROM follows", FEW)
    await world.telegram.wait_until(lambda: len(world.telegram.called("sendMessage")) >= FEW)
    await world.stop()
    limits = world.telegram.enforce_limits()
    world.sites.answer(ID, ANSWER)
    await world.start(**TRUE_LIMITS)
    await world.telegram.wait_until(lambda: limits.taken >= 10)
    assert "Aucune question" in (await world.ask("/list")).text
    assert sum(world.count(ANSWERED, person.id) for person in people) < FEW
    for person in people:
        await world.alert(ANSWERED, chat=person.id)
    assert len(limits.refused) <= BUNCHED


async def test_a_group_gets_twenty_messages_a_minute_and_holds_up_nobody_meanwhile(world: JourneyWorld) -> None:
    group = world.telegram.group(-100500, "Digues", admins=[world.camille])
    questions = [replace(WAITING, id=QuestionId.of_legislature(17, number)) for number in range(1, 26)]
    for question in questions:
        world.sites.put(question)
    await world.start(WATCH_INTERVAL=SELDOM)
    for question in questions:
        await world.ask(f"/follow {question.id}", chat=group)
    await world.stop()
    execute(f"sqlite:///{world.file}", "DELETE FROM updates")  # as if these replies were sent more than a minute ago
    limits = world.telegram.enforce_limits(QUICKLY)
    for question in questions:  # by their pages, one by one, so that each is a message of its own
        world.sites.answer(question.id, ANSWER)
    await world.start(TELEGRAM_PACE=str(QUICKLY), WATCH_INTERVAL=SELDOM)
    await world.stored("SELECT 1 FROM outbox WHERE kind = 'answered'", len(questions))
    async with patience("what a group gets in a minute"):
        while world.count(ANSWERED, group.id) < IN_A_MINUTE:
            await world.ask("/list")
            await asyncio.sleep(1.1 / QUICKLY)
    assert "Aucune question" in (await world.ask("/list")).text
    came = [message.at for message in world.telegram.messages(group.id) if ANSWERED in message.text]
    assert sum(at - came[0] < 60 / QUICKLY - 1 for at in came) <= IN_A_MINUTE
    assert len(limits.refused) <= BUNCHED


async def test_a_list_that_a_group_asks_for_sixty_times_at_once_is_sent_a_few_times_and_holds_up_no_alert(
    world: JourneyWorld,
) -> None:
    members = [world.camille, *(world.telegram.person(number) for number in (1002, 1003))]
    group = world.telegram.group(-100500, "Digues", admins=[world.camille], members=members[1:])
    world.sites.put(WAITING)
    await world.start()
    await world.ask(f"/follow {ID}", chat=group)
    await world.stop()
    for _ in range(20):
        for member in members:
            world.telegram.say(member, "/list", chat=group)
    limits = world.telegram.enforce_limits()
    await world.start(**TRUE_LIMITS)
    await world.alert("1 question suivie", group.id)
    world.sites.answer(ID, ANSWER)
    await world.alert(ANSWERED, group.id)
    await world.stored("SELECT 1 FROM updates WHERE handled_at IS NULL", 0)
    assert world.count("1 question suivie", group.id) <= FEW_ANSWERS
    assert len(limits.refused) <= BUNCHED


async def test_a_wait_that_telegram_asked_for_holds_after_a_restart_for_replies_too(world: JourneyWorld) -> None:
    await world.start(**TRUE_LIMITS)
    await world.ask("/list")
    world.telegram.fail_next("sendMessage", chat_id=1001, status=429, retry_after=6)
    world.telegram.say(world.camille, "/list")
    await world.stored("SELECT 1 FROM chats WHERE flooded_until IS NOT NULL", 1)
    (refused,) = world.telegram.called("sendMessage", 1001)[1:]
    await world.kill()
    await world.start(**TRUE_LIMITS)
    other = world.telegram.person(1002)
    assert "Aucune question" in (await world.ask("/list", other)).text
    await world.telegram.wait_until(lambda: len(world.telegram.called("sendMessage", 1001)) == 3)
    assert world.telegram.called("sendMessage", 1001)[2].at - refused.at > 5.9


async def test_a_wait_that_is_asked_for_with_updates_is_heeded_and_delays_nothing_that_is_sent(
    world: JourneyWorld,
) -> None:
    await world.followed(WAITING)
    world.telegram.fail_next("getUpdates", times=1, status=429, retry_after=600)
    before = len(world.telegram.called("getUpdates"))
    world.telegram.say(world.camille, "/list")  # ends the present poll
    await world.telegram.wait_until(lambda: len(world.telegram.called("getUpdates")) > before)
    refused = world.telegram.called("getUpdates")[-1]
    world.sites.answer(ID, ANSWER)
    await world.alert(ANSWERED)
    assert world.telegram.called("getUpdates")[-1] is refused  # the poll still waits when the alert has come
