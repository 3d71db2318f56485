"""The servers of PostgreSQL that tests use."""

import psycopg
import pytest

from tests.support import postgresql
from tests.support.databases import execute, rows


def test_a_new_database_has_the_schema_and_no_rows_and_is_nobody_elses() -> None:
    one, other = postgresql.new_database(), postgresql.new_database()
    execute(one, "INSERT INTO sources (name, failures, alarms) VALUES (:name, 0, '[]')", {"name": "a"}, {"name": "b"})
    assert len(rows(one, "SELECT name FROM sources WHERE name >= :first", first="a")) == 2
    assert rows(other, "SELECT name FROM sources") == []
    for address in (one, other):
        postgresql.drop_database(address)
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        postgresql.run(one, "SELECT 1")


def test_connections_to_one_database_are_cut_alone() -> None:
    one, other = postgresql.new_database(), postgresql.new_database()
    with psycopg.connect(one) as cut, psycopg.connect(other) as left:
        assert postgresql.cut(one) == 1
        with pytest.raises(psycopg.OperationalError):
            cut.execute("SELECT 1")
        left.execute("SELECT 1")
    for address in (one, other):
        postgresql.drop_database(address)


def test_a_server_of_its_own_is_killed_and_starts_again_with_what_was_committed() -> None:
    with postgresql.of_its_own() as server:
        address = server.address(postgresql.MIGRATED)
        postgresql.run(address, "CREATE TABLE kept (word text)")
        server.kill()
        assert not server.answers()
        server.start()
        assert postgresql.run(address, "SELECT * FROM kept") == []
        server.stop()
        assert not server.answers()
