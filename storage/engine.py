"""The part of a database engine that the store has to know. `storage.sqlite` and `storage.postgresql` have one each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import TextClause
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.origin import Inspected


@dataclass(frozen=True, slots=True)
class HeadingSearch:
    """The search in the headings of questions, which each engine indexes in its own way.

    `hold` puts a heading in the place of an older one of that row; `values` makes its parameters of the number of the
    row, the subject and the rest. `find` takes `words` (which `query` makes of folded words: a heading has to have, for
    each of them, a word that begins with it), `weighed`, `most`, and the place after which to begin: `rank`, `row` and
    `best`, or None for each. It returns rows of `rank`, `row` and `best`.
    """

    hold: TextClause
    values: Callable[[int, str, str], Mapping[str, int | str]]
    find: TextClause
    query: Callable[[Sequence[str]], str]


class Engine(Protocol):
    """A database at an address."""

    @property
    def shown(self) -> str:
        """The address without a password: for the log, and for sentences to the operator."""

    @property
    def server(self) -> str:
        """What keeps the database, and in which version, such as "SQLite 3.46"; known after `inspect`."""

    @property
    def path(self) -> Path | None:
        """The path of the file; None where the database is on a server."""

    @property
    def headings(self) -> HeadingSearch:
        """The search in the headings of questions."""

    @property
    def reading(self) -> Mapping[str, Any]:
        """The options of a connection whose transactions see one state of the database, and write nothing."""

    @property
    def writing(self) -> Mapping[str, Any]:
        """The options of a connection whose transactions write."""

    async def inspect(self) -> Inspected:
        """Look at the database before anything is written to it. A server that is away is waited for.

        Raises StoreUnusable where it cannot be used, in plainer words than the driver's.
        """

    def create(self, readers: int) -> AsyncEngine:
        """Make SQLAlchemy's engine, with connections for so many readers and one writer."""

    def damage(self, error: BaseException) -> str | None:
        """The words of a driver's error that tells of damaged data; None for any other error."""
