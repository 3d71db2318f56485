"""A written question: its identity, and everything that Parliament publishes about it.

The words are Parliament's own. Every type here is an immutable value: a reader makes it of a page, the store keeps it,
and a comparison of two of them tells what happened.
"""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

FIRST_LEGISLATURE = 13
"""The oldest legislature whose pages the two sources serve (13th: June 2007)."""

FIRST_ARCHIVED = 14
"""The oldest legislature whose written questions are in the Assemblée's open data, as public programs say."""

MAX_LEGISLATURE = 99
MAX_NUMBER = 999_999
"""No legislature has come near: the 14th, the largest known, had 104,143 questions."""

MONTHS_TO_ANSWER = 2
"""Règlement de l'Assemblée nationale, article 135: the answer is due two months after publication."""

MONTHS_TO_RENEW = 3
"""The same article: the author of a question that has no answer after three months may renew it."""

TIME_ONCE_SIGNALLED = timedelta(days=10)
"""The same article: a question that a group's president has signalled is answered within ten days."""


def finished(current: int) -> range:
    """The legislatures before the current one that have an archive, the newest first."""
    return range(current - 1, FIRST_ARCHIVED - 1, -1)


@dataclass(frozen=True, order=True, slots=True)
class QuestionId:
    """The identity of one written question: its legislature and its number in it.

    Numbers start again in each legislature, so neither half means anything alone.
    """

    legislature: int
    number: int

    @property
    def uid(self) -> str:
        """The Assemblée's own identifier, such as `QANR5L16QE12432` (5th Republic, 16th legislature)."""
        return f"QANR5L{self.legislature}QE{self.number}"

    def __str__(self) -> str:
        return f"{self.legislature}-{self.number}"

    @classmethod
    def parse(cls, key: str) -> "QuestionId":
        """Read what `str()` wrote, such as `16-12432`.

        Raises ValueError for anything else: the text may come from a button that somebody forged.
        """
        legislature, dash, number = key.partition("-")
        digits = legislature + number
        if not (dash and legislature and number and digits.isascii() and digits.isdigit()):
            raise ValueError(f"not a question: {key[:40]!r}")
        found = cls(int(legislature), int(number))
        if not (FIRST_LEGISLATURE <= found.legislature <= MAX_LEGISLATURE and 1 <= found.number <= MAX_NUMBER):
            raise ValueError(f"not a question: {key[:40]!r}")
        return found


@dataclass(frozen=True, slots=True)
class Answer:
    """The minister's answer. `text` is None where a page announces the answer without its text.

    `erratum` is a correction that was printed beside the text, in its own words. This answer was printed last;
    `earlier` are the texts of those before it that the source still has.
    """

    published: date | None
    text: str | None
    erratum: str | None = None
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """The question was given to this ministry, on this day of the Journal officiel.

    `organ` is the Assemblée's own reference of the ministry ("PO855083"), None where the source gives none. Each
    government has references of its own, for ministries that keep their names too.
    """

    ministry: str
    on: date | None
    organ: str | None = None


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of a question without an answer; `label` is the source's own word, None where it gave none."""

    label: str | None
    on: date | None


@dataclass(frozen=True, slots=True)
class Comment:
    """A citizen's comment on NosDéputés.fr.

    `id` is that site's number of the comment; `posted` is the site's local time (Paris), without zone, as
    the page shows it; `author` is the login with the activity that the person gave, if any.
    """

    id: int
    author: str
    posted: datetime | None
    text: str


Days = tuple[date | None, ...]
"""The days of several signallings or renewals; None for one on an unknown day."""


class State(StrEnum):
    """The state of a question."""

    WAITING = "waiting"
    ANSWERED = "answered"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Question:
    """All that one source, or all sources together, say about a question.

    Every field but the identity may be unknown (None): sources differ in what they show.
    `text` and the answer's text are plain text whose paragraphs are separated by an empty line.
    `comments` is None where the source says nothing about comments, and empty where it says that there are none.
    `ministry` is the one that owes the answer now; `asked_ministry` the one that was first asked; `attributions` are
    all that had it, in order. `signalled` and `renewals` are the days on which the question was signalled by a group's
    president and renewed by its author; a day can be unknown. These three are None where the source says nothing of
    them, and empty where it says that there are none. `author_ref` is the Assemblée's own reference of the author;
    `constituency` is where the author was elected, as the source words it: a département, one of its circonscriptions,
    or a region alone. `author` has the département behind the name where another deputy has the same one.
    """

    id: QuestionId
    author: str | None = None
    group: str | None = None
    subject: str | None = None
    rubric: str | None = None
    asked_ministry: str | None = None
    ministry: str | None = None
    asked: date | None = None
    text: str | None = None
    answer: Answer | None = None
    closing: Closing | None = None
    comments: tuple[Comment, ...] | None = None
    author_ref: str | None = None
    attributions: tuple[Attribution, ...] | None = None
    signalled: Days | None = None
    renewals: Days | None = None
    constituency: str | None = None

    @property
    def state(self) -> State:
        """The state; ANSWERED wins over CLOSED, for an answer closes a question too."""
        if self.answer is not None:
            return State.ANSWERED
        return State.CLOSED if self.closing is not None else State.WAITING

    @property
    def due(self) -> date | None:
        """The last day for an answer, two months after publication; None where that date is unknown."""
        return None if self.asked is None else add_months(self.asked, MONTHS_TO_ANSWER)

    @property
    def signalled_due(self) -> date | None:
        """The last day for an answer to a signalled question; None where it is not signalled, or on an unknown day.

        A signalling dated before the question's publication is a slip, and its day counts as unknown.
        """
        days = [day for day in self.signalled or () if day is not None and day >= (self.asked or day)]
        return max(days) + TIME_ONCE_SIGNALLED if days else None

    @property
    def deadline(self) -> date | None:
        """The term that counts now: ten days after the signalling, or else two months after publication."""
        return self.signalled_due or self.due


class Source(StrEnum):
    """The two places where a question's page is read. (The Assemblée's archive is a third source, without pages.)"""

    ASSEMBLEE = "assemblee"
    NOSDEPUTES = "nosdeputes"


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it has no such day."""
    years, month0 = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month0 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
