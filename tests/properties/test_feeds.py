"""Every feed and calendar can be read and says what we say, whatever a site or a person wrote."""

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.core.change import Kind
from bot.core.deadline import OVERDUE, OVERDUE_SIGNALLED, RENEWABLE
from bot.core.delivery import Delivery
from bot.core.feeds import Entry, FollowedTerm, Subscriber
from bot.core.observation import Observation
from bot.core.question import Question
from bot.core.watch import Named
from bot.feeds.atom import atom
from bot.feeds.ical import calendar
from tests.properties.test_messages import details
from tests.properties.values import days, hostile, instants, questions
from tests.support.feeds import check_calendar, entries_of

HOST, NAME = "guetteur.example.org", "0a1b2c"
subscribers = st.builds(
    Subscriber,
    st.just(-1001),
    st.sampled_from(["private", "supergroup", "channel"]),
    st.sampled_from(["fr", "en"]),
    st.sampled_from(["Europe/Paris", "Pacific/Noumea", "Pacific/Marquesas"]),
    instants,
)


@given(subscribers, questions(), st.sampled_from(list(Kind)), details, instants, hostile)
def test_an_alert_is_an_entry_that_nobody_else_can_add_to(
    subscriber: Subscriber, question: Question, kind: Kind, detail: dict[str, object], at: datetime, watch: str
) -> None:
    key = f"comment:{question.comments[0].id if question.comments else 999}" if kind is Kind.COMMENT else kind.value
    delivery = Delivery(
        (1,), subscriber.chat_id, subscriber.kind, None, subscriber.language, question.id, kind, (key,), 0,
        Observation(question.id, question), detail, None,
        zone=subscriber.zone, watches=(Named(1, watch),),
    )  # fmt: skip
    made = atom(subscriber, [Entry(at, delivery)], HOST, NAME)
    ((title, _),) = entries_of(made)
    assert "\n" not in title
    assert title.count(str(question.id.number)) >= 1


@given(subscribers, questions(), st.sampled_from([OVERDUE, OVERDUE_SIGNALLED, RENEWABLE]), days, instants)
def test_a_term_is_an_event_that_nobody_else_can_add_to(
    subscriber: Subscriber, question: Question, key: str, last: datetime, at: datetime
) -> None:
    terms = [FollowedTerm(question, key, last, at, 0)] * 2
    check_calendar(calendar(subscriber, terms, HOST), events=2)
