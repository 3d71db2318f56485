"""The log tells the operator that the bot is well: at the start, at a stop and, if wanted, in between."""

import re
import sqlite3
from contextlib import closing

from bot import VERSION
from tests.journeys.processes import ANEW
from tests.journeys.world import JourneyWorld
from tests.support.databases import migrate
from tests.support.examples import ANSWER, ID, WAITING

STAMP = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d"


async def test_a_start_tells_the_version_the_database_the_settings_and_the_name(world: JourneyWorld) -> None:
    await world.start(CONTACT="guet@example.org", ADMIN_CHAT_ID="4000")
    await world.ask("/start")
    log = world.log.read_text()
    assert f"Guetteur {VERSION}, Python 3" in log
    assert re.search(rf"the database is sqlite:///{re.escape(str(world.file))}, SQLite [0-9.]+, schema \d{{4}}\n", log)
    settings = next(line for line in log.splitlines() if "settings that are not the default" in line)
    assert "CONTACT=guet@example.org" in settings
    assert "WATCH_INTERVAL=0.3" in settings
    assert "ADMIN_CHAT_ID=(set)" in settings
    assert "TELEGRAM_BOT_TOKEN" not in settings
    assert f"watching as @{world.telegram.username}" in log
    assert all(re.match(STAMP, line) for line in log.splitlines())


async def test_a_start_that_upgrades_the_schema_says_from_which_to_which(world: JourneyWorld) -> None:
    world.file.unlink()
    migrate(f"sqlite:///{world.file}", "0004")
    await world.start()
    await world.ask("/start")
    assert "the schema is upgraded from 0004 to " in world.log.read_text()


async def test_the_log_of_a_stop_counts_the_work_done(world: JourneyWorld) -> None:
    world.sites.record(WAITING)
    await world.followed(WAITING, SWEEP_INTERVAL="0.5")
    await world.swept_once()
    world.sites.answer(ID, ANSWER)
    await world.alert("✅ Réponse publiée\n")
    await world.stored("SELECT 1 FROM outbox WHERE outcome = 'sent'", 1)
    assert await world.stop() == 0
    line = next(line for line in world.log.read_text().splitlines() if "alerts sent" in line)
    assert re.search(r"since \d{4}.*: looks at pages [1-9].*, sweeps of archives [1-9].*, alerts sent 1;", line)


async def test_debug_tells_checks_calls_and_updates_and_no_packets_of_libraries(world: JourneyWorld) -> None:
    await world.followed(WAITING, LOG_LEVEL="DEBUG")
    assert await world.stop() == 0
    log = world.log.read_text()
    assert f"check of {ID} at nosdeputes: read" in log
    assert re.search(r"sendMessage: done in \d+ ms", log)
    assert re.search(r"update \d+: handled in \d+ ms", log)
    names = {found[1] for line in log.splitlines() if (found := re.match(rf"{STAMP} [A-Z]+ ([\w.]+):", line))}
    assert {name.partition(".")[0] for name in names} <= {"bot", "handlers", "storage"}


async def test_an_unknown_setting_is_named_at_the_start(world: JourneyWorld) -> None:
    await world.start(ALOWED_CHATS="1001")
    await world.ask("/start")
    assert "WARNING bot.cli.run: ALOWED_CHATS: is no setting; did you mean ALLOWED_CHATS?" in world.log.read_text()


async def test_a_token_that_is_misspelt_is_named_beside_the_one_that_is_missing(world: JourneyWorld) -> None:
    world.command = ANEW
    await world.start(TELEGRAM_BOT_TOKEN="", TELEGRAM_BOT_TOKN="123456:ABC")
    assert await world.ended() == 2
    log = world.log.read_text()
    assert log.startswith("TELEGRAM_BOT_TOKEN: is missing")
    assert "TELEGRAM_BOT_TOKN: is no setting; did you mean TELEGRAM_BOT_TOKEN?" in log
    assert "123456:ABC\n" not in log


async def test_a_database_of_another_program_ends_the_start_and_stays_as_it_is(world: JourneyWorld) -> None:
    with closing(sqlite3.connect(world.folder / "other.db")) as database, database:
        database.execute("CREATE TABLE users (id INTEGER)")
    before = (world.folder / "other.db").read_bytes()
    await world.start(DATABASE_URL=f"sqlite:///{world.folder}/other.db")
    assert await world.ended() == 2
    assert (world.folder / "other.db").read_bytes() == before
    assert world.log.read_text().startswith("DATABASE_URL: the database ")
    assert "is not Guetteur's (it has the tables users)" in world.log.read_text()
    assert sorted(each.name for each in world.folder.glob("other*")) == ["other.db"]
