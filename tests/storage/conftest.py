"""The store of the tests that sweep by hand; other modules have a `store` of their own. Both run on both engines."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from storage import Store
from tests.storage.sweeps import OTHER, PERSON, unpack
from tests.support.examples import NOW
from tests.support.stores import ENGINES, new_address, new_store


@pytest.fixture(params=ENGINES)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with new_address(request.param, tmp_path) as made:
        yield made


@pytest.fixture
async def store(address: str) -> AsyncIterator[Store]:
    opened = await new_store(address, unpack)
    for chat in (PERSON, OTHER):
        await opened.chats.greet(chat, NOW)
    yield opened
    await opened.close()
