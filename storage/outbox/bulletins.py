"""Bulletins: what is told once a week to the chats that want it, fanned out a few chats at a time.

A bulletin is one row for ever, of its kind and day, so that none begins twice. As announcements they are about a
question that cannot be, and each chat has one delivery of each. The sweep that takes in an issue begins its bulletin in
the transaction that ends the sweep: not before, for until then a part of the issue may be missing.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core import chambers
from bot.core.bulletin import (
    MOST_LATE,
    WEEK,
    BulletinState,
    days_looked_for,
    key_of,
    lack_of,
    last_day_of,
    quiet_week_until,
)
from bot.core.delivery import DeliveryState
from bot.core.preferences import Bulletin, IssueScope
from bot.core.question import State
from bot.core.sweep import FEWEST_OF_AN_ISSUE
from storage.database import Database, insert_or_ignore
from storage.outbox import transitions
from storage.outbox.announcements import ABOUT_NONE, IS_WITHIN_REACH, NOBODY, is_queue_busy, rows_of
from storage.questions.index import finds_all
from storage.questions.sources_read import archive_read, series_issued
from storage.tables import WAITS, bulletins, chats, outbox, preferences, questions, summaries

A_DAY = timedelta(days=1)

WEEKS_OVERTAKEN = 105
"""Two years: no bulletin waits longer, for a chat that is out of reach for so long is forgotten."""


class Bulletins:
    """The table of bulletins. `passed_over` are the names of the archives that are not asked for."""

    def __init__(self, database: Database, passed_over: Collection[str] = ()) -> None:
        self._database = database
        self._passed_over = passed_over

    async def begin_due(self, now: datetime, ran_for: timedelta) -> bool:
        """Begin the bulletins that are due by the clock. Returns whether there is any.

        `ran_for` is for how long the program has been running.
        """
        async with self._database.reading() as connection:
            due = await _due(connection, now, ran_for, self._passed_over)
        if not due:
            return False
        async with self._database.writing() as connection:
            due = await _due(
                connection, now, ran_for, self._passed_over
            )  # a sweep may have taken in the issue meanwhile
            return any([await _begin(connection, each, day, now, body) for each, day, body in due])

    async def uncounted(self) -> date | None:
        """The day of the oldest issue that is to be told, and whose figures are still to be counted."""
        here = (_IS_OPEN, bulletins.c.kind == Bulletin.ISSUE, bulletins.c.body.is_(None))
        async with self._database.reading() as connection:
            day: date | None = (await connection.execute(select(func.min(bulletins.c.day)).where(*here))).scalar_one()
        return day

    async def keep(self, day: date, figures: str) -> None:
        """Keep the figures of an issue. What was counted first stays: all chats are told the same."""
        here = (bulletins.c.day == day, bulletins.c.kind == Bulletin.ISSUE, bulletins.c.body.is_(None))
        async with self._database.writing() as connection:
            await connection.execute(update(bulletins).where(*here).values(body=figures))

    async def body(self, bulletin: Bulletin, day: date) -> str | None:
        """What was kept of a bulletin."""
        here = (bulletins.c.day == day, bulletins.c.kind == bulletin)
        async with self._database.reading() as connection:
            return (await connection.execute(select(bulletins.c.body).where(*here))).scalar_one_or_none()

    async def fan_out_some(self, most: int, now: datetime) -> int | None:
        """Write the deliveries of the next chats of the oldest bulletin; None where there is none to fan out.

        None is written while as many chats wait for alerts, or for what comes behind these, as for announcements; nor
        of an issue while an upgrade has all words indexed anew, for it is counted by what chats watch.
        """
        async with self._database.reading() as connection:
            oldest = await _oldest(connection)
            if oldest is None:
                return None
            if await is_queue_busy(connection, most):
                return 0
        if oldest[0] is Bulletin.ISSUE and not await finds_all(self._database):
            return 0
        async with self._database.writing() as connection:
            found = await _oldest(connection)
            return None if found is None else await _fan_out(connection, *found, most, now)

    async def stop_all(self, now: datetime) -> None:
        """Tell none that waits, nor any of these weeks: a restored copy does not know who got them since."""
        async with self._database.writing() as connection:
            await transitions.cancel_overtaken(connection, (outbox.c.kind.in_(list(Bulletin)),), now)
            await connection.execute(update(bulletins).values(state=BulletinState.ENDED))
            for bulletin, day in _begun_since(now):
                await _begin(connection, bulletin, day, now, None, BulletinState.ENDED)


async def note_issues(connection: AsyncConnection, series: int, now: datetime, is_first: bool) -> bool:
    """Begin the bulletins of the issues that a whole sweep has brought: of the archive that has that series.

    An issue of an earlier week is told where its chats were told that it was missing. What an archive has that is read
    for the first time is no news. Returns whether any begins.
    """
    begun, (chamber, session, _) = False, chambers.stored(series)
    days = days_looked_for(chamber.issue, now) if chamber.issue else []
    for day in days:
        known = set((await connection.execute(select(bulletins.c.kind).where(bulletins.c.day == day))).scalars())
        is_wanted = day == days[-1] or Bulletin.NO_ISSUE in known
        if (
            is_wanted
            and Bulletin.ISSUE not in known
            and await _has_issue(connection, chamber.series_issued(session, day), day)
        ):
            state = BulletinState.ENDED if is_first else BulletinState.FANNING_OUT
            begun |= await _begin(connection, Bulletin.ISSUE, day, now, None, state) and not is_first
    return begun


def _begun_since(now: datetime) -> Iterator[tuple[Bulletin, date]]:
    """The bulletins that may have been begun where a restored copy cannot know of it."""
    for _, issue in chambers.issuing():
        for day in days_looked_for(issue, now):  # a late issue is told, too
            yield Bulletin.ISSUE, day
        yield Bulletin.NO_ISSUE, last_day_of(issue, now)
    if (until := quiet_week_until(now)) is not None:
        yield Bulletin.QUIET_WEEK, until.date()


_IS_OPEN = bulletins.c.state == BulletinState.FANNING_OUT


async def _due(
    connection: AsyncConnection, now: datetime, ran_for: timedelta, passed_over: Collection[str]
) -> list[tuple[Bulletin, date, str | None]]:
    due: list[tuple[Bulletin, date, str | None]] = []
    here = bulletins.c.day > now.date() - WEEK - A_DAY
    rows = await connection.execute(select(bulletins.c.kind, bulletins.c.day).where(here))
    known = {(row.kind, row.day) for row in rows}
    for chamber, issue in chambers.issuing():
        day = last_day_of(issue, now)
        is_known = not known.isdisjoint({(Bulletin.ISSUE, day), (Bulletin.NO_ISSUE, day)})
        if not is_known and chamber.archive not in passed_over:
            lack = lack_of(day, now, await archive_read(connection, day), ran_for)
            if lack is not None and not await _has_issue(connection, await series_issued(connection, day), day):
                due.append((Bulletin.NO_ISSUE, day, lack.value))
    until = quiet_week_until(now)
    if until is not None and (Bulletin.QUIET_WEEK, until.date()) not in known:
        due.append((Bulletin.QUIET_WEEK, until.date(), None))
    return due


async def _has_issue(connection: AsyncConnection, series: Sequence[int], day: date) -> bool:
    """Whether so many questions and answers of that day are known as an issue has at least."""
    of_day = or_(summaries.c.asked == day, (summaries.c.ended == day) & (summaries.c.state == State.ANSWERED))
    some = select(summaries.c.number).where(summaries.c.legislature.in_(series), of_day).limit(FEWEST_OF_AN_ISSUE)
    return len((await connection.execute(some)).all()) >= FEWEST_OF_AN_ISSUE


async def _begin(
    connection: AsyncConnection,
    bulletin: Bulletin,
    day: date,
    now: datetime,
    body: str | None,
    state: BulletinState = BulletinState.FANNING_OUT,
) -> bool:
    """Begin a bulletin. Returns False where it began before."""
    values = {"day": day, "kind": bulletin, "state": state, "begun_at": now, "told_to": NOBODY, "body": body}
    return bool((await connection.execute(insert_or_ignore(connection, bulletins).values(**values))).rowcount)


async def _oldest(connection: AsyncConnection) -> tuple[Bulletin, date] | None:
    """The oldest bulletin that can be fanned out: the figures of an issue come before."""
    is_ready = or_(bulletins.c.kind != Bulletin.ISSUE, bulletins.c.body.is_not(None))
    query = select(bulletins.c.kind, bulletins.c.day).where(_IS_OPEN, is_ready)
    row = (await connection.execute(query.order_by(bulletins.c.day, bulletins.c.kind).limit(1))).one_or_none()
    return None if row is None else (row.kind, row.day)


async def _fan_out(connection: AsyncConnection, bulletin: Bulletin, day: date, most: int, now: datetime) -> int:
    this = (bulletins.c.kind == bulletin, bulletins.c.day == day, _IS_OPEN)
    row = (await connection.execute(select(bulletins.c.told_to, bulletins.c.begun_at).where(*this))).one()
    query = (
        select(chats.c.id)
        .join(preferences, preferences.c.chat_id == chats.c.id)
        .where(chats.c.id < row.told_to, IS_WITHIN_REACH, *_wanting(bulletin, day, row.begun_at))
        .order_by(chats.c.id.desc())
        .limit(most)
    )
    batch = list((await connection.execute(query)).scalars())
    if not batch:
        await connection.execute(update(bulletins).where(*this).values(state=BulletinState.ENDED))
        return 0
    key = key_of(bulletin, day)
    await connection.execute(insert_or_ignore(connection, questions).values(**ABOUT_NONE))
    await transitions.cancel_overtaken(connection, _overtaken(bulletin, day, batch), now)
    written = await transitions.fan_out(connection, rows_of(batch, key, bulletin, now))
    await connection.execute(update(bulletins).where(*this).values(told_to=batch[-1]))
    return written


def _wanting(bulletin: Bulletin, day: date, begun_at: datetime) -> Sequence[ColumnElement[bool]]:
    """Selects the chats that are to be told: of a quiet week only those that nothing was told, or waits for."""
    if bulletin is not Bulletin.QUIET_WEEK:
        return (preferences.c[chambers.issue_on(day)[1].name] != IssueScope.NONE,)
    theirs = outbox.c.chat_id == chats.c.id
    is_other = outbox.c.kind != Bulletin.QUIET_WEEK
    told = (outbox.c.state == DeliveryState.SENT, outbox.c.settled_at > begun_at - WEEK, is_other)
    sent = select(outbox.c.id).where(theirs, *told).correlate(chats).exists()
    waits = select(outbox.c.id).where(theirs, WAITS).correlate(chats).exists()
    return (preferences.c.sign_of_life, ~sent, ~waits)


def _overtaken(bulletin: Bulletin, day: date, batch: Sequence[int]) -> Sequence[ColumnElement[bool]]:
    """Selects what waits of other weeks: who paused for months is told of the last one.

    That an issue was missing is told no more once it is there. What comes on another day of the week, such as another
    chamber's issue, is left alone.
    """
    days = [day + WEEK * week for week in range(-WEEKS_OVERTAKEN, MOST_LATE + 1) if week]
    keys = {kind: [key_of(kind, each) for each in days] for kind in Bulletin}
    at_all = [key_of(Bulletin.NO_ISSUE, each) for each in (*days, day)]
    same: ColumnElement[bool] = outbox.c.key.in_(keys[bulletin])
    if bulletin is not Bulletin.NO_ISSUE:
        same = same & outbox.c.scheduled_for.is_not(None)
    if bulletin is Bulletin.ISSUE:
        same = or_(same, outbox.c.key.in_(at_all))
    return (outbox.c.chat_id.in_(batch), same)
