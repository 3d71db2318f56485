"""What a person chose on the screen of a watch, as its buttons carry it: `0.nae.c.show`, `0.nae.c.+hôpital`.

With a word of `bot.core.beside.LONGEST` bytes it is below Telegram's 64, and leaves room for the chat that it is about.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.core.preferences import When
from bot.core.query_words import Change, Edit
from bot.core.watch import ALL_WANTED, Wanted, Watch

NEW = 0
"""In the place of the number of a watch that has not begun."""

_WANTS = {"n": Wanted.ASKED, "a": Wanted.ANSWERED, "e": Wanted.CLOSED}
_RHYTHMS: dict[str, When | None] = {"c": None, "i": When.AT_ONCE, "d": When.DAILY, "w": When.WEEKLY}
_WRITTEN = re.compile(r"([0-9]{1,9})\.([nae]{0,3})\.([cidw])\.(?:(show|start)|([+~-])([^\W_]+))")


class Step(StrEnum):
    """What a press asks for: to show this choice (of a watch that has begun: to keep it too), or to start."""

    SHOW = "show"
    START = "start"


@dataclass(frozen=True, slots=True)
class Choice:
    """What a watch tells, and when. `id` is its number, NEW before it begins."""

    id: int = NEW
    wants: frozenset[Wanted] = ALL_WANTED
    rhythm: When | None = None

    def toggled(self, wanted: Wanted) -> "Choice":
        """The choice with this on where it was off, and the other way round."""
        return replace(self, wants=self.wants ^ {wanted})

    def at(self, rhythm: When | None) -> "Choice":
        """The choice with another rhythm."""
        return replace(self, rhythm=rhythm)


def choice_of(watch: Watch) -> Choice:
    """What a watch tells now, and when."""
    return Choice(watch.id, watch.wants, watch.rhythm)


def written(choice: Choice, step: Step | Edit) -> str:
    """The data of a button; an edit changes the query of a watch, and shows it."""
    wants = "".join(letter for letter, wanted in _WANTS.items() if wanted in choice.wants)
    rhythm = next(letter for letter, when in _RHYTHMS.items() if when is choice.rhythm)
    asked = f"{step.change}{step.word}" if isinstance(step, Edit) else step
    return f"{choice.id}.{wants}.{rhythm}.{asked}"


def read_choice(data: str) -> tuple[Choice, Step | Edit] | None:
    """The choice that a button carries; None for data that the bot did not write."""
    found = _WRITTEN.fullmatch(data)
    if found is None:
        return None
    wants = frozenset(_WANTS[letter] for letter in found[2])
    step = Step(found[4]) if found[4] else Edit(Change(found[5]), found[6])
    return Choice(int(found[1]), wants, _RHYTHMS[found[3]]), step
