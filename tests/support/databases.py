"""Looks into a database from outside the program, on either engine: by an address as DATABASE_URL has it."""

from collections.abc import Mapping
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, NullPool, create_engine, text

from storage.database import MIGRATIONS


def engine_of(address: str) -> Engine:
    """An engine without async, and without connections that stay open."""
    return create_engine(address.replace("postgresql://", "postgresql+psycopg://", 1), poolclass=NullPool)


def rows(address: str, query: str, **values: Any) -> list[tuple[Any, ...]]:
    """The rows that a query finds; its parameters are written `:name`."""
    with engine_of(address).connect() as connection:
        return [tuple(row) for row in connection.execute(text(query), values)]


def execute(address: str, statement: str, *values: Mapping[str, Any]) -> None:
    """Execute a statement, once for each of the values where there are some, and commit."""
    with engine_of(address).begin() as connection:
        connection.execute(text(statement), list(values) or None)


def migrate(address: str, revision: str) -> None:
    """Make the database of an earlier version of the program, or of this one ("head")."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine_of(address).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
