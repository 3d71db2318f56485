"""The way to feeds from the web port, whichever database they are read from."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.core.public_address import PublicAddress
from bot.feeds.publisher import Publisher
from bot.web.feeds import FeedRoute
from bot.web.status import Status
from storage.chats.feed_contents import FeedContents

Contents = Callable[[], Awaitable[FeedContents]]
"""Gives what is in feeds; raises StoreUnusable where it cannot be read now."""


def feed_route(public: PublicAddress | None, contents: Contents, clock: Callable[[], datetime]) -> FeedRoute | None:
    """The route of feeds; None where the instance has no public address."""
    return None if public is None else FeedRoute(public.feeds, Publisher(contents, public, clock), clock)


def contents_of_leader(status: Status) -> Contents:
    """What is in feeds where a file is the database: it is open while this process leads."""

    async def contents() -> FeedContents:
        return status.store.feed_contents

    return contents
