"""Sources that serve older states: through the real store, each true change is told once and no false one.

A question lives on in true states. The archive, the page of the Assemblée and that of NosDéputés.fr serve the newest one
or any older one, also such as came before anybody followed the question, one or many in a row, in turn or all at once.
The oracle is the life itself: each step of it says what people are to be told of it, and knows nothing of the program.

The model makes some demands, since nothing else tells an older state from a true change: before the next change each
source serves the newest state twice in a row, more than half a day apart, but for the page, which is not asked at all
while the archive stands in for it, and shows no erratum; a run of older ones is over within half a day; no text is
corrected back; and an answer that was taken back before the follow is not served again, for a first answer is told at
once.
"""

import asyncio
import json
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.core.chat import Chat
from bot.core.delivery import DeliveryState
from bot.core.question import Answer, Attribution, Closing, Question
from bot.core.question_json import from_plain, to_plain
from bot.core.schedule import CONFIRMED_AFTER
from bot.core.source import Source
from bot.core.summary import found_by
from bot.core.validators import Validators
from storage import Store
from storage.intake.catalogue import Brought
from storage.intake.packed import Packed
from tests.benchmarks.folders import in_memory
from tests.support.examples import ID, WAITING, comment
from tests.support.stores import new_store

START = datetime(2026, 10, 6, 9, 0, tzinfo=UTC)
HOUR, STEP = timedelta(hours=1), timedelta(days=2)
LATER = START + timedelta(days=300)
CHAT = 1001
MINISTRIES = ("Agriculture", "Santé", "Culture")
WORDS = ("entretient", "répare", "rebâtit", "surveille", "mesure", "finance", "protège", "inspecte", "relève")
MOST_STEPS, MOST_SERVED = 7, 8


@dataclass(frozen=True)
class Truth:
    """A true state of the question: the days and ministries as its record lists them."""

    held: tuple[tuple[str, date], ...] = (("Agriculture", START.date()),)
    signalled: tuple[date, ...] = ()
    renewals: tuple[date, ...] = ()
    subject: str = "Entretien des digues"
    text: int | None = None
    erratum: str | None = None
    closed: bool = False
    comments: int = 0

    @property
    def waits(self) -> bool:
        return self.text is None and not self.closed


Step = Callable[[Truth, date, int], Truth]

STEPS: dict[str, tuple[Callable[[Truth], bool], Step, str | None]] = {
    "moved": (
        lambda now: now.waits,
        lambda now, day, n: replace(now, held=(*now.held, (_another(now, n), day))),
        "reattributed",
    ),
    "signalled": (
        lambda now: now.waits,
        lambda now, day, n: replace(now, signalled=(*now.signalled, day)),
        "signalled",
    ),
    "signalled anew": (
        lambda now: now.waits and bool(now.signalled),
        lambda now, day, n: replace(now, signalled=(day,)),
        "signalled",
    ),
    "signalling withdrawn": (
        lambda now: now.waits and bool(now.signalled),
        lambda now, day, n: replace(now, signalled=()),
        None,
    ),
    "renewed": (lambda now: now.waits, lambda now, day, n: replace(now, renewals=(*now.renewals, day)), "renewed"),
    "renewed anew": (
        lambda now: now.waits and bool(now.renewals),
        lambda now, day, n: replace(now, renewals=(day,)),
        "renewed",
    ),
    "renewal gone": (
        lambda now: now.waits and bool(now.renewals),
        lambda now, day, n: replace(now, renewals=()),
        None,
    ),
    "reworded": (lambda now: True, lambda now, day, n: replace(now, subject=f"Entretien de {n} digues"), None),
    "answered": (lambda now: now.waits, lambda now, day, n: replace(now, text=n, erratum=None), "answered"),
    "answered after its end": (
        lambda now: now.closed and now.text is None,
        lambda now, day, n: replace(now, text=n),
        "answered",
    ),
    "corrected": (
        lambda now: now.text is not None,
        lambda now, day, n: replace(now, text=n, erratum=None),
        "corrected",
    ),
    "corrected beside its erratum": (
        lambda now: now.erratum is not None,
        lambda now, day, n: replace(now, text=n),
        "corrected",
    ),
    "erratum": (
        lambda now: now.text is not None and now.erratum is None,
        lambda now, day, n: replace(now, erratum=f"Lire : « {n} digues »."),
        "corrected",
    ),
    "closed": (lambda now: now.waits, lambda now, day, n: replace(now, closed=True), "closed"),
    "reopened": (
        lambda now: not now.waits,
        lambda now, day, n: replace(now, text=None, erratum=None, closed=False),
        "reopened",
    ),
    "commented": (lambda now: True, lambda now, day, n: replace(now, comments=now.comments + 1), "comment"),
}
"""The steps of a life: when each can happen, the state it leads to, and the events that people are to be told."""


def _another(now: Truth, number: int) -> str:
    """A ministry other than the present one, which may have had the question before."""
    others = [each for each in MINISTRIES if each != now.held[-1][0]]
    return others[number % len(others)]


Served = tuple[str, int]
"""A source, and by how many true states the state that it serves is older than the newest one."""

serving = st.lists(st.tuples(st.sampled_from(["archive", "page", "citizens"]), st.integers(0, 4)), max_size=MOST_SERVED)


@dataclass
class Life:
    """True states, the first `unseen` of which precede the follow; the event that each is told as; what is served.

    `paged` says of each whether the page is asked meanwhile.
    """

    states: list[Truth] = field(default_factory=lambda: [Truth()])
    told: list[str | None] = field(default_factory=lambda: [None])
    names: list[str] = field(default_factory=lambda: ["begun"])
    served: list[list[Served]] = field(default_factory=list)
    paged: list[bool] = field(default_factory=list)
    unseen: int = 0

    @property
    def oldest(self) -> int:
        """The first state that may be served: the one after the last answer that was taken back before the follow."""
        if self.states[self.unseen].text is not None:
            return 0
        return max((n + 1 for n, state in enumerate(self.states[: self.unseen]) if state.text is not None), default=0)


@st.composite
def lives(draw: st.DrawFn) -> Life:
    """Lives of a few steps, each of which is possible when it happens."""
    life = Life(served=[draw(serving)], paged=[True])
    for number in range(1, draw(st.integers(1, MOST_STEPS)) + 1):
        now = life.states[-1]
        name = draw(st.sampled_from([name for name, (can, _, _) in STEPS.items() if can(now)]))
        _, happen, told = STEPS[name]
        life.states.append(happen(now, _day(number), number))
        life.told.append(told)
        life.names.append(name)
        life.served.append(draw(serving))
        life.paged.append(draw(st.booleans()))
    life.unseen = draw(st.integers(0, len(life.states) - 1))
    return life


def _day(number: int) -> date:
    return (START + number * STEP).date()


def _answer(state: Truth) -> Answer | None:
    if state.text is None:
        return None
    return Answer(_day(state.text), f"Le Gouvernement {WORDS[state.text]} les digues.", state.erratum)


def on_page(state: Truth) -> Question:
    """The state as the Assemblée's page shows it."""
    closing = Closing("Fin de mandat", None) if state.closed and state.text is None else None
    answer = _answer(state)
    return replace(
        WAITING,
        asked=START.date(),
        subject=state.subject,
        ministry=state.held[-1][0],
        answer=answer and replace(answer, erratum=None),
        closing=closing,
        comments=None,
    )


def in_archive(state: Truth) -> Question:
    """The state as the archive's record tells it."""
    attributions = tuple(Attribution(name, day) for name, day in state.held)
    page = on_page(state)
    return replace(
        page, answer=_answer(state), attributions=attributions, signalled=state.signalled, renewals=state.renewals
    )


def of_citizens(state: Truth) -> Question:
    """The state as NosDéputés.fr shows it."""
    comments = tuple(comment(number) for number in range(1, state.comments + 1))
    return replace(on_page(state), comments=comments)


def unpack(record: bytes) -> Question:
    """The record as this test packs it, in place of the archive's reader."""
    return from_plain(json.loads(record))


@dataclass
class Sources:
    """Hands readings of the sources to the store; each takes an hour of the clock."""

    store: Store
    now: datetime = START
    crc: int = 0

    async def serve(self, source: str, state: Truth) -> None:
        self.now += HOUR
        match source:
            case "archive":
                await self._sweep(in_archive(state))
            case "page":
                await self._read(on_page(state), Source.ASSEMBLEE)
            case _:
                await self._read(of_citizens(state), Source.NOSDEPUTES)

    async def settle(self, state: Truth, is_paged: bool = True) -> None:
        """Let every source serve the state, and still serve it more than half a day later."""
        for wait in (timedelta(0), CONFIRMED_AFTER):
            self.now += wait
            for source in ("archive", *(["page"] if is_paged else []), "citizens"):
                await self.serve(source, state)

    async def told(self) -> Counter[str]:
        """The events that the chat is told now; each delivery is settled."""
        kinds: Counter[str] = Counter()
        while due := await self.store.outbox.due(LATER, (), 100):
            kinds.update(delivery.kind for delivery in due)
            for delivery in due:
                await self.store.outbox.settle(delivery.rows, DeliveryState.SENT, LATER)
        return kinds

    async def _read(self, question: Question, source: Source) -> None:
        await self.store.checks.record_reading(question, source, Validators(), 1, self.now, self.now)

    async def _sweep(self, question: Question) -> None:
        body, number = json.dumps(to_plain(question)).encode(), int(self.now.timestamp() * 1000)
        crc, catalogue = zlib.crc32(body), self.store.catalogue
        records = [] if crc == self.crc else [Packed(ID.number, crc, len(body), body, None, None, *found_by(question))]
        self.crc = crc
        await catalogue.take(ID.session, records, self.now, number)
        await catalogue.believe(ID.session, self.now, CONFIRMED_AFTER, number)
        brought = Brought(Validators(), "digest", 1, 1, None, (), True)
        await catalogue.finish(ID.session, brought, self.now)


async def live(life: Life, folder: Path) -> None:
    """Serve a life, and compare the events told at each step with the true ones."""
    store = await new_store(folder / "guetteur.db", unpack)
    try:
        sources = Sources(store, START + life.unseen * STEP)
        await store.chats.greet(Chat(CHAT, "private", "fr"), START)
        await sources.settle(life.states[life.unseen])
        await store.follows.follow(CHAT, ID, False, sources.now)
        for number in range(life.unseen, len(life.states)):
            sources.now = max(sources.now, START + number * STEP)
            for source, age in life.served[number]:
                if source == "page" and not life.paged[number]:
                    continue
                await sources.serve(source, life.states[max(life.oldest, number - age)])
            await sources.settle(life.states[number], life.paged[number])
            wanted = life.told[number] if number > life.unseen else None
            assert await sources.told() == Counter([wanted] if wanted else []), (number, life.names[number])
    finally:
        await store.close()


@pytest.mark.parametrize("unseen", range(3))
def test_a_page_that_was_not_asked_for_long_catches_up_with_an_answer_and_its_erratum_untold(
    unseen: int, tmp_path: Path
) -> None:
    life = Life(served=[[]], paged=[True], unseen=unseen)
    for number, name in enumerate(["answered", "erratum", "corrected beside its erratum", "reworded"], start=1):
        _, happen, told = STEPS[name]
        life.states.append(happen(life.states[-1], _day(number), number))
        life.told.append(told)
        life.names.append(name)
        life.served.append([])
        life.paged.append(name in {"answered", "reworded"})
    asyncio.run(live(life, tmp_path))


@settings(max_examples=max(1, settings().max_examples // 3), phases=[Phase.generate])
@given(lives())
def test_each_true_change_is_told_once_and_none_that_is_false(life: Life) -> None:
    with in_memory() as folder:
        asyncio.run(live(life, Path(folder)))
