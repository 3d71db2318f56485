"""A chamber: what is particular to one house of a parliament, in one value.

Everything else knows a question's chamber by this value alone, and asks it. How one is added: docs/architecture.md.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from bot.core.chambers import forms
from bot.core.chambers.named import Designation, Named, Numbered
from bot.core.closing_labels import Ending, fold
from bot.core.days import add_months
from bot.core.source import Role, Source

__all__ = [
    "MAX_NUMBER",
    "MAX_SERIES",
    "NO_TERMS",
    "TWO_MONTHS",
    "Chamber",
    "Designation",
    "Named",
    "Numbered",
    "Terms",
    "WeeklyIssue",
]

MAX_NUMBER = 999_999
"""The highest number that any chamber's question can have. The Assemblée's 14th legislature had 104,143."""


MAX_SERIES = 2**31 - 1
"""The highest number that any series can have."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a kind of question; None for one that there is not, or that is not known.

    - `months_to_answer`, or else `days_to_answer`: from the question's publication until its answer is due.
    - `months_to_renew`: from then on its author may renew it.
    - `once_signalled`: from the day on which it was signalled until its answer is due.
    - `years_to_lapse`: from its publication until it lapses without an answer.
    """

    months_to_answer: int | None = None
    months_to_renew: int | None = None
    once_signalled: timedelta | None = None
    years_to_lapse: int | None = None
    days_to_answer: int | None = None

    def due(self, asked: date) -> date | None:
        """The last day for an answer to a question of that day; None where there is no such term."""
        if self.months_to_answer is not None:
            return add_months(asked, self.months_to_answer)
        return None if self.days_to_answer is None else asked + timedelta(days=self.days_to_answer)


NO_TERMS = Terms()
TWO_MONTHS = Terms(months_to_answer=2)
"""The term of the French chambers, which many sentences name."""


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


KINDS_OF_A_SESSION = 10
"""Places for the kinds of one session among the series, where the chamber does not number them in another way."""


class Chamber(ABC):
    """A chamber. There is one value of each class, which is the same after it was copied or pickled.

    Needed are `code`, `kinds`, `series`, `uid`, `page` and `first_day`; all else has a default that fits a chamber of
    which no more is known.

    - `code` begins the canonical text of each of its questions, and is stable for ever: a few letters of a-z.
    - `called` is what it is called in a sentence, in its own language; by default the first of `names`.
    - `forms` are the ways in which people write its questions: regular expressions with the groups `number`, `session`
      where the writing tells it, and `kind` where it tells that. Case does not matter.
    - `written_terms` are the terms of its written questions.
    - `kinds` are the kinds of its questions, the written one first. Their order is stored: new ones come last.
    - `series` are the numbers under which its questions are stored, one for each session and kind. No other chamber has
      any of them. The chambers are ordered by them.
    - `archive` is the name under which the one file is remembered that has the questions of all its series; None where
      each series has an archive of its own. It is short, stable for ever, and no other source's.
    - `months_listed` is for how many months after its publication a question stays in that file; None where it does for
      ever.
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
    called: ClassVar[str] = ""
    forms: ClassVar[tuple[str, ...]] = ()
    written_terms: ClassVar[Terms] = NO_TERMS
    archive: ClassVar[str | None] = None
    months_listed: ClassVar[int | None] = None
    names: ClassVar[tuple[str, ...]] = ()
    in_sessions: ClassVar[bool] = False
    page_sources: ClassVar[tuple[Source, ...]] = ()
    has_letter: ClassVar[bool] = False
    issue: ClassVar[WeeklyIssue | None] = None
    endings: ClassVar[Mapping[str, Ending]] = {}

    def series_of(self, session: int, kind: str) -> int:
        """The number, of `series`, under which the questions of a session and kind are stored."""
        return self.series.start + session * KINDS_OF_A_SESSION + self.kinds.index(kind)

    def of_series(self, series: int) -> tuple[int, str]:
        """The inverse of `series_of`. Raises ValueError for a number under which nothing is stored."""
        session, kind = divmod(series - self.series.start, KINDS_OF_A_SESSION)
        if kind >= len(self.kinds):
            raise ValueError(f"not a series of {self.code}: {series}")
        return session, self.kinds[kind]

    def series_with(self, kind: str) -> Sequence[range]:
        """The numbers, of `series`, under which the questions of a kind are stored; no other kind has any of them."""
        return (self.series[self.kinds.index(kind) :: KINDS_OF_A_SESSION],)

    def is_answered_at_once(self, kind: str) -> bool:
        """Whether a question of a kind is answered in the very sitting in which it is asked: it never waits."""
        return False

    def write(self, named: Designation) -> str:
        """The canonical text of a question, stable for ever: such as `diet2026-42`; `diet2026-O-42` for a later kind.

        It begins with the code, has at most 20 characters of A-Z, a-z, 0-9 and `-`, and is no other chamber's.
        """
        kind = "" if named.kind == self.kinds[0] else f"{named.kind}-"
        return f"{self.code}{named.session}-{kind}{named.number}"

    def read(self, text: str) -> Designation | None:
        """The inverse of `write`, and of what earlier versions wrote; None for any other text, which may be forged."""
        named = forms.read_canonical(text, self.code, self.kinds)
        return named if named is not None and self._is_possible(named) else None

    @abstractmethod
    def uid(self, named: Designation) -> str:
        """The chamber's own identifier of a question, as its open data has it."""

    def reference(self, named: Designation) -> str:
        """A question in the shortest form that a person can type to name it: by default its identifier."""
        return self.uid(named)

    def shown(self, named: Designation) -> Mapping[str, object]:
        """The values of the chamber's own sentences about a question, such as `title-…` (see `sentence`)."""
        return {"number": self.number_of(named)}

    def number_of(self, named: Designation) -> str:
        """The number of a question as it stands behind "n°", where its chamber is clear: by default its reference."""
        return self.reference(named)

    def numbered(self, number: int, kind: str) -> str:
        """A number without its session as the chamber writes it."""
        return str(number)

    def short(self, numbered: Numbered) -> str:
        """A number without its session, in a form in which a person can type it again: only where `typed` gives one."""
        return self.numbered(*numbered)

    def named_by(self, groups: Mapping[str, str | None]) -> Designation | Numbered | None:
        """The question that a text in one of `forms` names, by the form's groups; None where it can be none."""
        kind = forms.kind_of(groups, self.kinds)
        number, session = int(groups.get("number") or 0), groups.get("session")
        if kind is None or not 1 <= number <= MAX_NUMBER:
            return None
        if session is None:
            return Numbered(number, kind)
        named = Designation(int(session), number, kind)
        return named if self._is_possible(named) else None

    def designated(self, text: str) -> Designation | None:
        """The question that a text names which is one of `forms` and nothing else; None where it names none."""
        groups = forms.groups_of(text.strip(), self.forms)
        named = None if groups is None else self.named_by(groups)
        return named if isinstance(named, Designation) else None

    def typed(self, text: str) -> Named:
        """The chamber's questions in what somebody typed for the bot: their canonical texts, and what `forms` read."""
        return forms.find(text, self.forms, self.named_by, self.page, self.read)

    def mentioned(self, text: str) -> Named:
        """The chamber's questions that a longer text mentions, such as an article."""
        return forms.find(text, self.forms, self.named_by, self.page)

    @abstractmethod
    def page(self, named: Designation) -> str:
        """The address of a question's official page, for people."""

    def terms(self, kind: str) -> Terms:
        """The terms of a kind of question: by default the written ones alone have any."""
        return self.written_terms if kind == self.kinds[0] else NO_TERMS

    @abstractmethod
    def first_day(self, session: int) -> date:
        """The first day on which a question of a session can have been published."""

    def is_over(self, session: int, current: int) -> bool:
        """Whether no question of a session can be answered any more. `current` is the Assemblée's legislature now."""
        return False

    def has_begun(self, session: int, current: int) -> bool:
        """Whether a session can have a question yet. `current` is as in `is_over`."""
        return True

    def is_past(self, session: int, today: date) -> bool:
        """Whether a session is so long ago that no source lists its questions any more: what is not known stays so.

        By default it is where the session after it began before `listed_since`.
        """
        since = self.listed_since(today)
        try:
            return since is not None and self.first_day(session + 1) <= since
        except (ValueError, OverflowError):
            return False

    def series_issued(self, current: int, day: date) -> Sequence[int]:
        """The series of whose questions an issue of that day can tell. `current` is as in `is_over`."""
        return ()

    def listed_since(self, day: date) -> date | None:
        """From which day of publication on a source lists questions on that day; None where it lists all of them."""
        return None if self.months_listed is None else add_months(day, -self.months_listed)

    def has_archive_of(self, session: int) -> bool:
        """Whether the questions of each kind of a session have an archive of their own."""
        return False

    def first_listed(self, day: date) -> int:
        """The first series of whose questions a source lists any on that day."""
        return self.series.start

    def ending(self, label: str | None) -> Ending | None:
        """The ending that a label means; None for an unknown label, which is shown as it stands."""
        return self.endings.get(fold(label or ""))

    def knows(self, label: str | None) -> bool:
        """Whether the operator need not be told of a label: its meaning is known, or it is empty."""
        return not fold(label or "") or self.ending(label) is not None

    def sentence(self, what: str, kind: str) -> str:
        """The key of the chamber's own sentence, if it has one, that names a question: `what` is `title` or `name`."""
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

    @property
    def title(self) -> str:
        """What it is called in a sentence."""
        return self.called or self.name[:1].upper() + self.name[1:]

    def _is_possible(self, named: Designation) -> bool:
        try:
            self.first_day(named.session)
        except (ValueError, OverflowError):
            return False
        return 1 <= named.number <= MAX_NUMBER and self.series_of(named.session, named.kind) in self.series

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
