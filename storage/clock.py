"""A clock that was ahead and was set right: what was put off by it must not wait until the clock is there again.

This is the one list of all that holds an instant, in columns and in memory. A test finds all of it by itself, so that a
new one has to be put into one of these, with the question: what does it do while it lies ahead of the clock?
"""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.preference_edits import PAUSES
from bot.core.preferences import UNTIL_ASKED
from bot.core.reach import LONGEST_BETWEEN_TRIES as LONGEST_TRY
from storage.outbox import transitions
from storage.tables import (
    activity,
    archives,
    catalogue,
    chats,
    checks,
    events,
    flood_waits,
    follows,
    outbox,
    preferences,
    questions,
    reports,
    running,
    sources,
    updates,
)

PUT_OFF = {
    checks.c.next_at,
    chats.c.held_until,
    chats.c.flooded_until,
    chats.c.next_try_at,
    flood_waits.c.until,
    outbox.c.scheduled_for,
    preferences.c.paused_until,
}
"""Every column that holds a time yet to come: `forget_the_future` looks after each."""

MENDED = {
    outbox.c.created_at,  # a digest that it belongs into would be as far ahead
    catalogue.c.unconfirmed_since,  # what waits to be confirmed would wait until then
    checks.c.unconfirmed_since,  # the same
}
"""Columns of the past that would put something off if they lay ahead: `forget_the_future` sets them to now."""

LOOKS_BACK = {
    # Compared with the clock where they are read, and believed only where they do not lie ahead of it.
    activity.c.latest_at,
    activity.c.probed_at,
    archives.c.confirmed_at,
    archives.c.failing_since,
    archives.c.looked_at,
    archives.c.renewed_at,
    chats.c.refused_since,
    checks.c.looked_at,
    checks.c.read_at,
    running.c.copied_at,
    running.c.restored_at,
    running.c.restored_from,
    running.c.seen_at,
    sources.c.failed_at,
    sources.c.failing_since,
    sources.c.succeeded_at,
    updates.c.tried_since,
    # Shown, or compared with others of their kind alone; ahead, they keep a row for longer at most.
    catalogue.c.changed_at,
    catalogue.c.confirmed_until,
    chats.c.created_at,
    chats.c.paused_at,
    events.c.seen_at,
    follows.c.followed_at,
    outbox.c.settled_at,
    questions.c.seen_at,
    reports.c.created_at,
    reports.c.sent_at,
    updates.c.handled_at,
    updates.c.received_at,
}
"""Every other column of an instant: it may lie ahead, and puts nothing off."""

IN_MEMORY = {
    "bot.watch.site_activity.SiteActivity._known": (
        "a probe ahead is none; the latest sign of life makes the site asked oftener"
    ),
    "bot.core.conflict.CopyConflict._first": "begun anew where the last one lies ahead",
    "bot.core.conflict.CopyConflict._last": "the same",
    "bot.core.conflict.CopyConflict._started": "compared with the first alone: who counts as the newcomer",
    "bot.core.tally.Tally._since": "said in the log",
    "bot.core.throttle.Throttle._swept_at": "ahead, everybody idle is forgotten at once",
    "bot.core.throttle._Usage.granted": "what lies more than a window ahead does not count",
    "bot.core.throttle._Usage.told_until": "the same",
    "bot.watch.deputy_names.DeputyNames._checked_at": "ahead, it is checked at once",
    "bot.inbox.dispatcher._Waiting.tried": "bot.core.handling begins the patience anew where it lies ahead",
    "bot.watch.source_health.SourceHealth._known": "bot.core.health begins anew what lies ahead",
    "bot.watch.source_health.SourceHealth._saved": "ahead, it is saved at once",
    "bot.watch.sweeper.Sweeper._not_before": "further ahead than the wait itself, it is over",
    "bot.watch.sweeper.Sweeper._spared": "ahead, it is done at once",
    "bot.maintenance.clock_guard.ClockGuard._latest": "by it a clock that goes back is noticed",
    "bot.watch.watcher.Watcher._under_way": "what a look brought, until it is handed over",
    "bot.watch.watcher._Absences._noted": "ahead, it does not count",
    "handlers.common.request.Request.preferences": "as the store has them, for one command",
    "storage.running.Running._began_at": "what was heard since counts as heard; catching up ends where it lies ahead",
    "storage.running.Running.ended_at": "by it a clock that went back before the start is noticed",
    "storage.running.Running.restoration": "over, where it lies ahead",
}
"""What remembers an instant of the system's clock while the program runs, and why it cannot silence anybody.

All other waits (Telegram's limits and holds, the sites' turns and holds, the receiver's, the workers') are measured by
a clock that does not jump.
"""

LONGEST_WAIT = max(PAUSES.values()) + timedelta(days=1)
"""For which a message waits at most, unless its chat rests until it asks: a week, with a day to spare."""


async def forget_the_future(connection: AsyncConnection, now: datetime, longest_hold: timedelta) -> bool:
    """Let be due now what was put off at a time that is yet to come, and end holds that last too long.

    Tells whether there was any of it. A message that waits for its hour is decided on anew.
    """
    latest_pause = now + max(PAUSES.values())
    longer = (preferences.c.paused_until > latest_pause, preferences.c.paused_until < UNTIL_ASKED)
    paused_too_long = select(preferences.c.chat_id).where(*longer)
    latest = now + LONGEST_WAIT
    changed = await transitions.clock_went_back(connection, now, latest_pause, latest, UNTIL_ASKED, paused_too_long)
    wrong = (
        update(preferences).where(*longer).values(paused_until=None),
        update(checks).where(checks.c.looked_at > now, checks.c.next_at > now).values(next_at=now),
        update(chats).where(chats.c.held_until > now + longest_hold).values(held_until=now),
        update(chats).where(chats.c.flooded_until > now + longest_hold).values(flooded_until=None),
        update(chats).where(chats.c.next_try_at > now + timedelta(seconds=LONGEST_TRY)).values(next_try_at=now),
        update(catalogue).where(catalogue.c.unconfirmed_since > now).values(unconfirmed_since=now),
        update(checks).where(checks.c.unconfirmed_since > now).values(unconfirmed_since=now),
        delete(flood_waits).where(flood_waits.c.until > now + longest_hold),
    )
    return changed + sum([(await connection.execute(each)).rowcount for each in wrong]) > 0


async def plan_back(connection: AsyncConnection, now: datetime, ahead: datetime) -> None:
    """The clock went back from `ahead` to `now`: what is put off until later than it ever was is planned anew.

    Looks come sooner by as much as the clock was ahead, and stay spread; messages are decided on anew, and chats out of
    reach are tried. Of some the right clock had planned that: these come sooner than they had to, once.
    """
    await transitions.plan_anew(connection, ahead, UNTIL_ASKED)
    await connection.execute(update(chats).where(chats.c.next_try_at > ahead).values(next_try_at=now))
    late = (await connection.execute(select(checks).where(checks.c.next_at > ahead))).all()
    if late:
        here = (checks.c.question_id == bindparam("question"), checks.c.source == bindparam("at"))
        rows = [{"question": row.question_id, "at": row.source, "sooner": row.next_at - (ahead - now)} for row in late]
        await connection.execute(update(checks).where(*here).values(next_at=bindparam("sooner")), rows)
