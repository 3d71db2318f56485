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
LABEL, LABELS = "label", "labels"
LONGEST_KEY = 160


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
                insert_or_ignore(connection, reports).values(**_row(key, kind, values, now))
            )
            return bool(added.rowcount)

    async def add_labels(self, labels: Mapping[str, str], now: datetime) -> list[str]:
        """Put one report down of all those labels of closings (with a question each) that none was made of before.

        Returns these.
        """
        keys = {f"label:{label}"[:LONGEST_KEY]: label for label in labels}
        async with self._database.writing() as connection:
            known = select(reports.c.key).where(reports.c.key.in_(keys))
            told = set((await connection.execute(known)).scalars())
            new = {key: label for key, label in keys.items() if key not in told}
            # Each is remembered by a report of its own; of several, one more is sent in the place of all these.
            several = len(new) > 1
            rows = [
                _row(key, LABEL, {"label": label, "question": labels[label]}, now, now if several else None)
                for key, label in new.items()
            ]
            if several:
                pairs = [[label, labels[label]] for label in new.values()]
                rows.append(_row(f"{LABELS}:{pairs[0][0]}", LABELS, {"labels": pairs}, now))
            if rows:
                await connection.execute(insert_or_ignore(connection, reports), rows)
        return list(new.values())

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


def _row(
    key: str, kind: str, values: Mapping[str, Any], now: datetime, sent_at: datetime | None = None
) -> dict[str, Any]:
    body = json.dumps(dict(values), ensure_ascii=False)
    return {"key": key[:LONGEST_KEY], "kind": kind, "body": body, "created_at": now, "sent_at": sent_at}
