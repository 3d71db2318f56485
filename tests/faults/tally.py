"""What each chat should have been told, beside what it was told."""

import re
from collections import Counter
from typing import NamedTuple

from bot.standins.telegram.messages import SentMessage
from bot.standins.telegram.state import TelegramState

COMMENT = re.compile(r"Commentaire no (\d+)\.")
SUBJECT = re.compile(r"Sujet no (\d+)\.")
NO_SUCH = re.compile(r"Il n’y a pas de question écrite n°\s(\d+)")
ANSWERED = re.compile(r"[Rr]éponses? publiées?")


class Alert(NamedTuple):
    """Something that a chat is told: a `comment`, that a question is `answered`, its `card`, or that it is `missing`."""

    chat: int
    what: str
    number: int


def alerts(message: SentMessage) -> list[Alert]:
    """What a message tells. Questions and comments are told apart by the numbers in their words."""
    text = message.text
    for what, pattern in (("comment", COMMENT), ("missing", NO_SUCH)):
        if found := pattern.findall(text):
            return [Alert(message.chat_id, what, int(number)) for number in found]
    what = "answered" if ANSWERED.search(text) else "card"
    return [Alert(message.chat_id, what, int(number)) for number in set(SUBJECT.findall(text))]


class MessageTally:
    """Counts what was told, from the history of the stand-in Telegram."""

    def __init__(self, telegram: TelegramState) -> None:
        self._history = telegram.history
        self._read = 0
        self._got: Counter[Alert] = Counter()
        self.due: set[Alert] = set()

    @property
    def got(self) -> Counter[Alert]:
        """Everything that was told until now."""
        for each in self._history[self._read :]:
            if isinstance(each, SentMessage) and not each.edited:
                self._got.update(alerts(each))
        self._read = len(self._history)
        return self._got

    @property
    def lost(self) -> set[Alert]:
        """What was not told yet."""
        return self.due - self.got.keys()

    @property
    def repeated(self) -> Counter[Alert]:
        """What was told again, and how often."""
        return +Counter({alert: times - 1 for alert, times in self.got.items()})

    @property
    def invented(self) -> set[Alert]:
        """What nobody should have been told."""
        return set(self.got) - self.due
