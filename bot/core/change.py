"""What happened to a question between two states of knowledge: `compare(before, after)`.

A question that is seen for the first time is never news; only an observed change is, and no date on a page makes an
event. Facts that the sources word differently (a ministry's name, an answer's text) are compared within one source.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import blake2b
from typing import Any

from bot.core.difference import differences, words_of, words_of_name
from bot.core.merge import Readings
from bot.core.ministry import is_one_ministry, is_one_name
from bot.core.plausible import AHEAD, plausible
from bot.core.question import Comment, Days, Question, QuestionId, State
from bot.core.source import Role, Source


class Kind(StrEnum):
    """The kinds of event that a chat is told."""

    ASKED = "asked"
    """The question came into the archive: watches alone tell it."""

    ANSWERED = "answered"
    CORRECTED = "corrected"
    REATTRIBUTED = "reattributed"
    SIGNALLED = "signalled"
    RENEWED = "renewed"
    REMINDED = "reminded"
    """Another question reminds of it, as in the Sénat."""

    REMINDER_ENDED = "reminder-ended"
    """The question that reminds of it was answered, or ended without an answer."""

    TRANSFORMED = "transformed"
    """It was made into another question, which is asked aloud."""

    OVERDUE = "overdue"
    RENEWABLE = "renewable"
    CLOSED = "closed"
    REOPENED = "reopened"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a question.

    `key` is the event's identity within the question: two events with one key are one event, told once.
    `detail` holds what cannot be read off the question later, as plain JSON values:

    - corrected: `hunks`, a list of [words before it, words taken out, words put in, words after it]; `more`, how many
      further differences there are; `erratum`, the printed correction in its own words, or None; `sum` of the text,
      and `was`, that of the text before it; `bare`, those of both without an erratum, where one has any.
      Where the text is another answer beside the one before: `another`, True, and no differences.
    - reattributed: `from`, `to`, `on` (ISO date or None).
    - signalled, renewed: `days`, all that are known, as ISO dates.
    - reminded: `by`, the canonical text of the question that reminds of it; `on` (ISO date or None).
    - reminder-ended: `by`, as in reminded; `state`, the reminder's; `label` of its closing, or None; `on`.
    - transformed: `kind`, the source's word, or None; `into`, the canonical text of the question, or None.
    - reopened, and closed where an answer was taken back: `was`, the state that was taken back.
    """

    kind: Kind
    key: str
    detail: Mapping[str, Any] = field(default_factory=dict)


ASKED_KEY = "asked"
COMMENT_KEY = "comment:"
REMINDED_KEY = "reminded:"
REMINDER_ENDED_KEY = "reminder-ended:"
LEAST_IN_COMMON = 0.7
"""The least share of their words that two printings of one text have in common."""

MOST_LISTED = 20
"""The most events that are listed in one message."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of a question before: a state that was told is no news when it comes back.

    `moved_to` is the ministry of the last reattribution; `ministries` are all those that a reattribution led from or
    to; `texts` are the sums of the answer's texts that a correction led from or to, with their erratum and without it:
    a page shows none. `signalled` and `renewed` are the days in the events of that kind, as ISO dates; `signalled_by`
    and `renewed_by` are the day of the last such event that did not say its days: it knew all until then. `taken_back`
    are the states that were taken back.
    """

    moved_to: str | None = None
    ministries: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()
    signalled: frozenset[str] = frozenset()
    signalled_by: date | None = None
    renewed: frozenset[str] = frozenset()
    renewed_by: date | None = None
    taken_back: frozenset[State] = frozenset()


NOTHING_TOLD = Told()


def reminded(by: QuestionId, on: date | None) -> Event:
    """The event that another question, published `on` that day, reminds of one. Each reminder is told once."""
    return Event(Kind.REMINDED, f"{REMINDED_KEY}{by}", {"by": str(by), "on": on and on.isoformat()})


def reminder_ended(by: Question) -> Event:
    """The event that the question `by`, which reminds of one, was answered or ended without an answer."""
    on = by.answer.published if by.answer else by.closing.on if by.closing else None
    label = by.closing.label if by.closing and not by.answer else None
    detail = {"by": str(by.id), "state": by.state.value, "label": label, "on": on and on.isoformat()}
    return Event(Kind.REMINDER_ENDED, f"{REMINDER_ENDED_KEY}{by.id}", detail)


def compare(
    before: Readings, after: Readings, told: Told = NOTHING_TOLD, shown: Question | None = None
) -> tuple[Event, ...]:
    """The events between two states of knowledge of one question, in the order in which people should read them.

    `told` is what was told of it before. `shown` is the question that was made of `before` at the time, where it is
    known: a reader that was mended since may find more in the same record, and that was never told.
    """
    old, new = shown or before.merged, after.merged
    if old is None or new is None:
        return ()
    events = _ends(old, new, after.reopenings, is_taken_back=after.reopenings > before.reopenings)
    if new.state is State.ANSWERED and not events:
        events += _corrections(before, after, told)
    if new.state is State.WAITING:
        events += _reattributions(before, after, told) + _reminders(before, after, told)
        events += _transformed(before, after)
    events += [Event(Kind.COMMENT, f"{COMMENT_KEY}{each.id}") for each in _new_comments(old, new)]
    return tuple(events)


def _ends(old: Question, new: Question, reopenings: int, is_taken_back: bool) -> list[Event]:
    """The end of a question, or that it was taken back. An end after that is another one, with a key of its own."""
    again = f":{reopenings}" if reopenings else ""
    if old.answer is None and new.answer is not None:
        return [Event(Kind.ANSWERED, f"answered{again}")]
    if new.state is State.CLOSED and (old.state is State.WAITING or is_taken_back):
        return [Event(Kind.CLOSED, f"closed{again}", {"was": old.state.value} if is_taken_back else {})]
    if new.state is State.WAITING and is_taken_back:
        return [Event(Kind.REOPENED, f"reopened{again}", {"was": old.state.value})]
    return []


def _corrections(before: Readings, after: Readings, told: Told) -> list[Event]:
    event = _correction(before.archive, after.archive, told)
    for source in Source:
        old, new = before.page(source), after.page(source)
        if event is not None or source.role is Role.OTHERS or old == new:
            continue
        # Otherwise a page that was read long ago only catches up with old news.
        event = _correction(old, new, told) if _text(before.merged) == _text(old) else None
    return [event] if event else []


def _text(question: Question | None) -> tuple[str, ...]:
    """The words of the answer, for comparing."""
    return words_of(question.answer.text) if question and question.answer and question.answer.text else ()


def _correction(before: Question | None, after: Question | None, told: Told) -> Event | None:
    """The event of another text, in the place of the one before or beside it, or of a new printed erratum.

    A text that was there before makes no event, whichever place it has in the list now.
    """
    old, new = before.answer if before else None, after.answer if after else None
    if old is None or new is None or old.text is None or new.text is None:
        return None
    if (old.text, old.erratum) == (new.text, new.erratum):
        return None  # nearly always; comparing the words costs a hundred times as much
    was, words = words_of(old.text), words_of(new.text)
    if words in map(words_of, old.earlier):
        return None
    erratum = new.erratum if new.erratum and words_of(new.erratum) != words_of(old.erratum or "") else None
    text = _answer_sum(words, new.erratum)
    if (was == words and erratum is None) or text in told.texts:
        return None
    is_another = was in map(words_of, new.earlier) and not _is_reprint(was, words)
    shown, more = ([], 0) if is_another else differences(old.text, new.text)
    detail = {
        "hunks": shown,
        "more": more,
        "erratum": erratum,
        "sum": text,
        "was": _answer_sum(was, old.erratum),
        **({"another": True} if is_another else {}),
        **({"bare": [_answer_sum(each, None) for each in (was, words)]} if old.erratum or new.erratum else {}),
    }
    return Event(Kind.CORRECTED, f"corrected:{text}", detail)


def _answer_sum(words: tuple[str, ...], erratum: str | None) -> str:
    return _sum(" ".join((*words, *words_of(erratum or ""))))


def _is_reprint(was: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether a text is the one before with some words changed: two answers have only small words in common."""
    return (Counter(was) & Counter(words)).total() >= LEAST_IN_COMMON * max(len(was), len(words))


def _reattributions(before: Readings, after: Readings, told: Told) -> list[Event]:
    for old, new in _pairs(before, after):
        if old is None or new is None or not old.ministry or not new.ministry or is_one_ministry(old, new):
            continue
        if told.moved_to and is_one_name(told.moved_to, new.ministry):
            continue
        place = _place(old, new)
        if place is None and _was_held_before(old, new, told):
            continue
        attributions = plausible(new).attributions
        last = attributions[-1] if attributions else None
        on = last.on.isoformat() if last and last.on else None
        identity = _sum(" ".join((*words_of_name(new.ministry), on or "", (last.organ if last else None) or "")))
        detail = {"from": old.ministry, "to": new.ministry, "on": on}
        return [Event(Kind.REATTRIBUTED, f"reattributed:{place or ''}:{identity}", detail)]
    return []


def _transformed(before: Readings, after: Readings) -> list[Event]:
    """The event that a page says of a question that it was made into another, which it did not say before."""
    for source in (each for each in Source if each.role is not Role.OTHERS):
        old, new = before.page(source), after.page(source)
        told = new.transformed if new else None
        if old and old.transformed is None and told:
            into = None if told.into is None else str(told.into)
            return [Event(Kind.TRANSFORMED, Kind.TRANSFORMED.value, {"kind": told.kind, "into": into})]
    return []


def _place(old: Question, new: Question) -> int | None:
    """The place of the ministry in the list of those that had the question, where that list grew; None otherwise."""
    known, count = len(old.attributions or ()), len(new.attributions or ())
    return count if known and count > known else None


def _was_held_before(old: Question, new: Question, told: Told) -> bool:
    """Whether the ministry had the question before: in a list that did not grow, it is an older state, no return.

    It is a return where it stands in the place of the last one, with a later day: the Sénat's file has, after the
    ministry that was asked, the last one alone to which the question was transmitted.
    """
    if _took_the_last_place(old, new):
        return False
    before = {*told.ministries, *(each.ministry for each in (old.attributions or ())[:-1])}
    return any(is_one_name(ministry, new.ministry or "") for ministry in before)


def _took_the_last_place(old: Question, new: Question) -> bool:
    """Whether the last of several ministries was replaced by one that was given the question on a later day."""
    was, now = plausible(old).attributions or (), plausible(new).attributions or ()
    if len(was) != len(now) or len(was) < 2:
        return False
    before, after = was[-1].on, now[-1].on
    return before is not None and after is not None and after > before


def _pairs(before: Readings, after: Readings) -> list[tuple[Question | None, Question | None]]:
    """The pairs of readings that may be compared: each source with itself, for two can name one ministry differently.

    The page is compared only where it agreed with all that was known: one that was read long ago only catches up with
    old news. An archive that is read for the first time is compared with the page, if it lists the page's ministry
    among those that had the question before.
    """
    pairs = [(before.archive, after.archive)]
    record, known = after.archive, before.merged
    for source in (each for each in Source if each.role is Role.OFFICIAL):
        page = before.page(source)
        if page and page.ministry and known and known.ministry and is_one_name(page.ministry, known.ministry):
            pairs.append((page, after.page(source)))
        if before.archive is None and page and page.ministry and record:
            earlier = (each.ministry for each in (record.attributions or ())[:-1])
            if any(is_one_name(page.ministry, ministry) for ministry in earlier):
                pairs.append((page, record))
    return pairs


def _reminders(before: Readings, after: Readings, told: Told) -> list[Event]:
    """The events of a signalling by a group's president and of a renewal by the author; of several, the last."""
    if before.archive is None or after.archive is None:
        return []
    old, new = plausible(before.archive), plausible(after.archive)
    renewed = _reminder(Kind.RENEWED, old.renewals, new.renewals, told.renewed, told.renewed_by)
    signalled = _reminder(Kind.SIGNALLED, old.signalled, new.signalled, told.signalled, told.signalled_by)
    return renewed + signalled


def _reminder(
    kind: Kind, old: Days | None, new: Days | None, told: frozenset[str], told_by: date | None
) -> list[Event]:
    """The event of the last day that is new in a list and was not told before. An undated day counts by its place."""
    if old is None or new is None:
        return []
    dated = sorted({day for day in new if day} - {day for day in old if day})
    if len(new) <= len(old) and None in old:
        dated = []  # the day of an undated one became known
    fresh = [day for day in dated if day.isoformat() not in told and not (told_by and day <= told_by + AHEAD)]
    if fresh:
        key = f"{kind.value}:{fresh[-1].isoformat()}"
    elif None in new and len(new) > len(old) and not dated:
        key = _undated(kind, len(new))
    else:
        return []
    return [Event(kind, key, {"days": [day.isoformat() for day in new if day]})]


def _undated(kind: Kind, place: int) -> str:
    return kind.value if kind is Kind.SIGNALLED and place == 1 else f"{kind.value}:{place}"


def _new_comments(before: Question, after: Question) -> list[Comment]:
    """The new comments; none where no comments were known before, for then all of them may be old."""
    if before.comments is None or after.comments is None:
        return []
    known = {comment.id for comment in before.comments}
    return [comment for comment in after.comments if comment.id not in known]


def _sum(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
