"""Observations: what is known of a question, and how well: the last good reading, and the last check."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from bot.core.addresses import LAST_ON_NOSDEPUTES
from bot.core.alternatives import can_be
from bot.core.chambers.assemblee import FIRST_ARCHIVED
from bot.core.deadline import today
from bot.core.question import Question, QuestionId
from bot.core.schedule import is_fresh
from bot.core.source import Source


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


UNCHECKED = Check()


@dataclass(frozen=True, slots=True)
class Observation:
    """All that is known of one question: all sources merged (None until one was read), and each source's check.

    `archived_at` is when the archive last confirmed what it says of the question; None where it does not have it.
    `is_archive_final` is whether that archive is a finished legislature's, which stands in for the pages for good.
    """

    id: QuestionId
    question: Question | None
    checks: Mapping[Source, Check] = field(default_factory=dict)
    archived_at: datetime | None = None
    is_archive_final: bool = False

    def needs_no_page(self, now: datetime) -> bool:
        """Whether a fresh archive tells all that the chamber's own page would tell of what happened."""
        return is_fresh(self.archived_at, now, self.is_archive_final)

    @property
    def lacks_text(self) -> bool:
        """Whether the question was answered, with a text that only the chamber's page can have, not read yet."""
        answer = self.question.answer if self.question else None
        return answer is not None and answer.text is None and self.id.chamber.pages_have_texts

    def check(self, source: Source) -> Check:
        """The check at one source."""
        return self.checks.get(source, UNCHECKED)

    @property
    def own_check(self) -> Check:
        """The check of the chamber's own page."""
        own = self.id.chamber.own_pages
        return UNCHECKED if own is None else self.check(own)

    @property
    def confirmed_at(self) -> datetime | None:
        """When the chamber last confirmed what is known, or another source where the chamber was never read."""
        official = [at for at in (self.archived_at, self.own_check.read_at) if at is not None]
        others = [at for check in self.checks.values() if (at := check.read_at) is not None]
        return max(official or others, default=None)

    def with_checks(self, checks: Mapping[Source, Check]) -> "Observation":
        """The observation with these latest checks, which may be too young to be in the store."""

        latest = {
            source: replace(check, read_at=check.read_at or self.check(source).read_at)
            for source, check in checks.items()
        }
        return replace(self, checks={**self.checks, **latest})


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
    finished legislature has all its questions. That of the current one may lack new questions: there the chamber's "no
    such page" decides, and where the page cannot be had, or there is none, a fresh archive. While the archive
    `is_awaited`, neither read nor given up, a missing page proves nothing; nor does one of a chamber whose pages only
    add to its archive, while the question can still come into that.
    """
    if observation.question is not None:
        return Existence.FOUND
    only_adds, page = observation.id.chamber.pages_have_texts, observation.own_check.last
    if page is Outcome.ABSENT and not is_awaited and (not only_adds or _is_past(observation.id, now)):
        return Existence.ABSENT
    if holding is not None and holding.has_record:
        return Existence.UNKNOWN
    if observation.id.is_over(current):
        return _existed(observation, holding)
    is_without_page = observation.id.is_in_archives_alone or (page is Outcome.FAILED and not only_adds)
    if holding is not None and is_without_page and is_fresh(holding.vouched_at, now):
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
    is_missing = (
        observation.check(Source.NOSDEPUTES).last is Outcome.ABSENT and observation.id.series <= LAST_ON_NOSDEPUTES
    )
    is_beyond = observation.id.series < FIRST_ARCHIVED and observation.own_check.last is Outcome.FAILED
    return Existence.UNCHECKED if is_missing or is_beyond else Existence.UNKNOWN


def _is_past(id: QuestionId, now: datetime) -> bool:
    return id.chamber.is_past(id.session, today(now))


def is_within_reach(number: int, highest: int) -> bool:
    """Whether a number is so little above the highest known one that it may be published soon."""
    return highest < number <= highest + WITHIN_REACH
