"""Chats that cannot be written to: when each is tried again, and when it counts as gone.

Nothing is believed for ever on one word: "chat not found" is said of every chat at once where a Bot API server was
changed or restored, and a group that shut the bot out may open again. So each is tried again, ever more rarely.
"""

from datetime import date, datetime, timedelta

from bot.core.backoff import growing

FIRST_TRY = 3600.0
LONGEST_BETWEEN_TRIES = 30 * 24 * 3600.0
LONGEST_BETWEEN_CHECKS = 6 * 3600.0
"""Where the bot is and may not write, nobody tells it when it may again."""

GONE_FOR = timedelta(days=180)
"""By the clock, and on as many days the bot must have been seen running meanwhile: no clock alone erases anybody."""

FEWEST_TRIES = 10
"""Refusals in a row, each after its own wait, before a chat is erased."""

SHORTEST_DAY = 20 * 3600.0
"""So long a process must have run, by a clock that does not jump, before it counts another day."""

SEVERAL = 3
"""Different messages that a chat refused in words that nobody knows: then it is the chat, and not the messages."""

MANY_ATTEMPTS = 8
"""So often a message is tried that a chat refuses in such words, while it takes others: some four hours."""

LONGEST_UNCLEAR_WAIT = 24 * 3600.0
LONGEST_CLOSED_WAIT = 6 * 3600.0


def next_try(refusals: int, is_inside: bool, now: datetime) -> datetime:
    """When to try a chat again that refused so many times in a row; `is_inside` where the bot is in it."""
    wait = growing(refusals, FIRST_TRY, LONGEST_BETWEEN_CHECKS if is_inside else LONGEST_BETWEEN_TRIES)
    return now + timedelta(seconds=wait)


def is_gone(refused_since: datetime | None, refusals: int, days: int, now: datetime) -> bool:
    """Whether a chat may be erased: it refused for half a year, each time that it was tried.

    `days` are those since on which the bot was seen running. A first refusal that lies ahead of the clock was dated by
    a wrong one, and the days alone count then.
    """
    if refused_since is None or refusals < FEWEST_TRIES or days < GONE_FOR.days:
        return False
    return refused_since > now or now - refused_since > GONE_FOR


def is_another_day(counted: date | None, today: date, awake: float | None) -> bool:
    """Whether to count `today` as a day on which the bot was seen running; `counted` is the last one that was.

    `awake` are the seconds that this process ran since it counted a day, None where it has not yet: a clock that jumps
    to and fro makes one day of each start, and no more.
    """
    return counted != today and (awake is None or awake >= SHORTEST_DAY)


def is_the_message(attempts: int, refusals: int) -> bool:
    """Whether words that nobody knows are meant for the message, `refusals` being those of its chat since it last took
    one: it takes others, and this one was tried often enough.
    """
    return refusals == 0 and attempts >= MANY_ATTEMPTS


def unclear_wait(attempts: int) -> float:
    """Seconds until a message is sent again that was refused so many times in words that nobody knows."""
    return growing(attempts, 60.0, LONGEST_UNCLEAR_WAIT)


def closed_wait(attempts: int) -> float:
    """Seconds until a message is sent again to a topic that was found closed so many times."""
    return growing(attempts, 60.0, LONGEST_CLOSED_WAIT)
