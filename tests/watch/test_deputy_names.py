"""The registers of deputies are asked for no more often than it takes."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.core.chat import Chat
from bot.core.deputy import Deputy
from bot.core.measures import LOOKS, Measures
from bot.core.validators import Validators
from bot.parliament.client import Client, Roots
from bot.standins.sites.server import StandInSites
from bot.watch.deputy_names import BETWEEN_CHECKS, REGISTERS, DeputyNames, Register
from bot.watch.source_health import DEPUTIES, SourceHealth
from storage import Store
from tests.storage.sweeps import unpack
from tests.support.deputies import ALPES, GIRONDE, MARTINS, asked_by, author_of, taken
from tests.support.examples import NOW
from tests.support.stores import new_store

DAY = timedelta(days=1)
PERSON = Chat(1001, "private", "fr")


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await new_store(tmp_path / "guetteur.db", unpack)
    await opened.chats.greet(PERSON, NOW)
    yield opened
    await opened.close()


class Asking:
    """Asks stand-in sites for names, with a clock that the test sets."""

    def __init__(self, store: Store, sites: StandInSites, client: Client) -> None:
        self.now, self.store, self.sites, self.client = NOW, store, sites, client
        self.measures = Measures()
        self.use(REGISTERS)

    def use(self, registers: Sequence[Register]) -> None:
        """Ask these registers, as after a start."""
        sources = SourceHealth(self.store, self.clock, lambda: None, self.measures)
        self._names = DeputyNames(self.store, self.client, sources, None, self.clock, registers)

    async def once(self) -> None:
        """Ask what is due now."""
        await self._names.ask_if_due()

    def clock(self) -> datetime:
        return self.now

    async def for_days(self, days: int) -> tuple[int, int]:
        """Let days pass. Returns the requests for the register of sitting deputies, and for the historical one."""
        before = self.asked
        for _ in range(days):
            for _ in range(4):
                await self.once()
                self.now += timedelta(hours=6)
        return (self.asked[0] - before[0], self.asked[1] - before[1])

    @property
    def asked(self) -> tuple[int, int]:
        """The requests for either register."""
        paths = (self.sites.deputies_path(17), self.sites.all_deputies_path(17))
        return (len(self.sites.asked(paths[0])), len(self.sites.asked(paths[1])))


@pytest.fixture
async def asking(store: Store) -> AsyncIterator[Asking]:
    async with StandInSites() as sites:
        client = Client(Roots(sites.url, sites.url, sites.url, sites.url), 1000, "Guetteur/test")
        yield Asking(store, sites, client)
        await client.close()


async def test_while_nobody_is_missing_nothing_is_asked(asking: Asking) -> None:
    assert await asking.for_days(3) == (0, 0)


async def test_the_names_of_sitting_deputies_take_one_request(asking: Asking) -> None:
    asking.sites.deputies = dict(MARTINS)
    await taken(asking.store, asked_by(ALPES, 1), asked_by(GIRONDE, 2))
    assert await asking.for_days(40) == (1, 0)
    assert await author_of(asking.store, 2) == "Mme Alexandra Martin (Gironde)"


async def test_former_deputies_take_one_request_more_and_unknown_ones_none_ever_after(asking: Asking) -> None:
    asking.sites.deputies = {ALPES: MARTINS[ALPES]}
    asking.sites.former_deputies = {GIRONDE: MARTINS[GIRONDE]}
    await taken(asking.store, asked_by(ALPES, 1), asked_by(GIRONDE, 2), asked_by("PA999", 3))
    assert await asking.for_days(100) == (1, 1)
    assert await author_of(asking.store, 1) == "Mme Alexandra Martin (Alpes-Maritimes)"
    assert await author_of(asking.store, 2) == "Mme Alexandra Martin (Gironde)"
    assert await author_of(asking.store, 3) is None


async def test_somebody_new_is_asked_for_the_next_day_and_in_the_large_register_within_a_month(asking: Asking) -> None:
    asking.sites.deputies = {ALPES: MARTINS[ALPES]}
    await taken(asking.store, asked_by(ALPES, 1), asked_by("PA998", 2))
    assert await asking.for_days(2) == (1, 1)
    asking.sites.former_deputies = {GIRONDE: MARTINS[GIRONDE]}
    await taken(asking.store, asked_by(GIRONDE, 3))
    assert await asking.for_days(2) == (1, 0)
    assert await asking.for_days(60) == (0, 1)
    assert await author_of(asking.store, 3) == "Mme Alexandra Martin (Gironde)"


async def test_a_new_author_is_not_waited_for_longer_than_a_few_minutes(asking: Asking) -> None:
    asking.sites.deputies = dict(MARTINS)
    await asking.once()
    await taken(asking.store, asked_by(ALPES, 1))
    asking.now += BETWEEN_CHECKS
    await asking.once()
    assert await author_of(asking.store, 1) == "Mme Alexandra Martin (Alpes-Maritimes)"


async def test_a_register_that_cannot_be_had_is_made_up_for_by_the_other_one(asking: Asking) -> None:
    asking.sites.deputies = dict(MARTINS)
    asking.sites.fault(path=asking.sites.deputies_path(17), status=503)
    await taken(asking.store, asked_by(ALPES, 1))
    assert await asking.for_days(10) == (1, 1)
    assert await author_of(asking.store, 1) == "Mme Alexandra Martin (Alpes-Maritimes)"


async def test_registers_that_fail_are_asked_for_ever_more_rarely(asking: Asking) -> None:
    asking.sites.deputies = dict(MARTINS)
    asking.sites.fault(status=503)
    await taken(asking.store, asked_by(ALPES, 1))
    await asking.for_days(14)
    often, rarely = await asking.for_days(14)
    assert often <= 14
    assert rarely <= 2
    asking.sites.heal()
    await asking.for_days(1)
    assert await author_of(asking.store, 1) == "Mme Alexandra Martin (Alpes-Maritimes)"


async def test_a_register_that_is_larger_than_any_is_not_taken_in(asking: Asking) -> None:
    asking.use([replace(each, largest=1000) for each in REGISTERS])
    asking.sites.deputies = dict(MARTINS)
    await taken(asking.store, asked_by(ALPES, 1))
    await asking.for_days(1)
    assert (await asking.store.archives.of(DEPUTIES)).swept.failures > 0
    assert await author_of(asking.store, 1) is None


async def test_what_another_version_of_the_reader_read_is_read_again(asking: Asking) -> None:
    asking.sites.deputies = dict(MARTINS)
    await taken(asking.store, asked_by(ALPES, 1))
    await asking.store.deputies.learn(DEPUTIES, [Deputy(ref, "Mme Alexandra Martin") for ref in MARTINS], [])
    await asking.store.archives.remember_register(DEPUTIES, Validators("etag"), 1, NOW - 2 * DAY)
    assert await asking.for_days(3) == (1, 0)
    assert await author_of(asking.store, 1) == "Mme Alexandra Martin (Alpes-Maritimes)"


async def test_a_look_at_a_register_is_counted_by_whether_it_was_read(asking: Asking) -> None:
    asking.sites.deputies = dict(MARTINS)
    await taken(asking.store, asked_by("PA998", 1))
    await asking.for_days(1)
    await taken(asking.store, asked_by("PA997", 2))
    await asking.for_days(1)
    assert asking.measures.values(LOOKS)[DEPUTIES, "read"] == 1
    assert asking.measures.values(LOOKS)[DEPUTIES, "unchanged"] == 1
    asking.sites.fault(path=asking.sites.deputies_path(17), kind="garbage")
    await taken(asking.store, asked_by("PA996", 3))
    await asking.for_days(1)
    assert asking.measures.values(LOOKS)[DEPUTIES, "unreadable"] >= 1
    assert (DEPUTIES, "failed") not in asking.measures.values(LOOKS)
