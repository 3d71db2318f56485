"""The announcer: hands an announcement to the outbox a few chats at a time, and shows the operator how far it came."""

import logging
import re
import time
from collections.abc import Callable
from datetime import datetime

from telegram import Bot, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.core.announcement import Progress, is_over
from bot.messages.announcement import progress_shown
from bot.messages.phrases import phrases
from bot.transport.api import call
from bot.transport.send import markup
from bot.worker import Wakeup, run_forever
from storage import Store
from storage.outbox.announcements import Announcement

log = logging.getLogger(__name__)

AT_A_TIME = 10
"""Chats in a second: a third of what Telegram takes, so that alerts and replies have the rest."""

STEP_SECONDS = 1.0
SHOW_SECONDS = 5.0
IDLE_SECONDS = 60.0
TROUBLE_SECONDS = 5.0

_UNCHANGED = re.compile(r"message is not modified", re.IGNORECASE)
"""How Telegram says that a message shows the same already, as after a start."""


class Announcer:
    """Sends announcements, also those that a kill cut off. `on_rows` is called after each batch.

    `chat_id` is the operator's chat; `ticking` is a clock in seconds that does not jump.
    """

    def __init__(
        self,
        bot: Bot,
        store: Store,
        clock: Callable[[], datetime],
        chat_id: int | None,
        on_rows: Callable[[], None],
        ticking: Callable[[], float] = time.monotonic,
    ) -> None:
        self._bot = bot
        self._store = store
        self._clock = clock
        self._chat_id = chat_id
        self._on_rows = on_rows
        self._ticking = ticking
        self._wakeup = Wakeup()
        self._shown: dict[int, tuple[Progress, float]] = {}

    def wake(self) -> None:
        """Tell the announcer that an announcement was confirmed or stopped."""
        self._wakeup.ring()

    async def run(self) -> None:
        """Send announcements, for ever."""
        await run_forever(self.step, _trouble, self._wakeup)

    async def step(self) -> float:
        """Hand the next few chats over, and show the progress. Returns the seconds until the next step."""
        written = await self._store.announcements.fan_out_some(AT_A_TIME, self._clock())
        if written:
            self._on_rows()
        under_way = await self._store.announcements.under_way()
        self._shown = {each.id: self._shown[each.id] for each in under_way if each.id in self._shown}
        for each in under_way:
            await self._follow_up(each)
        if written is not None:
            return STEP_SECONDS
        return SHOW_SECONDS if any(each.progress.waits for each in under_way) else IDLE_SECONDS

    async def _follow_up(self, announcement: Announcement) -> None:
        ends = is_over(announcement.progress, announcement.begun_at, self._clock())
        known, at = self._shown.get(announcement.id, (None, 0.0))
        is_due = ends or known is None or self._ticking() - at >= SHOW_SECONDS
        if announcement.progress != known and is_due:
            self._shown[announcement.id] = announcement.progress, self._ticking()
            await self._show(announcement)
        if ends:
            await self._store.announcements.end(announcement.id)
            self._shown.pop(announcement.id, None)
            log.info("announcement %s is over: %s chats have it", announcement.id, announcement.progress.sent)

    async def _show(self, announcement: Announcement) -> None:
        if self._chat_id is None or announcement.message_id is None:
            return
        words = phrases(await self._store.chats.language(self._chat_id))
        shown = progress_shown(words, announcement.id, announcement.progress)
        try:
            await call(
                self._bot,
                "editMessageText",
                chat_id=self._chat_id,
                message_id=announcement.message_id,
                text=str(shown.html),
                parse_mode=ParseMode.HTML,
                reply_markup=markup(shown.buttons),
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
        except TelegramError as error:
            if not _UNCHANGED.search(error.message):
                log.info("the progress of an announcement could not be shown: %s", error)


def _trouble(error: Exception) -> float:
    log.error("an announcement cannot go on for now", exc_info=error)
    return TROUBLE_SECONDS
