"""What sweeps tell to those who watch: every matching new question, answer and end, once, and nothing else."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.core.chat import Chat
from bot.core.delivery import DeliveryState
from bot.core.preferences import When
from bot.core.question import Question
from bot.core.source import Source
from bot.core.watch import Wanted
from storage import Store
from storage.tables import matches
from tests.storage.sweeps import A_DAY, HOUR, OTHER, PERSON, deliveries, follow, kinds, numbered, packed, sweep
from tests.storage.watching import asks, brought, watch
from tests.support.examples import CLOSING, NOW, answered

FORUM = Chat(-1009, "supergroup", "fr")
CLOSED = replace(numbered(7), closing=CLOSING)


async def day(store: Store, *records: Question, days: int = 1, new_after: int | None = 0) -> None:
    """A sweep so many days later, which believes what waited since the day before."""
    await sweep(store, *records, at=NOW + days * A_DAY, least=12 * HOUR, new_after=new_after)


async def test_a_new_question_is_told_once_to_those_whose_watch_it_meets(store: Store) -> None:
    await day(store, numbered(1), days=0, new_after=None)
    await watch(store, "digues")
    await watch(store, "cloud", OTHER)
    for days in (1, 2):
        await day(store, numbered(1), numbered(7), days=days)
    assert await brought(store) == [("asked", 7, ["digues"])]
    assert await brought(store, OTHER) == []


async def test_an_archive_that_is_read_for_the_first_time_brings_nothing_new(store: Store) -> None:
    await watch(store, "digues")
    await day(store, numbered(1), numbered(7), new_after=None)
    await day(store, numbered(1), numbered(7), days=2)
    assert await brought(store) == []


async def test_another_version_of_the_reader_finds_no_old_question_new(store: Store) -> None:
    await day(store, numbered(5), days=0, new_after=None)
    await watch(store, "digues")
    known = await store.archives.of("archive-17")
    assert known.highest == 5
    await day(store, numbered(3), numbered(5), numbered(6), new_after=known.highest)
    assert await brought(store) == [("asked", 6, ["digues"])]


async def test_a_killed_sweep_of_another_reader_loses_no_new_question(store: Store) -> None:
    await day(store, numbered(5), days=0, new_after=None)
    await watch(store, "digues")
    for number, batch in enumerate([[numbered(8)], [numbered(8), numbered(6)]]):
        after = (await store.archives.of("archive-17")).highest
        await store.catalogue.take(17, [packed(each) for each in batch], NOW + A_DAY, number, None, after)
    await store.catalogue.release()
    assert sorted(await brought(store)) == [("asked", 6, ["digues"]), ("asked", 8, ["digues"])]


async def test_a_record_that_vanishes_for_a_day_is_not_new_when_it_is_back(store: Store) -> None:
    await day(store, numbered(1), numbered(7), days=0, new_after=None)
    await watch(store, "digues")
    await sweep(store, numbered(1), at=NOW + A_DAY, unsure=(7,), new_after=0)
    await day(store, numbered(1), numbered(7), days=2)
    assert await brought(store) == []


@pytest.mark.parametrize(
    ("wants", "told"),
    [
        ({Wanted.ASKED}, ["asked"]),
        ({Wanted.ANSWERED}, ["answered"]),
        ({Wanted.CLOSED}, []),
        ({Wanted.ASKED, Wanted.ANSWERED}, ["asked", "answered"]),
    ],
)
async def test_a_watch_tells_what_is_wanted_of_it(store: Store, wants: set[Wanted], told: list[str]) -> None:
    await watch(store, "digues", wants=wants)
    await day(store, numbered(7))
    await day(store, answered(numbered(7)), days=2)
    assert await kinds(store) == told


async def test_an_end_of_a_question_that_nobody_asked_for_is_told(store: Store) -> None:
    await day(store, numbered(7), numbered(8), days=0, new_after=None)
    await watch(store, "digues")
    await day(store, CLOSED, answered(numbered(8)))
    await day(store, CLOSED, answered(numbered(8)), days=2)
    assert sorted(await brought(store)) == [("answered", 8, ["digues"]), ("closed", 7, ["digues"])]


async def test_an_answer_by_which_alone_a_question_meets_a_watch_is_told(store: Store) -> None:
    await day(store, numbered(7), days=0, new_after=None)
    await watch(store, "continuera")
    await day(store, answered(numbered(7)))
    assert await brought(store) == [("answered", 7, ["continuera"])]


async def test_what_stood_there_when_the_watch_began_is_no_news(store: Store) -> None:
    await day(store, answered(numbered(6)), CLOSED, numbered(8), days=0, new_after=None)
    await watch(store, "digues")
    await day(store, answered(replace(numbered(6), rubric="digues")), replace(CLOSED, rubric="digues"), numbered(8))
    assert await brought(store) == []


@pytest.mark.parametrize("is_watched_before", [True, False])
async def test_an_answer_that_falls_out_for_a_day_is_no_news_when_it_is_back(
    store: Store, is_watched_before: bool
) -> None:
    await day(store, answered(numbered(7)), days=0, new_after=None)
    if is_watched_before:
        await watch(store, "digues")
    await sweep(store, numbered(7), at=NOW + A_DAY, least=A_DAY, new_after=0)
    if not is_watched_before:
        await watch(store, "digues")
    await sweep(store, answered(numbered(7)), at=NOW + A_DAY + HOUR, least=A_DAY, new_after=0)
    assert await brought(store) == []


async def test_an_answer_after_one_that_was_taken_back_for_good_waits_to_be_confirmed(store: Store) -> None:
    await day(store, answered(numbered(7)), days=0, new_after=None)
    await watch(store, "digues")
    for days in (1, 2):
        await day(store, numbered(7), days=days)
    await day(store, answered(numbered(7)), days=3)
    assert await brought(store) == []
    await day(store, answered(numbered(7)), days=4)
    assert await brought(store) == [("answered", 7, ["digues"])]


async def test_one_message_names_all_watches_of_a_chat_that_a_question_meets(store: Store) -> None:
    await watch(store, "digues")
    await watch(store, "entretien")
    await day(store, numbered(7))
    assert await brought(store) == [("asked", 7, ["digues", "entretien"])]


async def test_a_question_that_a_chat_follows_is_told_once_and_never_as_new(store: Store) -> None:
    await follow(store, 7)
    begun = await watch(store, "digues")
    await day(store, numbered(7))
    assert await store.watches.brought(PERSON.id, NOW) == {}
    await day(store, answered(numbered(7)), days=2)
    assert [(kind, names) for kind, _, names in await brought(store)] == [("card", []), ("answered", ["digues"])]
    assert await store.watches.brought(PERSON.id, NOW) == {begun.id: 1}


async def test_those_who_watch_are_told_by_the_archive_what_a_page_told_the_followers(store: Store) -> None:
    await day(store, numbered(7), days=0, new_after=None)
    await follow(store, 7, chat=OTHER)
    await watch(store, "digues")
    await store.catalogue.release()
    await day(store, answered(numbered(7)))
    assert await kinds(store, OTHER) == ["answered"]
    assert await brought(store) == [("answered", 7, ["digues"])]


async def test_no_page_is_checked_for_a_question_that_is_only_watched(store: Store) -> None:
    await watch(store, "digues")
    await day(store, numbered(7))
    later = NOW + 100 * A_DAY
    assert [each for source in Source for each in await store.checks.due(source, later, 10)] == []
    await follow(store, 7, at=later)
    assert [each.number for each in await store.checks.due(Source.NOSDEPUTES, later, 10)] == [7]


async def test_a_watch_that_begins_during_the_sweep_misses_nothing_and_a_changed_one_tells_what_it_wants_now(
    store: Store,
) -> None:
    changed = await watch(store, "digues", OTHER)
    await store.catalogue.take(17, [packed(numbered(6))], NOW, 1, None, 0)
    await watch(store, "digues")
    await store.watches.change(changed, query=asks("cloud"), now=NOW)
    await store.catalogue.take(17, [packed(numbered(7))], NOW, 1, None, 0)
    await store.catalogue.release()
    assert await brought(store) == [("asked", 7, ["digues"])]
    assert [number for _, number, _ in await brought(store, OTHER)] == [6]


async def test_a_paused_watch_is_told_of_nothing_later(store: Store) -> None:
    begun = await store.watches.change(await watch(store, "digues"), is_paused=True, now=NOW)
    await day(store, numbered(7))
    await store.watches.change(begun, is_paused=False, now=NOW)
    await day(store, numbered(7), numbered(8), days=2)
    assert await brought(store) == [("asked", 8, ["digues"])]


async def test_a_watch_tells_in_its_topic_and_at_its_hour(store: Store) -> None:
    await store.chats.greet(FORUM, NOW)
    await watch(store, "digues", FORUM, rhythm=When.WEEKLY, thread=5)
    at = NOW + HOUR
    await sweep(store, numbered(7), at=at, new_after=0)
    assert await store.outbox.due(at, (), 10) == []
    tuesday_evening = NOW.replace(hour=17) + timedelta(minutes=1)
    (told,) = await store.outbox.due(tuesday_evening, (), 10)
    assert (told.thread, told.kind) == (5, "asked")


async def test_the_soonest_of_several_rhythms_counts_and_that_of_a_follow_as_well(store: Store) -> None:
    await watch(store, "digues", rhythm=When.WEEKLY)
    await watch(store, "entretien", rhythm=When.AT_ONCE)
    await watch(store, "digues", OTHER, rhythm=When.WEEKLY)
    await sweep(store, numbered(8), at=NOW)
    await follow(store, 8, chat=OTHER)
    at = NOW + HOUR
    await sweep(store, numbered(7), answered(numbered(8)), at=at, new_after=0)
    due = []
    while found := await store.outbox.due(at, (), 10):
        due += [(each.chat_id, each.kind, each.question.number) for each in found]
        for each in found:
            await store.outbox.settle(each.rows, DeliveryState.SENT, at)
    assert sorted(due) == [(PERSON.id, "answered", 8), (PERSON.id, "asked", 7), (OTHER.id, "answered", 8)]


async def test_a_list_holds_what_is_told_at_one_time(store: Store) -> None:
    often = [replace(numbered(number), subject="Cloud souverain") for number in range(10, 16)]
    await watch(store, "digues", rhythm=When.WEEKLY)
    await watch(store, "cloud")
    await sweep(store, *[numbered(number) for number in range(20, 26)], *often, at=NOW, new_after=0)
    (told,) = await store.outbox.due(NOW, (), 10)
    assert told.group is not None
    assert {each.number for each, _ in told.group.listed} == set(range(10, 16))
    assert told.group.total == 6


async def test_a_chat_that_changes_its_rhythm_leaves_that_of_a_watch_alone(store: Store) -> None:
    await watch(store, "digues", rhythm=When.WEEKLY)
    await sweep(store, numbered(7), at=NOW, new_after=0)
    assert await store.outbox.due(NOW, (), 10) == []
    await store.preferences.change(PERSON.id, NOW, lambda old: replace(old, when=When.DAILY))
    await store.preferences.change(PERSON.id, NOW, lambda old: replace(old, when=When.AT_ONCE))
    assert await store.outbox.due(NOW, (), 10) == []
    assert [each.kind for each in await store.outbox.due(NOW + 7 * A_DAY, (), 10)] == ["asked"]


async def test_nothing_is_indexed_where_nobody_watches(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[object] = []
    monkeypatch.setattr("storage.intake.watching.searched", lambda *told: looked.append(told))
    monkeypatch.setattr("storage.intake.watching.QueryIndex", lambda *told: looked.append(told))
    await day(store, numbered(7), days=0, new_after=None)
    await day(store, numbered(8), answered(numbered(7)))
    assert looked == []
    assert await deliveries(store) == []


async def test_a_follow_shows_on_its_card_what_a_watch_would_have_told_later(store: Store) -> None:
    await watch(store, "digues", rhythm=When.WEEKLY)
    await sweep(store, numbered(7), numbered(8), at=NOW, new_after=0)
    await follow(store, 7)
    assert await brought(store) == [("asked", 8, ["digues"])]


async def test_a_watch_of_a_topic_that_is_gone_tells_in_the_general_one(store: Store) -> None:
    await store.chats.greet(FORUM, NOW)
    begun = await watch(store, "digues", FORUM, thread=5)
    await store.follows.leave_topic(FORUM.id, 5)
    assert await store.watches.find(FORUM.id, begun.id) == replace(begun, thread=None)


async def test_what_waits_for_the_hour_of_a_watch_is_told_when_the_watch_tells_at_once(store: Store) -> None:
    begun = await watch(store, "digues", rhythm=When.WEEKLY)
    await sweep(store, numbered(7), at=NOW, new_after=0)
    assert await store.outbox.due(NOW, (), 10) == []
    await store.watches.change(begun, rhythm=When.AT_ONCE, now=NOW)
    assert [each.kind for each in await store.outbox.due(NOW, (), 10)] == ["asked"]


async def test_what_is_pruned_leaves_no_match_behind_and_is_not_told_again(store: Store) -> None:
    await watch(store, "digues")
    await sweep(store, numbered(7), at=NOW, new_after=0)
    assert await kinds(store) == ["asked"]
    for days in range(1, 5):
        await store.running.seen(NOW + days * A_DAY, A_DAY.total_seconds())
    assert sum([pruned async for pruned in store.history.prune(NOW + 5 * A_DAY, 1)]) == 1
    async with store.watches._database.reading() as connection:
        assert (await connection.execute(select(matches))).all() == []
    await sweep(store, replace(numbered(7), rubric="digues"), at=NOW + 5 * A_DAY, new_after=0)
    assert await kinds(store) == []
