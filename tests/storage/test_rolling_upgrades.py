"""Two versions side by side: a new copy of the program migrates the database, and the old one works on with it."""

import asyncio
import logging
import shutil
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import NullPool, create_engine, inspect, text

from bot.core.chat import Chat
from storage import NewerDatabase, Store, database
from storage.database import MIGRATIONS
from tests.storage.migrations import shapes, taken_away
from tests.support.databases import engine_of, migrate, rows
from tests.support.examples import NOW
from tests.support.postgresql import drop_database, new_database

LAST_ALONE = "0019"
"""The last schema that no other version ever worked with: PostgreSQL begins with it."""

EMPTY = "template1"
CAMILLE = Chat(1001, "private", "fr")

NEXT = """
    import sqlalchemy as sa
    from alembic import op

    revision = "9999"
    down_revision = "{before}"


    def upgrade() -> None:
        op.create_table("novelties", sa.Column("id", sa.Integer, primary_key=True))
        op.add_column("chats", sa.Column("novel", sa.String(16)))
        op.add_column("updates", sa.Column("novel", sa.Integer, nullable=False, server_default=sa.text("7")))
        op.create_index("ix_novel", "chats", ["novel"])
"""


@pytest.fixture
def address() -> Iterator[str]:
    made = new_database()
    yield made
    drop_database(made)


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """The migrations of a later version."""
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (before,) = database._scripts().get_heads()
    (folder / "versions" / "9999_next.py").write_text(textwrap.dedent(NEXT).format(before=before))
    return folder


@contextmanager
def version(migrations: Path) -> Iterator[None]:
    """The program as it is with these migrations."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "MIGRATIONS", migrations)
        database._scripts.cache_clear()
        yield
    database._scripts.cache_clear()


def revisions_since(revision: str) -> list[str]:
    found = [each.revision for each in database._scripts().walk_revisions()]
    return [each for each in reversed(found) if each > revision]


def test_a_migration_takes_nothing_from_the_version_before() -> None:
    address = new_database(EMPTY)  # on a server: no two versions ever use one file
    migrate(address, LAST_ALONE)
    before = shapes(inspect(engine_of(address)))
    for revision in revisions_since(LAST_ALONE):
        migrate(address, revision)
        after = shapes(inspect(engine_of(address)))
        assert taken_away(before, after) == [], revision
        before = after
    drop_database(address)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        (["CREATE TABLE d (id INTEGER PRIMARY KEY)"], []),
        (["ALTER TABLE t ADD COLUMN d TEXT"], []),
        (["ALTER TABLE t ADD COLUMN d TEXT NOT NULL DEFAULT ''"], []),
        (["CREATE INDEX ix_b ON t (b)"], []),
        (["DROP TABLE u"], ["the table u is gone"]),
        (["ALTER TABLE t DROP COLUMN b"], ["t: the column b is gone"]),
        (["ALTER TABLE t RENAME COLUMN b TO d"], ["t: the column b is gone"]),
        (["DROP INDEX ix_a"], ["t: the index ix_a is gone"]),
        (["CREATE UNIQUE INDEX ix_b ON t (b)"], ["t: the rule unique ix_b is new"]),
        (
            ["DROP TABLE u", "CREATE TABLE u (id INTEGER PRIMARY KEY, a TEXT NOT NULL)"],
            ["u: the column a is another one"],
        ),
        (
            ["DROP TABLE u", "CREATE TABLE u (id INTEGER PRIMARY KEY, a TEXT, b TEXT NOT NULL)"],
            ["u: the column b is new, and needs a value"],
        ),
        (
            ["DROP TABLE u", "CREATE TABLE u (id INTEGER PRIMARY KEY, a TEXT CHECK (a <> ''))"],
            ["u: the rule check a <> '' is new"],
        ),
        (["DROP TABLE u", "CREATE TABLE u (id INTEGER PRIMARY KEY, a INTEGER)"], ["u: the column a is another one"]),
    ],
)
def test_what_a_migration_takes_away_is_found(changes: list[str], found: list[str]) -> None:
    with create_engine("sqlite://", poolclass=NullPool).connect() as connection:  # which closes it at the end
        connection.execute(text("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT)"))
        connection.execute(text("CREATE TABLE u (id INTEGER PRIMARY KEY, a TEXT)"))
        connection.execute(text("CREATE INDEX ix_a ON t (a)"))
        before = shapes(inspect(connection))
        for change in changes:
            connection.execute(text(change))
        assert taken_away(before, shapes(inspect(connection))) == found


async def test_an_old_copy_works_on_beside_a_new_one_and_does_not_start_again(address: str, newer: Path) -> None:
    old = await Store.open(address)
    await old.updates.keep([(1, "{}")], NOW)
    with version(newer):
        new = await Store.open(address)
    assert (new.schema, old.schema) != (old.schema, new.schema)
    await old.chats.greet(CAMILLE, NOW)
    await old.updates.keep([(2, "{}")], NOW)
    await old.updates.handled(1, NOW)
    await new.updates.handled(2, NOW)
    await old.reports.add("a key", "refused", {}, NOW)
    assert await old.updates.unhandled() == []
    assert [each.kind for each in await new.reports.waiting()] == ["refused"]
    assert rows(address, "SELECT novel FROM chats") == [(None,)]
    assert rows(address, "SELECT novel FROM updates ORDER BY id") == [(7,), (7,)]
    with pytest.raises(NewerDatabase, match="made by a newer version"):
        await Store.open(address)
    await old.close()
    await new.close()


async def test_two_copies_that_start_at_once_migrate_once(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "storage")
    empty = new_database(EMPTY)
    both = await asyncio.gather(Store.open(empty), Store.open(empty))
    said = [record.getMessage() for record in caplog.records if record.getMessage().startswith("the schema is")]
    assert len(said) == 1
    for each in both:
        await each.close()
    drop_database(empty)


async def test_a_migration_that_waits_for_a_table_keeps_nobody_else_waiting(
    address: str, newer: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(database, "LOCK_SECONDS", 0.1)
    monkeypatch.setattr(database, "AFTER_LOCK_SECONDS", 0.1)
    old = await Store.open(address)
    with version(newer), psycopg.connect(address) as reader:
        reader.execute("SELECT count(*) FROM chats")  # and its transaction stays open, as that of a pg_dump
        upgrading = asyncio.create_task(Store.open(address))
        for chat in range(5):
            async with asyncio.timeout(5):
                await old.chats.greet(Chat(chat, "private", "fr"), NOW)
            await asyncio.sleep(0.1)
        assert not upgrading.done()
        reader.rollback()
        new = await upgrading
    assert new.schema == "9999"
    assert "another program uses a table" in caplog.text
    await old.close()
    await new.close()
