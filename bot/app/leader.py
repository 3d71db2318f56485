"""What a process does that leads: all its parts are made, joined, run until a signal comes, and closed."""

import asyncio
import logging
import platform
from contextlib import AsyncExitStack, suppress
from functools import partial

from bot import VERSION
from bot.app import clock
from bot.app.bot_api import BotApi, begin, bot_api, refusing_token, tell_of_shortcomings
from bot.app.incoming import Incoming, incoming_parts
from bot.app.outgoing import Outgoing, outgoing_parts
from bot.app.upkeep import Job, upkeep_jobs
from bot.app.watching import Watching, watching_parts
from bot.core.tally import Deed
from bot.inbox.receiver import report_restored
from bot.inbox.webhook import Webhook
from bot.maintenance.cleanup import Cleanup
from bot.maintenance.daily_line import DailyLine
from bot.maintenance.leading import Leading
from bot.parliament.archive import unpack_record
from bot.parliament.sources import FILES
from bot.settings import Settings
from bot.supervise import forget_about_imports, result_unless, run_all, until
from bot.web.status import Status
from storage import Store
from storage.database import shown

log = logging.getLogger(__name__)

REPLY_SECONDS = 2.0
"""The time that handlers get at a stop to finish replying: an answer can have several parts."""

FIRST_WORD_SECONDS = 5.0
"""The longest time that alerts wait at a start for Telegram's first updates, see `bot.core.restoration`."""


async def lead(settings: Settings, stopping: asyncio.Event, status: Status, webhook: Webhook, leading: Leading) -> None:
    """Make everything that a process does that leads, and run it until a signal comes.

    Raises TokenRefused, and what the jobs raise.
    """
    async with AsyncExitStack() as closing:  # what is opened last is closed first, whatever goes wrong on the way
        store = await result_unless(stopping, _open_store(settings.database_url, leading, closing))
        if store is None:
            return
        _say_what_starts(settings, store)
        await closing.enter_async_context(status.leading(store))
        api = await bot_api(settings, store, leading, closing)
        outgoing = outgoing_parts(
            settings,
            store,
            api,
            closing,
            on_moved=lambda old, new: incoming.services.moved(old, new),  # noqa: PLW0108 - they are made later
            on_alert=lambda: watching.sources.tally.done(Deed.ALERT),
        )
        watching = await watching_parts(
            settings, store, closing, outgoing.wake, outgoing.reporter.wake, outgoing.bulletins.wake
        )
        cleanup = Cleanup(store, clock.now, outgoing.courier.knock)
        incoming = await incoming_parts(settings, store, api, outgoing, watching, cleanup, status, webhook, leading)
        daily = DailyLine(watching.sources.tally, clock.now)
        closing.callback(daily.say)  # when the last messages have arrived
        closing.push_async_callback(_finish, api, incoming, outgoing, leading)
        with refusing_token():
            if await until(stopping, _begin(store, api)):
                jobs = (
                    *_speaking(outgoing, watching, incoming),
                    cleanup.run,
                    daily.run,
                    *upkeep_jobs(settings, store, api, outgoing, watching, incoming),
                )
                forget_about_imports()
                await until(stopping, run_all(jobs))
        log.info("stopping")


async def _begin(store: Store, api: BotApi) -> None:
    """Get to know Telegram. Raises InvalidToken."""
    await begin(api)
    await tell_of_shortcomings(api.bot, store)


def _speaking(outgoing: Outgoing, watching: Watching, incoming: Incoming) -> tuple[Job, ...]:
    """The jobs that speak to Telegram and to the sites."""
    return (
        incoming.receiver.run,
        watching.clock_guard.run,
        watching.watcher.run,
        watching.sweeper.run,
        *(each.run for each in watching.file_sweepers),
        watching.feed.run,
        outgoing.fanout.run,
        partial(_once_heard, incoming.receiver.heard, outgoing.courier.run),
        outgoing.reporter.run,
        outgoing.announcer.run,
        outgoing.bulletins.run,
    )


def _say_what_starts(settings: Settings, store: Store) -> None:
    unusual = ", ".join(f"{name}={value}" for name, value in settings.unusual().items())
    log.info("Guetteur %s, Python %s", VERSION, platform.python_version())
    log.info("the database is %s, %s, schema %s", shown(settings.database_url), store.server, store.schema)
    log.info("settings that are not the default: %s", unusual or "none")


async def _open_store(address: str, leading: Leading, closing: AsyncExitStack) -> Store:
    store = await Store.open(address, unpack_record, leading.fence, {each.name: each.unpack for each in FILES})
    closing.push_async_callback(store.close)
    if await store.running.begin(clock.now()):
        await report_restored(store, clock.now())
        await store.announcements.stop_all(clock.now())
        await store.bulletins.stop_all(clock.now())
    return store


async def _once_heard(heard: asyncio.Event, run: Job) -> None:
    """Run once Telegram has answered, or some seconds later: its first updates show whether the database is a copy."""
    with suppress(TimeoutError):
        await asyncio.wait_for(heard.wait(), FIRST_WORD_SECONDS)
    await run()


async def _finish(api: BotApi, incoming: Incoming, outgoing: Outgoing, leading: Leading) -> None:
    """Start no more work, and wait until what is under way is sent and marked: else it would be sent again.

    Where another process leads nothing of it can be marked, so all of it ends at once.
    """
    receiver, courier = incoming.receiver, outgoing.courier
    if leading.is_lost:
        await api.limiter.shutdown()
        await asyncio.gather(receiver.stop(0), courier.stop(0))
        return
    delivering = asyncio.create_task(courier.stop())
    await receiver.finish(REPLY_SECONDS)
    await api.limiter.shutdown()
    await asyncio.gather(receiver.stop(), delivering)
