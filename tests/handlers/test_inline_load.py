"""Ten people who type inline all the time, and others who give commands: who waits for whom. Times are printed."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path
from statistics import quantiles
from types import SimpleNamespace
from typing import Any, cast

import pytest
from telegram import InlineQuery, Update, User

from bot.core.paging import Place
from bot.core.throttle import Throttle
from handlers.common.services import SEARCHES_AT_ONCE, Services
from handlers.inline import inline
from storage import Store
from storage.questions.search import SearchPage
from tests.storage.test_search import about, take, unpack
from tests.support.examples import NOW
from tests.support.stores import new_store

PEOPLE, QUERIES, COMMANDS = range(2001, 2011), 12, 120


class Silent:
    """Telegram, which takes every answer, and sources that all answer."""

    username = "guetteur_bot"

    async def do_api_request(self, *_: Any, **__: Any) -> bool:
        return True

    def stale(self, *_: Any) -> dict[str, Any]:
        return {}


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await new_store(tmp_path / "guetteur.db", unpack)
    await take(opened, *(about(number, f"Entretien des digues n° {number}") for number in range(1, 60)))
    yield opened
    await opened.close()


async def type_all(services: Services, person: int) -> None:
    """A person who types, and sends each query when the one before it was answered."""
    context = cast(Any, SimpleNamespace(services=services, bot=Silent()))
    for number in range(QUERIES):
        query = InlineQuery(str(number), User(person, "Camille", is_bot=False), "digues", "")
        await inline(Update(number, inline_query=query), context)


async def command_times(store: Store) -> list[float]:
    """How long each of some reads takes that a command needs, in milliseconds."""
    times = []
    for _ in range(COMMANDS):
        began = time.perf_counter()
        await store.follows.of_chat(1001)
        await store.preferences.of(1001)
        times.append(1000 * (time.perf_counter() - began))
    return times


async def loaded(store: Store, at_once: int) -> list[float]:
    services = services_of(store, at_once)
    typing = [asyncio.create_task(type_all(services, person)) for person in PEOPLE]
    times = await command_times(store)
    await asyncio.gather(*typing)
    return times


def services_of(store: Store, at_once: int = SEARCHES_AT_ONCE) -> Services:
    throttle, silent = Throttle(1), cast(Any, Silent())
    return Services(
        store,
        silent,
        silent,
        silent,
        lambda: NOW,
        set(),
        500,
        throttle,
        throttle,
        throttle,
        throttle,
        searches=asyncio.Semaphore(at_once),
    )


async def test_a_command_hardly_waits_for_people_who_type_inline(store: Store) -> None:
    for name, times in {
        "nobody types": await command_times(store),
        "all search at once": await loaded(store, 1000),
        "searches wait for one another": await loaded(store, SEARCHES_AT_ONCE),
    }.items():
        print(f"{name}: 95 % of commands read within {quantiles(times, n=20)[-1]:.1f} ms")
        assert len(times) == COMMANDS


async def test_searches_take_turns_from_person_to_person_and_never_hold_the_database(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    services, served, under_way, page = services_of(store), list[int](), list[int](), store.search.page

    async def watched(wanted: str, current: int, after: Place | None, most: int) -> SearchPage:
        served.append(_person())
        under_way.append(1)
        assert len(under_way) <= SEARCHES_AT_ONCE
        found = await page(wanted, current, after, most)
        under_way.pop()
        return found

    monkeypatch.setattr(store.search, "page", watched)
    async with asyncio.timeout(60):
        await asyncio.gather(*(asyncio.create_task(type_all(services, each), name=str(each)) for each in PEOPLE))
    assert len(served) == QUERIES * len(PEOPLE)
    for first in range(0, len(served), len(PEOPLE)):
        assert set(served[first : first + len(PEOPLE)]) == set(PEOPLE)


def _person() -> int:
    task = asyncio.current_task()
    return int(task.get_name()) if task else 0
