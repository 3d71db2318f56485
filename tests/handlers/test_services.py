"""Services: what they remember of a group that has another number now."""

from pathlib import Path
from typing import Any

import pytest

from bot.core.chat import Chat
from bot.core.throttle import Throttle
from handlers.common.services import Services
from tests.support.examples import ID, NOW
from tests.support.stores import new_store

OLD, NEW = -500, -1000500
NOT_NEEDED: Any = None


async def test_a_group_that_moved_is_admitted_later_too_though_that_could_not_be_written_down_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, throttle = await new_store(tmp_path / "guetteur.db"), Throttle(1)
    await store.chats.greet(Chat(OLD, "group", "fr"), NOW)
    await store.follows.follow(OLD, ID, False, NOW)
    services = (store, NOT_NEEDED, NOT_NEEDED, NOT_NEEDED, lambda: NOW, {OLD}, 500)
    handed = Services(*services, commands=throttle, presses=throttle, queries=throttle, strangers=throttle)

    async def fail(*_: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as full:
        full.setattr(store.reports, "tell_of_move", fail)
        with pytest.raises(OSError, match="disk full"):
            await handed.moved(OLD, NEW)
    await handed.moved(OLD, NEW)
    assert await store.reports.with_moved({OLD}) == {OLD, NEW}
    assert handed.admits(NEW)
    assert await store.follows.ids(NEW) == {ID}
    await store.close()
