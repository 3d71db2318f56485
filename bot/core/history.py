"""History: how long deliveries that are settled are kept.

As with chats that are out of reach, no clock alone decides: a delivery is old when it was written long ago in days on
which the bot was seen running, and settled long ago by the clock.
"""

from datetime import datetime, timedelta

USUALLY_KEPT = 365
SHORTEST_KEPT = 30
LONGEST_KEPT = 36_500
"""Days; the longest is a hundred years."""


def last_day(days: int, kept: int) -> int:
    """The last day of which deliveries may be old; negative where there is none.

    `days` counts the days on which the bot was seen running, `kept` those for which history is kept. Day 0 is before
    the first.
    """
    return days - kept


def is_old(settled_at: datetime | None, kept: int, now: datetime) -> bool:
    """Whether a delivery, written on such a day, is old: it was settled more than `kept` days ago, or None.

    One that was settled ahead of `now` was dated by a wrong clock: the days alone count then.
    """
    if settled_at is None:
        return False
    return settled_at > now or now - settled_at > timedelta(days=kept)
