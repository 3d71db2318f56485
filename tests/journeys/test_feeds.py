"""A person who will not read Telegram opens a feed, is told by it alone, and closes it."""

import re
from urllib.parse import urlsplit

import aiohttp
import feedparser

from tests.journeys.copies import Copies
from tests.journeys.delegating import choose
from tests.journeys.world import JourneyWorld
from tests.support import postgresql
from tests.support.examples import ANSWER, ID, WAITING
from tests.support.ports import free_port

ADDRESS = re.compile(r"http://\S+\.(?:atom|ics)")


async def read(address: str) -> tuple[int, bytes]:
    async with aiohttp.ClientSession() as session, session.get(address) as answer:
        return answer.status, await answer.read()


async def test_a_feed_is_opened_tells_what_a_paused_chat_is_not_told_and_ends_with_it(world: JourneyWorld) -> None:
    port = free_port()
    world.sites.put(WAITING)
    await world.start(LISTEN=f"127.0.0.1:{port}", PUBLIC_URL=f"http://127.0.0.1:{port}")
    await world.ask("/follow 4321")
    offered = await world.ask("/flux")
    world.telegram.press(world.camille, offered, "🔗 Ouvrir un flux")
    opened = await world.alert("pour un lecteur de flux")
    atom, calendar = ADDRESS.findall(opened.text)
    status, body = await read(calendar)
    assert (status, b"DTSTART;VALUE=DATE:20261129" in body) == (200, True)
    await world.forged(await world.ask("/reglages"), "set:pause:open")
    world.sites.answer(ID, ANSWER)
    await world.stored("SELECT 1 FROM outbox WHERE kind = 'answered' AND state = 'scheduled'", rows=1)
    (entry,) = feedparser.parse((await read(atom))[1]).entries
    assert entry.title.startswith("✅ Réponse publiée")
    assert world.count("Réponse publiée") == 0
    world.telegram.press(world.camille, await world.ask("/oublier"), "🗑 Tout effacer")
    await world.alert("C’est effacé.")
    assert (await read(atom), await read(calendar)) == ((404, b"no such feed\n"),) * 2
    assert atom.rpartition("/")[2].partition(".")[0] not in world.log.read_text()


async def test_with_several_copies_each_answers_who_reads_a_feed_and_one_that_is_closed_is_closed_at_all(
    world: JourneyWorld,
) -> None:
    database, ports = postgresql.new_database(), [free_port() for _ in range(2)]
    copies = Copies(world, database, [database] * 2, PUBLIC_URL=f"http://127.0.0.1:{ports[0]}")
    copies.ports = ports
    copies.start(0, 1)
    try:
        world.sites.put(WAITING)
        leader = await copies.leader()
        await copies.is_ready(1 - leader, "ready, and standing by\n")
        await world.ask("/follow 4321")
        world.telegram.press(world.camille, await world.ask("/flux"), "🔗 Ouvrir un flux")
        opened = await world.alert("pour un lecteur de flux")
        paths = [urlsplit(each).path for each in ADDRESS.findall(opened.text)]
        by_copy = [[await read(f"http://127.0.0.1:{port}{path}") for path in paths] for port in ports]
        assert by_copy[0] == by_copy[1]
        assert [status for status, _ in by_copy[0]] == [200, 200]
        world.telegram.press(world.camille, opened, "✖️ Fermer le flux")
        await world.button("🔗 Ouvrir un flux", on=opened)
        assert [(await read(f"http://127.0.0.1:{port}{path}"))[0] for port in ports for path in paths] == [404] * 4
    finally:
        await copies.close()
        postgresql.drop_database(database)


async def test_a_group_that_becomes_a_supergroup_keeps_its_address(world: JourneyWorld) -> None:
    port = free_port()
    group = world.telegram.group(-500, "Digues", admins=[world.camille])
    world.sites.put(WAITING)
    await world.start(LISTEN=f"127.0.0.1:{port}", PUBLIC_URL=f"http://127.0.0.1:{port}", LOG_LEVEL="DEBUG")
    await world.ask("/follow 4321", chat=group)
    await choose(world, group)
    world.telegram.press(world.camille, await world.ask("/flux"), "🔗 Ouvrir un flux")
    atom, calendar = ADDRESS.findall((await world.alert("pour un lecteur de flux")).text)
    before = await read(calendar)
    assert (before[0], b"DTSTART;VALUE=DATE:20261129" in before[1]) == (200, True)
    world.telegram.migrate(group.id, -100500, tell=True)
    await world.stored("SELECT 1 FROM feeds WHERE chat_id = -100500", rows=1)
    assert await read(calendar) == before
    assert atom.rpartition("/")[2].partition(".")[0] not in world.log.read_text()
