"""Ten people who type inline all the time: who waits for whom. `tests.benchmarks` prints how long commands wait."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
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
from tests.support.waiting import patience

PEOPLE, QUERIES = range(2001, 2011), 4


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


def services_of(store: Store) -> Services:
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
        searches=asyncio.Semaphore(SEARCHES_AT_ONCE),
    )


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
    async with patience("all queries are answered"):
        await asyncio.gather(*(asyncio.create_task(type_all(services, each), name=str(each)) for each in PEOPLE))
    assert len(served) == QUERIES * len(PEOPLE)
    for first in range(0, len(served), len(PEOPLE)):
        assert set(served[first : first + len(PEOPLE)]) == set(PEOPLE)


def _person() -> int:
    task = asyncio.current_task()
    return int(task.get_name()) if task else 0
