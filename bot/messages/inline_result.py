"""What a person is offered while they type the bot's name and a few words in any chat."""

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
    """A line to choose, and the message that it sends into the chat; `key` is the same for the same question."""

    key: str
    title: str
    description: str
    message: Message


def offer(words: Phrases, observation: Observation, now: datetime, stale: Stale, bot: str) -> Offer:
    """A question as it is offered. Its buttons are links: the chat it goes to is not one that the bot is in.

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
