"""How many questions a search found, and of which states, years, ministries and rubrics."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from bot.core.families import shipped
from bot.core.question import Question, State


class Bound(Enum):
    """What a number says of how many there are."""

    EXACTLY = "exactly"
    AT_MOST = "at most"
    MORE_THAN = "more than"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Facts:
    """One question, as far as it is counted; `chamber` is the code of its chamber."""

    state: State
    asked: date | None = None
    ministry: str | None = None
    rubric: str | None = None
    chamber: str | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are, by a number and what it says; and how many of that number are of each kind.

    Where there are more, they are the newest. A ministry counts for each of its families (`bot.core.families`), and for
    none where it belongs to none. `has_oral` is whether oral questions would be found too, of a query that does not say
    of which nature its questions are.
    """

    number: int
    bound: Bound
    states: Mapping[State, int]
    years: Mapping[int, int]
    families: Mapping[str, int]
    rubrics: Mapping[str, int]
    chambers: Mapping[str, int] = field(default_factory=dict)
    has_oral: bool = False


def count_of(found: Sequence[Facts], most: int, is_exact: bool = True) -> Count:
    """Count what was found, the newest first, and no more than `most` of it.

    Without `is_exact` some of it may not be what was looked for.
    """
    seen = found[:most]
    families: Counter[str] = Counter()
    for ministry, number in Counter(each.ministry for each in seen if each.ministry).items():
        families.update(dict.fromkeys(shipped().of(ministry) or (), number))
    return Count(
        len(seen),
        _bound(len(found) > most, is_exact),
        Counter(each.state for each in seen),
        Counter(each.asked.year for each in seen if each.asked),
        families,
        Counter(each.rubric for each in seen if each.rubric),
        Counter(each.chamber for each in seen if each.chamber),
    )


def _bound(is_cut: bool, is_exact: bool) -> Bound:
    if is_cut:
        return Bound.MORE_THAN if is_exact else Bound.UNKNOWN
    return Bound.EXACTLY if is_exact else Bound.AT_MOST


def facts_of(question: Question) -> Facts:
    """What is counted of a question."""
    return Facts(question.state, question.asked, question.ministry, question.rubric, question.id.chamber.code)
