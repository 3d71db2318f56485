"""Opening a database: files that are refused, and older schemas that are upgraded."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from bot.core.question import QuestionId
from bot.core.question_json import to_plain
from bot.core.source import Source
from bot.core.validators import Validators
from storage import NewerDatabase, Store, StoreUnusable
from storage.tables import metadata
from tests.support.databases import engine_of, execute, migrate, rows
from tests.support.examples import WAITING
from tests.support.stores import ON_SQLITE


async def test_a_database_of_a_newer_version_is_refused_and_left_alone(address: str, store: Store) -> None:
    await store.close()
    execute(address, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerDatabase, match="made by a newer version of Guetteur"):
        await Store.open(address)
    assert rows(address, "SELECT version_num FROM alembic_version") == [("9999",)]


async def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("ce n'est pas une base de données\n" * 100)
    before = path.read_bytes()
    with pytest.raises(StoreUnusable, match="cannot be used"):
        await Store.open(f"sqlite:///{path}")
    assert path.read_bytes() == before


async def test_a_folder_that_does_not_exist_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match="cannot be used: there is no folder"):
        await Store.open(f"sqlite:///{tmp_path}/nowhere/guetteur.db")


FIRST_SCHEMA_ROWS = [
    "INSERT INTO questions (id, legislature, number, snapshot) VALUES (:id, 17, :id, :plain)",
    "INSERT INTO follows (chat_id, question_id, followed_at, bare) VALUES (1001, :id, :now, 0)",
    "INSERT INTO looks (question_id, source, reading, read_at, looked_at, absences, failures, next_at)"
    " VALUES (:id, 'assemblee', :plain, :now, :now, 0, 0, :now)",
    "INSERT INTO looks (question_id, source, absences, failures, next_at) VALUES (:id, 'nosdeputes', 0, 0, :now)",
]


@ON_SQLITE
async def test_an_upgrade_keeps_what_is_followed_and_tells_no_term_that_had_passed(address: str) -> None:
    """A database of the first schema, with a question that is overdue and one that is not yet."""
    migrate(address, "0001")
    engine = engine_of(address)
    now = datetime.now(UTC)
    old, young = now.date() - timedelta(days=200), now.date() - timedelta(days=10)
    with engine.begin() as connection:
        moment = f"{now:%Y-%m-%d %H:%M:%S.%f}"
        connection.execute(
            text("INSERT INTO chats (id, kind, language, created_at) VALUES (1001, 'private', 'fr', :now)"),
            {"now": moment},
        )
        for number, asked in ((1, old), (2, young)):
            plain = to_plain(replace(WAITING, id=QuestionId.of_legislature(17, number), asked=asked))
            for field in ("author_ref", "attributions", "signalled", "renewals"):
                del plain[field]
            values = {"id": number, "now": moment, "plain": json.dumps(plain)}
            for statement in FIRST_SCHEMA_ROWS:
                connection.execute(text(statement), values)
    engine.dispose()
    upgraded = await Store.open(address)
    try:
        assert len(await upgraded.follows.of_chat(1001)) == 2
        later = now + timedelta(days=70)
        for number, asked in ((1, old), (2, young)):
            question = replace(WAITING, id=QuestionId.of_legislature(17, number), asked=asked)
            await upgraded.checks.record_reading(question, Source.ASSEMBLEE, Validators(), 1, later, later)
        assert await upgraded.deadlines.tell(later)
        deliveries = await upgraded.outbox.due(later, (), 10)
        assert [(delivery.kind, delivery.question.number) for delivery in deliveries] == [("overdue", 2)]
    finally:
        await upgraded.close()


async def test_the_migrations_make_the_tables_that_the_program_uses(address: str, store: Store) -> None:
    await store.close()
    engine = engine_of(address)

    def is_ours(name: str | None, _kind: str, _parents: object) -> bool:
        return not (name or "").startswith(("headings", "question_stems"))  # of the search, each engine's own

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": is_ours})
        assert compare_metadata(context, metadata) == []
    engine.dispose()
