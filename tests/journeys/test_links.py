"""Links that open the bot on a question, as a site or a friend sends them, and forged ones."""

import pytest
import pytest_asyncio

from bot.core.source import Source
from tests.journeys.shared import TOGETHER, SharedBot, begin
from tests.journeys.world import JourneyWorld
from tests.support.examples import ANSWER, ID, WAITING

ANSWERED = "✅ Réponse publiée\n"


@pytest_asyncio.fixture(loop_scope="module")
async def together(shared_bot: SharedBot) -> JourneyWorld:
    """The bot that tests share."""
    return await shared_bot.world(begin)


async def test_a_link_shows_the_question_and_follows_it_with_one_tap(world: JourneyWorld) -> None:
    world.sites.put(WAITING)
    await world.start()
    card = await world.ask("/start qan17-4321")
    assert "Entretien des digues" in card.text
    assert "Aucune question n’est suivie" in (await world.ask("/list")).text
    world.telegram.press(world.camille, card, "👁 Suivre")
    await world.button("Ne plus suivre")
    world.sites.answer(ID, ANSWER)
    await world.alert(ANSWERED)


async def test_a_link_that_adds_the_bot_to_a_group_follows_there_for_those_who_may(world: JourneyWorld) -> None:
    stranger = world.telegram.person(1002, first_name="Dominique")
    group = world.telegram.group(-100600, "Digues", admins=[world.camille], members=[stranger])
    world.sites.put(WAITING)
    await world.start()
    assert "seuls les administrateurs" in (await world.ask("/start qan17-4321", stranger, group)).text
    name = world.telegram.username
    assert "maintenant suivie ici" in (await world.ask(f"/start@{name} qan17-4321", world.camille, group)).text
    world.sites.answer(ID, ANSWER)
    await world.alert(ANSWERED, group.id)


@TOGETHER
@pytest.mark.parametrize("parameter", ["qan17-0", "q99-", "qan17-4321x", "an17-4321", "q999-1", "qan17-4321 q17-1"])
async def test_a_link_that_names_no_question_says_what_the_bot_does(together: JourneyWorld, parameter: str) -> None:
    assert "surveille les questions écrites" in (await together.ask(f"/start {parameter}")).text
    assert together.sites.asked(together.sites.path_of(ID, Source.ASSEMBLEE)) == []


async def test_a_card_carries_a_link_that_shares_it(world: JourneyWorld) -> None:
    world.sites.put(WAITING)
    await world.start()
    card = await world.ask("/status 17/4321")
    (share,) = [button for row in card.buttons for button in row if button.is_url]
    assert share.text == "↗️ Partager"
    assert share.target.startswith("https://t.me/share/url?url=https%3A%2F%2Ft.me%2F")
    assert "start%3Dqan17-4321" in share.target
    assert "digues" in share.target
