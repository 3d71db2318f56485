"""What happened to a question between two looks: `compare(before, after)`.

First sight is never news, and only an observed change is: no date on a page fires anything.
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.core.question import Comment, Question, State


class Kind(StrEnum):
    """The kinds of event that a chat is told."""

    ANSWERED = "answered"
    COMMENT = "comment"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a question.

    `key` is the event's identity within the question: two events with one key are one event, told once.
    """

    kind: Kind
    key: str


COMMENT_KEY = "comment:"


def compare(before: Question | None, after: Question) -> tuple[Event, ...]:
    """The events between two merged sights of one question, in the order in which people should read them."""
    if before is None:
        return ()
    events: list[Event] = []
    if before.answer is None and after.answer is not None:
        events.append(Event(Kind.ANSWERED, "answered"))
    elif before.state is State.WAITING and after.state is State.CLOSED:
        events.append(Event(Kind.CLOSED, "closed"))
    events.extend(Event(Kind.COMMENT, f"{COMMENT_KEY}{each.id}") for each in _new_comments(before, after))
    return tuple(events)


def _new_comments(before: Question, after: Question) -> list[Comment]:
    """Comments that came since; none where nothing was known before, for then all of them may be old."""
    if before.comments is None or after.comments is None:
        return []
    known = {comment.id for comment in before.comments}
    return [comment for comment in after.comments if comment.id not in known]
