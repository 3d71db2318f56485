"""Keeps what a function makes of each word: the words of one text are most often those of the others."""

from collections.abc import Callable
from typing import TypeVar

Made = TypeVar("Made")


class Memo(dict[str, Made]):
    """What `make` makes of each word that it was asked for: `map(memo.__getitem__, words)` runs without Python's loops.

    `functools.lru_cache` reorders its entries at each look, which took most of the time of reading a text. This one is
    emptied when it has `most` words: the usual ones are back with the next texts.
    """

    def __init__(self, make: Callable[[str], Made], most: int) -> None:
        super().__init__()
        self._make = make
        self._most = most

    def __missing__(self, word: str) -> Made:
        made = self._make(word)
        if len(self) >= self._most:
            self.clear()
        self[word] = made
        return made
