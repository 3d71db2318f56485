"""The album: which charts Telegram has already, and those that are drawn for it."""

import asyncio
import hashlib
import json
import logging
from collections.abc import Callable
from datetime import datetime

from bot.charts.artist import Artist
from bot.charts.style import VERSION
from bot.core.chart import Chart, as_json
from storage.pictures import Pictures

log = logging.getLogger(__name__)

MOST_HELD = 4
"""Pictures that are remembered until Telegram has one of their copies: many chats can be sent the same at once."""


class ChartAlbum:
    """The charts of one bot: `bot` is its number, as the photos of another bot are not known to Telegram."""

    def __init__(self, pictures: Pictures, artist: Artist, bot: str, clock: Callable[[], datetime]) -> None:
        self._pictures = pictures
        self._artist = artist
        self._bot = bot
        self._clock = clock
        self._under_way: dict[str, asyncio.Task[bytes | None]] = {}
        self._held: dict[str, bytes] = {}

    async def photo(self, chart: Chart) -> bytes | str | None:
        """The `file_id` of a chart that was sent before, else its PNG; None where it cannot be drawn."""
        key = self.key_of(chart)
        try:
            known = await self._pictures.file_of(key)
        except Exception:
            log.exception("it is not known which pictures Telegram has")
            known = None
        return known or await self._png(key, chart)

    async def anew(self, chart: Chart) -> bytes | str | None:
        """The PNG of a chart, whose `file_id` Telegram no longer knows."""
        key = self.key_of(chart)
        try:
            await self._pictures.forget(key)
        except Exception:
            log.exception("a picture that Telegram does not know could not be forgotten")
        return await self._png(key, chart)

    async def keep(self, chart: Chart, file_id: str | None) -> None:
        """Remember the `file_id` of a chart, where Telegram told one."""
        if file_id is None:
            return
        key = self.key_of(chart)
        try:
            await self._pictures.keep(key, file_id, self._clock())
        except Exception:
            log.exception("a picture that Telegram has could not be written down")
        else:
            self._held.pop(key, None)

    def key_of(self, chart: Chart) -> str:
        """What tells a picture from every other one: the chart with its words, how charts look, and the bot."""
        shown = json.dumps([as_json(chart), VERSION, self._bot], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(shown.encode(errors="surrogatepass")).hexdigest()

    async def _png(self, key: str, chart: Chart) -> bytes | None:
        """The picture, drawn once for all who ask meanwhile."""
        if key in self._held:
            return self._held[key]
        task = self._under_way.get(key)
        if task is None:
            task = self._under_way[key] = asyncio.create_task(self._draw(key, chart))
            task.add_done_callback(lambda _: self._under_way.pop(key, None))
        return await asyncio.shield(task)

    async def _draw(self, key: str, chart: Chart) -> bytes | None:
        try:
            png = await self._artist.draw(chart)
        except Exception:
            log.exception("a chart could not be drawn")
            return None
        if png is not None:
            self._held[key] = png
            while len(self._held) > MOST_HELD:
                del self._held[next(iter(self._held))]
        return png
