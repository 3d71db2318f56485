"""A person who will not read Telegram opens a feed, is told by it alone, and closes it."""

import re

import aiohttp
import feedparser

from tests.journeys.world import JourneyWorld
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
