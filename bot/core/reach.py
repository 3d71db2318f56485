"""Chats that cannot be written to: when each is tried again, and when it counts as gone.

No refusal is believed for ever: a Bot API server that was changed or restored says "chat not found" of every chat, and
a group that shut the bot out may open again. So each chat is tried again, ever more rarely.
"""

from datetime import date, datetime, timedelta

from bot.core.backoff import growing

FIRST_TRY = 3600.0
LONGEST_BETWEEN_TRIES = 30 * 24 * 3600.0
LONGEST_BETWEEN_CHECKS = 6 * 3600.0
"""For a chat that the bot is in and may not write to: Telegram does not tell when it may again."""

GONE_FOR = timedelta(days=180)
"""A chat counts as gone after so long by the clock, if the bot ran on as many days: no clock alone erases a chat."""

FEWEST_TRIES = 10
"""The fewest refusals in a row, each after its own wait, before a chat is erased."""

SHORTEST_DAY = 20 * 3600.0
"""The seconds that a process must have run, by a clock that does not jump, before it counts another day."""

SEVERAL = 3
"""If a chat refuses so many different messages in unknown words, the chat is meant, and not the messages."""

MANY_ATTEMPTS = 8
"""A message that a chat refuses in unknown words, while it takes others, is tried so many times: some four hours."""

LONGEST_UNCLEAR_WAIT = 24 * 3600.0
LONGEST_CLOSED_WAIT = 6 * 3600.0


def next_try(refusals: int, is_inside: bool, now: datetime) -> datetime:
    """When to try a chat again that refused so many times in a row; `is_inside` is whether the bot is in it."""
    wait = growing(refusals, FIRST_TRY, LONGEST_BETWEEN_CHECKS if is_inside else LONGEST_BETWEEN_TRIES)
    return now + timedelta(seconds=wait)


def is_gone(refused_since: datetime | None, refusals: int, days: int, now: datetime) -> bool:
    """Whether a chat may be erased: it refused for half a year, each time that it was tried.

    `days` counts the days since then on which the bot ran. A first refusal ahead of `now` was dated by a wrong clock:
    the days alone count then.
    """
    if refused_since is None or refusals < FEWEST_TRIES or days < GONE_FOR.days:
        return False
    return refused_since > now or now - refused_since > GONE_FOR


def is_another_day(counted: date | None, today: date, awake: float | None) -> bool:
    """Whether to count `today` as a day on which the bot ran; `counted` is the last day that was counted.

    `awake` are the seconds that this process ran since it counted a day, None where it has not yet: a clock that jumps
    to and fro adds at most one day for each start.
    """
    return counted != today and (awake is None or awake >= SHORTEST_DAY)


def is_the_message(attempts: int, refusals: int) -> bool:
    """Whether a refusal in unknown words is meant for the message, and not for its chat.

    It is where the chat takes other messages (`refusals` in a row are 0) and this one was tried often enough.
    """
    return refusals == 0 and attempts >= MANY_ATTEMPTS


def unclear_wait(attempts: int) -> float:
    """Seconds until a message is sent again that was refused so many times in unknown words."""
    return growing(attempts, 60.0, LONGEST_UNCLEAR_WAIT)


def closed_wait(attempts: int) -> float:
    """Seconds until a message is sent again to a topic that was found closed so many times."""
    return growing(attempts, 60.0, LONGEST_CLOSED_WAIT)
