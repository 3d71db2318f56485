"""Bare numbers on a real SQLite file: other questions of a number, exchanged follows, and follows that wait."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.dialects.sqlite import dialect

from bot.core.chambers.assemblee import ASSEMBLEE
from bot.core.chat import Chat
from bot.core.delivery import Delivery, DeliveryState
from bot.core.following import NoRoom
from bot.core.question import Question, QuestionId
from bot.core.source import Source
from bot.core.validators import Validators
from storage import Store
from storage.intake.catalogue import Brought
from storage.questions.rows import among
from storage.tables import catalogue, questions
from tests.storage.sweeps import packed, unpack
from tests.support.databases import rows
from tests.support.examples import ANSWER, NOW, WAITING
from tests.support.stores import ON_SQLITE, new_store

PERSON = Chat(1001, "private", "fr")
NUMBER = 12432
NEW, OLD, OLDEST = (QuestionId.of_legislature(legislature, NUMBER) for legislature in (17, 16, 14))
HOUR = timedelta(hours=1)
MOST = 500


UNREADABLE = b"as an older version could read it"


def unpacked(record: bytes) -> Question | None:
    return None if record == UNREADABLE else unpack(record)


def question(id: QuestionId) -> Question:
    return replace(WAITING, id=id, comments=None, author_ref="PA1", asked=date(2007 + 5 * (id.series - 13), 10, 2))


@pytest.fixture
async def store(address: str) -> AsyncIterator[Store]:
    opened = await new_store(address, unpacked)
    await opened.chats.greet(PERSON, NOW)
    yield opened
    await opened.close()


async def sweep(store: Store, legislature: int, *questions: Question, at: datetime = NOW) -> bool:
    await store.catalogue.take(legislature, [packed(each) for each in questions], at, 1)
    brought = Brought(Validators(), "digest", 1, len(questions), None, (), legislature == 17)
    return await store.catalogue.finish(legislature, brought, at)


async def deliveries(store: Store, at: datetime = NOW) -> list[Delivery]:
    """The messages that wait in the outbox, each marked as sent before the next is taken."""
    found = []
    while due := await store.outbox.due(at, (), 100):
        found += due
        await store.outbox.settle([row for each in due for row in each.rows], DeliveryState.SENT, at)
    return found


async def swap(store: Store, old: QuestionId, new: QuestionId, most: int = MOST, thread: int | None = None) -> bool:
    done = await store.follows.exchange(PERSON.id, old, new, NOW + HOUR, thread, most, keep_topic=thread is None)
    return done.was_followed


async def followed(store: Store) -> list[QuestionId]:
    return [each.id for each in await store.follows.of_chat(PERSON.id)]


async def failed(store: Store, id: QuestionId) -> bool:
    return await store.checks.record_failure(id, Source.ASSEMBLEE, "HTTP status 503", NOW, lambda _: NOW + HOUR)


async def test_an_archive_is_in_once_a_whole_sweep_of_it_was_believed(store: Store) -> None:
    await store.catalogue.take(16, [packed(question(OLD))], NOW, 1)
    await store.archives.fail("archive-15", NOW)
    assert await store.archives.taken_in() == frozenset()
    await sweep(store, 16, question(OLD))
    await store.archives.fail("archive-16", NOW)
    assert await store.archives.taken_in() == frozenset({16})


async def test_the_others_of_a_number_come_from_the_archives_and_from_what_is_followed(store: Store) -> None:
    await sweep(store, 16, question(OLD))
    await sweep(store, 15)
    await store.follows.follow(PERSON.id, OLDEST, False, NOW)
    await store.checks.record_reading(question(OLDEST), Source.ASSEMBLEE, Validators(), 1, NOW, NOW)
    found = await store.numbers.alternatives(NEW)
    assert [(each.id, each.question and each.question.asked) for each in found] == [
        (OLD, date(2022, 10, 2)),
        (OLDEST, date(2012, 10, 2)),
    ]


async def test_a_page_that_was_just_missing_is_no_alternative_and_an_archive_that_is_not_in_may_be_one(
    store: Store,
) -> None:
    assert [each.id.series for each in await store.numbers.alternatives(NEW)] == [16, 15, 14]
    await store.follows.follow(PERSON.id, OLD, False, NOW)
    await store.checks.record_absence(OLD, Source.ASSEMBLEE, NOW, lambda _: NOW + HOUR)
    assert [each.id.series for each in await store.numbers.alternatives(NEW)] == [15, 14]


async def test_a_swap_leaves_one_and_follows_the_other_and_back_again_and_twice_is_once(store: Store) -> None:
    for id in (NEW, OLD):
        await sweep(store, id.series, question(id))
    await store.follows.follow(PERSON.id, NEW, False, NOW)
    assert await swap(store, NEW, OLD)
    assert await followed(store) == [OLD]
    assert not await swap(store, NEW, OLD)
    assert await followed(store) == [OLD]
    assert await swap(store, OLD, NEW)
    assert await followed(store) == [NEW]
    assert await deliveries(store) == []


async def test_a_swap_is_never_short_of_room_and_a_mere_follow_can_be(store: Store) -> None:
    await store.follows.follow(PERSON.id, NEW, False, NOW)
    assert await swap(store, NEW, OLD, most=1)
    with pytest.raises(NoRoom):
        await swap(store, NEW, OLDEST, most=1)
    assert await followed(store) == [OLD]


async def test_a_swap_stays_in_the_topic_of_the_one_that_is_left_unless_it_says_another(store: Store) -> None:
    await store.follows.follow(PERSON.id, NEW, False, NOW, thread=7)
    await swap(store, NEW, OLD)
    assert [each.thread for each in await store.follows.of_chat(PERSON.id)] == [7]
    await swap(store, OLD, NEW, thread=9)
    assert [each.thread for each in await store.follows.of_chat(PERSON.id)] == [9]


async def test_what_was_to_be_told_of_the_one_that_is_left_is_not_told(store: Store) -> None:
    await sweep(store, 17, question(NEW))
    await sweep(store, 16, question(OLD))
    await store.follows.follow(PERSON.id, NEW, False, NOW)
    await sweep(store, 17, replace(question(NEW), answer=ANSWER), at=NOW + HOUR)
    await swap(store, NEW, OLD)
    assert await deliveries(store, NOW + 2 * HOUR) == []


async def test_a_late_card_of_a_bare_number_carries_the_others(store: Store) -> None:
    await store.follows.follow(PERSON.id, NEW, True, NOW)
    await sweep(store, 16, question(OLD))
    assert await sweep(store, 17, question(NEW)) is False
    (card,) = await deliveries(store)
    assert (card.kind, card.question) == ("card-of-bare", NEW)
    assert [(each.id.series, each.question is not None) for each in card.alternatives] == [
        (16, True),
        (15, False),
        (14, False),
    ]


async def test_a_number_that_waits_passes_on_to_the_newest_that_has_it_when_its_archive_comes_in(store: Store) -> None:
    await sweep(store, 14, question(OLDEST))
    await sweep(store, 15)
    await store.follows.follow(PERSON.id, OLD, True, NOW)
    assert await sweep(store, 16)
    (card,) = await deliveries(store)
    assert (card.kind, card.question) == ("card-of-bare", OLDEST)
    assert await followed(store) == [OLDEST]


async def test_a_number_of_the_current_legislature_that_cannot_be_looked_at_ends_by_its_archive(store: Store) -> None:
    await store.follows.follow(PERSON.id, NEW, False, NOW)
    await failed(store, NEW)
    assert await followed(store) == [NEW], "no archive is in that could tell"
    assert await sweep(store, 17, question(QuestionId.of_legislature(17, 18_404)))
    assert [each.kind for each in await deliveries(store)] == ["missing"]
    assert await followed(store) == []


async def test_whether_the_archive_or_the_page_is_asked_first_makes_no_difference(store: Store) -> None:
    await sweep(store, 17, question(QuestionId.of_legislature(17, 18_404)))
    await store.follows.follow(PERSON.id, NEW, False, NOW)
    assert await failed(store, NEW)
    assert [each.kind for each in await deliveries(store)] == ["missing"]


async def missing(store: Store, id: QuestionId, at: datetime = NOW) -> list[str]:
    """The messages to a follower after both sites said that they have no such page."""
    for source in ASSEMBLEE.page_sources:
        await store.checks.record_absence(id, source, at, lambda _: at + timedelta(days=1))
    return [each.kind for each in await deliveries(store, at)]


@pytest.mark.parametrize("hours", [0, 1, 23], ids=["once", "for an hour", "for nearly a day"])
async def test_no_missing_page_ends_a_follow_while_the_archive_may_still_come(store: Store, hours: int) -> None:
    await store.follows.follow(PERSON.id, NEW, False, NOW)
    await store.archives.fail("archive-17", NOW)
    await store.archives.fail("archive-17", NOW + hours * HOUR)
    assert await missing(store, NEW) == []
    await sweep(store, 17, question(NEW), at=NOW + 30 * HOUR)
    assert [each.kind for each in await deliveries(store, NOW + 30 * HOUR)] == ["card"]


@pytest.mark.parametrize("is_gone", [True, False], ids=["is not there", "failed for a day"])
async def test_a_missing_page_ends_a_follow_once_the_archive_is_given_up(store: Store, is_gone: bool) -> None:
    await store.follows.follow(PERSON.id, NEW, False, NOW)
    assert await missing(store, NEW) == []
    at = NOW if is_gone else NOW + timedelta(days=1)
    await store.archives.fail("archive-17", NOW, is_gone)
    await store.archives.fail("archive-17", at)
    assert await store.checks.due(Source.ASSEMBLEE, at, 10, ()) == [NEW], "the page is looked for at once"
    assert await missing(store, NEW, at) == ["missing"]
    assert await followed(store) == []


async def test_tomorrows_number_is_kept_until_it_appears_though_no_page_can_be_had(store: Store) -> None:
    await sweep(store, 17, question(QuestionId.of_legislature(17, 12_000)))
    await store.follows.follow(PERSON.id, NEW, False, NOW)
    assert not await failed(store, NEW)
    await sweep(store, 17, question(QuestionId.of_legislature(17, 12_431)), at=NOW + HOUR)
    assert await followed(store) == [NEW]
    await sweep(store, 17, question(NEW), at=NOW + 2 * HOUR)
    assert [each.kind for each in await deliveries(store, NOW + 2 * HOUR)] == ["card"]


async def test_a_record_that_cannot_be_read_is_no_absence(store: Store) -> None:
    await store.follows.follow(PERSON.id, OLD, False, NOW)
    broken = replace(packed(question(OLD)), record=UNREADABLE)
    await store.catalogue.take(16, [broken], NOW, 1)
    await store.catalogue.finish(16, Brought(Validators(), "digest", 1, 1, None, (), False), NOW)
    await failed(store, OLD)
    assert await followed(store) == [OLD]


@ON_SQLITE
async def test_questions_are_found_by_their_key_however_many_there_are(store: Store, address: str) -> None:
    for table in (catalogue, questions):
        query = select(table.c.number).where(among(table, [(17, 5), (16, 12432)]))
        sql = str(query.compile(dialect=dialect(), compile_kwargs={"literal_binds": True}))
        plan = [row[-1] for row in rows(address, f"EXPLAIN QUERY PLAN {sql}")]
        assert all("SEARCH" in step for step in plan), plan
