"""The bot on a server of PostgreSQL that fails below it: it goes on by itself, loses nothing and repeats nothing."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.faults.house import House, opened
from tests.support import postgresql
from tests.support.examples import ANSWER, ID, WAITING, comment

ANSWERED = "✅ Réponse publiée\n"


@pytest.fixture
def server() -> Iterator[postgresql.Server]:
    with postgresql.of_its_own() as started:
        yield started


@pytest.fixture
async def house(tmp_path: Path, server: postgresql.Server) -> AsyncIterator[House]:
    async with opened(tmp_path, server.address(postgresql.MIGRATED)) as there:
        yield there


async def test_a_server_that_is_killed_below_the_bot_delays_everything_and_takes_nothing(
    house: House, server: postgresql.Server
) -> None:
    server.kill()
    house.sites.put(WAITING)
    await house.start()
    await house.logged("is away, and is waited for")
    server.start()
    await house.ask(f"/follow {ID}")
    server.kill()
    house.sites.answer(ID, ANSWER)
    number = house.telegram.say(house.camille, "/list")
    await house.logged("cannot show for now that it leads")
    assert "Traceback" not in house.log.read_text()
    server.start()
    await house.alert(ANSWERED)
    await house.telegram.wait_for(1001, "1 question suivie", after=number)
    house.sites.comment(ID, comment(1, "Ensuite"))
    await house.alert("Ensuite")
    assert house.count(ANSWERED) == house.count("1 question suivie") == 1
    assert await house.stop() == 0


async def test_connections_that_are_cut_again_and_again_repeat_no_message(house: House) -> None:
    await house.followed(WAITING)
    for number in range(1, 5):
        postgresql.cut(house.address)
        house.sites.comment(ID, comment(number, f"Commentaire n° {number}."))
        postgresql.cut(house.address)
        await house.alert(f"Commentaire n° {number}.")
    house.sites.answer(ID, ANSWER)
    await house.alert(ANSWERED)
    assert [house.count(f"Commentaire n° {number}.") for number in range(1, 5)] == [1] * 4
    assert house.count(ANSWERED) == 1


async def test_a_full_disk_of_the_server_delays_everything_and_takes_nothing(house: House) -> None:
    await house.followed(WAITING)
    full = "BEGIN RAISE EXCEPTION 'no space left on device' USING ERRCODE = '53100'; END"
    postgresql.run(house.address, f"CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $${full}$$")
    for table in ("outbox", "updates", "questions"):
        trigger = f"CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON {table} EXECUTE FUNCTION full_disk()"
        postgresql.run(house.address, trigger)
    house.sites.answer(ID, ANSWER)
    number = house.telegram.say(house.camille, "/list")
    await house.checks_of_both(ID, 2)
    assert house.count(ANSWERED) == 0
    room = "CREATE OR REPLACE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$"
    postgresql.run(house.address, room)  # which waits for no table, as to drop the triggers would
    await house.alert(ANSWERED)
    await house.telegram.wait_for(1001, "1 question suivie", after=number)
    assert house.count(ANSWERED) == house.count("1 question suivie") == 1


async def test_a_wrong_password_ends_the_start_with_one_sentence_and_is_nowhere_shown(
    house: House, server: postgresql.Server
) -> None:
    wrong = server.address(postgresql.MIGRATED, postgresql.WITH_PASSWORD, "faux-mot-de-passe")
    await house.start(DATABASE_URL=wrong)
    assert await house.ended() == 2
    said = house.log.read_text()
    assert said.startswith("DATABASE_URL: the database postgresql://guarded@")
    assert "password authentication failed" in said
    assert said.count("\n") == 1
    assert "faux" not in said
    assert house.telegram.calls == []
