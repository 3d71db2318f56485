"""Looks into a database from outside the program, on either engine.

The database is named by an address as DATABASE_URL has it, or by the path of a file.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, NullPool, TextClause, bindparam, create_engine, text

from storage.column_types import Instant
from storage.database import MIGRATIONS


def engine_of(where: Path | str) -> Engine:
    """An engine without async, and without connections that stay open."""
    address = f"sqlite:///{where}" if isinstance(where, Path) else where
    return create_engine(address.replace("postgresql://", "postgresql+psycopg://", 1), poolclass=NullPool)


def rows(where: Path | str, query: str, **values: Any) -> list[tuple[Any, ...]]:
    """The rows that a query finds; its parameters are written `:name`."""
    with engine_of(where).connect() as connection:
        return [tuple(row) for row in connection.execute(_typed(query, values), values)]


def execute(where: Path | str, statement: str, *values: Mapping[str, Any]) -> None:
    """Execute a statement, once for each of the values where there are some, and commit."""
    with engine_of(where).begin() as connection:
        connection.execute(_typed(statement, *values[:1]), list(values) or None)


def _typed(statement: str, values: Mapping[str, Any] = MappingProxyType({})) -> TextClause:
    """The statement, with instants written as the program writes them."""
    instants = [name for name, value in values.items() if isinstance(value, datetime)]
    return text(statement).bindparams(*(bindparam(name, type_=Instant()) for name in instants))


def migrate(where: Path | str, revision: str) -> None:
    """Make the database of an earlier version of the program, or of this one ("head")."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine_of(where).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
