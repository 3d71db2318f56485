"""The signatures of questions and answers, written in the transactions that write the catalogue.

A text has a place: its question, and whether it is the question's or the answer's. It stands under each of its lookups
(see `bot.core.alike`), so that its likes are found without reading the other signatures.
"""

from collections.abc import Collection, Iterator, Mapping

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.alike import VERSION, lookups
from bot.core.question import QuestionId
from bot.core.summary import Signatures
from storage.database import insert_or_ignore, insert_or_replace
from storage.identity import columns_of, of_columns, question_of_rank, rank_of
from storage.tables import signature_lookups, signatures

OF_QUESTION, OF_ANSWER = 0, 1
KINDS = 2


async def sign(
    connection: AsyncConnection, legislature: int, new: Mapping[int, Signatures], written: Collection[int]
) -> None:
    """Write the signatures of questions of a legislature, by number, where they are new or changed.

    `written` are the numbers of those that may have some already.
    """
    here = (signatures.c.legislature == legislature, signatures.c.number.in_(written))
    query = select(signatures).where(*here)
    known = {row.number: row for row in await connection.execute(query)} if written else {}
    rows, outdated, added = list[dict[str, object]](), set[tuple[int, int]](), set[tuple[int, int]]()
    for number, signed in new.items():
        row = known.get(number)
        before = Signatures() if row is None else Signatures(row.question, row.answer)
        if row is None or before != signed or row.version != VERSION:
            id = of_columns(legislature, number)
            rows.append(_row(id, signed))
            outdated |= set(_lookups(id, before))
            added |= set(_lookups(id, signed))
    if gone := outdated - added:
        at = (signature_lookups.c.hash == bindparam("at_hash"), signature_lookups.c.place == bindparam("at_place"))
        bound = [{"at_hash": hash, "at_place": place} for hash, place in gone]
        await connection.execute(delete(signature_lookups).where(*at), bound)
    if added:
        # In their order: a tree of the database is filled faster so.
        bound = [{"hash": hash, "place": place} for hash, place in sorted(added)]
        await connection.execute(insert_or_ignore(connection, signature_lookups), bound)
    if rows:
        await connection.execute(insert_or_replace(connection, signatures), rows)


def place_of(question: QuestionId, kind: int) -> int:
    """The place of a question's text: its own (`OF_QUESTION`) or its answer's (`OF_ANSWER`)."""
    return rank_of(question) * KINDS + kind


def question_of(place: int) -> QuestionId:
    """The question whose text has this place."""
    return question_of_rank(place // KINDS)


def _lookups(id: QuestionId, signed: Signatures) -> Iterator[tuple[int, int]]:
    """(hash, place) of all lookups of a question's texts."""
    for kind, of in ((OF_QUESTION, signed.question), (OF_ANSWER, signed.answer)):
        if of:
            place = place_of(id, kind)
            yield from ((hash, place) for hash in lookups(of))


def _row(id: QuestionId, signed: Signatures) -> dict[str, object]:
    return {
        **columns_of(id),
        "question": signed.question,
        "answer": signed.answer,
        "version": VERSION,
    }
