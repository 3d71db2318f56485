"""Helpers of the journeys in which a chat is commanded from private chat."""

from bot.standins.telegram.chats import Channel, GroupChat, Person
from bot.standins.telegram.messages import SentMessage
from tests.journeys.world import JourneyWorld

CHANNEL, GROUP = -100700, -100600
NAMED = "📣 «\u00a0Digues en direct\u00a0»"


def the_channel(world: JourneyWorld, *admins: Person) -> Channel:
    return world.telegram.channel(CHANNEL, "Digues en direct", admins=admins or [world.camille])


async def choose(world: JourneyWorld, chat: Channel | GroupChat, person: Person | None = None) -> SentMessage:
    """A person picks a chat in Telegram's own list. Returns the bot's reply."""
    place = person or world.camille
    offer = await world.ask("/canal", place)
    button = "📣 Choisir un canal" if isinstance(chat, Channel) else "👥 Choisir un groupe"
    return await answer_to(world, place, world.telegram.share_chat(place, offer, button, chat))


async def forge_choice(world: JourneyWorld, chat: Channel | GroupChat, person: Person | None = None) -> SentMessage:
    """A client claims to have picked a chat that Telegram would not offer. Returns the bot's reply."""
    place = person or world.camille
    return await answer_to(world, place, world.telegram.forge_shared(place, 1, chat))


async def answer_to(world: JourneyWorld, person: Person, number: int) -> SentMessage:
    return await world.telegram.wait_for(person.id, lambda _: True, after=number)


async def notice(world: JourneyWorld, person: Person, message: SentMessage, button: str) -> str:
    """The notice that a press of the button gets."""
    before = len(world.telegram.answers)
    world.telegram.press(person, message, button)
    await world.telegram.wait_until(lambda: len(world.telegram.answers) > before)
    return world.telegram.answers[-1].text or ""
