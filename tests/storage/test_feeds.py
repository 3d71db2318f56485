"""Feeds in the store: whose an address is, what is in it, and when it ends."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.core.change import Kind
from bot.core.chat import Chat
from bot.core.feeds import Entry, Subscriber
from bot.core.preferences import DEFAULT_ZONE, Preferences
from bot.core.question import QuestionId
from bot.core.validators import Validators
from storage import Store, StoreUnusable
from storage.feed_reader import FeedReader
from storage.intake.catalogue import Brought
from tests.storage.sweeps import OTHER, PERSON, RECORD, deliveries, follow, numbered, packed, sweep
from tests.storage.watching import watch
from tests.support import postgresql
from tests.support.databases import rows
from tests.support.examples import ANSWER, CLOSING, NOW

GROUP, SUPERGROUP = Chat(-500, "group", "fr"), Chat(-100500, "supergroup", "fr")
DAY = timedelta(days=1)
SIGNALLED = replace(RECORD, signalled=(date(2026, 11, 25),))


async def chat_of(store: Store, token: str) -> int | None:
    found = await store.feed_contents.find(token)
    return None if found is None else found.chat_id


async def subscriber(store: Store, chat: Chat = PERSON) -> Subscriber:
    found = await store.feed_contents.find(await store.feeds.open(chat.id, NOW))
    assert found is not None
    return found


async def told(store: Store, chat: Chat = PERSON, most: int = 100) -> list[Entry]:
    return await store.feed_contents.entries(await subscriber(store, chat), most)


async def kinds_in_feed(store: Store, chat: Chat = PERSON) -> list[str]:
    return [each.delivery.kind for each in await told(store, chat)]


async def test_an_address_is_one_chats_until_it_is_renewed_or_closed(store: Store) -> None:
    mine, theirs = await store.feeds.open(PERSON.id, NOW), await store.feeds.open(OTHER.id, NOW)
    assert await store.feeds.open(PERSON.id, NOW + DAY) == mine == await store.feeds.token_of(PERSON.id)
    assert await store.feed_contents.find(theirs) == Subscriber(OTHER.id, "private", "en", DEFAULT_ZONE, NOW)
    renewed = await store.feeds.renew(PERSON.id, NOW + DAY)
    assert len({mine, theirs, renewed}) == 3
    assert [await chat_of(store, each) for each in (mine, renewed, theirs, "")] == [None, PERSON.id, OTHER.id, None]
    await store.feeds.close(PERSON.id)
    assert await chat_of(store, renewed) is None
    assert await store.feeds.token_of(PERSON.id) is None
    assert await store.feeds.open(PERSON.id, NOW) not in {mine, renewed}


async def test_an_address_has_more_chance_in_it_than_anybody_can_try(store: Store) -> None:
    tokens = {await store.feeds.renew(PERSON.id, NOW) for _ in range(20)}
    assert len(tokens) == 20
    assert {len(each) for each in tokens} == {32}  # of 64 letters: 192 bits


async def test_an_address_ends_with_its_chat_and_moves_with_a_group(store: Store, address: str) -> None:
    token = await store.feeds.open(PERSON.id, NOW)
    await store.chats.forget(PERSON.id)
    assert await chat_of(store, token) is None
    assert rows(address, "SELECT * FROM feeds") == []
    await store.chats.greet(GROUP, NOW)
    token = await store.feeds.open(GROUP.id, NOW)
    await store.chats.move(GROUP.id, SUPERGROUP.id, NOW)
    assert await chat_of(store, token) == SUPERGROUP.id


@pytest.mark.parametrize("has_its_own", [False, True])
async def test_a_supergroup_that_is_known_already_keeps_the_feed_it_has(store: Store, has_its_own: bool) -> None:
    for chat in (GROUP, SUPERGROUP):
        await store.chats.greet(chat, NOW)
    token = await store.feeds.open(GROUP.id, NOW)
    if has_its_own:
        token = await store.feeds.open(SUPERGROUP.id, NOW)
    await store.chats.move(GROUP.id, SUPERGROUP.id, NOW)
    assert await chat_of(store, token) == SUPERGROUP.id


async def test_a_chat_that_a_private_instance_is_not_for_has_no_feed_until_it_is_let_in(store: Store) -> None:
    token = await store.feeds.open(PERSON.id, NOW)
    await store.chats.limit_to({OTHER.id}, NOW)
    assert await chat_of(store, token) is None
    await store.chats.limit_to((), NOW)
    assert await chat_of(store, token) == PERSON.id


async def test_a_feed_has_what_its_chat_was_told_or_waits_to_be_told_the_newest_first(store: Store) -> None:
    await sweep(store, numbered(1), numbered(2))
    await follow(store, 1, 2)
    await follow(store, 1, chat=OTHER)
    await sweep(store, numbered(1, replace(RECORD, answer=ANSWER)), numbered(2), at=NOW + DAY)
    await deliveries(store)
    await store.chats.pause(PERSON.id, "Forbidden: bot was blocked by the user", NOW)
    await sweep(
        store,
        numbered(1, replace(RECORD, answer=ANSWER)),
        numbered(2, replace(RECORD, closing=CLOSING)),
        at=NOW + 2 * DAY,
    )
    entries = await told(store)
    assert [(each.delivery.kind, each.delivery.question.number, each.at) for each in entries] == [
        ("closed", 2, NOW + 2 * DAY),
        ("answered", 1, NOW + DAY),
    ]
    assert await kinds_in_feed(store, OTHER) == ["answered"]
    assert [each.delivery.kind for each in await told(store, most=1)] == ["closed"]


async def test_a_feed_lacks_what_its_chat_switched_off_or_left_and_has_no_card(store: Store) -> None:
    await follow(store, 3)  # known to no source: its card is still to come
    await sweep(store, numbered(1), numbered(2), numbered(3))
    await follow(store, 1, 2)
    await sweep(store, *(numbered(each, replace(RECORD, answer=ANSWER)) for each in (1, 2)), numbered(3), at=NOW + DAY)
    await store.follows.unfollow(PERSON.id, QuestionId.of_legislature(17, 2), NOW + DAY)
    assert await kinds_in_feed(store) == ["answered"]
    await store.preferences.change(PERSON.id, NOW, lambda _: Preferences(off=frozenset({Kind.ANSWERED})))
    assert await kinds_in_feed(store) == []


async def test_what_a_sweep_still_gathers_is_in_no_feed_yet(store: Store) -> None:
    await sweep(store, numbered(1))
    await follow(store, 1)
    at = NOW + DAY
    number = int(at.timestamp() * 1000)
    await store.catalogue.take(17, [packed(numbered(1, replace(RECORD, answer=ANSWER)))], at, number)
    await store.catalogue.believe(17, at, timedelta(0), number)
    assert await kinds_in_feed(store) == []
    await store.catalogue.finish(17, Brought(Validators("etag"), "digest", 1, 1, None, (), True), at)
    assert await kinds_in_feed(store) == ["answered"]


async def test_an_entry_names_the_watches_that_brought_it(store: Store) -> None:
    await sweep(store, numbered(1))
    await watch(store, "digues")
    await sweep(store, numbered(1), numbered(7), at=NOW + DAY, new_after=1)
    (entry,) = await told(store)
    assert [each.name for each in entry.delivery.watches] == ["digues"]


async def test_terms_are_those_of_followed_questions_that_wait_and_count_how_often_they_moved(store: Store) -> None:
    await sweep(store, *map(numbered, (1, 2, 3, 4, 5)), numbered(6, replace(RECORD, asked=None)))
    await follow(store, 1, 2, 3, 6)
    await follow(store, 4, at=NOW + 5 * DAY)
    await sweep(
        store,
        numbered(1),
        numbered(2, SIGNALLED),
        numbered(3, replace(RECORD, answer=ANSWER)),
        *(numbered(4), numbered(5), numbered(6, replace(RECORD, asked=None))),
        at=NOW + DAY,
    )
    terms = await store.feed_contents.terms(await subscriber(store), 100)
    assert [(each.question.id.number, each.key, each.last, each.moves, each.changed_at) for each in terms] == [
        (4, "renewable", date(2026, 12, 29), 0, NOW + 5 * DAY),
        (2, "renewable", date(2026, 12, 29), 1, NOW + DAY),
        (1, "renewable", date(2026, 12, 29), 0, NOW),
        (2, "overdue:signalled", date(2026, 12, 5), 1, NOW + DAY),
        (4, "overdue", date(2026, 11, 29), 0, NOW + 5 * DAY),
        (1, "overdue", date(2026, 11, 29), 0, NOW),
    ]
    assert await store.feed_contents.terms(await subscriber(store), 2) == terms[:2]
    assert await store.feed_contents.terms(await subscriber(store, OTHER), 100) == []


async def test_every_copy_reads_feeds_where_the_tables_are_of_its_version(store: Store, address: str) -> None:
    if not address.startswith("postgresql"):
        pytest.skip("there are no copies on a file")
    token = await store.feeds.open(PERSON.id, NOW)
    fitting = store.schema
    postgresql.run(address, "UPDATE alembic_version SET version_num = '0001'")
    reader = FeedReader(address)
    with pytest.raises(StoreUnusable, match="the schema is 0001"):
        await reader.contents()
    postgresql.run(address, f"UPDATE alembic_version SET version_num = '{fitting}'")  # noqa: S608 - a number of ours
    found = await (await reader.contents()).find(token)
    assert found is not None
    assert found.chat_id == PERSON.id
    await reader.close()
