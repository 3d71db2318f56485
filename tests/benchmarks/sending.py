"""Sending: its speed without limits, its speed under Telegram's limits, and the cost of many followers in the store."""

from dataclasses import dataclass

from tests.benchmarks import clients, outbox


@dataclass(frozen=True, slots=True)
class SendingSize:
    """How much to send."""

    messages: int = 2_000
    rounds: int = 5
    limited: int = 1_800
    follows: int = 1_000_000


async def run(size: SendingSize) -> str:
    """Measure all three, and return the tables."""
    tables = [
        await clients.run(size.messages, size.rounds),
        await outbox.keep_to_limits(size.limited),
        await outbox.fan_out(size.follows),
    ]
    return "\n\n".join(tables)
