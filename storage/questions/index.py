"""The summaries of questions, and the index of their stems, written in the transactions that write the catalogue.

A row of the index has a place: its question, and how often its words changed. So the rows of one chamber's questions of
a kind are in the order of time, and a question whose words changed gets a new row without touching the old one. Of
several chambers those with the higher series come last, whenever they were asked: "the newest first" puts the Sénat's
before the Assemblée's. Who wants both mixed orders by the day in the summaries (`asked`).
"""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core import stems as words
from bot.core import summary as facts
from bot.core.question import QuestionId
from bot.core.summary import IndexedStems, Signatures, Summary
from storage.database import insert_or_replace
from storage.engine import StemIndex
from storage.identity import of_columns, question_of_rank, rank_of
from storage.questions.signatures import sign
from storage.tables import summaries

MOST_CHANGES = 1 << 12
"""Changes of one question's words that its places can count: no question has had ten."""

LAYOUTS = 1_000
FACTS = 100
"""More than there will be versions of the words and of the facts, and of the words alone."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """A question with what it is found and counted by."""

    number: int
    author_ref: str | None
    summary: Summary
    stems: IndexedStems
    signatures: Signatures


async def index(connection: AsyncConnection, stems: StemIndex, legislature: int, told: Iterable[Indexed]) -> None:
    """Write the summaries of questions of a legislature, index those whose words are new or changed, and sign them."""
    # In the order of their places: the index writes a piece to the disk at each step backwards.
    new = sorted(told, key=lambda each: each.number)
    here = (summaries.c.legislature == legislature, summaries.c.number.in_([each.number for each in new]))
    query = select(summaries.c.number, summaries.c.stems, summaries.c.place).where(*here)
    before = {row.number: (row.stems, row.place) for row in await connection.execute(query)}
    rows, indexed, outdated = [], [], []
    for each in new:
        checksum, known = _checksum(each.stems, stems.layout), before.get(each.number)
        if known is not None and known[0] == checksum:
            place = known[1]
        else:
            place = first_place(of_columns(legislature, each.number)) if known is None else known[1] + 1
            indexed.append(stems.values(place, each.stems))
            outdated += [] if known is None else [{"place": known[1]}]
        rows.append(_row(legislature, each, checksum, place, version_of(stems)))
    if outdated and stems.drop is not None:
        await connection.execute(stems.drop, outdated)
    if indexed:
        await connection.execute(stems.hold, indexed)
    if rows:
        await connection.execute(insert_or_replace(connection, summaries), rows)
    await sign(connection, legislature, {each.number: each.signatures for each in new})


def first_place(question: QuestionId) -> int:
    """The place of a question's first row in the index."""
    return rank_of(question) * MOST_CHANGES


def question_at(place: int) -> QuestionId:
    """The question whose row has this place."""
    return question_of_rank(place // MOST_CHANGES)


def version_of(stems: StemIndex) -> int:
    """The version by which what is indexed now is: of the words, of the facts, and of the layout of their rows."""
    return stems.layout * LAYOUTS + facts.VERSION * FACTS + words.VERSION


def _checksum(stems: IndexedStems, layout: int) -> int:
    return zlib.crc32(f"{stems.subject}\0{stems.heading}\0{stems.text}".encode(), layout)


def _row(legislature: int, each: Indexed, checksum: int, place: int, version: int) -> dict[str, object]:
    summary = each.summary
    return {
        "legislature": legislature,
        "number": each.number,
        "state": summary.state,
        "asked": summary.asked,
        "ended": summary.ended,
        "subject": summary.subject,
        "rubric": summary.rubric,
        "ministry": summary.ministry,
        "author_ref": each.author_ref,
        "author": summary.author,
        "author_group": summary.group,
        "term": summary.term,
        "closing": summary.closing,
        "stems": checksum,
        "place": place,
        "version": version,
    }
