"""Following: what a chat asks for, what comes of it, and what it follows."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.observation import Observation
from bot.core.question import Question, QuestionId


@dataclass(frozen=True, slots=True)
class NewFollow:
    """A question that a chat wants to follow; `bare` is whether its number came without its legislature.

    `thread` is the topic of a forum in which its alerts are sent, None outside of topics. With `keep_topic`, a question
    that the chat follows already stays in its topic.
    """

    chat_id: int
    question: QuestionId
    bare: bool
    thread: int | None
    keep_topic: bool


@dataclass(frozen=True, slots=True)
class Followed:
    """The result of following: `new` is False where the chat followed already; `observation` must be shown to it.

    Events that `observation` includes are not sent again; all later ones are.
    """

    new: bool
    observation: Observation


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a chat's list; `question` is None where its page could not be read yet.

    `confirmed_at` is when a source last confirmed it, where it waits for an answer; `thread` is the forum's topic in
    which its alerts are sent, `muted` whether its comments are left out.
    """

    id: QuestionId
    question: Question | None
    confirmed_at: datetime | None
    followed_at: datetime
    thread: int | None
    muted: bool


@dataclass(frozen=True, slots=True)
class FollowedMany:
    """The result of following many: how many are new, were followed `already`, or were `left_out` for lack of room.

    Of the new ones, `ended` have ended, and of `unread` nothing is known yet.
    """

    new: int = 0
    already: int = 0
    left_out: int = 0
    ended: int = 0
    unread: int = 0

    def __add__(self, more: "FollowedMany") -> "FollowedMany":
        """Both together."""
        return FollowedMany(
            self.new + more.new,
            self.already + more.already,
            self.left_out + more.left_out,
            self.ended + more.ended,
            self.unread + more.unread,
        )


@dataclass(frozen=True, slots=True)
class Exchanged:
    """The result of following one question in the place of another; `was_followed` tells whether the other one was."""

    was_followed: bool
    followed: Followed


class NoRoom(Exception):
    """The chat follows as many questions as it may."""
