"""Feeds at the web port: what a reader is given, what nobody is told, and what many readers cost."""

import asyncio
import gzip
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import feedparser
import pytest
from icalendar import Calendar
from multidict import CIMultiDictProxy

from bot.core.listening import ListenAddress
from bot.core.measures import FEED_REQUESTS, Measures
from bot.core.public_address import read_public_address
from bot.feeds import publisher
from bot.feeds.publisher import Publisher
from bot.web import feeds
from bot.web.feeds import DISCREET, FeedRoute
from bot.web.server import WebServer
from storage import Store, StoreUnusable
from storage.chats.feed_contents import FeedContents
from tests.storage.sweeps import PERSON, RECORD, follow, numbered, sweep, unpack
from tests.support.examples import ANSWER, NOW
from tests.support.ports import free_port
from tests.support.stores import new_store

PUBLIC = read_public_address("https://guetteur.example.org/bot")
DAY = timedelta(days=1)
NOBODYS = "A" * 32


class Stand:
    """A web port with feeds of a store, at clocks that the test moves; `trouble` is what the store raises."""

    def __init__(self, session: aiohttp.ClientSession, address: ListenAddress, store: Store) -> None:
        self.store = store
        self.measures = Measures()
        self.now, self.ticks, self.read = NOW, 0.0, 0
        self.trouble: Exception | None = None
        self.publisher = Publisher(self._contents, PUBLIC, lambda: self.now, lambda: self.ticks)
        self.route = FeedRoute(PUBLIC.feeds, self.publisher, lambda: self.now, self.measures)
        self._session, self._root = session, f"http://{address}"

    async def _contents(self) -> FeedContents:
        if self.trouble is not None:
            raise self.trouble
        return self.store.feed_contents

    def count_reading(self, monkeypatch: pytest.MonkeyPatch) -> None:
        entries = FeedContents.entries

        async def counted(*given: Any) -> Any:
            self.read += 1
            await asyncio.sleep(0)
            return await entries(*given)

        monkeypatch.setattr(FeedContents, "entries", counted)

    async def get(self, name: str, method: str = "GET", **headers: str) -> tuple[int, CIMultiDictProxy[str], bytes]:
        sent = {key.replace("_", "-"): value for key, value in headers.items()}
        url = f"{self._root}/bot/feed/{name}"
        async with self._session.request(method, url, headers={"Accept-Encoding": "identity", **sent}) as answer:
            return answer.status, answer.headers, await answer.read()

    def counted(self) -> dict[str, float]:
        return {labels[0]: value for labels, value in self.measures.values(FEED_REQUESTS).items()}


@pytest.fixture
async def stand(tmp_path: Path) -> AsyncIterator[Stand]:
    store = await new_store(tmp_path / "guetteur.db", unpack)
    await store.chats.greet(PERSON, NOW)
    address = ListenAddress("127.0.0.1", free_port())
    connector = aiohttp.TCPConnector(limit=100)  # as many as a proxy may have
    async with aiohttp.ClientSession(connector=connector, auto_decompress=False) as session:
        there = Stand(session, address, store)
        async with WebServer(address, there.route.routes()):
            yield there
    await store.close()


async def lived(stand: Stand) -> str:
    """A person who follows two questions, of which one is answered. Returns the token of their feeds."""
    await sweep(stand.store, numbered(1), numbered(2))
    await follow(stand.store, 1, 2)
    await sweep(stand.store, numbered(1, replace(RECORD, answer=ANSWER)), numbered(2), at=NOW + DAY)
    return await stand.store.feeds.open(PERSON.id, NOW)


async def test_a_reader_is_given_the_alerts_and_a_calendar_the_terms(stand: Stand) -> None:
    token = await lived(stand)
    status, headers, body = await stand.get(f"{token}.atom")
    assert (status, headers["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    (entry,) = feedparser.parse(body).entries
    assert entry.title.startswith("✅ Réponse publiée")
    status, headers, body = await stand.get(f"{token}.ics")
    assert (status, headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    calendar = Calendar.from_ical(body)
    assert isinstance(calendar, Calendar)
    assert [event.start for event in calendar.events] == [date(2026, 12, 29), date(2026, 11, 29)]
    assert stand.counted() == {"given": 2}


async def test_an_answer_tells_nobody_the_address_and_is_kept_by_its_reader_alone(stand: Stand) -> None:
    token = await lived(stand)
    for name in (f"{token}.atom", f"{NOBODYS}.atom"):
        _, headers, _ = await stand.get(name)
        assert {key: headers[key] for key in DISCREET} == DISCREET
        assert headers["Cache-Control"] in {"private, max-age=300", "no-store"}
    _, _, atom = await stand.get(f"{token}.atom")
    _, _, calendar = await stand.get(f"{token}.ics")
    for text in (atom, calendar):
        assert token.encode() not in text
        assert str(PERSON.id).encode() not in text


async def test_a_reader_that_has_the_feed_is_told_that_nothing_changed(stand: Stand) -> None:
    token = await lived(stand)
    _, headers, body = await stand.get(f"{token}.atom")
    for asks in (
        {"If_None_Match": headers["ETag"]},
        {"If_None_Match": f'"other", {headers["ETag"].removeprefix("W/")}'},
        {"If_None_Match": "*"},
        {"If_Modified_Since": headers["Last-Modified"]},
        {"If_None_Match": headers["ETag"], "If_Modified_Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
    ):
        status, again, nothing = await stand.get(f"{token}.atom", **asks)
        assert (status, nothing, again["ETag"]) == (304, b"", headers["ETag"]), asks
    for asks in (
        {"If_None_Match": '"other"'},
        {"If_None_Match": '"other"', "If_Modified_Since": headers["Last-Modified"]},
        {"If_Modified_Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
        {"If_Modified_Since": "yesterday"},
    ):
        assert (await stand.get(f"{token}.atom", **asks))[::2] == (200, body), asks


async def test_a_reader_sees_what_changed_a_minute_later_at_the_latest(stand: Stand) -> None:
    token = await lived(stand)
    _, before, _ = await stand.get(f"{token}.atom")
    stand.now += timedelta(hours=1)
    await sweep(stand.store, *(numbered(each, replace(RECORD, answer=ANSWER)) for each in (1, 2)), at=NOW + 2 * DAY)
    asks = {"If_None_Match": before["ETag"], "If_Modified_Since": before["Last-Modified"]}
    stand.ticks += publisher.LASTS_SECONDS - 1
    assert (await stand.get(f"{token}.atom", **asks))[0] == 304
    stand.ticks += 1
    status, after, body = await stand.get(f"{token}.atom", **asks)
    assert (status, len(feedparser.parse(body).entries)) == (200, 2)
    assert after["Last-Modified"] == "Tue, 24 Nov 2026 13:00:00 GMT"
    stand.now, stand.ticks = stand.now + DAY, stand.ticks + 3600
    _, unchanged, _ = await stand.get(f"{token}.atom")
    assert (unchanged["ETag"], unchanged["Last-Modified"]) == (after["ETag"], after["Last-Modified"])


async def test_a_reader_that_takes_packed_answers_gets_them_so(stand: Stand) -> None:
    token = await lived(stand)
    _, plain_headers, plain = await stand.get(f"{token}.atom")
    _, headers, packed = await stand.get(f"{token}.atom", Accept_Encoding="gzip, br")
    assert headers["Content-Encoding"] == "gzip"
    assert (gzip.decompress(packed), headers["ETag"]) == (plain, plain_headers["ETag"])
    assert headers["Vary"] == "Accept-Encoding"
    for taken in ("GZIP", "br,gzip", "gzip;q=0.5, *;q=0", "br;q=1.0 , gzip ; q=0.001"):
        assert (await stand.get(f"{token}.atom", Accept_Encoding=taken))[2] == packed, taken
    for not_taken in ("br", "gzip;q=0", "gzip; q=0.000, identity", "*;q=0, gzip;Q=0", "notgzip"):
        assert (await stand.get(f"{token}.atom", Accept_Encoding=not_taken))[2] == plain, not_taken
    status, head, nothing = await stand.get(f"{token}.atom", method="HEAD")
    assert (status, nothing, head["Content-Length"]) == (200, b"", plain_headers["Content-Length"])


async def test_whatever_is_no_address_is_answered_as_an_address_that_nobody_has(stand: Stand) -> None:
    token = await lived(stand)
    closed = await stand.store.feeds.renew(PERSON.id, NOW)
    await stand.store.feeds.close(PERSON.id)
    names = [
        *(f"{NOBODYS}.atom", f"{NOBODYS}.ics", f"{token}.atom", f"{closed}.ics", f"{token}.html", token, "", ".atom"),
        *(f"{token}.atom/", f"{token.lower()}.atom", f"{token}.atom.ics", "%00.atom", "é.atom"),
    ]
    answers = [await stand.get(name) for name in names]
    assert {(status, body) for status, _, body in answers} == {(404, b"no such feed\n")}
    assert len({frozenset(key for key in headers if key != "Date") for _, headers, _ in answers}) == 1
    assert stand.counted() == {"unknown": len(names)}
    assert (await stand.get(f"{token}.atom", method="POST"))[0] == 405


async def test_a_feed_that_is_closed_is_gone_at_once(stand: Stand) -> None:
    token = await lived(stand)
    assert (await stand.get(f"{token}.atom"))[0] == 200
    await stand.store.feeds.close(PERSON.id)
    assert (await stand.get(f"{token}.atom"))[0] == 404


async def test_what_is_closed_or_not_read_any_more_is_not_remembered(stand: Stand) -> None:
    token = await lived(stand)
    for name in ("atom", "ics"):
        await stand.get(f"{token}.{name}")
    assert stand.publisher.remembered == 2
    stand.ticks += publisher.LASTS_SECONDS + publisher.KEPT_SECONDS + 1
    await stand.get(f"{token}.ics")
    assert stand.publisher.remembered == 1
    await stand.store.feeds.close(PERSON.id)
    await stand.get(f"{token}.ics")
    assert stand.publisher.remembered == 0


async def test_many_readers_of_one_feed_have_it_made_once(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    token = await lived(stand)
    stand.count_reading(monkeypatch)

    async def read(client: int) -> int:
        return (await stand.get(f"{token}.atom", X_Forwarded_For=f"203.0.113.{client}"))[0]

    assert set(await asyncio.gather(*(read(client) for client in range(200)))) == {200}
    assert stand.read == 1


async def test_a_client_that_asks_too_much_waits_and_others_are_answered(stand: Stand) -> None:
    token = await lived(stand)
    asked = [await stand.get(f"{NOBODYS}.atom", X_Forwarded_For="203.0.113.7") for _ in range(300)]
    assert [status for status, _, _ in asked] == [404] * feeds.REQUESTS_A_MINUTE + [429] * 60
    assert asked[-1][1]["Retry-After"] == "60"
    assert (await stand.get(f"{token}.atom", X_Forwarded_For="203.0.113.8"))[0] == 200
    assert stand.counted() == {"unknown": feeds.REQUESTS_A_MINUTE, "too-many": 60, "given": 1}
    stand.now += timedelta(minutes=1)
    assert (await stand.get(f"{token}.atom", X_Forwarded_For="203.0.113.7"))[0] == 200


async def test_while_the_store_is_away_a_reader_is_asked_to_come_again(stand: Stand) -> None:
    token = await lived(stand)
    stand.trouble = StoreUnusable("the database is not open yet")
    status, headers, body = await stand.get(f"{token}.atom")
    assert (status, headers["Retry-After"], body) == (503, "30", b"later\n")
    stand.trouble = None
    assert (await stand.get(f"{token}.atom"))[0] == 200
    assert stand.counted() == {"unavailable": 1, "given": 1}


async def test_a_mistake_of_ours_is_answered_and_logged_without_the_address(
    stand: Stand, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = await lived(stand)

    def fail(*_: object) -> list[Any]:
        raise RuntimeError("a mistake")

    monkeypatch.setattr(FeedContents, "entries", fail)
    status, _, body = await stand.get(f"{token}.atom", Referer=f"https://guetteur.example.org/bot/feed/{token}.atom")
    assert (status, body) == (500, b"failed\n")
    assert "a mistake" in caplog.text
    assert token not in caplog.text
    assert (await stand.get(f"{token}.ics"))[0] == 200


async def test_more_feeds_than_can_be_made_in_time_are_put_off(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publisher, "MOST_WAITING", 1)
    token = await lived(stand)
    begun, held = asyncio.Event(), asyncio.Event()

    async def slow(*_: object) -> list[Any]:
        begun.set()
        await held.wait()
        return []

    monkeypatch.setattr(FeedContents, "entries", slow)
    first = asyncio.create_task(stand.get(f"{token}.atom"))
    await begun.wait()
    assert (await stand.get(f"{token}.ics"))[0] == 503
    held.set()
    assert (await first)[0] == 200


async def test_no_more_is_remembered_than_so_many_bytes(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publisher, "MOST_BYTES", 1)
    stand.count_reading(monkeypatch)
    token = await lived(stand)
    assert [(await stand.get(f"{token}.atom"))[0] for _ in range(3)] == [200] * 3
    assert stand.read == 3
