"""Every instant in columns and in memory is in a list, so that a wrong clock puts nothing off for ever."""

import ast
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, BinaryIO

import pytest
from sqlalchemy import Column, Update, func, select, update
from telegram.ext import ApplicationHandlerStop

from bot.core import health
from bot.core.chat import Chat
from bot.core.conflict import CopyConflict
from bot.core.delivery import DeliveryState
from bot.core.health import Alarm, Health
from bot.core.preferences import UNTIL_ASKED, Preferences, When
from bot.core.source import Source
from bot.core.sweep import is_older
from bot.core.throttle import Throttle
from bot.core.validators import Validators
from bot.parliament.client import Response, Unreachable
from bot.watch.file_sweeper import SweptWith
from bot.watch.source_health import SourceHealth
from bot.watch.sweeper import Sweeper
from handlers.common.admission import admit_query
from storage import Store
from storage.clock import IN_MEMORY, LOOKS_BACK, MENDED, PUT_OFF
from storage.column_types import Instant
from storage.questions.rows import archive_name
from storage.tables import catalogue, checks, metadata, outbox, preferences
from tests.support.examples import ID, NOW, WAITING, answered
from tests.support.stores import new_store

ROOT = Path(__file__).parents[2]
ELSEWHERE = {"demo", "migrations", "standins"}
AHEAD = NOW + timedelta(days=200)
HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)

FARTHEST = {checks.c.next_at: timedelta(), preferences.c.paused_until: timedelta(weeks=1)}
"""How far ahead each column may be after the repair; the others a day at most."""


def instants() -> set[Column[Any]]:
    return {each for table in metadata.tables.values() for each in table.columns if isinstance(each.type, Instant)}


def names(columns: set[Column[Any]]) -> set[str]:
    return {str(each) for each in columns}


def test_every_column_of_an_instant_is_in_one_of_the_lists() -> None:
    listed = [*PUT_OFF, *MENDED, *LOOKS_BACK]
    assert names(instants()) == names(set(listed))
    assert len(listed) == len(set(listed))


def test_everything_that_remembers_an_instant_is_in_the_list() -> None:
    assert set(remembered()) == set(IN_MEMORY)


def remembered() -> Iterator[str]:
    """The attributes that hold an instant of the system's clock, as `module.Class.attribute`."""
    trees = {path: ast.parse(path.read_text()) for room in ("bot", "handlers", "storage") for path in modules(room)}
    classes = [
        (path, each) for path, tree in trees.items() for each in ast.walk(tree) if isinstance(each, ast.ClassDef)
    ]
    values = {each.name for _, each in classes if is_frozen(each) and any(map(is_instant, fields(each)))}
    carriers = {"datetime", *values}
    for path, each in classes:
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        if not is_frozen(each):
            yield from (f"{module}.{each.name}.{name}" for name in attributes(each, carriers))


def modules(room: str) -> Iterator[Path]:
    return (path for path in (ROOT / room).rglob("*.py") if not ELSEWHERE & set(path.parts))


def fields(each: ast.ClassDef) -> list[ast.AnnAssign]:
    return [line for line in each.body if isinstance(line, ast.AnnAssign)]


def is_instant(field: ast.AnnAssign) -> bool:
    return "datetime" in words(field.annotation)


def is_frozen(each: ast.ClassDef) -> bool:
    is_tuple = "NamedTuple" in map(ast.unparse, each.bases)
    return is_tuple or any("frozen=True" in ast.unparse(decorator) for decorator in each.decorator_list)


def words(node: ast.AST) -> set[str]:
    """The names in a piece of source, without the arguments and results of functions, which are not held."""
    if isinstance(node, ast.Subscript) and ast.unparse(node.value) in {"Callable", "Awaitable"}:
        return set()
    own = {node.id} if isinstance(node, ast.Name) else set()
    return own.union(*(words(child) for child in ast.iter_child_nodes(node)))


def attributes(each: ast.ClassDef, carriers: set[str]) -> set[str]:
    """The fields of a class, and the attributes that its methods set, that are an instant or contain one."""
    found = {ast.unparse(field.target) for field in fields(each) if carriers & words(field.annotation)}
    for method in ast.walk(each):
        if isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef):
            handed = {one.arg for one in method.args.args if one.annotation and carriers & words(one.annotation)}
            found |= {name for name, value in settings_of(method) if is_one(value, carriers, handed)}
    return found


def settings_of(method: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Each attribute of `self` that a method sets, with its annotation, or else the value."""
    for line in ast.walk(method):
        match line:
            case ast.AnnAssign(target=ast.Attribute() as target, annotation=what):
                yield target.attr, what
            case ast.Assign(targets=[ast.Attribute(value=ast.Name("self")) as target], value=what):
                yield target.attr, what


def is_one(value: ast.AST, carriers: set[str], handed: set[str]) -> bool:
    if isinstance(value, ast.Name):
        return value.id in handed
    called = value.func if isinstance(value, ast.Call) else None
    made = ast.unparse(called).rsplit(".", 1)[-1].strip("_") if called is not None else ""
    return made in {"clock", "wall", *carriers} or (called is None and bool(carriers & words(value)))


@pytest.fixture
async def store(address: str) -> AsyncIterator[Store]:
    """A store in which a clock that was ahead has put off all that it can."""
    opened = await new_store(address)
    await opened.chats.greet(Chat(1001, "private", "fr"), NOW)
    await opened.follows.follow(1001, ID, False, NOW)
    await opened.checks.record_reading(WAITING, Source.ASSEMBLEE, Validators(), 1, NOW, NOW + HOUR)
    yield opened
    await opened.close()


async def change(store: Store, *statements: Update) -> None:
    async with store._database.writing() as connection:
        for each in statements:
            await connection.execute(each)


async def latest(store: Store, column: Column[Any]) -> datetime | None:
    async with store._database.reading() as connection:
        found: datetime | None = (await connection.execute(select(func.max(column)))).scalar_one()
        return found


@pytest.mark.parametrize("column", sorted(PUT_OFF, key=str), ids=str)
async def test_nothing_that_was_put_off_waits_for_a_clock_that_was_ahead(store: Store, column: Column[Any]) -> None:
    await store.preferences.change(1001, NOW, lambda _: Preferences(silent=True))
    await store.flood_waits.keep(None, AHEAD)
    state = {"state": DeliveryState.SCHEDULED} if column.table is outbox else {}
    await change(store, update(column.table).values({column.key: AHEAD, **state}))
    if column.table is checks:
        await change(store, update(checks).values(looked_at=AHEAD))
    assert await latest(store, column) == AHEAD
    assert await store.heed_clock(NOW, HOUR)
    left = await latest(store, column)
    assert left is None or left <= NOW + FARTHEST.get(column, A_DAY)
    assert not await store.heed_clock(NOW, HOUR)


async def test_a_pause_of_a_day_that_a_wrong_clock_set_ends_and_one_until_asked_does_not(address: str) -> None:
    store = await new_store(address)
    ends = {1001: NOW + timedelta(days=366), 1002: NOW + timedelta(days=7), 1003: UNTIL_ASKED}
    for chat, until in ends.items():
        await store.chats.greet(Chat(chat, "private", "fr"), NOW)
        await store.preferences.change(chat, NOW, partial(replace, paused_until=until))
    assert await store.heed_clock(NOW, timedelta(days=1))
    left = {chat: (await store.preferences.of(chat)).paused_until for chat in ends}
    assert left == {**ends, 1001: None}
    assert not await store.heed_clock(NOW, timedelta(days=1))
    await store.close()


@pytest.mark.parametrize(
    ("wanted", "happened", "told_after"),
    [
        (Preferences(quiet=(0, 23)), NOW, 10 * HOUR),  # until eleven in the evening, in Paris
        (Preferences(quiet=(0, 23)), AHEAD, 10 * HOUR),
        (Preferences(when=When.DAILY), AHEAD, 19 * HOUR),
        (Preferences(when=When.WEEKLY), AHEAD, 5 * HOUR),
        (Preferences(paused_until=AHEAD + A_DAY), NOW, timedelta()),
        (Preferences(paused_until=AHEAD + A_DAY), AHEAD, timedelta()),
    ],
)
async def test_a_message_that_a_clock_ahead_put_off_is_told_when_its_chat_wants_it_by_the_right_one(
    store: Store, wanted: Preferences, happened: datetime, told_after: timedelta
) -> None:
    await settle_all(store)
    await store.preferences.change(1001, NOW, lambda _: wanted)
    await store.checks.record_reading(answered(), Source.ASSEMBLEE, Validators(), 1, happened, happened + HOUR)
    assert await store.outbox.due(AHEAD, (), 10) == []
    assert await store.heed_clock(NOW, HOUR)
    assert not await store.heed_clock(NOW, HOUR)
    if told_after:
        assert await store.outbox.due(NOW, (), 10) == []
        assert not await store.heed_clock(NOW, HOUR)
        assert await store.outbox.due(NOW + told_after - HOUR / 60, (), 10) == []
    assert [each.kind for each in await store.outbox.due(NOW + told_after, (), 10)] == ["answered"]


async def settle_all(store: Store) -> None:
    while due := await store.outbox.due(NOW, (), 10):
        await store.outbox.settle(due[0].rows, DeliveryState.SENT, NOW)


async def test_a_message_for_a_chat_out_of_reach_waits_for_no_clock_when_the_chat_is_back(store: Store) -> None:
    await settle_all(store)
    await store.preferences.change(1001, NOW, lambda _: Preferences(when=When.DAILY))
    await store.chats.pause(1001, "blocked", NOW)
    await store.checks.record_reading(answered(), Source.ASSEMBLEE, Validators(), 1, AHEAD, AHEAD + HOUR)
    await store.outbox.due(AHEAD, (), 10)
    await store.heed_clock(NOW, HOUR)
    await store.chats.wake(1001)
    assert await store.outbox.due(NOW, (), 10) == []
    assert [each.kind for each in await store.outbox.due(NOW + A_DAY, (), 10)] == ["answered"]


async def test_what_waits_to_be_confirmed_since_a_clock_that_was_ahead_waits_since_now(store: Store) -> None:
    assert names(MENDED) == {"outbox.created_at", "catalogue.unconfirmed_since", "looks.unconfirmed_since"}
    row: dict[str, Any] = {"legislature": 17, "number": 1, "crc": 1, "size": 1, "changed_at": AHEAD, "record": b""}
    await change(store, catalogue.insert().values({**row, "unconfirmed_since": AHEAD}))  # type: ignore[arg-type]
    await change(store, update(checks).values(unconfirmed_since=AHEAD))
    assert await store.heed_clock(NOW, HOUR)
    assert await latest(store, catalogue.c.unconfirmed_since) == NOW
    assert await latest(store, checks.c.unconfirmed_since) == NOW


async def test_checks_that_were_planned_by_a_clock_ahead_come_by_the_right_one(store: Store) -> None:
    await change(store, update(checks).where(checks.c.source == "assemblee").values(next_at=AHEAD + 3 * HOUR))
    await change(store, update(checks).where(checks.c.source == "nosdeputes").values(next_at=NOW + A_DAY))
    assert not await store.heed_clock(NOW, HOUR)  # the last check was right: nothing tells that the plan is not
    await store.turn_back(NOW, AHEAD)
    assert await store.checks.due(Source.ASSEMBLEE, NOW + 2 * HOUR, 10) == []
    assert await store.checks.due(Source.ASSEMBLEE, NOW + 3 * HOUR, 10) == [ID]
    assert await store.checks.due(Source.NOSDEPUTES, NOW + 23 * HOUR, 10) == []


async def test_a_message_and_a_try_that_a_clock_two_days_ahead_put_off_come_by_the_right_one(store: Store) -> None:
    await settle_all(store)
    ahead = NOW + 2 * A_DAY
    await store.preferences.change(1001, NOW, lambda _: Preferences(quiet=(0, 23)))
    await store.checks.record_reading(answered(), Source.ASSEMBLEE, Validators(), 1, NOW, NOW + HOUR)
    assert await store.outbox.due(ahead, (), 10) == []
    await store.chats.greet(Chat(1002, "private", "fr"), NOW)
    await store.chats.pause(1002, "blocked", ahead)
    await store.turn_back(NOW, ahead)
    assert await store.chats.to_try(NOW, 10) == [1002]
    assert await store.outbox.due(NOW, (), 10) == []
    assert [each.kind for each in await store.outbox.due(NOW + 10 * HOUR, (), 10)] == ["answered"]


async def test_a_weekly_digest_keeps_its_hour_when_the_clock_goes_back(store: Store) -> None:
    await settle_all(store)
    await store.preferences.change(1001, NOW, lambda _: Preferences(when=When.WEEKLY))
    night = NOW + 10 * HOUR
    await store.checks.record_reading(answered(), Source.ASSEMBLEE, Validators(), 1, night, night + HOUR)
    assert await store.outbox.due(night, (), 10) == []
    await store.turn_back(night, night + A_DAY)
    assert await store.outbox.due(night + 6 * A_DAY, (), 10) == []
    assert [each.kind for each in await store.outbox.due(night + 7 * A_DAY, (), 10)] == ["answered"]


class Away:
    """A site that gives no archive, and counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    async def download(self, _path: str, _known: Validators, _file: BinaryIO, _most: int) -> Response:
        self.asked += 1
        raise Unreachable("no answer in time")


@pytest.mark.parametrize("is_written", [True, False])
async def test_a_sweep_that_failed_while_the_clock_was_ahead_is_tried_by_the_right_one(
    store: Store, monkeypatch: pytest.MonkeyPatch, is_written: bool
) -> None:
    now, site = [AHEAD], Away()
    client: Any = site
    sources = SourceHealth(store, lambda: now[0], lambda: None)
    sweeper = Sweeper(SweptWith(store, client, sources, None, lambda: now[0], lambda: None))

    async def fail(*_: object) -> None:
        raise OSError("disk full")

    if not is_written:  # then the hold in memory is all that spares the site
        monkeypatch.setattr(store.archives, "fail", fail)
    for _ in range(3):
        with suppress(OSError):
            await sweeper._sweep_current()
    assert site.asked == 1
    now[0] = NOW
    for _ in range(3):
        with suppress(OSError):
            await sweeper._sweep_current()
        now[0] += timedelta(seconds=1)
    assert site.asked == 2
    if is_written:
        assert (await store.archives.of(archive_name(17))).swept.failures == 2


async def test_what_somebody_types_inline_is_answered_after_a_clock_that_was_ahead() -> None:
    now, refused = [AHEAD], list[object]()

    async def answer(results: list[object], **_: object) -> None:
        refused.append(results)

    person = SimpleNamespace(id=1001, language_code="fr")
    query: Any = SimpleNamespace(inline_query=SimpleNamespace(from_user=person, answer=answer))
    services = SimpleNamespace(admits=lambda _: True, clock=lambda: now[0], queries=Throttle(6))
    context: Any = SimpleNamespace(services=services)
    for _ in range(6):
        await admit_query(query, context)
    with pytest.raises(ApplicationHandlerStop):
        await admit_query(query, context)
    for now[0] in (NOW, NOW + timedelta(seconds=1), AHEAD, NOW + timedelta(seconds=2)):
        await admit_query(query, context)
    assert len(refused) == 1


def test_a_source_that_fails_is_told_in_time_though_a_clock_ahead_dated_its_trouble() -> None:
    known, _ = health.answered(Health(), AHEAD)
    known, _ = health.failed(known, AHEAD + HOUR, "no answer")
    alarms: list[Alarm] = []
    for hours in range(8):
        known, new = health.failed(known, NOW + hours * HOUR, "no answer")
        alarms += new
    assert alarms == [Alarm.DOWN]
    assert (known.failing_since, known.refused_since) == (NOW, NOW)
    assert health.silent_since([known], NOW + 23 * HOUR) is None
    assert health.silent_since([known], NOW + 25 * HOUR) == NOW


def test_pages_that_are_not_understood_are_told_in_time_though_a_clock_ahead_dated_the_first() -> None:
    known, alarms = health.unreadable(Health(), AHEAD, "no heading", "17-1")
    for hours in (0, 7):
        known, new = health.unreadable(known, NOW + hours * HOUR, "no heading", "17-1")
        alarms += new
    assert alarms == [Alarm.LAYOUT]


async def test_a_source_that_answers_is_written_down_though_it_was_ahead_of_the_clock(store: Store) -> None:
    now = [AHEAD]
    sources = SourceHealth(store, lambda: now[0], lambda: None)
    await sources.answered("nosdeputes")
    now[0] = NOW
    await sources.answered("nosdeputes")
    assert (await store.sources.all())["nosdeputes"].succeeded_at == NOW


def test_an_older_archive_is_not_refused_until_a_clock_that_was_ahead_comes_true() -> None:
    made, believed = NOW - 2 * A_DAY, NOW - A_DAY
    assert is_older(made, believed, NOW, NOW + HOUR)
    assert not is_older(made, believed, AHEAD, NOW + HOUR)


def test_another_copy_is_met_anew_where_the_clock_went_back() -> None:
    conflict = CopyConflict(AHEAD - HOUR, insists=False)
    assert not conflict.met(AHEAD)
    verdicts = [conflict.met(NOW + timedelta(seconds=10 * step)) for step in range(10)]
    assert verdicts.index(True) <= 9
