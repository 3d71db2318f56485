"""Simulates weeks of Parliament: the requests that each site gets, and the delay from publication to outbox.

The clock is handed in and jumps from one instant at which work may be due to the next. The sites are the stand-ins.
Followers grow from one size to the next; the events in Parliament are the same for all.
"""

import logging
import shutil
import sqlite3
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import mean, median

from bot.core.activity import PAGES_WHEN_QUIET
from bot.core.addresses import FEED_PATH, REPOSITORY
from bot.core.chat import Chat
from bot.core.question import Answer, Comment, Question, QuestionId
from bot.core.source import Source
from bot.standins.sites.server import StandInSites
from tests.benchmarks.agenda import Agenda
from tests.benchmarks.clock import Clock
from tests.benchmarks.folders import in_memory
from tests.benchmarks.following import follow
from tests.benchmarks.parliament import DEPUTIES, Parliament, name_of, plain
from tests.benchmarks.program import CHECK_SECONDS, FEED_SECONDS, Program
from tests.benchmarks.table import table, verdict

BEGIN = datetime(2026, 11, 23, tzinfo=UTC)
"""A Monday."""

ISSUE = timedelta(days=1, hours=5, minutes=40)
"""Time from Monday on at which the archive has the new issue of the Journal officiel, in the first week."""

EARLIEST, LATEST = timedelta(days=1, hours=5, minutes=30), timedelta(days=1, hours=6, minutes=24)
"""The same in all other weeks: a random time between these two."""

NEW, ANSWERS, LARGE_ISSUE, GROUP = 175, 140, 1_000, 291
COMMENTS = 40
"""Comments on questions in a week, while the site takes comments."""

LAST_COMMENT = datetime(2024, 6, 9, 18, 30, tzinfo=UTC)
"""The time of the last comment, where the site takes none any more."""

UNNAMED = 5
"""Deputies who have left, and so are not in the register of sitting ones."""

MOST_DISTINCT = 5_000
"""The most questions of each legislature that are followed; further follows go to the same ones."""

STEP, STEP_OF_AN_ISSUE, STEP_OF_TUESDAYS = timedelta(minutes=15), timedelta(minutes=1), timedelta(minutes=5)
FIRST_FOLLOWS = 50
FOR_ASSEMBLEE, FOR_NOSDEPUTES = 200, 1_000
"""The most requests in a day that each site may get."""


@dataclass(frozen=True, slots=True)
class WeeksSize:
    """Size of the archives, number of days, numbers of follows to try, and comments in a week."""

    follows: tuple[int, ...] = (100, 1_000, 10_000, 100_000)
    days: int = 14
    questions: int = 20_000
    earlier: int = 6_000
    comments: int = COMMENTS

    @property
    def check_seconds(self) -> float:
        """Seconds between two checks of a page that were planned before the weeks begin."""
        return CHECK_SECONDS if self.comments else CHECK_SECONDS * PAGES_WHEN_QUIET


@dataclass(slots=True)
class Days:
    """Requests to each site by day; `pages` are those to the Assemblée's site without its open data."""

    assemblee: list[int] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    nosdeputes: list[int] = field(default_factory=list)
    feed: list[int] = field(default_factory=list)

    def add(self, sites: StandInSites) -> None:
        """Count the requests of a day that is over."""
        kinds = Counter(_kind(request.path) for request in sites.requests)
        sites.requests.clear()
        self.assemblee.append(kinds["opendata"] + kinds["page"])
        self.pages.append(kinds["page"])
        self.nosdeputes.append(kinds["nosdeputes"] + kinds["feed"])
        self.feed.append(kinds["feed"])


@dataclass(frozen=True, slots=True)
class FoundInWeek:
    """The outcome of one number of follows; waits are seconds from publication to outbox."""

    follows: int
    distinct: tuple[int, int]
    days: Days
    answers: list[float]
    comments: list[float]
    seconds: float


async def run(size: WeeksSize, seed: int) -> str:
    """Simulate the weeks for each number of follows, and return the table."""
    logging.disable(logging.WARNING)
    with in_memory() as name:
        base = Path(name) / "base.db"
        first = await _Weeks(size, seed, base, 0).prepare()
        found = []
        for follows in size.follows:
            database = base.with_name(f"{follows}.db")
            shutil.copyfile(base, database)
            found.append(await _Weeks(size, seed, database, follows).run())
            database.unlink()
    logging.disable(logging.NOTSET)
    return f"{_told(found, size)}\n{first}"


class _Weeks:
    """The weeks of one number of follows, from the first Monday on."""

    def __init__(self, size: WeeksSize, seed: int, database: Path, follows: int) -> None:
        self._size = size
        self._database = database
        self._follows = follows
        self._clock = Clock(BEGIN - timedelta(hours=9))
        self._parliament = Parliament(seed)
        self._agenda = Agenda()
        self._published: dict[str, datetime] = {}
        self._comments = 1000

    async def prepare(self) -> str:
        """Make a database without follows. Returns a line on the requests that first follows cost."""
        async with StandInSites(self._clock) as sites:
            self._open(sites)
            program = await Program.open(self._database, sites.url, self._clock)
            await program.sweeper.do_due()
            await program.sweeper.take_in_finished()
            await program.close()
            copy = self._database.with_name("first.db")
            shutil.copyfile(self._database, copy)
            told = await self._follow_first(sites, copy)
            copy.unlink()
        return told

    async def run(self) -> FoundInWeek:
        """Play all the weeks."""
        began = time.perf_counter()
        async with StandInSites(self._clock) as sites:
            self._open(sites)
            followed = self._chosen()
            self._clock.set(BEGIN)
            follow(self._database, followed, self._follows, BEGIN, self._size.check_seconds)
            for week in range((self._size.days + 6) // 7):
                self._plan(sites, week, followed)
            days = await self._live(sites)
        answers, comments = self._waits()
        ours = sum(each.id.series == 17 for each in followed)
        distinct = (ours, len(followed) - ours)
        return FoundInWeek(self._follows, distinct, days, answers, comments, time.perf_counter() - began)

    # Parliament

    def _open(self, sites: StandInSites) -> None:
        """Fill the sites as they are on the first Monday."""
        last = BEGIN.date() - timedelta(days=6)
        self._current = [plain(each) for each in self._parliament.questions(17, self._size.questions, last)]
        self._earlier = [plain(each) for each in self._parliament.questions(16, self._size.earlier, last)]
        for question in (*self._current, *self._earlier):
            sites.record(question)
        for question in self._earlier:
            sites.put(question, Source.NOSDEPUTES)
        last_comment = BEGIN - timedelta(days=1) if self._size.comments else LAST_COMMENT
        self._comment(sites, self._earlier[0].id, last_comment)
        self._earlier[0] = sites.pages[Source.NOSDEPUTES][self._earlier[0].id]
        sites.deputies = {f"PA{each}": ("Mme", "Odile", name_of(each)[10:]) for each in range(1, DEPUTIES - UNNAMED)}

    def _chosen(self) -> list[Question]:
        """The same number of questions of each legislature; of the current one, unanswered questions first."""
        most = min(MOST_DISTINCT, self._follows // 2)
        ours = sorted(self._current, key=lambda question: (question.answer is not None, question.id.number))[:most]
        return [*ours, *self._parliament.chance.sample(self._earlier, min(most, len(self._earlier)))]

    def _plan(self, sites: StandInSites, week: int, followed: Sequence[Question]) -> None:
        """Plan the issues: a large one with one text for a whole group in the first week, none in the second, then usual ones."""
        monday = BEGIN + timedelta(weeks=week)
        if week != 1:
            issue = EARLIEST + (LATEST - EARLIEST) * self._parliament.chance.random() if week else ISSUE
            self._agenda.at(monday + issue, lambda: self._issue(sites, week, followed))
        for day in range(7):
            # The current legislature's archive is made anew each day; those of finished ones do not change.
            self._agenda.at(monday + timedelta(days=day, hours=4), lambda: sites.remake_archive(17))
        having = [each.id for each in self._earlier]
        for _ in range(self._size.comments):
            at = monday + timedelta(days=7 * self._parliament.chance.random())
            id = self._parliament.chance.choice(having if len(followed) < 2 else [each.id for each in followed])
            if id.series == 16:
                self._agenda.at(at, partial(self._comment, sites, id))
            self._agenda.at(at, lambda: self._comment(sites, self._parliament.chance.choice(having)))

    def _issue(self, sites: StandInSites, week: int, followed: Sequence[Question]) -> None:
        day = self._clock.now.date()
        start = len(self._current)
        for number in range(start + 1, start + 1 + NEW):
            question = plain(self._parliament.question(QuestionId.of_legislature(17, number), day))
            self._current.append(question)
            sites.record(question)
        waiting = [each.id for each in self._current[:start] if each.answer is None]
        wanted = {each.id for each in followed}
        # At least a fifth of the answers go to followed questions, however few these are.
        first = [id for id in waiting if id in wanted][: ANSWERS // 5]
        count = min(ANSWERS if week else LARGE_ISSUE - GROUP, len(waiting))
        chosen = [
            *first,
            *self._parliament.chance.sample([id for id in waiting if id not in first], count - len(first)),
        ]
        for id in chosen:
            self._answer(sites, id, self._spoken(self._parliament.answer(day)))
        if week == 0:
            rest = [id for id in waiting if id not in set(chosen)]
            text = self._spoken(self._parliament.answer(day))
            for id in rest[: min(GROUP, len(rest))]:
                self._answer(sites, id, text)

    def _answer(self, sites: StandInSites, id: QuestionId, answer: Answer) -> None:
        self._current[id.number - 1] = replace(self._current[id.number - 1], answer=answer)
        sites.record(self._current[id.number - 1])
        self._published[f"{id}:answered"] = self._clock.now

    def _spoken(self, answer: Answer) -> Answer:
        return plain(replace(self._current[0], answer=answer)).answer or answer

    def _comment(self, sites: StandInSites, id: QuestionId, at: datetime | None = None) -> None:
        self._comments += 1
        posted = (at or self._clock.now).replace(tzinfo=None)
        sites.comment(id, Comment(self._comments, f"riverain{self._comments}", posted, "Enfin une question !"))
        self._published[f"{id}:comment:{self._comments}"] = self._clock.now

    # The program

    async def _live(self, sites: StandInSites) -> Days:
        program = await Program.open(self._database, sites.url, self._clock)
        days, feed_at = Days(), BEGIN
        sites.requests.clear()
        end = BEGIN + timedelta(days=self._size.days)
        while self._clock.now < end:
            await self._pass(self._clock.now + _step(self._clock.now))
            await program.sweeper.do_due()
            await program.sweeper.take_in_finished()
            if (self._clock.now - BEGIN).total_seconds() % FEED_SECONDS == 0:
                if self._clock.now >= feed_at:
                    await program.feed.ask()
                    feed_at = self._clock.now + timedelta(seconds=program.feed.interval)
                await program.watcher.check_due()
            if self._clock.now.time() == BEGIN.time():
                days.add(sites)
        await program.close()
        return days

    async def _pass(self, until: datetime) -> None:
        while found := self._agenda.next(until):
            self._clock.set(max(found[0], self._clock.now))
            found[1]()
        self._clock.set(until)

    def _waits(self) -> tuple[list[float], list[float]]:
        """Seconds from publication to outbox, of answers and of comments, one for each event."""
        query = (
            "SELECT 'an' || q.legislature || '-' || q.number || ':' || o.key, min(o.created_at) FROM outbox o"
            " JOIN questions q ON q.id = o.question_id WHERE o.kind IN ('answered', 'comment') GROUP BY 1"
        )
        with closing(sqlite3.connect(self._database)) as connection:
            rows = connection.execute(query).fetchall()
        found: dict[bool, list[float]] = {True: [], False: []}
        for key, at in rows:
            told = datetime.fromisoformat(at).replace(tzinfo=UTC)
            found["comment" in key].append((told - self._published[key]).total_seconds())
        return found[False], found[True]

    async def _follow_first(self, sites: StandInSites, database: Path) -> str:
        """The requests that the first follow of a question costs."""
        program = await Program.open(database, sites.url, self._clock)
        await program.store.chats.greet(Chat(1, "private", "fr"), self._clock())
        told = []
        for questions in (self._current, self._earlier):
            days = Days()
            sites.requests.clear()
            for question in questions[-FIRST_FOLLOWS:]:
                await program.watcher.observe(question.id)
                await program.store.follows.follow(1, question.id, False, self._clock())
            await program.watcher.check_due()
            days.add(sites)
            legislature = questions[0].id.series
            each = (days.assemblee[0] / FIRST_FOLLOWS, days.nosdeputes[0] / FIRST_FOLLOWS)
            told.append(
                f"of the {legislature}th legislature {each[0]:.2f} to the Assemblée, {each[1]:.2f} to NosDéputés.fr"
            )
        await program.close()
        return f"requests that the first follow of a question makes: {'; '.join(told)}"


def _step(now: datetime) -> timedelta:
    """The time to move the clock on by: short around an issue on Tuesdays, when delays count, else longer."""
    if now.weekday() != 1:
        return STEP
    return STEP_OF_AN_ISSUE if 5 <= now.hour < 7 else STEP_OF_TUESDAYS


def _kind(path: str) -> str:
    if path.startswith(REPOSITORY):
        return "opendata"
    if path.startswith(("/dyn/", "/q1")):
        return "page"
    return "feed" if path == FEED_PATH else "nosdeputes"


def _told(found: Sequence[FoundInWeek], size: WeeksSize) -> str:
    head = [
        "follows",
        "questions",
        "a day",
        "worst",
        "pages",
        "hourly",
        "fewer",
        "a day",
        "worst",
        "feed",
        "hourly",
        "fewer",
    ]
    requests = table(
        ["requests a day", "", "Assemblée", "", "", "", "", "NosDéputés", "", "", "", ""],
        [head, *map(_requests, found)],
    )
    waits = table(
        ["minutes to the outbox", "answers", "median", "worst", "comments", "median", "worst", "run s"],
        [_delays(each) for each in found],
    )
    assemblee = max(max(each.days.assemblee) for each in found)
    nosdeputes = max(max(each.days.nosdeputes) for each in found)
    flat = max(mean(each.days.assemblee) for each in found) <= 1.1 * min(mean(each.days.assemblee) for each in found)
    lines = [
        f"{size.days} days, {size.questions} and {size.earlier} questions, {size.comments} comments a week",
        requests,
        waits,
        f"to the Assemblée under {FOR_ASSEMBLEE} on the worst day: {verdict(assemblee < FOR_ASSEMBLEE)}",
        f"to the Assemblée the same for all sizes: {verdict(flat)}",
        f"to NosDéputés.fr under {FOR_NOSDEPUTES} on the worst day: {verdict(nosdeputes < FOR_NOSDEPUTES)}",
    ]
    return "\n".join(lines)


def _requests(found: FoundInWeek) -> list[str]:
    days, (current, earlier) = found.days, found.distinct
    hourly = (24 * (current + earlier), 24 * (current + earlier))
    ours, theirs = mean(days.assemblee), mean(days.nosdeputes)
    return [
        f"{found.follows}",
        f"{current} + {earlier}",
        f"{ours:.0f}",
        f"{max(days.assemblee)}",
        f"{sum(days.pages)}",
        f"{hourly[0]}",
        f"{hourly[0] / ours:.0f}x",
        f"{theirs:.0f}",
        f"{max(days.nosdeputes)}",
        f"{mean(days.feed):.0f}",
        f"{hourly[1]}",
        f"{hourly[1] / theirs:.0f}x",
    ]


def _delays(found: FoundInWeek) -> list[str]:
    def shown(waits: list[float]) -> list[str]:
        if not waits:
            return ["0", "-", "-"]
        return [str(len(waits)), f"{median(waits) / 60:.1f}", f"{max(waits) / 60:.1f}"]

    return [f"{found.follows} follows", *shown(found.answers), *shown(found.comments), f"{found.seconds:.0f}"]
