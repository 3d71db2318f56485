"""Which page of what is beyond its term a button shows: of what a query asks for, or of what the chat follows."""

import re
from dataclasses import dataclass

_DATA = re.compile(r"(found|list|new)(?:\+([0-9]{1,5}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class OverdueTurn:
    """A page, of which the first is 1. `is_new` is whether it comes as a new message, below the one with the button."""

    is_followed: bool = False
    page: int = 1
    is_new: bool = False

    @property
    def data(self) -> str:
        """What a button carries that shows it."""
        of = "list" if self.is_followed else "new" if self.is_new else "found"
        return of if self.page == 1 else f"{of}+{self.page}"


def overdue_turn_in(data: str) -> OverdueTurn | None:
    """The page that a button shows; None for data that the bot did not write."""
    found = _DATA.fullmatch(data)
    if found is None:
        return None
    return OverdueTurn(found[1] == "list", max(int(found[2] or 1), 1), found[1] == "new")
