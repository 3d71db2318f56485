"""What goes wrong with the Sénat's file: cut, replaced by a page, older, of another shape, or with rows that are wrong."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from bot.core.addresses import SENAT_FILE
from bot.core.question import QuestionId
from bot.standins.sites.faults import SiteFaultKind
from bot.standins.sites.senat_file import Row
from bot.standins.sites.serving import Served
from tests.benchmarks.lives import World
from tests.benchmarks.senate.lives import Changed, SenateLives
from tests.benchmarks.senate.questions import Reply, SenateQuestion

FAULTS: tuple[SiteFaultKind, ...] = ("status", "garbage", "empty", "drop", "error_page", "cut")
STATUSES = (404, 500, 502, 503)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "mac-roman")
ONE_SWEEP, A_DAY = 7.0, 26.0
"""Hours for which a row is wrong: long enough for one sweep and no more, and for those of a day."""

OUTAGE_HOURS = 50.0
EDITIONS = 6
"""Older editions that a stale cache may have."""


class SenateMisfortunes:
    """Orders the faults of a week, and counts how many of each kind there were."""

    def __init__(self, world: World, lives: SenateLives, chance: random.Random) -> None:
        self._world = world
        self._lives = lives
        self._chance = chance
        self._editions: list[Served] = []
        self._is_busy = False
        self.counts: dict[str, int] = {}

    def of_an_answer(self, id: QuestionId, ministry: str) -> Reply:
        """The answer of a ministry; perhaps its row tells only a part of it for a while, or a day that cannot be."""
        day = self._world.clock().date()
        kind = self._chance.choice(["none"] * 5 + ["backdated", "future", "untold", "without its sort", "unreadable"])
        match kind:
            case "backdated":
                day -= timedelta(days=self._chance.randint(10, 200))
            case "future":  # for a while: a file with many such days is refused, and with reason
                ahead = str(day + timedelta(days=self._chance.randint(10, 200)))
                self._lives.spoil(id, partial(_answered_on, ahead), self._hours())
            case "untold":
                self._lives.spoil(id, _untold, self._hours())
            case "without its sort":
                self._lives.spoil(id, lambda true: true.row | {"Sort": "En cours"}, self._hours())
            case "unreadable":
                self._lives.spoil(id, self._unreadable(), self._hours())
        self._count(f"answer {kind}")
        return Reply(ministry, day)

    def lateness(self) -> float:
        """Hours by which a new row is late: nearly always none."""
        if self._chance.random() > 0.01:
            return 0
        self._count("new row late")
        return self._hours()

    def of_a_week(self, followed: Sequence[QuestionId]) -> None:
        """Order the random faults of this week."""
        orders: list[tuple[float, Callable[[], None]]] = [
            (0.7, self._fails),
            (0.4, self._fails),
            (0.1, self._outage),
            (0.4, self._is_stale),
            (0.3, self._is_stale_and_new),
            (0.5, self._is_truncated),
            (0.4, self._is_encoded_otherwise),
            (0.5, self._has_another_shape),
            (0.3, self._has_fewer_rows),
            (0.2, self._has_unreadable_rows),
            (0.8, lambda: self._rows(followed, "end taken back for one sweep", 3, _ended, ONE_SWEEP, self._reverted)),
            (0.6, lambda: self._rows(followed, "row as before for a day", 3, _changed, A_DAY, self._reverted)),
            (0.4, lambda: self._rows(followed, "row closed for one sweep", 2, _waits, ONE_SWEEP, _closed)),
            (0.5, lambda: self._rows(followed, "row unreadable", 3, _any, None, self._unreadable())),
            (0.4, lambda: self._rows(followed, "row lost", 4, _any, None, lambda _: None)),
            (0.4, lambda: self._rows(followed, "row without a day", 2, _any, None, _undated)),
            (0.8, lambda: self._rows(followed, "typography", 5, _any, None, _typography)),
        ]
        for likelihood, order in orders:
            if self._chance.random() < likelihood:
                self._world.agenda.at(self._later(), order)
        for _ in range(EDITIONS):
            self._world.agenda.at(self._later(), self._keep_edition)

    # The file

    def _fails(self) -> None:
        kind = self._chance.choice(FAULTS)
        times = self._chance.randint(1, 6) if kind == "cut" else None
        hours = self._chance.uniform(0.2, 12)
        self._world.sites.fault(path=SENAT_FILE, kind=kind, status=self._chance.choice(STATUSES), times=times)
        self._lives.disturb(hours)
        self._world.agenda.at(self._world.clock() + timedelta(hours=hours), self._world.sites.heal)
        self._count(f"file {kind}")

    def _outage(self) -> None:
        self._world.sites.fault(path=SENAT_FILE, kind="status", status=503)
        self._lives.disturb(OUTAGE_HOURS)
        self._world.agenda.at(self._world.clock() + timedelta(hours=OUTAGE_HOURS), self._world.sites.heal)
        self._count("file away for two days")

    def _keep_edition(self) -> None:
        if not self._is_busy and self._lives.is_all_true:
            self._editions = [*self._editions[1 - EDITIONS :], self._lives.shown.edition]

    def _is_stale(self) -> None:
        """Serve an older edition with its own date, as a cache does."""
        if self._editions:
            edition = self._chance.choice(self._editions)
            self._instead("file stale", lambda: self._lives.shown.go_back(edition), self._chance.uniform(3, 40))

    def _is_stale_and_new(self) -> None:
        """Serve an older edition as if it were new."""
        if self._editions:
            body = self._chance.choice(self._editions).body
            self._serve("file stale, with a new date", body, self._chance.choice([ONE_SWEEP, A_DAY]))

    def _is_truncated(self) -> None:
        body = self._lives.shown.edition.body
        at = self._chance.choice([0.01, 0.5, 0.97, 0.999]) * len(body)
        if self._chance.random() < 0.3:
            at = body.index(b"\r\n", int(at * 0.99)) + 2
        self._serve("file truncated", body[: int(at)])

    def _is_encoded_otherwise(self) -> None:
        text, encoding = self._lives.shown.edition.body.decode("windows-1252"), self._chance.choice(ENCODINGS)
        self._serve(f"file in {encoding}", text.encode(encoding, "replace"))

    def _has_another_shape(self) -> None:
        lines = self._lives.shown.edition.body.decode("windows-1252").split("\r\n")
        shape = self._chance.choice(["unknown column", "renamed column", "no header", "bare line ends", "quotes"])
        match shape:
            case "unknown column":
                lines[0] = lines[0].replace("URL Question", "URL Question;Circonscription 2")
            case "renamed column":
                lines[0] = lines[0].replace("Date de réponse JO", "Réponse le")
            case "no header":
                lines = lines[1:]
            case "quotes":
                at = self._chance.randrange(1, len(lines) - 1)
                lines[at] = lines[at].replace(";", ';"Bleu', 1)
        end = "\n" if shape == "bare line ends" else "\r\n"
        self._serve(f"file with {shape}", end.join(lines).encode("windows-1252"))

    def _has_fewer_rows(self) -> None:
        lines = self._lives.shown.edition.body.split(b"\r\n")
        kept = self._chance.choice([0.3, 0.9, 0.97])
        some = [lines[0], *(each for each in lines[1:-1] if self._chance.random() < kept), b""]
        self._serve("file with fewer rows", b"\r\n".join(some))

    def _has_unreadable_rows(self) -> None:
        body = self._lives.shown.edition.body
        figure = str(self._chance.randrange(10)).encode()
        self._serve("file with many unreadable rows", body.replace(b";SEQ2" + figure, b";SEQ"))

    def _serve(self, name: str, body: bytes, hours: float | None = None) -> None:
        """Serve these bytes for a while, but no row that is wrong: it would be so for longer than it is meant to be."""
        if not self._lives.is_all_true:
            return
        self._instead(name, lambda: self._lives.shown.serve(body), hours or self._chance.uniform(3, 20))

    def _instead(self, name: str, begin: Callable[[], None], hours: float) -> None:
        """Serve something else in the place of the file for a while."""
        if self._is_busy:
            return
        self._is_busy = True
        begin()
        self._lives.disturb(hours)
        self._world.agenda.at(self._world.clock() + timedelta(hours=hours), self._go_on)
        self._count(name)

    def _go_on(self) -> None:
        self._is_busy = False
        self._lives.shown.go_on()

    # Its rows

    def _rows(
        self,
        followed: Sequence[QuestionId],
        name: str,
        most: int,
        fits: Callable[[SenateLives, QuestionId], bool],
        hours: float | None,
        changed: Changed,
    ) -> None:
        """Show some rows otherwise for a while."""
        fitting = [id for id in followed if self._lives.is_settled(id, 0.5) and fits(self._lives, id)]
        for id in self._chance.sample(fitting, min(most, len(fitting))):
            self._lives.spoil(id, changed, hours or self._hours())
            self._count(name)

    def _reverted(self, true: SenateQuestion) -> Row:
        """The row as it was before what happened last."""
        before = self._lives.before(true.id)
        return replace(true, reply=None, closing=None).row if before is None else before.row

    def _unreadable(self) -> Changed:
        cells: Row = self._chance.choice([{"Numéro": "99999"}, {"Titre": "T" * 3_000}, {"Numéro": "illisible"}])
        return partial(_with_cells, cells)

    def _later(self) -> datetime:
        return self._world.clock.now + timedelta(hours=self._chance.uniform(0, 84))

    def _hours(self) -> float:
        return self._chance.uniform(5, 40)

    def _count(self, name: str) -> None:
        self.counts[f"Sénat's {name}"] = self.counts.get(f"Sénat's {name}", 0) + 1


def _with_cells(cells: Row, true: SenateQuestion) -> Row:
    return true.row | cells


def _answered_on(day: str, true: SenateQuestion) -> Row:
    return true.row | {"Date de réponse JO": day} if true.reply else true.row


def _untold(true: SenateQuestion) -> Row:
    return true.row if true.reply is None else replace(true, reply=Reply(None, None)).row


def _closed(true: SenateQuestion) -> Row:
    return true.row | {"Sort": "Retirée"}


def _undated(true: SenateQuestion) -> Row:
    return true.row | {"Date de publication JO": ""}


def _typography(true: SenateQuestion) -> Row:
    """The same words with other signs, which is no event."""
    row = dict(true.row)
    for cell in ("Ministère de dépôt", "Ministère de transmission", "Ministère de réponse", "Titre"):
        row[cell] = row.get(cell, "").replace("'", "’").replace(", ", " , ").replace(" et ", "\u00a0et ")
    return row


def _any(_lives: SenateLives, _id: QuestionId) -> bool:
    return True


def _waits(lives: SenateLives, id: QuestionId) -> bool:
    return lives.true[id].waits


def _ended(lives: SenateLives, id: QuestionId) -> bool:
    return not lives.true[id].waits


def _changed(lives: SenateLives, id: QuestionId) -> bool:
    return lives.before(id) is not None
