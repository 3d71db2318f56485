"""The running bot leaves only its database and its log on the machine, and the log has no words of people."""

import asyncio
import ctypes
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path

import pytest

from bot.core.question import QuestionId
from bot.core.source import Source
from bot.standins.telegram.files import Document
from tests.journeys.processes import ROOT
from tests.journeys.world import JourneyWorld
from tests.support.examples import ANSWER, ID, WAITING, comment
from tests.support.stores import make_database

ANSWERED = "✅ Réponse publiée\n"
DROP_FROM_BOUNDING_SET, CAPABILITIES = 24, 64
PUBLIC = "quatre-vingts"
PRIVATE = ("0612345678", "rendez-vous", "Zébulon", "avocat", PUBLIC)
"""Pieces of the messages, names and searches below, none of which belongs into a log."""


async def conversation(world: JourneyWorld) -> None:
    """People write, press, forge, paste, send and search, while Telegram and the sites fail now and then."""
    stranger = world.telegram.person(7_654_321, first_name="Zébulon")
    group = world.telegram.group(-100_998_877, "Les amis de Zébulon", admins=[world.camille], members=[stranger])
    card = await world.ask("/follow 4321")
    await world.ask("/follow 0612345678 rendez-vous")
    await world.ask("mon avocat m'attend, 0612345678", stranger)
    await world.ask("/follow 4321", chat=group)
    world.telegram.say(stranger, "rendez-vous à dix heures", group)
    await world.forged(card, "follow:rendez-vous")
    world.telegram.send_document(stranger, Document("rendez-vous.json", b'{"avocat": "0612345678"}'))
    await world.alert("fichier", stranger.id)
    await world.telegram.inline_answer(world.telegram.inline(stranger, "avocat rendez-vous"))
    world.telegram.state.updates.add("message", {"message_id": 1, "text": "rendez-vous", "chat": {"id": 7_654_321}})
    for status in ("drop", 500, 400):
        world.telegram.fail_next("sendMessage", times=1, status=status)
    world.sites.answer(ID, ANSWER)
    await world.alert(ANSWERED)
    await world.alert(ANSWERED, group.id)
    world.sites.comment(ID, comment(1, "quatre-vingts ans que j'attends"))
    await world.alert("Nouveau commentaire")
    world.telegram.block(world.camille.id)
    world.sites.comment(ID, comment(2))
    await world.stored("SELECT 1 FROM chats WHERE paused_at IS NOT NULL", rows=1)


@pytest.mark.parametrize("level", ["INFO", "DEBUG"])
async def test_the_log_holds_no_token_no_words_of_people_and_no_chats(world: JourneyWorld, level: str) -> None:
    world.sites.put(WAITING)
    await world.start(LOG_LEVEL=level)
    await conversation(world)
    assert await world.stop() == 0
    log = world.log.read_text()
    assert "watching as" in log
    secret = world.telegram.token.partition(":")[2]
    for words in (secret, *PRIVATE, "7654321", "100998877", str(world.camille.id)):
        assert words not in log, [line for line in log.splitlines() if words in line]


async def test_no_words_of_people_stay_in_the_database(world: JourneyWorld) -> None:
    world.sites.put(WAITING)
    await world.start()
    await conversation(world)
    await world.stored("SELECT 1 FROM updates WHERE handled_at IS NULL", rows=0)
    assert await world.stop() == 0
    with closing(sqlite3.connect(world.folder / "guetteur.db")) as database:
        database.execute("DROP TABLE question_stems")  # it holds no texts, and SQLite cannot write it out
        kept = "\n".join(database.iterdump())
    assert PUBLIC in kept  # a public comment may be kept
    for words in (world.telegram.token.partition(":")[2], *(each for each in PRIVATE if each != PUBLIC)):
        assert words not in kept, [line for line in kept.splitlines() if words in line]


@asynccontextmanager
async def a_strangers_server() -> AsyncIterator[tuple[int, list[int]]]:
    """A server that the bot must not ask. Gives its port, and a list that grows with each connection."""
    connections: list[int] = []

    async def count(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.append(1)
        writer.close()

    server = await asyncio.start_server(count, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1], connections


async def test_nothing_that_a_person_types_chooses_a_host_to_fetch_from(world: JourneyWorld) -> None:
    async with a_strangers_server() as (port, connections):
        there = f"127.0.0.1:{port}"
        await world.start()
        for address in (
            f"http://{there}/16/question/QE/12432",
            f"https://www.nosdeputes.fr@{there}/16/question/QE/12432",
            f"https://www.nosdeputes.fr:{port}/16/question/98765",
            f"www.nosdeputes.fr#@{there}/16/question/QE/12432",
            f"https://{there}#www.assemblee-nationale.fr/dyn/16/questions/QANR5L16QE12432",
            f"https://www.nosdeputes.fr/redirect?to=http://{there}/16/question/QE/12432",
        ):
            for command in ("/follow ", "/status ", ""):
                await world.ask(command + address)
        assert connections == []
        asked = {request.path.partition("?")[0] for request in world.sites.requests}
    assert not any(str(port) in path or "redirect" in path for path in asked)


def without_capabilities() -> None:
    """Let the rights of files bind root as any other user; this works on Linux only."""
    with suppress(OSError, AttributeError):
        for capability in range(CAPABILITIES):
            ctypes.CDLL(None).prctl(DROP_FROM_BOUNDING_SET, capability, 0, 0, 0)


def left_in(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


async def test_without_a_home_in_a_folder_that_it_may_not_write_it_leaves_its_database_and_no_more(
    world: JourneyWorld, tmp_path: Path
) -> None:
    here, data, temporary = (tmp_path / name for name in ("here", "data", "temporary"))
    for folder in (here, data, temporary):
        folder.mkdir()
    here.chmod(0o555)
    world.sites.put(WAITING)
    world.sites.record(WAITING)
    settings = world.environment(DATABASE_URL=f"sqlite:///{data}/guetteur.db", SWEEP_INTERVAL="1")
    settings.pop("HOME", None)
    with world.log.open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot"),
            cwd=here,
            env={**settings, "PYTHONPATH": str(ROOT), "TMPDIR": str(temporary), "PYTHONDONTWRITEBYTECODE": "1"},
            stderr=log,
            stdin=asyncio.subprocess.DEVNULL,
            preexec_fn=without_capabilities,
        )
    try:
        await world.ask("/follow 17-4321")
        await world.sites.wait_until(lambda: world.sites.asked(world.sites.archive_path(17)))
        page = world.sites.path_of(QuestionId.of_legislature(17, 4321), Source.NOSDEPUTES)
        # First sight is no news: the page is asked for twice and read once.
        await world.sites.wait_until(lambda: len(world.sites.asked(page)) >= 2)
        world.sites.comment(QuestionId.of_legislature(17, 4321), comment(1))
        await world.alert("Nouveau commentaire")
        during = left_in(temporary)
        rights = {each.name: each.stat().st_mode & 0o077 for each in data.iterdir()}
    finally:
        process.terminate()
        code = await process.wait()
    assert code == 0, world.log.read_text()
    assert "Traceback" not in world.log.read_text()
    assert during == left_in(temporary) == left_in(here) == []
    assert left_in(data) == ["guetteur.db"]
    files = ["guetteur.db", "guetteur.db-wal", "guetteur.db-shm", "guetteur.db.lock"]
    assert rights == dict.fromkeys(files, 0), "nobody else may read it"


LONG_AGO = """
    INSERT INTO chats (id, kind, language, created_at) VALUES (1001, 'private', 'fr', '2020-01-01 09:00:00.000000');
    INSERT INTO questions (id, legislature, number) VALUES (1, 17, 4321);
    INSERT INTO outbox (chat_id, question_id, "key", kind, created_at, state, settled_at)
    SELECT 1001, 1, column1, 'answered', '2020-01-01 09:00:00.000000', 'sent', '2020-01-01 09:00:00.000000'
    FROM (VALUES ('sent on the fifth day'), ('sent later, by a clock that was wrong'));
    UPDATE running SET days = 40;
    INSERT INTO outbox_days VALUES (5, 1);
"""


async def test_what_was_sent_long_ago_is_pruned(world: JourneyWorld) -> None:
    make_database(world.file)
    with closing(sqlite3.connect(world.file)) as database:
        database.executescript(LONG_AGO)
    await world.start(KEEP_HISTORY="30")
    await world.stored("SELECT 1 FROM outbox", 1)
    await world.logged("1 messages that were settled more than 30 days ago are pruned")
