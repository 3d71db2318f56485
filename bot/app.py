"""The composition root: everything is opened, wired, run and closed here."""

import asyncio
import logging
import platform
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, suppress
from datetime import UTC, datetime, timedelta
from functools import partial

from telegram import Bot
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, ContextTypes

import handlers
from bot import VERSION
from bot.charts.album import ChartAlbum
from bot.charts.artist import Artist
from bot.core import backoff
from bot.core.abilities import Abilities, Shortcoming, shortcomings
from bot.core.readiness import look_late
from bot.core.tally import Deed
from bot.core.throttle import Throttle
from bot.core.webhook import WebhookAddress
from bot.delivery.announcer import Announcer
from bot.delivery.bulletins import BulletinWorker
from bot.delivery.courier import Courier
from bot.delivery.fanout import FanoutWorker
from bot.delivery.operator import Reporter
from bot.delivery.pictures import Album
from bot.feeds.route import contents_of_leader, feed_route
from bot.inbox.collector import Collector
from bot.inbox.dispatcher import AnyApplication, Conversation
from bot.inbox.receiver import AnotherCopy, Receiver, report_restored
from bot.inbox.registration import Registration, leave_webhook
from bot.inbox.webhook import Webhook
from bot.maintenance.catch_up import CatchUp
from bot.maintenance.cleanup import Cleanup
from bot.maintenance.clock_guard import ClockGuard
from bot.maintenance.daily_line import DailyLine
from bot.maintenance.heartbeat import Heartbeat
from bot.maintenance.indexing import Indexing
from bot.maintenance.leading import Alone, Leading
from bot.maintenance.pruning import Pruning
from bot.maintenance.sending_health import Sending, SendingHealth
from bot.maintenance.store_guard import StoreGuard
from bot.parliament.archive import unpack_record
from bot.parliament.client import Client, Roots
from bot.settings import Settings
from bot.supervise import forget_about_imports, result_unless, run_all, stop_on_signals, until
from bot.transport.api import described
from bot.transport.calls import Calls
from bot.transport.http import AiohttpRequest
from bot.transport.profile import Profile
from bot.transport.rate_limiter import Limiter
from bot.watch.comment_feed import CommentFeed
from bot.watch.resolver import Resolver
from bot.watch.source_health import SourceHealth
from bot.watch.sweeper import Sweeper
from bot.watch.watcher import Watcher
from bot.web.port import web_port
from bot.web.server import PortUnusable
from bot.web.status import Status
from bot.web.webhook import WebhookRoute
from storage import DatabaseLock, Store
from storage.database import file_of, shown
from storage.feed_reader import FeedReader
from storage.mailbox import Mailbox

__all__ = ["AnotherCopy", "PortUnusable", "TokenRefused", "run", "user_agent"]

log = logging.getLogger(__name__)

LONGEST_WAIT = 60.0
ODD = (AttributeError, KeyError, TypeError, ValueError)
"""The errors that the library raises where an answer of Telegram's lacks a field that it requires."""

REPLY_SECONDS = 2.0
"""The time that handlers get at a stop to finish replying: an answer can have several parts."""

PRESSES = 3
"""Presses of buttons that a person may make for each command that they may give: buttons turn pages."""

QUERIES = 6
"""Inline queries that a person may make for each command that they may give: each letter typed is a query."""

FIRST_WORD_SECONDS = 5.0
"""The longest time that alerts wait at a start for Telegram's first updates, see `bot.core.restoration`."""

A_DAY = timedelta(days=1)

SHORTCOMINGS = {
    Shortcoming.INLINE_OFF: "nobody can search by words: send /setinline to @BotFather, then restart",
    Shortcoming.GROUPS_OFF: "nobody can add the bot to a group; /setjoingroups at @BotFather changes that",
    Shortcoming.READS_ALL: "all that is written in groups is received, without need: send /setprivacy to @BotFather",
}


class TokenRefused(Exception):
    """Telegram does not take the token."""


async def run(settings: Settings) -> None:
    """Run the bot until a signal stops it.

    Raises StoreUnusable where the database cannot be used or another process has it, StoreLost where its file goes away
    below it, TokenRefused where Telegram does not take the token, AnotherCopy where another copy of the bot runs, and
    PortUnusable where the web port cannot be had.
    """
    stopping, late = stop_on_signals(), look_late(settings.sweep_interval, settings.comments_interval)
    file, address = file_of(settings.database_url), settings.webhook_address
    if file is None:
        from bot.maintenance.leadership import Copy  # noqa: PLC0415 - who has a file needs no driver of a server
        from bot.maintenance.turns import by_turns  # noqa: PLC0415 - as above

        copy, mailbox = Copy(settings.database_url), Mailbox(settings.database_url)
        reader = FeedReader(settings.database_url)
        feeds = feed_route(settings.public_address, reader.contents, _now)
        status, webhook = Status(late, _now, copy.silent_for), Webhook(settings.secret_token, mailbox.keep, _now)
        try:
            async with web_port(settings.listen_address, status, _now, _route(address, webhook), feeds):
                await by_turns(copy, stopping, partial(_lead, settings, stopping, status, webhook))
        finally:
            await asyncio.gather(mailbox.close(), reader.close())
        return
    lock, status = DatabaseLock(file), Status(late, _now)
    webhook = Webhook(settings.secret_token, partial(_keep, status), _now)
    feeds = feed_route(settings.public_address, contents_of_leader(status), _now)
    try:
        if await until(stopping, lock.take()):
            async with web_port(settings.listen_address, status, _now, _route(address, webhook), feeds):
                await _lead(settings, stopping, status, webhook, Alone())
    finally:
        lock.release()


def _route(address: WebhookAddress | None, webhook: Webhook) -> WebhookRoute | None:
    return None if address is None else WebhookRoute(address.path, webhook)


async def _keep(status: Status, number: int, body: str, now: datetime) -> bool:
    """Write down an update where a file is the database, which is open while this process leads."""
    return await status.store.updates.keep_delivered(number, body, now)


async def _lead(
    settings: Settings, stopping: asyncio.Event, status: Status, webhook: Webhook, leading: Leading
) -> None:
    """Make everything that a process does that leads, and run it until a signal comes."""
    async with AsyncExitStack() as closing:  # what is opened last is closed first, whatever goes wrong on the way
        store = await result_unless(stopping, _open_store(settings.database_url, leading, closing))
        if store is None:
            return
        _say_what_starts(settings, store)
        await closing.enter_async_context(status.leading(store))
        limiter = await _limiter(settings, store, leading)
        requests = (AiohttpRequest(leading), AiohttpRequest(leading))
        for each in requests:
            closing.push_async_callback(each.shutdown)  # an application closes them only where it was initialized
        application = _application(settings, limiter, *requests)
        closing.push_async_callback(application.shutdown)
        album, client = _album(settings, store, closing), _client(settings, closing)
        courier = Courier(
            application.bot,
            store,
            limiter,
            _now,
            moved=lambda old, new: services.moved(old, new),  # noqa: PLW0108 - the services are made later
            on_alert=lambda: sources.tally.done(Deed.ALERT),
            album=album,
        )
        reporter = Reporter(store, courier, _now, settings.admin_chat_id)
        await store.legislatures.choose(settings.current_legislature)
        sources = SourceHealth(store, _now, reporter.wake)
        await sources.load()
        fanout_worker, bulletins = FanoutWorker(store, courier.wake), BulletinWorker(store, _now, courier.wake)

        def on_events() -> None:
            fanout_worker.wake()
            bulletins.wake()
            courier.wake()

        clock_guard = ClockGuard(store, _now, on_events)
        watcher = Watcher(store, client, sources, settings.watch_interval, clock_guard.now, on_events)
        closing.push_async_callback(watcher.stop)
        sweeper = Sweeper(store, client, sources, settings.sweep_interval, _now, on_events)
        feed = CommentFeed(store, client, sources, settings.comments_interval, _now)
        resolver = Resolver(watcher, client, store, _now)
        allowed = await store.reports.with_moved(settings.allowed)
        await store.chats.limit_to(allowed, _now())
        cleanup, announcer = (
            Cleanup(store, _now, courier.knock),
            Announcer(application.bot, store, _now, settings.admin_chat_id, courier.wake),
        )
        services = _services(settings, allowed, store, resolver, courier, sources, announcer, cleanup, status, album)
        application.bot_data[handlers.SERVICES] = services
        application.add_handlers(handlers.gates(), group=-1)
        application.add_handlers(handlers.all_handlers(settings.admin_chat_id))
        conversation = Conversation(
            partial(handlers.apologise, services), services.take_up, services.has_admitted, services.forget
        )
        receiver = _receiver(settings, application, store, conversation, webhook, leading, limiter.calls)
        daily = DailyLine(sources.tally, _now)
        closing.callback(daily.say)  # when the last messages have arrived
        closing.push_async_callback(_finish, limiter, receiver, courier, leading)
        try:
            if await until(stopping, _begin(settings, application, store)):
                log.info("watching as @%s", application.bot.username)
                await _tell_of_shortcomings(application.bot, store)
                jobs = (
                    receiver.run,
                    clock_guard.run,
                    watcher.run,
                    sweeper.run,
                    feed.run,
                    fanout_worker.run,
                    partial(_once_heard, receiver.heard, courier.run),
                    reporter.run,
                    announcer.run,
                    bulletins.run,
                    CatchUp(store, watcher.is_behind, _now, courier.wake).run,
                    Heartbeat(store, _now).run,
                    SendingHealth(store, _now, _sending(limiter, courier, receiver)).run,
                    cleanup.run,
                    Indexing(store).run,
                    Pruning(store, _now, settings.keep_history).run,
                    StoreGuard(store, _now, reporter.wake).run,
                    Profile(application.bot, settings.admin_chat_id, is_public=settings.public_address is not None).run,
                    daily.run,
                )
                forget_about_imports()
                await until(stopping, run_all(jobs))
        except InvalidToken:
            raise TokenRefused from None
        log.info("stopping")


def user_agent(contact: str) -> str:
    """The User-Agent header by which the sites know the bot."""
    return f"Guetteur/{VERSION} (Telegram bot; looks at followed written questions{f'; {contact}' if contact else ''})"


def _say_what_starts(settings: Settings, store: Store) -> None:
    unusual = ", ".join(f"{name}={value}" for name, value in settings.unusual().items())
    log.info("Guetteur %s, Python %s", VERSION, platform.python_version())
    log.info("the database is %s, %s, schema %s", shown(settings.database_url), store.server, store.schema)
    log.info("settings that are not the default: %s", unusual or "none")


async def _open_store(address: str, leading: Leading, closing: AsyncExitStack) -> Store:
    store = await Store.open(address, unpack_record, leading.fence)
    closing.push_async_callback(store.close)
    if await store.running.begin(_now()):
        await report_restored(store, _now())
        await store.announcements.stop_all(_now())
        await store.bulletins.stop_all(_now())
    return store


async def _limiter(settings: Settings, store: Store, leading: Leading) -> Limiter:
    """The limiter, which heeds what Telegram asked for, and what was sent, before this process led."""
    limiter = Limiter(settings.telegram_pace, store.flood_waits.keep, _now)
    limiter.resume(await store.flood_waits.standing(_now()))
    alerts, any_replies = await store.recent.alerts(_now()), await store.recent.any_replies(_now())
    limiter.begin(leading.quiet_for(), alerts, any_replies)
    return limiter


def _sending(limiter: Limiter, courier: Courier, receiver: Receiver | Collector) -> Sending:
    return Sending(
        answered_at=lambda: limiter.calls.answered_at,
        sent_at=lambda: courier.sent_at,
        is_held=lambda: limiter.is_held,
        undelivered=lambda: receiver.undelivered,
    )


async def _finish(limiter: Limiter, receiver: Receiver | Collector, courier: Courier, leading: Leading) -> None:
    """Start no more work, and wait until what is under way is sent and marked: else it would be sent again.

    Where another process leads nothing of it can be marked, so all of it ends at once.
    """
    if leading.is_lost:
        await limiter.shutdown()
        await asyncio.gather(receiver.stop(0), courier.stop(0))
        return
    delivering = asyncio.create_task(courier.stop())
    await receiver.finish(REPLY_SECONDS)
    await limiter.shutdown()
    await asyncio.gather(receiver.stop(), delivering)


def _receiver(
    settings: Settings,
    application: AnyApplication,
    store: Store,
    conversation: Conversation,
    webhook: Webhook,
    leading: Leading,
    calls: Calls,
) -> Receiver | Collector:
    """The way in which updates come: Telegram is asked for them, or delivers them."""
    address, bot, insists = settings.webhook_address, application.bot, leading.insists
    if address is None:
        return Receiver(application, store, _now, conversation, insists=insists, calls=calls)
    registration = Registration(bot, store, _now, address, settings.secret_token, insists=insists)
    return Collector(application, store, _now, conversation, registration, webhook.arrived)


def _now() -> datetime:
    return datetime.now(UTC)


def _album(settings: Settings, store: Store, closing: AsyncExitStack) -> ChartAlbum:
    artist = Artist()
    closing.push_async_callback(artist.close)
    return ChartAlbum(store.pictures, artist, settings.bot_number, _now)


def _client(settings: Settings, closing: AsyncExitStack) -> Client:
    roots = Roots(
        settings.assemblee_url, settings.questions_url, settings.nosdeputes_url or None, settings.opendata_url
    )
    client = Client(roots, settings.requests_per_second, user_agent(settings.contact))
    closing.push_async_callback(client.close)
    return client


def _services(
    settings: Settings,
    allowed: set[int],
    store: Store,
    resolver: Resolver,
    courier: Courier,
    sources: SourceHealth,
    announcer: Announcer,
    cleanup: Cleanup,
    status: Status,
    album: Album,
) -> handlers.Services:
    return handlers.Services(
        store,
        resolver,
        courier,
        sources,
        _now,
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
        wake_announcer=announcer.wake,
        most_watches=settings.most_watches,
        album=album,
        public=settings.public_address,
    )


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


async def _once_heard(heard: asyncio.Event, run: Callable[[], Awaitable[None]]) -> None:
    """Run once Telegram has answered, or some seconds later: its first updates show whether the database is a copy."""
    with suppress(TimeoutError):
        await asyncio.wait_for(heard.wait(), FIRST_WORD_SECONDS)
    await run()


async def _begin(settings: Settings, application: AnyApplication, store: Store) -> None:
    """Get to know Telegram. A webhook is taken away where none is wanted. Raises InvalidToken."""
    await _initialize(application)
    if settings.webhook_address is None:
        await leave_webhook(application.bot, store, _now)


async def _initialize(application: AnyApplication) -> None:
    """Call getMe until Telegram answers. Raises InvalidToken."""
    attempt = 0
    while True:
        attempt += 1
        try:
            await application.initialize()
            break
        except InvalidToken:
            raise
        except TelegramError as error:
            log.warning("Telegram does not answer (attempt %s): getMe: %s", attempt, error)
        except ODD as error:
            log.warning("getMe: Telegram's answer cannot be used (attempt %s): %s", attempt, described(error))
        await asyncio.sleep(backoff.growing(attempt, 1.0, LONGEST_WAIT))


async def _tell_of_shortcomings(bot: Bot, store: Store) -> None:
    """Report each switch at BotFather that stands in people's way: in the log at each start, to the operator once."""
    me = bot.bot
    abilities = Abilities(
        bool(me.supports_inline_queries), bool(me.can_join_groups), bool(me.can_read_all_group_messages)
    )
    for each in shortcomings(abilities):
        log.warning("%s", SHORTCOMINGS[each])
        await store.reports.add(each, each, {"bot": me.username}, _now())
