"""The labels with which the Assemblée ends a question, in plain words where their meaning is known."""

from markupsafe import Markup

from bot.core.closing_labels import Ending, ending_of
from bot.messages.phrases import Phrases

_MEANINGS = {
    Ending.MANDATE: "label-mandate-ended",
    Ending.WITHDRAWN: "label-withdrawn",
    Ending.LAPSED: "label-lapsed",
    Ending.OTHER: "label-other",
}


def meaning(words: Phrases, label: str | None) -> Markup | None:
    """What the label of an end without an answer means; None where that is not known."""
    ending = ending_of(label)
    key = _MEANINGS.get(ending) if ending else None
    return words.say(key) if key else None
