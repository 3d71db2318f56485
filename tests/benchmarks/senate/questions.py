"""Senators' questions as they truly are, and the rows that a file without a fault has of them.

Nothing here is read with the program's readers. What they should make of a row is written down again, in the plainest
way, in `SenateQuestion.known`.
"""

from dataclasses import dataclass
from datetime import date

from bot.core.chambers.senat import SENAT
from bot.core.question import Answer, Closing, Question, QuestionId, State
from bot.standins.sites.senat_file import Row, named

WRITTEN, ORAL, TO_GOVERNMENT, CURRENT = "QE", "QOSD", "QG", "QC"
WAITS, ANSWERED, REMINDED = "En cours", "Réponse reçue", "Rappelée"


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: of which ministry, and of which issue; None for what the file does not tell yet."""

    ministry: str | None
    on: date | None


@dataclass(frozen=True, slots=True)
class Moved:
    """That a question was transmitted to another ministry."""

    ministry: str
    on: date


@dataclass(frozen=True, slots=True)
class SenateQuestion:
    """A senator's question. `senator` are the cells of its author; `first` is the question of which it reminds."""

    nature: str
    number: int
    published: date
    title: str
    theme: str
    senator: Row
    asked_ministry: str
    moved: Moved | None = None
    reply: Reply | None = None
    closing: str | None = None
    first: QuestionId | None = None
    is_reminded: bool = False

    @property
    def id(self) -> QuestionId:
        """Its identity."""
        return QuestionId(SENAT, self.published.year * 100 + self.published.month, self.number, self.nature)

    @property
    def waits(self) -> bool:
        """Whether it has no end."""
        return self.reply is None and self.closing is None

    @property
    def state(self) -> State:
        """Its state."""
        return State.WAITING if self.waits else State.ANSWERED if self.reply else State.CLOSED

    @property
    def ministry(self) -> str:
        """The ministry that has it, or answered it."""
        answering = self.reply.ministry if self.reply else None
        return answering or (self.moved.ministry if self.moved else self.asked_ministry)

    @property
    def author(self) -> str:
        """Its author, as far as letters go: nobody compares capitals."""
        return " ".join(self.senator[cell] for cell in ("Civilité", "Prénom", "Nom"))

    @property
    def due(self) -> date | None:
        """The last day of the two months in which a written question is to be answered; None for any other."""
        return months_later(self.published, 2) if self.nature == WRITTEN else None

    @property
    def known(self) -> Question:
        """All that the file tells of it."""
        return Question(
            id=self.id,
            author=self.author,
            group=self.senator["Groupe"],
            subject=self.title,
            rubric=self.theme,
            asked_ministry=self.asked_ministry,
            ministry=self.ministry,
            asked=self.published,
            answer=Answer(self.reply.on, None) if self.reply else None,
            closing=Closing(self.closing, None) if self.closing and not self.reply else None,
        )

    @property
    def row(self) -> Row:
        """Its row in the file."""
        row = self.senator | named(self.nature, self.number, self.published)
        row |= {"Sort": self._sort, "Titre": self.title, "Thème(s)": self.theme}
        row |= {"Ministère de dépôt": self.asked_ministry}
        if self.nature == CURRENT:
            row["Thème QC"] = self.theme
        if self.first:
            row["Référence de la question rappelée"] = self.first.uid
        if self.moved:
            row |= {"Date de transmission": str(self.moved.on), "Ministère de transmission": self.moved.ministry}
        if self.reply:
            answered = str(self.reply.on) if self.reply.on else ""
            row |= {"Ministère de réponse": self.reply.ministry or "", "Date de réponse JO": answered}
        return row

    @property
    def _sort(self) -> str:
        if self.reply:
            return ANSWERED
        return self.closing or (REMINDED if self.is_reminded else WAITS)


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last one of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + years, month + 1, last)
        except ValueError:
            continue
    raise ValueError(f"no such month: {day} and {months}")
