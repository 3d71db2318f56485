"""What comes in from Telegram: updates, in one of two ways, and the handlers that answer them."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import handlers
from bot.app import clock
from bot.app.bot_api import BotApi
from bot.app.outgoing import Outgoing
from bot.app.watching import Watching
from bot.core.throttle import Throttle
from bot.inbox.collector import Collector
from bot.inbox.dispatcher import Conversation
from bot.inbox.receiver import Receiver
from bot.inbox.registration import Registration, leave_webhook
from bot.inbox.webhook import Webhook
from bot.maintenance.cleanup import Cleanup
from bot.maintenance.leading import Leading
from bot.settings import Settings
from bot.web.status import Status
from storage import Store

PRESSES = 3
"""Presses of buttons that a person may make for each command that they may give: buttons turn pages."""

QUERIES = 6
"""Inline queries that a person may make for each command that they may give: each letter typed is a query."""

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Incoming:
    """The parts that answer people."""

    services: handlers.Services
    receiver: Receiver | Collector


async def incoming_parts(
    settings: Settings,
    store: Store,
    api: BotApi,
    outgoing: Outgoing,
    watching: Watching,
    cleanup: Cleanup,
    status: Status,
    webhook: Webhook,
    leading: Leading,
) -> Incoming:
    """Make them."""
    allowed = await store.reports.with_moved(settings.allowed)
    await store.chats.limit_to(allowed, clock.now())
    services = _services(settings, allowed, store, outgoing, watching, cleanup, status)
    api.application.bot_data[handlers.SERVICES] = services
    api.application.add_handlers(handlers.gates(), group=-1)
    api.application.add_handlers(handlers.all_handlers(settings.admin_chat_id))
    return Incoming(services, _receiver(settings, store, api, services, webhook, leading))


def _services(
    settings: Settings,
    allowed: set[int],
    store: Store,
    outgoing: Outgoing,
    watching: Watching,
    cleanup: Cleanup,
    status: Status,
) -> handlers.Services:
    return handlers.Services(
        store,
        watching.resolver,
        outgoing.courier,
        watching.sources,
        clock.now,
        allowed,
        settings.most_follows,
        commands=Throttle(settings.commands_a_minute),
        presses=Throttle(settings.commands_a_minute * PRESSES),
        queries=Throttle(settings.commands_a_minute * QUERIES),
        strangers=Throttle(1, A_DAY),
        operator=settings.admin_chat_id,
        why_unwell=status.why_unwell,
        counts=status.counts,
        wake_cleanup=cleanup.wake,
        wake_announcer=outgoing.announcer.wake,
        most_watches=settings.most_watches,
        album=outgoing.album,
        public=settings.public_address,
    )


def _receiver(
    settings: Settings, store: Store, api: BotApi, services: handlers.Services, webhook: Webhook, leading: Leading
) -> Receiver | Collector:
    """The way in which updates come: Telegram is asked for them, or delivers them."""
    conversation = Conversation(
        partial(handlers.apologise, services), services.take_up, services.has_admitted, services.forget
    )
    application, address, insists = api.application, settings.webhook_address, leading.insists
    if address is None:
        leave = partial(leave_webhook, api.bot, store, clock.now)
        return Receiver(
            application,
            store,
            clock.now,
            conversation,
            insists=insists,
            calls=api.limiter.calls,
            leave_webhook=leave,
        )
    registration = Registration(api.bot, store, clock.now, address, settings.secret_token, insists=insists)
    return Collector(application, store, clock.now, conversation, registration, webhook.arrived)
