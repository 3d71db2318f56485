"""Telegram's own list of chats is offered in private chat, to choose the channel or group to command."""

from tests.journeys.delegating import CHANNEL, NAMED, choose, forge_choice, the_channel
from tests.journeys.world import JourneyWorld
from tests.support.examples import WAITING


async def test_telegrams_own_list_of_chats_is_offered_below_the_message(world: JourneyWorld) -> None:
    await world.start()
    assert "Choisissez un canal ou un groupe" in (await world.ask("/canal")).text
    sent = world.telegram.called("sendMessage")[-1].params["reply_markup"]
    (channel,), (group,), (cancel,) = sent["keyboard"]
    assert cancel == {"text": "Annuler"}
    assert channel["request_chat"]["chat_is_channel"] is True
    assert channel["request_chat"]["request_title"] is True
    assert channel["request_chat"]["user_administrator_rights"]["can_post_messages"] is True
    wanted = {name for name, value in channel["request_chat"]["bot_administrator_rights"].items() if value}
    held = {name for name, value in channel["request_chat"]["user_administrator_rights"].items() if value}
    assert wanted <= held
    assert group["request_chat"]["chat_is_channel"] is False
    assert group["request_chat"]["bot_is_member"] is True
    assert group["request_chat"]["user_administrator_rights"]["can_manage_chat"] is True


def keyboards(world: JourneyWorld) -> list[str]:
    """The changes that the bot's messages made to Camille's keyboard, in order."""
    sent = world.telegram.messages(1001)
    return ["put" if each.reply_keyboard else "gone" for each in sent if each.reply_keyboard or each.removes_keyboard]


async def test_a_person_who_cancels_the_choice_is_told_so_and_gets_their_keyboard_back(world: JourneyWorld) -> None:
    channel = the_channel(world)
    await world.start()
    await world.ask("/canal")
    cancelled = await world.ask("Annuler")
    assert (cancelled.text, cancelled.removes_keyboard) == ("Choix annulé.", True)
    await choose(world, channel)
    which = await world.ask("/canal")
    world.telegram.press(world.camille, which, "Choisir une autre conversation")
    await world.telegram.wait_until(lambda: world.telegram.messages(1001)[-1].reply_keyboard)
    assert (await world.ask("Cancel")).text == "Choix annulé."
    assert keyboards(world) == ["put", "gone", "put", "gone", "put", "gone"]
    assert (await world.ask("/list")).text.startswith(NAMED), "the chat that was chosen before stays chosen"


async def test_any_other_message_removes_the_keys_first_and_is_answered(world: JourneyWorld) -> None:
    world.sites.put(WAITING)
    await world.start()
    for text, answer in (
        ("/list", "Aucune question n’est suivie"),
        ("4321", "En attente"),
        ("/nothing", "Je ne connais"),
    ):
        offer = await world.ask("/canal")
        assert offer.reply_keyboard
        world.telegram.say(world.camille, text)
        await world.alert(answer)
        before, last = world.telegram.messages(1001)[-2:]
        assert (before.text, before.removes_keyboard) == ("Choix annulé.", True)
        assert answer in last.text and not last.removes_keyboard
    assert keyboards(world) == ["put", "gone"] * 3
    await world.ask("/list")
    assert keyboards(world) == ["put", "gone"] * 3


async def test_the_command_given_again_leaves_one_keyboard_or_none(world: JourneyWorld) -> None:
    channel = the_channel(world)
    await world.start()
    for _ in range(2):
        assert (await world.ask("/canal")).reply_keyboard
    world.telegram.forge_shared(world.camille, 1, channel)
    await world.alert("Vous gérez maintenant")
    which = await world.ask("/canal")
    world.telegram.press(world.camille, which, "Choisir une autre conversation")
    await world.telegram.wait_until(lambda: world.telegram.messages(1001)[-1].reply_keyboard)
    world.telegram.say(world.camille, "/canal")
    await world.telegram.wait_until(lambda: world.count("Vous gérez cette conversation d’ici.") == 2)
    assert keyboards(world) == ["put", "put", "gone", "put", "gone"]


async def test_a_channel_that_cannot_be_chosen_takes_the_keys_with_it(world: JourneyWorld) -> None:
    channel = the_channel(world)
    channel.bot_status = "member"
    await world.start()
    await world.ask("/canal")
    refused = await forge_choice(world, channel)
    assert "donnez-m’y le droit" in refused.text and refused.removes_keyboard


async def test_a_bot_that_is_not_in_the_channel_is_added_by_choosing_it(world: JourneyWorld) -> None:
    channel = the_channel(world)
    channel.bot_status = "left"
    world.sites.put(WAITING)
    await world.start()
    assert (await choose(world, channel)).text.startswith(NAMED)
    await world.alert("Je surveille", CHANNEL)
    assert "suivie ici" in (await world.ask("/follow 4321")).text
