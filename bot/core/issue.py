"""The Tuesday issue in figures: what one Journal officiel brought, beside the weeks and the year before it.

All is counted from what questions are counted by (`bot.core.summary`), as of the day of the issue. That is always a
Tuesday: so is every date of the archives.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.core.beside import ratio
from bot.core.figure_count import can_be, row_names
from bot.core.question import QuestionId, State

WEEK, YEAR = timedelta(weeks=1), timedelta(weeks=52)

WEEKS = 12
"""Issues that are counted week by week, the one in question last."""

MOST_SUBJECTS = 3

LEAST = 3
"""Questions of one issue that a rubric must have to be called frequent."""

FEWEST_IN_A_YEAR = 100
"""With fewer questions in the year before, nothing is known of what is usual."""

LIKELY = 6.6
"""The least log-likelihood ratio of a frequent rubric: one in a hundred reaches it by chance."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is counted of one question: `ended` is the day of its answer, or of its end without one."""

    id: QuestionId
    asked: date | None
    ended: date | None
    state: State
    ministry: str | None
    rubric: str | None


@dataclass(frozen=True, slots=True)
class Lasted:
    """A question, and the days from its publication to its answer's, or until the issue where it waits."""

    question: QuestionId
    days: int


@dataclass(frozen=True, slots=True)
class OfMinistry:
    """A ministry, by the name of its family (`bot.core.families`) or by its own, and a number of its questions."""

    ministry: str
    number: int


@dataclass(frozen=True, slots=True)
class Frequent:
    """A rubric of so many of the issue's questions, and how many `times` its usual share that is.

    `times` is None where no question of the year before had that rubric.
    """

    rubric: str
    number: int
    times: float | None


@dataclass(frozen=True, slots=True)
class Week:
    """How many questions and answers one issue brought."""

    day: date
    asked: int
    answered: int


@dataclass(frozen=True, slots=True)
class Issue:
    """The figures of one issue, of all questions or of some; `day` is the issue's.

    - `fastest` and `slowest` are of its answers; both are the same where there is only one with both its dates.
    - `answered_most` is the ministry that gave most of its answers, `owes_most` the one with most questions that are
      beyond the two months on that day; the one whose name comes first where several have the same number.
    - `frequent` are the rubrics that have more of its questions than the year before lets expect, the clearest first.
    - `oldest` is the question that has waited longest; the one of the least number where several have.
    - `weeks` are the last issues, the earliest first. Weeks before the first question or answer are left out.
    """

    day: date
    asked: int = 0
    answered: int = 0
    fastest: Lasted | None = None
    slowest: Lasted | None = None
    answered_most: OfMinistry | None = None
    owes_most: OfMinistry | None = None
    frequent: tuple[Frequent, ...] = ()
    oldest: Lasted | None = None
    weeks: tuple[Week, ...] = ()

    @property
    def named(self) -> tuple[QuestionId, ...]:
        """The questions that it names."""
        return tuple(dict.fromkeys(each.question for each in (self.fastest, self.slowest, self.oldest) if each))


class IssueCount:
    """The count of an issue: `add` takes questions in, in any order, each of them once."""

    def __init__(self, day: date) -> None:
        self._day = day
        self._asked: Counter[date] = Counter()
        self._answered: Counter[date] = Counter()
        self._answers: Counter[str] = Counter()
        self._owed: Counter[str] = Counter()
        self._here: Counter[str] = Counter()
        self._before: Counter[str] = Counter()
        self._in_year = 0
        self._lasted: list[tuple[int, QuestionId]] = []
        self._oldest: tuple[date, QuestionId] | None = None

    def add(self, known: Known) -> None:
        """Count a question."""
        if known.asked is not None and known.asked <= self._day:
            self._count_question(known, known.asked)
        if known.state is State.ANSWERED and known.ended is not None and known.ended <= self._day:
            self._count_answer(known, known.ended)

    def issue(self) -> Issue:
        """The figures of all that was counted."""
        lasted = [Lasted(id, days) for days, id in sorted(self._lasted)]
        oldest = self._oldest and Lasted(self._oldest[1], (self._day - self._oldest[0]).days)
        longest = [each for each in lasted if each.days == lasted[-1].days]
        return Issue(
            self._day,
            self._asked[self._day],
            self._answered[self._day],
            lasted[0] if lasted else None,
            longest[0] if lasted else None,
            _most(self._answers),
            _most(self._owed),
            self._frequent(),
            oldest,
            self._weeks(),
        )

    def _count_question(self, known: Known, asked: date) -> None:
        self._asked[asked] += 1
        rubric = " ".join((known.rubric or "").split())
        if asked == self._day:
            self._here[rubric] += 1
        elif self._day - asked <= YEAR:
            self._before[rubric] += 1
            self._in_year += 1
        if known.state is not State.WAITING:
            return
        self._oldest = min(filter(None, (self._oldest, (asked, known.id))))
        due = known.id.terms.due(asked)
        if known.ministry is not None and due is not None and due < self._day:
            self._owed[known.ministry] += 1

    def _count_answer(self, known: Known, ended: date) -> None:
        self._answered[ended] += 1
        if ended != self._day:
            return
        if known.ministry is not None:
            self._answers[known.ministry] += 1
        if known.asked is not None and can_be(ended, known.asked, self._day):
            self._lasted.append(((ended - known.asked).days, known.id))

    def _frequent(self) -> tuple[Frequent, ...]:
        if self._in_year < FEWEST_IN_A_YEAR:
            return ()
        of_here = self._asked[self._day]
        clear: list[tuple[float, Frequent]] = []
        for rubric, number in self._here.items():
            before = self._before[rubric]
            likelihood = ratio(number, of_here, before, self._in_year)
            if rubric and number >= LEAST and likelihood >= LIKELY:
                times = number * self._in_year / (of_here * before) if before else None
                clear.append((likelihood, Frequent(rubric, number, times)))
        clear.sort(key=lambda each: (-each[0], each[1].rubric))
        return tuple(each for _, each in clear[:MOST_SUBJECTS])

    def _weeks(self) -> tuple[Week, ...]:
        days = [self._day - WEEK * back for back in reversed(range(WEEKS))]
        weeks = [Week(day, self._asked[day], self._answered[day]) for day in days]
        first = next((at for at, each in enumerate(weeks) if each.asked or each.answered), len(weeks))
        return tuple(weeks[first:])


def _most(numbers: Mapping[str, int]) -> OfMinistry | None:
    """The ministry with the highest number: one of several families counts for each, as in the league."""
    joined: defaultdict[str, int] = defaultdict(int)
    for ministry, number in numbers.items():
        for name in row_names(ministry):
            joined[name] += number
    if not joined:
        return None
    name = min(joined, key=lambda each: (-joined[each], each))
    return OfMinistry(name, joined[name])


def counted(day: date, questions: Sequence[Known]) -> Issue:
    """The figures of an issue, of these questions."""
    count = IssueCount(day)
    for each in questions:
        count.add(each)
    return count.issue()


def as_plain(issue: Issue) -> dict[str, Any]:
    """The figures as values of JSON."""
    return {
        "day": issue.day.isoformat(),
        "asked": issue.asked,
        "answered": issue.answered,
        **{name: _lasted_as_plain(getattr(issue, name)) for name in ("fastest", "slowest", "oldest")},
        **{name: _ministry_as_plain(getattr(issue, name)) for name in ("answered_most", "owes_most")},
        "frequent": [[each.rubric, each.number, each.times] for each in issue.frequent],
        "weeks": [[each.day.isoformat(), each.asked, each.answered] for each in issue.weeks],
    }


def of_plain(plain: Mapping[str, Any]) -> Issue:
    """The figures that `as_plain` wrote."""
    return Issue(
        date.fromisoformat(plain["day"]),
        plain["asked"],
        plain["answered"],
        _lasted_of(plain["fastest"]),
        _lasted_of(plain["slowest"]),
        _ministry_of(plain["answered_most"]),
        _ministry_of(plain["owes_most"]),
        tuple(Frequent(*each) for each in plain["frequent"]),
        _lasted_of(plain["oldest"]),
        tuple(Week(date.fromisoformat(day), asked, answered) for day, asked, answered in plain["weeks"]),
    )


def _lasted_of(plain: Sequence[Any] | None) -> Lasted | None:
    return None if plain is None else Lasted(QuestionId.parse(plain[0]), plain[1])


def _ministry_of(plain: Sequence[Any] | None) -> OfMinistry | None:
    return None if plain is None else OfMinistry(*plain)


def _lasted_as_plain(lasted: Lasted | None) -> list[Any] | None:
    return None if lasted is None else [str(lasted.question), lasted.days]


def _ministry_as_plain(of: OfMinistry | None) -> list[Any] | None:
    return None if of is None else [of.ministry, of.number]
