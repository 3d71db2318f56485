"""Sweeps made by hand: records, whole sweeps of them, and the messages that they send."""

import zlib
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.core.chat import Chat
from bot.core.delivery import Delivery, DeliveryState
from bot.core.question import Attribution, Question, QuestionId
from bot.core.summary import found_by
from bot.core.sweep import answer_key
from bot.core.validators import Validators
from storage import Store
from storage.intake.catalogue import Brought
from storage.intake.packed import Packed
from storage.questions.rows import dumps, loads
from tests.support.examples import NOW, WAITING

PERSON = Chat(1001, "private", "fr")
OTHER = Chat(1002, "private", "en")
HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)
RECORD = replace(
    WAITING,
    comments=None,
    author_ref="PA1",
    attributions=(Attribution("Transition écologique", date(2026, 9, 29)),),
    signalled=(),
    renewals=(),
)


def unpack(packed: bytes) -> Question | None:
    """Records are packed here as the store's own JSON: the real format belongs to the reader of archives."""
    return loads(packed.decode())


def packed(question: Question) -> Packed:
    body = dumps(question).encode()
    key = answer_key(question.answer)
    known_by = (question.author_ref, key, *found_by(question))
    return Packed(question.id.number, zlib.crc32(body), len(body), body, *known_by)


def numbered(number: int, question: Question = RECORD) -> Question:
    return replace(question, id=QuestionId.of_legislature(17, number))


async def sweep(
    store: Store,
    *records: Question,
    at: datetime = NOW,
    least: timedelta = timedelta(0),
    unsure: tuple[int, ...] = (),
    new_after: int | None = None,
) -> None:
    """One whole sweep that brings these records, and lacks those of the `unsure` numbers.

    Questions with a number after `new_after` are new; None where the archive is read for the first time.
    """
    number = int(at.timestamp() * 1000)
    await store.catalogue.take(17, [packed(each) for each in records], at, number, None, new_after)
    await store.catalogue.believe(17, at, least, number, unsure)
    await store.catalogue.finish(17, Brought(Validators("etag"), "digest", 1, len(records), None, unsure, True), at)


async def follow(store: Store, *numbers: int, chat: Chat = PERSON, at: datetime = NOW) -> None:
    for number in numbers:
        await store.follows.follow(chat.id, QuestionId.of_legislature(17, number), False, at)


async def deliveries(store: Store, chat: Chat = PERSON) -> list[Delivery]:
    """The messages to a chat, each marked as sent before the next is taken."""
    told = []
    while due := [each for each in await store.outbox.due(NOW + 100 * HOUR, (), 100) if each.chat_id == chat.id]:
        told.append(due[0])
        await store.outbox.settle(due[0].rows, DeliveryState.SENT, NOW)
    return told


async def kinds(store: Store, chat: Chat = PERSON) -> list[str]:
    return [delivery.kind for delivery in await deliveries(store, chat)]
