"""Chats in the store: some move, some are gone, and some are not allowed by a private instance."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.core.chat import Chat
from bot.core.following import NoRoom
from bot.core.preferences import Preferences, When
from bot.core.question import QuestionId
from bot.core.reach import FEWEST_TRIES, is_another_day
from bot.core.source import Source
from bot.core.validators import Validators
from bot.maintenance.cleanup import AFTER_TROUBLE, EVERY, Cleanup
from bot.maintenance.heartbeat import Heartbeat
from storage import Store
from storage.chats.delegations import Delegation
from tests.support.databases import migrate
from tests.support.examples import ID, NOW, WAITING, answered
from tests.support.stores import ON_SQLITE, new_store

PERSON = Chat(1001, "private", "fr")
GROUP, SUPERGROUP = Chat(-500, "group", "fr"), Chat(-100500, "supergroup", "fr")
HALF_A_YEAR = timedelta(days=180)


async def nobody(_chat: int) -> None:
    """Try no chat."""


def _as_it_is(moment: datetime) -> datetime:
    """A clock that stands still."""
    return moment


@pytest.fixture
async def store(address: str) -> AsyncIterator[Store]:
    opened = await new_store(address)
    yield opened
    await opened.close()


async def read(store: Store, is_answered: bool = False) -> None:
    question = answered() if is_answered else WAITING
    await store.checks.record_reading(question, Source.ASSEMBLEE, Validators(), 1, NOW, NOW + timedelta(hours=1))


async def lived(store: Store, chat: Chat) -> None:
    """A chat with something in every table."""
    for each in (PERSON, chat):
        await store.chats.greet(each, NOW)
    await read(store)
    await store.follows.follow(chat.id, ID, False, NOW)
    await read(store, is_answered=True)
    await store.preferences.change(chat.id, NOW, lambda _: Preferences(everybody=True, silent=True))
    await store.delegations.choose(PERSON.id, chat.id)
    await store.chats.speak(chat.id, "en")


async def ran(store: Store, days: int, begin: datetime = NOW) -> None:
    """Note that the bot was seen running on so many days."""
    for day in range(days):
        await store.running.seen(begin + timedelta(days=day), 24 * 3600.0)


async def waiting(store: Store, chat: Chat) -> int:
    return len([each for each in await store.outbox.due(NOW, (), 100) if each.chat_id == chat.id])


@pytest.mark.parametrize("is_new_one_known", [False, True])
@pytest.mark.parametrize("is_out_of_reach", [False, True])
async def test_a_group_takes_everything_with_it_when_it_becomes_a_supergroup(
    store: Store, is_new_one_known: bool, is_out_of_reach: bool
) -> None:
    await lived(store, GROUP)
    if is_new_one_known:
        await store.chats.greet(SUPERGROUP, NOW)
    if is_out_of_reach:
        for chat in (GROUP, SUPERGROUP):
            await store.chats.pause(chat.id, "gone", NOW)
            await store.flood_waits.keep(chat.id, NOW + timedelta(hours=1))
    await store.chats.move(GROUP.id, SUPERGROUP.id, NOW)
    assert [each.id for each in await store.follows.of_chat(SUPERGROUP.id)] == [ID]
    assert await waiting(store, SUPERGROUP) == 1
    assert (await store.preferences.of(SUPERGROUP.id)).everybody
    assert await store.delegations.of(PERSON.id) == Delegation(Chat(SUPERGROUP.id, "supergroup", "en"))
    assert await store.follows.of_chat(GROUP.id) == []
    assert not (await store.preferences.of(GROUP.id)).everybody
    await store.chats.move(GROUP.id, SUPERGROUP.id, NOW)  # told once more, by the other of the two notices
    assert await waiting(store, SUPERGROUP) == 1


async def test_what_a_supergroup_chose_itself_wins_over_what_the_group_had_chosen(store: Store) -> None:
    await lived(store, GROUP)
    await store.chats.greet(SUPERGROUP, NOW)
    await store.follows.follow(SUPERGROUP.id, ID, False, NOW)
    await store.preferences.change(SUPERGROUP.id, NOW, lambda _: Preferences(when=When.WEEKLY))
    await store.chats.speak(SUPERGROUP.id, "fr")
    await store.chats.move(GROUP.id, SUPERGROUP.id, NOW)
    assert len(await store.follows.of_chat(SUPERGROUP.id)) == 1
    assert await store.preferences.of(SUPERGROUP.id) == Preferences(when=When.WEEKLY)
    assert await store.chats.language(SUPERGROUP.id) == "fr"


async def test_a_chat_that_is_gone_for_half_a_year_is_erased_with_all_that_it_had(store: Store) -> None:
    await lived(store, GROUP)
    await store.chats.pause(GROUP.id, "kicked", NOW)
    await ran(store, HALF_A_YEAR.days)
    for _ in range(FEWEST_TRIES - 1):
        assert await store.chats.erase_gone(NOW + 2 * HALF_A_YEAR) == 0  # what was not tried again is not erased
        await store.chats.refuse_again(GROUP.id, "kicked", NOW)
    assert await store.chats.erase_gone(NOW + HALF_A_YEAR) == 0
    assert await store.chats.erase_gone(NOW + HALF_A_YEAR + timedelta(seconds=1)) == 1
    assert await store.follows.of_chat(GROUP.id) == []
    assert await store.delegations.of(PERSON.id) == Delegation(None)
    assert not (await store.preferences.of(GROUP.id)).everybody
    met = await store.chats.greet(GROUP, NOW)
    assert not met.woken
    assert await waiting(store, GROUP) == 0


async def test_a_chat_that_came_back_or_paused_its_alerts_is_not_erased(store: Store) -> None:
    await lived(store, GROUP)
    await store.chats.pause(GROUP.id, "kicked", NOW - 2 * HALF_A_YEAR)
    await store.chats.greet(GROUP, NOW)
    await store.preferences.change(PERSON.id, NOW, lambda _: Preferences(paused_until=NOW + HALF_A_YEAR))
    for _ in range(FEWEST_TRIES):
        await store.chats.refuse_again(GROUP.id, "kicked", NOW - 2 * HALF_A_YEAR)
    assert await store.chats.erase_gone(NOW) == 0


@ON_SQLITE  # hundreds of rounds; others do one on both
async def test_the_cleanup_tries_paused_chats_ever_more_rarely_and_erases_those_that_are_gone(store: Store) -> None:
    await lived(store, GROUP)
    tried: list[float] = []
    now = NOW
    await store.chats.pause(PERSON.id, "Forbidden: bot was blocked by the user", NOW)

    async def knock(chat: int) -> None:
        assert chat == PERSON.id
        tried.append((now - NOW) / timedelta(hours=1))
        await store.chats.refuse_again(chat, "Forbidden: bot was blocked by the user", now)

    cleanup = Cleanup(store, lambda: now, knock)
    heartbeat = Heartbeat(store, lambda: now, lambda: (now - NOW) / timedelta(seconds=1))
    while await store.delegations.of(PERSON.id) is not None:
        await heartbeat.beat()
        assert await cleanup.round() == EVERY
        now += EVERY if now - NOW < timedelta(days=2) else timedelta(days=1)
        assert now < NOW + 2 * HALF_A_YEAR
    assert tried[:5] == [1, 3, 7, 15, 31]
    assert FEWEST_TRIES <= len(tried) < 20
    assert now - NOW > HALF_A_YEAR
    assert len(await store.follows.of_chat(GROUP.id)) == 1


@ON_SQLITE  # hundreds of rounds; others do one on both
async def test_a_clock_that_is_half_a_year_ahead_erases_nobody_who_has_just_blocked_the_bot(store: Store) -> None:
    await lived(store, GROUP)
    await store.chats.pause(PERSON.id, "Forbidden: bot was blocked by the user", NOW)

    ahead = NOW + 2 * HALF_A_YEAR

    async def knock(chat: int) -> None:
        await store.chats.refuse_again(chat, "Forbidden: bot was blocked by the user", ahead)

    cleanup = Cleanup(store, lambda: ahead, knock)
    for _ in range(4 * 24 * 2):  # four days until somebody sets it right
        await cleanup.round()
        ahead += EVERY
    assert await store.delegations.of(PERSON.id) is not None


@ON_SQLITE  # hundreds of rounds; others do one on both
async def test_a_clock_200_days_ahead_erases_nobody_and_once_it_is_back_half_a_year_of_running_does(
    store: Store,
) -> None:
    await lived(store, GROUP)
    await store.chats.pause(GROUP.id, "kicked", NOW)
    for _ in range(FEWEST_TRIES):  # all but the last wait was its own
        await store.chats.refuse_again(GROUP.id, "kicked", NOW + timedelta(days=21))
    ahead = NOW + timedelta(days=221)
    for start in range(30):  # started anew now and then, by a clock that is ahead and by one that is right
        moment = (ahead, NOW)[start % 2] + timedelta(minutes=start)
        await Heartbeat(store, partial(_as_it_is, moment)).beat()
        await Cleanup(store, partial(_as_it_is, moment), nobody).round()
    assert await store.follows.of_chat(GROUP.id) != []
    await ran(store, HALF_A_YEAR.days)
    assert await store.chats.erase_gone(NOW + timedelta(days=179)) == 0
    assert await store.chats.erase_gone(NOW + timedelta(days=181)) == 1


async def test_a_refusal_that_a_clock_ahead_dated_counts_by_the_days_on_which_the_bot_ran(store: Store) -> None:
    await lived(store, GROUP)
    await store.chats.pause(GROUP.id, "kicked", NOW + timedelta(days=200))
    for _ in range(FEWEST_TRIES):
        await store.chats.refuse_again(GROUP.id, "kicked", NOW)
    await ran(store, HALF_A_YEAR.days - 1)
    assert await store.chats.erase_gone(NOW) == 0
    await ran(store, 1, NOW + HALF_A_YEAR)
    assert await store.chats.erase_gone(NOW) == 1


@pytest.mark.parametrize(
    ("counted", "awake", "is_counted"),
    [
        (None, None, True),
        (-1, None, True),  # the first beat of a start
        (0, None, False),  # the second start on one day
        (0, 30 * 3600.0, False),
        (-1, 60.0, False),  # a minute after another day was counted: midnight, or a clock that jumped
        (-1, 19.9 * 3600, False),
        (-1, 20.0 * 3600, True),
        (200, 21 * 3600.0, True),  # the clock was ahead, and is right now
    ],
)
def test_a_day_is_counted_once_whatever_the_clock_says(
    counted: int | None, awake: float | None, is_counted: bool
) -> None:
    last = None if counted is None else NOW.date() + timedelta(days=counted)
    assert is_another_day(last, NOW.date(), awake) is is_counted


async def test_a_try_that_a_wrong_clock_put_off_is_due_when_the_clock_is_right(store: Store) -> None:
    await lived(store, GROUP)
    await store.chats.pause(GROUP.id, "kicked", NOW + 2 * HALF_A_YEAR)
    assert await store.chats.to_try(NOW, 10) == []
    assert await store.heed_clock(NOW, timedelta(days=1))
    assert await store.chats.to_try(NOW, 10) == [GROUP.id]


async def test_a_chat_that_takes_a_message_again_counts_its_refusals_anew(store: Store) -> None:
    await lived(store, GROUP)
    for _ in range(5):
        await store.chats.pause(GROUP.id, "chat not found", NOW)
        await store.chats.wake(GROUP.id)
    await store.chats.pause(GROUP.id, "chat not found", NOW)
    assert await store.chats.to_try(NOW + timedelta(hours=31), 10) == []
    await store.chats.wake(GROUP.id)
    await store.chats.reached(GROUP.id)
    await store.chats.pause(GROUP.id, "chat not found", NOW)
    assert await store.chats.to_try(NOW + timedelta(hours=1), 10) == [GROUP.id]


@ON_SQLITE
async def test_the_cleanup_tries_again_where_the_store_fails_for_a_while(address: str, tmp_path: Path) -> None:
    store = await new_store(address)
    await store.close()
    (tmp_path / "guetteur.db").write_bytes(b"no database at all" * 100)
    assert await Cleanup(store, lambda: NOW, nobody).round() == AFTER_TROUBLE
    await store.close()


async def test_an_instance_that_becomes_private_writes_to_its_own_chats_alone_until_it_is_open_again(
    store: Store,
) -> None:
    await lived(store, GROUP)
    await store.chats.limit_to({PERSON.id}, NOW)
    assert await waiting(store, GROUP) == 0
    await store.chats.limit_to({PERSON.id, GROUP.id}, NOW)
    assert await waiting(store, GROUP) == 1
    await store.chats.limit_to({PERSON.id}, NOW)
    await store.chats.limit_to((), NOW)
    assert await waiting(store, GROUP) == 1


async def test_opening_an_instance_wakes_no_chat_that_blocked_the_bot(store: Store) -> None:
    await lived(store, GROUP)
    await store.chats.pause(GROUP.id, "kicked", NOW)
    await store.chats.limit_to({PERSON.id}, NOW)
    await store.chats.limit_to((), NOW)
    assert await waiting(store, GROUP) == 0


async def test_a_chat_follows_no_more_than_it_may(store: Store) -> None:
    await store.chats.greet(PERSON, NOW)
    await store.chats.greet(GROUP, NOW)
    for number in (1, 2):
        await store.follows.follow(PERSON.id, QuestionId.of_legislature(17, number), False, NOW, most=2)
    with pytest.raises(NoRoom):
        await store.follows.follow(PERSON.id, QuestionId.of_legislature(17, 3), False, NOW, most=2)
    assert len(await store.follows.of_chat(PERSON.id)) == 2
    assert not (await store.follows.follow(PERSON.id, QuestionId.of_legislature(17, 2), False, NOW, most=2)).new
    assert (await store.follows.follow(GROUP.id, QuestionId.of_legislature(17, 3), False, NOW, most=2)).new
    await store.follows.unfollow(PERSON.id, QuestionId.of_legislature(17, 1), NOW)
    assert (await store.follows.follow(PERSON.id, QuestionId.of_legislature(17, 3), False, NOW, most=2)).new


async def test_a_chat_that_follows_more_than_it_may_now_keeps_what_it_has(store: Store) -> None:
    await store.chats.greet(PERSON, NOW)
    for number in (1, 2, 3):
        await store.follows.follow(PERSON.id, QuestionId.of_legislature(17, number), False, NOW)
    assert not (await store.follows.follow(PERSON.id, QuestionId.of_legislature(17, 2), False, NOW, most=1)).new
    with pytest.raises(NoRoom):
        await store.follows.follow(PERSON.id, QuestionId.of_legislature(17, 4), False, NOW, most=1)
    assert len(await store.follows.of_chat(PERSON.id)) == 3


async def test_a_group_that_did_not_let_the_bot_write_is_tried_again_and_never_erased_for_that(store: Store) -> None:
    await lived(store, GROUP)
    await store.chats.pause(GROUP.id, "Bad Request: not enough rights to send text messages to the chat", NOW)
    assert await waiting(store, GROUP) == 0
    for _ in range(2 * FEWEST_TRIES):
        await store.chats.refuse_again(GROUP.id, "Bad Request: not enough rights to send text messages", NOW)
    assert await store.chats.to_try(NOW + timedelta(hours=5), 10) == []
    assert await store.chats.to_try(NOW + timedelta(hours=6), 10) == [GROUP.id]
    assert await store.chats.erase_gone(NOW + 2 * HALF_A_YEAR) == 0
    await Cleanup(store, lambda: NOW + timedelta(hours=6), store.chats.wake).round()
    assert await waiting(store, GROUP) == 1


async def test_a_delegation_stays_without_its_target_where_the_chat_is_erased(store: Store) -> None:
    await lived(store, GROUP)
    await store.chats.forget(GROUP.id)
    assert await store.delegations.of(PERSON.id) == Delegation(None)
    assert await store.delegations.leave(PERSON.id)
    assert await store.delegations.of(PERSON.id) is None


async def test_a_chat_that_a_private_instance_is_not_for_is_not_let_in_by_becoming_a_supergroup(store: Store) -> None:
    await lived(store, GROUP)
    await store.chats.limit_to({PERSON.id}, NOW)
    await store.chats.move(GROUP.id, SUPERGROUP.id, NOW)
    assert await waiting(store, SUPERGROUP) == 0


@pytest.mark.parametrize("when", When)
async def test_an_hour_that_was_chosen_is_told_apart_from_the_usual_one(store: Store, when: When) -> None:
    await store.chats.greet(PERSON, NOW)
    for hour in (None, *range(24)):
        wanted = Preferences(when=when, hour=hour)
        await store.preferences.change(PERSON.id, NOW, partial(replace, when=when, hour=hour))
        assert await store.preferences.of(PERSON.id) == wanted


async def test_an_upgrade_keeps_each_hour_that_must_have_been_chosen(tmp_path: Path) -> None:
    rows = {
        1: ("daily", 8, None),
        2: ("weekly", 18, None),
        3: ("now", 8, None),
        4: ("now", 18, None),
        5: ("daily", 18, 18),
        6: ("weekly", 8, 8),
        7: ("daily", 0, 0),
        8: ("now", 6, 6),
    }
    address = f"sqlite:///{tmp_path}/old.db"
    migrate(address, "0008")
    with closing(sqlite3.connect(tmp_path / "old.db")) as database, database:
        for chat, (tell, hour, _) in rows.items():
            database.execute(
                "INSERT INTO chats VALUES (?, 'private', 'fr', '2026-11-24', NULL, NULL, NULL, 0, NULL)", (chat,)
            )
            database.execute(
                "INSERT INTO preferences VALUES (?, ?, ?, NULL, NULL, 1, 'Europe/Paris', 0, '', 0, NULL)",
                (chat, tell, hour),
            )
    upgraded = await Store.open(address)
    for chat, (tell, _, chosen) in rows.items():
        assert await upgraded.preferences.of(chat) == Preferences(when=When(tell), hour=chosen, silent=True)
    await upgraded.close()
