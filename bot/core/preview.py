"""What a watch would have brought, told before it begins."""

from dataclasses import dataclass
from datetime import timedelta

from bot.core.observation import Observation

MONTH, YEAR = timedelta(days=30), timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Preview:
    """How many questions that meet a query were asked in the last 30 and 365 days, and the newest three of all times.

    Where `is_whole` is False there are at least so many: not all texts could be looked at. `beside` are words that
    often stand beside those of the query.
    """

    last_month: int
    last_year: int
    is_whole: bool
    newest: tuple[Observation, ...]
    beside: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether no question that meets the query is known."""
        return not self.newest and not self.last_year
