"""The store of the tests that sweep by hand; other modules have a `store` of their own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage import Store
from tests.storage.sweeps import OTHER, PERSON, unpack
from tests.support.examples import NOW
from tests.support.stores import new_store


@pytest.fixture
def address(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/guetteur.db"


@pytest.fixture
async def store(address: str) -> AsyncIterator[Store]:
    opened = await new_store(Path(address.removeprefix("sqlite:///")), unpack)
    for chat in (PERSON, OTHER):
        await opened.chats.greet(chat, NOW)
    yield opened
    await opened.close()
