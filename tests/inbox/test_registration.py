"""The webhook as Telegram has it: it is set and stays so, and another program's is left alone."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.core.webhook import read_webhook_address
from bot.inbox.receiver import AnotherCopy
from bot.inbox.registration import LOOK_SECONDS, Registration, leave_webhook
from bot.standins.telegram.server import StandInTelegram
from bot.standins.telegram.webhook import Webhook
from storage import Store
from tests.support.examples import NOW
from tests.support.stores import new_store

ADDRESS = read_webhook_address("https://bot.example.org/telegram")
EARLIER = "https://old.example.org/telegram?set-by=guetteur"
FOREIGN = "https://elsewhere.example/hook"

pytestmark = pytest.mark.filterwarnings("ignore:Please use 'Bot")


class Office:
    """A registration at work on a stand-in Telegram. Time passes as it sleeps; after each nap `acts` is asked."""

    def __init__(self, telegram: StandInTelegram, bot: Bot, store: Store) -> None:
        self.telegram = telegram
        self.bot = bot
        self.store = store
        self.naps: list[float] = []
        self.enough = 3
        self._now = NOW
        self.registration = Registration(bot, store, lambda: self._now, ADDRESS, "secret", self._sleep)

    def act(self) -> None:
        """What somebody else does during a nap."""

    async def _sleep(self, seconds: float) -> None:
        self.naps.append(seconds)
        self._now += timedelta(seconds=seconds)
        if len(self.naps) >= self.enough:
            raise asyncio.CancelledError
        self.act()

    async def work(self) -> list[float]:
        """Work for a few naps. Returns them, in seconds."""
        with pytest.raises(asyncio.CancelledError):
            await self.registration.run()
        return self.naps

    def set(self, url: str | None) -> None:
        """Somebody sets a webhook, or takes it away."""
        self.telegram.state.deliveries.set(None if url is None else Webhook(url, "", 40))

    @property
    def url(self) -> str | None:
        webhook = self.telegram.state.deliveries.webhook
        return None if webhook is None else webhook.url

    async def reports(self) -> list[str]:
        return [report.kind for report in await self.store.reports.waiting()]


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    store = await new_store(tmp_path / "guetteur.db")
    async with StandInTelegram() as telegram, Bot(telegram.token, base_url=f"{telegram.url}/bot") as bot:
        yield Office(telegram, bot, store)
    await store.close()


@pytest.mark.parametrize("before", [None, EARLIER, ADDRESS.marked])
async def test_it_is_set_once_at_the_start_in_the_place_of_an_earlier_one(office: Office, before: str | None) -> None:
    office.set(before)
    assert await office.work() == [LOOK_SECONDS] * 3
    assert office.url == ADDRESS.marked
    assert len(office.telegram.called("setWebhook")) == 1
    assert len(office.telegram.called("getWebhookInfo")) == 3


async def test_where_it_was_taken_away_it_is_set_again(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    office.act = lambda: office.set(None)  # type: ignore[method-assign]  # a double
    await office.work()
    assert len(office.telegram.called("setWebhook")) == 3
    assert "the webhook was taken away, and is set again" in caplog.text


async def test_one_of_another_program_is_left_alone_told_and_waited_for(office: Office) -> None:
    office.set(FOREIGN)
    office.enough = 100
    with pytest.raises(AnotherCopy, match="not the one of WEBHOOK_URL"):
        await office.registration.run()
    assert sum(office.naps) == 30
    assert office.url == FOREIGN
    assert office.telegram.called("setWebhook") == []
    assert await office.reports() == ["webhook-of-another"]


async def test_a_copy_with_another_address_is_a_conflict_once_ours_was_set(office: Office) -> None:
    office.act = lambda: office.set(EARLIER)  # type: ignore[method-assign]  # a double
    office.enough = 100
    with pytest.raises(AnotherCopy):
        await office.registration.run()
    assert office.url == EARLIER


async def test_what_telegram_refuses_is_told_to_the_operator_and_tried_again(office: Office) -> None:
    words = "Bad Request: bad webhook: Failed to resolve host: No address associated with hostname"
    office.telegram.fail_next("setWebhook", status=400, description=words)
    await office.work()
    assert office.url == ADDRESS.marked
    assert await office.reports() == ["webhook-refused"]


async def test_telegram_that_is_away_or_asks_to_wait_is_tried_again(office: Office) -> None:
    office.telegram.fail_next("getWebhookInfo", status="drop")
    office.telegram.fail_next("getWebhookInfo", status="odd", result=[])
    office.telegram.fail_next("setWebhook", status=429, retry_after=17)
    office.enough = 4
    naps = await office.work()
    assert naps[2] == 17
    assert office.url == ADDRESS.marked


async def test_a_token_that_is_no_more_valid_ends_it(office: Office) -> None:
    office.telegram.fail_next("*", status=401, times=None, description="Unauthorized")
    with pytest.raises(InvalidToken):
        await office.registration.run()


async def test_deliveries_that_fail_are_told_with_telegrams_reason_once_each(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        webhook = office.telegram.state.deliveries.webhook
        assert webhook is not None
        webhook.error = (1_700_000_000, "Wrong response from the webhook:\n502 Bad Gateway")

    office.act = fail  # type: ignore[method-assign]  # a double
    office.enough = 4
    await office.work()
    told = (
        "Telegram could not deliver to the webhook: Wrong response from the webhook: 502 Bad Gateway (0 updates wait)"
    )
    assert caplog.text.count(told) == 1


async def test_why_what_waits_cannot_be_delivered_is_known_until_it_can(office: Office) -> None:
    failed_at = int(NOW.timestamp())
    info = {"url": ADDRESS.marked, "pending_update_count": 1, "last_error_date": failed_at, "last_error_message": "502"}
    office.telegram.fail_next("getWebhookInfo", times=2, status="odd", result=info)
    told: list[str | None] = []
    office.act = lambda: told.append(office.registration.undelivered)  # type: ignore[method-assign]  # a double
    office.enough = 4
    await office.work()
    assert told == ["502", "502", None]


@pytest.mark.parametrize(
    ("before", "after", "reports"),
    [
        (None, None, []),
        (EARLIER, None, []),
        (FOREIGN, FOREIGN, ["webhook-of-another"]),
    ],
)
async def test_where_updates_are_asked_for_our_own_webhook_is_taken_away_and_no_other(
    office: Office, before: str | None, after: str | None, reports: list[str]
) -> None:
    office.set(before)
    for _ in range(2):
        await leave_webhook(office.bot, office.store, lambda: NOW)
    assert office.url == after
    assert await office.reports() == reports
    assert len(office.telegram.called("deleteWebhook")) == (1 if before == EARLIER else 0)
    assert not any(call.params.get("drop_pending_updates") for call in office.telegram.calls)


@pytest.mark.parametrize("method", ["getWebhookInfo", "deleteWebhook"])
async def test_that_telegram_does_not_take_the_webhook_away_is_known_to_who_asked(office: Office, method: str) -> None:
    office.set(EARLIER)
    office.telegram.fail_next(method, status=500)
    with pytest.raises(TelegramError):
        await leave_webhook(office.bot, office.store, lambda: NOW)
    assert office.url == EARLIER
