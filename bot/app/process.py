"""A process: it serves the web port from its start on, and leads while it has the right to."""

import asyncio
from datetime import datetime
from functools import partial

from bot.app import clock
from bot.app.leader import lead
from bot.core.readiness import look_late
from bot.core.webhook import WebhookAddress
from bot.feeds.route import contents_of_leader, feed_route
from bot.inbox.webhook import Webhook
from bot.maintenance.leading import Alone
from bot.settings import Settings
from bot.supervise import stop_on_signals, until
from bot.web.port import web_port
from bot.web.status import Status
from bot.web.webhook import WebhookRoute
from storage import DatabaseLock
from storage.database import file_of
from storage.feed_reader import FeedReader
from storage.mailbox import Mailbox


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
        feeds = feed_route(settings.public_address, reader.contents, clock.now)
        status, webhook = (
            Status(late, clock.now, copy.silent_for),
            Webhook(settings.secret_token, mailbox.keep, clock.now),
        )
        try:
            async with web_port(settings.listen_address, status, clock.now, _route(address, webhook), feeds):
                await by_turns(copy, stopping, partial(lead, settings, stopping, status, webhook))
        finally:
            await asyncio.gather(mailbox.close(), reader.close())
        return
    lock, status = DatabaseLock(file), Status(late, clock.now)
    webhook = Webhook(settings.secret_token, partial(_keep, status), clock.now)
    feeds = feed_route(settings.public_address, contents_of_leader(status), clock.now)
    try:
        if await until(stopping, lock.take()):
            async with web_port(settings.listen_address, status, clock.now, _route(address, webhook), feeds):
                await lead(settings, stopping, status, webhook, Alone())
    finally:
        lock.release()


def _route(address: WebhookAddress | None, webhook: Webhook) -> WebhookRoute | None:
    return None if address is None else WebhookRoute(address.path, webhook)


async def _keep(status: Status, number: int, body: str, now: datetime) -> bool:
    """Write down an update where a file is the database, which is open while this process leads."""
    return await status.store.updates.keep_delivered(number, body, now)
