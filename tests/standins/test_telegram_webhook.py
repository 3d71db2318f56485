"""The stand-in Telegram delivers to a webhook as Telegram does: until it is acknowledged, a chat's updates in order."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest, Conflict

from bot.standins.loopback import Loopback
from bot.standins.telegram.chats import Person
from bot.standins.telegram.server import StandInTelegram
from tests.support.waiting import until

HOOK = "https://bot.example.org/telegram"


class Behind:
    """A server behind the proxy: the texts that came, each with its secret; `statuses` are its next answers."""

    def __init__(self) -> None:
        self.came: list[tuple[str, str]] = []
        self.statuses: list[int] = []

    async def take(self, request: web.Request) -> web.Response:
        text = (await request.json())["message"]["text"]
        self.came.append((text, request.headers["X-Telegram-Bot-Api-Secret-Token"]))
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)


@pytest.fixture
async def behind(telegram: StandInTelegram) -> AsyncIterator[Behind]:
    there, application = Behind(), web.Application()
    application.router.add_post("/telegram", there.take)
    server = Loopback(application)
    await server.start()
    telegram.state.deliveries.lead("bot.example.org", server.url)
    yield there
    telegram.state.deliveries.stop()
    await server.stop()


async def test_what_waits_is_delivered_in_order_and_again_until_it_is_acknowledged(
    telegram: StandInTelegram, bot: Bot, camille: Person, behind: Behind
) -> None:
    behind.statuses = [503, 404]
    telegram.say(camille, "/one")
    telegram.say(camille, "/two")
    await bot.set_webhook(HOOK, secret_token="mine")
    await until(lambda: not telegram.state.updates.waiting, "all is acknowledged")
    assert behind.came == [("/one", "mine")] * 3 + [("/two", "mine")]
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count, info.max_connections) == (HOOK, 0, 40)
    assert info.last_error_message == "Wrong response from the webhook: 404 Not Found"


async def test_while_a_webhook_is_set_nothing_can_be_fetched_and_after_it_what_waits_is(
    telegram: StandInTelegram, bot: Bot, camille: Person
) -> None:
    await bot.set_webhook(HOOK)
    telegram.say(camille, "/one")
    with pytest.raises(Conflict, match="while webhook is active"):
        await bot.get_updates()
    await until(lambda: telegram.state.deliveries.webhook and telegram.state.deliveries.webhook.error, "it failed")
    await bot.delete_webhook()
    assert [update.message and update.message.text for update in await bot.get_updates()] == ["/one"]


@pytest.mark.parametrize(
    ("url", "secret", "words"),
    [
        ("http://bot.example.org/telegram", None, "An HTTPS URL must be provided"),
        ("https://bot.example.org:8080/telegram", None, "only on ports 80, 88, 443 or 8443"),
        (HOOK, "é", "unallowed characters"),
    ],
)
async def test_a_webhook_that_telegram_would_not_take_is_refused(
    telegram: StandInTelegram, bot: Bot, url: str, secret: str | None, words: str
) -> None:
    with pytest.raises(BadRequest, match=f"(?i){words}"):
        await bot.set_webhook(url, secret_token=secret)
    assert telegram.state.deliveries.webhook is None
