"""The table of watches: begun, changed, paused, stopped, moved with their chat, and erased with it."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.core.chat import Chat
from bot.core.preferences import When
from bot.core.watch import LONGEST_WATCH, NoRoomForWatches, NoSuchWatch, Wanted, WatchTooLong
from storage import Store
from tests.storage.sweeps import HOUR, OTHER, PERSON, deliveries, follow, numbered, sweep
from tests.storage.watching import MOST, asks, brought, watch
from tests.support.databases import migrate
from tests.support.examples import NOW, answered

GROUP = Chat(-5, "group", "fr")


async def asked(store: Store, *numbers: int, hours: int = 1) -> None:
    """A sweep that brings new questions, in an archive that was taken in before."""
    await sweep(store, *map(numbered, numbers), at=NOW + hours * HOUR, new_after=0)


async def test_a_watch_is_found_as_it_was_begun(store: Store) -> None:
    begun = await watch(store, "santé données", rhythm=When.DAILY, thread=5, wants={Wanted.ANSWERED})
    assert await store.watches.of(PERSON.id) == [begun]
    assert await store.watches.find(PERSON.id, begun.id) == begun
    assert (begun.name, begun.rhythm, begun.thread) == ("santé données", When.DAILY, 5)
    assert begun.wants == {Wanted.ANSWERED}


async def test_nobody_finds_or_stops_the_watch_of_another_chat(store: Store) -> None:
    mine = await watch(store, "santé")
    assert await store.watches.find(OTHER.id, mine.id) is None
    assert not await store.watches.stop(OTHER.id, mine.id, NOW)
    assert await store.watches.of(PERSON.id) == [mine]


async def test_the_same_query_again_changes_the_watch_that_there_is(store: Store) -> None:
    first = await watch(store, "santé données")
    await store.watches.change(first, is_paused=True, now=NOW)
    again = await watch(store, "données santé", rhythm=When.WEEKLY, wants={Wanted.ASKED})
    assert await store.watches.of(PERSON.id) == [again]
    assert (again.id, again.rhythm, again.wants, again.is_paused) == (
        first.id,
        When.WEEKLY,
        frozenset({Wanted.ASKED}),
        False,
    )


async def test_a_chat_has_no_more_watches_than_it_may(store: Store) -> None:
    begun = await store.watches.add(PERSON.id, asks("santé"), {Wanted.ASKED}, None, None, NOW, 1)
    with pytest.raises(NoRoomForWatches):
        await store.watches.add(PERSON.id, asks("cloud"), {Wanted.ASKED}, None, None, NOW, 1)
    await store.watches.add(PERSON.id, asks("santé"), {Wanted.ANSWERED}, None, None, NOW, 1)
    assert [each.id for each in await store.watches.of(PERSON.id)] == [begun.id]


async def test_a_query_that_is_too_long_to_be_named_is_refused(store: Store) -> None:
    long = asks(" ".join(f"mot{at:020}" for at in range(30)))
    with pytest.raises(WatchTooLong):
        await store.watches.add(PERSON.id, long, {Wanted.ASKED}, None, None, NOW, MOST)
    begun = await watch(store, "santé")
    with pytest.raises(WatchTooLong):
        await store.watches.change(begun, query=long, now=NOW)
    assert len(begun.name) <= LONGEST_WATCH


async def test_a_change_leaves_the_rest_as_it_is(store: Store) -> None:
    begun = await watch(store, "santé", rhythm=When.DAILY)
    changed = await store.watches.change(begun, query=asks("cloud"), now=NOW)
    assert changed == replace(begun, query=asks("cloud"))
    assert await store.watches.change(changed, rhythm=None, now=NOW) == replace(changed, rhythm=None)


async def test_a_change_to_the_query_of_another_watch_leaves_one_of_them(store: Store) -> None:
    health, cloud = await watch(store, "santé"), await watch(store, "cloud")
    await store.watches.change(cloud, query=asks("santé"), now=NOW)
    assert [(each.id, each.name) for each in await store.watches.of(PERSON.id)] == [(cloud.id, "santé")]
    with pytest.raises(NoSuchWatch):
        await store.watches.change(health, is_paused=True, now=NOW)


async def test_what_waits_for_a_watch_alone_is_cancelled_when_it_stops(store: Store) -> None:
    begun = await watch(store, "digues")
    await asked(store, 7)
    assert await store.watches.stop(PERSON.id, begun.id, NOW)
    assert await deliveries(store) == []


async def test_what_another_watch_brought_as_well_is_told_by_that(store: Store) -> None:
    begun, _ = await watch(store, "digues"), await watch(store, "entretien")
    await asked(store, 7)
    await store.watches.change(begun, is_paused=True, now=NOW)
    assert [kind for kind, _, _ in await brought(store)] == ["asked"]


async def test_what_a_follow_tells_as_well_is_told_when_the_watch_stops(store: Store) -> None:
    await sweep(store, numbered(7))
    await follow(store, 7)
    begun = await watch(store, "digues")
    await sweep(store, answered(numbered(7)), at=NOW + HOUR, new_after=0)
    await store.watches.stop(PERSON.id, begun.id, NOW)
    assert await brought(store) == [("answered", 7, [])]


async def test_it_is_counted_what_each_watch_brought_since_a_day(store: Store) -> None:
    dams, care = await watch(store, "digues"), await watch(store, "entretien")
    await watch(store, "cloud")
    await asked(store, 7, hours=1)
    await store.watches.stop(PERSON.id, care.id, NOW)
    await asked(store, 8, hours=5)
    assert await store.watches.brought(PERSON.id, NOW) == {dams.id: 2}
    assert await store.watches.brought(PERSON.id, NOW + 3 * HOUR) == {dams.id: 1}


async def test_a_group_takes_its_watches_along_each_query_once(store: Store) -> None:
    supergroup = Chat(-1005, "supergroup", "fr")
    for chat in (GROUP, supergroup):
        await store.chats.greet(chat, NOW)
        await watch(store, "digues", chat)
    await watch(store, "entretien", GROUP)
    await asked(store, 7)
    await store.chats.move(GROUP.id, supergroup.id, NOW)
    assert sorted(each.name for each in await store.watches.of(supergroup.id)) == ["digues", "entretien"]
    assert await store.watches.of(GROUP.id) == []
    ((kind, number, names),) = await brought(store, supergroup)
    assert (kind, number, sorted(names)) == ("asked", 7, ["digues", "entretien"])


async def test_a_group_that_gets_a_new_number_keeps_its_watches_and_what_they_brought(store: Store) -> None:
    await store.chats.greet(GROUP, NOW)
    await watch(store, "digues", GROUP)
    await asked(store, 7)
    await store.chats.move(GROUP.id, -1006, NOW)
    assert await brought(store, Chat(-1006, "supergroup", "fr")) == [("asked", 7, ["digues"])]


async def test_a_chat_that_is_erased_leaves_no_watch_behind(store: Store) -> None:
    await watch(store, "digues")
    await asked(store, 7)
    await store.chats.forget(PERSON.id)
    await store.chats.greet(PERSON, NOW)
    assert await store.watches.of(PERSON.id) == []
    assert await deliveries(store) == []
    assert await store.watches.brought(PERSON.id, NOW) == {}


async def test_an_upgrade_knows_the_highest_number_of_each_archive_that_was_taken_in_whole(tmp_path: Path) -> None:
    file = tmp_path / "old.db"
    migrate(file, "0023")
    with closing(sqlite3.connect(file)) as database, database:
        for legislature, confirmed in ((17, "2026-11-01 08:00:00.000000"), (16, None)):
            known = (f"archive-{legislature}", confirmed)
            database.execute("INSERT INTO archives (name, confirmed_at, failures) VALUES (?, ?, 0)", known)
            rows = [(legislature, number, 1, 1, "2026-11-01 08:00:00.000000", b"") for number in (3, 70, 9)]
            database.executemany(
                "INSERT INTO catalogue (legislature, number, crc, size, changed_at, record) VALUES (?, ?, ?, ?, ?, ?)",
                rows,
            )
    upgraded = await Store.open(f"sqlite:///{file}")
    try:
        highest = [(await upgraded.archives.of(f"archive-{each}")).highest for each in (17, 16, 15)]
    finally:
        await upgraded.close()
    assert highest == [70, None, None]
