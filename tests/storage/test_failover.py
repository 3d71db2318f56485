"""A database that is kept by two servers, of which the one that takes the writes changes, and may not know it."""

import asyncio
from collections.abc import Iterator

import pytest
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy.exc import DBAPIError

from bot.core.chat import Chat
from storage import Store
from storage.database import is_passing_trouble
from storage.postgresql import servers, session
from storage.postgresql.servers import LEFT_BEHIND, STANDBY_AWAY, each_of
from tests.support.examples import NOW
from tests.support.postgresql import Server, run
from tests.support.postgresql_pair import Pair, freeze, kill, pair, thaw
from tests.support.waiting import patience, until


@pytest.fixture
def both(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pair]:
    for module in (session, servers):
        monkeypatch.setattr(module, "PATIENCE", 0.3)
    monkeypatch.setattr(servers, "SEEN", {})  # all servers of the tests are of one cluster: copies of one that was made
    with pair() as made:
        yield made


def greet(store: Store, chat: int) -> asyncio.Task[object]:
    return asyncio.create_task(store.chats.greet(Chat(chat, "private", "fr"), NOW))


def chats(both: Pair, server: Server) -> list[int]:
    return [chat for (chat,) in run(both.of(server), "SELECT id FROM chats ORDER BY id")]


async def test_a_frozen_server_is_given_up_for_the_promoted_one_and_not_written_to_when_it_wakes(
    both: Pair, caplog: pytest.LogCaptureFixture
) -> None:
    store = await Store.open(both.address)
    await greet(store, 1)
    freeze(both.first)
    async with patience("the frozen server is given up"):
        with pytest.raises(DBAPIError, match="no answer") as failed:
            await greet(store, 2)
    assert is_passing_trouble(failed.value)
    both.promote(both.second)
    await greet(store, 2)
    thaw(both.first)
    again = await Store.open(both.address)
    await greet(again, 3)
    assert (chats(both, both.first), chats(both, both.second)) == ([1], [1, 2, 3])
    assert LEFT_BEHIND in {record.msg for record in caplog.records}
    await store.close()
    await again.close()


async def test_a_commit_waits_for_the_standby_and_not_for_one_that_has_taken_over(
    both: Pair, caplog: pytest.LogCaptureFixture
) -> None:
    store = await Store.open(both.address)
    kill(both.second)
    waiting = greet(store, 1)
    await said(caplog, STANDBY_AWAY)
    await asyncio.sleep(3 * session.PATIENCE)
    assert not waiting.done()
    assert chats(both, both.first) == []
    both.second.start()
    await waiting
    assert [record.msg for record in caplog.records].count(STANDBY_AWAY) == 1
    both.promote(both.second)
    with pytest.raises(DBAPIError, match="no answer"):  # the first takes writes still, and nobody follows it
        await greet(store, 2)
    await greet(store, 2)
    assert (chats(both, both.first), chats(both, both.second)) == ([1], [1, 2])
    await store.close()


async def said(caplog: pytest.LogCaptureFixture, words: str) -> None:
    await until(lambda: words in {record.msg for record in caplog.records}, f"the log says {words!r}")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("host=a dbname=d", [("a", None)]),
        ("service=s", [(None, None)]),
        ("host=a,b dbname=d", [("a", None), ("b", None)]),
        ("host=a,b port=1", [("a", "1"), ("b", "1")]),
        ("host=a,b,c port=1,2,3", [("a", "1"), ("b", "2"), ("c", "3")]),
        ("hostaddr=127.0.0.1,127.0.0.2", [(None, None), (None, None)]),
    ],
)
def test_each_server_of_an_address_is_connected_to_by_itself(
    given: str, expected: list[tuple[str | None, str | None]]
) -> None:
    found = [conninfo_to_dict(each) for each in each_of(given)]
    assert [(each.get("host"), each.get("port")) for each in found] == expected
    wanted = None if len(expected) == 1 else "read-write"
    assert {each.get("target_session_attrs") for each in found} == {wanted}


def test_what_the_address_asks_of_a_session_is_left_as_it_is() -> None:
    found = [conninfo_to_dict(each) for each in each_of("host=a,b target_session_attrs=primary")]
    assert [each["target_session_attrs"] for each in found] == ["primary", "primary"]
