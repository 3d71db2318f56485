"""Reports to the operator: each is made once, and kept until it was sent."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from storage.column_types import keepable
from storage.database import Database, insert_or_ignore
from storage.tables import reports

MOVED = "moved"
LABEL, MINISTRY = "label", "ministry"
"""Kinds of report: a chat that moved; a closing label, or a ministry's name, that nobody knows."""

SEVERAL = {LABEL: "labels", MINISTRY: "ministries"}
"""The kind of a report of several unknown words of a kind."""

LONGEST_KEY = 160
"""Characters of a key; a longer one is cut."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report that was not sent yet. `kind` and `values` are those of `bot.messages.operator`."""

    id: int
    kind: str
    values: Mapping[str, Any]


class Reports:
    """The table of reports."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, key: str, kind: str, values: Mapping[str, Any], now: datetime) -> bool:
        """Make a report. Returns False where there was one of that key before."""
        async with self._database.writing() as connection:
            added = await connection.execute(
                insert_or_ignore(connection, reports).values(**_row(key, kind, values, now))
            )
            return bool(added.rowcount)

    async def add_unknown(self, kind: str, found: Mapping[str, str], now: datetime) -> list[str]:
        """Make one report of the words of a kind that were not reported before, and return these words.

        `kind` is one of `SEVERAL`; `found` has an example for each word: a question that has it.
        """
        keys = {_key(f"{kind}:{word}"): word for word in found}
        async with self._database.writing() as connection:
            known = select(reports.c.key).where(reports.c.key.in_(keys))
            told = set((await connection.execute(known)).scalars())
            new = {key: word for key, word in keys.items() if key not in told}
            # Each word is remembered by a row of its own. Of several, one more row is sent in the place of these.
            several = len(new) > 1
            rows = [
                _row(key, kind, {kind: word, "question": found[word]}, now, now if several else None)
                for key, word in new.items()
            ]
            if several:
                pairs, kind_of_all = [[word, found[word]] for word in new.values()], SEVERAL[kind]
                rows.append(_row(f"{kind_of_all}:{pairs[0][0]}", kind_of_all, {kind_of_all: pairs}, now))
            if rows:
                await connection.execute(insert_or_ignore(connection, reports), rows)
        return list(new.values())

    async def tell_of_move(self, old: int, new: int, now: datetime) -> None:
        """Report that a group that the operator chose has a new number, which `with_moved` adds at later starts."""
        await self.add(f"{MOVED}:{old}", MOVED, {"old": str(old), "new": str(new)}, now)

    async def with_moved(self, chosen: Collection[int]) -> set[int]:
        """The numbers of the chats that the operator chose, with the new numbers of those that moved."""
        query = select(reports.c.body).where(reports.c.kind == MOVED)
        async with self._database.reading() as connection:
            moves = [json.loads(body) for body in (await connection.execute(query)).scalars()]
        return {*chosen, *(int(each["new"]) for each in moves if int(each["old"]) in chosen)}

    async def waiting(self) -> list[Report]:
        """The reports that were not sent yet, the oldest first, twenty at most."""
        query = select(reports).where(reports.c.sent_at.is_(None)).order_by(reports.c.id).limit(20)
        async with self._database.reading() as connection:
            return [Report(row.id, row.kind, json.loads(row.body)) for row in await connection.execute(query)]

    async def sent(self, report: int, now: datetime) -> None:
        """Mark a report as sent."""
        async with self._database.writing() as connection:
            await connection.execute(update(reports).where(reports.c.id == report).values(sent_at=now))


def _key(words: str) -> str:
    return keepable(words[:LONGEST_KEY])


def _row(
    key: str, kind: str, values: Mapping[str, Any], now: datetime, sent_at: datetime | None = None
) -> dict[str, Any]:
    body = json.dumps(dict(values), ensure_ascii=False)
    return {"key": _key(key), "kind": kind, "body": body, "created_at": now, "sent_at": sent_at}
