"""Resolutions: the results of looking for the question that a reference means."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.alternatives import Alternative
from bot.core.observation import Observation
from bot.core.question import QuestionId
from bot.core.reference import BareOf, InternalPage


class Why(StrEnum):
    """Why it is not known yet whether there is such a question."""

    UNREADABLE = "unreadable"
    READING = "reading"
    """Its legislature's archive is not in yet."""

    TO_COME = "to come"
    """Its number is a little above the highest that is published."""


@dataclass(frozen=True, slots=True)
class Found:
    """The question exists.

    For a bare number, `absent_from` are the later legislatures that have no such number, `unchecked` those that could
    not be checked, and `alternatives` the other questions that the number can mean.
    """

    observation: Observation
    absent_from: tuple[int, ...] = ()
    unchecked: tuple[int, ...] = ()
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class Unsure:
    """It is not known yet whether the question exists; `why` tells the reason.

    `bare` is whether the number was given without its legislature; `alternatives` are as in `Found`.
    """

    observation: Observation
    bare: bool = False
    why: Why = Why.UNREADABLE
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class NotFound:
    """No legislature in `absent_from` has such a question; those in `unchecked` could not be checked.

    `as_of` is the time of the current legislature's archive where that alone says so, since the page could not be had.
    `id` is the question, where one was named in full.
    """

    number: int
    absent_from: tuple[int, ...]
    unchecked: tuple[int, ...] = ()
    as_of: datetime | None = None
    id: QuestionId | None = None


@dataclass(frozen=True, slots=True)
class Unresolved:
    """An address with NosDéputés.fr's own page number that was not resolved.

    `exists` is False where the site has no such page, None where that is not known.
    """

    page: InternalPage
    exists: bool | None


@dataclass(frozen=True, slots=True)
class Past:
    """A question of so long ago that no source lists it any more: nobody knows whether there is one."""

    id: QuestionId


@dataclass(frozen=True, slots=True)
class Missing:
    """There is no such question: its session has not begun."""

    id: QuestionId


@dataclass(frozen=True, slots=True)
class NoneOf:
    """A number of another chamber's of which no question is known; with `is_unread` its file is not in yet."""

    named: BareOf
    is_unread: bool = False


@dataclass(frozen=True, slots=True)
class NotRead:
    """A question, or a number, of a chamber whose file this copy of the program is not to ask for."""

    named: QuestionId | BareOf


Nowhere = NotFound | Unresolved | Past | Missing | NoneOf | NotRead
"""Why a reference leads to no question."""

Resolution = Found | Unsure | Nowhere
