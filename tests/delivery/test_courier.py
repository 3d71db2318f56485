"""The courier with a real store and a stand-in Telegram: who is written to, who waits, and who hears of trouble."""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from markupsafe import Markup
from telegram import Bot

from bot.core import backoff
from bot.core.chat import Chat
from bot.core.preferences import Preferences
from bot.core.question import QuestionId
from bot.core.rate_limits import NEVER
from bot.core.reach import SEVERAL
from bot.core.source import Source
from bot.core.validators import Validators
from bot.delivery import attempt
from bot.delivery import courier as deliver
from bot.delivery.attempt import MOST_COPIES
from bot.delivery.courier import AT_ONCE
from bot.messages.message import Message
from bot.transport.errors import Undelivered
from bot.transport.http import Unanswered
from bot.transport.rate_limiter import Limiter
from bot.transport.send import Place, Sent
from storage.outbox import fanout
from tests.delivery.post import Post
from tests.support.examples import ANSWER, CLOSING, ID, NOW, WAITING, comment

pytestmark = pytest.mark.filterwarnings("ignore:Please use 'Bot")  # as bot.transport.api has it

HELLO = Message(Markup("Bonjour"))
A_DAY = 120
"""So many attempts are more than a day of them."""


async def test_chats_that_must_wait_take_no_place_from_the_others(post: Post) -> None:
    waiting = range(1, AT_ONCE + 20)
    await post.follow(*waiting, 5000)
    post.limiter.resume([(chat, NOW + timedelta(minutes=1)) for chat in waiting])
    await post.answer()
    await post.until(lambda: len(post.telegram.called("sendMessage")) == 1)
    assert post.telegram.called("sendMessage")[0].params["chat_id"] == 5000
    assert set(post.courier._under_way) <= {5000}


async def test_nothing_is_begun_while_everything_is_held(post: Post) -> None:
    await post.follow(5000)
    post.limiter.resume([(None, NOW + timedelta(hours=1))])
    await post.answer()
    assert await post.courier._start_or_idle() > 0
    assert not post.courier._under_way
    post.limiter._rate_limits.held_until = NEVER
    post.courier.wake()
    await post.until_asked(5000, 1)


async def test_chats_for_which_telegram_hangs_hold_up_no_other(post: Post) -> None:
    hanging = range(1, AT_ONCE + 20)
    await post.follow(*hanging)
    for chat in hanging:
        post.telegram.fail_next("sendMessage", chat_id=chat, times=None, status="hang")
    await post.answer()
    await post.until(lambda: len(post.telegram.called("sendMessage")) >= AT_ONCE)
    await post.follow(5000)
    await post.store.follows.mute(5000, ID, False)
    closed = replace(WAITING, answer=ANSWER, closing=CLOSING, comments=(comment(1),))
    await post.store.checks.record_reading(replace(closed, comments=()), Source.NOSDEPUTES, Validators(), 1, NOW, NOW)
    await post.store.checks.record_reading(closed, Source.NOSDEPUTES, Validators(), 1, NOW, NOW)
    post.courier.wake()
    await post.until_asked(5000, 1)


async def test_an_alert_that_waits_for_its_turn_is_not_sent_to_a_chat_that_changed_its_mind(post: Post) -> None:
    several = range(5000, 5004)
    await post.follow(*several)
    for chat in several:  # each has had as much as it may get at once
        for _ in range(3):
            post.limiter._rate_limits.take(chat, post.limiter._ticking() + 3600, is_broadcast=True)
    await post.answer()
    post.limiter._rate_limits._spent.clear()  # as if they were taken from the outbox just before that
    await post.until(lambda: len(post.courier._under_way) == len(several))
    await post.store.follows.unfollow(5000, ID, NOW)
    await post.store.chats.forget(5001)
    for chat in (5000, 5001):
        post.courier.reconsider(chat)
    await post.until(lambda: set(post.courier._under_way) == {5002, 5003})
    assert post.telegram.called("sendMessage") == []


async def test_a_message_that_was_sent_and_cannot_be_marked_takes_a_place(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    for wait in ("SLOW_SECONDS", "SLOW_MARK_SECONDS"):
        monkeypatch.setattr(deliver, wait, 3600.0)  # the places alone are to hold the others up
    marking = list[object]()

    async def mark(*which: object, **__: object) -> None:
        marking.append(which)
        await asyncio.Event().wait()

    monkeypatch.setattr(post.store.outbox, "settle", mark)
    await post.follow(*range(1, AT_ONCE + 20))
    await post.answer()
    await post.until(lambda: len(marking) == AT_ONCE)
    assert all(slow.cancelled() for slow in post.courier._begun.values()), "none counts as slow later"
    assert await post.courier._start_or_idle() > 0
    assert len(post.telegram.called("sendMessage")) == AT_ONCE


def locks(database: sqlite3.Connection) -> bool:
    """Take the database for another writer. False while somebody else writes, who needs the loop to end."""
    try:
        database.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return False
    return True


async def test_nothing_more_is_sent_while_a_sent_message_cannot_be_marked(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick, at_a_time = post.limiter, Limiter(0.1, post.store.flood_waits.keep, lambda: NOW)  # three a second
    monkeypatch.setattr(post.courier._bot, "_rate_limiter", at_a_time)
    monkeypatch.setattr(post.courier, "_limiter", at_a_time)
    everybody = set(range(1, AT_ONCE - 3))
    await post.follow(*everybody)
    with closing(sqlite3.connect(post.file, timeout=0, isolation_level=None)) as another:
        await post.answer()
        await post.until(lambda: len(post.telegram.called("sendMessage")) >= 1)
        await post.until(lambda: locks(another))
        await post.until(lambda: bool(post.courier._unmarked))
        await post.until(lambda: post.courier._under_way.keys() <= post.courier._begun.keys())  # the rest is taken back
        assert await post.courier._start_or_idle() > 0
        assert {call.params["chat_id"] for call in post.telegram.called("sendMessage")} < everybody
        monkeypatch.setattr(post.courier._bot, "_rate_limiter", quick)
        monkeypatch.setattr(post.courier, "_limiter", quick)
        another.execute("ROLLBACK")
    await post.until_rows("SELECT count(*) FROM outbox WHERE outcome = 'sent'", (len(everybody),))
    assert len(post.telegram.called("sendMessage")) == len(everybody)


async def test_a_message_that_cannot_be_sent_for_a_day_is_kept_and_the_operator_told_once(post: Post) -> None:
    assert backoff.tried_for(A_DAY) > backoff.LONG_TRIED > backoff.tried_for(A_DAY // 2)
    await post.follow(5000, 5001)
    post.telegram.fail_next("sendMessage", times=None, status=500)
    await post.answer()
    await post.until_rows("SELECT sum(attempts) FROM outbox", (2,))
    assert await post.store.reports.waiting() == []
    post.rows("UPDATE outbox SET attempts = 120")
    for chat in (5000, 5001):
        await post.store.chats.move(chat, chat + 10, NOW)  # which ends their holds
    post.courier.wake()
    await post.until_rows("SELECT sum(attempts) FROM outbox", (2 * A_DAY + 2,))
    await post.until_rows("SELECT count(*) FROM reports", (1,))
    (report,) = await post.store.reports.waiting()
    assert (report.kind, report.values) == ("undelivered", {"reason": "NetworkError: Internal Server Error"})
    assert post.rows("SELECT count(*) FROM outbox WHERE outcome IS NULL") == [(2,)]
    assert await post.store.outbox.next_held(NOW) == NOW + timedelta(minutes=15)


ANSWERED = "Réponse publiée"
UNKNOWN = "Bad Request: VOICE_MESSAGES_FORBIDDEN"


async def test_an_alert_that_is_refused_in_unknown_words_is_kept_and_comes_when_it_is_taken(post: Post) -> None:
    await post.follow(5000, 5001)
    post.telegram.fail_next("sendMessage", chat_id=5000, times=None, status=400, description=UNKNOWN)
    await post.answer()
    await post.until(lambda: post.told(ANSWERED, 5001) == 1)
    await post.until_rows("SELECT attempts FROM outbox WHERE chat_id = 5000", (1,))
    for attempts in range(2, 12):  # it is never given up: nothing else was ever taken there
        post.later(timedelta(days=1))
        await post.until_rows("SELECT attempts FROM outbox WHERE chat_id = 5000", (attempts,))
    (report,) = await post.store.reports.waiting()
    assert (report.kind, report.values) == ("unclear", {"reason": "Voice_messages_forbidden"})
    post.telegram.heal()
    post.later(timedelta(days=1))
    await post.until(lambda: post.told(ANSWERED, 5000) == 1)
    await post.until_rows("SELECT refusals FROM chats WHERE id = 5000", (0,))


async def test_a_message_that_is_refused_in_unknown_words_while_its_chat_takes_others_is_given_up(post: Post) -> None:
    await post.follow(5000, 5001)
    await post.answer()
    await post.until_rows("SELECT count(*) FROM outbox WHERE outcome = 'sent'", (2,))
    post.rows("UPDATE outbox SET state = 'ready', settled_at = NULL, attempts = 8")
    post.telegram.fail_next("sendMessage", chat_id=5000, times=None, status=400, description=UNKNOWN)
    post.courier.wake()
    await post.until_rows("SELECT outcome FROM outbox WHERE chat_id = 5000", ("refused",))
    await post.until_rows("SELECT kind FROM reports", ("refused",))
    assert post.rows("SELECT paused_at FROM chats WHERE paused_at IS NOT NULL") == []


async def test_a_chat_that_refuses_several_messages_in_unknown_words_is_paused_and_loses_none(post: Post) -> None:
    await post.follow(5000)
    await post.answer()
    await post.until_rows("SELECT count(*) FROM outbox WHERE outcome = 'sent'", (1,))
    columns = "question_id, kind, created_at, attempts, turn, together, doubts"
    for number in range(40):
        post.rows(
            f"INSERT INTO outbox (chat_id, key, {columns})"  # noqa: S608 - nothing of it comes from outside
            f" SELECT 5000, 'comment:{number}', question_id, 'answered', created_at, 0, 0, 0, 0 FROM outbox LIMIT 1"
        )
    before = len(post.telegram.called("sendMessage"))
    post.telegram.fail_next("sendMessage", chat_id=5000, times=None, status=400, description=UNKNOWN)
    post.courier.wake()
    await post.until_rows("SELECT count(*) FROM chats WHERE paused_at IS NOT NULL", (1,))
    assert len(post.telegram.called("sendMessage")) - before == 2 * SEVERAL  # each of them once more as plain text
    assert post.rows("SELECT count(*) FROM outbox WHERE outcome IS NULL") == [(40,)]
    post.telegram.heal()
    post.later(timedelta(days=2))
    await post.courier.knock(5000)
    await post.until_rows("SELECT count(*) FROM outbox WHERE outcome IS NULL", (0,))
    assert post.rows("SELECT refusals FROM chats WHERE id = 5000") == [(0,)]


async def test_a_closed_general_topic_holds_up_its_own_alerts_alone(post: Post) -> None:
    forum = -100600
    post.telegram.group(forum, "Digues", admins=[post.telegram.person(1)], forum=True).topics.add(7)
    await post.store.chats.greet(Chat(forum, "supergroup", "fr"), NOW)
    other = QuestionId.of_legislature(17, 77)
    for question, thread in ((ID, None), (other, 7)):
        waiting = replace(WAITING, id=question)
        await post.store.checks.record_reading(waiting, Source.ASSEMBLEE, Validators(), 1, NOW, NOW)
        await post.store.follows.follow(forum, question, False, NOW, thread)
    closed = "Bad Request: TOPIC_CLOSED"
    post.telegram.fail_next("sendMessage", chat_id=forum, times=1, status=400, description=closed)
    await post.answer()
    await post.until_rows("SELECT attempts FROM outbox", (1,))
    answered = replace(WAITING, id=other, answer=ANSWER)
    await post.store.checks.record_reading(answered, Source.ASSEMBLEE, Validators(), 1, NOW, NOW)
    post.courier.wake()
    await post.until(lambda: post.told(ANSWERED, forum) == 1)
    assert post.telegram.messages(forum)[-1].thread_id == 7
    assert post.rows("SELECT paused_at, held_until FROM chats WHERE id = -100600") == [(None, None)]
    post.later(timedelta(minutes=2))
    await post.until(lambda: post.told(ANSWERED, forum) == 2)
    assert post.telegram.messages(forum)[-1].thread_id is None


def given_up_at_once(post: Post, chat_id: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """No answer to what is sent to that chat is waited for, once it has arrived."""
    send = attempt.send  # type: ignore[attr-defined]  # which it imports

    async def give_up(bot: Bot, chat: int, message: Message, place: Place) -> Sent:
        if chat != chat_id:
            return await send(bot, chat, message, place)
        before = len(post.telegram.called("sendMessage", chat))
        sending = asyncio.create_task(send(bot, chat, message, place))
        await post.until_asked(chat, before + 1)
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
        raise Unanswered

    monkeypatch.setattr(attempt, "send", give_up)


async def test_an_alert_to_which_no_answer_comes_is_sent_three_times_and_no_more(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_up_at_once(post, 5000, monkeypatch)
    await post.follow(5000, 5001)
    post.telegram.fail_next("sendMessage", chat_id=5000, times=None, status="hang")
    await post.answer()
    await post.until(lambda: post.told(ANSWERED, 5001) == 1)
    for copies in (1, 2, 3):
        await post.until_asked(5000, copies)
        await post.until_rows("SELECT doubts FROM outbox WHERE chat_id = 5000", (min(copies, 2),))
        post.later(timedelta(hours=1))
    await post.until_rows("SELECT outcome FROM outbox WHERE chat_id = 5000", ("sent",))
    post.later(timedelta(hours=1))
    await post.until_rows("SELECT kind FROM reports", ("unanswered",))
    assert len(post.telegram.called("sendMessage", 5000)) == 3
    assert post.rows("SELECT chat_id FROM last_messages") == [(5001,)], "whose number is known"


async def test_a_reply_to_which_no_answer_comes_is_sent_three_times_and_the_operator_told(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_up_at_once(post, 5000, monkeypatch)
    monkeypatch.setattr(backoff, "retry_send", lambda _: 0.0)
    await post.follow(5000)
    post.telegram.fail_next("sendMessage", chat_id=5000, times=None, status="hang")
    assert await post.courier.reply(5000, HELLO)
    assert len(post.telegram.called("sendMessage", 5000)) == MOST_COPIES
    assert post.rows("SELECT kind FROM reports") == [("unanswered",)]


async def test_a_reply_is_not_taken_for_arrived_while_telegram_answers_nothing_at_all(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_up_at_once(post, 5000, monkeypatch)
    monkeypatch.setattr(backoff, "retry_send", lambda _: 0.0)
    await post.follow(5000)
    post.telegram.fail_next("sendMessage", chat_id=5000, times=None, status="hang")
    post.telegram.fail_next("getMe", times=None, status=502)
    with pytest.raises(Undelivered):
        await post.courier.reply(5000, HELLO)
    assert len(post.telegram.called("sendMessage", 5000)) == MOST_COPIES - 1
    assert post.rows("SELECT kind FROM reports") == []


async def test_a_telegram_that_answers_nothing_at_all_loses_no_alert(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_up_at_once(post, 5000, monkeypatch)
    await post.follow(5000)
    post.telegram.fail_next("sendMessage", times=None, status="hang")
    post.telegram.fail_next("getMe", times=None, status=502)
    await post.answer()
    for attempts in (1, 2, 3, 4):
        await post.until_rows("SELECT attempts FROM outbox", (attempts,))
        post.later(timedelta(hours=1))
    assert len(post.telegram.called("sendMessage", 5000)) == 2
    monkeypatch.undo()
    post.telegram.heal()
    post.later(timedelta(hours=1))
    await post.until(lambda: post.told(ANSWERED, 5000) == 1)


async def test_an_alert_that_was_refused_waits_for_a_second_at_first_and_twice_as_long_each_time(post: Post) -> None:
    await post.follow(5000)
    post.telegram.fail_next("sendMessage", times=4, status=502)
    await post.answer()
    for attempts in (1, 2, 3, 4):
        wait = timedelta(seconds=2 ** (attempts - 1))
        await post.until_rows("SELECT attempts FROM outbox", (attempts,))
        assert await post.store.outbox.next_held(post.clock[0]) == post.clock[0] + wait
        post.later(wait)
    await post.until(lambda: post.told(ANSWERED, 5000) == 1)


async def test_an_alert_shows_the_times_of_its_chat_s_zone(post: Post) -> None:
    post.telegram.person(5000)
    post.telegram.person(5001)
    for chat, zone in ((5000, "Pacific/Noumea"), (5001, "Europe/Paris")):
        await post.store.chats.greet(Chat(chat, "private", "fr"), NOW)
        await post.store.preferences.change(chat, NOW, lambda _, zone=zone: Preferences(zone=zone))  # type: ignore[misc]
        await post.store.follows.follow(chat, ID, False, NOW)
    await post.store.checks.record_reading(WAITING, Source.ASSEMBLEE, Validators(), 1, NOW, NOW)
    post.courier.wake()
    for chat, clock in ((5000, "23:00"), (5001, "13:00")):
        await post.until(lambda chat=chat: bool(post.telegram.messages(chat)))  # type: ignore[misc]
        assert clock in post.telegram.messages(chat)[0].text.replace(" h ", ":"), post.telegram.messages(chat)[0].text


@pytest.mark.parametrize(
    ("refusal", "has_buttons"),
    [("can't parse entities: Unsupported start tag", True), ("BUTTON_URL_INVALID", False)],
)
async def test_the_plain_form_of_a_message_keeps_its_buttons_unless_they_are_what_is_refused(
    post: Post, refusal: str, has_buttons: bool
) -> None:
    await post.follow(5000)
    post.telegram.fail_next("sendMessage", status=400, description=f"Bad Request: {refusal}")
    await post.answer()
    await post.until(lambda: post.told(ANSWERED, 5000) == 1)
    first, plain = post.telegram.called("sendMessage", 5000)
    assert first.params["parse_mode"] == "HTML" and "parse_mode" not in plain.params
    assert "<b>" not in plain.params["text"]
    assert ("reply_markup" in plain.params) is has_buttons


async def test_a_group_that_becomes_another_while_a_fanout_is_told_gets_its_alert_there_and_once(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fanout, "AT_ONCE", 2)
    await post.follow(5000, 5001, 5002)
    post.telegram.group(-500, "Digues")
    await post.store.chats.greet(Chat(-500, "group", "fr"), NOW)
    await post.store.follows.follow(-500, ID, False, NOW)
    await post.answer()
    post.telegram.migrate(-500, -100500)
    assert await post.store.fanouts.tell_some()
    post.courier.wake()
    await post.until(lambda: post.told(ANSWERED, -100500) == 1)
    await post.store.fanouts.tell_all()
    post.courier.wake()
    for chat in (5000, 5001, 5002):
        await post.until(lambda chat=chat: post.told(ANSWERED, chat) == 1)  # type: ignore[misc]
    assert post.told(ANSWERED, -100500) == 1
    assert post.rows("SELECT DISTINCT chat_id FROM outbox WHERE chat_id < 0") == [(-100500,)]
