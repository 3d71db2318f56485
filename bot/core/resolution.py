"""What came of looking for the question that a reference means."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.alternatives import Alternative
from bot.core.observation import Observation
from bot.core.reference import InternalPage


class Why(StrEnum):
    """Why nobody knows yet whether there is such a question."""

    UNREADABLE = "unreadable"
    READING = "reading"
    """Its legislature's archive is not in yet."""

    TO_COME = "to come"
    """Its number is a little above the highest that is published."""


@dataclass(frozen=True, slots=True)
class Found:
    """There it is. For a bare number: `absent_from`, the later legislatures that have no such number; `unchecked`,
    those that could not be looked at; `alternatives`, the other questions that the number can mean.
    """

    observation: Observation
    absent_from: tuple[int, ...] = ()
    unchecked: tuple[int, ...] = ()
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class Unsure:
    """Nobody knows yet, and `why`; `bare` where a number was given without legislature, with its `alternatives`."""

    observation: Observation
    bare: bool = False
    why: Why = Why.UNREADABLE
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class NotFound:
    """There is no such question, in any of `absent_from`; the legislatures in `unchecked` could not be looked at.

    `as_of` is the time of the current legislature's archive, where that alone says so: the page could not be had.
    """

    number: int
    absent_from: tuple[int, ...]
    unchecked: tuple[int, ...] = ()
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class Unresolved:
    """An address with the site's own page number, which the site did not resolve; `exists` False where it has none."""

    page: InternalPage
    exists: bool | None


Resolution = Found | Unsure | NotFound | Unresolved
