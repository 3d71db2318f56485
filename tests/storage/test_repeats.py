"""Repeats: a question ended without an answer, and its author asks the same again; in the store and in words."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.core.chat import Chat
from bot.core.delivery import Delivery
from bot.core.question import Closing, Question, QuestionId
from bot.core.repeat import Repeat
from bot.core.source import Source
from bot.core.validators import Validators
from bot.messages.alerts import closing_alert
from bot.messages.message import visible
from bot.messages.phrases import phrases
from storage import Store
from tests.storage.test_search import about, take, unpack
from tests.support.examples import CLOSING, NOW
from tests.support.stores import new_store

PERSON = Chat(1001, "private", "fr")
ENDED = about(4321, "Entretien des digues")


@pytest.fixture
async def store(address: str) -> AsyncIterator[Store]:
    opened = await new_store(address, unpack)
    await opened.chats.greet(PERSON, NOW)
    yield opened
    await opened.close()


async def told_of_end(store: Store, *others: Question, follow: tuple[QuestionId, ...] = ()) -> Delivery:
    """The alert when the question ends, where the archives have these other questions."""
    await take(store, ENDED, *others)
    for id in (ENDED.id, *follow):
        await store.follows.follow(PERSON.id, id, False, NOW)
    await take(store, replace(ENDED, closing=CLOSING))
    await store.catalogue.release()
    (delivery,) = await store.outbox.due(NOW, (), 10)
    return delivery


async def test_a_later_question_of_the_same_author_on_the_same_subject_is_named(store: Store) -> None:
    later = about(5000, "ENTRETIEN DES DIGUES")
    delivery = await told_of_end(store, later)
    assert delivery.repeat == Repeat(later.id, followed=False)


async def test_the_latest_of_several_is_named(store: Store) -> None:
    subject = "Entretien des digues"
    delivery = await told_of_end(store, about(4322, subject), about(9000, subject), about(8999, subject))
    assert delivery.repeat == Repeat(QuestionId.of_legislature(17, 9000), followed=False)


async def test_the_next_legislatures_counts_as_later_whatever_its_number(store: Store) -> None:
    delivery = await told_of_end(store, about(9, "Entretien des digues", legislature=18), about(4400, "Autre sujet"))
    assert delivery.repeat == Repeat(QuestionId.of_legislature(18, 9), followed=False)


async def test_a_repeat_that_the_chat_follows_already_is_named_as_such(store: Store) -> None:
    later = about(5000, "Entretien des digues")
    delivery = await told_of_end(store, later, follow=(later.id,))
    assert delivery.repeat == Repeat(later.id, followed=True)


@pytest.mark.parametrize(
    "other",
    [
        about(4320, "Entretien des digues"),
        about(9000, "Entretien des digues", legislature=16),
        about(5000, "Entretien des quais"),
        about(5000, None),
        about(5000, "Entretien des digues", author_ref="PA2"),
        about(5000, "Entretien des digues", author_ref=None),
    ],
)
async def test_no_other_question_is_taken_for_it(store: Store, other: Question) -> None:
    assert (await told_of_end(store, other)).repeat is None


async def test_nothing_is_looked_for_where_the_archives_do_not_have_the_question(store: Store) -> None:
    await take(store, about(5000, "Entretien des digues"))
    unlisted = replace(ENDED, id=QuestionId.of_legislature(15, 4321))
    await store.checks.record_reading(unlisted, Source.ASSEMBLEE, Validators(), 1, NOW, NOW)
    await store.follows.follow(PERSON.id, unlisted.id, False, NOW)
    ended = replace(unlisted, closing=CLOSING)
    await store.checks.record_reading(ended, Source.ASSEMBLEE, Validators(), 1, NOW, NOW)
    (delivery,) = await store.outbox.due(NOW, (), 10)
    assert (delivery.kind, delivery.repeat) == ("closed", None)


@pytest.mark.parametrize(
    ("language", "sentence", "button"),
    [
        (
            "fr",
            "Son auteur a posé de nouveau cette question\u00a0: n°\u00a012 (18ᵉ législature)",
            "👁 Suivre la nouvelle",
        ),
        ("en", "Its author has asked this question again: no. 12 (18th legislature)", "👁 Follow the new one"),
    ],
)
def test_the_alert_says_so_and_offers_to_follow_it(language: str, sentence: str, button: str) -> None:
    ended = replace(ENDED, closing=Closing("Fin de mandat", None))
    message = closing_alert(phrases(language), ended, Repeat(QuestionId.of_legislature(18, 12), followed=False))
    assert sentence in visible(message.html)
    assert 'href="https://www.assemblee-nationale.fr/dyn/18/questions/QANR5L18QE12"' in message.html
    assert [(each.text, each.callback) for each in message.buttons[1]] == [(button, "also:an18-12")]


def test_a_repeat_that_is_followed_already_has_no_button() -> None:
    ended = replace(ENDED, closing=CLOSING)
    message = closing_alert(phrases("fr"), ended, Repeat(QuestionId.of_legislature(17, 5000), followed=True))
    assert "a posé de nouveau cette question\u00a0: n°\u00a05000" in visible(message.html)
    assert [len(row) for row in message.buttons] == [2]
