"""Messages that only ask to be shown something: one answer serves all who ask the same while the first one waits.

Telegram limits the messages to a chat per minute. A list that sixty people ask for at once would use up minutes of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.command_text import slashed

_SHOWING = frozenset({"list", "status", "export", "privacy", "help"})
_SHOWING_ALONE = frozenset({"settings", "start"})
"""Followed by words, these can change something."""


@dataclass(frozen=True, slots=True)
class Enquiry:
    """A command that only shows something, and the topic of a forum in which it is answered."""

    command: str
    argument: str
    thread: int | None


def enquiry_of(text: str, bot: str, thread: int | None = None) -> Enquiry | None:
    """The enquiry of a text; None where the text asks for nothing, or may change something."""
    given = slashed(text, bot) if text.startswith("/") else None
    if given is None or given.command not in _SHOWING | _SHOWING_ALONE:
        return None
    argument = " ".join(given.argument.split())
    if argument and given.command in _SHOWING_ALONE:
        return None
    return Enquiry(given.command, argument, thread)


def same_as_first(waiting: Sequence[Enquiry | None]) -> list[int]:
    """The places of the messages in a chat's queue that the answer to the first one serves too.

    A message that may change something (None) ends that: a person who asks after it wants to see its effect.
    """
    places: list[int] = []
    for place, each in enumerate(waiting):
        if each is None:
            break
        if place and each == waiting[0]:
            places.append(place)
    return places
