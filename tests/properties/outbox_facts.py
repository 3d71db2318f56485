"""Facts of the state machine of the outbox: its questions, their pages, and the facts that a delivery tells."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from bot.core.change import compare
from bot.core.delivery import Delivery
from bot.core.preferences import UNTIL_ASKED, Preferences
from bot.core.question import Answer, Closing, Question, QuestionId
from bot.core.question_json import from_plain
from tests.properties.accounts import Fact
from tests.properties.values import hours, preferences
from tests.support.examples import WAITING
from tests.support.readings import readings_of

START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

ANSWER = Answer(None, "Le Gouvernement entretient les digues.")
CLOSING = Closing("Fin de mandat", START.date())

rests = st.sampled_from([None, None, timedelta(hours=1), timedelta(days=3), UNTIL_ASKED])
edits = st.one_of(
    st.builds(Preferences, quiet=st.tuples(hours, hours)),
    preferences(st.sampled_from(["Europe/Paris", "Pacific/Noumea"]), st.none()),
)


def unpack(record: bytes) -> Question:
    """The record as this test packs it, in place of the archive's reader."""
    return from_plain(json.loads(record))


def bare(number: int) -> Question:
    """A question without an answer and without a term that could pass."""
    return replace(
        WAITING,
        id=QuestionId.of_legislature(17, number),
        asked=None,
        subject=f"Entretien no {number}",
        ministry="Aucun",
    )


def key_of_move(number: int, ministry: int) -> str:
    """The key of a change of ministry that a page shows."""
    before, after = (replace(bare(number), ministry=f"Ministère {each}") for each in (ministry - 1, ministry))
    (event,) = compare(readings_of(assemblee=before), readings_of(assemblee=after))
    return event.key


def fact_of(question: QuestionId, key: str) -> Fact:
    """The fact of an event's key, without the parts that the model cannot know."""
    kind, _, _ = key.partition(":")
    return question.number, kind if kind == "card" else key


def facts_of(delivery: Delivery) -> list[Fact]:
    """The facts that one message tells."""
    if delivery.digest is not None:
        return [fact_of(entry.id, each.key) for entry in delivery.digest.entries for each in entry.happened]
    if delivery.group is not None:
        listed = [id for id, _ in delivery.group.listed]
        return [fact_of(id, key) for id, key in zip(listed, delivery.keys, strict=True)]
    return [fact_of(delivery.question, key) for key in delivery.keys]


class Page:
    """One source's state of one question, to which facts are only ever added."""

    def __init__(self) -> None:
        self.answer: Answer | None = None
        self.closing: Closing | None = None
