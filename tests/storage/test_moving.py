"""A move from one database into another: everything arrives, the source stays as it was, and the bot goes on."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select

from bot.core.chat import Chat
from bot.core.delivery import DeliveryState
from bot.core.question import Question
from bot.core.source import Source
from bot.core.validators import Validators
from storage import Store
from storage.moving.contents import kept_columns, tables
from storage.moving.moving import move
from storage.tables import DERIVED, follows, metadata, outbox
from tests.storage.test_search import ALL, take, unpack
from tests.support import any_rows, postgresql
from tests.support.databases import engine_of, migrate
from tests.support.examples import ANSWER, ID, NOW, WAITING, answered

CHATS = (1001, 1002, 1003)
LATER = NOW + timedelta(days=2)

Make = Callable[[Path], str]


OF_AN_ENGINE = ("sqlite_", "headings", "question_stems")
"""What tables of SQLite's own, and those of the search, begin with."""


def empty_file(folder: Path) -> str:
    return f"sqlite:///{folder}/new.db"


def empty_database(_folder: Path) -> str:
    return postgresql.new_database("template0")


def full_file(folder: Path) -> str:
    address = f"sqlite:///{folder}/guetteur.db"
    migrate(address, "head")
    with closing(sqlite3.connect(folder / "guetteur.db")) as database:
        database.execute("PRAGMA journal_mode = WAL")  # as the bot leaves it
    any_rows.fill(address)
    return address


def full_database(_folder: Path) -> str:
    address = postgresql.new_database()
    any_rows.fill(address)
    return address


def silent(_piece: str) -> None:
    pass


def bytes_of(folder: Path) -> dict[str, bytes]:
    """The files of a database, but for the empty log and the index of it that SQLite makes beside it for a reader."""
    found = {path.name: path.read_bytes() for path in folder.glob("guetteur.db*") if not path.name.endswith("-shm")}
    return {name: content for name, content in found.items() if content}


@pytest.mark.parametrize("make_target", [empty_file, empty_database])
@pytest.mark.parametrize("make_source", [full_file, full_database])
async def test_every_row_of_every_table_arrives_as_it_was(tmp_path: Path, make_source: Make, make_target: Make) -> None:
    source, target = make_source(tmp_path), make_target(tmp_path)
    before, bytes_before = any_rows.everything(source), bytes_of(tmp_path)
    moved = await move(source, target, silent)
    assert any_rows.everything(target) == before == any_rows.everything(source)
    assert bytes_of(tmp_path) == bytes_before
    assert {each.table: each.rows for each in moved} == {table.name: any_rows.EACH for table in tables()}


@pytest.mark.parametrize("make_target", [empty_file, empty_database])
async def test_the_address_of_a_feed_leads_there_after_a_move(tmp_path: Path, make_target: Make) -> None:
    source, target = f"sqlite:///{tmp_path}/guetteur.db", make_target(tmp_path)
    store = await Store.open(source)
    await store.chats.greet(Chat(CHATS[0], "private", "fr"), NOW)
    token = await store.feeds.open(CHATS[0], NOW)
    await store.close()
    await move(source, target, silent)
    store = await Store.open(target)
    found = await store.feed_contents.find(token)
    await store.close()
    assert found is not None
    assert found.chat_id == CHATS[0]


async def test_a_store_that_was_moved_there_and_back_is_the_same(tmp_path: Path) -> None:
    source, between, back = full_file(tmp_path), empty_database(tmp_path), empty_file(tmp_path)
    there = await move(source, between, silent)
    again = await move(between, back, silent)
    assert there == again
    with (
        closing(sqlite3.connect(tmp_path / "guetteur.db")) as one,
        closing(sqlite3.connect(tmp_path / "new.db")) as other,
    ):
        assert dumped(one) == dumped(other)


def dumped(database: sqlite3.Connection) -> list[str]:
    """The whole database, without what is made of the rest."""
    made_anew = tuple(f'INSERT INTO "{table.name}"' for table in metadata.sorted_tables if DERIVED in table.info)
    database.execute("DROP TABLE question_stems")  # which SQLite cannot write out: it holds no texts
    return sorted(line for line in database.iterdump() if not line.startswith(made_anew))


async def test_no_table_is_left_behind(tmp_path: Path) -> None:
    """Whatever the migrations make is moved, or is made by them again."""
    source = full_file(tmp_path)
    with closing(sqlite3.connect(tmp_path / "guetteur.db")) as database:
        names = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    ours = {name for name in names if not name.startswith(OF_AN_ENGINE)} - {"alembic_version"}
    derived = {table.name for table in metadata.sorted_tables if DERIVED in table.info}
    assert ours - derived == {table.name for table in tables()} == {*metadata.tables} - derived
    assert all(any_rows.everything(source).values())


@pytest.mark.parametrize("make_target", [empty_file, empty_database])
async def test_the_moved_store_goes_on_where_it_was(tmp_path: Path, make_target: Make) -> None:
    """Three chats follow; one was told of the answer before the move, the others are told after it, and all of the end."""
    source, target = f"sqlite:///{tmp_path}/guetteur.db", make_target(tmp_path)
    store = await Store.open(source)
    await read(store, WAITING)
    for number in CHATS:
        await store.chats.greet(Chat(number, "private", "fr"), NOW)
        await store.follows.follow(number, ID, False, NOW)
    await read(store, answered())
    told = await tell(store, most=1)
    await store.close()
    await move(source, target, silent)
    store = await Store.open(target)
    told += await tell(store)
    assert sorted(told) == [(number, "answered") for number in CHATS]
    await read(store, answered())
    assert await tell(store) == []
    for at in (NOW, LATER):  # what can change back is told once it has lasted
        await read(store, replace(answered(), answer=replace(ANSWER, text="Il a changé d'avis.")), at)
    assert sorted(await tell(store)) == [(number, "corrected") for number in CHATS]
    await store.close()


async def read(store: Store, question: Question, at: datetime = NOW) -> None:
    await store.checks.record_reading(question, Source.ASSEMBLEE, Validators(), 1, at, at)


async def tell(store: Store, most: int = 100) -> list[tuple[int, str]]:
    """Deliver what is due. Returns the chats and the kinds of what they were told."""
    told: list[tuple[int, str]] = []
    while len(told) < most and (due := await store.outbox.due(LATER, (), 1)):
        told.append((due[0].chat_id, due[0].kind))
        await store.outbox.settle(due[0].rows, DeliveryState.SENT, LATER)
    return told


@pytest.mark.parametrize("make_target", [empty_file, empty_database])
async def test_new_rows_get_numbers_after_the_largest(tmp_path: Path, make_target: Make) -> None:
    source, target = full_file(tmp_path), make_target(tmp_path)
    await move(source, target, silent)
    numbered = [table for table in tables() if table.autoincrement_column is not None]
    assert {table.name for table in numbered} >= {"events", "outbox", "questions", "reports"}
    with engine_of(target).begin() as connection:
        for table in numbered:
            columns = [column for column in kept_columns(table) if not column.primary_key]
            values = connection.execute(select(*columns).limit(1)).one()
            new = dict(zip([column.key for column in columns], values, strict=True))
            for column in NEW.get(table.name, ()):
                new[column] = "new" if isinstance(new[column], str) else 9999
            assert connection.execute(insert(table).values(new)).inserted_primary_key == (any_rows.EACH + 1,)


@pytest.mark.parametrize("make_target", [empty_file, empty_database])
@pytest.mark.parametrize("make_source", [full_file, full_database])
async def test_a_number_of_the_outbox_is_not_given_again_though_its_row_was_removed(
    tmp_path: Path, make_source: Make, make_target: Make
) -> None:
    source, target = make_source(tmp_path), make_target(tmp_path)
    with engine_of(source).begin() as connection:
        chat, question = connection.execute(select(follows.c.chat_id, follows.c.question_id).limit(1)).one()
        new = {"chat_id": chat, "question_id": question, "kind": "answered", "created_at": NOW}
        for number in range(3):
            connection.execute(insert(outbox).values(**new, key=f"new {number}"))
        connection.execute(delete(outbox))
    await move(source, target, silent)
    with engine_of(target).begin() as connection:
        given = connection.execute(insert(outbox).values(**new, key="newest")).inserted_primary_key
    assert given == (any_rows.EACH + 4,)


NEW = {
    "events": ["key"],
    "outbox": ["key"],
    "questions": ["number"],
    "reports": ["key"],
    "watches": ["query"],
}
"""Columns that two rows may not have alike."""


@pytest.mark.parametrize("make_target", [empty_file, empty_database])
async def test_a_store_in_which_nothing_was_ever_told_is_moved(
    tmp_path: Path, make_target: Callable[[Path], str]
) -> None:
    source = f"sqlite:///{tmp_path}/guetteur.db"
    await (await Store.open(source)).close()
    moved = await move(source, make_target(tmp_path), silent)
    assert {each.table: each.rows for each in moved}["outbox"] == 0


async def test_words_are_found_in_the_moved_store_as_before(tmp_path: Path) -> None:
    source, between, back = empty_file(tmp_path), empty_database(tmp_path), f"sqlite:///{tmp_path}/back.db"
    store = await Store.open(source, unpack)
    await take(store, *ALL)
    await store.close()
    await move(source, between, silent)
    await move(between, back, silent)
    assert [await numbers_of(address, "œuvres OU digues") for address in (source, between, back)] == [
        ["an17-4", "an17-1", "an16-1"]
    ] * 3


async def numbers_of(address: str, words: str) -> list[str]:
    """The questions that meet a query, once what is missing of the index is made anew."""
    store = await Store.open(address, unpack)
    async for _ in store.indexing.fill():
        continue
    found = [str(observation.id) for observation in await store.search.find(words, 17)]
    await store.close()
    return found


async def test_what_a_killed_bot_left_beside_the_file_is_heeded_and_stays(tmp_path: Path) -> None:
    source = full_file(tmp_path)
    with closing(sqlite3.connect(tmp_path / "guetteur.db")) as database:
        database.execute("UPDATE chats SET refusals = 4711")
        database.commit()
        for ending in ("", "-wal"):
            shutil.copy(tmp_path / f"guetteur.db{ending}", tmp_path / f"killed.db{ending}")
    before = (tmp_path / "killed.db").read_bytes(), (tmp_path / "killed.db-wal").read_bytes()
    await move(f"sqlite:///{tmp_path}/killed.db", empty_file(tmp_path), silent)
    assert before == ((tmp_path / "killed.db").read_bytes(), (tmp_path / "killed.db-wal").read_bytes())
    assert any_rows.everything(empty_file(tmp_path)) == any_rows.everything(source)


async def test_each_table_takes_one_line_with_its_rows_and_its_checksum(tmp_path: Path) -> None:
    said: list[str] = []
    moved = await move(full_file(tmp_path), empty_file(tmp_path), said.append)
    lines = "".join(said).splitlines()
    assert lines == [f"{each.table}: {each.rows} rows, the same in both, sha256 {each.digest[:16]}" for each in moved]
