"""Telegram: the library's application, by which the Bot API is called, and the limiter that all calls pass."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass

from telegram import Bot
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, ContextTypes

import handlers
from bot.app import clock
from bot.core import backoff
from bot.core.abilities import Abilities, Shortcoming, shortcomings
from bot.inbox.dispatcher import AnyApplication
from bot.maintenance.leading import Leading
from bot.settings import Settings
from bot.transport.api import described
from bot.transport.http import AiohttpRequest
from bot.transport.rate_limiter import Limiter
from storage import Store

log = logging.getLogger(__name__)

LONGEST_WAIT = 60.0
ODD = (AttributeError, KeyError, TypeError, ValueError)
"""The errors that the library raises where an answer of Telegram's lacks a field that it requires."""

SHORTCOMINGS = {
    Shortcoming.INLINE_OFF: "nobody can search by words: send /setinline to @BotFather, then restart",
    Shortcoming.GROUPS_OFF: "nobody can add the bot to a group; /setjoingroups at @BotFather changes that",
    Shortcoming.READS_ALL: "all that is written in groups is received, without need: send /setprivacy to @BotFather",
}


class TokenRefused(Exception):
    """Telegram does not take the token."""


@dataclass(frozen=True, slots=True)
class BotApi:
    """What speaks to Telegram. Nothing has been asked of it yet: `begin` does."""

    application: AnyApplication
    limiter: Limiter

    @property
    def bot(self) -> Bot:
        """The library's own, whose methods are those of the Bot API."""
        bot: Bot = self.application.bot
        return bot


async def bot_api(settings: Settings, store: Store, leading: Leading, closing: AsyncExitStack) -> BotApi:
    """Make it; `closing` ends it."""
    limiter = await _limiter(settings, store, leading)
    requests = (AiohttpRequest(leading), AiohttpRequest(leading))
    for each in requests:
        closing.push_async_callback(each.shutdown)  # an application closes them only where it was initialized
    application = _application(settings, limiter, *requests)
    closing.push_async_callback(application.shutdown)
    return BotApi(application, limiter)


async def begin(api: BotApi) -> None:
    """Call getMe until Telegram answers. Raises InvalidToken."""
    attempt = 0
    while True:
        attempt += 1
        try:
            await api.application.initialize()
            break
        except InvalidToken:
            raise
        except TelegramError as error:
            log.warning("Telegram does not answer (attempt %s): getMe: %s", attempt, error)
        except ODD as error:
            log.warning("getMe: Telegram's answer cannot be used (attempt %s): %s", attempt, described(error))
        await asyncio.sleep(backoff.growing(attempt, 1.0, LONGEST_WAIT))
    log.info("watching as @%s", api.bot.username)


async def tell_of_shortcomings(bot: Bot, store: Store) -> None:
    """Report each switch at BotFather that stands in people's way: in the log at each start, to the operator once."""
    me = bot.bot
    abilities = Abilities(
        bool(me.supports_inline_queries), bool(me.can_join_groups), bool(me.can_read_all_group_messages)
    )
    for each in shortcomings(abilities):
        log.warning("%s", SHORTCOMINGS[each])
        await store.reports.add(each, each, {"bot": me.username}, clock.now())


@contextmanager
def refusing_token() -> Iterator[None]:
    """Raises TokenRefused where Telegram says within it that the token is none."""
    try:
        yield
    except InvalidToken:
        raise TokenRefused from None


async def _limiter(settings: Settings, store: Store, leading: Leading) -> Limiter:
    """The limiter, which heeds what Telegram asked for, and what was sent, before this process led."""
    limiter = Limiter(settings.telegram_pace, store.flood_waits.keep, clock.now)
    now = clock.now()
    limiter.resume(await store.flood_waits.standing(now))
    alerts, any_replies = await store.recent.alerts(now), await store.recent.any_replies(now)
    limiter.begin(leading.quiet_for(), alerts, any_replies)
    return limiter


def _application(
    settings: Settings, limiter: Limiter, request: AiohttpRequest, get_updates: AiohttpRequest
) -> AnyApplication:
    return (
        Application.builder()
        .token(settings.telegram_bot_token)
        .base_url(f"{settings.telegram_api_url}/bot")
        .base_file_url(f"{settings.telegram_api_url}/file/bot")
        .context_types(ContextTypes(context=handlers.Context))
        .request(request)
        .get_updates_request(get_updates)
        .rate_limiter(limiter)
        .updater(None)
        .build()
    )
