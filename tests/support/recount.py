"""Figures counted again, from whole questions and in the plainest way: what docs/figures.md says, and nothing else.

No line of it is the program's. It goes over each question by itself, knows nothing of cells, ranks or a database, and
takes its medians from a sorted list; so where it agrees with the program, both say what the page says.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from bot.core.figures import DelayRow, Delays, Figures, LeagueRow, MonthRow
from bot.core.question import Question, QuestionId

FamiliesOf = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Recount:
    """All that the views show of some questions, as of a day; `oldest` are all that wait, in the order of the list."""

    figures: Figures
    late: int
    months: list[MonthRow]
    delays: list[DelayRow]
    league: list[LeagueRow]
    oldest: list[QuestionId]


def recount(questions: Iterable[Question], as_of: date, families_of: FamiliesOf) -> Recount:
    """Count the questions again. `families_of` says in which rows of the league a ministry counts."""
    every = list(questions)
    return Recount(
        figures_of(every, as_of),
        sum(answered_late(each, as_of) for each in every),
        _months(every, as_of),
        _delay_rows(every, as_of),
        _league(every, as_of, families_of),
        [each.id for each in sorted(filter(waits, every), key=_age)],
    )


def figures_of(every: Sequence[Question], as_of: date) -> Figures:
    """The figures of some questions."""
    waiting = [each for each in every if waits(each)]
    dated = [each.asked for each in waiting if was_asked(each, as_of) and each.asked]
    return Figures(
        as_of=as_of,
        asked=len(every),
        answered=sum(each.answer is not None for each in every),
        closed=sum(each.answer is None and each.closing is not None for each in every),
        waiting=len(waiting),
        judged=sum(is_judged(each, as_of) for each in every),
        in_time=sum(is_judged(each, as_of) and answered_in_time(each, as_of) for each in every),
        overdue=sum(is_judged(each, as_of) for each in waiting),
        delays=_spread(delay for each in every if (delay := delay_of(each, as_of)) is not None),
        oldest=min(dated, default=None),
        waited=_median([(as_of - asked).days for asked in dated]),
    )


def waits(question: Question) -> bool:
    """Whether it has neither an answer nor an end."""
    return question.answer is None and question.closing is None


def last_day(asked: date) -> date:
    """The last day of the term: the same day two months later, or the last one of that month."""
    year, month = (asked.year, asked.month + 2) if asked.month <= 10 else (asked.year + 1, asked.month - 10)
    for day in (asked.day, 30, 29, 28):
        try:
            if day <= asked.day:
                return date(year, month, day)
        except ValueError:
            continue
    raise AssertionError(asked)


def was_asked(question: Question, as_of: date) -> bool:
    """Whether the day of its publication is known, and can be."""
    return question.asked is not None and question.asked <= as_of


def end_of(question: Question, as_of: date) -> date | None:
    """The day of its answer, or of its end without one, where it is known and can be."""
    end = question.answer.published if question.answer else question.closing.on if question.closing else None
    if end is None or question.asked is None or not was_asked(question, as_of):
        return None
    return end if question.asked <= end <= as_of else None


def answered_in_time(question: Question, as_of: date) -> bool:
    """Whether an answer came on the last day of the term, or before."""
    end = end_of(question, as_of)
    return question.answer is not None and end is not None and end <= last_day(question.asked or end)


def answered_late(question: Question, as_of: date) -> bool:
    """Whether an answer came after the term."""
    return question.answer is not None and end_of(question, as_of) is not None and not answered_in_time(question, as_of)


def is_judged(question: Question, as_of: date) -> bool:
    """Whether its term has passed, and it is known whether it was answered by then."""
    if question.asked is None or not was_asked(question, as_of) or as_of <= last_day(question.asked):
        return False
    if waits(question):
        return True
    end = end_of(question, as_of)
    if end is None:
        return False
    return question.answer is not None or end > last_day(question.asked)


def delay_of(question: Question, as_of: date) -> int | None:
    """Days from its publication to its answer's; None where it has none, or a day is not known."""
    end = end_of(question, as_of)
    return None if question.answer is None or end is None or question.asked is None else (end - question.asked).days


def _spread(delays: Iterable[int]) -> Delays | None:
    row = sorted(delays)
    if not row:
        return None
    first, median, third = (row[ceil(len(row) * quarters / 4) - 1] for quarters in (1, 2, 3))
    return Delays(len(row), first, median, third, row[-1])


def _median(days: list[int]) -> int | None:
    return sorted(days)[(len(days) - 1) // 2] if days else None


def _months(every: Sequence[Question], as_of: date) -> list[MonthRow]:
    asked = Counter((each.asked.year, each.asked.month) for each in every if each.asked and was_asked(each, as_of))
    ends = (end_of(each, as_of) for each in every if each.answer)
    answered = Counter((end.year, end.month) for end in ends if end)
    months = sorted({*asked, *answered})
    if not months:
        return []
    (year, month), rows = months[0], []
    while (year, month) <= months[-1]:
        rows.append(MonthRow(date(year, month, 1), asked[year, month], answered[year, month]))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return rows


def _delay_rows(every: Sequence[Question], as_of: date) -> list[DelayRow]:
    took = [(delay, answered_late(each, as_of)) for each in every if (delay := delay_of(each, as_of)) is not None]
    if not took:
        return []
    bounds = [(0, 30), *((least, least + 29) for least in range(31, 361, 30))]
    rows = []
    for least, most in [*bounds, (361, None)]:
        here = [is_late for delay, is_late in took if least <= delay and (most is None or delay <= most)]
        rows.append(DelayRow(least, most, len(here), sum(here)))
    return rows


def _league(every: Sequence[Question], as_of: date, families_of: FamiliesOf) -> list[LeagueRow]:
    names = {name for each in every if each.ministry for name in families_of(each.ministry)}
    rows = []
    for name in sorted(names):
        here = [each for each in every if each.ministry and name in families_of(each.ministry)]
        rows.append(LeagueRow(name, figures_of(here, as_of)))
    enough = [row for row in rows if row.figures.judged >= 20]
    few = [row for row in rows if row.figures.judged < 20]
    enough.sort(key=lambda row: row.figures.in_time / row.figures.judged, reverse=True)  # equal ones by their names
    return enough + few


def _age(question: Question) -> tuple[bool, date, QuestionId]:
    return question.asked is None, question.asked or date.min, question.id
