"""The health of each source: its last success, its last failure with the reason, and the state of its alarms.

Two rows tell how Telegram does, see `bot.core.readiness`.
"""

import json
from typing import Any

from sqlalchemy import Row, select

from bot.core.health import Health, from_plain, to_plain
from storage.database import Database, insert_or_replace
from storage.tables import sources

LONGEST_REASON = 300
"""Characters that are kept of a reason."""


def health_of(row: Row[Any]) -> Health:
    """The health that a row of the table has."""
    alarms = from_plain(json.loads(row.alarms))
    return Health(row.succeeded_at, row.failed_at, row.failing_since, row.reason, row.failures, **alarms)


class SourceRows:
    """The table of sources."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> dict[str, Health]:
        """The health of every source that was ever asked, by name."""
        async with self._database.reading() as connection:
            rows = (await connection.execute(select(sources))).all()
        return {row.name: health_of(row) for row in rows}

    async def save(self, name: str, health: Health) -> None:
        """Write down the health of a source."""
        values = {
            "name": name,
            "succeeded_at": health.succeeded_at,
            "failed_at": health.failed_at,
            "failing_since": health.failing_since,
            "failures": health.failures,
            "reason": health.reason and health.reason[:LONGEST_REASON],
            "alarms": json.dumps(to_plain(health), ensure_ascii=False),
        }
        async with self._database.writing() as connection:
            await connection.execute(insert_or_replace(connection, sources), [values])
