"""The Sénat's file is swept: what it says is found, and what changes in it is told once."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core.addresses import SENAT_FILE
from bot.core.chambers.senat import SENAT
from bot.core.change import Kind
from bot.core.question import QuestionId, State
from bot.parliament.archive import unpack_record
from bot.parliament.client import Client, Roots
from bot.parliament.senat import FILE
from bot.standins.sites.senat_file import HEADER, Row, made_rows, written
from bot.standins.sites.server import StandInSites
from bot.watch.file_sweeper import SweptWith
from bot.watch.source_health import SourceHealth
from bot.watch.whole_file_sweeper import WholeFileSweeper
from storage import Store
from tests.benchmarks.clock import Clock
from tests.benchmarks.deaths import Killed, killing_in_senate_sweep
from tests.storage.sweeps import OTHER, PERSON, deliveries, kinds
from tests.storage.watching import watch
from tests.support.databases import execute, rows
from tests.support.senat import MAYORS, UNPACK, roots_at, waiting_row
from tests.support.stores import ON_BOTH, new_store

pytestmark = ON_BOTH

THURSDAY = datetime(2026, 11, 26, 7, 0, tzinfo=UTC)
WEEK = timedelta(weeks=1)
ASKED = date(2026, 11, 5)
FIRST = QuestionId(SENAT, 202611, 5636, "QE")


def row(number: int = 5636, published: date = ASKED, **cells: str) -> Row:
    """A waiting question."""
    return waiting_row(number, published, **cells)


REFERENCE = row()["Référence"]
ANSWERED = {"Sort": "Réponse reçue", "Ministère de réponse": "Intérieur", "Date de réponse JO": "2026-12-03"}


@dataclass
class Sweeps:
    """The sweeper with all that it works with."""

    sites: StandInSites
    store: Store
    sweeper: WholeFileSweeper
    clock: Clock

    async def sweep(self, later: timedelta = timedelta(0)) -> None:
        self.clock.advance(later)
        await self.sweeper.sweep()

    async def follow(self, *questions: QuestionId) -> None:
        for each in questions:
            await self.store.follows.follow(PERSON.id, each, False, self.clock())

    async def known(self, id: QuestionId = FIRST) -> State | None:
        observation = await self.store.observations.of(id)
        return observation.question.state if observation and observation.question else None

    async def reported(self) -> list[str]:
        return [each.kind for each in await self.store.reports.waiting()]


@pytest.fixture
async def sweeps(address: str) -> AsyncIterator[Sweeps]:
    async with StandInSites() as sites:
        store = await new_store(address, unpack_record, others=UNPACK)
        for chat in (PERSON, OTHER):
            await store.chats.greet(chat, THURSDAY)
        client, clock = Client(roots_at(sites.url), 1000, "test"), Clock(THURSDAY)
        sources = SourceHealth(store, clock, lambda: None)
        await sources.load()
        sites.senate.put(*made_rows(THURSDAY.date(), 300), row())
        yield Sweeps(
            sites, store, WholeFileSweeper(FILE, SweptWith(store, client, sources, None, clock, lambda: None)), clock
        )
        await client.close()
        await store.close()


async def test_a_senators_question_is_known_found_and_followed_without_news(sweeps: Sweeps) -> None:
    await sweeps.sweep()
    await sweeps.follow(FIRST)
    observation = await sweeps.store.observations.of(FIRST)
    assert observation is not None and observation.question is not None
    question = observation.question
    assert (question.author, question.group, question.constituency) == ("Mme Aline de La Grange", "UC", "Orne")
    assert (question.subject, question.rubric, question.ministry) == (
        MAYORS,
        "Collectivités territoriales",
        "Intérieur",
    )
    assert (question.asked, question.due, observation.archived_at) == (ASKED, date(2027, 1, 5), THURSDAY)
    page = await sweeps.store.search.page("secrétaires de mairie", 17, None, 100)
    assert FIRST in [each.id for each in page.observations]
    assert await kinds(sweeps.store) == []


async def test_an_answer_is_told_once_with_its_day_and_ministry(sweeps: Sweeps) -> None:
    await sweeps.sweep()
    await sweeps.follow(FIRST)
    sweeps.sites.senate.change(REFERENCE, **ANSWERED | {"Ministère de réponse": "Premier ministre"})
    await sweeps.sweep(WEEK)
    (told,) = await deliveries(sweeps.store)
    assert told.kind == Kind.ANSWERED.value
    question = told.observation.question
    assert question is not None and question.answer is not None
    assert (question.answer.published, question.ministry) == (date(2026, 12, 3), "Premier ministre")
    for _ in range(3):
        sweeps.sites.senate.put(row(9, date(2026, 12, 3)))
        await sweeps.sweep(timedelta(hours=13))
    assert await kinds(sweeps.store) == []


async def test_an_end_that_the_file_lacks_for_a_day_is_not_taken_back(sweeps: Sweeps) -> None:
    await sweeps.sweep()
    await sweeps.follow(FIRST)
    sweeps.sites.senate.change(REFERENCE, **ANSWERED)
    await sweeps.sweep(WEEK)
    assert await kinds(sweeps.store) == ["answered"]
    sweeps.sites.senate.put(row())
    for _ in range(5):
        await sweeps.sweep(timedelta(hours=6))
    sweeps.sites.senate.change(REFERENCE, **ANSWERED)
    for _ in range(5):
        await sweeps.sweep(timedelta(hours=6))
    assert await kinds(sweeps.store) == []


async def test_a_sweep_that_was_killed_is_not_confirmed_by_the_file_before_it(sweeps: Sweeps) -> None:
    sweeps.sites.senate.change(REFERENCE, **ANSWERED)
    await sweeps.sweep()
    await sweeps.follow(FIRST)
    sweeps.sites.senate.put(row())
    killing_in_senate_sweep(sweeps.store, "take", 0)
    with pytest.raises(Killed):
        await sweeps.sweep(timedelta(hours=6))
    del sweeps.store.catalogue.take  # the double
    sweeps.sites.senate.change(REFERENCE, **ANSWERED)
    for _ in range(8):
        await sweeps.sweep(timedelta(hours=6))
    assert await kinds(sweeps.store) == []


async def test_an_end_is_not_believed_of_a_file_that_lacks_the_question(sweeps: Sweeps) -> None:
    await sweeps.sweep()
    await sweeps.follow(FIRST)
    sweeps.sites.senate.change(REFERENCE, Sort="Retirée")
    await sweeps.sweep(timedelta(hours=6))
    sweeps.sites.senate.remove(REFERENCE)
    for _ in range(3):
        await sweeps.sweep(timedelta(hours=13))
    sweeps.sites.senate.put(row())
    for _ in range(3):
        await sweeps.sweep(timedelta(hours=6))
    assert await kinds(sweeps.store) == []
    sweeps.sites.senate.change(REFERENCE, Sort="Retirée")
    for _ in range(3):
        await sweeps.sweep(timedelta(hours=6))
    assert await kinds(sweeps.store) == ["closed"]


async def test_an_end_that_the_file_lacks_for_longer_is_taken_back(sweeps: Sweeps) -> None:
    await sweeps.sweep()
    await sweeps.follow(FIRST)
    sweeps.sites.senate.change(REFERENCE, **ANSWERED)
    await sweeps.sweep(WEEK)
    sweeps.sites.senate.put(row())
    for _ in range(7):
        await sweeps.sweep(timedelta(hours=6))
    assert await kinds(sweeps.store) == ["answered", "reopened"]


async def test_an_end_is_believed_when_a_later_request_finds_it_still(sweeps: Sweeps) -> None:
    await sweeps.sweep()
    await sweeps.follow(FIRST)
    sweeps.sites.senate.change(REFERENCE, Sort="Caduque")
    await sweeps.sweep(WEEK)
    assert await kinds(sweeps.store) == []
    await sweeps.sweep(timedelta(hours=13))
    (told,) = await deliveries(sweeps.store)
    question = told.observation.question
    assert question is not None and question.closing is not None
    assert (told.kind, question.closing.label) == ("closed", "Caduque")


async def test_many_ends_at_once_are_one_message(sweeps: Sweeps) -> None:
    many = [row(number) for number in range(1, 21)]
    sweeps.sites.senate.put(*many)
    await sweeps.sweep()
    await sweeps.follow(*(QuestionId(SENAT, 202611, number, "QE") for number in range(1, 21)))
    sweeps.sites.senate.put(*(each | {"Sort": "Caduque"} for each in many))
    await sweeps.sweep(WEEK)
    await sweeps.sweep(timedelta(hours=13))
    (told,) = await deliveries(sweeps.store)
    assert told.kind == "closed"
    assert told.group is not None


async def test_a_transmission_is_told_with_its_day(sweeps: Sweeps) -> None:
    await sweeps.sweep()
    await sweeps.follow(FIRST)
    moved = {"Date de transmission": "2026-12-03", "Ministère de transmission": "Justice"}
    sweeps.sites.senate.change(REFERENCE, **moved)
    await sweeps.sweep(WEEK)
    (told,) = await deliveries(sweeps.store)
    assert told.kind == Kind.REATTRIBUTED.value
    assert dict(told.detail) == {"from": "Intérieur", "to": "Justice", "on": "2026-12-03"}


async def test_a_question_that_is_transmitted_again_is_told_again_also_where_it_goes_back(sweeps: Sweeps) -> None:
    await sweeps.sweep()
    await sweeps.follow(FIRST)
    for day, ministry in (
        ("2026-12-03", "Justice"),
        ("2026-12-10", "Culture"),
        ("2026-12-17", "Intérieur"),
        ("2026-12-24", "Justice"),
    ):
        sweeps.sites.senate.change(REFERENCE, **{"Date de transmission": day, "Ministère de transmission": ministry})
        await sweeps.sweep(WEEK)
        await sweeps.sweep(timedelta(hours=13))
        assert await kinds(sweeps.store) == ["reattributed"], ministry


@pytest.mark.parametrize("ended", [ANSWERED, {"Sort": "Caduque"}], ids=["answered", "lapsed"])
async def test_an_end_that_was_taken_back_and_stands_in_the_file_for_a_day_is_none(
    sweeps: Sweeps, ended: dict[str, str]
) -> None:
    sweeps.sites.senate.put(row() | ended)
    await sweeps.sweep()
    await sweeps.follow(FIRST)
    told: list[str] = []
    nothing: dict[str, str] = {}
    for cells, sweeps_of_it in ((nothing, 8), (ended, 4), (nothing, 8)):
        sweeps.sites.senate.put(row() | cells)
        for _ in range(sweeps_of_it):
            await sweeps.sweep(timedelta(hours=6))
            told += await kinds(sweeps.store)
    assert told == ["reopened"]


@pytest.mark.parametrize("saw", [True, False], ids=["seen", "of before the follow"])
async def test_a_row_with_the_ministry_before_for_a_day_moves_no_question(sweeps: Sweeps, saw: bool) -> None:
    first = {"Date de transmission": "2026-11-19", "Ministère de transmission": "Justice"}
    second = {"Date de transmission": "2026-12-03", "Ministère de transmission": "Culture"}
    sweeps.sites.senate.change(REFERENCE, **first if saw else second)
    await sweeps.sweep()
    await sweeps.follow(FIRST)
    told: list[str] = []
    for cells, sweeps_of_it in ((second, 3), (first, 4), (second, 8)):
        sweeps.sites.senate.change(REFERENCE, **cells)
        for _ in range(sweeps_of_it):
            await sweeps.sweep(timedelta(hours=6))
            told += await kinds(sweeps.store)
    assert told == ["reattributed"] * saw


async def test_two_months_without_an_answer_are_told_once(sweeps: Sweeps) -> None:
    await sweeps.sweep()
    await sweeps.follow(FIRST)
    sweeps.clock.set(datetime(2027, 1, 7, 9, 0, tzinfo=UTC))
    assert not await sweeps.store.deadlines.tell(sweeps.clock())  # no file was read since
    sweeps.sites.senate.put(*made_rows(date(2027, 1, 7), 300), row())
    await sweeps.sweep()
    for _ in range(2):
        await sweeps.store.deadlines.tell(sweeps.clock())
    assert await kinds(sweeps.store) == ["overdue"]


async def test_a_reminder_is_told_to_those_who_follow_the_first_question(sweeps: Sweeps) -> None:
    await sweeps.sweep()
    await sweeps.follow(FIRST)
    reminder = {"Référence de la question rappelée": REFERENCE}
    sweeps.sites.senate.put(row(9, date(2026, 12, 3), **reminder))
    await sweeps.sweep(WEEK)
    (told,) = await deliveries(sweeps.store)
    assert (told.kind, dict(told.detail)) == ("reminded", {"by": "senat-SEQ261200009", "on": "2026-12-03"})


async def test_a_reminder_that_is_seen_first_with_all_others_is_no_news(sweeps: Sweeps) -> None:
    await sweeps.follow(FIRST)
    sweeps.sites.senate.put(row(9, date(2026, 11, 26), **{"Référence de la question rappelée": REFERENCE}))
    await sweeps.sweep()
    assert await kinds(sweeps.store) == ["card"]


async def test_who_watches_is_told_of_new_questions_and_not_of_those_that_came_late(sweeps: Sweeps) -> None:
    await sweeps.sweep()
    await watch(sweeps.store, "secrétaires de mairie")
    sweeps.sites.senate.put(row(77, date(2026, 12, 3)), row(78, date(2026, 5, 7)))
    sweeps.sites.senate.change(REFERENCE, **ANSWERED)
    await sweeps.sweep(WEEK)
    told = await deliveries(sweeps.store)
    assert sorted((each.kind, str(each.question)) for each in told) == [
        ("answered", str(FIRST)),
        ("asked", "senat-SEQ261200077"),
    ]


async def test_a_question_that_left_the_file_has_not_ended(sweeps: Sweeps) -> None:
    await sweeps.sweep()
    await sweeps.follow(FIRST)
    sweeps.sites.senate.remove(REFERENCE)
    await sweeps.sweep(WEEK)
    await sweeps.sweep(timedelta(hours=13))
    observation = await sweeps.store.observations.of(FIRST)
    assert observation is not None and observation.archived_at == THURSDAY
    assert (await sweeps.known(), await kinds(sweeps.store)) == (State.WAITING, [])
    sweeps.sites.senate.put(row())
    await sweeps.sweep(timedelta(hours=6))
    observation = await sweeps.store.observations.of(FIRST)
    assert observation is not None and observation.archived_at == sweeps.clock()
    assert await kinds(sweeps.store) == []


async def test_a_file_that_goes_back_is_not_taken_in_and_tells_nothing_twice(sweeps: Sweeps) -> None:
    await sweeps.sweep()
    await sweeps.follow(FIRST)
    old = sweeps.sites.senate.edition
    assert old is not None
    sweeps.sites.senate.put(*made_rows((THURSDAY + WEEK).date(), 300))
    sweeps.sites.senate.change(REFERENCE, **ANSWERED)
    await sweeps.sweep(WEEK)
    assert await kinds(sweeps.store) == ["answered"]
    new = sweeps.sites.senate.edition
    assert new is not None
    for modified in (old.modified, None):
        sweeps.sites.senate.go_back(replace(old, modified=modified))
        await sweeps.sweep(timedelta(hours=6))
        assert await sweeps.known() is State.ANSWERED
    sweeps.sites.senate.go_back(new)
    await sweeps.sweep(timedelta(hours=6))
    assert (await sweeps.known(), await kinds(sweeps.store)) == (State.ANSWERED, [])


@pytest.mark.parametrize("left", [0, 150, 280])
async def test_a_fall_in_rows_is_reported_once_and_changes_nothing(sweeps: Sweeps, left: int) -> None:
    await sweeps.sweep()
    await sweeps.follow(FIRST)
    fewer = [*made_rows(THURSDAY.date(), 300)[:left], row() | ANSWERED]
    sweeps.sites.senate.serve(written(fewer))
    for _ in range(3):
        await sweeps.sweep(timedelta(hours=1))
    assert (await sweeps.known(), await kinds(sweeps.store)) == (State.WAITING, [])
    assert await sweeps.reported() == ["sweep-rejected"]
    sweeps.sites.senate.serve(None)
    sweeps.sites.senate.change(REFERENCE, **ANSWERED)
    await sweeps.sweep(WEEK)
    assert await kinds(sweeps.store) == ["answered"]


@pytest.mark.parametrize("fault", ["status", "error_page", "challenge", "garbage", "empty", "drop", "cut", "short"])
async def test_whatever_the_site_serves_instead_changes_nothing(sweeps: Sweeps, fault: str) -> None:
    await sweeps.sweep()
    await sweeps.follow(FIRST)
    sweeps.sites.senate.change(REFERENCE, **ANSWERED)
    sweeps.sites.fault(path=SENAT_FILE, kind=fault)  # type: ignore[arg-type]
    await sweeps.sweep(WEEK)
    assert (await sweeps.known(), await kinds(sweeps.store)) == (State.WAITING, [])
    sweeps.sites.heal()
    await sweeps.sweep(timedelta(hours=1))
    assert await kinds(sweeps.store) == ["answered"]


@pytest.mark.parametrize(
    ("encoding", "header", "told"),
    [
        ("utf-8", HEADER, "the encoding has changed: UTF-8, not ISO-8859-1"),
        ("utf-8-sig", HEADER, "the encoding has changed: UTF-8, not ISO-8859-1"),
        ("windows-1252", (*HEADER, "Délai (jours)"), "unknown columns: Délai (jours)"),
    ],
)
async def test_another_encoding_or_an_unknown_column_is_reported_once_and_changes_nothing(
    sweeps: Sweeps, encoding: str, header: tuple[str, ...], told: str
) -> None:
    await sweeps.sweep()
    await sweeps.follow(FIRST)
    changed = [*made_rows(THURSDAY.date(), 300), row() | ANSWERED]
    sweeps.sites.senate.serve(written(changed, encoding, header=header))
    for _ in range(3):
        await sweeps.sweep(timedelta(hours=1))
    assert (await sweeps.known(), await kinds(sweeps.store)) == (State.WAITING, [])
    (report,) = await sweeps.store.reports.waiting()
    assert (report.kind, dict(report.values)) == ("sweep-rejected", {"source": "senat", "reason": told})
    sweeps.sites.senate.serve(None)
    sweeps.sites.senate.change(REFERENCE, **ANSWERED)
    await sweeps.sweep(WEEK)
    assert await kinds(sweeps.store) == ["answered"]


async def test_an_encoding_that_cannot_be_read_changes_nothing(sweeps: Sweeps) -> None:
    await sweeps.sweep()
    await sweeps.follow(FIRST)
    sweeps.sites.senate.serve(written([*made_rows(THURSDAY.date(), 300), row()], "utf-16"))
    await sweeps.sweep(timedelta(hours=6))
    assert (await sweeps.known(), await kinds(sweeps.store)) == (State.WAITING, [])
    assert (await sweeps.store.archives.of("senat")).swept.failures == 1


async def test_an_unchanged_file_is_not_downloaded_again(sweeps: Sweeps) -> None:
    for _ in range(3):
        await sweeps.sweep(timedelta(hours=6))
    asked = sweeps.sites.asked(SENAT_FILE)
    assert [each.status for each in asked] == [200, 304, 304]
    assert (await sweeps.store.observations.of(FIRST)).archived_at == sweeps.clock()  # type: ignore[union-attr]


async def test_a_file_without_a_new_issue_for_a_month_is_reported_once(sweeps: Sweeps) -> None:
    await sweeps.sweep()
    for _ in range(8):
        await sweeps.sweep(WEEK)
    (report,) = await sweeps.store.reports.waiting()
    assert (report.kind, dict(report.values)) == ("no-issue", {"source": "senat", "since": "2026-11-26T00:00:00+00:00"})


async def test_rows_that_cannot_be_read_are_reported_and_the_others_are_taken_in(sweeps: Sweeps) -> None:
    sweeps.sites.senate.put(row(1) | {"Numéro": "99999"}, row(2) | {"Référence": "SEQ26110002Z", "Numéro": "0002Z"})
    await sweeps.sweep()
    (report,) = await sweeps.store.reports.waiting()
    assert (report.kind, report.values["count"]) == ("sweep-unreadable", 2)
    assert await sweeps.known() is State.WAITING


async def test_a_file_that_is_no_longer_asked_for_holds_nobody_up_who_catches_up(sweeps: Sweeps) -> None:
    await sweeps.sweep()
    sweeps.clock.advance(WEEK)
    client = Client(Roots(opendata=sweeps.sites.url), 1000, "test")
    sources = SourceHealth(sweeps.store, sweeps.clock, lambda: None)
    await WholeFileSweeper(FILE, SweptWith(sweeps.store, client, sources, None, sweeps.clock, lambda: None)).run()
    await client.close()
    assert (await sweeps.store.archives.of("senat")).swept.looked_at == sweeps.clock()
    assert len(sweeps.sites.asked(SENAT_FILE)) == 1


async def test_what_left_the_file_long_ago_is_passed_over_and_what_is_still_in_it_never(sweeps: Sweeps) -> None:
    sweeps.sites.senate.put(row(41_000, ASKED - 51 * WEEK))
    await sweeps.sweep()
    archive = sweeps.store.shared_archives[SENAT.archive]
    before = set(await archive.records())
    sweeps.clock.advance(60 * WEEK)
    day = sweeps.clock().date()
    sweeps.sites.senate.remove(*(each["Référence"] for each in (*made_rows(THURSDAY.date(), 300), row())))
    sweeps.sites.senate.put(*made_rows(day, 300))
    await sweeps.sweep()
    known, still_in_it = await archive.records(day), QuestionId(SENAT, 202511, 41_000, "QE")
    assert before <= (await archive.records()).keys()
    assert {id for id in known if id in before} == {still_in_it}
    assert known[still_in_it].is_listed


async def test_a_later_version_that_indexes_anew_finds_the_senats_rows_too(sweeps: Sweeps, address: str) -> None:
    await sweeps.sweep()
    execute(address, "UPDATE summaries SET version = 0")
    filled = [count async for count in sweeps.store.indexing.fill()]
    assert sum(filled) == len((await sweeps.store.shared_archives[SENAT.archive].records()).keys())
    assert rows(address, "SELECT 1 FROM summaries WHERE version = 0") == []


async def test_the_assemblees_archives_are_not_touched(sweeps: Sweeps) -> None:
    await sweeps.sweep()
    assert await sweeps.store.archives.fresh(sweeps.clock()) == set()
    assert await sweeps.store.archives.taken_in() == frozenset()
