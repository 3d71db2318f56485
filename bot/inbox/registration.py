"""Telegram's side of the webhook: it is set where one is wanted and stays so, and taken away where none is.

Updates that wait at Telegram are never dropped: they are delivered in the one way or fetched in the other. A webhook
that another program set is left alone: one clear sentence says so, in the log and to the operator.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from telegram import Bot
from telegram.error import BadRequest, EndPointNotFound, InvalidToken, RetryAfter, TelegramError

from bot.core import polling
from bot.core.conflict import CopyConflict
from bot.core.webhook import AT_ONCE, Found, WebhookAddress, find, host_of, why_undelivered
from bot.inbox.receiver import (
    ALLOWED,
    LONGEST_WAIT,
    LONGEST_WAIT_FOR_CONFLICT,
    AnotherCopy,
    check_token,
)
from bot.transport.api import call
from bot.transport.rate_limiter import seconds_of
from storage import Store
from storage.database import is_passing_trouble

log = logging.getLogger(__name__)

LOOK_SECONDS = 60.0
"""Between two looks at the webhook, which also show that Telegram answers: nothing else does while nobody writes."""

LONGEST_WORDS = 200


class Registration:
    """Keeps the webhook set at `address`, with the `secret` token. `sleep` waits for so many seconds.

    Another program that sets one too is given time to end: more of it where this copy `insists`.
    """

    def __init__(
        self,
        bot: Bot,
        store: Store,
        clock: Callable[[], datetime],
        address: WebhookAddress,
        secret: str,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        insists: bool = False,
    ) -> None:
        self._bot = bot
        self._store = store
        self._clock = clock
        self._address = address
        self._secret = secret
        self._sleep = sleep
        self._insists = insists
        self._is_set = False
        self._told_error: object = None
        self.undelivered: str | None = None
        """Why Telegram could not deliver what waits, in its words; None where it can, as far as is known."""

        self.failures = 0
        """Looks in a row that Telegram did not answer."""

    async def run(self) -> None:
        """Set the webhook, and keep it, for ever.

        Raises InvalidToken where Telegram no longer takes the token, and AnotherCopy where another program goes on to
        set a webhook of its own.
        """
        conflict = CopyConflict(self._clock(), self._insists)
        while True:
            try:
                found = await self._look()
                self.failures = 0
            except TelegramError as error:
                if isinstance(error, InvalidToken | EndPointNotFound):  # which the library raises for a 401 and a 404
                    await check_token(self._bot)
                self.failures += 1
                await self._tell_failure(error)
                asked = seconds_of(error) if isinstance(error, RetryAfter) else 0.0
                await self._sleep(polling.pause_after_failure(self.failures, LONGEST_WAIT, asked))
                continue
            if found in (Found.NONE, Found.WANTED):
                await self._sleep(LOOK_SECONDS)
                continue
            if conflict.met(self._clock()):
                raise AnotherCopy("a webhook is set that is not the one of WEBHOOK_URL")
            await self._sleep(LONGEST_WAIT_FOR_CONFLICT)

    async def _look(self) -> Found:
        """Look at the webhook, and set it where that is right. Returns whose is in the way, or none."""
        info = await call(self._bot, "getWebhookInfo", wants=dict)
        self.undelivered = why_undelivered(info, self._clock())
        found = find(info.get("url"), self._address)
        if found is Found.FOREIGN or (found is Found.OURS and self._is_set):
            await tell_of_another(self._store, info, self._clock())
            return found
        if found is Found.WANTED and self._is_set:
            self._tell_trouble(info)
            return found
        if self._is_set:
            log.warning("the webhook was taken away, and is set again: does another copy of this bot ask for updates?")
        await call(
            self._bot,
            "setWebhook",
            url=self._address.marked,
            secret_token=self._secret,
            max_connections=AT_ONCE,
            allowed_updates=ALLOWED,
        )
        log.info("Telegram delivers updates to %s", self._address)
        self._is_set = True
        return Found.WANTED

    def _tell_trouble(self, info: dict[str, Any]) -> None:
        """Say in the log, once for each, that deliveries failed, with Telegram's reason."""
        failed_at = info.get("last_error_date")
        if failed_at is not None and failed_at != self._told_error:
            reason, waiting = _words(info.get("last_error_message")), info.get("pending_update_count")
            log.warning("Telegram could not deliver to the webhook: %s (%s updates wait)", reason, waiting)
            self._told_error = failed_at

    async def _tell_failure(self, error: TelegramError) -> None:
        log.warning("the webhook is not sure to be set (attempt %s): %s", self.failures, error)
        if isinstance(error, BadRequest):
            await _report(self._store, "webhook-refused", {"reason": _words(error.message)}, self._clock())


async def leave_webhook(bot: Bot, store: Store, clock: Callable[[], datetime]) -> None:
    """Take away a webhook that this program set, beside which Telegram allows no long polling.

    The updates that wait at Telegram stay. Another program's webhook stays too: then the receiver meets a conflict.
    Raises TelegramError where Telegram does not do it.
    """
    info = await call(bot, "getWebhookInfo", wants=dict)
    match find(info.get("url"), None):
        case Found.NONE:
            pass
        case Found.FOREIGN:
            await tell_of_another(store, info, clock())
        case _:
            await call(bot, "deleteWebhook")
            log.info("the webhook is taken away: Telegram is asked for updates")


async def tell_of_another(store: Store, info: dict[str, Any], now: datetime) -> None:
    """Say that updates go elsewhere: to the log each time, to the operator once for each host."""
    host = host_of(info.get("url"))
    log.error(
        "another program's webhook, at %s, takes the updates of this bot: end that program, or take its webhook away by"
        " https://api.telegram.org/bot<token>/deleteWebhook, and start this one again",
        host,
    )
    await _report(store, "webhook-of-another", {"host": host}, now)


async def _report(store: Store, kind: str, values: dict[str, str], now: datetime) -> None:
    """Tell the operator, once of each. Where the store is away, the log alone has it, until the next look."""
    try:
        await store.reports.add(":".join([kind, *values.values()]), kind, values, now)
    except Exception as error:
        if not is_passing_trouble(error):
            raise
        log.warning("a report could not be written down", exc_info=error)


def _words(text: object) -> str:
    """Telegram's words, in a line of a bounded length."""
    return " ".join(str(text).split())[:LONGEST_WORDS]
