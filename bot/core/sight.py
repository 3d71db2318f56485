"""What the lookout knows of a question, and how well it knows it: the last good reading, and the last look."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.core.pace import is_fresh
from bot.core.question import Question, QuestionId, Source


class Outcome(StrEnum):
    """How one look at one source ended."""

    READ = "read"
    ABSENT = "absent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Look:
    """The state of one source for one question.

    `read_at` is when the source last confirmed what is known; `last` how the latest look ended, None before the
    first; `reason` why it failed.
    """

    read_at: datetime | None = None
    last: Outcome | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Sight:
    """All that is known of one question: all sources merged (None until one was read), and each source's look.

    `archived_at` is when the archive last confirmed what it says of the question; None where it does not have it.
    `is_archive_final` is whether that archive is a finished legislature's, which stands in for the pages for good.
    """

    id: QuestionId
    question: Question | None
    assemblee: Look
    nosdeputes: Look
    archived_at: datetime | None = None
    is_archive_final: bool = False

    def needs_no_page(self, now: datetime) -> bool:
        """Whether the archive tells all that the Assemblée's page would."""
        return is_fresh(self.archived_at, now, self.is_archive_final)

    def look(self, source: Source) -> Look:
        """The look at one source."""
        return self.assemblee if source is Source.ASSEMBLEE else self.nosdeputes

    @property
    def confirmed_at(self) -> datetime | None:
        """When what is official was last confirmed; by NosDéputés.fr, where the Assemblée was never read."""
        official = [at for at in (self.archived_at, self.assemblee.read_at) if at is not None]
        return max(official) if official else self.nosdeputes.read_at

    def with_looks(self, looks: Mapping[Source, Look]) -> "Sight":
        """The same knowledge, with how these latest looks ended: they may be too young to be in the store."""

        def latest(source: Source) -> Look:
            known, look = self.look(source), looks.get(source)
            return known if look is None else replace(look, read_at=look.read_at or known.read_at)

        return replace(self, assemblee=latest(Source.ASSEMBLEE), nosdeputes=latest(Source.NOSDEPUTES))


class Existence(StrEnum):
    """Whether there is such a question."""

    FOUND = "found"
    ABSENT = "absent"
    UNCHECKED = "unchecked"
    UNKNOWN = "unknown"


def exists(sight: Sight, current: int) -> Existence:
    """What both looks together say about a question's existence.

    The Assemblée's "no such page" decides. Where the Assemblée cannot be read, a missing page on NosDéputés.fr says
    nothing about the current legislature, of which that site has no questions; of a finished one it has them all,
    which is enough to pass on to an earlier legislature (UNCHECKED), though not to tell that there is none.
    """
    if sight.question is not None:
        return Existence.FOUND
    if sight.assemblee.last is Outcome.ABSENT:
        return Existence.ABSENT
    if sight.nosdeputes.last is Outcome.ABSENT and sight.id.legislature < current:
        return Existence.UNCHECKED
    return Existence.UNKNOWN
