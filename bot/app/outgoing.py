"""What goes out to Telegram of its own: alerts, bulletins, reports to the operator, announcements, and the charts."""

from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass

from bot.app import clock
from bot.app.bot_api import BotApi
from bot.charts.album import ChartAlbum
from bot.charts.artist import Artist
from bot.delivery.announcer import Announcer
from bot.delivery.bulletins import BulletinWorker
from bot.delivery.courier import Courier
from bot.delivery.fanout import FanoutWorker
from bot.delivery.operator import Reporter
from bot.delivery.settlement import Moved
from bot.settings import Settings
from storage import Store


@dataclass(frozen=True, slots=True)
class Outgoing:
    """The parts that write to chats."""

    album: ChartAlbum
    courier: Courier
    reporter: Reporter
    fanout: FanoutWorker
    bulletins: BulletinWorker
    announcer: Announcer

    def wake(self) -> None:
        """Tell of new events, which are to be fanned out and delivered."""
        self.fanout.wake()
        self.courier.wake()


def outgoing_parts(
    settings: Settings,
    store: Store,
    api: BotApi,
    closing: AsyncExitStack,
    on_moved: Moved,
    on_alert: Callable[[], None],
) -> Outgoing:
    """Make them. `on_moved` is told of a chat's new number, `on_alert` of each alert that arrived."""
    artist = Artist()
    closing.push_async_callback(artist.close)
    album = ChartAlbum(store.pictures, artist, settings.bot_number, clock.now)
    courier = Courier(api.bot, store, api.limiter, clock.now, on_moved, on_alert, album=album)
    return Outgoing(
        album,
        courier,
        Reporter(store, courier, clock.now, settings.admin_chat_id),
        FanoutWorker(store, courier.wake),
        BulletinWorker(store, clock.now, courier.wake),
        Announcer(api.bot, store, clock.now, settings.admin_chat_id, courier.wake),
    )
