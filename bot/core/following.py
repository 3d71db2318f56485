"""What came of following, and what a chat follows."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.observation import Observation
from bot.core.question import Question, QuestionId


@dataclass(frozen=True, slots=True)
class NewFollow:
    """A question that a chat wants to follow; `bare` where its number came without its legislature.

    It is told in the topic `thread` of a forum; with `keep_topic` where it was told before, if it was.
    """

    chat_id: int
    question: QuestionId
    bare: bool
    thread: int | None
    keep_topic: bool


@dataclass(frozen=True, slots=True)
class Followed:
    """What came of following: `new` is False where the chat followed already; `observation` is what it must be shown.

    What is in `observation` is not told again; whatever happens after it, is.
    """

    new: bool
    observation: Observation


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a chat's list; `question` is None where its page could not be read yet.

    `confirmed_at` is when a source last confirmed it, where it waits for an answer; `thread` is the forum's topic in
    which it is told, `muted` whether it is told without its comments.
    """

    id: QuestionId
    question: Question | None
    confirmed_at: datetime | None
    followed_at: datetime
    thread: int | None
    muted: bool


@dataclass(frozen=True, slots=True)
class FollowedMany:
    """What came of following many: how many are new, were followed already, and found no room.

    Of the new ones: how many have ended, and of how many nothing is known yet.
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
    """What came of following one question in the place of another: `was_followed` tells whether the other one was."""

    was_followed: bool
    followed: Followed


class NoRoom(Exception):
    """The chat follows as many questions as it may."""
