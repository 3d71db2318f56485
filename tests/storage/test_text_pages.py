"""The checks of pages that have texts: made by an upgrade, made where they are missing, planned and waited for."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.core.chambers.senat import SENAT
from bot.core.chat import Chat
from bot.core.question import Answer, Question, QuestionId
from bot.core.source import Source
from bot.core.validators import Validators
from storage import Store
from tests.storage.sweeps import unpack
from tests.support.databases import execute, migrate, rows
from tests.support.examples import NOW
from tests.support.stores import ON_BOTH, new_store

pytestmark = ON_BOTH

ID = QuestionId(SENAT, 202611, 5636, "QE")
CHAT = Chat(1001, "private", "fr")
LATER = NOW + timedelta(days=1)
PAGE = Question(ID, subject="Digues", asked=date(2026, 11, 5), text="Mme A demande.")
ROW = "INSERT INTO questions (id, legislature, number, reopenings) VALUES (:id, :series, 5636, 0)"
CHECK = (
    "INSERT INTO looks (question_id, source, absences, failures, next_at)"
    " VALUES (:id, :source, 0, 0, '2026-11-24 10:00:00')"
)


@pytest.fixture
def older(address: str) -> str:
    """A database of the schema before, with a senator's question and a deputy's."""
    if not address.startswith("sqlite"):
        from tests.support import postgresql  # noqa: PLC0415 - it starts a server

        postgresql.create_database(address, "template1")
    migrate(address, "0036")
    for id, series in ((1, ID.series), (2, 17)):
        execute(address, ROW, {"id": id, "series": series})
        for source in ("assemblee", "nosdeputes"):
            execute(address, CHECK, {"id": id, "source": source})
    return address


async def test_an_upgrade_lets_the_pages_of_senators_questions_be_asked_for(older: str) -> None:
    store = await Store.open(older)
    assert rows(older, "SELECT question_id FROM looks WHERE source = 'senat'") == [(1,)]
    await store.chats.greet(CHAT, NOW)
    await store.follows.follow(CHAT.id, ID, False, NOW)
    assert await store.checks.due(Source.SENAT, LATER, 10, (), [SENAT.series]) == [ID]
    await store.close()


@pytest.fixture
async def store(address: str) -> Store:
    opened = await new_store(address, unpack)
    await opened.chats.greet(CHAT, NOW)
    await opened.follows.follow(CHAT.id, ID, False, NOW)
    return opened


async def test_a_question_has_checks_of_its_own_chambers_sources_alone(store: Store, address: str) -> None:
    assert rows(address, "SELECT source FROM looks") == [("senat",)]
    await store.follows.follow(CHAT.id, QuestionId.of_legislature(17, 5), False, NOW)
    assert rows(address, "SELECT source FROM looks ORDER BY source") == [("assemblee",), ("nosdeputes",), ("senat",)]
    await store.close()


async def test_a_check_that_the_version_before_did_not_make_is_made_by_the_first_result(
    store: Store, address: str
) -> None:
    execute(address, "DELETE FROM looks")
    known = Validators('"a"')
    assert await store.checks.validators(ID, Source.SENAT, 1) == Validators()
    await store.checks.record_failure(ID, Source.SENAT, "status 503", NOW, lambda _: LATER)
    await store.checks.record_absence(ID, Source.SENAT, NOW, lambda _: LATER)
    execute(address, "DELETE FROM looks")
    assert await store.checks.record_reading(PAGE, Source.SENAT, known, 1, NOW, LATER)
    assert await store.checks.validators(ID, Source.SENAT, 1) == known
    observation = await store.observations.of(ID)
    assert observation is not None and observation.question == PAGE
    await store.close()


async def test_pages_of_answered_questions_are_asked_for_before_those_that_wait(store: Store) -> None:
    answered = replace(PAGE, id=replace(ID, number=7), answer=Answer(date(2026, 11, 19), None))
    await store.follows.follow(CHAT.id, answered.id, False, NOW)
    await store.checks.record_reading(PAGE, Source.SENAT, Validators(), 1, NOW, NOW)
    await store.checks.record_reading(answered, Source.SENAT, Validators(), 1, NOW, LATER)
    due = await store.checks.due(Source.SENAT, LATER, 10, (), [SENAT.series])
    assert due == [answered.id, ID]
    await store.close()


async def test_a_chat_that_leaves_a_question_is_not_told_by_a_page(store: Store) -> None:
    await store.checks.record_reading(PAGE, Source.SENAT, Validators(), 1, NOW, LATER)
    await store.follows.unfollow(CHAT.id, ID, NOW)
    answered = replace(PAGE, answer=Answer(date(2026, 11, 19), "Oui."))
    assert not await store.checks.record_reading(answered, Source.SENAT, Validators(), 1, LATER, LATER)
    await store.close()
