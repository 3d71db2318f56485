"""The summaries of questions, and the index of their stems, written in the transactions that write the catalogue.

A row of the index has a place (`storage.questions.places`): the rows are in the order in which the questions were
published, and a question whose words or whose day changed gets a new row without touching the old one.
"""

import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core import stems as words
from bot.core import summary as facts
from bot.core.question import QuestionId
from bot.core.summary import IndexedStems, Signatures, Summary
from storage.database import Database, insert_or_replace
from storage.engine import StemIndex
from storage.identity import identity_of, is_of, of_columns
from storage.questions.places import next_place, place_of
from storage.questions.signatures import sign
from storage.tables import summaries

AT_A_TIME = 500
"""Places that are looked up by one statement."""

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


async def index(
    connection: AsyncConnection,
    stems: StemIndex,
    legislature: int,
    told: Iterable[Indexed],
    known: Collection[int] | None = None,
) -> None:
    """Write the summaries of questions of a legislature, index those whose words are new or changed, and sign them.

    `known` are the numbers of those that the catalogue has already, None where that was not looked at: of the others
    nothing is written yet.
    """
    new = sorted(told, key=lambda each: each.number)
    written = [each.number for each in new if known is None or each.number in known]
    before = await _before(connection, legislature, written) if written else {}
    changed = {each.number: each for each in new if not _is_indexed(each, stems, before.get(each.number))}
    places = {number: row.place for number, row in before.items()}
    outdated = [{"place": places[number]} for number in changed if number in places]
    places |= await _new_places(connection, legislature, changed, places)
    # In the order of their places: the index writes a piece to the disk at each step backwards.
    in_order = sorted(changed.values(), key=lambda each: places[each.number])
    indexed = [stems.values(places[each.number], each.stems) for each in in_order]
    version = version_of(stems)
    rows = [_row(legislature, each, places[each.number], stems.layout, version) for each in new]
    if outdated and stems.drop is not None:
        await connection.execute(stems.drop, outdated)
    if indexed:
        await connection.execute(stems.hold, indexed)
    if rows:
        await connection.execute(insert_or_replace(connection, summaries), rows)
    await sign(connection, legislature, {each.number: each.signatures for each in new}, written)


async def _before(connection: AsyncConnection, legislature: int, numbers: Sequence[int]) -> dict[int, Any]:
    """The checksum of the words, the day and the place of those of these questions that are indexed, by number."""
    here = (summaries.c.legislature == legislature, summaries.c.number.in_(numbers))
    columns = (summaries.c.number, summaries.c.stems, summaries.c.asked, summaries.c.place)
    return {row.number: row for row in await connection.execute(select(*columns).where(*here))}


async def identities(connection: AsyncConnection, places: Sequence[int]) -> dict[int, QuestionId]:
    """The questions whose rows have these places; without those that no row has any more."""
    columns = (summaries.c.place, summaries.c.legislature, summaries.c.number)
    found: dict[int, QuestionId] = {}
    for start in range(0, len(places), AT_A_TIME):
        some = summaries.c.place.in_(places[start : start + AT_A_TIME])
        found |= {row.place: identity_of(row) for row in await connection.execute(select(*columns).where(some))}
    return found


async def place_in_index(connection: AsyncConnection, question: QuestionId) -> int | None:
    """The place of a question's row; None where it has none."""
    found: int | None = (
        await connection.execute(select(summaries.c.place).where(*is_of(summaries, question)))
    ).scalar_one_or_none()
    return found


async def finds_all(database: Database) -> bool:
    """Whether all that is known can be found by its words.

    It cannot while rows of an earlier layout are made anew, where the index forgets no row and was begun anew for that.
    """
    stems = database.stems
    if not database.finds_all and stems.drop is None:
        older = select(summaries.c.number).where(summaries.c.version < stems.layout * LAYOUTS).limit(1)
        async with database.reading() as connection:
            database.finds_all = (await connection.execute(older)).first() is None
    return database.finds_all or stems.drop is not None


def version_of(stems: StemIndex) -> int:
    """The version by which what is indexed now is: of the words, of the facts, and of the layout of their rows."""
    return stems.layout * LAYOUTS + facts.VERSION * FACTS + words.VERSION


def _is_indexed(each: Indexed, stems: StemIndex, known: Any) -> bool:
    """Whether a question's row, None where it has none, is of these words and of this day."""
    return (
        known is not None and known.stems == _checksum(each.stems, stems.layout) and known.asked == each.summary.asked
    )


async def _new_places(
    connection: AsyncConnection, legislature: int, new: Mapping[int, Indexed], before: Mapping[int, int]
) -> dict[int, int]:
    """The places of the new rows of questions, by number; `before` are those of their last ones."""
    places = {}
    for number, each in new.items():
        id, asked = of_columns(legislature, number), each.summary.asked
        places[number] = next_place(id, asked, before[number]) if number in before else place_of(id, asked)
    taken = await identities(connection, list(places.values()))
    others = {place for place, id in taken.items() if id.series != legislature or id.number not in new}
    return {number: place + (place in others) for number, place in places.items()}


def _checksum(stems: IndexedStems, layout: int) -> int:
    return zlib.crc32(f"{stems.subject}\0{stems.heading}\0{stems.text}".encode(), layout)


def _row(legislature: int, each: Indexed, place: int, layout: int, version: int) -> dict[str, object]:
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
        "stems": _checksum(each.stems, layout),
        "place": place,
        "version": version,
    }
