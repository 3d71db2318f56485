"""Abilities that are switched on or off at BotFather: what people and the operator are told of them."""

import pytest

from bot.standins.telegram.messages import ShownButton
from tests.journeys.world import JourneyWorld


async def test_how_to_search_is_said_with_the_bots_name_and_a_button_that_begins(world: JourneyWorld) -> None:
    john = world.telegram.person(1002, first_name="John", language_code="en")
    await world.start(ADMIN_CHAT_ID="1001")
    name = f"@{world.telegram.username}"
    for text, person, label, words in (
        ("/aide", world.camille, "🔎 Chercher par mots", ""),
        ("/start help", world.camille, "🔎 Chercher par mots", ""),
        ("/help", john, "🔎 Search by words", ""),
        ("bla " * 100, john, "🔎 Search by words", ""),
    ):
        said = await world.ask(text, person)
        assert name in said.text
        assert said.all_buttons == [ShownButton(label, words, is_search=True)]
    assert "BotFather" not in world.log.read_text()
    assert world.count("BotFather") == 0


async def test_no_button_writes_for_the_readers_of_a_channel(world: JourneyWorld) -> None:
    channel = world.telegram.channel(-100700, "Digues en direct", admins=[world.camille])
    await world.start()
    world.telegram.post(channel, "/aide")
    assert (await world.alert("Guetteur surveille", channel.id)).all_buttons == []


async def test_where_inline_mode_is_off_nobody_is_sent_to_it_and_the_operator_is_told_once_how_to_switch_it_on(
    world: JourneyWorld,
) -> None:
    world.telegram.state.abilities["supports_inline_queries"] = False
    for _ in range(2):
        await world.start(ADMIN_CHAT_ID="1001")
        for text in ("/help", "bla " * 100):
            number = world.telegram.say(world.camille, text)
            words = "Guetteur surveille" if text == "/help" else "Envoyez-moi le numéro"
            said = await world.telegram.wait_for(1001, words, after=number)
            assert world.telegram.username not in said.text
            assert "mon nom" not in said.text
            assert said.buttons == ()
        await world.stored("SELECT 1 FROM reports WHERE sent_at IS NULL", rows=0)
        await world.stop()
    assert world.count("/setinline") == 1
    told = await world.alert("La recherche par mots est désactivée")
    assert f"@{world.telegram.username}" in told.text
    assert "/setinline" in told.text
    assert world.log.read_text().count("send /setinline to @BotFather") == 2


@pytest.mark.parametrize(
    ("ability", "value", "switch"),
    [("can_join_groups", False, "/setjoingroups"), ("can_read_all_group_messages", True, "/setprivacy")],
)
async def test_the_operator_is_told_of_the_other_switches_too(
    world: JourneyWorld, ability: str, value: bool, switch: str
) -> None:
    world.telegram.state.abilities[ability] = value
    await world.start(ADMIN_CHAT_ID="1001")
    assert "@BotFather" in (await world.alert(switch)).text
    assert world.count("@BotFather") == 1
    assert switch in world.log.read_text()


async def test_a_server_that_says_nothing_of_inline_mode_is_taken_to_have_none(world: JourneyWorld) -> None:
    world.telegram.state.abilities.clear()
    await world.start()
    said = await world.ask("/help")
    assert world.telegram.username not in said.text
    assert said.buttons == ()
