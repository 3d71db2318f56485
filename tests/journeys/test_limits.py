"""How much is too much, and for whom an instance is."""

import sqlite3
from contextlib import closing
from dataclasses import replace

from bot.core.question import QuestionId
from tests.examples import ANSWER, ID, WAITING
from tests.journeys.world import World

ANSWERED = "✅ Réponse publiée\n"


def questions(world: World, *numbers: int) -> None:
    for number in numbers:
        world.sites.put(replace(WAITING, id=QuestionId(17, number)))


def known_chats(world: World) -> list[int]:
    with closing(sqlite3.connect(world.folder / "guetteur.db")) as database:
        return [chat for (chat,) in database.execute("SELECT id FROM chats ORDER BY id")]


async def test_a_chat_that_follows_as_many_as_it_may_is_told_wherever_it_follows_more(world: World) -> None:
    questions(world, 1, 2, 3, 4)
    await world.start(MOST_FOLLOWS="2", WATCH_INTERVAL="3600")
    world.telegram.say(world.camille, "/follow 17/1 17/2 17/3 17/4")
    left_out = await world.alert("n’ont pas été suivies")
    assert left_out.text.startswith("2 questions n’ont pas été suivies\u00a0: 2 le sont déjà ici")
    assert "n°\u00a03" in left_out.text and "n°\u00a04" in left_out.text
    assert world.count("Vous suivez maintenant") == 2
    assert "n’a pas été suivie" in (await world.ask("/follow 17/3")).text
    assert "Vous suivez déjà" in (await world.ask("/follow 17/2")).text
    card = await world.ask("/start q17-3")
    world.telegram.press(world.camille, card, "👁 Suivre")
    await world.telegram.wait_until(lambda: world.telegram.answers)
    assert "c’est le plus possible" in (world.telegram.answers[-1].text or "")
    assert world.telegram.answers[-1].show_alert
    assert "2 questions suivies" in (await world.ask("/list")).text
    await world.ask("/unfollow 17/1")
    assert "Vous suivez maintenant" in (await world.ask("/follow 17/3")).text


async def test_one_command_too_many_is_answered_with_when_to_go_on_and_the_next_with_silence(world: World) -> None:
    other = world.telegram.person(1002, first_name="Dominique")
    await world.start(COMMANDS_A_MINUTE="3")
    for _ in range(3):
        assert "Aucune question" in (await world.ask("/list")).text
    assert "Doucement" in (await world.ask("/list")).text
    before = len(world.texts())
    for text in ("/list", "bonjour", "/nonsense"):
        world.telegram.say(world.camille, text)
    assert "Aucune question" in (await world.ask("/list", other)).text
    await world.stored("SELECT 1 FROM updates WHERE handled_at IS NULL", rows=0)
    assert len(world.texts()) == before


async def test_buttons_have_an_allowance_of_their_own(world: World) -> None:
    world.sites.put(WAITING)
    await world.start(COMMANDS_A_MINUTE="1")
    card = await world.ask("/follow 4321")
    for _ in range(3):
        assert await world.forged(card, "mute:17-4321")
    assert "Doucement" in await world.forged(card, "mute:17-4321")
    assert world.telegram.answers[-1].show_alert
    assert await world.forged(card, "mute:17-4321") == ""


async def test_the_members_of_a_group_count_each_for_themselves_and_its_anonymous_administrators_as_one(
    world: World,
) -> None:
    group = world.telegram.group(-100600, "Digues", admins=[world.camille])
    await world.start(COMMANDS_A_MINUTE="1")
    assert "Aucune question" in (await world.ask("/list", chat=group)).text
    assert "Doucement" in (await world.ask("/list")).text
    for words in ("Aucune question", "Doucement"):
        number = world.telegram.say_anonymously(group, "/list")
        assert words in (await world.telegram.wait_for(group.id, lambda _: True, after=number)).text


async def test_what_waited_for_a_bot_that_was_away_is_no_burst(world: World) -> None:
    await world.start(COMMANDS_A_MINUTE="1")
    for minute in range(4):
        world.telegram.say(world.camille, "/list", date=1_795_000_000 + 61 * minute)
    await world.telegram.wait_count(1001, 4)
    assert world.count("Aucune question") == 4


async def test_a_private_instance_tells_strangers_their_number_and_keeps_nothing_of_them(world: World) -> None:
    stranger = world.telegram.person(1002, first_name="Dominique")
    world.sites.put(WAITING)
    await world.start(ALLOWED_CHATS="1001")
    for text in ("/follow 4321", "bonjour", "/forget", "/canal"):
        refused = await world.ask(text, stranger)
        assert "Ce bot est privé" in refused.text and "1002" in refused.text, text
    assert "Vous suivez maintenant" in (await world.ask("/follow 4321")).text
    assert known_chats(world) == [1001]


async def test_a_private_instance_leaves_a_group_of_strangers_and_stays_in_its_own(world: World) -> None:
    stranger = world.telegram.person(1002, first_name="Dominique")
    theirs = world.telegram.group(-100601, "Ailleurs", admins=[stranger])
    ours = world.telegram.group(-100600, "Digues", admins=[stranger])
    channel = world.telegram.channel(-100701, "Ailleurs", admins=[stranger])
    for chat in (theirs, ours, channel):
        chat.bot_status = "left"
    world.sites.put(WAITING)
    await world.start(ALLOWED_CHATS="1001,-100600")
    for chat, status in ((theirs, "member"), (channel, "administrator"), (ours, "member")):
        world.telegram.change_membership(chat, status, by=stranger)
    for chat in (theirs, channel):
        assert str(chat.id) in (await world.alert("Ce bot est privé", chat.id)).text
    await world.telegram.wait_until(lambda: (theirs.bot_status, channel.bot_status) == ("left", "left"))
    await world.alert("Je surveille", ours.id)
    assert "suivie ici" in (await world.ask("/follow 4321", stranger, ours)).text
    assert ours.bot_status == "member"
    assert known_chats(world) == [ours.id]


async def test_a_private_instance_commands_no_channel_that_it_is_not_for(world: World) -> None:
    channel = world.telegram.channel(-100700, "Digues en direct", admins=[world.camille])
    await world.start(ALLOWED_CHATS="1001")
    world.telegram.forge_shared(world.camille, 1, channel)
    assert "-100700" in (await world.alert("Ce bot est privé")).text
    assert "Ce bot est privé" in await world.forged(await world.ask("/list"), "list:1@-100700")
    assert known_chats(world) == [1001]


async def test_the_operator_is_always_allowed(world: World) -> None:
    await world.start(ALLOWED_CHATS="5", ADMIN_CHAT_ID="1001")
    assert "Aucune question" in (await world.ask("/list")).text


async def test_what_waits_for_a_chat_that_is_no_longer_allowed_is_not_sent_until_it_is_again(world: World) -> None:
    await world.followed(WAITING)
    other = world.telegram.person(1002, first_name="Dominique")
    await world.ask("/follow 4321", other)
    await world.stop()
    world.sites.answer(ID, ANSWER)
    await world.start(ALLOWED_CHATS="1001")
    await world.alert(ANSWERED)
    await world.looks_at_both(ID, 2)
    assert world.count(ANSWERED, other.id) == 0
    await world.stop()
    await world.start()
    await world.alert(ANSWERED, other.id)


async def test_a_private_instance_offers_strangers_nothing_inline(world: World) -> None:
    stranger = world.telegram.person(1002, first_name="Dominique")
    await world.followed(WAITING, ALLOWED_CHATS="1001")
    offered = [
        await world.telegram.inline_answer(world.telegram.inline(who, "4321")) for who in (stranger, world.camille)
    ]
    assert [len(each.results) for each in offered] == [0, 1]
    assert known_chats(world) == [1001]
