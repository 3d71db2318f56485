"""Upgrades from every older schema, with rows of the outbox in every state: each keeps its state."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from bot.core.delivery import DeliveryState
from storage import Store
from storage.database import MIGRATIONS
from tests.support.databases import migrate
from tests.support.examples import NOW
from tests.support.stores import make_database

S = DeliveryState
WRITTEN, SETTLED, LATER = "2026-11-01 08:00:00.000000", "2026-11-02 09:00:00.000000", "2100-01-01 18:00:00.000000"

Marks = dict[str, Any]

ROWS: dict[str, tuple[Marks, Marks]] = {
    "ready": ({}, {"state": S.READY}),
    "tried in vain": ({"attempts": 3, "doubts": 1}, {"state": S.READY, "attempts": 3, "doubts": 1}),
    "sent": ({"outcome": "sent", "settled_at": SETTLED}, {"state": S.SENT, "settled_at": SETTLED}),
    "refused": (
        {"outcome": "refused", "settled_at": SETTLED, "note": "Bad Request"},
        {"state": S.REFUSED, "settled_at": SETTLED, "note": "Bad Request"},
    ),
    "cancelled at its hour": (
        {"outcome": "cancelled", "settled_at": SETTLED},
        {"state": S.CANCELLED, "settled_at": SETTLED},
    ),
    "left by its chat": ({"outcome": "cancelled"}, {"state": S.CANCELLED, "settled_at": WRITTEN}),
    "shown on a card": ({"outcome": "shown"}, {"state": S.SHOWN, "settled_at": WRITTEN}),
    "of a sweep": ({"sweep": 17}, {"state": S.COLLECTING, "sweep": 17}),
    "left during a sweep": (
        {"sweep": 17, "outcome": "cancelled"},
        {"state": S.CANCELLED, "sweep": None, "settled_at": WRITTEN},
    ),
    "in a list": ({"bundle": "17:list"}, {"state": S.READY, "group_kind": "list", "group_id": "17"}),
    "one answer": (
        {"bundle": "17:-4711"},
        {"state": S.READY, "group_kind": "same-answer", "group_id": "17:-4711"},
    ),
    "in a digest": (
        {"bundle": "1764000000000:digest", "together": 1},
        {"state": S.READY, "group_kind": "digest", "group_id": "1764000000000", "together": 1},
    ),
    "at its hour": ({"not_before": LATER}, {"state": S.SCHEDULED, "not_before": LATER}),
    "for a digest": (
        {"not_before": LATER, "together": 1, "bundle": "18:list"},
        {"state": S.SCHEDULED, "not_before": LATER, "together": 1, "group_kind": "list", "group_id": "18"},
    ),
    "parked": ({"parked": 1}, {"state": S.SUSPENDED, "not_before": None}),
    "parked with an hour": (
        {"parked": 1, "not_before": LATER},
        {"state": S.SUSPENDED, "not_before": LATER},
    ),
    "parked and left": ({"parked": 1, "outcome": "cancelled"}, {"state": S.CANCELLED, "settled_at": WRITTEN}),
    "in a topic, in its turn": ({"thread": 8, "turn": 5}, {"state": S.READY, "thread": 8, "turn": 5}),
}


def older_schemas() -> list[str]:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    known = [each.revision for each in ScriptDirectory.from_config(config).walk_revisions()]
    return sorted(revision for revision in known if revision < "0018")


def fill(file: Path) -> dict[str, Marks]:
    """Write the rows that a schema can hold, each about a question of its own. Returns the rows they become."""
    with closing(sqlite3.connect(file)) as database, database:
        columns = {name for _, name, *_ in database.execute("PRAGMA table_info(outbox)")}
        needed = {
            name: 0
            for _, name, _, is_needed, default, _ in database.execute("PRAGMA table_info(questions)")
            if is_needed and default is None and name not in ("id", "legislature", "number")
        }
        database.execute(
            "INSERT INTO chats (id, kind, language, created_at) VALUES (7, 'private', 'fr', ?)", (WRITTEN,)
        )
        expected = {}
        for number, (name, (marks, becomes)) in enumerate(ROWS.items(), 1):
            if set(marks) <= columns:
                insert(database, "questions", {"id": number, "legislature": 17, "number": number, **needed})
                row = {"chat_id": 7, "question_id": number, "key": name, "kind": "answered", "created_at": WRITTEN}
                insert(database, "outbox", {**row, "attempts": 0, **marks})
                expected[name] = becomes
        return expected


def insert(database: sqlite3.Connection, table: str, row: Marks) -> None:
    names, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
    database.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))  # noqa: S608 - our names


def rows_in(file: Path) -> Iterator[Marks]:
    with closing(sqlite3.connect(file)) as database:
        database.row_factory = sqlite3.Row
        yield from map(dict, database.execute("SELECT * FROM outbox"))


@pytest.mark.parametrize("revision", older_schemas())
async def test_every_row_comes_out_in_the_state_that_it_had(tmp_path: Path, revision: str) -> None:
    file = tmp_path / "guetteur.db"
    migrate(f"sqlite:///{file}", revision)
    expected = fill(file)
    store = await Store.open(f"sqlite:///{file}")
    await store.close()
    found = {row["key"]: row for row in rows_in(file)}
    assert found.keys() == expected.keys()
    for name, becomes in expected.items():
        assert {column: found[name][column] for column in becomes} == becomes, name
        is_settled = becomes["state"] in (S.SENT, S.REFUSED, S.CANCELLED, S.SHOWN)
        assert (found[name]["outcome"] is not None) == (found[name]["settled_at"] is not None) == is_settled


STATED: list[Marks] = [
    {"state": "ready", "attempts": 3, "doubts": 1, "thread": 8, "turn": 5},
    {"state": "collecting", "sweep": 17},
    {"state": "scheduled", "not_before": LATER, "together": 1, "group_kind": "list", "group_id": "18"},
    {"state": "suspended", "not_before": LATER},
    {"state": "refused", "settled_at": SETTLED, "note": "Bad Request"},
    *({"state": state, "settled_at": SETTLED} for state in ("sent", "cancelled", "shown")),
]
"""Rows with states, as the schema 0018 brought them."""


@pytest.mark.parametrize("revision", ["0018", "0019"])
async def test_rows_with_states_stay_as_they_are_and_no_number_is_given_twice(tmp_path: Path, revision: str) -> None:
    file = tmp_path / "guetteur.db"
    migrate(f"sqlite:///{file}", revision)
    chat = {"id": 7, "kind": "private", "language": "fr", "created_at": WRITTEN}
    row = {"chat_id": 7, "question_id": 1, "kind": "answered", "created_at": WRITTEN}
    with closing(sqlite3.connect(file)) as database, database:
        insert(database, "chats", chat)
        insert(database, "questions", {"id": 1, "legislature": 17, "number": 1})
        for number, marks in enumerate(STATED, 10):
            insert(database, "outbox", {**row, "id": number, "key": str(number), **marks})
    before = list(rows_in(file))
    await (await Store.open(f"sqlite:///{file}")).close()
    assert list(rows_in(file)) == before
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("DELETE FROM outbox")
        insert(database, "outbox", {**row, "key": "next"})
    assert [found["id"] for found in rows_in(file)] == [10 + len(STATED)]


async def test_rows_that_were_ready_are_sent_and_no_others(tmp_path: Path) -> None:
    file = tmp_path / "guetteur.db"
    migrate(f"sqlite:///{file}", "0013")
    fill(file)
    store = await Store.open(f"sqlite:///{file}")
    try:
        told = []
        while due := await store.outbox.due(NOW, (), 10):
            told += [key for delivery in due for key in (delivery.keys if delivery.digest is None else ["in a digest"])]
            await store.outbox.settle(due[0].rows, S.SENT, NOW)
        ready = [name for name, (_, becomes) in ROWS.items() if becomes["state"] is S.READY]
        assert sorted(told) == sorted(ready)
    finally:
        await store.close()


async def test_a_database_that_is_up_to_date_is_opened_without_running_the_migrations(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_database(tmp_path / "guetteur.db")
    monkeypatch.delattr(command, "upgrade")
    await (await Store.open(f"sqlite:///{tmp_path}/guetteur.db")).close()
