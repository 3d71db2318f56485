"""What one source says of a question, and which of it waits to be confirmed before it is believed.

Caches and balancers serve older states, and an archive can have a bad day. A first answer is believed at once, and so
is every fact that no older state can have: a list of ministries that grew, a text where there was none, a day after all
known ones, or after the question was first seen. Any other change could be an older state, or a slip: it is believed
when later readings, usually half a day later, say the same. Where a reading lacks a part of a list that only grows,
that part stays known.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.core.difference import words_of, words_of_name
from bot.core.ministry import is_one_ministry
from bot.core.question import Answer, Attribution, Days, Question, State


class Fact(StrEnum):
    """A fact that can wait to be confirmed."""

    END = "end"
    ANSWER_TEXT = "answer text"
    MINISTRY = "ministry"
    SIGNALLED = "signalled"
    RENEWALS = "renewals"


@dataclass(frozen=True, slots=True)
class Statement:
    """What one source says of a question.

    `record` is its last reading as it stands; `kept` is what is believed instead, None where that is the reading
    itself. `since` is when a reading first told the fact that waits to be confirmed; None where none waits.
    """

    record: Question
    kept: Question | None = None
    since: datetime | None = None

    @property
    def believed(self) -> Question:
        """The question that is believed until more is confirmed."""
        return self.kept or self.record


@dataclass(frozen=True, slots=True)
class Past:
    """What is remembered of a question: the ends that were told and then taken back, and the day it was first seen."""

    taken_back: Collection[State] = ()
    seen: date | None = None


UNKNOWN_PAST = Past()


def next_statement(before: Statement | None, record: Question, now: datetime, past: Past = UNKNOWN_PAST) -> Statement:
    """The statement after a changed reading.

    A fact that waits goes on waiting where the new reading says the same of it; otherwise its wait begins anew.
    """
    if before is None:
        return Statement(record)
    known = before.believed
    filled = _filled(known, record)
    waiting = _unsure(known, filled, past)
    believed = _held(known, filled, waiting, past.seen)
    kept = None if believed == record else believed
    if not waiting or kept is None:
        return Statement(record, kept)
    waited = _unsure(known, _filled(known, before.record), past)
    goes_on = before.since is not None and waiting.items() <= waited.items()
    return Statement(record, kept, before.since if goes_on else now)


def is_confirmed(
    statement: Statement,
    now: datetime,
    least: timedelta,
    to_take_back: timedelta | None = None,
    was_reopened: bool = False,
) -> bool:
    """Whether a later reading, at least that long after the first, still says the same.

    Where that is an older state beyond doubt, it must be `to_take_back` after the first, if that is given: so may be
    another end of a question that `was_reopened`.
    """
    if statement.since is None or now <= statement.since:
        return False
    was, then = statement.believed, confirmed(statement).believed
    is_older = _goes_back(was, then) or (was_reopened and was.state is not then.state)
    return now - statement.since >= (to_take_back if is_older and to_take_back is not None else least)


def confirmed(statement: Statement) -> Statement:
    """The statement with all that waited believed."""
    filled = _filled(statement.believed, statement.record)
    return Statement(statement.record, None if filled == statement.record else filled)


def takes_back(was: Question, now: Question) -> bool:
    """Whether a reading no longer tells an end that was known: an answer, or a closing without one."""
    if was.answer is not None:
        return now.answer is None
    return was.state is State.CLOSED and now.state is State.WAITING


def _goes_back(was: Question, now: Question) -> bool:
    """Whether a reading is as one was before: without the end, or with a ministry that had the question earlier."""
    before, after = was.attributions or (), now.attributions or ()
    days = (before[-1].on, after[-1].on) if before and len(before) == len(after) else (None, None)
    had_it_earlier = days[0] is not None and days[1] is not None and days[1] < days[0]
    return had_it_earlier or takes_back(was, now)


def _filled(known: Question, reading: Question) -> Question:
    """The reading with what it lacks of its ministry, of its answer's text, and of the lists that only grow."""
    was = known.attributions or ()
    is_older = _is_shortened(was, reading.attributions or ())
    return replace(
        reading,
        ministry=known.ministry if is_older else reading.ministry or known.ministry,
        attributions=known.attributions if is_older else reading.attributions,
        signalled=_union(known.signalled, reading.signalled),
        renewals=_union(known.renewals, reading.renewals),
        answer=_filled_answer(known.answer, reading.answer),
    )


def _filled_answer(known: Answer | None, answer: Answer | None) -> Answer | None:
    """The answer with the text that it lacks, and the erratum of that same text."""
    if known is None or answer is None:
        return answer
    text = answer.text or known.text
    is_same = words_of(text or "") == words_of(known.text or "")
    return replace(answer, text=text, erratum=answer.erratum or (known.erratum if is_same else None))


def _is_shortened(was: Sequence[Attribution], attributions: Sequence[Attribution]) -> bool:
    """Whether a list of ministries shrank to what it was once."""
    names = [[words_of_name(each.ministry) for each in some] for some in (was, attributions)]
    return 0 < len(attributions) < len(was) and names[0][: len(attributions)] == names[1]


def _union(known: Days | None, days: Days | None) -> Days | None:
    """The days of both lists; an undated one counts once more only where a list is longer than the days known."""
    if known is None or days is None:
        return known if days is None else days
    dated = list(dict.fromkeys(day for day in (*known, *days) if day is not None))
    undated = [None] * max(0, max(len(known), len(days)) - len(dated))
    union = (*dated, *undated)
    return days if Counter(days) == Counter(union) else union


def _unsure(known: Question, reading: Question, past: Past) -> Mapping[Fact, object]:
    """The facts of a reading that an older state could have too, each with its value, for comparing two readings."""
    told = {
        Fact.END: _unsure_end(known, reading, past),
        Fact.ANSWER_TEXT: _unsure_text(known.answer, reading.answer),
        Fact.MINISTRY: _unsure_ministry(known, reading),
        Fact.SIGNALLED: _unsure_days(known.signalled, reading.signalled, past.seen),
        Fact.RENEWALS: _unsure_days(known.renewals, reading.renewals, past.seen),
    }
    return {fact: value for fact, value in told.items() if value}


def _unsure_end(known: Question, reading: Question, past: Past) -> object:
    """The state, where it is unsure: an end is missing, or is back after it was taken back, or a closing is old."""
    if known.state is reading.state:
        return None
    day = reading.closing.on if reading.closing else None
    is_old = reading.answer is None and not _is_since(day, past.seen)
    is_unsure = reading.state in past.taken_back or takes_back(known, reading) or is_old
    return reading.state if is_unsure else None


def _is_since(day: date | None, seen: date | None) -> bool:
    """Whether something happened after the question was first seen: no older state can tell it."""
    return day is not None and seen is not None and day >= seen


def _unsure_text(known: Answer | None, answer: Answer | None) -> object:
    """The words of another text or erratum in the place of the known one; None for a text that was put beside it."""
    if known is None or answer is None or known.text is None or answer.text is None:
        return None
    was, words = words_of(known.text), words_of(answer.text)
    if was == words:
        erratum = words_of(answer.erratum or "")
        return erratum if known.erratum and erratum != words_of(known.erratum) else None
    return None if was in map(words_of, answer.earlier) else (words, words_of(answer.erratum or ""))


def _unsure_ministry(known: Question, reading: Question) -> object:
    """The name of another ministry, unless it came at the end of a list that grew: no older state has a longer list."""
    if not known.ministry or not reading.ministry or is_one_ministry(known, reading):
        return None
    grew = 0 < len(known.attributions or ()) < len(reading.attributions or ())
    return None if grew else words_of_name(reading.ministry)


def _unsure_days(known: Days | None, days: Days | None, seen: date | None) -> Days:
    """The new days that do not follow all known ones; in an empty list, those before the question was first seen."""
    if known is None or days is None or (None in known and len(days) <= len(known)):
        return ()
    new = list(days)
    for day in known:
        if day in new:
            new.remove(day)
    last = max((day for day in known if day), default=None)
    return tuple(day for day in new if not (day and day > last if last else _is_since(day, seen)))


def _held(known: Question, reading: Question, waiting: Mapping[Fact, object], seen: date | None) -> Question:
    """The reading, with the facts that wait as they were known."""
    end = known if Fact.END in waiting else reading
    owing = known if Fact.MINISTRY in waiting else reading
    return replace(
        reading,
        answer=known.answer if Fact.ANSWER_TEXT in waiting else end.answer,
        closing=end.closing,
        ministry=owing.ministry,
        attributions=owing.attributions,
        signalled=_without(reading.signalled, _unsure_days(known.signalled, reading.signalled, seen)),
        renewals=_without(reading.renewals, _unsure_days(known.renewals, reading.renewals, seen)),
    )


def _without(days: Days | None, waiting: Days) -> Days | None:
    """The list without the days that wait: each is removed once, from the end."""
    if not days or not waiting:
        return days
    kept = list(reversed(days))
    for day in waiting:
        kept.remove(day)
    return tuple(reversed(kept))
