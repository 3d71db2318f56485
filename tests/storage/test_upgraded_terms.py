"""The terms of questions that an older version knew: reckoned by the upgrade, and made exact from the records after it."""

import json
from dataclasses import replace
from datetime import date

import pytest

from bot.core.question import Closing, Question, QuestionId
from bot.core.question_json import to_plain
from storage import Store
from tests.storage.sweeps import RECORD, numbered, sweep, unpack
from tests.storage.test_overdue import EVERY, asks
from tests.support.databases import execute, migrate, rows
from tests.support.examples import NOW, answered
from tests.support.stores import new_store

BEFORE = "0033"
QUESTION = "INSERT INTO questions (id, legislature, number, snapshot, reopenings) VALUES (:id, 17, :id, :plain, 0)"
SUMMARY = (
    "INSERT INTO summaries (legislature, number, state, asked, stems, place, version)"
    " VALUES (17, :id, 'waiting', :asked, 0, :id, 2)"
)
DAY = date(2026, 11, 24)
SIGNALLED = replace(numbered(1), signalled=(date(2026, 11, 10),))


@pytest.fixture
def older(address: str) -> str:
    """A database of the schema before, with no row in it."""
    if not address.startswith("sqlite"):
        from tests.support import postgresql  # noqa: PLC0415 - it starts a server

        postgresql.create_database(address, "template1")
    migrate(address, BEFORE)
    return address


KNOWN: tuple[tuple[Question, str | None], ...] = (
    (RECORD, "2026-11-29"),
    (SIGNALLED, "2026-11-20"),
    (replace(RECORD, signalled=(date(2021, 11, 10), None)), "2026-11-29"),
    (replace(RECORD, asked=date(2025, 12, 31)), "2026-02-28"),
    (replace(RECORD, asked=None, signalled=None), None),
    (answered(RECORD), None),
    (replace(RECORD, closing=Closing(None, None)), None),
)


def test_an_upgrade_reckons_the_terms_of_what_waits(older: str) -> None:
    for id, (question, _) in enumerate(KNOWN, 1):
        plain = to_plain(replace(question, id=QuestionId.of_legislature(17, id)))
        execute(older, QUESTION, {"id": id, "plain": json.dumps(plain)})
        execute(older, SUMMARY, {"id": id, "asked": question.asked and f"{question.asked}"})
    execute(older, "INSERT INTO questions (id, legislature, number, reopenings) VALUES (99, 17, 99, 0)")
    migrate(older, "0034")
    due = rows(older, "SELECT answer_due FROM questions ORDER BY id")
    assert [each and str(each) for (each,) in due] == [*(due for _, due in KNOWN), None]
    terms = rows(older, "SELECT term FROM summaries ORDER BY number")
    assert [each and str(each) for (each,) in terms] == [
        *["2026-11-29"] * 3,
        "2026-02-28",
        None,
        "2026-11-29",
        "2026-11-29",
    ]


async def test_what_stood_in_records_alone_is_read_again_after_the_upgrade(address: str) -> None:
    store = await new_store(address, unpack)
    await sweep(store, SIGNALLED, replace(numbered(2), closing=Closing("Fin de mandat", DAY)))
    await store.close()
    execute(address, "UPDATE summaries SET version = version % 1000 % 100, term = NULL, closing = NULL")
    store = await Store.open(address, unpack)
    assert (await store.overdue.meeting(asks(EVERY), NOW.date(), 10)).number == 0
    assert sum([each async for each in store.indexing.fill()]) == 2
    assert [each.number for each in (await store.overdue.meeting(asks(EVERY), NOW.date(), 10)).ids] == [1]
    assert (await store.tables.rows([QuestionId.of_legislature(17, 2)]))[0].closing == "Fin de mandat"
    await store.close()
