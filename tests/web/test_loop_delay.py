"""How late the event loop is: what computes in it shows."""

import asyncio
import time

import pytest

from bot.core.measures import LOOP_DELAY_SECONDS, Measures
from bot.web import loop_delay
from bot.web.loop_delay import watch_loop

HELD = 0.15


async def test_a_loop_that_is_held_up_is_measured_to_be_late(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop_delay, "EVERY_SECONDS", 0.01)
    measures = Measures()
    watching = asyncio.create_task(watch_loop(measures))
    await asyncio.sleep(0)
    time.sleep(HELD)  # noqa: ASYNC251 - which is what must not be done
    while not measures.distributions(LOOP_DELAY_SECONDS):  # noqa: ASYNC110 - nobody is told of it
        await asyncio.sleep(0)
    watching.cancel()
    found = measures.distributions(LOOP_DELAY_SECONDS)[()]
    assert found.up_to()[LOOP_DELAY_SECONDS.bounds.index(0.1)] == 0
    assert found.total >= HELD - 0.02
