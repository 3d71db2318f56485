"""What the person who runs the bot is to be told, each thing once, until it was sent."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from storage.database import Database, insert_or_ignore
from storage.tables import reports

MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Report:
    """`kind` and `values` are those of `bot.messages.operator`."""

    id: int
    kind: str
    values: Mapping[str, Any]


class Reports:
    """The table of reports."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, key: str, kind: str, values: Mapping[str, Any], now: datetime) -> bool:
        """Put a report down. False where one of that key was made before."""
        async with self._database.writing() as connection:
            added = await connection.execute(
                insert_or_ignore(connection, reports).values(
                    key=key[:160], kind=kind, body=json.dumps(dict(values), ensure_ascii=False), created_at=now
                )
            )
            return bool(added.rowcount)

    async def tell_of_move(self, old: int, new: int, now: datetime) -> None:
        """A group that the operator chose has another number now. Once told, it is remembered for later starts too."""
        await self.add(f"{MOVED}:{old}", MOVED, {"old": str(old), "new": str(new)}, now)

    async def with_moved(self, chosen: Collection[int]) -> set[int]:
        """The chats that the operator chose, by their numbers of then and of now."""
        query = select(reports.c.body).where(reports.c.kind == MOVED)
        async with self._database.reading() as connection:
            moves = [json.loads(body) for body in (await connection.execute(query)).scalars()]
        return {*chosen, *(int(each["new"]) for each in moves if int(each["old"]) in chosen)}

    async def waiting(self) -> list[Report]:
        """What was not sent yet, the oldest first."""
        query = select(reports).where(reports.c.sent_at.is_(None)).order_by(reports.c.id).limit(20)
        async with self._database.reading() as connection:
            return [Report(row.id, row.kind, json.loads(row.body)) for row in await connection.execute(query)]

    async def sent(self, report: int, now: datetime) -> None:
        """A report arrived."""
        async with self._database.writing() as connection:
            await connection.execute(update(reports).where(reports.c.id == report).values(sent_at=now))
