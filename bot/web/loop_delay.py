"""Measures how late the event loop is: whatever computes too long in it holds up every chat."""

import asyncio

from bot.core.measures import LOOP_DELAY_SECONDS, MEASURES, Measures

EVERY_SECONDS = 0.5


async def watch_loop(measures: Measures = MEASURES) -> None:
    """Measure for ever."""
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + EVERY_SECONDS
        await asyncio.sleep(EVERY_SECONDS)
        measures.observe(LOOP_DELAY_SECONDS, max(0.0, loop.time() - due))
