"""Whether the bot does its work, and where it does not, why: for a probe, and for the command `health`.

Pure: what is known is handed in with `now`. What a clock that was ahead wrote down shows nothing.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from bot.core.activity import FEED_WHEN_QUIET
from bot.core.health import Health
from bot.core.schedule import BETWEEN_SWEEPS

BEAT_LATE = timedelta(minutes=3)
"""The program notes each minute that it runs."""

TELEGRAM_LATE = timedelta(minutes=5)
"""Telegram is asked for updates all the time, and answers within half a minute even where there are none; where it
delivers them, it is asked each minute how that goes."""

UPDATES_LATE = timedelta(minutes=3)
"""Telegram delivers again what failed, and is asked each minute whether it can."""

SENDS_LATE = timedelta(minutes=10)
SHORTEST_LOOK_LATE = timedelta(minutes=5)
"""That a source answers is written down once a minute at most."""

STANDBY_LATE = 30.0
"""Seconds. A copy that stands by looks at the database every second."""

TELEGRAM, SENDS = "telegram", "sends"
"""The names under which `bot.maintenance.sending_health` keeps how Telegram does, beside the sources."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What the database tells of the bot that leads.

    `beat_at` is when it last noted that it runs, `looked_at` when any source last answered; `telegram` tells when
    Telegram did, and since when it cannot deliver updates to a webhook; `sends` when a message was last sent, and since
    when messages are due and none is.
    """

    beat_at: datetime | None = None
    looked_at: datetime | None = None
    telegram: Health = field(default_factory=Health)
    sends: Health = field(default_factory=Health)


def look_late(sweep_interval: float | None, comments_interval: float) -> timedelta:
    """After how long without an answer of any source the plan of looks was missed, twice over.

    The current archive is asked for every six hours at least, and the feed of comments every hour; `sweep_interval` and
    `comments_interval` (seconds) change that.
    """
    longest = max(BETWEEN_SWEEPS if sweep_interval is None else sweep_interval, comments_interval * FEED_WHEN_QUIET)
    return max(SHORTEST_LOOK_LATE, 2 * timedelta(seconds=longest))


def why_unwell(signs: Signs, look_late: timedelta, now: datetime) -> list[str]:
    """Why the bot does not do its work, each reason in words; none where it does."""
    found = []
    if not _is_recent(signs.beat_at, BEAT_LATE, now):
        found.append(f"the bot has written nothing to its database {_since(signs.beat_at)}")
    if not _is_recent(signs.telegram.succeeded_at, TELEGRAM_LATE, now):
        found.append(f"Telegram has not answered {_since(signs.telegram.succeeded_at)}")
    since = signs.telegram.failing_since
    if since is not None and not _is_recent(since, UPDATES_LATE, now):
        found.append(f"Telegram cannot deliver to the webhook since {_shown(since)} ({signs.telegram.reason})")
    if not _is_recent(signs.looked_at, look_late, now):
        found.append(f"no source has answered {_since(signs.looked_at)}")
    since = signs.sends.failing_since
    if since is not None and not _is_recent(since, SENDS_LATE, now):
        why = f" ({signs.sends.reason})" if signs.sends.reason else ""
        found.append(f"messages are due since {_shown(since)}, and none is sent{why}")
    return found


def why_unwell_on_standby(silent_for: float | None) -> list[str]:
    """The same of a copy that stands by: it is well while it can look at the database.

    `silent_for` are the seconds since it last could, None where it never could.
    """
    if silent_for is not None and silent_for < STANDBY_LATE:
        return []
    return ["the database is out of reach of this copy, which stands by"]


def sending(before: Health, now: datetime, sent_at: datetime | None, is_any_due: bool, is_held: bool) -> Health:
    """How the sending of messages does, after another look at the outbox.

    `sent_at` is when a message was last sent, None where this process sent none; `is_any_due` whether any may be sent
    now; `is_held` whether Telegram asked to send nothing for a while.
    """
    is_sent = sent_at is not None and sent_at != before.succeeded_at
    after = replace(before, succeeded_at=sent_at or before.succeeded_at)
    if is_sent or not is_any_due:
        return replace(after, failing_since=None, reason=None)
    return replace(
        after, failing_since=_failing_since(before, now), reason="Telegram asked to wait" if is_held else None
    )


def delivering(before: Health, now: datetime, answered_at: datetime | None, undelivered: str | None) -> Health:
    """How Telegram does, after another minute.

    `answered_at` is when it last answered; `undelivered` why it cannot deliver updates to a webhook, None where it can.
    """
    since = None if undelivered is None else _failing_since(before, now)
    return Health(succeeded_at=answered_at, failing_since=since, reason=undelivered)


def _failing_since(before: Health, now: datetime) -> datetime:
    """Since when it has failed, now that it still does: since now where what is known lies ahead."""
    return before.failing_since if before.failing_since is not None and before.failing_since <= now else now


def _is_recent(at: datetime | None, late: timedelta, now: datetime) -> bool:
    return at is not None and -late < now - at < late


def _since(at: datetime | None) -> str:
    return f"since {_shown(at)}" if at else "yet"


def _shown(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
