"""What a message asks to be shown, and who else asks the same: asked again while it waits, it is answered once.

A chat may be sent so many messages a minute. A list that sixty people ask for at once would take minutes of that.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.command_text import slashed

_SHOWING = frozenset({"list", "status", "export", "privacy", "help"})
_SHOWING_ALONE = frozenset({"settings", "start"})
"""With words after them, these can change something."""


@dataclass(frozen=True, slots=True)
class Enquiry:
    """A command that shows something and changes nothing, and the topic of a forum in which it is answered."""

    command: str
    argument: str
    thread: int | None


def enquiry_of(text: str, bot: str, thread: int | None = None) -> Enquiry | None:
    """What a text asks to be shown; None where it asks for nothing, or for more than to be shown something."""
    given = slashed(text, bot) if text.startswith("/") else None
    if given is None or given.command not in _SHOWING | _SHOWING_ALONE:
        return None
    argument = " ".join(given.argument.split())
    if argument and given.command in _SHOWING_ALONE:
        return None
    return Enquiry(given.command, argument, thread)


def same_as_first(waiting: Sequence[Enquiry | None]) -> list[int]:
    """Of what waits in one chat, in its order, the places of those that the answer to the first one serves too.

    What may change something (None) ends that: who asks after it wants to see what came of it.
    """
    places: list[int] = []
    for place, each in enumerate(waiting):
        if each is None:
            break
        if place and each == waiting[0]:
            places.append(place)
    return places
