"""What came of looking for the question that a reference means."""

from dataclasses import dataclass

from bot.core.question import QuestionId
from bot.core.reference import InternalPage
from bot.core.sight import Sight


@dataclass(frozen=True, slots=True)
class Found:
    """There it is. For a bare number: `absent_from`, the later legislatures that have no such number; `unchecked`,
    those that could not be looked at; `earlier`, an earlier question with the same number, to be offered.
    """

    sight: Sight
    absent_from: tuple[int, ...] = ()
    unchecked: tuple[int, ...] = ()
    earlier: QuestionId | None = None


@dataclass(frozen=True, slots=True)
class Unsure:
    """The sites could not be read, so nobody knows yet; `bare` where a number was given without legislature."""

    sight: Sight
    bare: bool = False


@dataclass(frozen=True, slots=True)
class NotFound:
    """There is no such question, in any of `absent_from`; the legislatures in `unchecked` could not be looked at."""

    number: int
    absent_from: tuple[int, ...]
    unchecked: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Unresolved:
    """An address with the site's own page number, which the site did not resolve; `exists` False where it has none."""

    page: InternalPage
    exists: bool | None


Finding = Found | Unsure | NotFound | Unresolved
