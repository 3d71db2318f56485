"""What tests of bulletins share: what a chat chose, what the worker does at once, and what chats are told."""

from datetime import datetime, timedelta

from bot.core.delivery import Delivery, DeliveryState, Told
from bot.core.preference_edits import apply
from storage import Store
from tests.support.examples import NOW

LONG = timedelta(hours=5)


async def choose(store: Store, chat: int, field: str, value: str, now: datetime = NOW) -> None:
    await store.preferences.change(chat, now, lambda old: apply(old, field, value, now))


async def step(store: Store, now: datetime = NOW, ran_for: timedelta = LONG) -> None:
    """What the worker of bulletins does at once, until all chats have their deliveries."""
    await store.bulletins.begin_due(now, ran_for)
    while (day := await store.bulletins.uncounted()) is not None:
        await store.bulletin_contents.count(day)
    while await store.bulletins.fan_out_some(100, now) is not None:
        pass


async def told(store: Store, now: datetime = NOW) -> list[tuple[int, str]]:
    """The chats that are told now, and what, by the keys; each is marked as sent."""
    found = []
    while due := await store.outbox.due(now, (), 100):
        for each in due:
            await store.outbox.settle(each.rows, DeliveryState.SENT, now)
        found += [(each.chat_id, each.keys[0]) for each in due]
    return sorted(found)


async def filled(store: Store, now: datetime = NOW) -> Told:
    """What the one bulletin that is due tells, once all alerts that come before are sent."""
    delivery: Delivery
    (delivery,) = await store.outbox.due(now, (), 100)
    bulletin = (await store.bulletin_contents.filled(delivery, now)).bulletin
    if bulletin is not None:
        return bulletin
    await store.outbox.settle(delivery.rows, DeliveryState.SENT, now)
    return await filled(store, now)
