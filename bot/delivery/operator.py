"""Reports to the person who runs the bot, in the chat that ADMIN_CHAT_ID names: sent, then marked."""

import logging
from collections.abc import Callable
from datetime import datetime

from bot.delivery.courier import Courier
from bot.messages.operator import operator_report
from bot.messages.phrases import phrases
from bot.transport.errors import Undelivered
from bot.worker import Wakeup, run_forever
from storage import Store

log = logging.getLogger(__name__)

IDLE_SECONDS = 30.0
TROUBLE_SECONDS = 60.0


class Reporter:
    """Sends the reports that wait in the store. Without an operator's chat they are in the log alone."""

    def __init__(self, store: Store, courier: Courier, clock: Callable[[], datetime], chat_id: int | None) -> None:
        self._store = store
        self._courier = courier
        self._clock = clock
        self._chat_id = chat_id
        self._wakeup = Wakeup()

    def wake(self) -> None:
        """Tell the reporter that a report waits."""
        self._wakeup.ring()

    async def run(self) -> None:
        """Send each report that waits, for ever."""
        await run_forever(self._send_all, _trouble, self._wakeup)

    async def _send_all(self) -> float:
        for report in await self._store.reports.waiting():
            if self._chat_id is not None:  # without it, the report is not kept for a later operator
                words = phrases(await self._store.chats.language(self._chat_id))
                await self._courier.reply(self._chat_id, operator_report(words, report.kind, report.values))
            await self._store.reports.sent(report.id, self._clock())
        return IDLE_SECONDS


def _trouble(error: Exception) -> float:
    if not isinstance(error, Undelivered):  # which is in the log already
        log.error("the operator could not be told", exc_info=error)
    return TROUBLE_SECONDS
