"""Messages with a picture: drawn or found again before they are sent; the text goes alone where that fails."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Protocol

from markupsafe import Markup
from telegram.error import TelegramError

from bot.core.chart import Chart
from bot.messages.message import CAPTION_LIMIT, Message, visible, width
from bot.transport.errors import BAD_PHOTO, Rejected, Unclear, Verdict, judge
from bot.transport.send import Photo, Sent

log = logging.getLogger(__name__)


class Album(Protocol):
    """Draws charts, and remembers which Telegram has. None of it raises."""

    async def photo(self, chart: Chart) -> Photo | None:
        """The photo of a chart; None where it cannot be drawn."""

    async def anew(self, chart: Chart) -> Photo | None:
        """The same, drawn anew: Telegram no longer knows the `file_id` that was kept."""

    async def keep(self, chart: Chart, file_id: str | None) -> None:
        """Remember by which `file_id` Telegram knows the photo of a chart."""


class NoAlbum:
    """Draws nothing, so that every message is sent as text alone."""

    async def photo(self, _chart: Chart) -> Photo | None:
        """None."""
        return None

    anew = photo

    async def keep(self, _chart: Chart, _file_id: str | None) -> None:
        """Nothing is remembered."""


NO_ALBUM = NoAlbum()


async def try_photo(
    album: Album, message: Message, attempt: Callable[[Photo], Awaitable[Sent]], in_topic: bool = False
) -> Sent | Verdict | Message:
    """Have a message with a picture sent by `attempt`. Returns the text that is to go alone where that cannot be."""
    picture, alone = message.picture, replace(message, picture=None)
    if picture is None or width(visible(message.html)) > CAPTION_LIMIT:
        return alone
    photo = await album.photo(picture.chart)
    while photo is not None:
        try:
            sent = await attempt(photo)
        except TelegramError as error:
            verdict = judge(error, in_topic)
            if not isinstance(verdict, Rejected | Unclear):
                return verdict
            log.info("Telegram does not take a picture: %s", verdict.why)
            if isinstance(photo, bytes) or not BAD_PHOTO.search(verdict.why):
                return alone
            photo = await album.anew(picture.chart)
        else:
            await album.keep(picture.chart, sent.file_id)
            return sent
    return replace(alone, html=Markup("\n\n").join([message.html, picture.undrawn])) if picture.undrawn else alone
