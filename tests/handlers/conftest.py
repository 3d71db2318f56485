"""A bench for the handlers, over a store that knows a chat of each kind."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.core.chat import Chat as Place
from storage import Store
from tests.handlers.bench import CHATS, Bench
from tests.storage.sweeps import unpack
from tests.support.examples import NOW
from tests.support.stores import new_store


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await new_store(tmp_path / "guetteur.db", unpack)
    for kind, chat in CHATS.items():
        await opened.chats.greet(Place(chat, kind, "fr"), NOW)
    yield opened
    await opened.close()


@pytest.fixture
def bench(store: Store, monkeypatch: pytest.MonkeyPatch) -> Bench:
    return Bench(store, monkeypatch)
