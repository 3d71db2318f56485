"""A sweep computes before it writes: what changes in between counts, and what it writes at a time stays small."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.question import Answer, Question
from bot.core.source import Source
from bot.core.validators import Validators
from storage import Store
from storage.database import Database
from storage.intake import catalogue
from storage.intake.steps import RECORD as COST
from storage.intake.steps import Plan
from storage.outbox import fanout
from tests.storage.sweeps import HOUR, OTHER, PERSON, RECORD, deliveries, follow, kinds, numbered, packed, sweep
from tests.support.examples import ANSWER, ID, NOW, answered

Act = Callable[[Store], Awaitable[None]]
THREE = (1, 2, 3)


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch, store: Store) -> Callable[[Act], None]:
    """Has something done once, after a sweep has computed its steps and before it writes them."""
    compute, done = Plan.compute, list[Act]()

    def order(act: Act) -> None:
        async def computed(plan: Plan, numbers: Sequence[int]) -> None:
            await compute(plan, numbers)
            if not done:
                done.append(act)
                await act(store)

        monkeypatch.setattr(Plan, "compute", computed)

    return order


@pytest.fixture
def transactions(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Every transaction that writes from now on: whether it was bulk work."""
    begun: list[bool] = []
    write = Database.writing

    def writing(database: Database, bulk: bool = False) -> object:
        begun.append(bulk)
        return write(database, bulk)

    monkeypatch.setattr(Database, "writing", writing)
    return begun


async def test_who_follows_while_a_sweep_computes_is_told_what_their_card_did_not_show(
    store: Store, meanwhile: Callable[[Act], None]
) -> None:
    await sweep(store, RECORD)
    meanwhile(lambda store: follow(store, ID.number))
    await sweep(store, answered(RECORD), at=NOW + HOUR)
    assert await kinds(store) == ["answered"]


async def test_what_a_page_says_while_a_sweep_computes_is_not_lost(
    store: Store, meanwhile: Callable[[Act], None]
) -> None:
    await sweep(store, RECORD)
    await follow(store, ID.number)
    commented = replace(RECORD, comments=(), rubric="eau")
    meanwhile(lambda store: _read(store, replace(commented, answer=ANSWER)))
    await sweep(store, replace(answered(RECORD), subject="Digues, suite"), at=NOW + HOUR)
    assert await kinds(store) == ["answered"]
    observation = await store.observations.of(ID)
    assert observation is not None
    assert observation.question is not None
    assert observation.question.comments == ()


async def _read(store: Store, page: Question) -> None:
    await store.checks.record_reading(page, Source.NOSDEPUTES, Validators(), 1, NOW + HOUR, NOW + HOUR)


async def test_who_follows_while_a_correction_is_confirmed_is_told_of_it(
    store: Store, meanwhile: Callable[[Act], None]
) -> None:
    await sweep(store, answered(RECORD))
    await follow(store, ID.number, chat=OTHER)
    corrected = replace(RECORD, answer=Answer(ANSWER.published, "Le Gouvernement répare les digues."))
    await store.catalogue.take(17, [packed(corrected)], NOW + HOUR, 1)
    meanwhile(lambda store: follow(store, ID.number))
    await store.catalogue.believe(17, NOW + 2 * HOUR, timedelta(0), 2)
    await store.catalogue.release()
    assert await kinds(store) == ["corrected"]


@pytest.mark.parametrize(
    ("most", "written"),
    [(3 * (COST + 2), 1), (2 * (COST + 2), 2), (COST + 2, 3), (1, 3)],
)
async def test_records_are_written_as_many_at_a_time_as_their_deliveries_allow(
    store: Store, transactions: list[bool], monkeypatch: pytest.MonkeyPatch, most: int, written: int
) -> None:
    await sweep(store, *(numbered(number) for number in THREE))
    for chat in (PERSON, OTHER):
        await follow(store, *THREE, chat=chat)
    monkeypatch.setattr(catalogue, "MOST_ROWS", most)
    transactions.clear()
    await store.catalogue.take(17, [packed(answered(numbered(number))) for number in THREE], NOW + HOUR, 1)
    assert transactions == [True] * written


async def test_a_sweep_that_is_cut_off_between_two_slices_finds_the_rest_when_it_runs_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await sweep(store, *(numbered(number) for number in THREE))
    await follow(store, *THREE)
    monkeypatch.setattr(catalogue, "MOST_ROWS", 1)
    records, write = [packed(answered(numbered(number))) for number in THREE], Plan.steps

    async def fail(plan: Plan, connection: object, numbers: Sequence[int]) -> object:
        if 2 in numbers:
            raise RuntimeError
        return await write(plan, connection, numbers)  # type: ignore[arg-type]

    with monkeypatch.context() as patched, pytest.raises(RuntimeError):
        patched.setattr(Plan, "steps", fail)
        await store.catalogue.take(17, records, NOW + HOUR, 1)
    known = await store.catalogue.checksums(17)
    assert [known[each.number] == (each.crc, each.size) for each in records] == [True, False, False]
    await sweep(store, *(answered(numbered(number)) for number in THREE), at=NOW + 2 * HOUR)
    told = [row for each in await deliveries(store) for row in each.rows]
    assert len(told) == len(set(told)) == len(THREE)


async def test_a_fan_out_counts_as_one_record_since_its_rows_are_written_later(
    store: Store, transactions: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fanout, "AT_ONCE", 1)
    await sweep(store, *(numbered(number) for number in THREE))
    for chat in (PERSON, OTHER):
        await follow(store, *THREE, chat=chat)
    monkeypatch.setattr(catalogue, "MOST_ROWS", 3 * COST)
    transactions.clear()
    await store.catalogue.take(17, [packed(answered(numbered(number))) for number in THREE], NOW + HOUR, 1)
    assert transactions == [True]
