"""Repairs what a system clock that was ahead has put off, once the clock is right again.

Otherwise that would wait until the clock reaches the wrong time. The lists below name everything that holds an instant,
in columns and in memory. A test finds all instants by itself and fails for one that is in no list. Before adding one,
ask: what does it delay while it lies ahead of the clock?
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
    announcements,
    archives,
    bulletins,
    catalogue,
    chats,
    checks,
    events,
    feeds,
    flood_waits,
    follows,
    outbox,
    pictures,
    preferences,
    questions,
    reports,
    running,
    sources,
    updates,
    watches,
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
"""Every column that holds a time in the future: `forget_the_future` bounds each."""

MENDED = {
    outbox.c.created_at,  # the hour of the row's digest is computed from it, and would be as far ahead
    catalogue.c.unconfirmed_since,  # a statement that waits to be confirmed would wait until then
    checks.c.unconfirmed_since,  # the same
}
"""Columns of past instants that would delay something if they lay ahead: `forget_the_future` sets them to now."""

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
    # Shown, or compared with other instants of the same column alone. Ahead, they can keep a row for longer, no more.
    announcements.c.begun_at,
    announcements.c.created_at,
    bulletins.c.begun_at,
    catalogue.c.changed_at,
    catalogue.c.confirmed_until,
    chats.c.created_at,
    chats.c.paused_at,
    events.c.seen_at,
    feeds.c.opened_at,
    follows.c.followed_at,
    outbox.c.settled_at,
    pictures.c.made_at,
    questions.c.seen_at,
    reports.c.created_at,
    reports.c.sent_at,
    updates.c.handled_at,
    updates.c.received_at,
    watches.c.created_at,
    watches.c.paused_at,
}
"""Every other column of an instant: it may lie ahead, and delays nothing."""

IN_MEMORY = {
    "storage.intake.turning.Turning.now": "that of one batch of a sweep, which it is handed",
    "storage.intake.watched_news.WatchedNews._now": "the same",
    "storage.questions.previews.Previews._usual": "ahead, it is counted anew",
    "bot.watch.site_activity.SiteActivity._known": (
        "a probe that lies ahead does not count; a sign of life that does makes the site be asked more often"
    ),
    "bot.core.conflict.CopyConflict._first": "the count begins anew where the last conflict lies ahead",
    "bot.core.conflict.CopyConflict._last": "the same",
    "bot.core.conflict.CopyConflict._started": "compared with the first conflict alone: which copy started later",
    "bot.core.tally.Tally._since": "shown in the log alone",
    "bot.core.throttle.Throttle._swept_at": "where it lies ahead, every idle person is forgotten at once",
    "bot.core.throttle._Usage.granted": "a command that lies more than a window ahead does not count",
    "bot.core.throttle._Usage.told_until": "the same",
    "bot.watch.deputy_names.DeputyNames._checked_at": "ahead, it is checked at once",
    "bot.delivery.courier.Courier.sent_at": "compared with its own last value alone: whether anything was sent",
    "bot.maintenance.sending_health.SendingHealth._sends": "bot.core.readiness counts a stall anew where it lies ahead",
    "bot.maintenance.sending_health.SendingHealth._telegram": "the same, since when it has failed to deliver",
    "bot.transport.calls.Calls.answered_at": "written down; bot.core.readiness does not believe one far ahead",
    "bot.web.exposition.Exposition.scrape": "the moment of one scrape, which the next one replaces",
    "bot.inbox.dispatcher._Waiting.tried": "bot.core.handling counts the attempts anew where it lies ahead",
    "bot.watch.source_health.SourceHealth._known": "bot.core.health measures a failure anew where it lies ahead",
    "bot.watch.source_health.SourceHealth._saved": "ahead, it is saved at once",
    "bot.watch.file_sweeper.FileSweeper._not_before": "over where its end is further ahead than the wait is long",
    "bot.watch.sweeper.Sweeper._spared": "ahead, it is done at once",
    "bot.maintenance.clock_guard.ClockGuard._latest": "shows that the clock went back",
    "bot.watch.watcher.Watcher._under_way": "the result of a check, until it is handed over",
    "bot.watch.watcher._Absences._noted": "ahead, it does not count",
    "storage.running.Running._began_at": "what was read since need not be caught up with; ends where it lies ahead",
    "storage.running.Running.ended_at": "shows that the clock went back before the start",
    "storage.running.Running.restoration": "ends where it lies ahead",
}
"""Every attribute that remembers an instant of the system's clock, and why it cannot silence anybody.

All other waits (Telegram's limits and flood waits, the sites' queues and holds, the waits of the receiver and of the
workers) are measured by the monotonic clock, which does not jump.
"""

LONGEST_WAIT = max(PAUSES.values()) + timedelta(days=1)
"""How long a message waits at most, unless its chat paused alerts without an end: a week, with a day to spare."""


async def forget_the_future(connection: AsyncConnection, now: datetime, longest_hold: timedelta) -> bool:
    """Make due now what was put off by a clock that was ahead, and end holds that last longer than `longest_hold`.

    A message that waits for its hour is decided on anew. Returns whether anything was changed.
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
    """Plan anew what is put off until later than `ahead`, where the clock was before it went back to `now`.

    Checks come sooner by as much as the clock was ahead, and stay spread; messages are decided on anew, and chats out
    of reach are tried. Some of it had been planned while the clock was right: that comes too early, once.
    """
    await transitions.plan_anew(connection, ahead, UNTIL_ASKED)
    await connection.execute(update(chats).where(chats.c.next_try_at > ahead).values(next_try_at=now))
    late = (await connection.execute(select(checks).where(checks.c.next_at > ahead))).all()
    if late:
        here = (checks.c.question_id == bindparam("question"), checks.c.source == bindparam("at"))
        rows = [{"question": row.question_id, "at": row.source, "sooner": row.next_at - (ahead - now)} for row in late]
        await connection.execute(update(checks).where(*here).values(next_at=bindparam("sooner")), rows)
