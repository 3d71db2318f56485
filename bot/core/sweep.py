"""Decisions about a whole sweep: whether to believe it, which issue it brought, which answers are the same."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from hashlib import blake2b

from bot.core.question import Answer
from bot.core.schedule import STANDS_STILL

MOST_UNREADABLE = 0.01
LARGEST_FALL = 0.05
LONG_FAILED = timedelta(days=1)
"""An archive that could not be had for so long is no longer waited for: a bad hour of the site is over by then."""

FEWEST_OF_AN_ISSUE = 3
"""The fewest records of one day that make an issue: a date of one record can be a slip."""


def reason_to_reject(readable: int, unreadable: int, before: int | None) -> str | None:
    """Why a sweep is not believed, in one line; None where it is. `before` is how many questions the last one had."""
    total = readable + unreadable
    if unreadable > total * MOST_UNREADABLE:
        return f"{unreadable} of {total} records cannot be read"
    if before and readable < before * (1 - LARGEST_FALL):
        return f"{readable} questions, after {before} the last time"
    return None


def failing_from(since: datetime | None, now: datetime) -> datetime:
    """Since when an archive fails that failed now. `since` is the remembered time, not believed if ahead of `now`."""
    return since if since is not None and since <= now else now


def is_in_vain(is_gone: bool, failing_since: datetime, now: datetime) -> bool:
    """Whether an archive that was never read is no longer waited for: it is not there, or failed for a whole day."""
    return is_gone or now - failing_since >= LONG_FAILED


def is_older(made: datetime | None, believed: datetime | None, confirmed_at: datetime | None, now: datetime) -> bool:
    """Whether an archive is an older state of the one that was believed last, such as a stale cache serves.

    `made` and `believed` are the `Last-Modified` of the two, None where the site gave none. A date ahead of the clock
    tells nothing. An older archive that is served for days, without the newer one, is accepted.
    """
    if made is None or believed is None or confirmed_at is None or believed > now:
        return False
    return made < believed and timedelta(0) <= now - confirmed_at < STANDS_STILL


def lacks_newest(newest: int, believed: int | None, confirmed_at: datetime | None, now: datetime) -> bool:
    """Whether an archive is an older state, told by its content: it lacks the newest question of the last one.

    `newest` and `believed` are the highest numbers of the two, the second None where none was believed yet. Numbers are
    given in the order of publication, and nearly every issue brings some: so archives of two weeks are told apart,
    whatever the site says of the file, and archives of one week are not.
    """
    if believed is None or confirmed_at is None:
        return False
    return newest < believed and now - confirmed_at < STANDS_STILL


def new_after(was_taken_in: bool, is_same_reader: bool, highest: int | None) -> int | None:
    """The number after which a question that the catalogue lacks is new; None where none of them is.

    In an archive that was never taken in as a whole nothing is new. Another version of the reader may read records that
    the one before could not, which were there all the time: only numbers after the `highest` of that time are new.
    """
    if not was_taken_in:
        return None
    return 0 if is_same_reader else highest


def issue_of(days: Mapping[date, int], today: date) -> date | None:
    """The day of the latest issue of the Journal officiel among changed records; future dates are slips."""
    return max((day for day, count in days.items() if count >= FEWEST_OF_AN_ISSUE and day <= today), default=None)


def answer_key(answer: Answer | None) -> int | None:
    """A number that is equal for questions with the same answer, of one text and day; None without a text."""
    if answer is None or not answer.text:
        return None
    text = f"{answer.published}\0{answer.text}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(text, digest_size=8).digest()) >> 2
