"""Terms that pass without an answer: told once, when a source confirms it, and not where it is no news."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core.question import Attribution, Closing, Question
from bot.core.source import Source
from bot.core.validators import Validators
from storage import Store
from tests.storage.sweeps import HOUR, OTHER, PERSON, RECORD, deliveries, follow, kinds, sweep
from tests.support.examples import ID, NOW, answered


async def test_two_months_without_an_answer_are_told_once_when_the_archive_confirms_them(store: Store) -> None:
    await sweep(store, RECORD)  # asked on 29 September, due on 29 November
    await follow(store, ID.number)
    late = NOW + timedelta(days=6)
    assert not await store.deadlines.tell(late)  # the archive was not asked since
    await store.catalogue.confirm(17, True, late)
    assert not await store.deadlines.tell(late)  # it was, but is the same file as before the term's end
    await sweep(store, at=late)
    assert await store.deadlines.tell(late)
    assert not await store.deadlines.tell(late + HOUR)
    (told,) = await deliveries(store)
    assert (told.kind, told.keys) == ("overdue", ("overdue",))


async def test_a_question_that_is_overdue_when_it_is_followed_is_not_told(store: Store) -> None:
    late = NOW + timedelta(days=6)
    await sweep(store, RECORD, at=late)
    await follow(store, ID.number, at=late)
    await store.deadlines.tell(late + HOUR)
    assert await kinds(store) == []


async def test_a_term_that_passed_before_a_follow_is_no_news_though_the_clock_stood_in_1970(store: Store) -> None:
    wrong = datetime(1970, 1, 1, 12, tzinfo=UTC)
    await sweep(store, RECORD, at=wrong)
    await follow(store, ID.number, at=wrong)
    late = NOW + timedelta(days=60)
    await sweep(store, replace(RECORD, subject="Digues"), at=late)
    await store.deadlines.tell(late)
    assert await kinds(store) == []


LONG_AGO = date(2026, 10, 6)


@pytest.mark.parametrize(
    "known",
    [
        pytest.param(replace(RECORD, asked=date(2026, 7, 7)), id="its two months had passed"),
        pytest.param(replace(RECORD, signalled=(LONG_AGO,)), id="its ten days had passed"),
        pytest.param(replace(RECORD, asked=None, signalled=(LONG_AGO,)), id="nothing but its signalling is known"),
        pytest.param(replace(RECORD, signalled=(None, LONG_AGO), renewals=(LONG_AGO,)), id="signalled and renewed"),
        pytest.param(
            replace(RECORD, attributions=(Attribution("Culture", LONG_AGO), *(RECORD.attributions or ()))), id="moved"
        ),
        pytest.param(replace(RECORD, closing=Closing("Retrait", LONG_AGO)), id="closed"),
        pytest.param(answered(replace(RECORD, signalled=(LONG_AGO,))), id="answered"),
    ],
)
@pytest.mark.parametrize("is_on_its_page", [False, True])
async def test_what_was_so_at_first_observation_is_no_news_once_a_clock_that_stood_in_1970_is_mended(
    store: Store, known: Question, is_on_its_page: bool
) -> None:
    wrong = datetime(1970, 1, 1, 12, tzinfo=UTC)
    await sweep(store, known, at=wrong)
    page = replace(known, attributions=None, signalled=None, renewals=None)
    if is_on_its_page:
        await store.checks.record_reading(page, Source.ASSEMBLEE, Validators(), 1, wrong, wrong)
    await follow(store, ID.number, at=wrong)
    for record in (known, replace(known, subject="Digues")):
        for days in (0, 1):
            at = NOW + timedelta(days=30 + days)
            await sweep(store, record, at=at)
            if is_on_its_page:
                await store.checks.record_reading(page, Source.ASSEMBLEE, Validators(), 1, at, at)
            await store.deadlines.tell(at)
    assert await kinds(store) == []


async def test_a_term_that_passes_after_the_clock_was_mended_is_told(store: Store) -> None:
    wrong = datetime(1970, 1, 1, 12, tzinfo=UTC)
    await sweep(store, RECORD, at=wrong)
    await follow(store, ID.number, at=wrong)
    await sweep(store, replace(RECORD, subject="Digues"), at=NOW)
    late = NOW + timedelta(days=6)
    await sweep(store, at=late)
    await store.deadlines.tell(late)
    assert await kinds(store) == ["overdue"]


async def test_the_ten_days_of_a_signalled_question_are_told_after_the_two_months(store: Store) -> None:
    late = NOW + timedelta(days=6)
    await sweep(store, RECORD, at=late)
    await follow(store, ID.number, at=late)
    signalled = replace(RECORD, signalled=(date(2026, 12, 1),))
    await sweep(store, signalled, at=late + HOUR)
    later = NOW + timedelta(days=18)
    await sweep(store, at=later)
    await store.deadlines.tell(later)
    told = await deliveries(store)
    assert [(each.kind, each.keys) for each in told] == [
        ("signalled", ("signalled:2026-12-01",)),
        ("overdue", ("overdue:signalled",)),
    ]


async def test_an_answer_that_comes_with_the_deadline_is_told_and_the_deadline_is_not(store: Store) -> None:
    await sweep(store, RECORD)
    await follow(store, ID.number)
    late = NOW + timedelta(days=6)
    await sweep(store, answered(RECORD), at=late)
    await store.deadlines.tell(late)
    assert await kinds(store) == ["answered"]


async def test_a_record_that_the_first_file_after_a_term_lacks_is_no_proof_that_it_passed(store: Store) -> None:
    await sweep(store, RECORD)
    await follow(store, ID.number)
    late = NOW + timedelta(days=6)
    await store.catalogue.confirm(17, True, late)  # the same file as before the term's end
    await sweep(store, at=late + HOUR, unsure=(ID.number,))
    assert not await store.deadlines.tell(late + 2 * HOUR)


SIGNALLED = replace(RECORD, asked=date(2026, 7, 7), signalled=(date(2026, 10, 6),))


@pytest.mark.parametrize("is_signalled_on_the_record", [True, False])
async def test_a_term_that_passed_long_before_the_archive_first_told_of_it_is_no_news(
    store: Store, is_signalled_on_the_record: bool
) -> None:
    page = replace(SIGNALLED, signalled=None, renewals=None, comments=())
    await store.checks.record_reading(page, Source.ASSEMBLEE, Validators(), 1, NOW, NOW + HOUR)
    await follow(store, ID.number)  # its card says that the two months are over
    await sweep(store, SIGNALLED if is_signalled_on_the_record else replace(SIGNALLED, signalled=()), at=NOW + HOUR)
    await store.deadlines.tell(NOW + 2 * HOUR)
    assert await kinds(store) == []


async def test_a_term_that_passes_after_the_archive_first_told_of_it_is_told(store: Store) -> None:
    page = replace(SIGNALLED, signalled=None, renewals=None, comments=())
    await store.checks.record_reading(page, Source.ASSEMBLEE, Validators(), 1, NOW, NOW + HOUR)
    await follow(store, ID.number)
    await sweep(store, replace(SIGNALLED, signalled=(date(2026, 11, 16),)), at=NOW + HOUR)
    late = NOW + timedelta(days=4)
    await sweep(store, at=late)
    await store.deadlines.tell(late)
    assert await kinds(store) == ["overdue"]


@pytest.mark.parametrize("is_among_many", [False, True])
async def test_a_term_that_had_passed_at_a_follow_is_told_to_those_alone_who_followed_before(
    store: Store, is_among_many: bool
) -> None:
    await sweep(store, RECORD)
    await follow(store, ID.number)
    late = NOW + timedelta(days=6)
    await sweep(store, at=late)
    if is_among_many:
        await store.follows.follow_many(OTHER.id, [(ID, False)], late, None, 10)
    else:
        await follow(store, ID.number, chat=OTHER, at=late)
    assert await store.deadlines.tell(late + HOUR)
    assert [await kinds(store, chat) for chat in (PERSON, OTHER)] == [["overdue"], []]
