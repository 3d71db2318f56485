"""Words from outside that hold what is no text: no row is refused for them, on either engine."""

from collections.abc import Awaitable, Callable

import pytest

from bot.core.delivery import DeliveryState
from bot.core.source import Source
from bot.core.validators import Validators
from storage import Store
from storage.operator import LABEL
from tests.storage.sweeps import PERSON
from tests.support.examples import ID, NOW, WAITING, answered

Write = Callable[[Store, str], Awaitable[object]]


async def refuse(store: Store, why: str) -> None:
    """Telegram refuses an alert, in those words."""
    validators = Validators(why, why)
    await store.checks.record_reading(WAITING, Source.ASSEMBLEE, validators, 1, NOW, NOW)
    await store.follows.follow(PERSON.id, ID, False, NOW)
    await store.checks.record_reading(answered(), Source.ASSEMBLEE, validators, 1, NOW, NOW)
    (due,) = await store.outbox.due(NOW, (), 10)
    await store.outbox.settle(due.rows, DeliveryState.REFUSED, NOW, why)
    assert await store.outbox.due(NOW, (), 10) == []


WRITES: dict[str, Write] = {
    "a refusal, and what a site calls its page": refuse,
    "a chat out of reach": lambda store, why: store.chats.pause(PERSON.id, why, NOW),
    "a page that fails": lambda store, why: store.checks.record_failure(ID, Source.ASSEMBLEE, why, NOW, lambda _: NOW),
    "a report": lambda store, why: store.reports.add(f"unclear:{why}", "unclear", {"reason": why}, NOW),
    "a label": lambda store, why: store.reports.add_unknown(LABEL, {why: "an17-1"}, NOW),
}


@pytest.mark.parametrize("odd", ["\0", "\ud83d"], ids=["a NUL", "half of a character"])
@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES.keys())
async def test_words_that_are_no_text_are_kept_without_what_cannot_be(store: Store, write: Write, odd: str) -> None:
    await write(store, f"Bad Request: {odd}")


async def test_odd_words_are_reported_once_as_any_others(store: Store) -> None:
    assert await store.reports.add_unknown(LABEL, {"Caduque\0": "an17-1"}, NOW) == ["Caduque\0"]
    assert await store.reports.add_unknown(LABEL, {"Caduque\0": "an17-1"}, NOW) == []
