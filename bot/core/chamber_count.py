"""What the operator is told of each chamber: its questions, who follows them, and when they were last read."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ChamberCount:
    """A chamber in numbers.

    `questions` are those of its archives as they were last read, `follows` those of all chats together. `read_at` is
    when an archive was last believed, `issue` the day of the last Journal officiel that one brought; None for never,
    and for a chamber without a weekly issue.
    """

    questions: int = 0
    follows: int = 0
    read_at: datetime | None = None
    issue: date | None = None
