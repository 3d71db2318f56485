"""Reads alerts from the messages that chats got, and enters them into a ledger."""

import re
from typing import NamedTuple, Self

from bot.standins.telegram.messages import SentMessage
from bot.standins.telegram.state import TelegramState
from tests.support.ledger import Ledger

COMMENT = re.compile(r"Commentaire no (\d+)\.")
SUBJECT = re.compile(r"Sujet no (\d+)\.")
NO_SUCH = re.compile(r"Il n’y a pas de question écrite n°\s(\d+)")
ANSWERED = re.compile(r"[Rr]éponses? publiées?")


class Alert(NamedTuple):
    """A fact told to a chat: a `comment`, that a question is `answered`, its `card`, or that it is `missing`."""

    chat: int
    what: str
    number: int


def alerts(message: SentMessage) -> list[Alert]:
    """The facts that a message tells. The numbers in its words say which question or comment is meant."""
    text = message.text
    for what, pattern in (("comment", COMMENT), ("missing", NO_SUCH)):
        if found := pattern.findall(text):
            return [Alert(message.chat_id, what, int(number)) for number in found]
    what = "answered" if ANSWERED.search(text) else "card"
    return [Alert(message.chat_id, what, int(number)) for number in set(SUBJECT.findall(text))]


class AlertLedger(Ledger[Alert]):
    """A ledger that is told of every message in the history of the stand-in Telegram."""

    def __init__(self, telegram: TelegramState) -> None:
        super().__init__()
        self._history = telegram.history
        self._read = 0

    def read(self) -> Self:
        """Enter the messages that came since the last call."""
        for each in self._history[self._read :]:
            if isinstance(each, SentMessage) and not each.edited:
                self.told.update(alerts(each))
        self._read = len(self._history)
        return self
