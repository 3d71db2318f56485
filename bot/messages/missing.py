"""What a chat is told when a question that it asked to follow, while the sites were away, turns out not to exist."""

from bot.core.question import FIRST_LEGISLATURE, QuestionId
from bot.messages.message import Message
from bot.messages.phrases import Phrases


def missing_question(words: Phrases, id: QuestionId) -> Message:
    """The one question that was named."""
    return Message(words.say("no-such-question", name=words.name(id)))


def missing_everywhere(words: Phrases, number: int) -> Message:
    """A bare number, after every legislature was looked at."""
    return Message(words.say("no-such-number-late", number=number, first=FIRST_LEGISLATURE))
