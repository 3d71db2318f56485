"""Faults at the sites: files that are cut or garbled, pages that lag, records that come and go."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from bot.core.question import Answer, Question, QuestionId, State
from bot.core.source import Source
from bot.standins.sites.faults import SiteFaultKind
from tests.benchmarks.lives import Lives, World

ARCHIVES = (17, 16)
ENDED = (State.ANSWERED, State.CLOSED)
FAULTS: tuple[SiteFaultKind, ...] = ("status", "garbage", "empty", "drop", "error_page")
STATUSES = (404, 500, 502, 503)
TAKEN_BACK_HOURS = 7.0
"""Hours for which a fault lasts: long enough for one sweep, and too short for two that are half a day apart."""

OUTAGE_HOURS = 50.0


class Misfortunes:
    """Orders the faults of a week, and counts how many of each kind there were."""

    def __init__(self, world: World, lives: Lives) -> None:
        self._world = world
        self._lives = lives
        self._sites = world.sites
        self._chance = world.chance
        self.counts: dict[str, int] = {}

    def of_an_answer(self, id: QuestionId, answer: Answer) -> Answer:
        """The answer as it is published: perhaps with a wrong date, perhaps with a record that is incomplete for a while."""
        true = self._lives.true[id]
        kind = self._chance.choice(["none"] * 5 + ["backdated", "future", "undated", "untold", "unreadable"])
        match kind:
            case "backdated" | "future":
                days = self._chance.randint(2, 200) * (1 if kind == "future" else -1)
                answer = replace(answer, published=(answer.published or self._day()) + timedelta(days=days))
            case "undated":
                self._lives.spoil(id, replace(true, answer=replace(answer, published=None)), self._hours())
            case "untold":
                self._lives.spoil(id, replace(true, answer=replace(answer, text=None)), self._hours())
            case "unreadable":
                self._unreadable(id)
        self._count(f"answer {kind}")
        return answer

    def of_a_week(self, followed: Sequence[QuestionId]) -> None:
        """Order the random faults of this week."""
        orders: list[tuple[float, Callable[[Sequence[QuestionId]], None]]] = [
            (0.6, self._archive_fails),
            (0.5, self._download_is_cut),
            (0.2, self._archive_is_half),
            (0.5, self._pages_fail),
            (0.12, self._outage),
            (0.6, self._page_is_gone),
            (0.8, self._ends_are_taken_back),
            (0.8, self._typography),
            (0.5, self._records_are_unreadable),
            (0.4, self._records_are_lost),
        ]
        for likelihood, order in orders:
            if self._chance.random() < likelihood:
                self._world.agenda.at(self._world.later(0, 100), partial(order, followed))

    def make_archives_anew(self) -> None:
        """Put the same records into a new file on each day of the week, which is no fault but the rule."""
        for day in range(7):
            self._world.agenda.at(self._world.clock() + timedelta(days=day, hours=4), self._make_anew)

    def _make_anew(self) -> None:
        for legislature in ARCHIVES:
            self._sites.remake_archive(legislature)

    def _archive_fails(self, _: Sequence[QuestionId]) -> None:
        path = self._sites.archive_path(self._chance.choice(ARCHIVES))
        kind = self._chance.choice(FAULTS)
        self._sites.fault(path=path, kind=kind, status=self._chance.choice(STATUSES))
        self._heal(self._chance.uniform(0.2, 12))
        self._count(f"archive {kind}")

    def _download_is_cut(self, _: Sequence[QuestionId]) -> None:
        path = self._sites.archive_path(self._chance.choice(ARCHIVES))
        self._sites.fault(path=path, kind="cut", times=self._chance.randint(1, 6))
        self._count("archive cut")

    def _archive_is_half(self, _: Sequence[QuestionId]) -> None:
        """Serve half of the file, or of another one, as if it were whole."""
        self._sites.serve_archive(17, b"PK\x03\x04" + bytes(self._chance.randint(0, 5000)))
        self._world.agenda.at(self._world.later(1, 12), lambda: self._sites.serve_archive(17, None))
        self._count("archive half")

    def _outage(self, _: Sequence[QuestionId]) -> None:
        """Let the archive fail for two days; the pages take over, and may fail too."""
        for legislature in ARCHIVES:
            self._sites.fault(path=self._sites.archive_path(legislature), kind="status", status=503)
        if self._chance.random() < 0.3:
            self._sites.fault(on=Source.ASSEMBLEE, kind="status", status=500, times=self._chance.randint(5, 100))
        self._heal(OUTAGE_HOURS)
        self._count("archive away for two days")

    def _pages_fail(self, _: Sequence[QuestionId]) -> None:
        kind = self._chance.choice(FAULTS)
        self._sites.fault(on=Source.NOSDEPUTES, kind=kind, status=self._chance.choice(STATUSES[1:]))
        self._heal(self._chance.uniform(0.2, 20))
        self._count(f"NosDéputés.fr {kind}")

    def _page_is_gone(self, followed: Sequence[QuestionId]) -> None:
        """Remove a page for some hours."""
        source = self._chance.choice(list(Source))
        having = [id for id in followed if id in self._sites.pages[source]]
        if having:
            id = self._chance.choice(having)
            path = self._sites.path_of(id, source)
            self._sites.fault(path=path, kind="status", status=404)
            self._heal(self._chance.uniform(1, 20))
            self._count(f"page gone at {source.value}")

    def _ends_are_taken_back(self, followed: Sequence[QuestionId]) -> None:
        for id in self._some(followed, 3, lambda question: question.state in ENDED):
            taken = replace(self._lives.true[id], answer=None, closing=None)
            self._lives.spoil(id, taken, TAKEN_BACK_HOURS)
            self._count("end taken back for one sweep")

    def _typography(self, followed: Sequence[QuestionId]) -> None:
        for id in self._some(followed, 5, lambda question: bool(question.answer and question.answer.text)):
            answer = self._lives.true[id].answer
            text = (answer and answer.text) or ""
            self._lives.rewrite(id, text.replace("L'", "L’").replace("\u00a0;", " ;").replace("n° ", "n°\u202f"))
            self._count("typography")

    def _records_are_unreadable(self, followed: Sequence[QuestionId]) -> None:
        for id in self._some(followed, 3, lambda _: True):
            self._unreadable(id)

    def _records_are_lost(self, followed: Sequence[QuestionId]) -> None:
        for id in self._some(followed, 4, lambda _: True):
            self._lives.lose(id, self._hours())
            self._count("record lost")

    def _unreadable(self, id: QuestionId) -> None:
        if id.series == 17:  # an archive that lacks one in a hundred is refused, and the 16th has few
            body = self._chance.choice([b"{", b"[]", b'{"question": {"uid": "QANR5L17QE1"}}', bytes(range(256))])
            self._lives.spoil(id, body, self._hours())
            self._count("record unreadable")

    def _some(self, followed: Sequence[QuestionId], most: int, fits: Callable[[Question], bool]) -> list[QuestionId]:
        fitting = [id for id in followed if fits(self._lives.true[id]) and self._lives.is_settled(id, 0.5)]
        return self._chance.sample(fitting, min(most, len(fitting)))

    def _heal(self, hours: float) -> None:
        self._world.agenda.at(self._world.clock() + timedelta(hours=hours), self._sites.heal)

    def _hours(self) -> float:
        return self._chance.uniform(5, 96)

    def _day(self) -> date:
        return self._world.clock().date()

    def _count(self, name: str) -> None:
        self.counts[name] = self.counts.get(name, 0) + 1
