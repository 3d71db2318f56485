"""The database's file: full, locked, read-only, newer, damaged. An unusable file is refused and left as it is."""

import asyncio
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from storage.sqlite.inspection import inspect
from tests.faults import older
from tests.faults.house import LAUNCH, House
from tests.support.examples import ANSWER, ID, WAITING, comment

ANSWERED = "✅ Réponse publiée\n"
ALL_MAY_READ = 0o444


async def refused(house: House, **settings: str) -> str:
    """Start a bot that cannot use its database, check that the file stays the same, and return the bot's output."""
    before = house.file.read_bytes()
    await house.start(**settings)
    assert await house.ended() == 2
    assert house.file.read_bytes() == before
    assert house.telegram.calls == []
    said = house.log.read_text()
    assert said.startswith("DATABASE_URL: the database")
    assert "Traceback" not in said
    return said


async def made(house: House) -> sqlite3.Connection:
    """A database with a follow in it, and a connection to it."""
    await house.follow(range(1, 2), [ID])
    return sqlite3.connect(house.file)


async def test_while_the_disk_is_full_nothing_is_lost_and_nothing_repeated(house: House) -> None:
    await house.followed(WAITING)
    house.let_files_grow_to(1)
    house.sites.answer(ID, ANSWER)
    number = house.telegram.say(house.camille, "/list")
    await house.checks_of_both(ID, 2)
    assert house.count(ANSWERED) == 0  # an event that could not be recorded is not told
    house.let_files_grow_to(None)
    await house.alert(ANSWERED)
    await house.telegram.wait_for(1001, "1 question suivie", after=number)
    house.sites.comment(ID, comment(1, "Ensuite"))
    await house.alert("Ensuite")
    assert house.count(ANSWERED) == 1
    assert house.count("1 question suivie") == 1


async def test_while_another_process_locks_the_database_it_waits_and_loses_nothing(house: House) -> None:
    await house.followed(WAITING)
    with closing(sqlite3.connect(house.file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        house.sites.answer(ID, ANSWER)
        number = house.telegram.say(house.camille, "/list")
        await asyncio.sleep(3)  # longer than the process waits for a lock
        other.execute("ROLLBACK")
    await house.alert(ANSWERED)
    await house.telegram.wait_for(1001, "1 question suivie", after=number)
    assert house.count(ANSWERED) == 1
    assert house.count("1 question suivie") == 1


async def test_a_database_of_a_newer_version_is_refused_and_left_as_it_is(house: House) -> None:
    with closing(await made(house)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    with closing(sqlite3.connect(house.file)) as database:
        database.execute(
            "PRAGMA journal_mode = DELETE"
        )  # as a backup has it: opening it with a log would change the file
    assert "newer version of Guetteur (schema 9999)" in await refused(house)


async def test_a_damaged_database_is_refused_and_left_as_it_is(house: House) -> None:
    older.build(house.file, settled=5_000)
    with closing(sqlite3.connect(house.file)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    body = bytearray(house.file.read_bytes())
    middle = len(body) // 2
    body[middle : middle + 8192] = os.urandom(8192)
    house.file.write_bytes(body)
    assert "is damaged, put a backup in its place" in await refused(house)


async def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(house: House) -> None:
    house.file.write_bytes(b"precious notes of somebody\n" * 400)
    assert "file is not a database" in await refused(house)


async def test_a_database_that_may_not_be_written_is_refused_and_left_as_it_is(house: House) -> None:
    (await made(house)).close()
    house.file.chmod(ALL_MAY_READ)
    house.command = LAUNCH
    assert "may not be written" in await refused(house, FAULT_POWERLESS="1")


def test_a_database_that_a_kill_left_with_its_log_is_inspected_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "guetteur.db"
    older.build(path, settled=1)
    with closing(sqlite3.connect(path)) as writer:
        writer.execute("UPDATE alembic_version SET version_num = 'in the log'")
        writer.commit()
        before = path.read_bytes()
        found = inspect(path)
        assert (found.damage, found.revisions) == (None, ("in the log",))
        assert path.read_bytes() == before


def test_a_change_that_a_kill_cut_off_is_taken_back_before_the_file_is_looked_at(tmp_path: Path) -> None:
    path, left = tmp_path / "guetteur.db", tmp_path / "left"
    older.build(path, settled=1)
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("PRAGMA journal_mode = DELETE")
        before = path.read_bytes()
        writer.execute("PRAGMA cache_size = 1")
        writer.execute("BEGIN")
        writer.execute("UPDATE alembic_version SET version_num = 'half done'")
        writer.execute("CREATE TABLE large AS SELECT randomblob(1000000) AS body")  # more than SQLite's cache holds
        for suffix in ("", "-journal"):
            left.with_name(f"left{suffix}").write_bytes(path.with_name(f"guetteur.db{suffix}").read_bytes())
    assert left.read_bytes() != before
    assert inspect(left).revisions == (older.OLDER,)
