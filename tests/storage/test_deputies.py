"""The names of deputies as the store keeps them, and the questions that they reach."""

import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.core.chat import Chat
from bot.core.deputy import Deputy
from bot.core.name_choice import Asker
from bot.core.question import QuestionId
from bot.watch.source_health import ALL_DEPUTIES, DEPUTIES
from storage import Store
from storage.questions.rows import dumps, loads
from tests.storage.sweeps import unpack
from tests.support.databases import migrate
from tests.support.deputies import ALPES, GIRONDE, MARTINS, asked_by, author_of, taken
from tests.support.examples import NOW, WAITING
from tests.support.stores import new_store

DAY = timedelta(days=1)
PERSON = Chat(1001, "private", "fr")


@pytest.fixture
async def store(address: str) -> AsyncIterator[Store]:
    opened = await new_store(address, unpack)
    await opened.chats.greet(PERSON, NOW)
    yield opened
    await opened.close()


async def test_a_namesake_who_comes_later_tells_both_apart_also_in_questions_that_are_followed(store: Store) -> None:
    await taken(store, asked_by(ALPES, 1), asked_by(GIRONDE, 2))
    await store.follows.follow(PERSON.id, QuestionId.of_legislature(17, 1), False, NOW)
    await store.deputies.learn(DEPUTIES, [Deputy(ALPES, "Mme Alexandra Martin", "Alpes-Maritimes")], [])
    assert await author_of(store, 1) == "Mme Alexandra Martin"
    await store.deputies.learn(DEPUTIES, [Deputy(GIRONDE, "Mme Alexandra Martin", "Gironde")], [])
    assert await author_of(store, 1) == "Mme Alexandra Martin (Alpes-Maritimes)"
    assert await author_of(store, 2) == "Mme Alexandra Martin (Gironde)"
    (listed,) = await store.follows.of_chat(PERSON.id)
    assert listed.question is not None
    assert listed.question.author == "Mme Alexandra Martin (Alpes-Maritimes)"
    assert await store.outbox.due(NOW + DAY, (), 10) == []


async def test_names_reach_every_question_that_is_followed(store: Store) -> None:
    numbers = range(1, 252)
    await taken(store, *(asked_by(f"PA{number}", number) for number in numbers))
    for number in numbers:
        await store.follows.follow(PERSON.id, QuestionId.of_legislature(17, number), False, NOW)
    await store.deputies.learn(DEPUTIES, [Deputy(f"PA{number}", f"M. N° {number}") for number in numbers], [])
    listed = await store.follows.of_chat(PERSON.id)
    assert {each.id.number: each.question and each.question.author for each in listed} == {
        number: f"M. N° {number}" for number in numbers
    }


async def test_a_constituency_that_one_register_tells_is_kept_when_another_does_not(store: Store) -> None:
    await taken(store, asked_by(ALPES, 1), asked_by(GIRONDE, 2))
    await store.deputies.learn(
        DEPUTIES, [Deputy(ref, "Mme Alexandra Martin", names[3]) for ref, names in MARTINS.items()], []
    )
    await store.deputies.learn(ALL_DEPUTIES, [Deputy(ref, "Mme Alexandra Martin") for ref in MARTINS], [])
    assert await author_of(store, 1) == "Mme Alexandra Martin (Alpes-Maritimes)"


async def test_what_the_text_tells_of_its_author_is_kept_where_the_register_does_not(store: Store) -> None:
    await taken(store, asked_by(ALPES, 1, "Mme Alexandra Martin (Alpes-Maritimes)"))
    await store.deputies.learn(DEPUTIES, [Deputy(ALPES, "Mme Alexandra Martin")], [])
    assert await author_of(store, 1) == "Mme Alexandra Martin (Alpes-Maritimes)"


async def test_a_register_is_not_asked_again_for_a_deputy_whom_it_lacks(store: Store) -> None:
    await taken(store, asked_by("PA1", 1), asked_by("PA2", 2))
    assert sorted(await store.deputies.unnamed(DEPUTIES)) == ["PA1", "PA2"]
    await store.deputies.learn(DEPUTIES, [Deputy("PA1", "M. Ugo Lemaire")], ["PA1", "PA2"])
    assert await store.deputies.unnamed(DEPUTIES) == []
    assert await store.deputies.unnamed(ALL_DEPUTIES) == ["PA2"]
    await taken(store, asked_by("PA3", 3))
    assert await store.deputies.unnamed(DEPUTIES) == ["PA3"]


async def test_an_author_that_a_new_version_of_the_reader_finds_is_no_news(store: Store) -> None:
    await taken(store, asked_by(ALPES, 1))
    await store.follows.follow(PERSON.id, QuestionId.of_legislature(17, 1), False, NOW)
    found = "Mme Alexandra Martin (Alpes-Maritimes)"
    await taken(store, replace(asked_by(ALPES, 1, found), constituency="Alpes-Maritimes"))
    await store.catalogue.release()
    assert await author_of(store, 1) == found
    assert await store.outbox.due(NOW + DAY, (), 10) == []


def test_a_question_that_an_older_version_wrote_down_is_read() -> None:
    plain = json.loads(dumps(WAITING))
    del plain["constituency"]
    assert loads(json.dumps(plain)) == WAITING


async def test_deputies_whom_an_older_version_knew_keep_their_names(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/old.db"
    migrate(address, "0009")
    with closing(sqlite3.connect(tmp_path / "old.db")) as database, database:
        database.execute("INSERT INTO deputies VALUES ('PA1', 'M. Ugo Lemaire')")
    upgraded = await Store.open(address, unpack)
    await taken(upgraded, asked_by("PA1", 1))
    assert await author_of(upgraded, 1) == "M. Ugo Lemaire"
    await upgraded.close()


async def test_the_deputies_of_a_name_who_ask_are_told_with_their_latest_group_the_latest_first(store: Store) -> None:
    first = replace(asked_by(ALPES, 1), group="Renaissance", asked=date(2025, 1, 1))
    await taken(store, first, replace(asked_by(ALPES, 2), group="Horizons", asked=date(2026, 1, 1)))
    await taken(store, replace(asked_by(GIRONDE, 3), group=None, asked=None))
    names = [Deputy(ref, " ".join(each[:3]), each[3]) for ref, each in MARTINS.items()]
    silent = [Deputy("PA1", "M. Didier Martin", "Côte-d'Or"), Deputy("PA2", "M. Éric Martineau", "Sarthe")]
    await taken(store, asked_by("PA2", 4))
    await store.deputies.learn(DEPUTIES, [*names, *silent], [])
    assert await store.deputies.who_ask(("martin",)) == [
        Asker(ALPES, "Mme Alexandra Martin (Alpes-Maritimes)", "Horizons", 2, date(2026, 1, 1)),
        Asker(GIRONDE, "Mme Alexandra Martin (Gironde)", None, 1, None),
    ]
    assert [each.reference for each in await store.deputies.who_ask(("alexandra", "martin", "gironde"))] == [GIRONDE]
    assert [each.name for each in await store.deputies.who_ask(("martineau",))] == ["M. Éric Martineau (Sarthe)"]
    assert await store.deputies.who_ask(("didier",)) == []
    assert await store.deputies.who_ask(("personne",)) == []


SITTING = Deputy(ALPES, "Mme Alexandra Martin", "Alpes-Maritimes", "amartin@assemblee-nationale.fr")


async def test_the_address_of_a_deputy_who_sits_is_known_until_the_register_leaves_the_deputy_out(store: Store) -> None:
    await store.deputies.learn(DEPUTIES, [SITTING], [], are_sitting=True)
    assert await store.deputies.of(ALPES) == SITTING
    await store.deputies.learn(DEPUTIES, [], [], are_sitting=True)  # the register is as it was
    assert await store.deputies.of(ALPES) == SITTING
    other = Deputy(GIRONDE, "Mme Alexandra Martin", "Gironde", "gmartin@assemblee-nationale.fr")
    await store.deputies.learn(DEPUTIES, [other], [], are_sitting=True)
    assert await store.deputies.of(ALPES) == replace(SITTING, email=None)
    assert await store.deputies.of("PA9") is None


async def test_the_register_of_all_deputies_tells_no_address_and_takes_none_away(store: Store) -> None:
    await store.deputies.learn(DEPUTIES, [SITTING], [], are_sitting=True)
    left = Deputy(GIRONDE, "M. Ugo Lemaire", "Gironde", "ulemaire@assemblee-nationale.fr")
    await store.deputies.learn(ALL_DEPUTIES, [replace(SITTING, email="old@assemblee-nationale.fr"), left], [])
    assert await store.deputies.of(ALPES) == SITTING
    assert await store.deputies.of(GIRONDE) == replace(left, email=None)
