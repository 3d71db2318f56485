"""Which dates of a question are possible. Others are not used; their events are told all the same, without a date.

Records and pages hold slips: a signalling dated five years before its question, an answer of 1900, a renewal of the
year after next. Parliament's own rules say what can be: a question is published in its legislature, and everything that
happens to it happens no earlier than that. What a source tells happened before it was told; a page can be dated of the
issue of the Journal officiel that comes out next.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.core.question import Days, Question

AHEAD = timedelta(days=7)
"""No date is printed further ahead: the Journal officiel's questions come out weekly."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A date that cannot be: of `asked`, `answer`, `closing`, `signalled`, `renewal` or `attribution`."""

    what: str
    day: date


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last possible day of an event."""

    first: date
    last: date

    def holds(self, day: date | None) -> date | None:
        """The day if it is possible; None otherwise."""
        return day if day and self.first <= day <= self.last else None


def plausible(question: Question, seen: date | None = None) -> Question:
    """The question without its impossible dates. `seen` is the day on which its source told them, if that is known."""
    if not slips(question, seen):
        return question
    asked = _published(question, seen).holds(question.asked)
    span = _since(question, seen)
    answer, closing, attributions = question.answer, question.closing, question.attributions
    return replace(
        question,
        asked=asked,
        answer=answer and replace(answer, published=span.holds(answer.published)),
        closing=closing and replace(closing, on=span.holds(closing.on)),
        signalled=_held(span, question.signalled),
        renewals=_held(span, question.renewals),
        attributions=attributions and tuple(replace(each, on=span.holds(each.on)) for each in attributions),
    )


def slips(question: Question, seen: date | None = None) -> tuple[Slip, ...]:
    """The impossible dates, in the order of a question's life; `seen` as in `plausible`."""
    span = _since(question, seen)
    later = [
        *(("attribution", each.on) for each in question.attributions or ()),
        *(("renewal", day) for day in question.renewals or ()),
        *(("signalled", day) for day in question.signalled or ()),
        ("answer", question.answer.published if question.answer else None),
        ("closing", question.closing.on if question.closing else None),
    ]
    told = [("asked", question.asked, _published(question, seen)), *((what, day, span) for what, day in later)]
    return tuple(Slip(what, day) for what, day, within in told if day and not within.holds(day))


def _published(question: Question, seen: date | None) -> Span:
    beginning = question.id.chamber.first_day(question.id.session)
    return Span(beginning, seen + AHEAD if seen else date.max)


def _since(question: Question, seen: date | None) -> Span:
    """The span of all later events: from the question's publication on, where that is known."""
    published = _published(question, seen)
    return Span(published.holds(question.asked) or published.first, published.last)


def _held(span: Span, days: Days | None) -> Days | None:
    return None if days is None else tuple(span.holds(day) for day in days)
