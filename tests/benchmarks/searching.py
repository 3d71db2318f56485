"""Searches in a catalogue of four legislatures, and what its index costs, on a file and on a server.

The catalogue has the size of the real one, see `tests.benchmarks.corpus`. Queries of every form are put to it; each is
asked several times, and its least time counts: what else a machine does makes a time longer, never shorter.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory

from bot.core.query import Query
from bot.core.query_reader import read_query
from bot.core.stems import says_something
from bot.core.summary import IndexedStems
from bot.core.words import words_of
from bot.parliament.archive import unpack_record
from bot.standins.sites.senat_file import ROWS_OF_A_YEAR
from storage import Store
from storage.intake.packed import Packed
from tests.benchmarks.corpus import Corpus, packed
from tests.benchmarks.measuring import MIB
from tests.benchmarks.senators import of_senators
from tests.benchmarks.table import table, verdict
from tests.support import postgresql
from tests.support.databases import rows
from tests.support.examples import NOW
from tests.support.senat import UNPACK
from tests.support.stores import make_database

CURRENT, BATCH, PAGE, TRIES = 17, 200, 10, 3
MEDIAN, WORST = 0.05, 0.2
MOST_OF_INDEX, MORE_CPU = 15 * MIB, 2.0
SERVER = {"autovacuum": "on", "shared_buffers": "128MB", "max_parallel_workers_per_gather": "0"}
MOST_COUNTED = 1_000
SESSIONS = "SELECT pid FROM pg_stat_activity WHERE datname = %s"
INDEX_BYTES = {
    "sqlite": "SELECT SUM(LENGTH(block)) FROM question_stems_data",
    "postgresql": "SELECT pg_total_relation_size('question_stems')",
}


@dataclass(frozen=True, slots=True)
class SearchingSize:
    """Questions of each legislature and of a year's senators, queries of each form, and questions of the sweep whose
    index is measured.
    """

    questions: Mapping[int, int] = field(default_factory=lambda: {14: 104_143, 15: 46_000, 16: 18_500, 17: 18_404})
    senators: int = ROWS_OF_A_YEAR
    queries: int = 8
    swept: int = 20_000


class Asking:
    """Queries as people type them, of words that a corpus has."""

    def __init__(self, corpus: Corpus, seed: int) -> None:
        self._chance = Random(seed)
        self._corpus = corpus

    def common(self) -> str:
        """A word that a tenth of all questions have, and more."""
        return self._corpus.words[self._chance.randrange(3, 60)]

    def usual(self) -> str:
        """A word that some hundreds or thousands of questions have."""
        return self._corpus.words[self._chance.randrange(1_000, 10_000)]

    def rare(self) -> str:
        """A word that hardly any question has."""
        return self._corpus.words[self._chance.randrange(60_000, len(self._corpus.words))]

    def some(self, count: int, word: Callable[[], str], between: str = " ") -> str:
        """So many words."""
        return between.join(word() for _ in range(count))

    def exact(self) -> str:
        """Words that stand side by side in some texts."""
        return " ".join(word for word in words_of(" ".join(self._corpus.run(4))) if says_something(word)) or "x"

    def deputy(self) -> str:
        """The surname of somebody who asked."""
        return self._chance.choice(self._corpus.deputies).name.split()[-1]

    def ministry(self) -> str:
        """The first word of a ministry's name."""
        return words_of(self._chance.choice(self._corpus.ministries))[0]

    def rubric(self) -> str:
        """A word of a rubric."""
        return self._chance.choice(self._corpus.rubrics).split()[0]

    def group(self) -> str:
        """A word of a group's name."""
        return self._chance.choice(self._corpus.groups).split()[-1]

    def forms(self) -> Mapping[str, Callable[[], str]]:
        """Every form of a query, with the name that the table gives it."""
        return {
            "a rare word": self.rare,
            "a usual word": self.usual,
            "a common word": self.common,
            "the commonest word": lambda: self._corpus.words[0],
            "two usual words": lambda: self.some(2, self.usual),
            "three common words": lambda: self.some(3, self.common),
            "a common and a rare word": lambda: f"{self.common()} {self.rare()}",
            "twenty common words": lambda: self.some(20, self.common),
            "usual or usual": lambda: self.some(2, self.usual, " OU "),
            "one of forty common words": lambda: self.some(40, self.common, " OU "),
            "a usual one without a common one": lambda: f"{self.usual()} -{self.common()}",
            "a common one without another": lambda: f"{self.common()} -{self.common()}",
            "exact words": lambda: f'"{" ".join(self._corpus.run(3))}"',
            "exact usual words": lambda: f'"{self.some(2, self.usual)}"',
            "exact common words": lambda: f'"{self.some(2, self.common)}"',
            "exact small words": lambda: '"de la par"',
            "a common one without exact words": lambda: f'{self.common()} -"{" ".join(self._corpus.run(2))}"',
            "a beginning": lambda: f"{self.usual()[:6]}*",
            "a short beginning": lambda: f"{self.common()[:3]}*",
            "a beginning and a common word": lambda: f"{self.usual()[:5]}* {self.common()}",
            "a deputy": lambda: f"@{self.deputy()}",
            "nobody": lambda: f"@{self.rare()}zz",
            "a deputy, a common word": lambda: f"@{self.deputy()} {self.common()}",
            "a deputy, a rare word": lambda: f"@{self.deputy()} {self.rare()}",
            "a deputy or a usual word": lambda: f"@{self.deputy()} OU {self.usual()}",
            "a ministry": lambda: f"ministère:{self.ministry()}",
            "a ministry, a usual word": lambda: f"ministère:{self.ministry()} {self.usual()}",
            "a ministry, a common word": lambda: f"ministère:{self.ministry()} {self.common()}",
            "a rubric, a common word": lambda: f"rubrique:{self.rubric()} {self.common()}",
            "a group, a common word": lambda: f"groupe:{self.group()} {self.common()}",
            "a legislature, a common word": lambda: f"législature:14 {self.common()}",
            "a state, a common word": lambda: f"état:attente {self.common()}",
            "a state that none has, a common word": lambda: f"état:close {self.common()}",
            "two filters": lambda: f"ministère:{self.ministry()} groupe:{self.group()}",
            "none of a ministry, a common word": lambda: f"-ministère:{self.ministry()} {self.common()}",
            "words of a deputy's name": lambda: self._chance.choice(self._corpus.deputies).name,
        }


Times = dict[str, list[float]]


def run(size: SearchingSize, seed: int) -> str:
    """Measure both databases, and print a table of the queries and one of the index."""
    return asyncio.run(_run(size, seed))


async def _run(size: SearchingSize, seed: int) -> str:
    with TemporaryDirectory() as folder, postgresql.of_its_own(**SERVER) as server:
        addresses = [f"sqlite:///{Path(folder)}/guetteur.db", server.address("catalogue")]
        corpus = await fill(addresses, size, seed)
        queries = queries_of(corpus, size, seed)
        times = [await asked(address, queries) for address in addresses]
        swept = [packed(each) for each in corpus.questions(CURRENT, size.swept)]
        indexes = [await _swept(address, swept, folder) for address in addresses]
    return f"{told(times)}\n\n{_told_of_index(indexes, size.swept)}"


async def opened(address: str) -> Store:
    """The store at an address, which reads the records of both chambers."""
    return await Store.open(address, unpack_record, others=UNPACK)


async def fill(addresses: Sequence[str], size: SearchingSize, seed: int) -> Corpus:
    """Make the databases, and fill them with the same catalogue and register. Returns what their words come from."""
    corpus = Corpus(seed)
    stores = []
    for address in addresses:
        make_database(address)
        stores.append(await opened(address))
    for legislature, count in sorted(size.questions.items()):
        for batch in _batches(map(packed, corpus.questions(legislature, count))):
            for store in stores:
                await store.catalogue.take(legislature, batch, NOW, 1)
    for series, records in of_senators(corpus, size.senators) if size.senators else ():
        for batch in _batches(iter(records)):
            for store in stores:
                await store.catalogue.take(series, batch, NOW, 1)
    for store in stores:
        await store.deputies.learn("benchmark", corpus.deputies, ())
        await store.close()
    return corpus


def queries_of(corpus: Corpus, size: SearchingSize, seed: int) -> dict[str, list[str]]:
    """The queries of each form."""
    return {name: [make() for _ in range(size.queries)] for name, make in Asking(corpus, seed).forms().items()}


async def asked(address: str, queries: Mapping[str, Sequence[str]]) -> Times:
    """The least seconds of the processor that the first page and the count of each query take, by form."""
    store = await opened(address)
    times: Times = defaultdict(list)
    for form, texts in queries.items():
        for text in texts:
            times[form].append(
                min([await cpu_seconds(partial(_page_and_count, store, text), address) for _ in range(TRIES)])
            )
    await store.close()
    return times


async def _page_and_count(store: Store, text: str) -> None:
    """What `/search` asks of the store."""
    await store.search.page(text, CURRENT, None, PAGE)
    if isinstance(query := read_query(text), Query):
        await store.search.count(query, MOST_COUNTED)


async def _swept(address: str, records: Sequence[Packed], folder: str) -> tuple[float, float]:
    """How much more of the processor a first sweep takes with the index, and the bytes of that."""
    seconds, size = [], 0.0
    for name, some in (("bare", [replace(each, stems=IndexedStems()) for each in records]), ("indexed", records)):
        new = (
            f"sqlite:///{folder}/{name}.db"
            if address.startswith("sqlite")
            else address.replace("/catalogue?", f"/{name}?")
        )
        make_database(new)
        store = await Store.open(new, unpack_record)
        seconds.append(await cpu_seconds(partial(_sweep, store, some), new))
        await store.close()
        size = float(rows(new, INDEX_BYTES[new.partition(":")[0]])[0][0] or 0)
    return seconds[1] - seconds[0], size


async def _sweep(store: Store, records: Sequence[Packed]) -> None:
    for batch in _batches(iter(records)):
        await store.catalogue.take(CURRENT, batch, NOW, 1)


def _told_of_index(indexes: Sequence[tuple[float, float]], swept: int) -> str:
    found = [
        [name, f"{seconds:.1f}", f"{size / MIB:.0f}", verdict(seconds <= MORE_CPU and size <= MOST_OF_INDEX)]
        for name, (seconds, size) in zip(("SQLite", "PostgreSQL"), indexes, strict=True)
    ]
    return table([f"the index of {swept} questions", "more CPU s", "MiB", "budget"], found)


def told(times: Sequence[Times]) -> str:
    """The table of the queries: milliseconds on either database."""
    found = []
    for form in times[0]:
        here = [each[form] for each in times]
        found.append([form, *(f"{1000 * of(each):.1f}" for each in here for of in (median, max))])
    every = [[seconds for form in each.values() for seconds in form] for each in times]
    found.append(["all of them", *(f"{1000 * of(each):.1f}" for each in every for of in (median, max))])
    reached = [verdict(median(each) < MEDIAN and max(each) < WORST) for each in every]
    return table(["a query", "SQLite ms", "worst", "PostgreSQL ms", "worst"], found) + f"\n{reached}"


def _batches(records: Iterator[Packed]) -> Iterator[list[Packed]]:
    while batch := list(islice(records, BATCH)):
        yield batch


async def cpu_seconds(work: Callable[[], Awaitable[object]], address: str) -> float:
    """The seconds of the processor that a piece of work takes here and on the server."""
    server, began = _of_server(address), time.process_time()
    await work()
    return time.process_time() - began + _of_server(address) - server


def _of_server(address: str) -> float:
    """The seconds of the processor that the server's sessions in a database have taken so far."""
    if address.startswith("sqlite"):
        return 0.0
    sessions = postgresql.run(postgresql.beside(address), SESSIONS, postgresql.name_of(address))
    clocks = [Path(f"/proc/{pid}/schedstat") for (pid,) in sessions]
    return sum(int(clock.read_text().split()[0]) for clock in clocks) / 1e9
