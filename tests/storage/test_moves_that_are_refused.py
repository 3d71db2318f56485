"""Moves that are refused, or fail on the way: one clear sentence, and nothing that the bot would start on."""

import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from storage import Store, StoreUnusable
from storage.moving.moving import move
from storage.origin import UNFINISHED_MOVE
from storage.sqlite.lock import DatabaseLock
from storage.unusable import MoveFailed, UnfinishedMove
from tests.support import any_rows, postgresql
from tests.support.databases import migrate


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file that can be moved."""
    migrate(f"sqlite:///{tmp_path}/guetteur.db", "head")
    return tmp_path / "guetteur.db"


@pytest.fixture
def source(file: Path) -> str:
    return f"sqlite:///{file}"


@pytest.fixture
def target(tmp_path: Path) -> str:
    """An empty database on the server."""
    return postgresql.new_database("template0")


async def no_sleep(_seconds: float) -> None:
    """The time passes at once."""


async def refusal(source: str, target: str, kind: type[Exception] = StoreUnusable) -> str:
    """The sentence with which a move is refused."""
    with pytest.raises(kind) as refused:
        await move(source, target, lambda _piece: None, no_sleep)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def change(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as database, database:
        for statement in statements:
            database.execute(statement)


def tables_of(address: str) -> set[str]:
    """The tables of a database on the server."""
    rows = postgresql.run(address, "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace")
    return {name for (name,) in rows}


async def test_a_database_is_not_moved_into_itself(source: str, file: Path, tmp_path: Path, target: str) -> None:
    (tmp_path / "link.db").symlink_to(file)
    (tmp_path / "hard.db").hardlink_to(file)
    for other in (file, tmp_path / "link.db", tmp_path / "hard.db", tmp_path / "." / "guetteur.db"):
        assert "both addresses name the same database" in await refusal(source, f"sqlite:///{other}")
    assert "both addresses name the same database" in await refusal(target, target)


async def test_a_database_that_is_not_empty_is_left_as_it_is(source: str, tmp_path: Path, target: str) -> None:
    full = tmp_path / "full.db"
    migrate(f"sqlite:///{full}", "head")
    before = full.read_bytes()
    assert f"sqlite:///{full} is not empty (it has the tables" in await refusal(source, f"sqlite:///{full}")
    assert full.read_bytes() == before
    assert "is not empty" in await refusal(source, postgresql.new_database())
    postgresql.run(target, "CREATE TABLE notes (id integer)")
    assert "is not empty (it has the tables notes)" in await refusal(source, target)
    assert tables_of(target) == {"notes"}


async def test_what_is_no_database_of_this_version_is_not_moved(file: Path, tmp_path: Path, target: str) -> None:
    assert "there is no database of Guetteur's at" in await refusal(f"sqlite:///{tmp_path}/nothing.db", target)
    change(file, "UPDATE alembic_version SET version_num = '9999'")
    assert "was made by a newer version" in await refusal(f"sqlite:///{file}", target)
    older = f"sqlite:///{tmp_path}/older.db"
    migrate(older, "0016")
    assert "was made by an older version of Guetteur (schema 0016" in await refusal(older, target)
    change(tmp_path / "other.db", "CREATE TABLE users (id INTEGER)")
    assert "is not Guetteur's" in await refusal(f"sqlite:///{tmp_path}/other.db", target)
    assert not (tmp_path / "nothing.db").exists()
    assert tables_of(target) == set()


async def test_a_database_that_a_bot_runs_on_is_not_moved(source: str, file: Path, target: str) -> None:
    lock = DatabaseLock(file)
    await lock.take()
    assert "is in use by another Guetteur" in await refusal(source, target)
    lock.release()
    on_server = postgresql.new_database()
    with psycopg.connect(on_server, application_name="guetteur"):
        assert "is in use by another Guetteur: stop that one" in await refusal(on_server, source + "2")
    with psycopg.connect(on_server, application_name="psql"):
        await move(on_server, source + "2", lambda _piece: None)


async def test_a_bot_that_starts_on_the_database_meanwhile_makes_the_move_fail(source: str) -> None:
    """Otherwise what it writes would be missing in the copy."""
    on_server, started = postgresql.new_database(), []

    def start(piece: str) -> None:
        if piece == "outbox: ":
            started.append(psycopg.connect(on_server, application_name="guetteur"))

    with pytest.raises(StoreUnusable, match="is in use by another Guetteur"):
        await move(on_server, source + "2", start, no_sleep)
    started[0].close()
    with pytest.raises(UnfinishedMove):
        await Store.open(source + "2")


async def test_nothing_else_begins_in_a_database_into_which_another_is_moved(source: str, target: str) -> None:
    postgresql.run(target, f"CREATE TABLE {UNFINISHED_MOVE} (began_at VARCHAR(32))")
    with psycopg.connect(target) as first:
        first.execute(f"DROP TABLE {UNFINISHED_MOVE}")
        assert "lock timeout" in await refusal(source, target, MoveFailed)
        with pytest.raises(UnfinishedMove, match="was not finished"):
            await Store.open(target)
        first.rollback()


@pytest.mark.parametrize("is_file", [True, False])
async def test_the_bot_does_not_start_where_a_move_was_not_finished_until_that_is_done_again(
    source: str, tmp_path: Path, target: str, is_file: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here the copy of a table turns out to be another one than the original."""
    if is_file:
        source, target = postgresql.new_database(), f"sqlite:///{tmp_path}/new.db"
    any_rows.fill(source)
    with monkeypatch.context() as patched:
        patched.setattr("storage.moving.table.Checksum.digest", property(lambda self: str(id(self))))
        assert (
            await refusal(source, target, MoveFailed)
            == "activity: 18 rows were read, and 18 came back that are not the same"
        )
    with pytest.raises(UnfinishedMove, match="was not finished, and nothing is in it: run `python -m bot move` again"):
        await Store.open(target)
    await move(source, target, lambda _piece: None)
    await (await Store.open(target)).close()
    assert any_rows.everything(source) == any_rows.everything(target)


A_LONG_KIND = (
    "INSERT INTO chats (id, kind, language, created_at) VALUES (7, 'as long as no kind is', 'fr', '2026-11-01')"
)
A_FOLLOW_OF_NOTHING = "INSERT INTO follows (chat_id, question_id, followed_at, bare) VALUES (7, 8, '2026-11-01', 0)"


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        (
            A_LONG_KIND,
            "chats: the kind of the row 'id 7' has more than 16 characters, which PostgreSQL cannot hold",
        ),
        (
            "INSERT INTO sources (name, failures, alarms, reason) VALUES ('feed', 1, '{}', 'a' || char(0) || 'b')",
            "sources: the reason of the row 'name feed' holds a NUL character, which PostgreSQL cannot hold",
        ),
        (
            "INSERT INTO comment_pages (legislature, page, number) VALUES (17, 3, 3000000000)",
            "comment_pages: the number of the row 'legislature 17, page 3' is no number of 32 bits,"
            " which PostgreSQL cannot hold",
        ),
        (
            "INSERT INTO holds (name, until) VALUES ('all', 'soon')",
            "holds: a value is not understood: Invalid isoformat string: 'soon'",
        ),
        (
            A_FOLLOW_OF_NOTHING,
            'insert or update on table "follows" violates foreign key constraint',
        ),
    ],
)
async def test_a_value_that_the_server_cannot_hold_is_named(
    source: str, file: Path, target: str, statement: str, sentence: str
) -> None:
    change(file, statement)
    assert sentence in await refusal(source, target, MoveFailed)
    assert tables_of(target) == {UNFINISHED_MOVE}


async def test_a_file_takes_all_that_another_file_holds_but_rows_that_lack_another(
    source: str, file: Path, tmp_path: Path
) -> None:
    change(file, A_LONG_KIND)
    await move(source, f"sqlite:///{tmp_path}/new.db", lambda _piece: None)
    change(file, A_FOLLOW_OF_NOTHING)
    sentence = await refusal(source, f"sqlite:///{tmp_path}/other.db", MoveFailed)
    assert sentence == "follows: the row 'chat_id 7, question_id 8' refers to one that is not there, in questions"


async def test_a_server_that_goes_away_in_the_middle_makes_the_move_fail(source: str, target: str) -> None:
    any_rows.fill(source)

    def cut(piece: str) -> None:
        if piece == "outbox: ":
            assert postgresql.cut(target) == 1

    with pytest.raises(MoveFailed, match=r"the move into .* failed: the connection is lost"):
        await move(source, target, cut, no_sleep)
    assert tables_of(target) == {UNFINISHED_MOVE}
