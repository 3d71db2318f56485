"""The lines that the operator reads in the log: one a day, and one for each source that is back."""

import asyncio
import logging
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.cli.logs import Redacted
from bot.core.tally import Deed, Tally
from bot.maintenance.daily_line import DailyLine
from bot.watch.source_health import SourceHealth
from tests.support.examples import NOW
from tests.support.stores import new_store

PARIS = timezone(timedelta(hours=1))


def test_the_line_has_all_counts_what_failed_what_came_back_and_its_time_with_the_zone() -> None:
    tally = Tally(NOW)
    for _ in range(3):
        tally.done(Deed.CHECK)
    tally.failed(Deed.CHECK)
    tally.done(Deed.SWEEP)
    tally.done(Deed.ALERT)
    tally.came_back("nosdeputes")
    tally.came_back("archive-17")
    assert tally.line((NOW + timedelta(days=1)).astimezone(PARIS)) == (
        f"since {NOW.astimezone(PARIS).isoformat(timespec='minutes')}: looks at pages 4 (1 failed),"
        " sweeps of archives 1, looks at the feed of comments 0, looks at the names of deputies 0, alerts sent 1;"
        " came back: archive-17, nosdeputes"
    )


def test_the_next_line_counts_anew() -> None:
    tally = Tally(NOW)
    tally.done(Deed.ALERT)
    tally.failed(Deed.FEED)
    tally.came_back("feed")
    tally.line(NOW + timedelta(days=1))
    line = tally.line(NOW + timedelta(days=2))
    assert line.startswith(f"since {(NOW + timedelta(days=1)).isoformat(timespec='minutes')}: looks at pages 0")
    assert "alerts sent 0" in line
    assert "failed" not in line
    assert "no source had to come back" in line


async def test_it_is_said_once_a_day_and_at_the_end(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "bot.maintenance.daily_line")
    slept: list[float] = []
    now = [NOW]

    async def sleep(seconds: float) -> None:
        if len(slept) == 3:
            raise asyncio.CancelledError
        slept.append(seconds)
        now[0] += timedelta(seconds=seconds)

    daily = DailyLine(Tally(NOW), lambda: now[0], sleep)
    daily.say()
    assert caplog.messages == []  # nothing was begun
    with pytest.raises(asyncio.CancelledError):
        await daily.run()
    daily.say()
    assert slept == [86400] * 3
    assert len(caplog.messages) == 4


async def test_checks_sweeps_and_returns_are_counted_where_sources_answer(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "bot.watch.source_health")
    now = [NOW]
    store = await new_store(tmp_path / "guetteur.db")
    sources = SourceHealth(store, lambda: now[0], lambda: None)
    await sources.failed("archive-17", "HTTP status 503")
    await sources.failed("archive-17", "HTTP status 503")
    await sources.failed("feed", "HTTP status 503")
    await sources.answered("feed")  # a moment's trouble is no return
    now[0] += timedelta(minutes=11)
    await sources.answered("archive-17", read=False)
    await sources.answered("assemblee")
    await sources.unreadable("nosdeputes", "nothing of it is understood", "an17-1")
    await sources.answered("deputies")
    await sources.answered("all-deputies")
    line = sources.tally.line(now[0])
    await store.close()
    assert (
        "looks at pages 2 (1 failed), sweeps of archives 3 (2 failed), looks at the feed of comments 2 (1 failed)"
        in line
    )
    assert "looks at the names of deputies 2" in line
    assert line.endswith("came back: archive-17")
    assert [line for line in caplog.messages if "archive-17" in line] == [
        "archive-17 fails: HTTP status 503",
        f"archive-17 answers again; it had failed since {NOW.isoformat('T', 'minutes')}",
    ]


@pytest.mark.parametrize("zone", ["Europe/Paris", "UTC", "Pacific/Noumea"])
def test_times_in_the_log_have_their_zone(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        record = logging.makeLogRecord({"msg": "told", "created": NOW.timestamp()})
        written = Redacted("secret").format(record).split(" ")[0]
    finally:
        monkeypatch.undo()
        time.tzset()
    assert datetime.fromisoformat(written) == NOW
    assert written[-6] in "+-"
