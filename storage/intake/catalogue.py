"""The catalogue: the record of every question of the archives, and the route from a sweep to the outbox.

A sweep hands over the records that changed, some at a time; they are written in slices, each of which is one
transaction with its events and its outbox rows (see `storage.slices`). A killed sweep begins again, and finds the
records of finished slices unchanged. That the archive was swept is written when all are.
"""

import asyncio
import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import BindParameter, Row, Select, and_, bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.change import compare
from bot.core.confirmation import Statement, confirmed, is_confirmed, next_statement, takes_back
from bot.core.merge import Readings
from bot.core.question import Question
from bot.core.schedule import vouched_at
from storage.database import Database, insert_or_replace, is_passing_trouble
from storage.identity import of_columns
from storage.intake import unfollowed, vouching
from storage.intake.archives import Archives, SweptWhole, last_file_at, remember_archive, succeeded
from storage.intake.effects import ends_of, kept_of, news_of_all, news_of_turns, spread
from storage.intake.packed import Packed
from storage.intake.steps import Plan, Seen, Step
from storage.intake.turning import Turning
from storage.intake.unfollowed import Turn
from storage.intake.watched_news import WatchedNews
from storage.intake.watching import News, Watching
from storage.outbox import bulletins, grouping
from storage.outbox.texts import Texts
from storage.outbox.waiting import Waiting
from storage.questions.deputies import names_of, signed
from storage.questions.index import Indexed, index
from storage.questions.readings import RecordReader, past_of, readings_with
from storage.questions.rows import archive_name, loads
from storage.slices import Slices
from storage.tables import archives, catalogue, follows, questions

log = logging.getLogger(__name__)

PAGE = 2000
"""Rows that are read at a time: more would delay everything else."""

BATCH = 200
"""Records that are read at a time to be believed."""

MOST_ROWS = 2_000
"""The most that one transaction writes, in rows of the outbox; see `storage.intake.steps`."""


@dataclass(frozen=True, slots=True)
class Brought(SweptWhole):
    """What the archive of a series brought: of a legislature's questions of one kind.

    `unsure` are the numbers of known questions without a readable record in it: the archive does not vouch for them.
    `is_kept_up` is whether it should be made anew daily, as the current legislature's is.
    """

    unsure: Collection[int]
    is_kept_up: bool


class Catalogue:
    """The table of the catalogue; what a sweep changes there goes on to the outbox."""

    def __init__(
        self,
        database: Database,
        archives: Archives,
        reader: RecordReader,
        waiting: Waiting,
        watching: Watching,
        texts: Texts,
    ) -> None:
        self._texts = texts
        self._database = database
        self._archives = archives
        self._reader = reader
        self._waiting = waiting
        self._watching = watching
        self._slices = Slices(database)
        self._begun = set[tuple[str, int | None]]()

    async def checksums(self, legislature: int) -> dict[int, tuple[int, int]]:
        """The (crc, size) of every record of a legislature, by number."""
        known: dict[int, tuple[int, int]] = {}
        last = 0
        while True:
            query = (
                select(catalogue.c.number, catalogue.c.crc, catalogue.c.size)
                .where(catalogue.c.legislature == legislature, catalogue.c.number > last)
                .order_by(catalogue.c.number)
                .limit(PAGE)
            )
            async with self._database.reading() as connection:
                rows = (await connection.execute(query)).all()
            if not rows:
                return known
            known.update((number, (crc, size)) for number, crc, size in rows)
            last = rows[-1].number

    async def newest(self, legislature: int) -> int | None:
        """The highest number in the last archive that was believed; None where there was none."""
        had = (catalogue.c.legislature == legislature, catalogue.c.confirmed_until.is_(None))
        async with self._database.reading() as connection:
            newest: int | None = (
                await connection.execute(select(func.max(catalogue.c.number)).where(*had))
            ).scalar_one()
        return newest

    async def spare_pages(self, legislature: int, now: datetime) -> None:
        """Put off the pages of a legislature whose archive stands in for them; some were followed since its sweep."""
        async with self._database.writing() as connection:
            await vouching.spare_pages(connection, legislature, now)

    async def take(
        self,
        legislature: int,
        records: Sequence[Packed],
        now: datetime,
        sweep: int,
        reader: int | None = None,
        new_after: int | None = None,
    ) -> None:
        """Write records that changed, with the events and the outbox rows of those who follow, or watch.

        `sweep` is the number of the sweep. `reader` is the version of the reader, given where the archive was never
        taken in whole: with it, the batches that a kill leaves need not be read again. `new_after` is the number after
        which a question that the catalogue lacks is new; None where none is.
        """
        if not records:
            return
        if new_after is not None:
            await self._watching.prepare(sweep, [each.stems for each in records])
        packed = {each.number: each for each in records}
        authors = {(legislature, each.number): each.author_ref for each in records}
        plan = Plan(self._database, legislature, partial(self._step, packed, now), authors)
        await plan.compute(list(packed))
        turning = Turning(self._database, self._reader, self._watching, legislature, packed, new_after, now)
        if reader is None:  # else nothing was known, and there is nothing to be computed
            await turning.compute(packed.keys() - plan.asked_for)
        telling = WatchedNews(self._database, self._watching, now, sweep)
        rest, begun = list(packed), (archive_name(legislature), reader)
        while some := plan.first(rest, self._slices.size(MOST_ROWS)):
            if self._is_watched(new_after):
                await telling.write_ahead(await self._foreseen(legislature, some, plan, turning))
            async with self._slices.writing(MOST_ROWS) as connection:
                if reader is not None and begun not in self._begun:
                    await remember_archive(connection, archive_name(legislature), {"reader": reader})
                records = [packed[each] for each in some]
                news = await self._write(connection, legislature, records, plan, turning, telling.made, sweep)
                if self._is_watched(new_after):
                    await telling.tell(connection, news)
            self._begun.add(begun)
            self._database.indexed += 1
            await telling.write_rest()
            rest = rest[len(some) :]

    async def _write(
        self,
        connection: AsyncConnection,
        legislature: int,
        records: Sequence[Packed],
        plan: Plan,
        turning: Turning,
        made: Collection[int],
        sweep: int,
    ) -> list[News]:
        """As `take`, for some records in one transaction. Returns the news for those who watch.

        The rows of the questions that were `made` for those who watch hold these records already.
        """
        now, new_after = turning.now, turning.new_after
        values = {each.number: _values(legislature, each, now) for each in records}
        steps = await plan.steps(connection, [number for number in values if number not in made])
        for step in steps:
            values[step.stored.row.number].update(step.kept)
        standing = await unfollowed.standing_of(connection, legislature, list(values))
        others = values.keys() - {step.stored.row.number for step in steps}
        turns = await turning.turns(connection, sorted(others), standing)
        for turn in turns:
            values[turn.number].update(kept_of(turn.after))
        indexed = [Indexed(each.number, each.author_ref, each.summary, each.stems, each.signatures) for each in records]
        await index(connection, self._database.stems, legislature, indexed, standing.keys())
        await connection.execute(insert_or_replace(connection, catalogue), list(values.values()))
        await spread(connection, steps, now, sweep)
        return news_of_all(steps, turns, standing, new_after)

    async def _foreseen(self, legislature: int, numbers: Sequence[int], plan: Plan, turning: Turning) -> list[News]:
        """The news for those who watch, as they were computed."""
        async with self._database.reading() as connection:
            standing = await unfollowed.standing_of(connection, legislature, numbers)
        return news_of_all(plan.planned(numbers), turning.planned(numbers), standing, turning.new_after)

    def _is_watched(self, new_after: int | None) -> bool:
        return new_after is not None and self._watching.is_needed

    def _step(self, packed: Mapping[int, Packed], now: datetime, seen: Seen) -> Step | None:
        """The step that the changed record of a question makes, which is parsed here."""
        row = seen.stored.row
        record = self._reader.record(row.legislature, packed[row.number].record)
        if record is None:
            return None
        old = self._reader.archived(seen.stored.archive)
        before = readings_with(seen.stored, old)
        archived = next_statement(old, record, now, past_of(row, seen.told))
        is_same = old is not None and old.believed == archived.believed
        return _believing(seen, before, archived, before.archive_at if is_same else now)

    async def believe(
        self,
        legislature: int,
        now: datetime,
        least: timedelta,
        sweep: int,
        unsure: Collection[int] | None = None,
        to_take_back: timedelta | None = None,
    ) -> None:
        """Believe what waits to be confirmed, where it stayed the same until this sweep and for at least `least`.

        An older state, such as one without an end, is believed after `to_take_back`, where that is given.

        `unsure` are the numbers of which this file has no readable record, None where it is the last one that was taken
        in: it repeats nothing of those. A record that is back as it was does.
        """
        last, here = 0, () if unsure is not None else (catalogue.c.confirmed_until.is_(None),)
        while True:
            known = and_(questions.c.legislature == catalogue.c.legislature, questions.c.number == catalogue.c.number)
            query = (
                select(catalogue, questions.c.reopenings)
                .outerjoin(questions, known)
                .where(
                    catalogue.c.legislature == legislature,
                    catalogue.c.unconfirmed_since <= now - least,
                    catalogue.c.number > last,
                    *here,
                )
                .order_by(catalogue.c.number)
                .limit(BATCH)
            )
            async with self._database.reading() as connection:
                rows = (await connection.execute(query)).all()
            if not rows:
                return
            last = rows[-1].number
            repeated = [row for row in rows if row.number not in (unsure or ())]
            settled = await asyncio.to_thread(self._confirmed, repeated, now, least, to_take_back)
            await self._believe(legislature, repeated, settled, now, sweep)

    async def _believe(
        self, legislature: int, rows: Sequence[Row[Any]], settled: Mapping[int, Statement], now: datetime, sweep: int
    ) -> None:
        """As `believe`, for some records, whose `settled` statements are confirmed."""
        if not settled:
            return
        await self._watching.prepare(sweep)
        references = {row.number: row.author_ref for row in rows}
        plan = Plan(self._database, legislature, partial(self._settle, settled, now))
        await plan.compute(list(settled))
        telling = WatchedNews(self._database, self._watching, now, sweep)
        rest = list(settled)
        here = (catalogue.c.legislature == legislature, catalogue.c.number == bindparam("which"))
        values: dict[str, BindParameter[Any]] = {
            name: bindparam(name) for name in ("changed_at", "believed", "unconfirmed_since")
        }
        while some := plan.first(rest, self._slices.size(MOST_ROWS)):
            confirming = {number: settled[number] for number in some}
            bound = [{"which": each, "changed_at": now, **kept_of(confirmed(confirming[each]))} for each in some]
            unasked = [number for number in some if number not in plan.asked_for]
            async with self._database.reading() as connection:
                turns = await self._turns_of(connection, confirming, references, unasked)
            ahead = [each for step in plan.planned(some) for each in ends_of(step)]
            await telling.write_ahead([*ahead, *news_of_turns(turns)])
            async with self._slices.writing(MOST_ROWS) as connection:
                # An end that was taken back is remembered for ever: when it comes back, that is another one.
                await unfollowed.make_rows(connection, _taken_back(confirming.values()), now)
                steps = await plan.steps(connection, [number for number in some if number not in telling.made])
                await connection.execute(update(catalogue).where(*here).values(values), bound)
                await spread(connection, steps, now, sweep)
                others = sorted(confirming.keys() - {step.stored.row.number for step in steps})
                turns = await self._turns_of(connection, confirming, references, others)
                news = [each for step in steps for each in ends_of(step)] + news_of_turns(turns)
                await telling.tell(connection, news)
            await telling.write_rest()
            rest = rest[len(some) :]

    async def _turns_of(
        self,
        connection: AsyncConnection,
        confirming: Mapping[int, Statement],
        references: Mapping[int, str | None],
        numbers: Sequence[int],
    ) -> list[Turn]:
        """The turns of questions that nobody asked for, whose statements are confirmed."""
        names = await names_of(connection, [references[number] for number in numbers])
        authors = {number: names.get(references[number] or "") for number in numbers}
        return unfollowed.settled(confirming, authors, numbers)

    def _confirmed(
        self, rows: Sequence[Row[Any]], now: datetime, least: timedelta, to_take_back: timedelta | None
    ) -> dict[int, Statement]:
        """The statements that are confirmed, by number. It parses their records, and therefore runs in a thread."""
        waiting = ((row, self._reader.archived(row)) for row in rows)
        return {
            row.number: archived
            for row, archived in waiting
            if archived and is_confirmed(archived, now, least, to_take_back, bool(row.reopenings))
        }

    def _settle(self, settled: Mapping[int, Statement], now: datetime, seen: Seen) -> Step:
        """The step that confirms the statement of a question. One that tells of no end any more reopens it."""
        archived = settled[seen.stored.row.number]
        believed = confirmed(archived)
        reopened = int(takes_back(archived.believed, believed.believed))
        return _believing(seen, self._reader.readings(seen.stored), believed, now, reopened)

    async def finish(self, legislature: int, brought: Brought, now: datetime) -> bool:
        """Remember a sweep that is over, and release what it found. Returns whether there is anything to be told."""
        name = archive_name(legislature)
        async with self._database.writing() as connection:
            is_first = (await connection.execute(_confirmed_at(name))).scalar_one_or_none() is None
            # Records that this file lacks were last vouched for by the file before it.
            until = await last_file_at(connection, name)
            await vouching.doubt(connection, legislature, brought.unsure, until or now, now)
            values = {
                **brought.columns,
                "highest": await vouching.highest(connection, legislature),
                "renewed_at": now if brought.is_kept_up else None,
            }
            await remember_archive(connection, name, {**values, **succeeded(now)})
            await vouching.spare_pages(connection, legislature, now)
            settled = await self._settle_absences(connection, legislature, now)
            is_told = brought.is_kept_up and of_columns(legislature, 1).is_written  # an issue is one of written ones
            begun = is_told and await bulletins.note_issues(connection, legislature, now, is_first)
        return await self.release_soon(now) or settled or begun

    async def _settle_absences(self, connection: AsyncConnection, legislature: int, now: datetime) -> bool:
        """End the waiting for questions that do not exist, as the archive shows. Returns whether any message is due."""
        is_followed = select(follows.c.chat_id).where(follows.c.question_id == questions.c.id).exists()
        unread = (questions.c.legislature == legislature, questions.c.snapshot.is_(None), is_followed)
        rows = (await connection.execute(select(questions).where(*unread))).all()
        return any([await self._waiting.settle_by_archive(connection, row, now) for row in rows])

    async def confirm(self, legislature: int, is_kept_up: bool, now: datetime) -> bool:
        """Note that the archive has not changed, and release what was found. Returns whether the outbox got anything.

        An archive that should be made anew daily, and stands still for days, no longer stands in for the pages.
        """
        name = archive_name(legislature)
        # The archive may have been a finished legislature's until now.
        renewed_at = ((await self._archives.of(name)).renewed_at or now) if is_kept_up else None
        async with self._database.writing() as connection:
            await remember_archive(connection, name, {**succeeded(now), "renewed_at": renewed_at})
            if vouched_at(now, renewed_at) == now:
                await vouching.spare_pages(connection, legislature, now)
        return await self.release_soon(now)

    async def release_soon(self, now: datetime) -> bool:
        """As `release`; a passing trouble is logged and left to the next `release`: the sweep itself is written."""
        try:
            return await self.release(now)
        except Exception as error:
            if not is_passing_trouble(error):
                raise
            log.warning("what a sweep found cannot be released for now: %s", error)
            return False

    async def release(self, now: datetime | None = None) -> bool:
        """Release what a sweep found, also one that did not come to its end. Returns whether there was anything.

        With `now`, alerts that lack a text wait a little for its page.
        """
        self._watching.forget()
        return await grouping.release(self._database, self._texts.readable(), now)


def _believing(seen: Seen, before: Readings, archived: Statement, at: datetime | None, reopened: int = 0) -> Step:
    """The step from `before` to believing the archive; it last changed `at`, and reopened the question so often."""
    believed = signed(archived.believed, seen.stored.author)
    after = replace(before, archive=believed, archive_at=at, reopenings=before.reopenings + reopened)
    found = compare(before, after, seen.told, loads(seen.stored.row.snapshot))
    return Step(seen.stored, before, after, found, {"changed_at": at, **kept_of(archived)})


def _confirmed_at(name: str) -> Select[Any]:
    """Selects when an archive was last believed."""
    return select(archives.c.confirmed_at).where(archives.c.name == name)


def _taken_back(settled: Iterable[Statement]) -> list[Question]:
    """The questions whose ends are taken back by the statements that are confirmed, as they were believed before."""
    return [each.believed for each in settled if takes_back(each.believed, confirmed(each).believed)]


def _values(legislature: int, packed: Packed, now: datetime) -> dict[str, Any]:
    return {
        "legislature": legislature,
        "number": packed.number,
        "crc": packed.crc,
        "size": packed.size,
        "author_ref": packed.author_ref,
        "answer_key": packed.answer_key,
        "changed_at": now,
        "unconfirmed_since": None,
        "confirmed_until": None,
        "record": packed.record,
        "believed": None,
    }
