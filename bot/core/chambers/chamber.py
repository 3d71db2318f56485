"""A chamber: what is particular to one house of a parliament, in one value.

Everything else knows a question's chamber by this value alone, and asks it. How one is added: docs/architecture.md.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import ClassVar, NamedTuple

from bot.core.closing_labels import Ending, fold
from bot.core.source import Role, Source

MAX_NUMBER = 999_999
"""The highest number that any chamber's question can have. The Assemblée's 14th legislature had 104,143."""


MAX_SERIES = 2**31 - 1
"""The highest number that any series can have."""


class Designation(NamedTuple):
    """What names a question within its chamber.

    `session` is the span within which numbers do not repeat, as the chamber counts it. `kind` is the chamber's own
    word for what sort of question it is, such as `QE` for a written one.
    """

    session: int
    number: int
    kind: str


class Numbered(NamedTuple):
    """A number of a chamber's without its session: several questions can have it."""

    number: int
    kind: str


class Named(NamedTuple):
    """A chamber's questions that a text names, in order and each once, and the text without the words that named them.

    `unknown` are the words that name a question of a kind that the chamber is not known to have.
    """

    named: tuple[Designation | Numbered, ...]
    rest: str
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a kind of question; None for one that there is not, or that is not known.

    - `months_to_answer`: from the question's publication until its answer is due.
    - `months_to_renew`: from then on its author may renew it.
    - `once_signalled`: from the day on which it was signalled until its answer is due.
    - `years_to_lapse`: from its publication until it lapses without an answer.
    """

    months_to_answer: int | None = None
    months_to_renew: int | None = None
    once_signalled: timedelta | None = None
    years_to_lapse: int | None = None


NO_TERMS = Terms()


@dataclass(frozen=True, slots=True)
class WeeklyIssue:
    """The Journal officiel that has a chamber's written questions and answers once a week.

    - `name` names the setting of the chats that are told of it, in the store and in buttons: stable for ever.
    - `weekday` is its day; Monday is 0. No other chamber's issue has the same: by its day an issue is told apart.
    - `missed_after` is how long after the beginning of that day, in Paris, a file that is new since shows that there
      was none, and `unknown_after` how long after it any other file, or none, leaves that open.
    """

    name: str
    weekday: int
    missed_after: timedelta
    unknown_after: timedelta


class Chamber(ABC):
    """A chamber. There is one value of each class, which is the same after it was copied or pickled.

    - `code` begins the canonical text of each of its questions, and is stable for ever.
    - `kinds` are the kinds of its questions, the written one first. Their order is stored: new ones come last.
    - `series` are the numbers under which its questions are stored, one for each session and kind. No other chamber has
      any of them. The chambers are ordered by them.
    - `archive` is the name under which the one file is remembered that has the questions of all its series; None where
      each series has an archive of its own. It is short, stable for ever, and no other source's.
    - `names` are what people call it in a query; the first is the canonical one. By its code it can be asked for too.
    - `in_sessions` is whether its figures are of its current session, where nothing says of which time.
    - `page_sources` are the sources that have a page for its questions, its own one first.
    - `has_letter` is whether there is a letter with which its members can be asked to chase a question up.
    - `issue` is its weekly issue; None where none is told of.
    - `endings` are the labels with which it closes questions, folded by `bot.core.closing_labels.fold`.
    """

    code: ClassVar[str]
    kinds: ClassVar[tuple[str, ...]]
    series: ClassVar[range]
    archive: ClassVar[str | None] = None
    names: ClassVar[tuple[str, ...]] = ()
    in_sessions: ClassVar[bool] = False
    page_sources: ClassVar[tuple[Source, ...]] = ()
    has_letter: ClassVar[bool] = False
    issue: ClassVar[WeeklyIssue | None] = None
    endings: ClassVar[Mapping[str, Ending]]

    @abstractmethod
    def series_of(self, session: int, kind: str) -> int:
        """The number, of `series`, under which the questions of a session and kind are stored."""

    @abstractmethod
    def of_series(self, series: int) -> tuple[int, str]:
        """The inverse of `series_of`. Raises ValueError for a number under which nothing is stored."""

    def series_with(self, kind: str) -> tuple[range, ...]:
        """The numbers, of `series`, under which the questions of a kind are stored; no other kind has any of them.

        They are found by `of_series`. A chamber with many overrides it.
        """
        return _series_with(self, kind)

    def is_answered_at_once(self, kind: str) -> bool:
        """Whether a question of a kind is answered in the very sitting in which it is asked: it never waits."""
        return False

    @abstractmethod
    def write(self, named: Designation) -> str:
        """The canonical text of a question, stable for ever.

        It begins with the code, has at most 18 characters of A-Z, a-z, 0-9 and `-`, and is no other chamber's.
        """

    @abstractmethod
    def read(self, text: str) -> Designation | None:
        """The inverse of `write`, and of what earlier versions wrote; None for any other text, which may be forged."""

    @abstractmethod
    def uid(self, named: Designation) -> str:
        """The chamber's own identifier of a question, as its open data has it."""

    @abstractmethod
    def reference(self, named: Designation) -> str:
        """A question in the shortest form that a person can type to name it."""

    @abstractmethod
    def shown(self, named: Designation) -> Mapping[str, object]:
        """The values of the sentences `title-…` and `name-…` that name a question (see `sentence`)."""

    def numbered(self, number: int, kind: str) -> str:
        """A number as the chamber writes it."""
        return str(number)

    def short(self, numbered: Numbered) -> str:
        """A number without its session, in a form in which a person can type it again: only where `typed` gives one."""
        return self.numbered(*numbered)

    def typed(self, text: str) -> Named:
        """The chamber's questions in what somebody typed for the bot: their canonical texts, if it knows no more."""
        words = text.split()
        found = {word: each for word in words if (each := self.read(word))}
        return (
            Named(tuple(found.values()), " ".join(word for word in words if word not in found))
            if found
            else Named((), text)
        )

    def mentioned(self, text: str) -> Named:
        """The chamber's questions that a longer text mentions, such as an article."""
        return Named((), text)

    @abstractmethod
    def page(self, named: Designation) -> str:
        """The address of a question's official page, for people."""

    @abstractmethod
    def terms(self, kind: str) -> Terms:
        """The terms of a kind of question."""

    @abstractmethod
    def first_day(self, session: int) -> date:
        """The first day on which a question of a session can have been published."""

    @abstractmethod
    def is_over(self, session: int, current: int) -> bool:
        """Whether no question of a session can be answered any more. `current` is the Assemblée's legislature now."""

    @abstractmethod
    def has_begun(self, session: int, current: int) -> bool:
        """Whether a session can have a question yet. `current` is as in `is_over`."""

    def is_past(self, session: int, today: date) -> bool:
        """Whether a session is so long ago that no source lists its questions any more: what is not known stays so."""
        return False

    def series_issued(self, current: int, day: date) -> Sequence[int]:
        """The series of whose questions an issue of that day can tell. `current` is as in `is_over`."""
        return ()

    def listed_since(self, day: date) -> date | None:
        """From which day of publication on a source lists questions on that day; None where it lists all of them."""
        return None

    def has_archive_of(self, session: int) -> bool:
        """Whether the questions of each kind of a session have an archive of their own."""
        return False

    def ending(self, label: str | None) -> Ending | None:
        """The ending that a label means; None for an unknown label, which is shown as it stands."""
        return self.endings.get(fold(label or ""))

    def knows(self, label: str | None) -> bool:
        """Whether the operator need not be told of a label: its meaning is known, or it is empty."""
        return not fold(label or "") or self.ending(label) is not None

    def sentence(self, what: str, kind: str) -> str:
        """The key of the sentence that names a question of a kind: `what` is `title` or `name`."""
        return f"{what}-{self.code}-{kind}"

    @property
    def own_pages(self) -> Source | None:
        """The source that has the chamber's own pages; None where none is read."""
        return next((source for source in self.page_sources if source.role is not Role.OTHERS), None)

    @property
    def pages_have_texts(self) -> bool:
        """Whether its own pages have the texts that its archive lacks."""
        own = self.own_pages
        return own is not None and own.role is Role.TEXTS

    @property
    def name(self) -> str:
        """What it is called in a query."""
        return self.names[0] if self.names else self.code

    def __repr__(self) -> str:
        return f"<{self.code}>"

    def __lt__(self, other: "Chamber") -> bool:
        return self.series.start < other.series.start

    def __le__(self, other: "Chamber") -> bool:
        return self.series.start <= other.series.start

    def __gt__(self, other: "Chamber") -> bool:
        return self.series.start > other.series.start

    def __ge__(self, other: "Chamber") -> bool:
        return self.series.start >= other.series.start

    def __reduce__(self) -> str:
        """Where it is found when it is copied or unpickled: a constant of its module, its class's name in capitals."""
        return type(self).__name__.upper()


@lru_cache(maxsize=64)
def _series_with(chamber: Chamber, kind: str) -> tuple[range, ...]:
    having = [each for each in chamber.series if _kind_of(chamber, each) == kind]
    steps = {later - earlier for earlier, later in pairwise(having)}
    if len(steps) == 1:
        return (range(having[0], having[-1] + 1, steps.pop()),)
    starts = [each for at, each in enumerate(having) if at == 0 or having[at - 1] != each - 1]
    ends = [each for at, each in enumerate(having) if at == len(having) - 1 or having[at + 1] != each + 1]
    return tuple(range(start, end + 1) for start, end in zip(starts, ends, strict=True))


def _kind_of(chamber: Chamber, series: int) -> str | None:
    try:
        return chamber.of_series(series)[1]
    except ValueError:
        return None
