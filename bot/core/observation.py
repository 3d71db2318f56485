"""Observations: what is known of a question, and how well: the last good reading, and the last check."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.core.addresses import LAST_ON_NOSDEPUTES
from bot.core.alternatives import can_be
from bot.core.chambers.assemblee import FIRST_ARCHIVED
from bot.core.question import Question, QuestionId, Source
from bot.core.schedule import is_fresh


class Outcome(StrEnum):
    """How a check at one source ended."""

    READ = "read"
    ABSENT = "absent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Check:
    """The state of one source for one question.

    `read_at` is when the source last confirmed what is known; `last` is how the latest check ended, None before the
    first; `reason` is why it failed. `looked_at` is when that check was, where it is known: a page that says something
    else than what is believed of it was read, but did not confirm it.
    """

    read_at: datetime | None = None
    last: Outcome | None = None
    reason: str | None = None
    looked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Observation:
    """All that is known of one question: all sources merged (None until one was read), and each source's check.

    `archived_at` is when the archive last confirmed what it says of the question; None where it does not have it.
    `is_archive_final` is whether that archive is a finished legislature's, which stands in for the pages for good.
    """

    id: QuestionId
    question: Question | None
    assemblee: Check
    nosdeputes: Check
    archived_at: datetime | None = None
    is_archive_final: bool = False

    def needs_no_page(self, now: datetime) -> bool:
        """Whether a fresh archive tells all that the Assemblée's page would."""
        return is_fresh(self.archived_at, now, self.is_archive_final)

    def check(self, source: Source) -> Check:
        """The check at one source."""
        return self.assemblee if source is Source.ASSEMBLEE else self.nosdeputes

    @property
    def confirmed_at(self) -> datetime | None:
        """When the Assemblée last confirmed what is known, or NosDéputés.fr where the Assemblée was never read."""
        official = [at for at in (self.archived_at, self.assemblee.read_at) if at is not None]
        return max(official) if official else self.nosdeputes.read_at

    def with_checks(self, checks: Mapping[Source, Check]) -> "Observation":
        """The observation with these latest checks, which may be too young to be in the store."""

        def latest(source: Source) -> Check:
            known, check = self.check(source), checks.get(source)
            return known if check is None else replace(check, read_at=check.read_at or known.read_at)

        return replace(self, assemblee=latest(Source.ASSEMBLEE), nosdeputes=latest(Source.NOSDEPUTES))


class Existence(StrEnum):
    """Whether there is such a question.

    TO_COME: it may be published in the next issues. UNCHECKED: nobody knows, but an earlier legislature may be tried.
    """

    FOUND = "found"
    ABSENT = "absent"
    UNCHECKED = "unchecked"
    TO_COME = "to come"
    UNKNOWN = "unknown"


WITHIN_REACH = 2_000
"""A number at most so far above the highest known one may be published within days.

The fullest known month had 1,597 questions.
"""


@dataclass(frozen=True, slots=True)
class Holding:
    """What one legislature's archive tells of a number.

    `vouched_at` is the time up to which it vouches for that, `highest` the highest number that it has, `has_record`
    whether it has a record of this number, even an unreadable one.
    """

    vouched_at: datetime
    highest: int
    has_record: bool = False


def exists(
    observation: Observation, current: int, holding: Holding | None, now: datetime, is_awaited: bool = False
) -> Existence:
    """What an archive and both checks say about a question's existence; UNKNOWN where none of them tells.

    `holding` is what its legislature's archive tells of its number, None where that is not in yet. The archive of a
    finished legislature has all its questions. That of the current one may lack new questions: there the Assemblée's
    "no such page" decides, and where the page cannot be had, a fresh archive. While the archive `is_awaited`, neither
    read nor given up, a missing page proves nothing.
    """
    if observation.question is not None:
        return Existence.FOUND
    if observation.assemblee.last is Outcome.ABSENT and not is_awaited:
        return Existence.ABSENT
    if holding is not None and holding.has_record:
        return Existence.UNKNOWN
    if observation.id.is_over(current):
        return _existed(observation, holding)
    if holding is not None and observation.assemblee.last is Outcome.FAILED and is_fresh(holding.vouched_at, now):
        return Existence.TO_COME if is_within_reach(observation.id.number, holding.highest) else Existence.ABSENT
    return Existence.UNKNOWN


def _existed(observation: Observation, holding: Holding | None) -> Existence:
    """The same for a finished legislature whose page was not seen.

    UNCHECKED where the page is missing on NosDéputés.fr, which has all questions of the legislatures that it covers,
    and where the page cannot be had of a legislature without an archive: that is enough to try an earlier legislature,
    and not enough to deny the question.
    """
    if holding is not None or not can_be(observation.id):
        return Existence.ABSENT
    is_missing = observation.nosdeputes.last is Outcome.ABSENT and observation.id.series <= LAST_ON_NOSDEPUTES
    is_beyond = observation.id.series < FIRST_ARCHIVED and observation.assemblee.last is Outcome.FAILED
    return Existence.UNCHECKED if is_missing or is_beyond else Existence.UNKNOWN


def is_within_reach(number: int, highest: int) -> bool:
    """Whether a number is so little above the highest known one that it may be published soon."""
    return highest < number <= highest + WITHIN_REACH
