"""Feeds broken pages to the readers, which must understand them or raise `Unreadable`, quickly and in little memory.

It is not atheris, which has no build for some machines that the lock files serve, and does not see the branches of the
parsers in which the readers spend their time. A seed and a number make each page, so that it can be made again.
"""

import gc
import io
import json
import random
import re
import time
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bot.core.chambers.senat_reference import SenatReference
from bot.core.deputy import Deputy
from bot.core.question import Question, QuestionId
from bot.core.question_json import from_plain, to_plain
from bot.parliament.archive import Record, Scan, read_archive
from bot.parliament.assemblee import read_assemblee
from bot.parliament.dates import EARLIEST, LATEST
from bot.parliament.deputies import LONGEST_CONSTITUENCY, LONGEST_NAME, read_deputies
from bot.parliament.feed import read_feed
from bot.parliament.nosdeputes import read_nosdeputes
from bot.parliament.opendata import read_record
from bot.parliament.page import Unreadable
from bot.parliament.senat.question_page import read_page
from bot.parliament.senat.questions_csv import read_questions
from bot.parliament.sniff import read
from bot.standins.sites.register import acteur_bytes
from bot.standins.sites.senat_file import made_rows, written
from tests.benchmarks.measuring import MIB, forget_peak, memory_of
from tests.benchmarks.mutations import broken, broken_file
from tests.benchmarks.table import table, verdict

PAGES = Path(__file__).parents[2] / "tests" / "pages"
SLOWEST = 0.5
"""Processor seconds that one page may take."""

LARGEST_MEMORY = 50 * MIB
LONGER = 32
"""Stored characters that one byte can become: control characters are escaped, a packed byte stands for many."""

LARGEST_FRAME = 5_000
"""Stored characters of a question without any words."""

FEED_ITEM = (
    "<item><title><![CDATA[À propos d'une question, riverain a dit]]></title><description>Bien !</description>"
    "<link>https://www.nosdeputes.fr/16/question/{number}#commentaire_{number}</link><guid>Commentaire{number}</guid></item>"
)

Reader = Callable[[bytes], Sequence[object]]


def _one(reader: Callable[[bytes], Question]) -> Reader:
    return lambda body: [reader(body)]


def _scanned(body: bytes) -> Sequence[object]:
    return [each.question for each in Scan(io.BytesIO(body), 17, {}) if isinstance(each, Record)]


def _archived(body: bytes) -> Sequence[object]:
    return [entry.question for entry in read_archive(io.BytesIO(body)) if entry.question]


def _senate_rows(body: bytes) -> Sequence[object]:
    return read_questions(body).rows


def _named(body: bytes) -> Sequence[object]:
    return list(read_deputies(io.BytesIO(body)))


def _of_senate(body: bytes) -> Sequence[object]:
    """The page is read as that of the first question that it names, so that most broken ones still agree with it."""
    named = re.search(rb"SEQ[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-9]{4}[1-9]|[0-9]{3}[1-9][A-Z])", body)
    return [read_page(body, SenatReference.parse(named[0].decode() if named else "SEQ220701514"))]


PAGE_READERS = (
    _one(lambda body: read(body)[1]),
    _one(read_assemblee),
    _one(read_nosdeputes),
    _one(lambda body: read_nosdeputes(body, QuestionId.of_legislature(16, 12432))),
)


@dataclass(frozen=True, slots=True)
class FuzzKind:
    """A kind of page: examples of it, who reads it, and how it is broken."""

    name: str
    examples: tuple[bytes, ...]
    readers: tuple[Reader, ...]
    broken: Callable[[random.Random, bytes, Sequence[bytes]], bytes]
    weight: int


@dataclass(slots=True)
class Figures:
    """The outcome of the pages of one kind; each figure has the number of its page."""

    pages: int = 0
    failures: list[tuple[int, str]] = field(default_factory=list)
    slowest: tuple[float, int] = (0.0, 0)
    largest: tuple[int, int] = (0, 0)

    @property
    def is_fine(self) -> bool:
        return not self.failures and self.slowest[0] < SLOWEST and self.largest[0] < LARGEST_MEMORY


def kinds() -> tuple[FuzzKind, ...]:
    """All kinds, with the pages of the tests as examples."""
    html = tuple(path.read_bytes() for path in sorted(PAGES.glob("*.html")))
    records = tuple(path.read_bytes() for path in sorted(PAGES.glob("*.record.json")))
    senate = tuple(path.read_bytes() for path in sorted(PAGES.glob("senat/*.html")))
    items = "".join(FEED_ITEM.format(number=number) for number in range(1, 21))
    feed = f'<?xml version="1.0" encoding="UTF-8" ?>\n<rss version="2.0"><channel>{items}</channel></rss>'.encode()
    named = {"json/acteur/PA1.json": acteur_bytes("PA1", ("Mme", "Ode", "Été (Gard)", "Gard"))}
    return (
        FuzzKind("page", html, PAGE_READERS, broken, 12),
        FuzzKind("record", records, (_one(read_record), _one(lambda body: read(body)[1])), broken, 5),
        FuzzKind("feed", (feed,), (read_feed,), broken, 2),
        FuzzKind("archive", (_zip(_uids(records)),), (_archived, _scanned), broken_file, 2),
        FuzzKind("Sénat's page", senate, (_of_senate,), broken, 4),
        FuzzKind("Sénat's file", (written(made_rows(date(2026, 11, 26), 60)),), (_senate_rows,), broken, 2),
        FuzzKind("deputies", (_zip(named),), (_named,), broken_file, 1),
    )


def page(made: Sequence[FuzzKind], seed: int, number: int) -> tuple[FuzzKind, bytes, Reader]:
    """The page of that number: its kind, its bytes, and who reads it."""
    chance = random.Random(f"{seed}:{number}")
    (kind,) = chance.choices(made, [each.weight for each in made])
    body = kind.broken(chance, chance.choice(kind.examples), kind.examples)
    return kind, body, chance.choice(kind.readers)


def trial(reader: Reader, body: bytes) -> str | None:
    """The reader's failure on a page; None where it understands the page or raises `Unreadable`."""
    try:
        return next((wrong for found in reader(body) if (wrong := _wrong_with(found, body))), None)
    except Unreadable:
        return None
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:200]


def _wrong_with(found: object, body: bytes) -> str | None:
    """Why the reading is impossible, or larger than its page; None where it is plausible."""
    if isinstance(found, Deputy):
        is_long = len(found.name) > LONGEST_NAME or len(found.constituency or "") > LONGEST_CONSTITUENCY
        return "a name without end" if is_long else None
    if not isinstance(found, Question):
        return None
    plain = json.dumps(to_plain(found), ensure_ascii=False)
    if from_plain(json.loads(plain.encode())) != found:
        return "it is not read back as it was stored"
    if str(QuestionId.parse(str(found.id))) != str(found.id):
        return "no question can be that one"
    if len(plain) > LARGEST_FRAME + LONGER * len(body):
        return "more than there was to read"
    dated = [each for each in (found.answer and found.answer.published, found.closing and found.closing.on) if each]
    if not all(EARLIEST <= day.year <= LATEST for day in [*dated, *([found.asked] if found.asked else [])]):
        return "a day that cannot be"
    numbers = [comment.id for comment in found.comments or ()]
    return None if numbers == sorted(set(numbers)) else "comments out of order"


def run(pages: int, seed: int, seconds: float | None = None) -> str:
    """Read that many broken pages, or as many as the time allows, and return the figures."""
    made = kinds()
    figures: dict[str, Figures] = {kind.name: Figures() for kind in made}
    begun = time.perf_counter()
    _warm_up(made)
    for number in range(pages):
        if seconds is not None and time.perf_counter() - begun > seconds:
            break
        kind, body, reader = page(made, seed, number)
        _measure(figures[kind.name], number, reader, body)
    return "\n".join([_table(figures), *_worst(figures)])


def _warm_up(made: Sequence[FuzzKind]) -> None:
    """Load and compile everything once, so that no page is charged with it."""
    for kind in made:
        for reader in kind.readers:
            trial(reader, kind.examples[0])
    gc.collect()


def _measure(figures: Figures, number: int, reader: Reader, body: bytes) -> None:
    forget_peak()
    before = memory_of("VmRSS")
    cost, failure = _timed(reader, body)
    if cost > SLOWEST:
        # A busy machine slows everything down: the cost of a page is the least that it ever took.
        cost = min(cost, *(_timed(reader, body)[0] for _ in range(2)))
    figures.pages += 1
    figures.slowest = max(figures.slowest, (cost, number))
    figures.largest = max(figures.largest, (memory_of("VmHWM") - before, number))
    if failure is not None:
        figures.failures.append((number, failure))


def _timed(reader: Reader, body: bytes) -> tuple[float, str | None]:
    began = time.process_time()
    failure = trial(reader, body)
    return time.process_time() - began, failure


def _table(figures: dict[str, Figures]) -> str:
    head = ["broken pages", "tried", "exceptions", "slowest CPU ms", "most memory MiB", "limits"]
    rows = [
        [
            name,
            str(each.pages),
            str(len(each.failures)),
            f"{each.slowest[0] * 1000:.0f}",
            f"{each.largest[0] / MIB:.1f}",
            verdict(each.is_fine),
        ]
        for name, each in figures.items()
    ]
    return table(head, rows)


def _worst(figures: dict[str, Figures]) -> list[str]:
    """The pages to look at again, with `page`."""
    lines = [f"{name}: slowest no. {each.slowest[1]}, largest no. {each.largest[1]}" for name, each in figures.items()]
    failed = [f"{name} no. {number}: {what}" for name, each in figures.items() for number, what in each.failures[:5]]
    return [*lines, *failed]


def _zip(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return packed.getvalue()


def _uids(records: Sequence[bytes]) -> dict[str, bytes]:
    return {f"json/{json.loads(body)['question']['uid']}.json": body for body in records}
