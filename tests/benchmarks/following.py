"""Writes tens of thousands of follows into a closed database at once, as if people had followed and got their cards.

The last reading of each source is written as the program does. The next checks of pages are spread over their
interval, as if people had come one by one.
"""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, create_engine, insert

from bot.core.question import Question, State
from bot.core.schedule import LONGEST_ABSENCE
from bot.core.source import Source
from bot.parliament import nosdeputes
from bot.standins.sites.pages import page
from bot.standins.sites.serving import HTML, Served
from storage.outbox import event_log
from storage.questions.rows import dumps
from storage.tables import chats, checks, follows, questions

Rows = list[dict[str, Any]]
FOLLOWS_OF_A_CHAT = 20
LAST_WITH_PAGES = 16
"""The last legislature on NosDéputés.fr."""


def follow(
    database: Path,
    followed: Sequence[Question],
    count: int,
    now: datetime,
    interval: float,
    of_a_chat: int = FOLLOWS_OF_A_CHAT,
) -> None:
    """Write `count` follows of these questions, at least one of each. The catalogue must have the questions."""
    chance = random.Random(count)
    most = max(2, count // of_a_chat)
    engine = create_engine(f"sqlite:///{database}")
    with engine.begin() as connection:
        _insert(connection, chats, [_chat(number, now) for number in range(1, most + 1)])
        _insert(connection, questions, [_question(at, each, now) for at, each in enumerate(followed, 1)])
        checked = (_checks(at, each, now, interval, chance) for at, each in enumerate(followed, 1))
        _insert(connection, checks, [row for rows in checked for row in rows])
        pairs = _pairs(count, len(followed), most, chance)
        _insert(connection, follows, [_follow(chat, at, followed[at - 1], now) for chat, at in pairs])
    engine.dispose()


def _insert(connection: Connection, table: Table, rows: Rows) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _pairs(count: int, questions: int, chats: int, chance: random.Random) -> list[tuple[int, int]]:
    """Pairs of a chat and a question: every question has one, the first ones have many."""
    found = {(1 + at % chats, 1 + at): None for at in range(min(count, questions))}
    while len(found) < count:
        found[1 + chance.randrange(chats), 1 + int(questions * chance.random() ** 2)] = None
    return list(found)


def _chat(number: int, now: datetime) -> dict[str, Any]:
    return {"id": number, "kind": "private", "language": "fr", "created_at": now}


def _question(at: int, question: Question, now: datetime) -> dict[str, Any]:
    known = replace(question, comments=None) if question.id.series > LAST_WITH_PAGES else question
    waits = question.state is State.WAITING
    return {
        "id": at,
        "legislature": question.id.series,
        "number": question.id.number,
        "snapshot": dumps(known),
        "seen_at": now,
        "deadline": question.deadline if waits and event_log.passed(question, now) is None else None,
        "reopenings": 0,
    }


def _checks(at: int, question: Question, now: datetime, interval: float, chance: random.Random) -> Rows:
    never = {"question_id": at, "source": Source.ASSEMBLEE.value, "absences": 0, "failures": 0, "next_at": now}
    other = {**never, "source": Source.NOSDEPUTES.value, "looked_at": now}
    if question.id.series > LAST_WITH_PAGES:
        wait = interval * LONGEST_ABSENCE * _rest(chance)
        return _whole([never, {**other, "absences": 1, "next_at": now + timedelta(seconds=wait)}])
    etag = Served.of(page(question, Source.NOSDEPUTES).encode(), HTML).etag
    read = {"reading": dumps(question), "reader": nosdeputes.VERSION, "etag": f'"{etag}"', "read_at": now}
    return _whole([never, {**other, **read, "next_at": now + timedelta(seconds=interval * _rest(chance))}])


def _rest(chance: random.Random) -> float:
    """The share of an interval that is left, where intervals are spread over their last tenth."""
    return (1 - 0.1 * chance.random()) * chance.random()


def _whole(rows: Rows) -> Rows:
    """The rows with a value in every column, so that one statement writes them all."""
    return [{**{column.name: None for column in checks.columns}, **row} for row in rows]


def _follow(chat: int, at: int, question: Question, now: datetime) -> dict[str, Any]:
    return {
        "chat_id": chat,
        "question_id": at,
        "followed_at": now,
        "bare": False,
        "awaiting": None,
        **event_log.passed(question, now),
    }
