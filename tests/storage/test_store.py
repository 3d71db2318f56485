"""The store on both engines: follows, messages, and what survives an end of the program."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.core.chambers.assemblee import ASSEMBLEE
from bot.core.chat import Chat
from bot.core.delivery import DeliveryState
from bot.core.observation import Outcome
from bot.core.question import Answer, Question, QuestionId
from bot.core.source import Source
from bot.core.validators import Validators
from storage import Store
from storage.intake.catalogue import Brought
from tests.support.examples import ANSWER, CLOSING, ID, NOW, WAITING, answered, comment
from tests.support.stores import new_store, no_archives

PERSON = Chat(1001, "private", "fr")
OTHER = Chat(1002, "private", "en")
GROUP = Chat(-500, "group", "fr")
SOON = NOW + timedelta(hours=1)
NOTHING = Validators()
OFFICIAL, CITIZEN = Source.ASSEMBLEE, Source.NOSDEPUTES


@pytest.fixture
async def store(address: str) -> AsyncIterator[Store]:
    opened = await new_store(address)
    for chat in (PERSON, OTHER, GROUP):
        await opened.chats.greet(chat, NOW)
    yield opened
    await opened.close()


async def read(store: Store, question: Question, source: Source = OFFICIAL) -> bool:
    """A good reading of a page, as the watch records it."""
    return await store.checks.record_reading(question, source, NOTHING, 1, NOW, SOON)


async def absent(store: Store, id: QuestionId, source: Source) -> bool:
    return await store.checks.record_absence(id, source, NOW, lambda _: SOON)


async def told(store: Store, chat: Chat = PERSON) -> list[tuple[str, tuple[str, ...]]]:
    """The kinds and keys of the messages that wait for a chat, each marked as sent before the next is taken."""
    messages = []
    while deliveries := [each for each in await store.outbox.due(NOW, (), 100) if each.chat_id == chat.id]:
        messages.append((deliveries[0].kind, deliveries[0].keys))
        await store.outbox.settle(deliveries[0].rows, DeliveryState.SENT, NOW)
    return messages


async def kinds(store: Store, chat: Chat = PERSON) -> list[str]:
    return [kind for kind, _ in await told(store, chat)]


async def test_an_answer_is_told_to_every_chat_that_follows(store: Store) -> None:
    await read(store, WAITING)
    for chat in (PERSON, GROUP):
        await store.follows.follow(chat.id, ID, False, NOW)
    assert await read(store, answered())
    assert await kinds(store, PERSON) == ["answered"]
    assert await kinds(store, GROUP) == ["answered"]
    assert await kinds(store, OTHER) == []


async def test_an_answer_seen_before_the_follow_is_not_news(store: Store) -> None:
    await read(store, answered())
    followed = await store.follows.follow(PERSON.id, ID, False, NOW)
    assert followed.observation.question == answered()
    assert not await read(store, answered())
    assert await told(store) == []


async def test_an_answer_that_was_lost_and_found_again_is_told_once(store: Store) -> None:
    await read(store, WAITING)
    await store.follows.follow(PERSON.id, ID, False, NOW)
    for page in (answered(), WAITING, answered(), WAITING, answered()):
        await read(store, page)
    assert await kinds(store) == ["answered"]
    observation = await store.observations.of(ID)
    assert observation is not None
    assert observation.question == answered()


async def test_the_same_answer_on_the_second_source_is_not_told_again(store: Store) -> None:
    await read(store, WAITING)
    await read(store, WAITING, CITIZEN)
    await store.follows.follow(PERSON.id, ID, False, NOW)
    await read(store, answered(), CITIZEN)
    await read(store, replace(WAITING, answer=Answer(ANSWER.published, "Le même, autrement écrit.")))
    assert await kinds(store) == ["answered"]


async def test_comments_of_one_question_go_together_and_each_is_told_once(store: Store) -> None:
    await read(store, WAITING, CITIZEN)
    await store.follows.follow(PERSON.id, ID, False, NOW)
    await read(store, replace(WAITING, comments=(comment(1), comment(2))), CITIZEN)
    await read(store, replace(WAITING, comments=(comment(2),)), CITIZEN)
    await read(store, replace(WAITING, comments=(comment(1), comment(2), comment(3))), CITIZEN)
    assert await told(store) == [("comment", ("comment:1", "comment:2", "comment:3"))]


async def test_a_flood_of_comments_comes_in_messages_that_one_can_read(store: Store) -> None:
    await read(store, WAITING, CITIZEN)
    await store.follows.follow(PERSON.id, ID, False, NOW)
    await read(store, replace(WAITING, comments=tuple(comment(number) for number in range(1, 26))), CITIZEN)
    assert [len(keys) for _, keys in await told(store)] == [10, 10, 5]


async def test_comments_that_were_there_when_their_page_was_first_read_are_not_news(store: Store) -> None:
    await read(store, replace(WAITING, comments=None))
    await store.follows.follow(PERSON.id, ID, False, NOW)
    await read(store, replace(WAITING, comments=(comment(1),)), CITIZEN)
    assert await told(store) == []
    await read(store, replace(WAITING, comments=(comment(1), comment(2))), CITIZEN)
    assert await told(store) == [("comment", ("comment:2",))]


async def test_a_closing_is_told_once_and_an_answer_after_it_too(store: Store) -> None:
    await read(store, WAITING)
    await store.follows.follow(PERSON.id, ID, False, NOW)
    await read(store, replace(WAITING, closing=CLOSING))
    await read(store, replace(WAITING, closing=CLOSING))
    await read(store, replace(answered(), closing=CLOSING))
    assert await kinds(store) == ["closed", "answered"]


async def test_what_happened_while_a_chat_did_not_follow_is_on_its_next_card_and_is_not_told(store: Store) -> None:
    await read(store, WAITING)
    await store.follows.follow(PERSON.id, ID, False, NOW)
    assert await store.follows.unfollow(PERSON.id, ID, NOW)
    await read(store, answered())
    again = await store.follows.follow(PERSON.id, ID, False, NOW)
    assert again.new
    assert again.observation.question == answered()
    assert await told(store) == []


async def test_what_was_not_sent_yet_is_not_sent_after_the_chat_stopped_following(store: Store) -> None:
    await read(store, WAITING)
    await store.follows.follow(PERSON.id, ID, False, NOW)
    await read(store, answered())
    await store.follows.unfollow(PERSON.id, ID, NOW)
    assert await told(store) == []


async def test_following_twice_and_unfollowing_twice_change_nothing(store: Store) -> None:
    await read(store, WAITING)
    assert (await store.follows.follow(PERSON.id, ID, False, NOW)).new
    assert not (await store.follows.follow(PERSON.id, ID, False, NOW)).new
    assert len(await store.follows.of_chat(PERSON.id)) == 1
    assert await store.follows.unfollow(PERSON.id, ID, NOW)
    assert not await store.follows.unfollow(PERSON.id, ID, NOW)
    assert not await store.follows.unfollow(PERSON.id, QuestionId.of_legislature(16, 1), NOW)


async def test_a_question_that_could_not_be_read_yet_gets_its_card_and_no_alert(store: Store) -> None:
    await store.follows.follow(PERSON.id, ID, False, NOW)
    await read(store, answered())
    assert await kinds(store) == ["card"]
    assert not await read(store, answered())


async def test_a_card_made_of_the_second_source_is_corrected_by_the_official_one(store: Store) -> None:
    await read(store, WAITING, CITIZEN)
    await store.checks.record_failure(ID, OFFICIAL, "no answer in time", NOW, lambda _: SOON)
    await store.follows.follow(PERSON.id, ID, False, NOW)
    await read(store, answered())
    assert await kinds(store) == ["card"]
    await read(store, replace(answered(), closing=CLOSING))
    assert await told(store) == []


async def test_a_card_made_of_the_second_source_that_was_right_is_not_sent_again(store: Store) -> None:
    await read(store, WAITING, CITIZEN)
    await store.follows.follow(PERSON.id, ID, False, NOW)
    await read(store, replace(WAITING, ministry="Intérieur"))
    assert await told(store) == []
    await read(store, answered())
    assert await kinds(store) == ["answered"]


async def test_a_follow_that_waits_for_the_official_page_is_told_of_comments_meanwhile(store: Store) -> None:
    await read(store, WAITING, CITIZEN)
    await store.follows.follow(PERSON.id, ID, False, NOW)
    await read(store, replace(WAITING, comments=(comment(1),)), CITIZEN)
    assert await kinds(store) == ["comment"]


async def test_a_question_that_neither_site_has_ends_with_a_word(store: Store) -> None:
    await no_archives(store)
    await store.follows.follow(PERSON.id, ID, False, NOW)
    await absent(store, ID, OFFICIAL)
    assert await told(store) == []  # the second site was not asked yet
    await absent(store, ID, CITIZEN)
    assert await kinds(store) == ["missing"]
    assert await store.follows.of_chat(PERSON.id) == []


async def test_pages_that_are_missing_deny_nothing_before_the_archive_is_in(store: Store) -> None:
    await store.follows.follow(PERSON.id, ID, False, NOW)
    await absent(store, ID, CITIZEN)
    await absent(store, ID, OFFICIAL)
    assert await kinds(store) == []
    brought = Brought(NOTHING, "digest", 1, 1, None, (), True)
    assert await store.catalogue.finish(ID.series, brought, NOW)
    assert await kinds(store) == ["missing"]


async def test_a_question_that_only_the_second_site_has_is_followed_for_good(store: Store) -> None:
    await store.follows.follow(PERSON.id, ID, False, NOW)
    await read(store, WAITING, CITIZEN)
    await absent(store, ID, OFFICIAL)
    assert await kinds(store) == ["card"]
    assert len(await store.follows.of_chat(PERSON.id)) == 1


async def test_a_bare_number_passes_on_to_the_legislature_that_has_it(store: Store) -> None:
    await no_archives(store)
    await store.follows.follow(PERSON.id, ID, True, NOW)
    await absent(store, ID, CITIZEN)
    await absent(store, ID, OFFICIAL)
    earlier = QuestionId.of_legislature(16, ID.number)
    assert await store.checks.due(OFFICIAL, NOW, 10) == [earlier]
    await read(store, replace(WAITING, id=earlier))
    assert await kinds(store) == ["card-of-bare"]
    assert [listed.id for listed in await store.follows.of_chat(PERSON.id)] == [earlier]


async def test_a_bare_number_that_passes_on_to_a_question_that_is_known_gets_its_card_at_once(store: Store) -> None:
    await no_archives(store)
    await read(store, replace(WAITING, id=QuestionId.of_legislature(16, ID.number)))
    await store.follows.follow(PERSON.id, ID, True, NOW)
    await absent(store, ID, CITIZEN)
    await absent(store, ID, OFFICIAL)
    assert await kinds(store) == ["card-of-bare"]


async def test_a_bare_number_that_no_legislature_has_ends_with_a_word(store: Store) -> None:
    await no_archives(store)
    await store.follows.follow(PERSON.id, ID, True, NOW)
    for legislature in range(17, 12, -1):
        await absent(store, QuestionId.of_legislature(legislature, ID.number), CITIZEN)
        await absent(store, QuestionId.of_legislature(legislature, ID.number), OFFICIAL)
    assert await kinds(store) == ["missing-everywhere"]
    assert await store.follows.of_chat(PERSON.id) == []


async def test_a_question_that_was_seen_does_not_vanish_with_its_page(store: Store) -> None:
    await read(store, answered())
    await store.follows.follow(PERSON.id, ID, False, NOW)
    for source in ASSEMBLEE.page_sources:
        await absent(store, ID, source)
        await store.checks.record_failure(ID, source, "HTTP status 500", NOW, lambda _: SOON)
    observation = await store.observations.of(ID)
    assert observation is not None
    assert observation.question == answered()
    assert observation.check(OFFICIAL).last is Outcome.FAILED
    assert observation.confirmed_at == NOW
    assert await told(store) == []


async def test_a_check_of_an_unknown_question_that_finds_nothing_leaves_nothing(store: Store) -> None:
    await absent(store, ID, OFFICIAL)
    await store.checks.record_failure(ID, CITIZEN, "HTTP status 500", NOW, lambda _: SOON)
    assert await store.observations.of(ID) is None


async def test_only_what_is_followed_is_due_and_the_longest_due_comes_first(store: Store) -> None:
    ids = [QuestionId.of_legislature(17, number) for number in (1, 2, 3)]
    for id, hours in zip(ids, (3, 1, 2), strict=True):
        next_at = NOW + timedelta(hours=hours)
        await store.checks.record_reading(replace(WAITING, id=id), OFFICIAL, NOTHING, 1, NOW, next_at)
    await store.follows.follow(PERSON.id, ids[0], False, NOW)
    await store.follows.follow(PERSON.id, ids[2], False, NOW)
    assert await store.checks.due(OFFICIAL, NOW, 10) == []
    assert await store.checks.due(OFFICIAL, NOW + timedelta(hours=4), 10) == [ids[2], ids[0]]
    assert await store.checks.due(OFFICIAL, NOW + timedelta(hours=4), 1) == [ids[2]]


async def test_failures_in_a_row_are_counted_until_a_good_check(store: Store) -> None:
    await read(store, WAITING)
    counted: list[int] = []

    def next_check(count: int) -> datetime:
        counted.append(count)
        return SOON

    async def fail() -> None:
        await store.checks.record_failure(ID, OFFICIAL, "slow", NOW, next_check)

    await fail()
    await fail()
    await store.checks.record_unchanged(ID, OFFICIAL, NOW, SOON)
    await fail()
    assert counted == [1, 2, 1]


async def test_validators_are_forgotten_when_the_reader_changes(store: Store) -> None:
    await store.checks.record_reading(WAITING, OFFICIAL, Validators('"a"', "Tue"), 1, NOW, SOON)
    assert await store.checks.validators(ID, OFFICIAL, 1) == Validators('"a"', "Tue")
    assert await store.checks.validators(ID, OFFICIAL, 2) == NOTHING
    assert await store.checks.validators(ID, CITIZEN, 1) == NOTHING


async def test_a_paused_chat_keeps_what_it_follows_and_gets_its_messages_when_it_is_back(store: Store) -> None:
    await read(store, WAITING)
    await store.follows.follow(PERSON.id, ID, False, NOW)
    await store.chats.pause(PERSON.id, "Forbidden: bot was blocked by the user", NOW)
    await read(store, answered())
    assert await told(store) == []
    assert (await store.chats.greet(PERSON, NOW)).woken
    assert await kinds(store) == ["answered"]


async def test_a_chat_that_is_held_waits_and_delays_no_other(store: Store) -> None:
    await read(store, WAITING)
    for chat in (PERSON, OTHER):
        await store.follows.follow(chat.id, ID, False, NOW)
    await read(store, answered())
    first, second = await store.outbox.due(NOW, (), 100)
    await store.outbox.postpone(first.chat_id, first.rows, NOW, NOW + timedelta(seconds=30))
    assert [each.chat_id for each in await store.outbox.due(NOW, (), 100)] == [second.chat_id]
    assert await store.outbox.next_held(NOW) == NOW + timedelta(seconds=30)
    later = await store.outbox.due(NOW + timedelta(seconds=30), (second.chat_id,), 100)
    assert [(each.chat_id, each.attempts) for each in later] == [(first.chat_id, 1)]


async def test_a_chat_gets_its_messages_in_order(store: Store) -> None:
    for number in (1, 2, 3):
        await read(store, replace(WAITING, id=QuestionId.of_legislature(17, number)))
        await store.follows.follow(PERSON.id, QuestionId.of_legislature(17, number), False, NOW)
    for number in (2, 3, 1):
        await read(store, replace(answered(), id=QuestionId.of_legislature(17, number)))
    order = []
    while deliveries := await store.outbox.due(NOW, (), 100):
        assert len(deliveries) == 1
        order.append(deliveries[0].question.number)
        await store.outbox.settle(deliveries[0].rows, DeliveryState.SENT, NOW)
    assert order == [2, 3, 1]


async def test_a_group_that_becomes_a_supergroup_takes_everything_along(store: Store) -> None:
    await read(store, WAITING)
    await store.follows.follow(GROUP.id, ID, False, NOW)
    await read(store, answered())
    await store.chats.move(GROUP.id, -100777, NOW)
    moved = Chat(-100777, "supergroup", "fr")
    assert [listed.id for listed in await store.follows.of_chat(moved.id)] == [ID]
    assert await kinds(store, moved) == ["answered"]
    await store.chats.move(GROUP.id, -100777, NOW)  # learned twice: from the update, and from a failed send
    assert len(await store.follows.of_chat(moved.id)) == 1


async def test_a_supergroup_that_is_known_already_keeps_its_own_and_gets_the_rest(store: Store) -> None:
    supergroup = Chat(-100777, "supergroup", "fr")
    await store.chats.greet(supergroup, NOW)
    for number, chats in ((1, (GROUP, supergroup)), (2, (GROUP,)), (3, (supergroup,))):
        await read(store, replace(WAITING, id=QuestionId.of_legislature(17, number)))
        for chat in chats:
            await store.follows.follow(chat.id, QuestionId.of_legislature(17, number), False, NOW)
        await read(store, replace(answered(), id=QuestionId.of_legislature(17, number)))
    await store.chats.move(GROUP.id, supergroup.id, NOW)
    assert sorted(listed.id.number for listed in await store.follows.of_chat(supergroup.id)) == [1, 2, 3]
    assert await kinds(store, supergroup) == ["answered"] * 3


async def test_a_person_is_spoken_to_in_the_language_of_their_telegram_and_a_group_keeps_its_own(store: Store) -> None:
    assert (await store.chats.greet(replace(PERSON, language="en"), NOW)).chat.language == "en"
    assert (await store.chats.greet(replace(GROUP, language="en"), NOW)).chat.language == "fr"


async def test_everything_is_still_there_after_the_store_was_closed(address: str, store: Store) -> None:
    await read(store, WAITING)
    await store.follows.follow(PERSON.id, ID, False, NOW)
    await read(store, answered())
    await store.close()
    again = await Store.open(address)
    assert [listed.question for listed in await again.follows.of_chat(PERSON.id)] == [answered()]
    assert await kinds(again) == ["answered"]
    await again.close()
