"""Counts figures: of questions that were put together where they have the same dates, state and ministry."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import accumulate
from typing import TypeGuard

from bot.core.chambers.chamber import Terms
from bot.core.days import add_months
from bot.core.families import shipped
from bot.core.figures import DelayRow, Delays, Figures, LeagueRow, MonthRow
from bot.core.question import State

STEP = 30
"""Days that a row of delays spans."""

LAST_STEP = 360
"""Days: what took longer is in one row."""


class FigureCount:
    """The count of some questions, as of a day: `add` takes them in, in any order."""

    def __init__(self, as_of: date) -> None:
        self._as_of = as_of
        self._states = dict.fromkeys(State, 0)
        self._judged = self._in_time = self._overdue = 0
        self._waits: defaultdict[date, int] = defaultdict(int)
        self._delays: defaultdict[int, int] = defaultdict(int)
        self._late: defaultdict[int, int] = defaultdict(int)

    def add(self, asked: date | None, ended: date | None, state: State, number: int, terms: Terms) -> None:
        """Count so many questions that were published, and answered or closed, on these days; None for unknown ones.

        One whose `terms` say of no day when its answer is due is never late.
        """
        self._states[state] += number
        if asked is None or asked > self._as_of:
            return
        term = _term(asked, terms)
        if state is State.WAITING:
            self._waits[asked] += number
            if self._as_of > term:
                self._judged += number
                self._overdue += number
        elif can_be(ended, asked, self._as_of):
            is_answered = state is State.ANSWERED
            if is_answered:
                days = (ended - asked).days
                self._delays[days] += number
                if ended > term:
                    self._late[days] += number
            if self._as_of > term and (is_answered or ended > term):
                self._judged += number
                self._in_time += number * (ended <= term)

    def join(self, other: "FigureCount") -> None:
        """Count what the other has counted, as of the same day."""
        for state, number in other._states.items():
            self._states[state] += number
        self._judged += other._judged
        self._in_time += other._in_time
        self._overdue += other._overdue
        for asked, number in other._waits.items():
            self._waits[asked] += number
        for mine, others in ((self._delays, other._delays), (self._late, other._late)):
            for days, number in others.items():
                mine[days] += number

    def figures(self) -> Figures:
        """The figures of all that was counted."""
        return Figures(
            self._as_of,
            sum(self._states.values()),
            self._states[State.ANSWERED],
            self._states[State.CLOSED],
            self._states[State.WAITING],
            self._judged,
            self._in_time,
            self._overdue,
            delays_of(self._delays),
            min(self._waits, default=None),
            self._waited(),
        )

    @property
    def late(self) -> int:
        """How many were answered after their term. Sooner were so many of the delays' `count` as are left then."""
        return sum(self._late.values())

    def delay_rows(self) -> list[DelayRow]:
        """How many answers took how long, in the same rows for all questions; empty where none was answered."""
        if not self._delays:
            return []
        rows, late = _in_steps(self._delays), _in_steps(self._late)
        spans = [(at * STEP + (at > 0), (at + 1) * STEP) for at in range(LAST_STEP // STEP)]
        return [
            DelayRow(least, most, rows[at], late[at])
            for at, (least, most) in enumerate([*spans, (LAST_STEP + 1, None)])
        ]

    def _waited(self) -> int | None:
        waited = delays_of({(self._as_of - asked).days: number for asked, number in self._waits.items()})
        return waited.median if waited else None


class MonthCount:
    """The count of what was published in each month, as of a day."""

    def __init__(self, as_of: date) -> None:
        self._as_of = as_of
        self._asked: Counter[date] = Counter()
        self._answered: Counter[date] = Counter()

    def add(self, asked: date | None, ended: date | None, state: State, number: int) -> None:
        """Count so many questions, as `FigureCount.add`."""
        if asked is None or asked > self._as_of:
            return
        self._asked[asked] += number
        if state is State.ANSWERED and can_be(ended, asked, self._as_of):
            self._answered[ended] += number

    def months(self) -> list[MonthRow]:
        """Every month from the first one in which anything was published to the last, the earliest first."""
        asked, answered = _by_month(self._asked), _by_month(self._answered)
        every = asked.keys() | answered.keys()
        if not every:
            return []
        return [MonthRow(each, asked[each], answered[each]) for each in _months(min(every), max(every))]


class LeagueCount:
    """The count of the questions of each ministry, as of a day."""

    def __init__(self, as_of: date) -> None:
        self._as_of = as_of
        self._counts: dict[str, FigureCount] = {}

    def add(
        self,
        asked: date | None,
        ended: date | None,
        state: State,
        ministry: str | None,
        number: int,
        terms: Terms,
    ) -> None:
        """Count so many questions of the ministry that owes the answer, as `FigureCount.add`.

        What nobody owes is left out.
        """
        if ministry is not None:
            count = self._counts.get(ministry)
            if count is None:
                count = self._counts[ministry] = FigureCount(self._as_of)
            count.add(asked, ended, state, number, terms)

    def league(self) -> list[LeagueRow]:
        """The ministries in the order of their shares, the highest first; then those of which few were judged.

        A ministry that belongs to several families counts for each; see `row_names`.
        """
        joined: dict[str, FigureCount] = {}
        for name in sorted(self._counts):
            for row in row_names(name):
                joined.setdefault(row, FigureCount(self._as_of)).join(self._counts[name])
        return sorted((LeagueRow(name, count.figures()) for name, count in joined.items()), key=_rank)


def row_names(ministry: str) -> Sequence[str]:
    """The rows of a league in which a ministry counts: those of its families, or one of its own name.

    That one is the same with other spaces or apostrophes: the archive has both.
    """
    return shipped().of(ministry) or (" ".join(ministry.replace("'", "’").split()),)


def can_be(ended: date | None, asked: date, as_of: date) -> TypeGuard[date]:
    """Whether the day of an end is known, and possible: no earlier than the question's, and not in the future."""
    return ended is not None and asked <= ended <= as_of


def delays_of(days: Mapping[int, int]) -> Delays | None:
    """The delays of answers, of how many took so many days each; None where there is none."""
    count = sum(days.values())
    if not count:
        return None
    ranks = accumulate(days[day] for day in sorted(days))
    reached = list(zip(sorted(days), ranks, strict=True))
    first, median, third = (
        next(day for day, behind in reached if 4 * behind >= quarters * count) for quarters in (1, 2, 3)
    )
    return Delays(count, first, median, third, max(days))


@lru_cache(maxsize=4_096)  # the questions of five years were published on some 250 days
def _term(asked: date, terms: Terms) -> date:
    """The last day for an answer."""
    return terms.due(asked) or date.max


def _in_steps(days: Mapping[int, int]) -> Counter[int]:
    """How many lie in each row of delays."""
    rows: Counter[int] = Counter()
    for delay, number in days.items():
        rows[min(max(delay - 1, 0), LAST_STEP) // STEP] += number
    return rows


def _rank(row: LeagueRow) -> tuple[bool, float, str]:
    share = row.figures.share_in_time
    return row.figures.are_few, -(share or 0) if not row.figures.are_few else 0, row.ministry


def _by_month(days: Mapping[date, int]) -> Counter[date]:
    months: Counter[date] = Counter()
    for day, number in days.items():
        months[day.replace(day=1)] += number
    return months


def _months(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first = add_months(first, 1)
