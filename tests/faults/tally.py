"""What each chat should have been told, beside what it was told."""

import re
from collections import Counter
from typing import NamedTuple

from bot.standins.telegram.messages import SentMessage
from bot.standins.telegram.state import State

COMMENT = re.compile(r"Commentaire no (\d+)\.")
SUBJECT = re.compile(r"Sujet no (\d+)\.")
NO_SUCH = re.compile(r"Il n’y a pas de question écrite n°\s(\d+)")
ANSWERED = re.compile(r"[Rr]éponses? publiées?")


class Telling(NamedTuple):
    """Something that a chat is told: a `comment`, that a question is `answered`, its `card`, or that it is `missing`."""

    chat: int
    what: str
    number: int


def tellings(message: SentMessage) -> list[Telling]:
    """What a message tells. Questions and comments are told apart by the numbers in their words."""
    text = message.text
    for what, pattern in (("comment", COMMENT), ("missing", NO_SUCH)):
        if found := pattern.findall(text):
            return [Telling(message.chat_id, what, int(number)) for number in found]
    what = "answered" if ANSWERED.search(text) else "card"
    return [Telling(message.chat_id, what, int(number)) for number in set(SUBJECT.findall(text))]


class Tally:
    """Counts what was told, from the history of the stand-in Telegram."""

    def __init__(self, telegram: State) -> None:
        self._history = telegram.history
        self._read = 0
        self._got: Counter[Telling] = Counter()
        self.due: set[Telling] = set()

    @property
    def got(self) -> Counter[Telling]:
        """Everything that was told until now."""
        for each in self._history[self._read :]:
            if isinstance(each, SentMessage) and not each.edited:
                self._got.update(tellings(each))
        self._read = len(self._history)
        return self._got

    @property
    def lost(self) -> set[Telling]:
        """What was not told yet."""
        return self.due - self.got.keys()

    @property
    def repeated(self) -> Counter[Telling]:
        """What was told again, and how often."""
        return +Counter({telling: times - 1 for telling, times in self.got.items()})

    @property
    def invented(self) -> set[Telling]:
        """What nobody should have been told."""
        return set(self.got) - self.due
