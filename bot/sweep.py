"""The sweep: the Assemblée's archive is asked for, checked as a whole, compared with the catalogue, and taken in.

A thread reads the file and puts what changed into a second one, so that neither the event loop nor the memory minds how
much there is. Only when the whole archive was read and is believed does any of it reach the store, lot by lot.
"""

import asyncio
import logging
import random
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import BinaryIO

from bot.core import pace
from bot.core.addresses import archive_path, deputies_path
from bot.core.question import FIRST_LEGISLATURE, Question, QuestionId
from bot.core.sweeping import answer_key, issue_of, reason_to_reject
from bot.parliament import opendata
from bot.parliament.archive import Record, Scan, read_packed
from bot.parliament.client import Client, Response, Unreachable
from bot.parliament.deputies import read_deputies
from bot.parliament.page import Unreadable
from bot.parliament.zipped import Refused
from bot.sources import DEPUTIES, Sources
from storage import Store
from storage.catalogue import Packed
from storage.looks import Validators
from storage.questions import archive_name

log = logging.getLogger(__name__)

LARGEST_ARCHIVE = 512 * 1024 * 1024
"""Bytes. The archive of the 17th legislature has about 45 million."""

LARGEST_DEPUTIES = 64 * 1024 * 1024
LOT = 200
"""Records in one transaction: whoever else wants to write waits no longer than for one."""

IDLE_SECONDS = 5.0
TROUBLE_SECONDS = 60.0
MOST_EXAMPLES = 5
OK, NOT_MODIFIED = 200, 304


class Stopped(Exception):
    """The program stops in the middle of a sweep."""


def unpack(packed: bytes) -> Question | None:
    """A record of the catalogue; None where this version of the reader does not understand it."""
    try:
        return read_packed(packed)
    except Unreadable as error:
        log.warning("a record of the catalogue cannot be read: %s", error)
        return None


@dataclass(slots=True)
class Found:
    """What a scan found: an index of the records that changed, whose bytes are in `spool`, and what there is to say."""

    spool: BinaryIO
    changed: list[tuple[int, int, int, str | None, int | None, int]] = field(default_factory=list)
    readable: int = 0
    refused: int = 0
    examples: list[tuple[str, str]] = field(default_factory=list)
    days: Counter[date] = field(default_factory=Counter)
    labels: dict[str, QuestionId] = field(default_factory=dict)

    def add(self, record: Record) -> None:
        """Keep a record that changed."""
        question = record.question
        self.spool.write(record.packed)
        key = answer_key(question.answer)
        self.changed.append((record.number, record.crc, record.size, question.author_ref, key, len(record.packed)))
        self.days.update({day for day in (question.asked, question.answer and question.answer.published) if day})
        if question.closing and question.closing.label:
            self.labels.setdefault(question.closing.label, question.id)

    def refuse(self, refused: Refused) -> None:
        """Count a record that cannot be read. Raises Unreadable where it shows that the file is broken."""
        if refused.damaged:
            raise Unreadable(f"the archive is damaged: {refused.name}: {refused.reason}")
        self.refused += 1
        if len(self.examples) < MOST_EXAMPLES:
            self.examples.append((refused.name, refused.reason))

    def lots(self) -> Iterator[list[Packed]]:
        """The records that changed, some at a time."""
        self.spool.seek(0)
        for start in range(0, len(self.changed), LOT):
            yield [
                Packed(number, crc, size, self.spool.read(length), author, key)
                for number, crc, size, author, key, length in self.changed[start : start + LOT]
            ]


class Sweeper:
    """Sweeps the archives, learns the deputies' names, and tells of the terms that passed."""

    def __init__(
        self,
        store: Store,
        client: Client,
        sources: Sources,
        interval: float | None,
        current: int,
        clock: Callable[[], datetime],
        on_news: Callable[[], None],
    ) -> None:
        self._store = store
        self._client = client
        self._sources = sources
        self._interval = interval
        self._current = current
        self._clock = clock
        self._on_news = on_news
        self._chance = random.random()
        self._stopping = threading.Event()

    async def run(self) -> None:
        """Sweep whatever is due, for ever."""
        try:
            await self._begin()
            while True:
                wait = IDLE_SECONDS if self._interval is None else min(IDLE_SECONDS, self._interval)
                try:
                    await self.do_due()
                except Exception:
                    log.exception("what was due could not be done")
                    wait = TROUBLE_SECONDS if self._interval is None else max(wait, 1.0)
                await asyncio.sleep(wait)
        finally:
            self._stopping.set()

    async def _begin(self) -> None:
        """Let go what a killed sweep had found: its next run finds the rest."""
        try:
            if await self._store.catalogue.release():
                self._on_news()
        except Exception:
            log.exception("what an earlier sweep had found is not let go yet")

    async def do_due(self) -> None:
        """Sweep the archives that are due, ask for names that are missing, tell of terms that passed."""
        for legislature in await self._legislatures():
            swept = (await self._store.catalogue.sweeps(archive_name(legislature))).swept
            if pace.next_sweep(self._clock(), swept, self._interval, self._chance) <= self._clock():
                await self.sweep(legislature)
                self._chance = random.random()
        await self._ask_for_names()
        if await self._store.deadlines.tell(self._clock()):
            self._on_news()

    async def _legislatures(self) -> list[int]:
        """The current one, and the one before while anybody follows something in it."""
        before = self._current - 1
        followed = before >= FIRST_LEGISLATURE and await self._store.follows.is_any_followed(before)
        wanted = [self._current, before] if followed else [self._current]
        return [each for each in wanted if archive_path(each) is not None]

    async def sweep(self, legislature: int) -> None:
        """Ask for one legislature's archive, and take in what changed."""
        name, path = archive_name(legislature), archive_path(legislature)
        if path is None:
            return
        known = await self._store.catalogue.sweeps(name)
        understood = known.reader == opendata.VERSION  # what another version of the reader read is read again
        asked = known.validators if understood else Validators()
        try:
            with tempfile.TemporaryFile() as file:
                response = await self._client.download(path, asked.etag, asked.last_modified, file, LARGEST_ARCHIVE)
                if response.status == NOT_MODIFIED and asked != Validators():
                    await self._confirm(legislature)
                elif response.status == OK:
                    sums = await self._store.catalogue.checksums(legislature) if understood else {}
                    await self._take_in(legislature, file, sums, known.questions, response)
                else:
                    raise Unreachable(f"HTTP status {response.status}", response.retry_after)
        except (Unreachable, Unreadable) as error:
            await self._fail(name, error.reason)
        except OSError as error:
            await self._fail(name, f"{type(error).__name__}: {error.strerror}")

    async def _confirm(self, legislature: int) -> None:
        now = self._clock()
        number = _number_of(now)
        name = archive_name(legislature)
        await self._store.catalogue.take_back(legislature, now, pace.least_taken_back(self._interval), number)
        if await self._store.catalogue.confirm(name, now, number):
            self._on_news()
        await self._sources.answered(name, read=False)

    async def _take_in(
        self,
        legislature: int,
        file: BinaryIO,
        sums: dict[int, tuple[int, int]],
        before: int | None,
        response: Response,
    ) -> None:
        name, now = archive_name(legislature), self._clock()
        with tempfile.TemporaryFile() as spool:
            found = Found(spool)
            await asyncio.to_thread(self._scan, Scan(file, legislature, sums), found)
            await self._report_refused(name, found)
            reason = reason_to_reject(found.readable, found.refused, before)
            if reason is not None:
                await self._sources.report(f"rejected:{name}:{reason}", "sweep-rejected", _told(name, reason=reason))
                raise Unreadable(reason)
            number = _number_of(now)
            for lot in found.lots():
                await self._store.catalogue.take(legislature, lot, now, number)
            await self._store.catalogue.take_back(legislature, now, pace.least_taken_back(self._interval), number)
        validators = Validators(response.etag, response.last_modified)
        issue = issue_of(found.days, now.date())
        finish = partial(self._store.catalogue.finish, name, validators, opendata.VERSION, found.readable, issue)
        if await finish(now, number):
            self._on_news()
        log.info("%s: %s questions, %s changed, %s unreadable", name, found.readable, len(found.changed), found.refused)
        await self._sources.answered(name)
        for label, question in found.labels.items():
            await self._sources.report_label(label, question)

    def _scan(self, scan: Scan, found: Found) -> None:
        """Read an archive to its end. Raises Unreadable where it is not a whole one."""
        for each in scan:
            if self._stopping.is_set():
                raise Stopped
            if isinstance(each, Record):
                found.add(each)
            else:
                found.refuse(each)
        found.readable = scan.passed_over + len(found.changed)

    async def _report_refused(self, name: str, found: Found) -> None:
        if found.refused:
            values = _told(name, count=found.refused, total=found.readable + found.refused, examples=found.examples)
            await self._sources.report(f"unreadable:{name}:{found.examples}", "sweep-unreadable", values)

    async def _fail(self, name: str, reason: str) -> None:
        log.warning("%s: no sweep: %s", name, reason)
        await self._store.catalogue.fail(name, self._clock())
        await self._sources.failed(name, reason)

    async def _ask_for_names(self) -> None:
        """Learn the names of deputies while one is missing, at most once a day."""
        known = await self._store.catalogue.sweeps(DEPUTIES)
        is_due = pace.next_names(self._clock(), known.swept, self._interval) <= self._clock()
        if not is_due or not await self._store.catalogue.lacks_names():
            return
        asked = known.validators
        path = deputies_path(self._current)
        try:
            with tempfile.TemporaryFile() as file:
                response = await self._client.download(path, asked.etag, asked.last_modified, file, LARGEST_DEPUTIES)
                if response.status == OK:
                    names = await asyncio.to_thread(lambda: list(read_deputies(file)))
                    await self._store.catalogue.name_deputies(names)
                    asked = Validators(response.etag, response.last_modified)
                elif response.status != NOT_MODIFIED:
                    raise Unreachable(f"HTTP status {response.status}", response.retry_after)
        except (Unreachable, Unreadable) as error:
            await self._fail(DEPUTIES, error.reason)
        except OSError as error:
            await self._fail(DEPUTIES, f"{type(error).__name__}: {error.strerror}")
        else:
            now = self._clock()
            await self._store.catalogue.finish(DEPUTIES, asked, 0, 0, None, now, _number_of(now))
            await self._sources.answered(DEPUTIES)


def _number_of(now: datetime) -> int:
    """The number of a sweep: what it finds waits under it until it is over."""
    return int(now.timestamp() * 1000)


def _told(name: str, **values: object) -> dict[str, object]:
    return {"source": name, **values}
