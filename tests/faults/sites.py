"""Lets sites lie and stall in every known way, one question each: which lies are believed, and what they cost."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Self

from bot.core.question import QuestionId
from bot.core.source import Source
from bot.standins.sites.lies import LIES, Lie
from tests.benchmarks.table import table, verdict
from tests.faults.alerts import Alert, AlertLedger
from tests.faults.house import House, eventually, opened
from tests.faults.kills import made_up
from tests.support.examples import ANSWER

MIB = 1 << 20
CHAT = 7
HARMLESS = {"charset"}
"""A false charset of the response does no harm: the page declares its own, which is believed."""

LONG = {"trickle"}
"""Lies by stalling: such a check is given up after half a minute."""

ARCHIVE_LIES: tuple[Lie, ...] = ("huge", "endless", "bomb", "brotli", "encoding", "short")
KNOWN = "SELECT count(*) FROM looks WHERE source = 'assemblee' AND reading IS NOT NULL"
SETTINGS = {"WATCH_INTERVAL": "0.5", "COMMENTS_INTERVAL": "60", "SWEEP_INTERVAL": "60"}


@dataclass(slots=True)
class Lied:
    """The outcome. `grown` is the most memory that the process had, in bytes above what it had before."""

    met: set[str] = field(default_factory=set)
    questions: int = 0
    told_meanwhile: set[str] = field(default_factory=set)
    told_afterwards: int = 0
    repeated: int = 0
    forgotten: int = 0
    strangers: int = 0
    grown: int = 0


class Stranger:
    """A host that the bot must not ask, such as one of a private network: it counts its connections."""

    def __init__(self) -> None:
        self.visitors = 0

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._visited, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()

    async def _visited(self, _reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.visitors += 1
        writer.close()


async def lie_to(house: House, seconds: float = 1.0, is_patient: bool = False) -> Lied:
    """Let each question's page tell another lie while its answer is published, and then the truth again.

    Only with `is_patient` are stalled requests waited for to their end.
    """
    # The last lie stalls for half a minute the checks that would show that the site is well.
    kinds = [*LIES, "cut", "circle", "stranger", "trickle"]
    ids = {QuestionId.of_legislature(17, 1 + at): kind for at, kind in enumerate(kinds)}
    # A site that only lies is no longer asked; this one tells the truth of most questions.
    honest = [QuestionId.of_legislature(17, 500 + at) for at in range(20)]
    for id in (*ids, *honest):
        house.sites.put(made_up(id), Source.ASSEMBLEE)
    await house.follow(range(CHAT, CHAT + 1), [*ids, *honest])
    ledger = AlertLedger(house.telegram.state)
    ledger.owe(Alert(CHAT, "card", id.number) for id in ids)
    await house.start(**SETTINGS)
    await house.telegram.wait_until(lambda: not ledger.read().lost)
    found = Lied(questions=len(ids))
    before = house.memory()
    async with Stranger() as stranger:
        await _lie(house, ids, stranger.url, found, seconds)
        found.strangers = stranger.visitors
    found.told_meanwhile = {
        ids[QuestionId.of_legislature(17, each.number)] for each in ledger.read().told if each.what == "answered"
    }
    found.forgotten = len(ids) + len(honest) - await house.number(KNOWN)
    found.grown = house.memory("VmHWM") - before
    house.sites.heal()
    ledger.owe_only(Alert(CHAT, "answered", id.number) for id, kind in ids.items() if is_patient or kind not in LONG)
    await house.telegram.wait_until(lambda: not ledger.read().lost)
    found.told_afterwards = len(ledger.due) - len(ledger.read().lost)
    found.repeated = ledger.repeated.total()
    return found


async def _lie(house: House, ids: dict[QuestionId, str], stranger: str, found: Lied, seconds: float) -> None:
    """Let one page after the other lie: many at once would look like a site that refuses, which is asked ever less."""
    for id, kind in ids.items():
        path = house.sites.path_of(id, Source.ASSEMBLEE)
        to = {"circle": path, "stranger": f"{stranger}/latest/meta-data"}.get(kind)
        house.sites.fault(path=path, kind="redirect" if to else kind, to=to)  # type: ignore[arg-type]  # kinds by name
        house.sites.answer(id, ANSWER)
        asked = len(house.sites.asked(path))
        await house.sites.wait_until(partial(_is_asked_again, house, path, asked))
        found.met.add(kind)
    await asyncio.sleep(seconds)


def _is_asked_again(house: House, path: str, asked: int) -> bool:
    return len(house.sites.asked(path)) > asked


@dataclass(slots=True)
class ArchiveLied:
    """The outcome of lying archives: the reason logged for each, and whether the truth was told afterwards."""

    reasons: dict[str, str] = field(default_factory=dict)
    told_meanwhile: int = 0
    told_afterwards: int = 0
    grown: int = 0


async def lie_of_the_archive(house: House, lies: Sequence[Lie]) -> ArchiveLied:
    """Let an archive that answers a question tell one lie after the other, and then the truth."""
    id, path = QuestionId.of_legislature(17, 1), house.sites.archive_path(17)
    house.sites.record(made_up(id))
    await house.follow(range(CHAT, CHAT + 1), [id])
    await house.start(**SETTINGS | {"SWEEP_INTERVAL": "0.3"})
    ledger, found = AlertLedger(house.telegram.state), ArchiveLied()
    ledger.owe([Alert(CHAT, "card", id.number)])
    await house.telegram.wait_until(lambda: not ledger.read().lost)
    before = house.memory()
    ledger.owe_only([Alert(CHAT, "answered", id.number)])
    for lie in lies:
        house.sites.heal()
        house.sites.fault(path=path, kind=lie)
        if not found.reasons:
            house.sites.answer(id, ANSWER)
        found.reasons[lie] = await _reason(house)
    found.told_meanwhile = len(ledger.due) - len(ledger.read().lost)
    found.grown = house.memory("VmHWM") - before
    house.sites.heal()
    await house.telegram.wait_until(lambda: not ledger.read().lost)
    found.told_afterwards = ledger.read().told.total() - 1  # beside its card
    return found


async def _reason(house: House) -> str:
    """The logged reason of the next failed sweep."""
    told = len(_failures(house)) + 1  # the sweep of the last lie may end just now
    await eventually(lambda: len(_failures(house)) > told, within=120)
    return _failures(house)[-1].partition("no sweep: ")[2]


def _failures(house: House) -> list[str]:
    return [line for line in house.log.read_text().splitlines() if "archive-17: no sweep: " in line]


async def report(folder: Path) -> str:
    """The figures of all lies."""
    (folder / "pages").mkdir()
    (folder / "archive").mkdir()
    async with opened(folder / "pages") as house:
        pages = await lie_to(house, seconds=30, is_patient=True)
    async with opened(folder / "archive") as house:
        archive = await lie_of_the_archive(house, ARCHIVE_LIES)
    honest = pages.told_meanwhile <= HARMLESS and not (pages.forgotten or pages.strangers or archive.told_meanwhile)
    head = ["lies", "ways", "told falsely", "forgotten", "told afterwards", "twice", "memory MiB"]
    ways = [str(pages.questions), str(len(pages.told_meanwhile - HARMLESS)), str(pages.forgotten)]
    rows = [
        ["of pages", *ways, str(pages.told_afterwards), str(pages.repeated), str(pages.grown // MIB)],
        [
            "of the archive",
            *(str(len(archive.reasons)), str(archive.told_meanwhile), "0"),
            *(str(archive.told_afterwards), "0", str(archive.grown // MIB)),
        ],
    ]
    said = [f"{lie}: {reason}" for lie, reason in archive.reasons.items()]
    return "\n".join([table(head, rows), *said, f"requirement, nothing false and nothing forgotten: {verdict(honest)}"])
