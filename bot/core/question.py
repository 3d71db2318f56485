"""A question: its identity, and everything that Parliament publishes about it.

The words are Parliament's own. Every type here is an immutable value: a reader makes it of a page, the store keeps it,
and a comparison of two of them tells what happened.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.core import chambers
from bot.core.chambers.assemblee import ASSEMBLEE, WRITTEN
from bot.core.chambers.chamber import Chamber, Designation, Terms


@dataclass(frozen=True, order=True, slots=True)
class QuestionId:
    """The identity of one question: its chamber, and what names it there (see `bot.core.chambers.chamber.Designation`).

    Numbers start again in each session, and most chambers count each kind of question by itself, so no part of it means
    anything alone.
    """

    chamber: Chamber
    session: int
    number: int
    kind: str

    @classmethod
    def of_legislature(cls, legislature: int, number: int) -> "QuestionId":
        """A written question of the Assemblée's."""
        return cls(ASSEMBLEE, legislature, number, WRITTEN)

    @classmethod
    def stored(cls, series: int, number: int) -> "QuestionId":
        """The question that is stored under a series and a number. Raises ValueError for a series of no chamber."""
        chamber, session, kind = chambers.stored(series)
        return cls(chamber, session, number, kind)

    @property
    def series(self) -> int:
        """The number under which all questions of its chamber, session and kind are stored."""
        return self.chamber.series_of(self.session, self.kind)

    @property
    def designation(self) -> Designation:
        """What names it within its chamber."""
        return Designation(self.session, self.number, self.kind)

    @property
    def uid(self) -> str:
        """The chamber's own identifier, such as `QANR5L16QE12432` or `SEQ250705636`."""
        return self.chamber.uid(self.designation)

    @property
    def reference(self) -> str:
        """The shortest form in which a person can type it, such as `16/12432`."""
        return self.chamber.reference(self.designation)

    @property
    def page(self) -> str:
        """The address of the official page, for people."""
        return self.chamber.page(self.designation)

    @property
    def terms(self) -> Terms:
        """The terms of such a question."""
        return self.chamber.terms(self.kind)

    @property
    def sort(self) -> str:
        """Its chamber and its kind: questions of one sort are counted together."""
        return f"{self.chamber.code}-{self.kind}"

    @property
    def is_written(self) -> bool:
        """Whether it is a written one."""
        return self.kind == self.chamber.kinds[0]

    @property
    def is_in_archives_alone(self) -> bool:
        """Whether an archive of its series alone tells of it: no source has a page of it that is read."""
        return self.chamber.archive is None and not self.is_written

    @property
    def written_number(self) -> str:
        """The number as its chamber writes it, such as `12432`, `05636`, `1054S` or `V-2026-0042`."""
        return self.chamber.number_of(self.designation)

    def is_over(self, current: int) -> bool:
        """Whether it cannot be answered any more, as its session is over. `current` is the current legislature."""
        return self.chamber.is_over(self.session, current)

    def has_begun(self, current: int) -> bool:
        """Whether its session can have a question yet. `current` is the current legislature."""
        return self.chamber.has_begun(self.session, current)

    def __str__(self) -> str:
        return self.chamber.write(self.designation)

    @classmethod
    def parse(cls, key: str) -> "QuestionId":
        """Read the canonical text that `str()` wrote, such as `an16-12432`, or an earlier version, such as `16-12432`.

        Raises ValueError for anything else: the text may come from a button that somebody forged.
        """
        chamber, named = chambers.designation(key)
        return cls(chamber, *named)


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
class Transformed:
    """The question was made into another one, of the `kind` that the source says ("QOSD"); either can be unknown."""

    kind: str | None
    into: QuestionId | None


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
    `transformed` is None where no source says that it was, `reminds` the question of which this one reminds.
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
    transformed: Transformed | None = None
    reminds: QuestionId | None = None

    @property
    def state(self) -> State:
        """The state; ANSWERED wins over CLOSED, for an answer closes a question too."""
        if self.answer is not None:
            return State.ANSWERED
        return State.CLOSED if self.closing is not None else State.WAITING

    @property
    def is_answered_at_once(self) -> bool:
        """Whether such a question is answered in the very sitting in which it is asked."""
        return self.id.chamber.is_answered_at_once(self.id.kind)

    @property
    def due(self) -> date | None:
        """The last day for an answer, such as two months after publication; None where that is not known."""
        return None if self.asked is None else self.id.terms.due(self.asked)

    @property
    def signalled_due(self) -> date | None:
        """The last day for an answer to a signalled question; None where it is not signalled, or on an unknown day.

        A signalling dated before the question's publication is a slip, and its day counts as unknown.
        """
        days = [day for day in self.signalled or () if day is not None and day >= (self.asked or day)]
        term = self.id.terms.once_signalled
        return max(days) + term if days and term else None

    @property
    def deadline(self) -> date | None:
        """The term that counts now: ten days after the signalling, or else two months after publication."""
        return self.signalled_due or self.due
