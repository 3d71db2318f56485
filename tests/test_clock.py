"""What holds a time yet to come is known, column by column, so that a wrong clock puts nothing off for ever."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from bot.core.chat import Chat
from bot.core.preferences import UNTIL_ASKED
from storage import Store
from storage.clock import PUT_OFF
from storage.tables import Instant, metadata
from tests.examples import NOW

LOOKS_BACK = {"unconfirmed_since", "confirmed_until", "refused_since", "failing_since", "tried_since"}
"""Beside all whose names end in `_at` and that are in no list."""


def test_every_instant_is_put_off_or_looks_back() -> None:
    instants = {each for table in metadata.tables.values() for each in table.columns if isinstance(each.type, Instant)}
    assert instants >= PUT_OFF
    unknown = {
        str(each)
        for each in instants - PUT_OFF
        if each.name not in LOOKS_BACK and (not each.name.endswith("_at") or each.name.startswith("next"))
    }
    assert unknown == set()


async def test_a_pause_of_a_day_that_a_wrong_clock_set_ends_and_one_until_asked_does_not(tmp_path: Path) -> None:
    store = await Store.open(f"sqlite:///{tmp_path}/guetteur.db")
    ends = {1001: NOW + timedelta(days=366), 1002: NOW + timedelta(days=7), 1003: UNTIL_ASKED}
    for chat, until in ends.items():
        await store.chats.greet(Chat(chat, "private", "fr"), NOW)
        await store.preferences.change(chat, NOW, partial(replace, paused_until=until))
    assert await store.heed_clock(NOW, timedelta(days=1))
    left = {chat: (await store.preferences.of(chat)).paused_until for chat in ends}
    assert left == {**ends, 1001: None}
    assert not await store.heed_clock(NOW, timedelta(days=1))
    await store.close()
