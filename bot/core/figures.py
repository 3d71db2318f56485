"""Figures: how the Government answered a set of questions, in numbers that anybody can count again.

docs/figures.md says in words what each of them means. All are counted from what a question is counted by
(`bot.core.summary`), as of a day; `bot.core.figure_count` counts.
"""

from dataclasses import dataclass
from datetime import date

FEWEST_JUDGED = 20
"""A rate of fewer questions says little: it is marked, and has no place in a ranking."""

FEWEST_ANSWERS = 20
"""The delays of fewer answers are not what is usual."""


@dataclass(frozen=True, slots=True)
class Delays:
    """Days from the question's publication to its answer's, of all that were answered and have both dates.

    `median` is the lower one of an even number; between `first` and `third` lies the middle half. Each is the delay of
    a question: of the first one that has a quarter, half, or three quarters of all behind it, itself among them.
    """

    count: int
    first: int
    median: int
    third: int
    longest: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of some questions, as of a day.

    - `asked` is all of them; each is `answered`, `closed` without an answer, or `waiting`.
    - `judged` are those whose term, two months after publication, has passed, and of which it is known whether they
      were answered by then. A question that was answered sooner is judged when its term passes and not before: else of
      the questions of last week those alone would be judged that had an answer. What was closed before its term passed
      is not judged.
    - `in_time` are the judged that were answered on the last day of the term, or before.
    - `overdue` are the waiting ones whose term has passed.
    - `delays` are None where none was answered; `oldest` is the publication's day of the oldest one that waits.
    - `waited` is for how many days those that wait have done so, the median of them, as that of `Delays`; None where
      none waits.

    A date that is unknown, or cannot be (an answer before its question, or after the day), is not used: such a question
    counts in `asked` and by its state, and in nothing for which its date is needed.
    """

    as_of: date
    asked: int = 0
    answered: int = 0
    closed: int = 0
    waiting: int = 0
    judged: int = 0
    in_time: int = 0
    overdue: int = 0
    delays: Delays | None = None
    oldest: date | None = None
    waited: int | None = None

    @property
    def share_in_time(self) -> float | None:
        """The share of the judged that were answered within the term, from 0 to 1; None where none is judged."""
        return self.in_time / self.judged if self.judged else None

    @property
    def are_few(self) -> bool:
        """Whether so few are judged that their share says little."""
        return self.judged < FEWEST_JUDGED


@dataclass(frozen=True, slots=True)
class LeagueRow:
    """The figures of one ministry, by the name of its family (`bot.core.families`), or by its own where it has none."""

    ministry: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class MonthRow:
    """What was published in one month, of which `month` is the first day: questions, and answers to any.

    The answers are to those of the questions that are counted, whenever these were asked.
    """

    month: date
    asked: int
    answered: int


@dataclass(frozen=True, slots=True)
class DelayRow:
    """How many answers took from `least` to `most` days; `most` is None in the last row, which has no end.

    `late` of them came after the term, which ends after 59 to 62 days, and so within a row.
    """

    least: int
    most: int | None
    answers: int
    late: int = 0
