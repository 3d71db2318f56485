"""Commands, numbers and settings as people type them, in private, in groups and in channels."""

from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio

from bot.core.question import QuestionId
from bot.standins.telegram.chats import Channel, GroupChat
from bot.standins.telegram.messages import SentMessage
from tests.journeys.shared import TOGETHER, SharedBot, begin, own_channel, own_group
from tests.journeys.test_settings_of_a_chat import kept
from tests.journeys.world import JourneyWorld
from tests.support.examples import WAITING

FOLLOWED = "SELECT 1 FROM follows JOIN questions ON id = question_id WHERE chat_id = :chat AND number = :number"
ASKED = "«\u00a012 432\u00a0» peut se lire de plusieurs façons"
MARKED_R: dict[str, Any] = {"entities": [{"type": "bot_command", "offset": 0, "length": 2}]}
"""The part of a command that Telegram marks: it ends before the first accented letter."""

pytestmark = TOGETHER


@pytest_asyncio.fixture(loop_scope="module")
async def world(shared_bot: SharedBot) -> JourneyWorld:
    return await shared_bot.world(begin)


def put(world: JourneyWorld, *numbers: int) -> None:
    """Let both sites have these questions."""
    for number in numbers:
        world.sites.put(replace(WAITING, id=QuestionId.of_legislature(17, number)))


def the_group(world: JourneyWorld) -> GroupChat:
    return world.telegram.group(
        own_group(world), "Digues", admins=[world.camille], members=[world.telegram.person(1003)]
    )


def the_channel(world: JourneyWorld) -> Channel:
    channel = world.telegram.channel(own_channel(world), "Digues en direct", admins=[world.camille])
    world.telegram.give_bot(channel, can_post_messages=True, can_delete_messages=True)
    return channel


async def says(
    world: JourneyWorld, text: str, expected: str, chat: GroupChat | None = None, **extra: Any
) -> SentMessage:
    """Camille writes, and gets an answer with these words first."""
    place = (chat or world.camille).id
    number = world.telegram.say(world.camille, text, chat, **extra)
    answer = await world.telegram.wait_for(place, lambda _: True, after=number)
    assert expected in answer.text, (text, answer.text)
    return answer


async def presses(world: JourneyWorld, message: SentMessage, button: str, expected: str) -> None:
    """Camille presses a button. Returns the text of the edited message."""
    world.telegram.press(world.camille, message, button)

    def says_so(shown: SentMessage) -> bool:
        return shown.message_id == message.message_id and expected in shown.text and not shown.buttons

    await world.telegram.wait_for(message.chat_id, says_so)


async def follows(world: JourneyWorld, chat: int, *numbers: int) -> None:
    """Wait until a chat follows exactly these questions."""
    for number in numbers:
        await world.stored(FOLLOWED, 1, chat=chat, number=number)
    await world.stored("SELECT 1 FROM follows WHERE chat_id = :chat", len(numbers), chat=chat)


async def test_figures_that_can_be_one_number_or_two_are_asked_back_and_nothing_is_lost(world: JourneyWorld) -> None:
    put(world, 12432, 12, 432, 8000)
    number = world.telegram.say(world.camille, "/suivre 8000 12 432")
    asked = await world.telegram.wait_for(world.camille.id, ASKED, after=number)
    await follows(world, world.camille.id, 8000)
    assert [button.text for button in asked.all_buttons] == ["n°\u00a012432", "n°\u00a012 et n°\u00a0432"]
    await presses(world, asked, "n°\u00a012432", "Compris\u00a0: n°\u00a012432.")
    await follows(world, world.camille.id, 8000, 12432)
    await world.alert("Question écrite n°\u00a012432 ")
    shown = await says(world, "/etat 12 432", ASKED)
    await presses(world, shown, "n°\u00a012 et n°\u00a0432", "Compris\u00a0: n°\u00a012 et n°\u00a0432.")
    await world.alert("Question écrite n°\u00a0432 ")
    await follows(world, world.camille.id, 8000, 12432)
    stopped = await says(world, "/arreter 12 432", ASKED)
    await presses(world, stopped, "n°\u00a012432", "Compris")
    await follows(world, world.camille.id, 8000)
    assert "n’est plus valable" in await world.forged(asked, "follow-as:12+x")


@pytest.mark.parametrize(
    "typed", ["/suivre QE n°12 432", "/suivre 12.432", "/suivre 12\u202f432", "suivre la question 12 432"]
)
async def test_figures_that_are_marked_as_one_number_are_followed_at_once(world: JourneyWorld, typed: str) -> None:
    put(world, 12432)
    await says(world, typed, "Question écrite n°\u00a012432")
    await follows(world, world.camille.id, 12432)


async def test_in_a_group_the_right_is_asked_for_at_the_press(world: JourneyWorld) -> None:
    group = the_group(world)
    put(world, 12432, 12, 432)
    asked = await says(world, "/suivre 12 432", ASKED, group)
    member = world.telegram.person(1003)
    assert "seuls les administrateurs" in await world.forged(asked, "follow-as:12432", member)
    await follows(world, group.id)
    await presses(world, asked, "n°\u00a012 et n°\u00a0432", "Compris")
    await follows(world, group.id, 12, 432)


async def test_in_a_channel_the_question_stands_when_the_command_is_gone(world: JourneyWorld) -> None:
    channel = the_channel(world)
    put(world, 12432)
    post = world.telegram.post(channel, "/suivre 12 432")
    asked = await world.alert(ASKED, channel.id)
    await world.telegram.wait_until(lambda: not world.telegram.is_there(channel.id, post))
    stranger = world.telegram.person(1004)
    assert "seuls ceux qui publient" in await world.forged(asked, "follow-as:12432", stranger)
    await presses(world, asked, "n°\u00a012432", "Compris")
    await follows(world, channel.id, 12432)


async def test_for_a_channel_that_is_commanded_from_private_chat_the_press_follows_there(world: JourneyWorld) -> None:
    channel = the_channel(world)
    put(world, 12432)
    world.telegram.forge_shared(world.camille, 1, channel)
    await world.alert("Vous gérez maintenant")
    asked = await says(world, "suivre 12 432", ASKED)
    assert asked.text.startswith("📣 «\u00a0Digues en direct\u00a0»")
    await presses(world, asked, "n°\u00a012432", "Compris")
    await follows(world, channel.id, 12432)


async def test_a_command_with_the_accents_of_a_french_keyboard_is_one(world: JourneyWorld) -> None:
    put(world, 4321)
    await says(world, "/réglages", "Quand\u00a0: aussitôt", **MARKED_R)
    await says(world, "/re\u0301glages", "Quand\u00a0: aussitôt")
    await says(world, "/État 4321", "En attente de réponse")
    await world.ask("/suivre 4321")
    await says(world, "/ARRÊTER 4321", "Vous ne suivez plus")
    await says(world, "/confidentialité", "Ce que je garde")
    await says(world, "/rien", "Je ne connais pas cette commande")


async def test_in_a_group_such_a_command_is_for_the_bot_that_it_names(world: JourneyWorld) -> None:
    group = the_group(world)
    put(world, 4321)
    world.telegram.say(world.camille, "/réglages@another_bot", group, **MARKED_R)
    world.telegram.say(world.camille, "réglages", group)
    world.telegram.say(world.camille, "suivre 4321", group)
    world.telegram.say(world.camille, "/ suivre 4321", group)
    await says(world, f"/réglages@{world.telegram.username.upper()}", "Quand\u00a0: aussitôt", group, **MARKED_R)
    await says(world, "/état 4321", "En attente de réponse", group)
    assert len(world.texts(group.id)) == 2
    await follows(world, group.id)


async def test_a_channel_is_commanded_with_accents_and_the_post_is_removed(world: JourneyWorld) -> None:
    channel = the_channel(world)
    put(world, 4321)
    world.telegram.post(channel, "/suivre 4321")
    await follows(world, channel.id, 4321)
    post = world.telegram.post(channel, "/arrêter 4321")
    await world.alert("n’est plus suivie ici", channel.id)
    await world.telegram.wait_until(lambda: not world.telegram.is_there(channel.id, post))


async def test_a_forwarded_command_is_no_command(world: JourneyWorld) -> None:
    loire = world.telegram.channel(-1009, "La Loire")
    put(world, 4321)
    for text in ("suivre 4321", "/état 4321"):
        number = world.telegram.forward(world.camille, text, loire)
        await world.telegram.wait_for(world.camille.id, "Question écrite n°\u00a04321", after=number)
    number = world.telegram.forward(world.camille, "liste", loire)
    await world.telegram.wait_for(world.camille.id, "Envoyez-moi le numéro", after=number)
    await follows(world, world.camille.id)


async def test_in_private_a_command_needs_no_slash(world: JourneyWorld) -> None:
    put(world, 4321)
    for text, answer in (
        ("Suivre : 4321 svp", "Vous suivez maintenant"),
        ("4321 suivre", "Vous suivez déjà"),
        ("liste", "1 question suivie"),
        ("etat 4321", "En attente de réponse"),
        ("arrêter 4321", "Vous ne suivez plus"),
        ("/ suivre 4321", "Vous suivez maintenant"),
        ("Arreter de suivre la 4321", "Vous ne suivez plus"),
        ("réglages fuseau Bruxelles", "Fuseau\u00a0: Bruxelles"),
        ("Aide ?", "/suivre 12432"),
        ("Suivre ce dossier est important", "Envoyez-moi le numéro"),
    ):
        await says(world, text, answer)


async def test_in_private_the_one_number_of_a_few_words_is_meant(world: JourneyWorld) -> None:
    put(world, 12432)
    for text in ("12432 svp", "suivi 12 432", "مرحبا 12432", "١٢٤٣٢", "👍 12432", "12.432 ?", "Any news about 12432?"):
        await says(world, text, "Question écrite n°\u00a012432")
    for text in ("rappel dans 12 jours", "06 12 34 56 78", "12432 euros"):
        await says(world, text, "Envoyez-moi le numéro")
    asked = await says(world, "100 200", "«\u00a0100 200\u00a0» peut se lire")
    assert "n°\u00a0100200" in [button.text for button in asked.all_buttons]


async def test_a_setting_is_typed_in_the_words_of_its_button_and_near_misses_are_offered(world: JourneyWorld) -> None:
    await says(world, "/reglages fuseau Bruxelles", "Fuseau\u00a0: Bruxelles (il y est")
    await says(world, "/réglages UTC+2", "Fuseau\u00a0: UTC+2 (il y est")
    await says(world, "/reglages sans commentaires", "tout, sauf commentaires")
    await says(world, "/reglages ✅ Réponses", "sauf réponses et commentaires")
    await says(world, "/reglages tous les jours", "chaque jour à 8\u00a0h")
    await says(world, "/reglages heures calmes 22h-7h", "de 22\u00a0h à 7\u00a0h")
    near = await says(world, "/reglages fuseau Lodnres", "Vouliez-vous dire")
    world.telegram.press(world.camille, near, "Londres")
    await world.telegram.wait_for(world.camille.id, "Fuseau\u00a0: Londres (il y est")
    await says(world, "/settings langue anglais", "Language: English")
    await says(world, "/settings xyzzy", "I know no setting “xyzzy”")
    assert kept(world, world.camille.id, "zone, tell, quiet_from, quiet_until") == ("Europe/London", "daily", 22, 7)


async def test_in_a_group_a_typed_setting_is_for_the_administrators(world: JourneyWorld) -> None:
    group = the_group(world)
    member = world.telegram.person(1003)
    assert "seuls les administrateurs" in (await world.ask("/réglages langue anglais", member, group)).text
    assert "Langue" in (await world.ask("/réglages langue", member, group)).text
    await says(world, "/réglages qui : tous les membres", "choisies par tous les membres", group)
