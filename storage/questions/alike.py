"""Questions, and answers, that are nearly the same: found by their signatures, counted by their summaries."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, CompoundSelect, Row, Select, bindparam, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core import chambers
from bot.core.alike import is_alike, lookups, worth_comparing
from bot.core.askers import Alike, Asker, SameAnswer, count_members, earliest, others
from bot.core.chambers.chamber import Chamber
from bot.core.question import QuestionId, State
from bot.core.summary import Signatures
from storage.database import Database
from storage.identity import PER_SERIES, identity_of, is_of, key_of
from storage.questions.deputies import names_of
from storage.questions.rows import among
from storage.questions.signatures import KINDS, OF_ANSWER, OF_QUESTION, question_of
from storage.tables import signature_lookups, signatures, summaries

MOST_SHARING = 400
"""Texts that are read for each lookup: more share a formula alone. It is above `MOST_COMPARED`."""


class AlikeQuestions:
    """Finds what is nearly the same; writes nothing."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, question: QuestionId) -> Alike:
        """How many ask nearly the same as a question, and an earlier answer that is nearly its own."""
        async with self._database.reading() as connection:
            return await alike_of(connection, question)

    async def askers(self, question: QuestionId) -> list[Asker]:
        """The questions of other deputies that ask nearly the same, the newest first."""
        async with self._database.reading() as connection:
            own = await _own(connection, question)
            return await _askers(connection, question, own.question)


async def alike_of(connection: AsyncConnection, question: QuestionId) -> Alike:
    """As `AlikeQuestions.of`, in a transaction of the caller."""
    own = await _own(connection, question)
    askers = await _askers(connection, question, own.question)
    answer, members = await _earlier_answer(connection, question, own.answer), count_members(askers)
    others = {each for each, _ in members} - {question.chamber}
    return Alike(len(askers), sum(number for _, number in members), answer, members if others else ())


async def earlier_answer(connection: AsyncConnection, question: QuestionId) -> SameAnswer | None:
    """The first answer of an earlier day whose text is nearly that of the question's; None where there is none."""
    own = await _own(connection, question)
    return await _earlier_answer(connection, question, own.answer)


async def _earlier_answer(connection: AsyncConnection, question: QuestionId, signed: bytes) -> SameAnswer | None:
    alike = await _alike(connection, question, OF_ANSWER, signed)
    known = {identity_of(row): row for row in await _summed_up(connection, [question, *alike])} if alike else {}
    own = known.pop(question, None)
    if own is None:
        return None
    answers = [SameAnswer(id, row.ended) for id, row in known.items() if row.state is State.ANSWERED and row.ended]
    return earliest(own.ended, answers)


async def _askers(connection: AsyncConnection, question: QuestionId, signed: bytes) -> list[Asker]:
    alike = await _alike(connection, question, OF_QUESTION, signed)
    if not alike:
        return []
    rows = await _summed_up(connection, [question, *alike])
    names = await names_of(connection, [row.author_ref for row in rows])
    known = {each.id: each for each in (_asker(row, names) for row in rows)}
    return others(known[question], list(known.values())) if question in known else []


async def _own(connection: AsyncConnection, question: QuestionId) -> Signatures:
    """The signatures of the question's own texts."""
    here = is_of(signatures, question)
    row = (await connection.execute(select(signatures.c.question, signatures.c.answer).where(*here))).one_or_none()
    return Signatures() if row is None else Signatures(*row)


async def _alike(connection: AsyncConnection, question: QuestionId, kind: int, signed: bytes) -> list[QuestionId]:
    """The questions whose text of this kind is nearly that of the question, which has this signature."""
    column = signatures.c.answer if kind == OF_ANSWER else signatures.c.question
    hashes = lookups(signed)
    if not hashes:
        return []
    named = {f"hash{number}": hash for number, hash in enumerate(hashes)}
    places = await connection.execute(_sharing_any(len(hashes), chambers.CHAMBERS), {"kind": kind, **named})
    shared = Counter(question_of(place) for place in places.scalars())
    shared.pop(question, None)
    others = await _signed(connection, column, worth_comparing(shared))
    return [id for id, of in others.items() if is_alike(signed, of)]


@cache
def _sharing_any(count: int, of: Sequence[Chamber]) -> CompoundSelect[Any]:
    """Selects the places of texts of `kind` that have one of so many lookups, `hash0` and so on; the newest of each.

    Each chamber has its own newest ones: those of one are all before those of another. It is made once: making it takes
    longer than executing it, and every card needs it.
    """
    return union_all(*(_sharing(f"hash{number}", each.series) for number in range(count) for each in of))


def _sharing(hash: str, series: range) -> Select[Any]:
    place, (first, end) = signature_lookups.c.place, (each * PER_SERIES * KINDS for each in (series.start, series.stop))
    here = (signature_lookups.c.hash == bindparam(hash), place % KINDS == bindparam("kind"))
    within = (place >= literal(first, BigInteger), place < literal(end, BigInteger))
    newest = select(place).where(*here, *within).order_by(place.desc()).limit(MOST_SHARING).subquery()
    return select(newest.c.place)


async def _signed(connection: AsyncConnection, column: Any, ids: Iterable[QuestionId]) -> dict[QuestionId, bytes]:
    wanted = set(ids)
    rows = await _of_each(connection, signatures, (column.label("signature"),), wanted)
    return {identity_of(row): row.signature for row in rows}


async def _summed_up(connection: AsyncConnection, ids: Iterable[QuestionId]) -> list[Row[Any]]:
    columns = (summaries.c.state, summaries.c.asked, summaries.c.ended, summaries.c.author_ref, summaries.c.author)
    return await _of_each(connection, summaries, columns, set(ids))


async def _of_each(
    connection: AsyncConnection, table: Any, columns: tuple[Any, ...], ids: set[QuestionId]
) -> list[Row[Any]]:
    """The rows of these questions in a table."""
    if not ids:
        return []
    here = among(table, [key_of(id) for id in ids])
    rows = await connection.execute(select(table.c.legislature, table.c.number, *columns).where(here))
    return [row for row in rows if identity_of(row) in ids]


def _asker(row: Row[Any], names: dict[str, str]) -> Asker:
    return Asker(identity_of(row), row.author_ref, names.get(row.author_ref) or row.author, row.asked, row.state)
