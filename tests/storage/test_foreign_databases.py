"""The origin of a database: this program, a newer version, none yet, or another program, whose file stays as it is."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from storage import NewerDatabase, Store
from storage.origin import FIRST_TABLES, UNFINISHED_MOVE, VERSIONS, Origin, origin
from storage.unusable import ForeignDatabase
from tests.support.databases import migrate
from tests.support.stores import make_database

OURS = {*FIRST_TABLES, VERSIONS}


@pytest.mark.parametrize(
    ("tables", "revisions", "whose"),
    [
        (set(), [], Origin.NEW),
        (OURS, ["0001"], Origin.OURS),
        ({*OURS, "catalogue", "notes of the operator"}, ["0002"], Origin.OURS),
        (OURS, ["0099"], Origin.NEWER),
        (OURS, ["0001", "0099"], Origin.NEWER),
        (FIRST_TABLES, [], Origin.FOREIGN),
        (OURS, [], Origin.FOREIGN),
        ({VERSIONS}, [], Origin.FOREIGN),
        ({VERSIONS}, ["0001"], Origin.FOREIGN),
        ({VERSIONS, "users"}, ["0001"], Origin.FOREIGN),  # many programs number their schemas like that
        ({VERSIONS, "chats", "updates"}, ["0002"], Origin.FOREIGN),  # another bot's
        ({VERSIONS, "users"}, ["8f4a1c"], Origin.FOREIGN),
        ({"users"}, [], Origin.FOREIGN),
        ({UNFINISHED_MOVE}, [], Origin.UNFINISHED),
    ],
)
def test_the_origin_of_a_database_follows_from_its_tables_and_its_revisions(
    tables: set[str], revisions: Sequence[str], whose: Origin
) -> None:
    assert origin(tables, revisions, ["0001", "0002"]) is whose


def of_another_program(database: sqlite3.Connection) -> None:
    database.execute("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)")
    database.execute("INSERT INTO users (name) VALUES ('Camille')")


def of_another_alembic(database: sqlite3.Connection) -> None:
    of_another_program(database)
    database.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
    database.execute("INSERT INTO alembic_version VALUES ('0001')")


def of_an_alembic_that_began(database: sqlite3.Connection) -> None:
    database.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")


def of_something_like_alembic(database: sqlite3.Connection) -> None:
    database.execute("CREATE TABLE alembic_version (number INTEGER)")


def of_a_view(database: sqlite3.Connection) -> None:
    database.execute("CREATE VIEW now AS SELECT 1 AS one")


def of_many_tables(database: sqlite3.Connection) -> None:
    for number in range(12):
        database.execute(f'CREATE TABLE "table {number}\n" (id INTEGER)')


@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
@pytest.mark.parametrize(
    "make",
    [
        of_another_program,
        of_another_alembic,
        of_an_alembic_that_began,
        of_something_like_alembic,
        of_a_view,
        of_many_tables,
    ],
)
async def test_a_database_of_another_program_is_refused_before_a_byte_of_it_changes(
    tmp_path: Path, make: Callable[[sqlite3.Connection], None], mode: str
) -> None:
    file = tmp_path / "other.db"
    with closing(sqlite3.connect(file)) as database:
        database.execute(f"PRAGMA journal_mode = {mode}")
        with database:
            make(database)
    before = file.read_bytes()
    with pytest.raises(ForeignDatabase, match=r"is not Guetteur's \(it has the tables? ") as refused:
        await Store.open(f"sqlite:///{file}")
    assert file.read_bytes() == before
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 500 + len(str(file))


async def test_a_file_without_tables_becomes_ours(tmp_path: Path) -> None:
    file = tmp_path / "new.db"
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("VACUUM")
    store = await Store.open(f"sqlite:///{file}")
    assert store.schema > "0009"
    await store.close()


async def test_ours_with_a_table_of_the_operators_beside_stays_ours(tmp_path: Path) -> None:
    file = tmp_path / "guetteur.db"
    make_database(file)
    with closing(sqlite3.connect(file)) as database, database:
        of_another_program(database)
    await (await Store.open(f"sqlite:///{file}")).close()


async def test_a_newer_versions_database_is_still_told_apart_from_another_programs(tmp_path: Path) -> None:
    file = tmp_path / "guetteur.db"
    make_database(file)
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerDatabase, match="schema 9999"):
        await Store.open(f"sqlite:///{file}")


@pytest.mark.parametrize("revision", ["0001", "0009"])
async def test_an_older_schema_is_upgraded_and_that_is_told(
    tmp_path: Path, revision: str, caplog: pytest.LogCaptureFixture
) -> None:
    address = f"sqlite:///{tmp_path}/guetteur.db"
    migrate(address, revision)
    caplog.set_level("INFO", "storage.database")
    store = await Store.open(address)
    await store.close()
    assert f"the schema is upgraded from {revision} to {store.schema}" in caplog.text
    caplog.clear()
    await (await Store.open(address)).close()
    assert "upgraded" not in caplog.text
