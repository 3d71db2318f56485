"""How a chamber's question is named, and what a text names."""

from typing import NamedTuple


class Designation(NamedTuple):
    """What names a question within its chamber.

    `session` is the span within which numbers do not repeat, as the chamber counts it. `kind` is the chamber's own
    word for what sort of question it is, such as `QE` for a written one.
    """

    session: int
    number: int
    kind: str


class Numbered(NamedTuple):
    """A number of a chamber's without its session: several questions can have it."""

    number: int
    kind: str


class Named(NamedTuple):
    """A chamber's questions that a text names, in order and each once, and the text without the words that named them.

    `unknown` are the words that name a question of a kind that the chamber is not known to have.
    """

    named: tuple[Designation | Numbered, ...]
    rest: str
    unknown: tuple[str, ...] = ()
