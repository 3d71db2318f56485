"""The day on which a new legislature begins: the bot finds out by itself, in the real process."""

from dataclasses import replace
from datetime import date

import pytest

from bot.core.question import QuestionId
from bot.standins.sites.zip_writer import zipped
from tests.journeys.test_archive import OFTEN
from tests.journeys.world import JourneyWorld
from tests.support.examples import WAITING

NUMBER = 1
OLD = replace(
    WAITING,
    id=QuestionId.of_legislature(17, NUMBER),
    comments=None,
    signalled=(),
    renewals=(),
    subject="Entretien des digues",
)
NEW = replace(OLD, id=QuestionId.of_legislature(18, NUMBER), subject="Sécheresse des sols")
BEGUN = "La 18ᵉ législature a publié sa première question"


async def test_a_new_legislature_is_noticed_told_once_and_meant_by_a_bare_number_even_after_a_restart(
    world: JourneyWorld,
) -> None:
    operator = world.telegram.person(9009, first_name="Opératrice")
    settings = {**OFTEN, "ADMIN_CHAT_ID": str(operator.id)}
    world.sites.deputies["PA1"] = ("Mme", "Ada", "Martin")
    world.sites.record(OLD)
    await world.start(**settings)
    await world.swept(18)
    assert "la 18ᵉ législature n’a encore publié aucune question" in (await world.ask("/follow 18-1")).text
    assert "17ᵉ législature" in (await world.ask("/follow 1")).text
    world.sites.record(NEW)
    await world.telegram.wait_for(operator.id, lambda message: BEGUN in message.text)
    card = await world.ask("/follow 1")
    assert "Sécheresse des sols" in card.text
    labels = [button.text for row in card.buttons for button in row]
    assert any("17ᵉ" in label and "Entretien" in label for label in labels), labels
    await world.swept(17)  # its sweeps go on
    await world.kill()
    await world.start(**settings)
    assert "Sécheresse des sols" in (await world.ask("/status 1")).text
    await world.swept(18)
    assert [BEGUN in text for text in world.texts(operator.id)] == [True], "told once, and nothing else"


@pytest.mark.parametrize(
    "content", [pytest.param(zipped([], date(2027, 7, 1)), id="empty"), pytest.param(b"<!DOCTYPE html>", id="page")]
)
async def test_a_false_start_is_neither_news_nor_trouble(world: JourneyWorld, content: bytes) -> None:
    operator = world.telegram.person(9009, first_name="Opératrice")
    world.sites.record(OLD)
    world.sites.serve_archive(18, content)
    await world.start(**OFTEN, ADMIN_CHAT_ID=str(operator.id))
    await world.swept(18, 3)
    assert "n’a encore publié aucune question" in (await world.ask("/status 18-1")).text
    assert "Entretien des digues" in (await world.ask("/follow 1")).text
    assert world.texts(operator.id) == []
    assert "archive-18" not in world.log.read_text()


async def test_nothing_is_denied_before_its_archive_was_asked_for(world: JourneyWorld) -> None:
    world.sites.record(OLD)
    world.sites.record(NEW)
    world.sites.fault(path=world.sites.archive_path(18), kind="hang")
    await world.start(**OFTEN)
    await world.sites.wait_until(lambda: world.sites.asked(world.sites.archive_path(18)))
    assert "Je lis encore les archives" in (await world.ask("/follow 18-1")).text
    await world.kill()
    world.sites.heal()
    await world.start(**OFTEN)
    await world.stored("SELECT 1 FROM legislature WHERE current = 18", 1)
    assert "Sécheresse des sols" in (await world.ask("/follow 18-1")).text


async def test_set_before_it_begins_it_is_no_trouble_and_a_number_means_what_there_is(world: JourneyWorld) -> None:
    operator = world.telegram.person(9009, first_name="Opératrice")
    world.sites.record(OLD)
    await world.start(**OFTEN, ADMIN_CHAT_ID=str(operator.id), CURRENT_LEGISLATURE="18")
    await world.swept(18, 3)
    await world.swept_once(17)
    assert "Entretien des digues" in (await world.ask("/follow 1")).text
    assert world.texts(operator.id) == []
    assert "archive-18" not in world.log.read_text()
