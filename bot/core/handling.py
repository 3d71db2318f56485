"""How long an update that cannot be handled is tried, and when it is given up, so that its chat can go on.

The updates of a chat are handled one after the other: one that is tried for ever would mute its chat for ever. Pure:
`now` is handed in, waits are in seconds.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum

from bot.core.backoff import growing

PATIENCE = timedelta(minutes=3)
"""A reply that cannot be sent is tried for so long: a server that restarts is back by then."""

FEWEST_ATTEMPTS = 3
"""And so many times at least: the three minutes may have passed while the program was away."""

MOST_BEGINNINGS = 20
"""More attempts than fit into the patience, unless the process dies at each."""

MISTAKE_ATTEMPTS = 3
LONGEST_WAIT = 30.0
LONGEST_WAIT_FOR_STORE = 8.0
"""Who asked waits for the answer as soon as the database is back."""


class Trouble(Enum):
    """What keeps an update from being handled."""

    STORE = "the database cannot be used"
    DELIVERY = "Telegram does not take what is to be sent"
    MISTAKE = "a mistake of ours"


@dataclass(frozen=True, slots=True)
class Tried:
    """How often an update was tried in vain, and since when."""

    attempts: int = 0
    since: datetime | None = None

    def again(self, now: datetime) -> "Tried":
        """The value after one more attempt. Where the clock was set back, the time begins anew: it is not prolonged."""
        return Tried(self.attempts + 1, now if self.since is None else min(self.since, now))


NEVER = Tried()
HOPELESS = Tried(MOST_BEGINNINGS, datetime.min.replace(tzinfo=UTC))
"""The value for an update that cannot be read: it is given up at once, with an apology."""


def after_failure(tried: Tried, now: datetime, trouble: Trouble, telegram_answers: bool) -> Tried:
    """The value after another attempt in vain.

    While Telegram answers nothing at all, this update keeps nobody waiting: its patience begins when that is over.
    """
    if trouble is Trouble.DELIVERY and not telegram_answers:
        return Tried(1, now)
    return tried.again(now)


def next_attempt(
    tried: Tried, now: datetime, trouble: Trouble, telegram_answers: bool, others_wait: bool
) -> float | None:
    """Seconds until the next attempt; None where the update is given up.

    A database that cannot be used stops all updates, and none can be marked in it as given up: it is waited for.
    `others_wait` is whether the update before in the chat was given up for the same trouble: then one attempt is made,
    or a chat with ten such commands would be mute for ten times as long.
    """
    match trouble:
        case Trouble.STORE:
            return growing(tried.attempts, 1.0, LONGEST_WAIT_FOR_STORE)
        case Trouble.MISTAKE:
            is_over = tried.attempts >= MISTAKE_ATTEMPTS
        case Trouble.DELIVERY:
            is_over = telegram_answers and (others_wait or _is_out_of_patience(tried, now, FEWEST_ATTEMPTS))
    return None if is_over else growing(tried.attempts, 1.0, LONGEST_WAIT)


def is_hopeless(tried: Tried, now: datetime) -> bool:
    """Whether an update is given up before another attempt.

    It was begun so often, for so long, that the process probably dies of it.
    """
    return _is_out_of_patience(tried, now, MOST_BEGINNINGS)


def _is_out_of_patience(tried: Tried, now: datetime, fewest: int) -> bool:
    return tried.attempts >= fewest and tried.since is not None and now - tried.since >= PATIENCE
