"""The messages about one question are a thread, which nothing that was lost can break."""

from dataclasses import replace

import pytest
from markupsafe import Markup

from bot.core.chat import Chat
from bot.core.question import Question
from bot.core.source import Source
from bot.core.validators import Validators
from bot.messages.message import Message
from bot.standins.telegram.messages import SentMessage
from tests.delivery.post import Post
from tests.support.examples import ANSWER, ID, NOW, WAITING, comment

pytestmark = pytest.mark.filterwarnings("ignore:Please use 'Bot")  # as bot.transport.api has it

PERSON, FORUM = 5000, -100600
CARD = Message(Markup("<b>Fiche</b>"), question=ID)
ALERTS = "SELECT count(*) FROM outbox WHERE outcome = 'sent'"
LOST = ["message to be replied not found", "REPLY_MESSAGE_ID_INVALID", "reply message not found"]


async def told(post: Post, question: Question, alerts: int, chat: int = PERSON) -> SentMessage:
    """Let the courier tell the news, as the alert of that number. Returns its message."""
    await post.store.checks.record_reading(question, Source.NOSDEPUTES, Validators(), 1, NOW, NOW)
    post.courier.wake()
    await post.until_rows(ALERTS, (alerts,))
    return post.telegram.messages(chat)[-1]


ANSWERED = replace(WAITING, answer=ANSWER)
COMMENTED = replace(WAITING, comments=(comment(1),))
BOTH = replace(COMMENTED, answer=ANSWER)


async def test_each_alert_answers_the_last_message_about_its_question_and_the_first_one_the_card(post: Post) -> None:
    await post.follow(PERSON)
    assert await post.courier.reply(PERSON, CARD)
    (card,) = post.telegram.messages(PERSON)
    first = await told(post, COMMENTED, 1)
    assert first.reply_to == card.message_id
    assert (await told(post, BOTH, 2)).reply_to == first.message_id


async def test_a_reply_about_a_question_answers_its_last_message_unless_it_answers_a_command(post: Post) -> None:
    await post.follow(PERSON)
    alert = await told(post, COMMENTED, 1)
    await post.courier.reply(PERSON, CARD)
    command = post.telegram.say(post.telegram.person(PERSON), "/status 4321")
    await post.courier.reply(PERSON, CARD, reply_to=command)
    await post.courier.reply(PERSON, Message(Markup("Bonjour")))
    assert [each.reply_to for each in post.telegram.messages(PERSON)[1:]] == [alert.message_id, command, None]


async def test_a_reply_that_cannot_be_remembered_has_arrived_all_the_same(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    await post.follow(PERSON)
    monkeypatch.delattr(type(post.store.last_messages), "note")
    assert await post.courier.reply(PERSON, CARD)
    assert len(post.telegram.messages(PERSON)) == 1


async def test_an_alert_whose_last_message_was_deleted_comes_without_answering_it(post: Post) -> None:
    await post.follow(PERSON)
    await post.courier.reply(PERSON, CARD)
    await post.courier._bot.delete_message(PERSON, post.telegram.messages(PERSON)[0].message_id)
    assert (await told(post, ANSWERED, 1)).reply_to is None
    assert len(post.telegram.called("sendMessage")) == 2


@pytest.mark.parametrize("words", LOST)
async def test_a_refusal_to_answer_a_message_costs_the_alert_nothing_but_that(post: Post, words: str) -> None:
    await post.follow(PERSON)
    await post.courier.reply(PERSON, CARD)
    post.telegram.fail_next("sendMessage", status=400, description=f"Bad Request: {words}")
    alert = await told(post, ANSWERED, 1)
    assert alert.reply_to is None and alert.entities
    assert "Réponse publiée" in alert.text
    assert len(post.telegram.called("sendMessage")) == 3
    assert post.rows("SELECT count(*) FROM reports") == [(0,)]
    assert post.rows("SELECT message_id FROM last_messages") == [(alert.message_id,)]


async def test_what_telegram_refuses_in_unknown_words_is_tried_once_without_answering(post: Post) -> None:
    await post.follow(PERSON)
    await post.courier.reply(PERSON, CARD)
    post.telegram.fail_next("sendMessage", status=400, description="Bad Request: THREAD_OF_THE_FUTURE")
    alert = await told(post, ANSWERED, 1)
    assert (alert.reply_to, alert.entities) == (None, ())


async def test_an_instant_that_a_server_cannot_read_is_told_in_plain_words(post: Post) -> None:
    await post.follow(PERSON)
    await post.courier.reply(PERSON, CARD)
    unknown = 'Bad Request: can\'t parse entities: Unsupported start tag "tg-time" at byte offset 120'
    post.telegram.fail_next("sendMessage", status=400, description=unknown)
    alert = await told(post, COMMENTED, 1)
    assert "le 1er novembre 2026 à 10:01" in alert.text and "tg-time" not in alert.text
    assert alert.reply_to == post.telegram.messages(PERSON)[0].message_id


async def test_an_alert_that_goes_to_the_general_topic_answers_nothing_and_begins_a_thread_there(post: Post) -> None:
    forum = post.telegram.group(FORUM, "Digues", admins=[post.telegram.person(1)], forum=True)
    forum.topics.add(7)
    await post.store.checks.record_reading(WAITING, Source.NOSDEPUTES, Validators(), 1, NOW, NOW)
    await post.store.chats.greet(Chat(FORUM, "supergroup", "fr"), NOW)
    await post.store.follows.follow(FORUM, ID, False, NOW, 7)
    await post.courier.reply(FORUM, CARD, 7)
    card = post.telegram.messages(FORUM)[0]
    post.telegram.fail_next("sendMessage", status=400, description="Bad Request: TOPIC_CLOSED")
    alert = await told(post, COMMENTED, 1, FORUM)
    assert (card.thread_id, alert.thread_id, alert.reply_to) == (7, None, None)
    second = await told(post, BOTH, 2, FORUM)
    assert (second.thread_id, second.reply_to) == (7, None), "its topic is open again, and the last message elsewhere"
