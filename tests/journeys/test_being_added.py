"""The bot is added to groups and channels: it introduces itself once, or tells the person that it cannot write there."""

from itertools import permutations

import pytest
import pytest_asyncio

from tests.journeys.shared import TOGETHER, SharedBot, begin, own_channel, own_group
from tests.journeys.world import JourneyWorld
from tests.support.examples import ANSWER, ID, WAITING

ANSWERED = "✅ Réponse publiée\n"


@pytest_asyncio.fixture(loop_scope="module")
async def together(shared_bot: SharedBot) -> JourneyWorld:
    """The bot that tests share."""
    return await shared_bot.world(begin)


@TOGETHER
async def test_a_group_that_takes_the_bot_in_is_told_in_three_lines_what_it_does(together: JourneyWorld) -> None:
    group = together.telegram.group(own_group(together), "Digues", admins=[together.camille])
    group.bot_status = "left"
    together.telegram.change_membership(group, "member")
    words = await together.alert("Je surveille des questions écrites", group.id)
    assert len(words.text.splitlines()) == 3
    assert "/suivre 12432" in words.text and "administrateurs du groupe" in words.text
    assert together.texts() == []


@TOGETHER
async def test_the_words_are_in_the_language_of_the_person_who_added_it(together: JourneyWorld) -> None:
    john = together.telegram.person(1002, first_name="John", language_code="en-GB")
    channel = together.telegram.channel(own_channel(together), "Dykes", admins=[john])
    channel.bot_status = "left"
    together.telegram.change_membership(channel, "administrator")
    assert "Those who post in the channel" in (await together.alert("I watch", channel.id)).text


@TOGETHER
@pytest.mark.parametrize("order", list(permutations(["join", "old", "new"])), ids="-".join)
async def test_a_group_that_becomes_a_supergroup_keeps_its_language_and_is_not_welcomed_again(
    together: JourneyWorld, order: tuple[str, ...]
) -> None:
    john = together.telegram.person(1002, first_name="John", language_code="en-GB")
    group = together.telegram.group(-together.camille.id, "Digues", admins=[together.camille])
    together.sites.put(WAITING)
    await together.ask("/follow 4321", chat=group)
    successor = together.telegram.migrate(group.id, own_group(together))
    successor.bot_status = "left"
    tell = {
        "join": lambda: together.telegram.change_membership(successor, "member", john),
        "old": lambda: together.telegram.notice(group, {"migrate_to_chat_id": successor.id}, john),
        "new": lambda: together.telegram.notice(successor, {"migrate_from_chat_id": group.id}, john),
    }
    for each in order:
        tell[each]()
    listed = await together.ask("/list", chat=successor)
    assert "1 question suivie" in listed.text
    assert [text.splitlines()[0] for text in together.texts(successor.id)] == [listed.text.splitlines()[0]]


@TOGETHER
async def test_a_change_of_rights_and_a_person_who_comes_back_are_told_nothing(together: JourneyWorld) -> None:
    group = together.telegram.group(own_group(together), "Digues", admins=[together.camille])
    for status in ("administrator", "member", "restricted", "member"):
        together.telegram.change_membership(group, status)
    together.telegram.change_membership(together.camille, "kicked")
    together.telegram.change_membership(together.camille, "member")
    assert "Aucune question" in (await together.ask("/list")).text
    await together.ask("/list", chat=group)
    assert (len(together.texts()), len(together.texts(group.id))) == (1, 1)


@TOGETHER
async def test_the_person_who_added_the_bot_where_it_cannot_write_is_told_which_right_is_missing(
    together: JourneyWorld,
) -> None:
    group = together.telegram.group(own_group(together), "Digues <b>& co", admins=[together.camille])
    group.bot_status = "left"
    together.telegram.change_membership(group, "restricted")
    told = await together.alert("le droit d’envoyer des messages")
    assert told.text.startswith("👥 «\u00a0Digues <b>& co\u00a0»")
    together.sites.put(WAITING)
    together.telegram.restrict(group.id, can_send=True)
    assert "suivie ici" in (await together.ask("/follow 4321", chat=group)).text


async def test_a_person_who_never_wrote_to_the_bot_gets_no_message(world: JourneyWorld) -> None:
    stranger = world.telegram.person(1002, first_name="Dominique")
    stranger.bot_status = "kicked"
    channel = world.telegram.channel(-100700, "Digues en direct", admins=[stranger])
    channel.bot_status = "left"
    await world.start()
    world.telegram.fail_next(
        "sendMessage",
        chat_id=channel.id,
        status=400,
        description="Bad Request: need administrator rights in the channel chat",
    )
    world.telegram.change_membership(channel, "administrator")
    await world.telegram.wait_until(lambda: world.telegram.called("sendMessage", stranger.id))
    await world.stored("SELECT 1 FROM updates WHERE handled_at IS NULL", rows=0)
    assert len(world.telegram.called("sendMessage", stranger.id)) == 1
    assert "Aucune question" in (await world.ask("/list")).text


async def test_an_update_that_is_replayed_greets_once(world: JourneyWorld) -> None:
    group = world.telegram.group(-100600, "Digues", admins=[world.camille])
    group.bot_status = "left"
    await world.start()
    world.telegram.fail_next("sendMessage", chat_id=group.id, status=500)
    world.telegram.change_membership(group, "member")
    await world.alert("Je surveille", group.id)
    await world.stored("SELECT 1 FROM updates WHERE handled_at IS NULL", rows=0)
    await world.kill()
    await world.start()
    await world.ask("/list", chat=group)
    assert world.count("Je surveille", group.id) == 1


async def test_a_reply_into_a_group_that_moved_reaches_the_supergroup_with_all_that_it_follows(
    world: JourneyWorld,
) -> None:
    group = world.telegram.group(-500, "Digues", admins=[world.camille])
    world.sites.put(WAITING)
    await world.start()
    await world.ask("/follow 4321", chat=group)
    world.telegram.say(world.camille, "/list", group)
    world.telegram.migrate(-500, -100500)
    assert "Entretien des digues" in (await world.alert("1 question suivie", -100500)).text
    world.sites.answer(ID, ANSWER)
    await world.alert(ANSWERED, -100500)


async def test_a_button_of_the_old_group_still_works_in_the_supergroup(world: JourneyWorld) -> None:
    group = world.telegram.group(-500, "Digues", admins=[world.camille])
    world.sites.put(WAITING)
    await world.start()
    card = await world.ask("/follow 4321", chat=group)
    new = world.telegram.migrate(-500, -100500)
    world.telegram.press(world.camille, card, "Ne plus suivre")
    await world.telegram.wait_until(lambda: world.telegram.answers)
    assert "plus d’alerte" in (world.telegram.answers[-1].text or "")
    assert "Aucune question n’est suivie" in (await world.ask("/list", chat=new)).text


async def test_both_notices_of_a_move_take_everything_along_once(world: JourneyWorld) -> None:
    group = world.telegram.group(-500, "Digues", admins=[world.camille])
    world.sites.put(WAITING)
    await world.start()
    await world.ask("/follow 4321", chat=group)
    new = world.telegram.migrate(-500, -100500, tell=True)
    await world.stored("SELECT 1 FROM chats WHERE id = -100500", rows=1)
    assert "Entretien des digues" in (await world.ask("/list", chat=new)).text
    await world.stored("SELECT 1 FROM chats WHERE id = -500", rows=0)
