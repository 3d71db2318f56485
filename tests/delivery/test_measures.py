"""What the courier counts of the messages that it sends."""

import pytest
from markupsafe import Markup

from bot.core.measures import SENDS, Measures
from bot.delivery.attempt import outcome_of
from bot.delivery.courier import Courier
from bot.messages.message import Message
from bot.transport.errors import ChatGone, ChatMoved, Rejected, TopicGone, TryAgain, Unclear, Verdict
from bot.transport.send import Sent
from tests.delivery.post import Post
from tests.support.examples import NOW

pytestmark = pytest.mark.filterwarnings("ignore:Please use 'Bot")  # as bot.transport.api has it


@pytest.mark.parametrize(
    ("verdict", "outcome"),
    [
        (Sent(), "sent"),
        (TryAgain(3.0), "postponed"),
        (TryAgain(may_have_arrived=True), "unanswered"),
        (ChatGone("blocked"), "chat_gone"),
        (ChatMoved(-100), "chat_moved"),
        (TopicGone(is_closed=True), "topic_gone"),
        (Unclear("what?"), "unclear"),
        (Rejected("too long"), "refused"),
    ],
)
def test_every_verdict_has_a_word(verdict: Sent | Verdict, outcome: str) -> None:
    assert outcome_of(verdict) == outcome


async def test_each_attempt_to_send_is_counted_once_alerts_apart_from_replies(post: Post) -> None:
    measures = Measures()
    bot = post.courier._bot
    courier = Courier(bot, post.store, post.limiter, lambda: NOW, measures=measures)
    assert courier.sent_at is None
    post.telegram.person(1001)
    post.telegram.fail_next("sendMessage", status=429, retry_after=1)
    assert await courier.reply(1001, Message(Markup("Bonjour")))
    assert measures.values(SENDS) == {("reply", "postponed"): 1, ("reply", "sent"): 1}
    assert courier.sent_at == NOW


async def test_an_alert_that_arrives_is_counted_and_its_time_is_known(post: Post) -> None:
    measures = Measures()
    post.courier._measures = measures
    await post.follow(1001)
    await post.answer()
    await post.until_rows("SELECT outcome FROM outbox WHERE kind = 'answered'", ("sent",))
    assert measures.values(SENDS) == {("alert", "sent"): 1}
    assert post.courier.sent_at == NOW
