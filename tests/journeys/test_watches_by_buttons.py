"""A watch made, changed, paused, stopped by buttons alone, in the real process; and one of a channel, from private."""

from bot.core.question import QuestionId
from bot.standins.telegram.messages import SentMessage
from tests.journeys.delegating import choose, the_channel
from tests.journeys.exporting import pressed
from tests.journeys.test_archive import OFTEN, RECORD, numbered
from tests.journeys.world import JourneyWorld


async def test_a_watch_is_made_and_changed_by_buttons_and_announces_what_it_says(world: JourneyWorld) -> None:
    world.sites.record(RECORD)
    await world.start(**OFTEN)
    await world.swept_once()
    explained = await world.ask("/veille")
    await pressed(world, explained, "cloud souverain", "Nouvelle veille")
    screen = await world.ask("/veille digues")
    assert "Ces 30 derniers jours" in screen.text
    assert "Entretien des digues" in screen.text
    await pressed(world, screen, "✅ Réponses", "Elle annonce\u00a0: les nouvelles questions et les fins sans réponse.")
    await pressed(world, changed(world, screen), "Chaque jour", "Quand\u00a0: en un résumé, chaque jour.")
    await world.stored("SELECT 1 FROM watches", 0)
    await pressed(world, changed(world, screen), "🔭 Commencer", "La veille commence ici.")
    await world.stored("SELECT 1 FROM watches WHERE wants = 'asked closed' AND rhythm = 'daily'", 1)
    await pressed(world, changed(world, screen), "Aussitôt", "Quand\u00a0: aussitôt.")
    world.sites.record(numbered(4322))
    alert = await world.alert(f"Question écrite n°\u00a0{4322}")
    assert "Nouvelle question" in alert.text
    world.telegram.press(world.camille, alert, "🔇 Suspendre la veille")
    await world.stored("SELECT 1 FROM watches WHERE paused_at IS NOT NULL", 1)
    quieted = await world.button("↩️ Reprendre la veille", on=alert)
    world.telegram.press(world.camille, quieted, "↩️ Reprendre la veille")
    await world.stored("SELECT 1 FROM watches WHERE paused_at IS NULL", 1)
    listed = await world.ask("/veilles")
    assert "1. digues — 1 annonce en 30 jours" in listed.text
    await pressed(world, listed, "⏸ 1", "1. digues — ⏸ suspendue")
    await pressed(world, changed(world, listed), "🗑 1", "Veille arrêtée\u00a0: digues.")
    await world.stored("SELECT 1 FROM watches", 0)


async def test_a_channels_watch_is_set_up_from_private(world: JourneyWorld) -> None:
    channel = the_channel(world)
    world.sites.record(RECORD)
    await world.start(**OFTEN)
    await world.swept_once()
    await choose(world, channel)
    screen = await world.ask("/veille digues")
    await pressed(world, screen, "🔭 Commencer", "La veille commence dans «\u00a0Digues en direct\u00a0».")
    world.sites.record(numbered(4322))
    alert = await world.alert("Nouvelle question", channel.id)
    assert str(QuestionId.of_legislature(17, 4322).number) in alert.text
    assert world.count("Nouvelle question\n") == 0


def changed(world: JourneyWorld, message: SentMessage) -> SentMessage:
    """The message as it is now."""
    return next(each for each in world.telegram.messages(message.chat_id) if each.message_id == message.message_id)
