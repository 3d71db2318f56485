"""A new version of a reader makes no news: stored readings are read anew, and nobody is told."""

import json
import zlib
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from bot.core.chat import Chat
from bot.core.question import Answer, Question
from bot.core.question_json import from_plain, to_plain
from bot.core.summary import found_by
from bot.core.sweep import answer_key
from bot.core.validators import Validators
from bot.parliament.archive import unpack_record
from bot.parliament.opendata import read_record
from bot.parliament.zip_reader import deflate
from storage import Store
from storage.intake.catalogue import Brought
from storage.intake.packed import Packed
from tests.support.examples import NOW
from tests.support.stores import new_store

PAGES = Path(__file__).parents[1] / "pages"
OLDER_READER, READER = 3, 4


def record(name: str = "archive-17-signalled.record.json", **keys: Any) -> bytes:
    document = json.loads((PAGES / name).read_text("utf-8"))
    document["question"].update(keys)
    return json.dumps(document).encode()


def as_an_older_version_stored_it(question: Question, **changes: Any) -> str:
    """The snapshot as the version before read it: some facts are missing, and others differ."""
    plain = to_plain(replace(question, **changes))
    for each in plain["attributions"] or []:
        del each["organ"]
    if plain["answer"]:
        plain["answer"].pop("earlier", None)
    assert from_plain(plain)
    return json.dumps(plain)


def printed(*texts: tuple[str, str]) -> dict[str, Any]:
    return {"texteReponse": [{"infoJO": {"dateJO": day}, "texte": words} for day, words in texts]}


FIRST, SECOND = ("2025-06-03", "Une mission examine les digues."), ("2025-09-02", "Douze ouvrages seront repris.")

RECORDS: dict[str, tuple[bytes, dict[str, Any]]] = {
    "a signalling before its question": (
        record(signalement={"dateDepotSignal": "2020-01-01"}, cloture=None, textesReponse=None),
        {"signalled": (date(2020, 1, 1),)},
    ),
    "two answers": (record(textesReponse=printed(FIRST, SECOND)), {"answer": Answer(date(2025, 6, 3), SECOND[1])}),
    "two answers in another order": (
        record(textesReponse=printed(SECOND, FIRST)),
        {"answer": Answer(date(2025, 6, 3), FIRST[1])},
    ),
    "words that were joined": (
        record(textesReponse=printed(("2025-06-03", "Le nombre<br>en service</br>(en tout)."))),
        {"answer": Answer(date(2025, 6, 3), "Le nombre\nen service(en tout).")},
    ),
    "an instant": (
        record(cloture={"libelleCloture": "Fin de mandat", "dateCloture": "2025-06-02T22:00:00Z"}, textesReponse=None),
        {},
    ),
    "nothing that is read otherwise": (record(), {}),
}


async def sweep(store: Store, body: bytes, reader: int, at: datetime) -> None:
    question, number = read_record(body), int(at.timestamp() * 1000)
    packed = Packed(
        question.id.number,
        zlib.crc32(body),
        len(body),
        deflate(body),
        question.author_ref,
        answer_key(question.answer),
        *found_by(question),
    )
    await store.catalogue.take(17, [packed], at, number)
    await store.catalogue.believe(17, at, timedelta(0), number)
    await store.catalogue.finish(17, Brought(Validators("etag"), "digest", reader, 1, None, (), True), at)


@pytest.mark.parametrize("kind", RECORDS)
async def test_what_an_older_version_stored_is_read_anew_without_a_word(tmp_path: Path, kind: str) -> None:
    body, changes = RECORDS[kind]
    question = read_record(body)
    store = await new_store(tmp_path / "guetteur.db", unpack_record)
    try:
        await store.chats.greet(Chat(1001, "private", "fr"), NOW)
        await sweep(store, body, OLDER_READER, NOW)
        await store.follows.follow(1001, question.id, False, NOW)
        engine = create_engine(f"sqlite:///{tmp_path}/guetteur.db")
        with engine.begin() as connection:
            older = as_an_older_version_stored_it(question, **changes)
            assert connection.execute(text("update questions set snapshot = :older"), {"older": older}).rowcount == 1
        engine.dispose()
        await sweep(store, body, READER, NOW + timedelta(hours=8))
        assert await store.outbox.due(NOW + timedelta(days=9), (), 100) == []
        known = await store.observations.of(question.id)
        assert known is not None
        assert known.question is not None
        assert known.question.state is question.state
        assert known.question.answer == question.answer
    finally:
        await store.close()
