"""Deputies: their names by the references in the archives, and the references that no register has."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, delete, func, select, union, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.deputy import Deputy, fuller, shown_names, told_apart
from bot.core.matching import accepts
from bot.core.name_choice import Asker
from bot.core.query import Field, Filter, Value
from bot.core.question import Question
from bot.core.words import read
from storage.database import Database, insert_or_ignore, insert_or_replace
from storage.questions.rows import dumps, loads
from storage.tables import catalogue, deputies, questions, sought_deputies, summaries

PAGE = 200
"""Rows that are written at a time: more would delay everything else."""


class Deputies:
    """The table of deputies."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def unnamed(self, register: str) -> list[str]:
        """References of authors without a name, except those that this register was asked for in vain."""
        in_vain = select(sought_deputies.c.ref).where(sought_deputies.c.register == register)
        out_of_question = catalogue.c.author_ref.in_(union(select(deputies.c.ref), in_vain))
        query = select(catalogue.c.author_ref).where(catalogue.c.author_ref.is_not(None), ~out_of_question).distinct()
        async with self._database.reading() as connection:
            return list((await connection.execute(query)).scalars())

    async def learn(
        self, register: str, told: Iterable[Deputy], sought: Iterable[str], are_sitting: bool = False
    ) -> None:
        """Remember the deputies in a register, and which of the `sought` references it does not have.

        A deputy or a constituency that the register leaves out stays known. Addresses come from the register of those
        who sit alone, with `are_sitting`: a deputy whom that leaves out has none any more. Two deputies of one name are
        shown with their constituencies from then on, also in the snapshots of questions.
        """
        async with self._database.reading() as connection:
            before = {row.ref: row for row in await connection.execute(select(deputies))}
        known = _joined(before, list(told), are_sitting)
        rows = [row for row in _rows(known) if not _is_same(row, before.get(row["ref"]))]
        in_vain = [{"register": register, "ref": ref} for ref in sought if ref not in known]
        # Snapshots first: should the program end between the two, deputies that are known would not be signed again.
        await self._sign({row["ref"]: row["shown"] for row in rows if not _is_shown(row, before.get(row["ref"]))})
        async with self._database.writing(bulk=True) as connection:
            await _in_pages(connection, insert_or_replace(connection, deputies), rows)
            await _in_pages(connection, insert_or_ignore(connection, sought_deputies), in_vain)
            await connection.execute(delete(sought_deputies).where(sought_deputies.c.ref.in_(select(deputies.c.ref))))
        self._database.indexed += bool(rows)

    async def of(self, reference: str) -> Deputy | None:
        """The deputy of that reference; None where no register has one."""
        query = select(deputies).where(deputies.c.ref == reference)
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else Deputy(row.ref, row.name, row.constituency, row.email)

    async def who_ask(self, name: Value) -> list[Asker]:
        """The deputies who bear a name, of those who have asked a question; the latest to ask comes first."""
        async with self._database.reading() as connection:
            register = (await connection.execute(select(deputies))).all()
        called = await asyncio.to_thread(_called, register, name)  # thousands of names take longer than others wait
        if not called:
            return []
        async with self._database.reading() as connection:
            rows = await connection.execute(_last_asked(called))
            return [_asker(called[row.author_ref], row) for row in rows]

    async def _sign(self, shown: Mapping[str, str]) -> None:
        """Put names into the snapshots of questions. It is no news."""
        last: int | None = 0 if shown else None
        while last is not None:
            async with self._database.writing(bulk=True) as connection:
                last = await _sign_some(connection, shown, last)


def _called(register: Sequence[Row[Any]], name: Value) -> dict[str, Row[Any]]:
    wanted = Filter(Field.AUTHOR, frozenset({name}))
    return {row.ref: row for row in register if accepts(wanted, read(row.shown))}


def _last_asked(references: Iterable[str]) -> Select[Any]:
    """The latest question of each author, with how many there are."""
    by_author = (
        select(
            summaries.c.author_ref,
            func.count().label("questions"),
            func.max(summaries.c.asked).label("last"),
            func.max(summaries.c.place).label("place"),
        )
        .where(summaries.c.author_ref.in_(list(references)))
        .group_by(summaries.c.author_ref)
        .subquery()
    )
    latest = summaries.c.place == by_author.c.place
    return select(by_author, summaries.c.author_group).join(summaries, latest).order_by(by_author.c.place.desc())


def _asker(known: Row[Any], row: Row[Any]) -> Asker:
    return Asker(known.ref, told_apart(known.name, known.constituency), row.author_group, row.questions, row.last)


async def _sign_some(connection: AsyncConnection, shown: Mapping[str, str], last: int) -> int | None:
    """Sign one page of questions, after the row `last`. Returns the id of its last row; None after the last page."""
    here = and_(catalogue.c.legislature == questions.c.legislature, catalogue.c.number == questions.c.number)
    query = (
        select(questions.c.id, questions.c.snapshot, catalogue.c.author_ref)
        .join(catalogue, here)
        .where(questions.c.id > last, questions.c.snapshot.is_not(None))
        .order_by(questions.c.id)
        .limit(PAGE)
    )
    rows = (await connection.execute(query)).all()
    changed = await asyncio.to_thread(_signed_anew, rows, shown)
    signing = update(questions).where(questions.c.id == bindparam("row")).values(snapshot=bindparam("signed"))
    await _in_pages(connection, signing, changed)
    return rows[-1].id if len(rows) == PAGE else None


async def names_of(connection: AsyncConnection, references: Iterable[str | None]) -> dict[str, str]:
    """The names under which deputies are shown, by reference; unknown ones are left out."""
    wanted = [reference for reference in references if reference]
    if not wanted:
        return {}
    rows = await connection.execute(select(deputies.c.ref, deputies.c.shown).where(deputies.c.ref.in_(wanted)))
    return {row.ref: row.shown for row in rows}


def signed(question: Question, author: str | None) -> Question:
    """The question with its author's name as the register has it, where it does.

    A constituency with which the question's own text tells the author from a namesake is kept.
    """
    return replace(question, author=fuller(author, question.author))


def _joined(before: Mapping[str, Row[Any]], told: Sequence[Deputy], are_sitting: bool) -> dict[str, Deputy]:
    """The deputies that were known, with what a register told of them, by their references."""
    tells = are_sitting and bool(told)
    known = {ref: Deputy(ref, row.name, row.constituency, None if tells else row.email) for ref, row in before.items()}
    for each in told:
        here = known.get(each.reference, replace(each, email=None))
        email = each.email if are_sitting else here.email
        known[each.reference] = replace(each, constituency=each.constituency or here.constituency, email=email)
    return known


def _rows(known: Mapping[str, Deputy]) -> list[dict[str, Any]]:
    shown = shown_names(known.values())
    return [
        {
            "ref": ref,
            "name": each.name,
            "constituency": each.constituency,
            "shown": shown[ref],
            "email": each.email,
        }
        for ref, each in known.items()
    ]


def _is_same(row: Mapping[str, Any], before: Row[Any] | None) -> bool:
    return before is not None and dict(row) == dict(before._mapping)


def _is_shown(row: Mapping[str, Any], before: Row[Any] | None) -> bool:
    """Whether the deputy's name is shown as it was: only an address is new."""
    return before is not None and bool(before.shown == row["shown"])


def _signed_anew(rows: Sequence[Any], shown: Mapping[str, str]) -> list[dict[str, Any]]:
    """(row, new snapshot) of the questions whose authors are shown otherwise now."""
    found = []
    for row in rows:
        question = loads(row.snapshot) if row.author_ref in shown else None
        if question is not None and (anew := signed(question, shown[row.author_ref])) != question:
            found.append({"row": row.id, "signed": dumps(anew)})
    return found


async def _in_pages(connection: AsyncConnection, statement: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    for start in range(0, len(rows), PAGE):
        await connection.execute(statement, rows[start : start + PAGE])
