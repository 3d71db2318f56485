"""The other questions that a bare number can mean, besides the one that it was taken for."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.core.chambers.assemblee import finished, series_of_legislature
from bot.core.question import Question, QuestionId

HIGHEST = {14: 110_000, 15: 50_000, 16: 20_000}
"""A bound above every number of a finished legislature whose size is known, with room to spare.

The 14th had 104,143 questions, the 15th some 46,000, the 16th some 18,500 (programs that read their archives).
"""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another question of the same number; `question` is None where its archive is not in yet: it may exist."""

    id: QuestionId
    question: Question | None


def can_be(id: QuestionId) -> bool:
    """Whether the legislature can have such a number: True where its size is not known."""
    return id.number <= HIGHEST.get(id.series, id.number)


def alternatives(
    taken: QuestionId, known: Mapping[int, Question], ruled_out: Collection[int], current: int
) -> tuple[Alternative, ...]:
    """The other questions of a number, the latest first.

    `known` are the known questions of the number, by series: those of other chambers come last. Beside a written one
    are written ones, and after them the oral ones of the `current` legislature. `ruled_out` are the legislatures whose
    archive is in or whose page is missing: without a known question, they have none of that number. Every other
    legislature before the `current` one that has an archive can have one.
    """
    past = set(finished(current)) - set(ruled_out)
    unread = {each for each in past if can_be(QuestionId.of_legislature(each, taken.number))}
    ids = [QuestionId.stored(each, taken.number) for each in sorted(unread | known.keys(), reverse=True)]
    return tuple(
        Alternative(id, known.get(id.series))
        for id in sorted(ids, key=lambda id: (id.chamber, not id.is_written))
        if id != taken and (_is_like(taken, id) or is_aloud(taken, id, current))
    )


def is_aloud(taken: QuestionId, other: QuestionId, current: int) -> bool:
    """Whether `other` is an oral question of the current legislature, and `taken` a written one of the same chamber."""
    is_written_there = taken == QuestionId.of_legislature(taken.session, taken.number)
    return is_written_there and other.series in series_of_legislature(current)[1:]


def _is_like(taken: QuestionId, other: QuestionId) -> bool:
    return taken.sort == other.sort or (taken.is_written and other.is_written)
