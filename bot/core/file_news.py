"""What a later edition of a chamber's whole file brings that is new: questions, and reminders of earlier ones."""

from datetime import date, datetime, timedelta

from bot.core.deadline import today

RECENT = timedelta(weeks=3)
"""How old a question may be that a later file has for the first time: an issue can come into the file late."""


def new_since(confirmed_at: datetime | None, now: datetime) -> date | None:
    """The day of publication from which on a question that the catalogue lacks is new; None where none of them is.

    `confirmed_at` is when a file was believed last: in the first one nothing is new. What was published before is in
    the file for another reason: it could not be read until now, or was left out. After a long silence all that was
    published since is new.
    """
    return None if confirmed_at is None else min(today(now), today(confirmed_at)) - RECENT


def is_new(published: date | None, since: date | None) -> bool:
    """Whether a question that the catalogue lacks is new. One without a day is not: nobody knows how old it is."""
    return since is not None and published is not None and published >= since
