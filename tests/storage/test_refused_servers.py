"""A server that does not let the program in, or not as far as it has to: one sentence, and no password in it."""

from collections.abc import Iterator

import pytest

from storage import NewerDatabase, Store, StoreUnusable
from storage.unusable import ForeignDatabase
from tests.support import postgresql
from tests.support.databases import execute, rows
from tests.support.postgresql import PASSWORD, WITH_PASSWORD

LONGEST = 700


@pytest.fixture
def address() -> Iterator[str]:
    made = postgresql.new_database("template0")
    yield made
    postgresql.drop_database(made)


async def refused(address: str, caplog: pytest.LogCaptureFixture) -> str:
    """The sentence for the operator."""
    with pytest.raises(StoreUnusable) as error:
        await Store.open(address)
    said = str(error.value)
    assert "\n" not in said
    assert len(said) < LONGEST
    for secret in (PASSWORD, "faux"):
        assert secret not in said + caplog.text
    return said


@pytest.mark.parametrize(
    ("user", "password", "why"),
    [
        (WITH_PASSWORD, "faux", f'password authentication failed for user "{WITH_PASSWORD}"'),
        (WITH_PASSWORD, "", "no password supplied"),
        ("nobody-here", "", 'role "nobody-here" does not exist'),
    ],
)
async def test_a_person_whom_the_server_does_not_let_in(
    address: str, user: str, password: str, why: str, caplog: pytest.LogCaptureFixture
) -> None:
    there = postgresql.shared().address(postgresql.name_of(address), user, password)
    assert why in await refused(there, caplog)


async def test_a_database_that_does_not_exist(caplog: pytest.LogCaptureFixture) -> None:
    said = await refused(postgresql.shared().address("nothing"), caplog)
    assert 'database "nothing" does not exist' in said


@pytest.mark.parametrize("is_made", [False, True], ids=["an empty one", "the program's own"])
async def test_a_database_in_which_the_user_has_no_rights(
    address: str, is_made: bool, caplog: pytest.LogCaptureFixture
) -> None:
    if is_made:
        await (await Store.open(address)).close()
    there = postgresql.shared().address(postgresql.name_of(address), WITH_PASSWORD, PASSWORD)
    assert "permission denied" in await refused(there, caplog)


async def test_a_database_that_is_read_only_as_a_standby_is(address: str, caplog: pytest.LogCaptureFixture) -> None:
    name = postgresql.name_of(address)
    postgresql.run(address, f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    assert "is read-only, such as a standby is: name the primary" in await refused(address, caplog)


@pytest.mark.parametrize(
    "made",
    [
        "CREATE TABLE users (id integer)",
        "CREATE VIEW seen AS SELECT 1 AS one",
        "CREATE MATERIALIZED VIEW seen AS SELECT 1 AS one",
        "CREATE TABLE alembic_version (version_num varchar(32) NOT NULL)",
        "CREATE TABLE alembic_version (number integer)",
    ],
)
async def test_a_database_of_another_program_is_left_as_it_is(
    address: str, made: str, caplog: pytest.LogCaptureFixture
) -> None:
    execute(address, made)
    tables = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
    before = rows(address, tables)
    with pytest.raises(ForeignDatabase, match=r"is not Guetteur's \(it has the tables "):
        await Store.open(address)
    assert rows(address, tables) == before
    assert "is not Guetteur's" in await refused(address, caplog)


async def test_a_schema_of_a_newer_version(address: str, caplog: pytest.LogCaptureFixture) -> None:
    await (await Store.open(address)).close()
    execute(address, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerDatabase):
        await Store.open(address)
    assert "(schema 9999)" in await refused(address, caplog)


async def test_a_password_that_is_right_opens_a_database_of_the_users_own(address: str) -> None:
    name = postgresql.name_of(address)
    postgresql.run(address, f"ALTER DATABASE {name} OWNER TO {WITH_PASSWORD}")
    there = postgresql.shared().address(name, WITH_PASSWORD, PASSWORD)
    await (await Store.open(there)).close()
