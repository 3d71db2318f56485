"""How Telegram does is written down once a minute, so that another process can read it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.core.chat import Chat
from bot.core.health import Health
from bot.core.readiness import SENDS, Signs
from bot.core.source import Source
from bot.core.validators import Validators
from bot.maintenance.sending_health import Sending, SendingHealth
from storage import Store
from tests.support.examples import ANSWER, ID, NOW, WAITING
from tests.support.stores import new_store

MINUTE = timedelta(minutes=1)


@dataclass
class Office:
    """A store with one chat, and what the rooms know that speak to Telegram."""

    store: Store
    now: datetime = NOW
    answered_at: datetime | None = None
    sent_at: datetime | None = None
    is_held: bool = False
    undelivered: str | None = None
    health: SendingHealth = field(init=False)

    def __post_init__(self) -> None:
        sending = Sending(
            lambda: self.answered_at, lambda: self.sent_at, lambda: self.is_held, lambda: self.undelivered
        )
        self.health = SendingHealth(self.store, lambda: self.now, sending)

    async def make_due(self) -> None:
        await self.store.checks.record_reading(WAITING, Source.ASSEMBLEE, Validators(), 1, NOW, NOW)
        await self.store.chats.greet(Chat(1001, "private", "fr"), NOW)
        await self.store.follows.follow(1001, ID, False, NOW)
        answered = replace(WAITING, answer=ANSWER)
        await self.store.checks.record_reading(answered, Source.ASSEMBLEE, Validators(), 1, NOW, NOW)

    async def signs(self) -> Signs:
        await self.health.note()
        return await self.store.signs.read()


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    store = await new_store(tmp_path / "guetteur.db")
    yield Office(store)
    await store.close()


async def test_nothing_is_said_of_a_telegram_that_has_not_answered_yet(office: Office) -> None:
    signs = await office.signs()
    assert (signs.telegram, signs.sends) == (Health(), Health())


async def test_the_last_answer_and_the_last_message_are_written_down(office: Office) -> None:
    office.answered_at, office.sent_at = NOW, NOW - MINUTE
    signs = await office.signs()
    assert (signs.telegram, signs.sends) == (Health(succeeded_at=NOW), Health(succeeded_at=NOW - MINUTE))
    assert signs.looked_at is None  # Telegram is no source


async def test_updates_that_telegram_cannot_deliver_are_told_since_when_until_it_can(office: Office) -> None:
    office.answered_at, office.undelivered = NOW, "502 Bad Gateway"
    await office.signs()
    office.now += MINUTE
    failing = Health(succeeded_at=NOW, failing_since=NOW, reason="502 Bad Gateway")
    assert (await office.signs()).telegram == failing
    office.undelivered = None
    assert (await office.signs()).telegram == Health(succeeded_at=NOW)


async def test_messages_that_are_due_and_not_sent_are_told_since_when_until_one_is_sent(office: Office) -> None:
    await office.make_due()
    await office.signs()
    office.now, office.is_held = NOW + MINUTE, True
    assert (await office.signs()).sends == Health(failing_since=NOW, reason="Telegram asked to wait")
    office.sent_at = office.now
    assert (await office.signs()).sends == Health(succeeded_at=NOW + MINUTE)


async def test_a_process_that_begins_knows_when_a_message_was_last_sent_and_begins_to_count_anew(
    office: Office,
) -> None:
    before = Health(succeeded_at=NOW - MINUTE, failing_since=NOW - MINUTE, reason="Telegram asked to wait")
    await office.store.sources.save(SENDS, before)
    assert (await office.signs()).sends == Health(succeeded_at=NOW - MINUTE)
    await office.make_due()
    assert (await office.signs()).sends == Health(succeeded_at=NOW - MINUTE, failing_since=NOW)
