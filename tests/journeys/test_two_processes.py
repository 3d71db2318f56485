"""Two bots on one database: the second ends with a sentence, and everything is told once."""

import signal
from pathlib import Path

from bot.standins.telegram.server import StandInTelegram
from tests.journeys.processes import ANEW, anew, forked
from tests.journeys.world import JourneyWorld
from tests.support.examples import ANSWER, ID, WAITING
from tests.support.waiting import patience

ANSWERED = "✅ Réponse publiée\n"


async def test_a_second_bot_on_the_same_file_ends_and_the_first_tells_everything_once(
    world: JourneyWorld, tmp_path: Path
) -> None:
    await world.followed(WAITING)
    log = tmp_path / "second.log"
    async with StandInTelegram(token="654321:another") as other:
        settings = world.environment(TELEGRAM_BOT_TOKEN=other.token, TELEGRAM_API_URL=other.url)
        second = forked(settings, log)
        world.sites.answer(ID, ANSWER)
        await world.alert(ANSWERED)
        async with patience("the second bot ends"):
            assert await second.wait() == 2
        assert other.calls == []
    said = log.read_text().splitlines()
    assert said[-1].startswith("DATABASE_URL: the database ")
    assert f"in use by another Guetteur (process {world.pid})" in said[-1]
    assert "Traceback" not in log.read_text()
    await world.all_done()
    assert world.count(ANSWERED) == 1


async def test_a_restart_that_overlaps_waits_for_the_first_to_end(world: JourneyWorld) -> None:
    await world.followed(WAITING)
    second = forked(world.environment(), world.folder / "second.log")
    await world.logged("waiting up to", world.folder / "second.log")
    assert await world.stop() == 0
    try:
        world.sites.answer(ID, ANSWER)
        await world.alert(ANSWERED)
    finally:
        second.kill()
        await second.wait()


async def test_a_second_one_that_is_stopped_while_it_waits_ends_in_order(world: JourneyWorld) -> None:
    await world.followed(WAITING)
    log = world.folder / "second.log"
    second = await anew(ANEW, world.environment(), log)
    await world.logged("waiting up to", log)
    second.send_signal(signal.SIGTERM)
    async with patience("the second bot stops"):
        assert await second.wait() == 0


async def test_a_backup_is_made_beside_a_running_bot(world: JourneyWorld) -> None:
    await world.followed(WAITING)
    copy = world.folder / "copy.db"
    command = (*ANEW, "backup", str(copy))
    process = await anew(command, world.environment(), world.folder / "backup.log")
    assert await process.wait() == 0
    assert copy.stat().st_size > 0


async def test_a_kill_gives_the_lock_back_and_a_stop_leaves_no_file(world: JourneyWorld, tmp_path: Path) -> None:
    await world.start()
    await world.ask("/start")
    assert (tmp_path / "guetteur.db.lock").exists()
    await world.kill()
    await world.start()
    assert "Je surveille" in (await world.ask("/start")).text
    assert await world.stop() == 0
    assert not (tmp_path / "guetteur.db.lock").exists()
