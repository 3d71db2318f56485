"""What keeps the bot well: signs of life, old history, the database's file, work that was missed."""

from collections.abc import Awaitable, Callable

from bot.app import clock
from bot.app.bot_api import BotApi
from bot.app.incoming import Incoming
from bot.app.outgoing import Outgoing
from bot.app.watching import Watching
from bot.maintenance.catch_up import CatchUp
from bot.maintenance.heartbeat import Heartbeat
from bot.maintenance.indexing import Indexing
from bot.maintenance.pruning import Pruning
from bot.maintenance.sending_health import Sending, SendingHealth
from bot.maintenance.store_guard import StoreGuard
from bot.settings import Settings
from bot.transport.profile import Profile
from storage import Store

Job = Callable[[], Awaitable[None]]
"""What runs for ever, or ends when its work is done."""


def upkeep_jobs(
    settings: Settings, store: Store, api: BotApi, outgoing: Outgoing, watching: Watching, incoming: Incoming
) -> tuple[Job, ...]:
    """The jobs that nobody speaks to."""
    return (
        CatchUp(store, watching.watcher.is_behind, clock.now, outgoing.courier.wake).run,
        Heartbeat(store, clock.now).run,
        SendingHealth(store, clock.now, _sending(api, outgoing, incoming)).run,
        Indexing(store).run,
        Pruning(store, clock.now, settings.keep_history).run,
        StoreGuard(store, clock.now, outgoing.reporter.wake).run,
        Profile(api.bot, settings.admin_chat_id, is_public=settings.public_address is not None).run,
    )


def _sending(api: BotApi, outgoing: Outgoing, incoming: Incoming) -> Sending:
    return Sending(
        answered_at=lambda: api.limiter.calls.answered_at,
        sent_at=lambda: outgoing.courier.sent_at,
        is_held=lambda: api.limiter.is_held,
        undelivered=lambda: incoming.receiver.undelivered,
    )
