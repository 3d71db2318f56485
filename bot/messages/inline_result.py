"""The results of an inline query: questions offered to a person who types the bot's name and some words in any chat."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.deadline import today
from bot.core.observation import Observation
from bot.messages.card import card
from bot.messages.keyboards import linked_buttons
from bot.messages.listing import standing
from bot.messages.message import Message
from bot.messages.parts import Stale, line
from bot.messages.phrases import Phrases

LONGEST_TITLE = 120
LONGEST_MINISTRY = 60


@dataclass(frozen=True, slots=True)
class Offer:
    """A line to choose and the message that it sends into the chat. A question always has the same `key`."""

    key: str
    title: str
    description: str
    message: Message


def offer(words: Phrases, observation: Observation, now: datetime, stale: Stale, bot: str) -> Offer:
    """One question as a result. Its buttons are links, since the bot need not be in the chat that it is sent to.

    Raises ValueError where no source was read yet.
    """
    question = observation.question
    shown = card(words, observation, now, followed=False, stale=stale)
    if question is None:
        raise ValueError(f"nothing is known of question {observation.id}")
    name = words.name(question.id).unescape()
    ministry = line(question.ministry, LONGEST_MINISTRY) if question.ministry else None
    told = (name, ministry, standing(words, question, today(now)).unescape())
    return Offer(
        key=f"q{question.id}",
        title=line(question.subject or question.text or "", LONGEST_TITLE) or name,
        description=" · ".join(part for part in told if part),
        message=Message(shown.html, linked_buttons(words, question, bot)),
    )
