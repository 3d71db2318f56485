"""What the lookout knows of a question, and how well it knows it: the last good reading, and the last check."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.core.addresses import LAST_ON_NOSDEPUTES
from bot.core.alternatives import can_be
from bot.core.question import FIRST_ARCHIVED, Question, QuestionId, Source
from bot.core.schedule import is_fresh


class Outcome(StrEnum):
    """How one look at one source ended."""

    READ = "read"
    ABSENT = "absent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Check:
    """The state of one source for one question.

    `read_at` is when the source last confirmed what is known; `last` how the latest look ended, None before the
    first; `reason` why it failed.
    """

    read_at: datetime | None = None
    last: Outcome | None = None
    reason: str | None = None


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
        """Whether the archive tells all that the Assemblée's page would."""
        return is_fresh(self.archived_at, now, self.is_archive_final)

    def check(self, source: Source) -> Check:
        """The look at one source."""
        return self.assemblee if source is Source.ASSEMBLEE else self.nosdeputes

    @property
    def confirmed_at(self) -> datetime | None:
        """When what is official was last confirmed; by NosDéputés.fr, where the Assemblée was never read."""
        official = [at for at in (self.archived_at, self.assemblee.read_at) if at is not None]
        return max(official) if official else self.nosdeputes.read_at

    def with_checks(self, checks: Mapping[Source, Check]) -> "Observation":
        """The same knowledge, with how these latest checks ended: they may be too young to be in the store."""

        def latest(source: Source) -> Check:
            known, check = self.check(source), checks.get(source)
            return known if check is None else replace(check, read_at=check.read_at or known.read_at)

        return replace(self, assemblee=latest(Source.ASSEMBLEE), nosdeputes=latest(Source.NOSDEPUTES))


class Existence(StrEnum):
    """Whether there is such a question; TO_COME where it may be published in the next issues."""

    FOUND = "found"
    ABSENT = "absent"
    UNCHECKED = "unchecked"
    TO_COME = "to come"
    UNKNOWN = "unknown"


WITHIN_REACH = 2_000
"""So far above the highest number that is known another one may be published within days.

The fullest month that is known had 1,597 questions.
"""


@dataclass(frozen=True, slots=True)
class Holding:
    """What one legislature's archive tells of a number: up to when it vouches for that, the highest number that it has,
    and whether it has a record of this one, be it one that cannot be read.
    """

    vouched_at: datetime
    highest: int
    has_record: bool = False


def exists(
    observation: Observation, current: int, holding: Holding | None, now: datetime, is_awaited: bool = False
) -> Existence:
    """What an archive and both checks together say about a question's existence; UNKNOWN where nothing tells.

    `holding` is what the archive of its legislature tells of its number, None where it is not in yet. Of a finished
    legislature it tells all: what it lacks does not exist. That of the current one may lack what is new: there the
    Assemblée's "no such page" decides, and where the page cannot be had, the archive if it is fresh. While the archive
    `is_awaited`, for it was neither read nor given up yet, no missing page denies what it may have.
    """
    if observation.question is not None:
        return Existence.FOUND
    if observation.assemblee.last is Outcome.ABSENT and not is_awaited:
        return Existence.ABSENT
    if holding is not None and holding.has_record:
        return Existence.UNKNOWN
    if observation.id.legislature < current:
        return _existed(observation, holding)
    if holding is not None and observation.assemblee.last is Outcome.FAILED and is_fresh(holding.vouched_at, now):
        return Existence.TO_COME if is_within_reach(observation.id.number, holding.highest) else Existence.ABSENT
    return Existence.UNKNOWN


def _existed(observation: Observation, holding: Holding | None) -> Existence:
    """The same for a finished legislature of which no page was seen.

    A missing page on NosDéputés.fr, which has all of the legislatures that it covers, is enough to pass on to an
    earlier one (UNCHECKED), though not to tell that there is none. So is a page that cannot be had of a legislature
    without an archive.
    """
    if holding is not None or not can_be(observation.id):
        return Existence.ABSENT
    is_missing = observation.nosdeputes.last is Outcome.ABSENT and observation.id.legislature <= LAST_ON_NOSDEPUTES
    is_beyond = observation.id.legislature < FIRST_ARCHIVED and observation.assemblee.last is Outcome.FAILED
    return Existence.UNCHECKED if is_missing or is_beyond else Existence.UNKNOWN


def is_within_reach(number: int, highest: int) -> bool:
    """Whether a number is so little above the highest known one that it may be published soon."""
    return highest < number <= highest + WITHIN_REACH
