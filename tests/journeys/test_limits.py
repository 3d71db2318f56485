"""Throttling of people who ask too much, and instances that serve only some chats."""

import sqlite3
from contextlib import closing
from dataclasses import replace

from bot.core.question import QuestionId
from bot.standins.telegram.chats import Person
from bot.standins.telegram.inline import InlineAnswer
from tests.journeys.world import JourneyWorld
from tests.support.examples import ANSWER, ID, WAITING

ANSWERED = "✅ Réponse publiée\n"


def questions(world: JourneyWorld, *numbers: int) -> None:
    for number in numbers:
        world.sites.put(replace(WAITING, id=QuestionId.of_legislature(17, number)))


def known_chats(world: JourneyWorld) -> list[int]:
    with closing(sqlite3.connect(world.folder / "guetteur.db")) as database:
        return [chat for (chat,) in database.execute("SELECT id FROM chats ORDER BY id")]


async def test_a_chat_that_follows_as_many_as_it_may_is_told_wherever_it_follows_more(world: JourneyWorld) -> None:
    questions(world, 1, 2, 3, 4)
    await world.start(MOST_FOLLOWS="2", WATCH_INTERVAL="3600")
    world.telegram.say(world.camille, "/follow 17/1 17/2 17/3 17/4")
    left_out = await world.alert("n’ont pas été suivies")
    assert left_out.text.startswith("2 questions n’ont pas été suivies\u00a0: 2 le sont déjà ici")
    assert "n°\u00a03" in left_out.text and "n°\u00a04" in left_out.text
    assert world.count("Vous suivez maintenant") == 2
    assert "n’a pas été suivie" in (await world.ask("/follow 17/3")).text
    assert "Vous suivez déjà" in (await world.ask("/follow 17/2")).text
    card = await world.ask("/start qan17-3")
    world.telegram.press(world.camille, card, "👁 Suivre")
    await world.telegram.wait_until(lambda: world.telegram.answers)
    assert "c’est le maximum" in (world.telegram.answers[-1].text or "")
    assert world.telegram.answers[-1].show_alert
    assert "2 questions suivies" in (await world.ask("/list")).text
    await world.ask("/unfollow 17/1")
    assert "Vous suivez maintenant" in (await world.ask("/follow 17/3")).text


async def test_one_command_too_many_is_answered_with_when_to_go_on_and_the_next_with_silence(
    world: JourneyWorld,
) -> None:
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


async def test_help_and_forget_are_answered_within_reason_to_a_person_who_asked_for_too_much(
    world: JourneyWorld,
) -> None:
    await world.start(COMMANDS_A_MINUTE="1")
    assert "Aucune question" in (await world.ask("/list")).text
    assert "Doucement" in (await world.ask("/list")).text
    for text, words in (
        ("/help", "Guetteur surveille"),
        ("/aide@guetteur_demo_bot", "Guetteur surveille"),
        ("/start", "Je surveille"),
        ("/start help", "Guetteur surveille"),
        ("/confidentialite", "Ce que je garde"),
        ("/oublier", "Tout effacer"),
    ):
        answered = await world.ask(text)
        assert words in answered.text, text
    for _ in range(3):
        await world.forged(answered, "list:1")
    assert "Doucement" in await world.forged(answered, "list:1")
    world.telegram.press(world.camille, answered, "🗑 Tout effacer")
    await world.stored("SELECT 1 FROM chats", rows=0)
    for _ in range(3):
        assert "surveille" in (await world.ask("/help")).text
    # The commands that are always answered have a limit too, of which people are told as well.
    assert "Doucement" in (await world.ask("/help")).text


async def test_the_first_thing_after_the_wait_is_answered_and_the_next_one_too_many_is_told_anew(
    world: JourneyWorld,
) -> None:
    await world.start(COMMANDS_A_MINUTE="2")
    at = 1_795_000_000

    async def asked(second: int) -> str:
        number = world.telegram.say(world.camille, "/list", date=at + second)
        return (await world.telegram.wait_for(1001, lambda _: True, after=number)).text

    assert "Aucune question" in await asked(0)
    assert "Aucune question" in await asked(30)
    assert "Réessayez dans 25 secondes" in await asked(35)
    assert "Aucune question" in await asked(60)
    assert "Réessayez dans 29 secondes" in await asked(61)
    assert "Aucune question" in await asked(90)


async def test_a_person_is_told_to_slow_down_in_the_language_that_they_chose(world: JourneyWorld) -> None:
    await world.start(COMMANDS_A_MINUTE="2")
    shown = await world.ask("/settings")
    await world.forged(shown, "set:language:en")
    assert "followed" in (await world.ask("/list")).text
    assert "Slow down" in (await world.ask("/list")).text


async def test_buttons_have_an_allowance_of_their_own(world: JourneyWorld) -> None:
    world.sites.put(WAITING)
    await world.start(COMMANDS_A_MINUTE="1")
    card = await world.ask("/follow 4321")
    for _ in range(3):
        assert await world.forged(card, "mute:an17-4321")
    assert "Doucement" in await world.forged(card, "mute:an17-4321")
    assert world.telegram.answers[-1].show_alert
    # Each press is answered, but a box that must be closed is not shown again and again.
    for _ in range(3):
        assert "Doucement" in await world.forged(card, "mute:an17-4321")
        assert not world.telegram.answers[-1].show_alert


async def test_the_members_of_a_group_count_each_for_themselves_and_its_anonymous_administrators_as_one(
    world: JourneyWorld,
) -> None:
    group = world.telegram.group(-100600, "Digues", admins=[world.camille])
    await world.start(COMMANDS_A_MINUTE="1")
    assert "Aucune question" in (await world.ask("/list", chat=group)).text
    assert "Doucement" in (await world.ask("/list")).text
    for words in ("Aucune question", "Doucement"):
        number = world.telegram.say_anonymously(group, "/list")
        assert words in (await world.telegram.wait_for(group.id, lambda _: True, after=number)).text


async def test_commands_that_waited_for_a_bot_that_was_away_are_no_burst(world: JourneyWorld) -> None:
    await world.start(COMMANDS_A_MINUTE="1")
    for minute, text in enumerate(("/list", "/follow", "/list", "/follow")):
        world.telegram.say(world.camille, text, date=1_795_000_000 + 61 * minute)
    await world.telegram.wait_count(1001, 4)
    assert world.count("Aucune question") == 2 and world.count("Doucement") == 0


async def test_a_private_instance_tells_strangers_their_number_once_and_keeps_nothing_of_them(
    world: JourneyWorld,
) -> None:
    asked = ("/follow 4321", "bonjour", "/forget", "/canal")
    strangers = [world.telegram.person(1002 + at, first_name="Dominique") for at in range(len(asked))]
    world.sites.put(WAITING)
    await world.start(ALLOWED_CHATS="1001")
    for text, stranger in zip(asked, strangers, strict=True):
        refused = await world.ask(text, stranger)
        assert "Ce bot est privé" in refused.text and str(stranger.id) in refused.text, text
    for text in asked:
        world.telegram.say(strangers[0], text)
    for _ in range(2):
        assert "Ce bot est privé" in await world.forged(refused, "list:1", strangers[-1])
    assert "Vous suivez maintenant" in (await world.ask("/follow 4321")).text
    await world.stored("SELECT 1 FROM updates WHERE handled_at IS NULL", rows=0)
    assert [len(world.texts(stranger.id)) for stranger in strangers] == [1] * len(strangers)
    assert known_chats(world) == [1001]


async def test_a_group_of_strangers_that_adds_the_bot_again_and_again_is_left_without_a_word(
    world: JourneyWorld,
) -> None:
    stranger = world.telegram.person(1002, first_name="Dominique")
    theirs = world.telegram.group(-100601, "Ailleurs", admins=[stranger])
    theirs.bot_status = "left"
    await world.start(ALLOWED_CHATS="1001")
    for _ in range(3):
        world.telegram.change_membership(theirs, "member", by=stranger)
        await world.telegram.wait_until(lambda: theirs.bot_status == "left")
    assert world.count("Ce bot est privé", theirs.id) == len(world.texts(theirs.id)) == 1


async def test_a_group_that_becomes_a_supergroup_stays_admitted_after_a_start_too(world: JourneyWorld) -> None:
    group = world.telegram.group(-500, "Digues", admins=[world.camille])
    world.sites.put(WAITING)
    await world.start(ALLOWED_CHATS="-500", ADMIN_CHAT_ID="1001")
    await world.ask(f"/follow {ID}", chat=group)
    new = world.telegram.migrate(-500, -100500, tell=True)
    await world.stored("SELECT 1 FROM reports WHERE kind = 'moved'", rows=1)
    await world.logged("put its new number -100500 in the place of -500")
    await world.stop()
    await world.start(ALLOWED_CHATS="-500", ADMIN_CHAT_ID="1001")
    told = await world.alert("est devenu un supergroupe")
    assert "-100500" in told.text and "-500" in told.text
    assert "1 question suivie" in (await world.ask("/list", chat=new)).text
    await world.stop()
    # It is not, once the operator has taken the chat off the list.
    await world.start(ALLOWED_CHATS="1001")
    assert "Ce bot est privé" in (await world.ask("/list", chat=new)).text


async def test_a_group_that_moved_unnoticed_is_still_commanded_from_private_chat(world: JourneyWorld) -> None:
    group = world.telegram.group(-500, "Digues", admins=[world.camille])
    await world.start(ALLOWED_CHATS="1001,-500")
    world.telegram.forge_shared(world.camille, 2, group)
    await world.alert("Vous gérez maintenant")
    world.telegram.migrate(-500, -100500)
    assert (await world.ask("/list")).text.startswith("👥 «\u00a0Digues\u00a0»")


async def test_a_private_instance_leaves_a_group_of_strangers_and_stays_in_its_own(world: JourneyWorld) -> None:
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


async def test_a_private_instance_commands_no_channel_that_it_is_not_for(world: JourneyWorld) -> None:
    channel = world.telegram.channel(-100700, "Digues en direct", admins=[world.camille])
    await world.start(ALLOWED_CHATS="1001")
    world.telegram.forge_shared(world.camille, 1, channel)
    assert "-100700" in (await world.alert("Ce bot est privé")).text
    assert "Ce bot est privé" in await world.forged(await world.ask("/list"), "list:1@-100700")
    assert known_chats(world) == [1001]


async def test_the_operator_is_always_allowed(world: JourneyWorld) -> None:
    await world.start(ALLOWED_CHATS="5", ADMIN_CHAT_ID="1001")
    assert "Aucune question" in (await world.ask("/list")).text


async def test_alerts_for_a_chat_that_is_no_longer_allowed_wait_until_it_is_again(
    world: JourneyWorld,
) -> None:
    await world.followed(WAITING)
    other = world.telegram.person(1002, first_name="Dominique")
    await world.ask("/follow 4321", other)
    await world.stop()
    world.sites.answer(ID, ANSWER)
    await world.start(ALLOWED_CHATS="1001")
    await world.alert(ANSWERED)
    await world.checks_of_both(ID, 2)
    assert world.count(ANSWERED, other.id) == 0
    await world.stop()
    await world.start()
    await world.alert(ANSWERED, other.id)


async def test_a_person_who_types_too_much_inline_is_offered_nothing_for_a_while_and_others_as_before(
    world: JourneyWorld,
) -> None:
    other = world.telegram.person(1002, first_name="Dominique")
    await world.followed(WAITING, COMMANDS_A_MINUTE="2")

    async def typed(person: Person) -> InlineAnswer:
        return await world.telegram.inline_answer(world.telegram.inline(person, "4321"))

    offered = [await typed(world.camille) for _ in range(14)]
    assert [len(each.results) for each in offered] == [1] * 12 + [0, 0]
    assert (offered[-1].cache_time, offered[-1].is_personal) == (5, True)
    text, start = offered[-1].button or ("", "")
    assert text.startswith("Trop de recherches\u00a0: réessayez dans ") and start == "help"
    assert len((await typed(other)).results) == 1
    assert "1 question suivie" in (await world.ask("/list")).text


async def test_a_stranger_who_types_too_much_inline_is_answered_no_more(world: JourneyWorld) -> None:
    stranger = world.telegram.person(1002, first_name="Dominique")
    await world.start(ALLOWED_CHATS="1001", COMMANDS_A_MINUTE="1")
    for number in range(6):
        await world.telegram.inline_answer(world.telegram.inline(stranger, str(number)))
    for number in range(6, 9):
        world.telegram.inline(stranger, str(number))
    await world.stored("SELECT 1 FROM updates WHERE handled_at IS NULL", rows=0)
    assert len(world.telegram.called("answerInlineQuery")) == 6


async def test_a_private_instance_offers_strangers_nothing_inline(world: JourneyWorld) -> None:
    stranger = world.telegram.person(1002, first_name="Dominique")
    await world.followed(WAITING, ALLOWED_CHATS="1001")
    offered = [
        await world.telegram.inline_answer(world.telegram.inline(who, "4321")) for who in (stranger, world.camille)
    ]
    assert [len(each.results) for each in offered] == [0, 1]
    assert [each.button for each in offered] == [("Ce bot est privé. En savoir plus", "help"), None]
    assert "Ce bot est privé" in (await world.ask("/start help", stranger)).text
    assert known_chats(world) == [1001]
