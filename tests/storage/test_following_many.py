"""Many questions followed at once: no cards, no false alert, and no event missed from then on."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core.chat import Chat
from bot.core.delivery import DeliveryState
from bot.core.following import FollowedMany
from bot.core.question import Question, QuestionId
from bot.core.source import Source
from bot.core.validators import Validators
from storage import Store
from tests.support.examples import CLOSING, ID, NOW, WAITING, answered, comment
from tests.support.stores import new_store, no_archives

PERSON, OTHER = Chat(1001, "private", "fr"), Chat(1002, "private", "fr")
GROUP = Chat(-100500, "supergroup", "fr")
OFFICIAL, CITIZEN = Source.ASSEMBLEE, Source.NOSDEPUTES
LATER = NOW + timedelta(days=10)
"""After the term of the example question."""


@pytest.fixture
async def store(address: str) -> AsyncIterator[Store]:
    opened = await new_store(address)
    for chat in (PERSON, OTHER, GROUP):
        await opened.chats.greet(chat, NOW)
    yield opened
    await opened.close()


async def many(store: Store, *ids: QuestionId, muted: bool = False, most: int = 500) -> FollowedMany:
    wanted: Sequence[tuple[QuestionId, bool]] = [(id, muted) for id in ids or (ID,)]
    return await store.follows.follow_many(PERSON.id, wanted, NOW, None, most)


async def read(store: Store, question: Question, source: Source = OFFICIAL, at: datetime = NOW) -> None:
    await store.checks.record_reading(question, source, Validators(), 1, at, at + timedelta(hours=1))


async def absent(store: Store, source: Source) -> bool:
    return await store.checks.record_absence(ID, source, NOW, lambda _: NOW + timedelta(hours=1))


async def kinds(store: Store, chat: Chat = PERSON) -> list[str]:
    """The messages that wait for a chat, each marked as sent before the next is taken."""
    found = []
    while deliveries := [each for each in await store.outbox.due(LATER, (), 100) if each.chat_id == chat.id]:
        found.append(deliveries[0].kind)
        await store.outbox.settle(deliveries[0].rows, DeliveryState.SENT, LATER)
    return found


def numbered(count: int) -> list[QuestionId]:
    return [QuestionId.of_legislature(17, number) for number in range(1, count + 1)]


async def test_questions_that_nobody_knows_yet_bring_no_cards_and_tell_what_happens_after_their_first_reading(
    store: Store,
) -> None:
    ids = numbered(40)
    assert await many(store, *ids) == FollowedMany(new=40, unread=40)
    for id in ids:
        await read(store, replace(WAITING, id=id))
    assert await kinds(store) == []
    for id in ids[:3]:
        await read(store, answered(replace(WAITING, id=id)))
    assert await kinds(store) == ["answered"] * 3


async def test_what_a_page_says_when_it_is_first_read_is_no_news(store: Store) -> None:
    await many(store)
    await read(store, replace(answered(), comments=(comment(1),)))
    assert await kinds(store) == []
    await read(store, replace(answered(), comments=(comment(1),)), CITIZEN)
    assert await kinds(store) == []
    await read(store, replace(answered(), comments=(comment(1), comment(2))), CITIZEN)
    assert await kinds(store) == ["comment"]


async def test_what_is_known_already_is_counted_and_told_from_now_on(store: Store) -> None:
    ended = replace(WAITING, id=QuestionId.of_legislature(17, 1), closing=CLOSING)
    await read(store, WAITING)
    await read(store, ended)
    assert await many(store, ID, ended.id, QuestionId.of_legislature(17, 2)) == FollowedMany(new=3, ended=1, unread=1)
    assert await kinds(store) == []
    await read(store, answered())
    assert await kinds(store) == ["answered"]


async def test_the_second_source_to_be_read_repeats_nothing_and_shows_where_it_knows_better(store: Store) -> None:
    same, better = numbered(2)
    await many(store, same, better)
    for id in (same, better):
        await read(store, replace(WAITING, id=id), CITIZEN)
    await read(store, replace(WAITING, id=same))
    assert await kinds(store) == []
    # It may have been answered before or since: a card says how it stands, and no alert that it just happened.
    await read(store, answered(replace(WAITING, id=better)))
    assert await kinds(store) == ["card"]
    await read(store, answered(replace(WAITING, id=same)))
    assert await kinds(store) == ["answered"]


async def test_comments_that_come_before_the_assemblee_was_read_are_told(store: Store) -> None:
    await many(store)
    await read(store, WAITING, CITIZEN)
    await read(store, replace(WAITING, comments=(comment(1),)), CITIZEN)
    assert await kinds(store) == ["comment"]


async def test_a_term_that_had_passed_at_first_observation_is_not_told_and_one_that_passes_later_is(
    store: Store,
) -> None:
    old = replace(WAITING, id=QuestionId.of_legislature(17, 1), asked=date(2026, 1, 6))
    await many(store, ID, old.id)
    for question in (WAITING, old):
        await read(store, question)
        await read(store, question, at=NOW + timedelta(hours=1))
    await store.deadlines.tell(NOW + timedelta(hours=2))
    assert await kinds(store) == []
    for question in (WAITING, old):
        await read(store, question, at=LATER)
    assert await store.deadlines.tell(LATER)
    assert await kinds(store) == ["overdue"]


async def test_a_term_that_had_passed_for_a_question_that_was_known_is_not_told(store: Store) -> None:
    old = replace(WAITING, asked=date(2026, 1, 6))
    await read(store, old)
    await many(store)
    await read(store, old, at=LATER)
    await store.deadlines.tell(LATER)
    assert await kinds(store) == []


async def test_a_question_that_does_not_exist_ends_silently_here_and_with_a_message_for_others(store: Store) -> None:
    await no_archives(store)
    await many(store)
    await store.follows.follow(OTHER.id, ID, False, NOW)
    await absent(store, CITIZEN)
    assert await absent(store, OFFICIAL)
    assert await kinds(store) == []
    assert await kinds(store, OTHER) == ["missing"]
    assert await store.follows.ids(PERSON.id) == set()


async def test_one_that_only_some_follow_silently_leaves_nothing_to_send(store: Store) -> None:
    await many(store)
    await absent(store, CITIZEN)
    assert not await absent(store, OFFICIAL)


async def test_the_card_of_another_chat_is_still_sent(store: Store) -> None:
    await store.follows.follow(OTHER.id, ID, False, NOW)
    await many(store)
    await read(store, WAITING)
    assert await kinds(store, OTHER) == ["card"]
    assert await kinds(store) == []


async def test_what_is_followed_already_stays_as_it_is_and_the_new_has_its_comments_muted(store: Store) -> None:
    await read(store, WAITING, CITIZEN)
    await store.follows.follow(PERSON.id, ID, False, NOW)
    other = replace(WAITING, id=QuestionId.of_legislature(17, 1))
    await read(store, other, CITIZEN)
    assert await many(store, ID, other.id, muted=True) == FollowedMany(new=1, already=1)
    for question in (WAITING, other):
        await read(store, replace(question, comments=(comment(1),)), CITIZEN)
    assert await kinds(store) == ["comment"]
    assert {each.id: each.muted for each in await store.follows.of_chat(PERSON.id)} == {ID: False, other.id: True}


async def test_a_chat_follows_no_more_than_it_may(store: Store) -> None:
    await store.follows.follow(PERSON.id, ID, False, NOW)
    ids = [*numbered(5), ID]
    assert await many(store, *ids, most=4) == FollowedMany(new=3, already=1, left_out=2, unread=3)
    assert await store.follows.ids(PERSON.id) == {ID, *ids[:3]}
    assert await many(store, *ids, most=4) == FollowedMany(already=4, left_out=2)
    assert await many(store, *ids, most=1) == FollowedMany(already=4, left_out=2)


async def test_its_alerts_go_into_the_topic_in_which_it_was_asked_for(store: Store) -> None:
    await read(store, WAITING)
    await store.follows.follow_many(GROUP.id, [(ID, False)], NOW, 7, 500)
    await read(store, answered())
    (delivery,) = await store.outbox.due(datetime(2026, 11, 25, tzinfo=UTC), (), 10)
    assert delivery.thread == 7
