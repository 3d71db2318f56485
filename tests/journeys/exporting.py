"""Helpers of the journeys with exported files."""

import json
from dataclasses import replace
from typing import Any

from bot.core.export import Kept, dump
from bot.core.preferences import Preferences
from bot.core.question import Question, QuestionId
from bot.standins.telegram.chats import GroupChat, Person
from bot.standins.telegram.files import Document
from bot.standins.telegram.messages import SentMessage
from tests.journeys.world import JourneyWorld
from tests.support.examples import ID, NOW, WAITING

ANSWERED = "✅ Réponse publiée\n"
USUAL = Preferences()


def file(*ids: QuestionId, preferences: Preferences = USUAL, **changes: Any) -> Document:
    """An exported file with another content."""
    whole = json.loads(dump([Kept(id, NOW, False) for id in ids or (ID,)], preferences, NOW))
    return Document("guetteur-2026-11-24.json", json.dumps(whole | changes).encode())


def questions(count: int) -> list[Question]:
    return [replace(WAITING, id=QuestionId.of_legislature(17, number)) for number in range(1, count + 1)]


async def sent(
    world: JourneyWorld, document: Document, chat: GroupChat | None = None, person: Person | None = None, **extra: Any
) -> SentMessage:
    """A person sends a file. Returns the next message in that chat."""
    sender = person or world.camille
    number = world.telegram.send_document(sender, document, chat, **extra)
    return await world.telegram.wait_for((chat or sender).id, lambda _: True, after=number)


async def pressed(world: JourneyWorld, offer: SentMessage, button: str, expected: str) -> SentMessage:
    """Camille presses a button of the offer. Returns its new text."""
    world.telegram.press(world.camille, offer, button)
    return await world.telegram.wait_for(
        offer.chat_id, lambda message: message.message_id == offer.message_id and expected in message.text
    )


async def handled(world: JourneyWorld) -> None:
    """Wait until the bot has handled all updates."""
    await world.telegram.wait_until(lambda: not world.telegram.state.updates.waiting)
    await world.stored("SELECT 1 FROM updates WHERE handled_at IS NULL", rows=0)
