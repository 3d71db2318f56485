"""/health, for the operator: whether the bot does its work, as its probes and metrics tell it."""

import platform
from pathlib import Path

from bot import VERSION
from bot.messages.running import Running, health_shown
from handlers.common.begin import Request

STATUS = Path("/proc/self/status")


async def health(request: Request) -> None:
    """Show the sources, the queue, the last sweep, memory, version and database."""
    services = request.services
    store = services.store
    copies = await store.census.copies() or 1
    running = Running(
        VERSION, platform.python_version(), store.server, store.schema, _megabytes(), platform.node(), copies
    )
    counts = await services.counts()
    if counts is None:
        await request.say("counts-late")
        return
    why, swept_at = await services.why_unwell(), await store.census.last_sweep()
    queue = (counts.deliveries, counts.oldest_ready_at)
    await request.reply(health_shown(request.words, why, counts.sources, queue, swept_at, running, counts.chambers))


def _megabytes() -> int | None:
    """The memory that this process has now, in MB; None where the system does not tell it so."""
    try:
        told = dict(line.split(":", 1) for line in STATUS.read_text().splitlines() if ":" in line)
        return int(told["VmRSS"].split()[0]) // 1024
    except (OSError, KeyError, ValueError, IndexError):
        return None
