"""Events: nothing seen first is one, none comes twice, and a fact that a source loses is none."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.core.change import Kind, Told, compare
from bot.core.confirmation import Statement, next_statement
from bot.core.merge import Readings, carry, merge
from bot.core.question import Comment, Question, State
from bot.core.question_json import from_plain, to_plain
from bot.core.source import Source
from tests.properties.values import few_words, hostile, lists_of_comments, questions, readings
from tests.support.readings import read_again, readings_of

EARLY, LATE = datetime(2026, 11, 24, tzinfo=UTC), datetime(2026, 11, 25, tzinfo=UTC)
ENDS = {Kind.ANSWERED, Kind.CLOSED, Kind.REOPENED}
official = questions(few_words).map(lambda question: replace(question, comments=None))
told = st.builds(Told, st.none() | few_words, st.frozensets(few_words), st.frozensets(few_words))


def seen(before: Readings, page: Question) -> Readings:
    """The observation after a page of the Assemblée was read, made as the store makes it."""
    return read_again(before, assemblee=carry(before.page(Source.ASSEMBLEE), page), assemblee_at=LATE)


def kinds(before: Readings, after: Readings) -> Counter[Kind]:
    return Counter(event.kind for event in compare(before, after))


@given(readings())
def test_facts_that_are_seen_first_are_never_news(after: Readings) -> None:
    assert compare(Readings(), after) == ()


@given(readings(), told)
def test_the_same_twice_is_no_news(known: Readings, told: Told) -> None:
    assert compare(known, known, told) == ()


@given(readings(), readings(), told)
def test_each_event_has_a_key_of_its_own_and_at_most_one_end_is_told(
    before: Readings, after: Readings, told: Told
) -> None:
    events = compare(before, after, told)
    assert len({event.key for event in events}) == len(events)
    assert all(len(event.key) <= 64 for event in events)
    assert sum(event.kind in ENDS for event in events) <= 1


@given(readings(), readings())
def test_an_end_is_told_only_where_the_state_became_another(before: Readings, after: Readings) -> None:
    old, new = before.merged, after.merged
    for event in compare(before, after):
        assert old is not None
        assert new is not None
        if event.kind is Kind.ANSWERED:
            assert old.answer is None
            assert new.answer is not None
        if event.kind is Kind.CLOSED:
            assert new.state is State.CLOSED
        if event.kind is Kind.REOPENED:
            assert new.state is State.WAITING
            assert after.reopenings > before.reopenings


@given(readings(), official)
def test_reading_a_page_again_is_no_news(before: Readings, page: Question) -> None:
    after = seen(before, page)
    assert compare(after, seen(after, page)) == ()


def without(question: Question, *, answer: bool, closing: bool, ministry: bool) -> Question:
    """The page on a bad day, without the facts that it had."""
    return replace(
        question,
        answer=None if answer else question.answer,
        closing=None if closing else question.closing,
        ministry=None if ministry else question.ministry,
        text=None,
        attributions=None,
    )


@given(readings(), official, st.booleans(), st.booleans(), st.booleans())
def test_what_a_source_loses_is_no_event_and_no_loss(
    before: Readings, page: Question, answer: bool, closing: bool, ministry: bool
) -> None:
    known = seen(before, page)
    poorer = seen(known, without(page, answer=answer, closing=closing, ministry=ministry))
    assert compare(known, poorer) == ()
    assert poorer.merged == known.merged


@given(official, official)
def test_an_archive_that_loses_an_end_keeps_it_until_that_is_confirmed(first: Question, second: Question) -> None:
    archived = next_statement(Statement(first), second, LATE)
    was, now = first, archived.believed
    assert not (was.answer is not None and now.answer is None)
    assert not (was.state is State.CLOSED and now.state is State.WAITING)
    assert not (was.ministry and not now.ministry)


@given(lists_of_comments(), lists_of_comments(), questions(few_words))
def test_new_comments_are_told_each_once_whatever_the_order_of_the_page(
    old: tuple[Comment, ...], new: tuple[Comment, ...], question: Question
) -> None:
    before = readings_of(nosdeputes=replace(question, comments=old))
    after = readings_of(nosdeputes=carry(before.page(Source.NOSDEPUTES), replace(question, comments=new)))
    upside_down = readings_of(nosdeputes=carry(before.page(Source.NOSDEPUTES), replace(question, comments=new[::-1])))
    keys = [event.key for event in compare(before, after)]
    assert sorted(keys) == sorted(f"comment:{id}" for id in {c.id for c in new} - {c.id for c in old})
    assert keys == [event.key for event in compare(before, upside_down)]


@given(official, questions(few_words), questions(few_words))
def test_sources_may_come_in_any_order(archive: Question, first: Question, second: Question) -> None:
    """Two pages with different facts lead to the same events in whichever order they are read."""
    waiting = readings_of(
        archive=replace(archive, answer=None, closing=None, comments=None),
        archive_at=EARLY,
        nosdeputes=replace(first, answer=None, closing=None, comments=()),
    )
    page, citizens = replace(archive, comments=None), replace(second, answer=None, closing=None)
    by_page = seen(waiting, page)
    by_citizens = read_again(waiting, nosdeputes=carry(waiting.page(Source.NOSDEPUTES), citizens))
    both = read_again(by_page, nosdeputes=by_citizens.page(Source.NOSDEPUTES))
    page_first = kinds(waiting, by_page) + kinds(by_page, both)
    assert page_first == kinds(waiting, by_citizens) + kinds(by_citizens, both)


@given(readings())
def test_the_merge_takes_each_fact_from_a_source_that_tells_it(known: Readings) -> None:
    merged = known.merged
    citizens = known.page(Source.NOSDEPUTES)
    sources = [each for each in (known.archive, known.page(Source.ASSEMBLEE), citizens) if each is not None]
    assert (merged is None) == (not sources)
    if merged is not None:
        for field in ("author", "subject", "ministry", "text"):
            told = [value for each in sources if (value := getattr(each, field)) is not None]
            assert getattr(merged, field) in (told or [None])
        # An impossible date is not used; the event that it dates is.
        assert merged.asked in {None, *(each.asked for each in sources)}
        for field in ("signalled", "renewals"):
            counts = [len(value) for each in sources if (value := getattr(each, field)) is not None]
            value = getattr(merged, field)
            assert (len(value) in counts) if counts else value is None
        assert merged.comments == (citizens.comments if citizens else known.merged and merged.comments)


@given(questions(few_words), questions(few_words))
def test_the_assemblee_wins_and_nothing_known_is_lost(assemblee: Question, nosdeputes: Question) -> None:
    merged = merge(assemblee, nosdeputes)
    assert merged is not None
    assert merged.ministry == (nosdeputes.ministry if assemblee.ministry is None else assemblee.ministry)
    assert (merged.answer is None) == (assemblee.answer is None and nosdeputes.answer is None)
    assert merged.comments == nosdeputes.comments
    assert merge(None, nosdeputes) == nosdeputes
    assert merge(assemblee, None) == assemblee


@given(st.none() | questions(few_words), questions(few_words))
def test_carrying_a_reading_on_is_done_once(before: Question | None, page: Question) -> None:
    carried = carry(before, page)
    assert carry(carried, page) == carried


@given(questions(hostile))
def test_a_question_is_stored_and_read_back_as_it_is(question: Question) -> None:
    assert from_plain(to_plain(question)) == question
