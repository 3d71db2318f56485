"""The part of a database engine that the store has to know. `storage.sqlite` and `storage.postgresql` have one each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import ColumnElement, TextClause
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.core.stem_query import Scope, StemQuery
from bot.core.summary import IndexedStems
from storage.origin import Inspected


@dataclass(frozen=True, slots=True)
class StemIndex:
    """The index of the stems of questions, each in a row with a number of its own, its `place`.

    `hold` writes a new row, with the parameters that `values` makes of its place and stems; `drop` takes the `place` of
    one that is of no use any more, None where nothing has to be done. `source` are the rows with their summaries, for a
    FROM. `place` is the column by which these are ordered, and `bound` the one that is compared with a lowest place:
    the one by which this database has least to read. `matches` is a condition on them: the query is met in that part of
    the question, and not in the smaller one `beyond`, where one is given. `hint` is a statement with which a
    transaction begins that asks the index, None where none is needed. `layout` is raised with every change of what
    `values` makes: the rows of earlier ones are made anew then.
    """

    hold: TextClause
    values: Callable[[int, IndexedStems], Mapping[str, int | str]]
    drop: TextClause | None
    source: str
    place: ColumnElement[int]
    bound: ColumnElement[int]
    matches: Callable[[StemQuery, Scope, Scope | None], TextClause]
    hint: TextClause | None
    layout: int


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
    def stems(self) -> StemIndex:
        """The index of the stems of questions."""

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
