"""Which legislature is the current one: decided by the archives and by the operator's choice."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.alternatives import alternatives
from bot.core.chambers.assemblee import ASSEMBLEE
from bot.core.chat import Chat
from bot.core.legislatures import current_legislature, next_legislature
from bot.core.observation import Check, Existence, Outcome, exists
from bot.core.question import QuestionId
from bot.core.reference import OtherLegislature
from bot.core.schedule import Swept, next_beginning
from bot.core.validators import Validators
from bot.messages.operator import operator_report
from bot.messages.phrases import phrases
from bot.messages.replies import misread
from storage import Store
from storage.intake.catalogue import Brought
from tests.storage.sweeps import packed, unpack
from tests.support.examples import NOW, WAITING
from tests.support.readings import observed
from tests.support.stores import new_store

PERSON = Chat(1001, "private", "fr")
DAY = date(2027, 7, 1)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await new_store(tmp_path / "guetteur.db", unpack)
    await opened.chats.greet(PERSON, NOW)
    yield opened
    await opened.close()


async def sweep(store: Store, id: QuestionId, is_kept_up: bool = True) -> None:
    await store.catalogue.take(id.series, [packed(replace(WAITING, id=id, comments=None))], NOW, 1)
    brought = Brought(Validators(), "digest", 1, 1, None, (), is_kept_up)
    await store.catalogue.finish(id.series, brought, NOW)


@pytest.mark.parametrize(
    ("chosen", "taken_in", "current", "following"),
    [
        pytest.param(None, (), 17, 18, id="nothing is known yet"),
        pytest.param(None, (17, 16, 15, 14), 17, 18, id="today"),
        pytest.param(None, (18, 17), 18, 19, id="the next one has a question"),
        pytest.param(None, (16,), 17, 18, id="an old one was taken in first"),
        pytest.param(17, (18, 17), 18, 19, id="the number of an old example holds nothing back"),
        pytest.param(18, (17,), 18, 19, id="set before it begins"),
        pytest.param(18, (19, 18), 19, 20, id="left set when it is over"),
        pytest.param(16, (), 16, None, id="in the past"),
        pytest.param(16, (18, 17, 16), 16, None, id="in the past, after others were taken in"),
    ],
)
def test_the_current_legislature_is_the_newest_that_has_a_question(
    chosen: int | None, taken_in: tuple[int, ...], current: int, following: int | None
) -> None:
    assert current_legislature(chosen, taken_in) == current
    assert next_legislature(current, chosen, DAY) == following


def test_no_more_are_looked_for_than_can_have_begun() -> None:
    assert next_legislature(18, None, date(2024, 7, 19)) is None


@pytest.mark.parametrize(
    ("looked_at", "interval", "expected"),
    [
        pytest.param(None, None, NOW, id="never asked"),
        pytest.param(NOW + timedelta(days=3), None, NOW, id="asked by a clock that was ahead"),
        pytest.param(datetime(2026, 1, 4, 22, 0, tzinfo=UTC), None, datetime(2026, 1, 5, 6, 30, tzinfo=UTC), id="eve"),
        pytest.param(
            datetime(2026, 1, 5, 6, 30, tzinfo=UTC), None, datetime(2026, 1, 6, 6, 30, tzinfo=UTC), id="morning"
        ),
        pytest.param(datetime(2026, 1, 5, 6, 0, tzinfo=UTC), 60.0, datetime(2026, 1, 5, 6, 1, tzinfo=UTC), id="set"),
    ],
)
def test_the_next_one_is_asked_for_once_a_day_when_the_archives_are_made(
    looked_at: datetime | None, interval: float | None, expected: datetime
) -> None:
    assert next_beginning(NOW, Swept(looked_at, failures=9), interval, 0.0) == expected


async def test_it_is_known_to_the_store_after_a_restart_too(store: Store, tmp_path: Path) -> None:
    await store.legislatures.choose(None)
    assert (store.legislatures.current, store.legislatures.following(DAY)) == (17, 18)
    await sweep(store, QuestionId.of_legislature(18, 1))
    await store.legislatures.settle()
    assert (store.legislatures.current, store.legislatures.following(DAY)) == (18, 19)
    await store.close()
    again = await Store.open(f"sqlite:///{tmp_path / 'guetteur.db'}", unpack)
    await again.legislatures.choose(None)
    assert again.legislatures.current == 18
    await again.legislatures.choose(16)
    assert again.legislatures.current == 16
    await again.close()


async def test_the_registers_of_the_new_one_are_asked_for_whatever_the_old_ones_said(store: Store) -> None:
    await store.archives.remember_register("deputies", Validators("etag", "date"), 1, NOW)
    await sweep(store, QuestionId.of_legislature(17, 1), is_kept_up=False)
    await store.legislatures.choose(None)
    assert (await store.archives.of("deputies")).validators == Validators("etag", "date")
    await store.legislatures.choose(18)
    register = await store.archives.of("deputies")
    assert (register.validators, register.swept.looked_at) == (Validators(), None)
    assert (await store.archives.of("archive-17")).swept.looked_at == NOW, "an archive keeps its address"


@pytest.mark.parametrize(
    ("chosen", "legislature", "kinds"),
    [
        pytest.param(16, 16, [], id="the current one's may appear tomorrow"),
        pytest.param(None, 16, ["missing"], id="that of a finished one never"),
        pytest.param(18, 17, ["missing"], id="nor that of the 17th, once it is over"),
        pytest.param(None, 17, [], id="which it is not today"),
    ],
)
async def test_whether_an_archive_that_lacks_a_number_is_final_goes_by_the_same_current_one(
    store: Store, chosen: int | None, legislature: int, kinds: list[str]
) -> None:
    await store.legislatures.choose(chosen)
    id = QuestionId.of_legislature(legislature, 101)
    await store.follows.follow(PERSON.id, id, False, NOW)
    for source in ASSEMBLEE.page_sources:
        await store.checks.record_failure(id, source, "HTTP status 503", NOW, lambda _: NOW)
    await sweep(store, QuestionId.of_legislature(legislature, 100))
    told = await store.outbox.due(NOW + timedelta(hours=1), (), 10)
    assert [each.kind for each in told] == kinds


def test_a_page_that_nosdeputes_lacks_says_nothing_of_a_finished_legislature_that_it_never_covered() -> None:
    missing = Check(NOW, Outcome.ABSENT)
    verdicts = [
        exists(observed(QuestionId.of_legislature(each, 5), None, Check(NOW, Outcome.FAILED), missing), 18, None, NOW)
        for each in (17, 16)
    ]
    assert verdicts == [Existence.UNKNOWN, Existence.UNCHECKED]


def test_the_finished_17th_may_have_the_number_while_its_archive_is_not_in() -> None:
    offered = alternatives(QuestionId.of_legislature(18, 12432), {}, {16, 15, 14}, current=18)
    assert [each.id for each in offered] == [QuestionId.of_legislature(17, 12432)]


@pytest.mark.parametrize(
    ("language", "current", "legislature", "words"),
    [
        ("fr", 17, 18, "la 18ᵉ législature n’a encore publié aucune question"),
        ("en", 17, 18, "the 18th legislature has not published a question yet"),
        ("fr", 17, 12, "je connais les législatures 13 à 17"),
        ("fr", 16, 17, "je connais les législatures 13 à 16"),
    ],
)
def test_a_legislature_that_is_not_served_is_told_by_what_is_true_of_it(
    language: str, current: int, legislature: int, words: str
) -> None:
    assert words in misread(phrases(language), OtherLegislature(legislature, f"{legislature}-1"), current).unescape()


@pytest.mark.parametrize(("language", "words"), [("fr", "La 18ᵉ législature"), ("en", "The 18th legislature")])
def test_the_operator_reads_which_one_began(language: str, words: str) -> None:
    assert words in operator_report(phrases(language), "legislature", {"legislature": 18}).plain
