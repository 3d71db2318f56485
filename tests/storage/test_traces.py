"""One name leads from the event in the log to each row of the outbox that tells it, alone or with others."""

import logging
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.delivery import Delivery
from bot.core.preferences import Preferences, When
from bot.core.question import QuestionId
from bot.core.source import Source
from bot.core.validators import Validators
from bot.delivery.settlement import Settlement
from bot.transport.send import Sent
from storage import Store
from tests.support.examples import NOW, WAITING, answered
from tests.support.followers import follow_together
from tests.support.stores import new_store

OTHER = replace(WAITING, id=QuestionId.of_legislature(17, 1))
PERSON, READER = 1001, 1002


async def recorded(store: Store) -> None:
    """Two questions are answered."""
    for question in (WAITING, OTHER):
        after = replace(answered(WAITING), id=question.id)
        await store.checks.record_reading(after, Source.ASSEMBLEE, Validators(), 1, NOW, NOW)


@pytest.fixture
async def told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> list[Delivery]:
    """The deliveries to a chat that is told at once, and to one with a digest; the log has what was logged."""
    for room in ("bot", "storage"):
        caplog.set_level(logging.DEBUG, room)
    store = await new_store(tmp_path / "guetteur.db")
    for question in (WAITING, OTHER):
        await store.checks.record_reading(question, Source.ASSEMBLEE, Validators(), 1, NOW, NOW)
        follow_together(tmp_path / "guetteur.db", (PERSON, READER), question.id)
    await store.preferences.change(READER, NOW, lambda _: Preferences(when=When.DAILY))
    await recorded(store)
    found: list[Delivery] = []
    later = NOW + timedelta(days=2)

    async def moved(_old: int, _new: int) -> None: ...

    settlement = Settlement(store, lambda: later, moved, lambda: None)
    while due := await store.outbox.due(later, (), 10):
        found += due
        for each in due:
            await settlement.settle(each, Sent())
    assert await store.outbox.due(later, (), 10) == []
    await store.close()
    return found


def lines(caplog: pytest.LogCaptureFixture, said: str) -> list[tuple[str, int | None]]:
    """The event, and the row where there is one, of each entry that says so."""
    return [
        (vars(record)["event"], vars(record).get("row"))
        for record in caplog.get_records("setup")
        if said in record.getMessage()
    ]


async def test_each_row_that_is_sent_has_the_name_under_which_its_event_was_recorded(
    told: list[Delivery], caplog: pytest.LogCaptureFixture
) -> None:
    events = {event for event, _ in lines(caplog, "an event is recorded: answered")}
    assert {event.partition(":")[0] for event in events} == {"an17-4321", "an17-1"}
    sent = lines(caplog, "an alert was sent")
    assert sorted(event for event, _ in sent) == sorted([*events, *events])  # to two chats
    assert {row for _, row in sent} == {row for each in told for row in each.rows}
    assert any(each.digest is not None and len(each.traces) == 2 for each in told)
