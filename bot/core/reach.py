"""Chats that cannot be written to: when each is tried again, and when it counts as gone.

Nothing is believed for ever on one word: "chat not found" is said of every chat at once where a Bot API server was
changed or restored, and a group that shut the bot out may open again. So each is tried again, ever more rarely.
"""

from datetime import datetime, timedelta

from bot.core.pace import growing

FIRST_TRY = 3600.0
LONGEST_BETWEEN_TRIES = 30 * 24 * 3600.0
LONGEST_BETWEEN_LOOKS = 6 * 3600.0
"""Where the bot is and may not write, nobody tells it when it may again."""

GONE_FOR = timedelta(days=180)
FEWEST_TRIES = 10
"""Refusals in a row, each after its own wait, before a chat is erased: no clock alone decides that."""

SEVERAL = 3
"""Different messages that a chat refused in words that nobody knows: then it is the chat, and not the messages."""

MANY_ATTEMPTS = 8
"""So often a message is tried that a chat refuses in such words, while it takes others: some four hours."""

LONGEST_ASIDE = 24 * 3600.0
LONGEST_CLOSED = 6 * 3600.0


def next_try(refusals: int, is_inside: bool, now: datetime) -> datetime:
    """When to try a chat again that refused so many times in a row; `is_inside` where the bot is in it."""
    wait = growing(refusals, FIRST_TRY, LONGEST_BETWEEN_LOOKS if is_inside else LONGEST_BETWEEN_TRIES)
    return now + timedelta(seconds=wait)


def is_gone(refused_since: datetime | None, refusals: int, now: datetime) -> bool:
    """Whether a chat may be erased: it refused for half a year, each time that it was tried."""
    return refused_since is not None and refusals >= FEWEST_TRIES and now - refused_since > GONE_FOR


def is_the_message(attempts: int, refusals: int) -> bool:
    """Whether words that nobody knows are meant for the message, `refusals` being those of its chat since it last took
    one: it takes others, and this one was tried often enough.
    """
    return refusals == 0 and attempts >= MANY_ATTEMPTS


def aside(attempts: int) -> float:
    """Seconds for which a message is put aside that was refused so often in words that nobody knows."""
    return growing(attempts, 60.0, LONGEST_ASIDE)


def closed(attempts: int) -> float:
    """Seconds until something is tried again in a place that is closed."""
    return growing(attempts, 60.0, LONGEST_CLOSED)
