"""Questions of every chamber in one store, and those that were stored while there was one chamber."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from bot.core import chambers
from bot.core.chambers.assemblee import ASSEMBLEE
from bot.core.chambers.senat import SENAT
from bot.core.chat import Chat
from bot.core.paging import place_in, written
from bot.core.plausible import Slip
from bot.core.question import Question, QuestionId, State
from bot.core.question_json import from_plain, to_plain
from bot.core.source import Source
from bot.watch.source_health import PAGES, SourceHealth
from storage import Store
from storage.database import MIGRATIONS
from storage.identity import question_of_rank, rank_of
from storage.questions.signatures import OF_ANSWER, place_of, question_of
from tests.storage.test_search import found, take, unpack
from tests.support.chambers import DIET
from tests.support.databases import engine_of, execute, migrate, rows
from tests.support.examples import ID, NOW, WAITING
from tests.support.stores import ON_BOTH, new_store

pytestmark = ON_BOTH

CHAT = Chat(1001, "private", "fr")
SENATORS = QuestionId(SENAT, 202507, 5636, "QE")
ORAL = QuestionId(ASSEMBLEE, 17, 4321, "QOSD")
DIETS = QuestionId(DIET, 2026, 4321, "W")
FIRST_ON_POSTGRESQL = "0019"
EVERY = [ID, ORAL, SENATORS, replace(SENATORS, kind="QOSD"), DIETS]


@pytest.fixture(autouse=True)
def diet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chambers, "CHAMBERS", (*chambers.CHAMBERS, DIET))


@pytest.fixture
async def store(address: str) -> AsyncIterator[Store]:
    opened = await new_store(address, unpack)
    yield opened
    await opened.close()


def asked(id: QuestionId) -> Question:
    return replace(WAITING, id=id, comments=None, author_ref=f"PA{id.series}", asked=date(2026, 9, 29))


async def test_questions_of_every_chamber_with_one_number_are_followed_apart(store: Store) -> None:
    await store.chats.greet(CHAT, NOW)
    for id in EVERY:
        assert (await store.follows.follow(CHAT.id, id, False, NOW)).new
    assert [each.id for each in await store.follows.of_chat(CHAT.id)] == EVERY
    assert await store.follows.unfollow(CHAT.id, ORAL, NOW)
    assert not await store.follows.is_following(CHAT.id, ORAL)
    assert await store.follows.is_following(CHAT.id, ID)
    assert await store.follows.is_following(CHAT.id, DIETS)


async def test_what_was_swept_of_every_chamber_is_known_found_and_alike(store: Store) -> None:
    await take(store, *map(asked, EVERY))
    known = await store.observations.of_each(EVERY)
    assert [known[id].question for id in EVERY] == [asked(id) for id in EVERY]
    assert sorted(await found(store, "digues nature:toutes")) == sorted(map(str, EVERY))
    assert sorted(await found(store, "digues")) == sorted(str(each) for each in EVERY if each.is_written)


async def test_pages_of_what_was_found_go_over_the_chambers_and_miss_none(store: Store) -> None:
    await take(store, *map(asked, EVERY))
    seen: list[QuestionId] = []
    page = await store.search.page("digues nature:toutes", 17, None, 2)
    while page.end is not None:
        seen += [each.id for each in page.observations]
        page = await store.search.page("digues nature:toutes", 17, place_in(written(page.end)), 2)
    assert sorted([*seen, *(each.id for each in page.observations)]) == sorted(EVERY)


async def test_a_row_is_read_as_the_question_that_it_is_of(store: Store, address: str) -> None:
    await store.chats.greet(CHAT, NOW)
    for id in EVERY:
        await store.follows.follow(CHAT.id, id, False, NOW)
    kept = rows(address, "SELECT legislature, number FROM questions ORDER BY id")
    assert [QuestionId.stored(*row) for row in kept] == EVERY


@pytest.mark.parametrize("id", EVERY, ids=str)
def test_a_rank_names_its_question(address: str, id: QuestionId) -> None:
    assert question_of_rank(rank_of(id)) == id
    assert question_of(place_of(id, OF_ANSWER)) == id


@pytest.mark.parametrize("id", EVERY, ids=str)
def test_a_stored_question_is_read_back_and_an_earlier_version_reads_the_assemblees(
    address: str, id: QuestionId
) -> None:
    plain = to_plain(asked(id))
    assert from_plain(plain) == asked(id)
    assert (plain["legislature"], plain["number"]) == (id.series, id.number)


def test_a_question_has_the_terms_of_its_chamber(address: str) -> None:
    assert [asked(id).due for id in EVERY] == [date(2026, 11, 29), None, date(2026, 11, 29), None, date(2026, 10, 29)]
    signalled = [replace(asked(id), signalled=(date(2026, 11, 17),)).signalled_due for id in EVERY]
    assert signalled == [date(2026, 11, 27), None, None, None, None]
    assert {asked(id).state for id in EVERY} == {State.WAITING}


async def test_no_page_of_the_assemblees_is_asked_for_a_question_of_another_chamber(store: Store) -> None:
    await store.chats.greet(CHAT, NOW)
    for id in EVERY:
        await store.follows.follow(CHAT.id, id, False, NOW)
    among = list(PAGES[Source.ASSEMBLEE].values())
    assert await store.checks.due(Source.ASSEMBLEE, NOW, 100, (), among) == [ID]


def older_schemas() -> list[str]:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    known = [each.revision for each in ScriptDirectory.from_config(config).walk_revisions()]
    return sorted(revision for revision in known if revision < "0036")


def older(address: str, revision: str) -> str:
    """A database of an earlier schema, with no row in it."""
    if not address.startswith("sqlite"):
        from tests.support import postgresql  # noqa: PLC0415 - it starts a server

        postgresql.create_database(address, "template1")
    migrate(address, revision)
    return address


def follow_as_before(address: str) -> None:
    """A question as any earlier version wrote it, and a chat that follows it."""
    columns = {each["name"]: each for each in inspect(engine_of(address)).get_columns("questions")}
    more = [name for name, each in columns.items() if not each["nullable"] and each["default"] is None]
    needed = {name: 0 for name in more if name not in ("id", "legislature", "number")}
    insert(address, "questions", {"id": 1, "legislature": 17, "number": 4321, **needed})
    insert(address, "chats", {"id": CHAT.id, "kind": "private", "language": "fr", "created_at": NOW})
    insert(address, "follows", {"chat_id": CHAT.id, "question_id": 1, "followed_at": NOW, "bare": False})


def insert(address: str, table: str, row: dict[str, object]) -> None:
    names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
    execute(address, f"INSERT INTO {table} ({names}) VALUES ({marks})", row)  # noqa: S608 - our names


@pytest.mark.parametrize("revision", older_schemas())
async def test_what_was_followed_before_is_followed_under_its_name_with_the_chamber(
    address: str, revision: str
) -> None:
    if revision < FIRST_ON_POSTGRESQL and not address.startswith("sqlite"):
        return
    older(address, revision)
    follow_as_before(address)
    store = await Store.open(address)
    try:
        assert [str(each.id) for each in await store.follows.of_chat(CHAT.id)] == ["an17-4321"]
    finally:
        await store.close()


async def test_a_date_that_was_reported_before_is_not_reported_under_the_new_name(address: str) -> None:
    older(address, "0034")
    slip = Slip("asked", date(1900, 1, 1))
    row = {"key": "date:17-4321:asked:1900-01-01", "kind": "date", "body": "{}", "created_at": NOW}
    insert(address, "reports", row)
    store = await Store.open(address)
    told: list[str] = []
    sources = SourceHealth(store, lambda: NOW, lambda: told.append("report"))
    await sources.report_slips([slip], ID)
    assert told == []
    await sources.report_slips([slip], SENATORS)
    assert told == ["report"]
    assert [each.values for each in await store.reports.waiting()][:1] == [{}], "the one of before is still sent, once"
    assert len(await store.reports.waiting()) == 2
    await store.close()
