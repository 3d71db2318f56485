"""While an upgrade has all words indexed anew, nothing false is said of what cannot be found yet."""

from dataclasses import replace

import pytest

from bot.core.question import QuestionId
from bot.core.sweep import FEWEST_OF_AN_ISSUE
from storage import Store
from tests.storage.sweeps import PERSON, RECORD, numbered, sweep, unpack
from tests.storage.watching import asks
from tests.storage.weekly import choose, step, told
from tests.support.databases import execute
from tests.support.examples import NOW
from tests.support.stores import ON_BOTH, new_store

pytestmark = ON_BOTH

DIKES = replace(RECORD, id=QuestionId.of_legislature(17, 7), subject="Entretien des digues")
WORDS = ("digues législature:17", '"entretien des digues" législature:17', "digu* législature:17")


@pytest.fixture
async def upgraded(address: str) -> Store:
    """A database whose questions were indexed by an earlier layout; a file's index was begun anew."""
    store = await new_store(address, unpack)
    await sweep(store, DIKES)
    assert not await store.search.is_behind(asks("digues"))
    await store.close()
    execute(address, "UPDATE summaries SET version = version - 1000, stems = 0")
    if address.startswith("sqlite"):
        execute(address, "INSERT INTO question_stems (question_stems) VALUES ('delete-all')")
    return await Store.open(address, unpack)


async def test_what_is_not_found_yet_is_not_denied_nor_counted(upgraded: Store, address: str) -> None:
    is_file = address.startswith("sqlite")
    for text in WORDS:
        assert await upgraded.search.is_behind(asks(text)) is is_file
        assert bool((await upgraded.search.page(text, 17, None)).observations) is not is_file
        assert (await upgraded.figures.known_until(asks(text)) is None) is is_file
    assert not await upgraded.search.is_behind(asks("législature:17"))
    assert await upgraded.figures.known_until(asks("législature:17")) == NOW.date()
    await upgraded.close()


async def test_it_is_found_and_counted_once_it_was_indexed_anew(upgraded: Store) -> None:
    assert [each async for each in upgraded.indexing.fill()] == [1]
    for text in WORDS:
        assert not await upgraded.search.is_behind(asks(text))
        assert (await upgraded.search.page(text, 17, None)).observations
        assert await upgraded.figures.known_until(asks(text)) == NOW.date()
    await upgraded.close()


async def test_an_issue_is_told_once_all_is_indexed_anew(upgraded: Store, address: str) -> None:
    await upgraded.chats.greet(PERSON, NOW)
    await sweep(upgraded, *(replace(numbered(20 + at), asked=NOW.date()) for at in range(FEWEST_OF_AN_ISSUE)))
    await choose(upgraded, PERSON.id, "tuesday", "own")
    assert await upgraded.bulletins.uncounted() == NOW.date()
    await upgraded.bulletin_contents.count(NOW.date())
    assert await upgraded.bulletins.fan_out_some(100, NOW) == (0 if address.startswith("sqlite") else 1)
    assert len([each async for each in upgraded.indexing.fill()]) == 1
    await step(upgraded)
    assert await told(upgraded) == [(PERSON.id, "issue:2026-11-24")]
    await upgraded.close()


async def test_a_record_that_cannot_be_read_any_more_is_not_waited_for(upgraded: Store, address: str) -> None:
    await upgraded.close()
    store = await Store.open(address, lambda _record: None)
    assert [each async for each in store.indexing.fill()] == [0]
    assert not await store.search.is_behind(asks("digues"))
    await store.close()
