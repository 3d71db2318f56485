"""The Sénat's issue, of Thursdays, is told beside the Assemblée's, of Tuesdays: each once, to those who chose it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core.addresses import SENAT_FILE
from bot.core.bulletin import Lack
from bot.core.chambers.senat import SENAT
from bot.core.preferences import Bulletin
from bot.core.question import QuestionId
from bot.parliament.client import Client
from bot.parliament.senat import FILE
from bot.standins.sites.senat_file import Row, made_rows
from bot.standins.sites.server import StandInSites
from bot.watch.file_sweeper import SweptWith
from bot.watch.source_health import SourceHealth
from bot.watch.whole_file_sweeper import WholeFileSweeper
from storage import Store
from tests.benchmarks.clock import Clock
from tests.storage.sweeps import OTHER, PERSON, RECORD, numbered, sweep, unpack
from tests.storage.watching import watch
from tests.storage.weekly import choose, filled, step, told
from tests.support.databases import rows
from tests.support.senat import UNPACK, roots_at, waiting_row
from tests.support.stores import ON_BOTH, new_store

pytestmark = ON_BOTH

BEFORE, THURSDAY = date(2026, 11, 19), date(2026, 11, 26)
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
SIZE = 600
ISSUE = "issue:2026-11-26"


def at(day: int, hour: int) -> datetime:
    """An instant of November 2026 (UTC); the 26th is a Thursday, and Paris is an hour ahead."""
    return datetime(2026, 11, day, hour, tzinfo=UTC)


@dataclass
class Thursdays:
    """The sweeper with all that it works with; the file is of the week before."""

    sites: StandInSites
    store: Store
    sweeper: WholeFileSweeper
    clock: Clock

    async def sweep(self, now: datetime) -> None:
        self.clock.set(now)
        await self.sweeper.sweep()
        await step(self.store, now)

    def issue(self, number: int = 5, on: date = THURSDAY, answered: int = 0) -> list[Row]:
        """An issue comes into the file: questions, and answers to as many of the week before."""
        asked = [waiting_row(40_000 + each, on) for each in range(number)]
        older = [each for each in self.old if each["Date de publication JO"] == BEFORE.isoformat()]
        waiting = [each for each in older if each["Nature"] == "QE" and each["Sort"] == "En cours"][:answered]
        cells = {"Sort": "Réponse reçue", "Ministère de réponse": "Intérieur", "Date de réponse JO": on.isoformat()}
        self.sites.senate.put(*asked, *(each | cells for each in waiting))
        return asked

    old = made_rows(BEFORE, SIZE)


@pytest.fixture
async def thursdays(address: str) -> AsyncIterator[Thursdays]:
    async with StandInSites() as sites:
        store = await new_store(address, unpack, others=UNPACK)
        for chat in (PERSON, OTHER):
            await store.chats.greet(chat, at(20, 6))
        client, clock = Client(roots_at(sites.url), 1000, "test"), Clock(at(20, 6))
        sources = SourceHealth(store, clock, lambda: None)
        await sources.load()
        sites.senate.put(*Thursdays.old)
        sweeper = WholeFileSweeper(FILE, SweptWith(store, client, sources, None, clock, lambda: None))
        made = Thursdays(sites, store, sweeper, clock)
        await made.sweep(at(20, 6))
        await choose(store, PERSON.id, "thursday", "all")
        yield made
        await client.close()
        await store.close()


async def test_who_chose_thursdays_is_told_of_the_senats_issue_and_nobody_else(thursdays: Thursdays) -> None:
    await choose(thursdays.store, OTHER.id, "tuesday", "all")
    thursdays.issue(answered=3)
    await thursdays.sweep(at(26, 8))
    brought = await told(thursdays.store, at(26, 8))
    assert [each for each in brought if each[1] == ISSUE] == [(PERSON.id, ISSUE)]
    assert {key for chat, key in brought if chat == OTHER.id} == {"no-issue:2026-11-24"}


async def test_its_figures_are_of_the_senats_written_questions(thursdays: Thursdays) -> None:
    await sweep(thursdays.store, *(replace(numbered(each), asked=THURSDAY) for each in range(1, 9)), at=at(26, 7))
    thursdays.issue(answered=3)
    thursdays.sites.senate.put(
        waiting_row(900, THURSDAY) | {"Nature": "QOSD", "Numéro": "0900S", "Référence": "SEQ26110900S"}
    )
    await thursdays.sweep(at(26, 8))
    issue = (await filled(thursdays.store, at(26, 8))).issue
    assert issue is not None
    assert (issue.asked, issue.answered) == (5, 3)
    assert issue.fastest is not None and issue.fastest.days == 7
    assert {each.chamber for each in issue.named} == {SENAT}


async def test_a_second_sweep_a_correction_and_an_older_file_tell_nothing_more(thursdays: Thursdays) -> None:
    older = thursdays.sites.senate.edition
    asked = thursdays.issue(answered=3)
    await thursdays.sweep(at(26, 8))
    assert len(await told(thursdays.store, at(26, 8))) == 1
    assert older is not None
    thursdays.sites.senate.go_back(older)
    await thursdays.sweep(at(26, 9))
    thursdays.sites.senate.put(*(each | {"Titre": "Titre corrigé"} for each in asked))
    await thursdays.sweep(at(26, 10))
    thursdays.issue(20)
    await thursdays.sweep(at(26, 11))
    assert await told(thursdays.store, at(26, 11)) == []


async def test_the_first_file_that_is_read_brings_no_issue(thursdays: Thursdays) -> None:
    await step(thursdays.store, at(20, 6))
    assert await told(thursdays.store, at(20, 6)) == []


async def test_a_holiday_week_is_said_to_be_one_on_friday_evening_and_a_late_issue_when_it_comes(
    thursdays: Thursdays,
) -> None:
    for now in (at(26, 18), at(27, 9), at(27, 16)):
        await thursdays.sweep(now)
        assert await told(thursdays.store, now) == []
    await thursdays.sweep(at(27, 17))
    missing = await filled(thursdays.store, at(27, 17))
    assert (missing.kind, missing.day, missing.lack, missing.read_at) == (
        Bulletin.NO_ISSUE,
        THURSDAY,
        Lack.NONE,
        at(27, 17),
    )
    assert await told(thursdays.store, at(27, 17)) == [(PERSON.id, "no-issue:2026-11-26")]
    thursdays.issue()
    await thursdays.sweep(at(28, 9))
    assert await told(thursdays.store, at(28, 9)) == [(PERSON.id, ISSUE)]


async def test_a_file_that_cannot_be_read_is_said_to_be_so(thursdays: Thursdays) -> None:
    thursdays.sites.fault(path=SENAT_FILE)
    await thursdays.sweep(at(27, 12))
    await step(thursdays.store, at(27, 17))
    missing = await filled(thursdays.store, at(27, 17))
    assert (missing.lack, missing.read_at) == (Lack.UNREAD, at(20, 6))


async def test_nothing_is_said_of_the_issues_of_a_file_that_is_not_asked_for(thursdays: Thursdays) -> None:
    await thursdays.store.shared_archives["senat"].pass_over(at(27, 12))
    await step(thursdays.store, at(27, 17))
    assert await told(thursdays.store, at(27, 17)) == []


async def test_who_pauses_for_weeks_is_told_the_last_issue_of_each_chamber(thursdays: Thursdays) -> None:
    store = thursdays.store
    await sweep(store, *(replace(numbered(each), asked=date(2026, 11, 17)) for each in range(1, 5)), at=at(20, 7))
    await choose(store, PERSON.id, "tuesday", "all")
    await choose(store, PERSON.id, "pause", "open", at(20, 8))
    for week in range(2):
        asked = [replace(numbered(10 * week + each), asked=date(2026, 11, 24) + week * WEEK) for each in range(10, 15)]
        await sweep(store, *asked, at=at(24, 8) + week * WEEK)
        await step(store, at(24, 8) + week * WEEK)
        thursdays.issue(on=THURSDAY + week * WEEK)
        await thursdays.sweep(at(26, 8) + week * WEEK)
        await told(store, at(26, 8) + week * WEEK)
    now = at(26, 9) + WEEK
    await choose(store, PERSON.id, "pause", "none", now)
    mine = [key for chat, key in await told(store, now) if chat == PERSON.id]
    assert mine == ["issue:2026-12-01", "issue:2026-12-03"]


async def test_what_is_followed_here_counts_in_the_issue_of_its_chamber_alone(thursdays: Thursdays) -> None:
    store = thursdays.store
    for field in ("tuesday", "thursday"):
        await choose(store, PERSON.id, field, "own")
    await sweep(store, *(replace(numbered(each), asked=date(2026, 11, 17)) for each in range(1, 5)), at=at(20, 7))
    thursdays.issue(1)
    for id in (QuestionId(SENAT, 202611, 40_000, "QE"), RECORD.id):
        await store.follows.follow(PERSON.id, id, False, at(20, 8))
    await watch(store, "secrétaires de mairie")
    await watch(store, "chambre:assemblée digues")
    await sweep(store, *(replace(numbered(each), asked=date(2026, 11, 24)) for each in range(11, 15)), at=at(24, 8))
    await step(store, at(24, 8))
    of_tuesday = (await filled(store, at(24, 8))).issue
    await told(store, at(24, 8))
    thursdays.issue(4)
    await thursdays.sweep(at(26, 8))
    of_thursday = (await filled(store, at(26, 8))).issue
    assert of_tuesday is not None and of_thursday is not None
    assert {each.chamber.code for each in of_tuesday.named} == {"an"}
    assert of_thursday.asked == 4
    assert {each.chamber for each in of_thursday.named} == {SENAT}


async def test_a_question_that_has_left_the_file_is_not_called_the_one_that_has_waited_longest(
    thursdays: Thursdays,
) -> None:
    oldest = waiting_row(39_000, BEFORE - 51 * WEEK)
    thursdays.sites.senate.put(oldest)
    await thursdays.sweep(at(21, 8))
    thursdays.sites.senate.remove(oldest["Référence"])
    thursdays.issue()
    await thursdays.sweep(at(26, 8))
    issue = (await filled(thursdays.store, at(26, 8))).issue
    assert issue is not None and issue.oldest is not None
    assert issue.oldest.days <= 364
    thursdays.issue(on=THURSDAY + WEEK)
    await told(thursdays.store, at(26, 8))
    await thursdays.sweep(at(26, 8) + WEEK)
    later = (await filled(thursdays.store, at(26, 8) + WEEK)).issue
    assert later is not None and later.oldest is not None
    assert later.oldest.question.number != 39_000


async def test_a_restored_copy_tells_no_issue_of_a_week_that_may_have_been_told(
    thursdays: Thursdays, address: str
) -> None:
    await thursdays.store.bulletins.stop_all(at(26, 8))
    thursdays.issue()
    await thursdays.sweep(at(26, 9))
    assert await told(thursdays.store, at(26, 9)) == []
    days = rows(address, "SELECT day, kind FROM bulletins WHERE state = 'fanning-out'")
    assert days == []
