"""The memory of archives: whether they stand in for pages, how sure they are, how often they failed."""

from dataclasses import replace
from datetime import timedelta

from bot.core.question import QuestionId
from bot.core.source import Source
from bot.core.validators import Validators
from storage import Store
from storage.intake.catalogue import Brought
from tests.storage.sweeps import HOUR, PERSON, RECORD, deliveries, follow, numbered, packed, sweep
from tests.support.examples import ID, NOW, WAITING, answered

NAME = "archive-17"


async def test_pages_are_looked_at_for_what_a_fresh_archive_does_not_have(store: Store) -> None:
    await sweep(store, RECORD)
    await follow(store, ID.number, 99)
    later = NOW + HOUR
    assert await store.archives.fresh(later) == {17}
    due = await store.checks.due(Source.ASSEMBLEE, later, 10, {17})
    assert due == [QuestionId.of_legislature(17, 99)]
    assert len(await store.checks.due(Source.ASSEMBLEE, later, 10, ())) == 2
    assert await store.archives.fresh(NOW + 25 * HOUR) == set()


async def test_a_record_that_a_sweep_lacks_or_refuses_is_vouched_for_no_longer(store: Store) -> None:
    await sweep(store, RECORD, numbered(2))
    await follow(store, ID.number, 2)
    late = NOW + timedelta(days=6)
    await sweep(store, numbered(2), at=late, unsure=(ID.number,))
    observation = await store.observations.of(ID)
    assert observation is not None
    assert observation.confirmed_at == NOW
    assert await store.checks.due(Source.ASSEMBLEE, late + HOUR, 10, {17}) == [ID]
    await store.deadlines.tell(late)
    assert [delivery.question.number for delivery in await deliveries(store)] == [2]
    await sweep(store, RECORD, numbered(2), at=late + HOUR)
    again = await store.observations.of(ID)
    assert again is not None
    assert again.confirmed_at == late + HOUR


async def test_an_archive_that_stands_still_for_days_does_not_stand_in_for_the_pages(store: Store) -> None:
    await sweep(store, RECORD)
    await follow(store, ID.number)
    for hours in range(6, 96, 6):
        await store.catalogue.confirm(17, True, NOW + hours * HOUR)
    late = NOW + 90 * HOUR
    assert await store.archives.fresh(late) == set()
    assert await store.checks.due(Source.ASSEMBLEE, late, 10, await store.archives.fresh(late)) == [ID]
    observation = await store.observations.of(ID)
    assert observation is not None
    assert observation.confirmed_at == NOW


async def test_an_archive_of_a_finished_legislature_may_stand_still(store: Store) -> None:
    await sweep(store, RECORD)
    await follow(store, ID.number)
    for hours in range(6, 240, 6):
        await store.catalogue.confirm(17, False, NOW + hours * HOUR)
    late = NOW + 240 * HOUR
    assert await store.archives.fresh(late) == {17}
    assert await store.checks.due(Source.ASSEMBLEE, late, 10, {17}) == []
    assert await store.deadlines.tell(late)


async def test_an_archive_says_that_it_is_a_finished_legislatures(store: Store) -> None:
    await sweep(store, RECORD)
    current = await store.observations.of(ID)
    assert current is not None
    assert (current.needs_no_page(NOW + HOUR), current.needs_no_page(NOW + 25 * HOUR)) == (True, False)
    await store.catalogue.confirm(17, False, NOW + HOUR)  # the next legislature has begun
    finished = await store.observations.of(ID)
    assert finished is not None
    assert finished.needs_no_page(NOW + 900 * 24 * HOUR)
    await follow(store, ID.number)
    followed = await store.observations.of(ID)
    assert followed is not None
    assert followed.needs_no_page(NOW + 900 * 24 * HOUR)
    await store.catalogue.confirm(17, True, NOW + 2 * HOUR)  # a slip of whoever set the number
    assert await store.archives.fresh(NOW + 25 * HOUR) == {17}
    assert await store.archives.fresh(NOW + 27 * HOUR) == set()


async def test_a_list_is_as_sure_as_what_can_still_change_in_it(store: Store) -> None:
    old = replace(RECORD, id=QuestionId.of_legislature(16, 5))
    await store.catalogue.take(16, [packed(old)], NOW, 1)
    await store.catalogue.finish(16, Brought(Validators(), "digest", 1, 1, None, (), False), NOW)
    await store.follows.follow(PERSON.id, old.id, False, NOW)
    assert [each.confirmed_at for each in await store.follows.of_chat(PERSON.id)] == [NOW]
    await sweep(store, RECORD, at=NOW + HOUR)
    await follow(store, ID.number)
    assert [each.confirmed_at for each in await store.follows.of_chat(PERSON.id)] == [None, NOW + HOUR]


async def test_a_record_that_a_finished_archive_lacks_is_looked_for_on_its_page(store: Store) -> None:
    await sweep(store, RECORD, numbered(2))
    await follow(store, ID.number, 2, 3)
    await store.catalogue.finish(17, Brought(Validators(), "digest", 1, 1, None, (2,), False), NOW + HOUR)
    late = NOW + 900 * 24 * HOUR
    due = await store.checks.due(Source.ASSEMBLEE, late, 10, await store.archives.fresh(late))
    assert {question.number for question in due} == {2, 3}
    doubted = await store.observations.of(QuestionId.of_legislature(17, 2))
    assert doubted is not None
    assert not doubted.needs_no_page(late)


async def test_the_pages_of_what_is_followed_later_are_spared_too(store: Store) -> None:
    await store.catalogue.take(17, [packed(RECORD)], NOW, 1)
    await store.catalogue.finish(17, Brought(Validators(), "digest", 1, 1, None, (), False), NOW)
    await follow(store, ID.number, 99, at=NOW + HOUR)
    assert len(await store.checks.due(Source.ASSEMBLEE, NOW + HOUR, 10, ())) == 2
    await store.catalogue.spare_pages(17, NOW + HOUR)
    assert await store.checks.due(Source.ASSEMBLEE, NOW + HOUR, 10, ()) == [QuestionId.of_legislature(17, 99)]


async def test_an_archive_is_taken_in_once_a_whole_sweep_of_it_was_believed(store: Store) -> None:
    await store.archives.fail("archive-16", NOW)
    await store.catalogue.take(15, [packed(replace(RECORD, id=QuestionId.of_legislature(15, 1)))], NOW, 1, reader=1)
    await store.archives.remember_register("deputies", Validators(), 1, NOW)
    assert await store.archives.taken_in() == frozenset()
    await sweep(store, RECORD)
    await store.archives.fail("archive-17", NOW + HOUR)
    assert await store.archives.taken_in() == {17}


async def test_checksums_tell_what_is_known_and_a_changed_record_replaces_the_old_one(store: Store) -> None:
    await sweep(store, RECORD, numbered(2))
    await sweep(store, answered(RECORD), at=NOW + HOUR)
    known = await store.catalogue.checksums(17)
    new = packed(answered(RECORD))
    assert known[ID.number] == (new.crc, new.size)
    assert sorted(known) == [2, ID.number]
    assert await store.catalogue.checksums(16) == {}


async def test_failures_of_an_archive_are_counted_until_it_is_swept(store: Store) -> None:
    await store.archives.fail(NAME, NOW)
    await store.archives.fail(NAME, NOW + HOUR)
    swept = (await store.archives.of(NAME)).swept
    assert (swept.failures, swept.looked_at, swept.succeeded_at) == (2, NOW + HOUR, None)
    await sweep(store, RECORD, at=NOW + 2 * HOUR)
    again = await store.archives.of(NAME)
    assert (again.swept.failures, again.validators.etag, again.questions) == (0, "etag", 1)


async def test_a_list_is_as_sure_as_its_least_sure_waiting_question(store: Store) -> None:
    await sweep(store, RECORD)
    await store.checks.record_reading(numbered(99, WAITING), Source.ASSEMBLEE, Validators(), 1, NOW - HOUR, NOW)
    await follow(store, ID.number, 99)
    listed = await store.follows.of_chat(PERSON.id)
    assert {each.id.number: each.confirmed_at for each in listed} == {ID.number: NOW, 99: NOW - HOUR}
