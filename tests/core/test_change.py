"""The events between two states of knowledge of a question, and differences that are no event."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.core.change import NOTHING_TOLD, Event, Kind, Told, compare
from bot.core.confirmation import Statement, next_statement
from bot.core.merge import Readings
from bot.core.question import Answer, Attribution, Question
from tests.core.records import DAY, MOVED, RECORD, archive, commented, kinds
from tests.support.examples import ANSWER, CLOSING, NOW, WAITING, answered
from tests.support.readings import read_again, readings_of

ANSWERED = Event(Kind.ANSWERED, "answered")
CLOSED = Event(Kind.CLOSED, "closed")


@pytest.mark.parametrize(
    ("before", "after", "events"),
    [
        pytest.param(None, answered(), (), id="first sight is never news"),
        pytest.param(WAITING, WAITING, (), id="nothing happened"),
        pytest.param(WAITING, answered(), (ANSWERED,), id="an answer"),
        pytest.param(WAITING, replace(WAITING, answer=Answer(None, None)), (ANSWERED,), id="announced without text"),
        pytest.param(answered(), replace(WAITING, answer=Answer(None, "autre")), (), id="an answer is told once"),
        pytest.param(answered(), WAITING, (), id="a lost answer is no event"),
        pytest.param(WAITING, replace(WAITING, closing=CLOSING), (CLOSED,), id="closed without an answer"),
        pytest.param(WAITING, replace(answered(), closing=CLOSING), (ANSWERED,), id="an answer closes too"),
        pytest.param(answered(), replace(answered(), closing=CLOSING), (), id="closed after its answer"),
        pytest.param(replace(WAITING, closing=CLOSING), replace(answered(), closing=CLOSING), (ANSWERED,), id="answered late"),
        pytest.param(commented(), commented(3), (Event(Kind.COMMENT, "comment:3"),), id="a comment"),
        pytest.param(
            commented(1), commented(1, 2, 3), (Event(Kind.COMMENT, "comment:2"), Event(Kind.COMMENT, "comment:3")),
            id="several comments, oldest first",
        ),
        pytest.param(replace(WAITING, comments=None), commented(1, 2), (), id="comments seen for the first time"),
        pytest.param(commented(1), replace(WAITING, comments=None), (), id="comments out of sight"),
        pytest.param(
            commented(), replace(commented(4), answer=ANSWER), (ANSWERED, Event(Kind.COMMENT, "comment:4")),
            id="an answer and a comment",
        ),
        pytest.param(WAITING, replace(WAITING, asked=date(2020, 1, 1), ministry="Autre"), (), id="another date is no event"),
    ],
)  # fmt: skip
def test_what_happened_between_two_observations(
    before: Question | None, after: Question, events: tuple[Event, ...]
) -> None:
    found = compare(readings_of(nosdeputes=before), readings_of(nosdeputes=after))
    assert found == events


@pytest.mark.parametrize(
    ("after", "kind"),
    [
        pytest.param(answered(RECORD), Kind.ANSWERED, id="an answer"),
        pytest.param(replace(RECORD, answer=Answer(DAY, None)), Kind.ANSWERED, id="its date before its text"),
        pytest.param(replace(RECORD, answer=Answer(None, "Oui.")), Kind.ANSWERED, id="its text before its date"),
        pytest.param(replace(RECORD, answer=Answer(date(2030, 1, 1), "Oui.")), Kind.ANSWERED, id="dated ahead"),
        pytest.param(replace(RECORD, answer=Answer(date(2026, 1, 1), "Oui.")), Kind.ANSWERED, id="dated back"),
        pytest.param(MOVED, Kind.REATTRIBUTED, id="another ministry"),
        pytest.param(replace(RECORD, signalled=(DAY,)), Kind.SIGNALLED, id="signalled"),
        pytest.param(replace(RECORD, signalled=(None,)), Kind.SIGNALLED, id="signalled on an unknown day"),
        pytest.param(replace(RECORD, renewals=(DAY,)), Kind.RENEWED, id="renewed"),
        pytest.param(replace(RECORD, closing=CLOSING), Kind.CLOSED, id="closed"),
    ],
)
def test_each_step_of_a_life_is_one_event(after: Question, kind: Kind) -> None:
    assert kinds(archive(RECORD), archive(after)) == [kind]


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(replace(RECORD, asked=date(2020, 1, 1), subject="Digues"), id="rewritten facts"),
        pytest.param(replace(RECORD, ministry="TRANSITION  ÉCOLOGIQUE".title()), id="a ministry in other spacing"),
        pytest.param(replace(RECORD, ministry=None), id="a ministry that is missing"),
        pytest.param(replace(RECORD, signalled=None, renewals=None), id="a page that knows of no reminders"),
    ],
)
def test_what_only_looks_different_is_no_event(after: Question) -> None:
    before = archive(replace(RECORD, ministry="Transition Écologique"))
    assert kinds(before, archive(after)) == []


def test_a_date_that_follows_the_text_is_no_second_event() -> None:
    assert kinds(archive(replace(RECORD, answer=Answer(None, "Oui."))), archive(answered(RECORD))) == [Kind.CORRECTED]
    undated = replace(RECORD, answer=Answer(None, ANSWER.text))
    assert kinds(archive(undated), archive(answered(RECORD))) == []


def test_a_text_that_follows_the_date_is_no_second_event() -> None:
    assert kinds(archive(replace(RECORD, answer=Answer(ANSWER.published, None))), archive(answered(RECORD))) == []


def test_what_is_known_for_the_first_time_from_the_archive_is_no_event() -> None:
    page = readings_of(assemblee=WAITING, assemblee_at=NOW - timedelta(hours=1))
    record = replace(RECORD, signalled=(DAY,), renewals=(DAY,))
    assert kinds(page, replace(page, archive=record, archive_at=NOW)) == []


def test_an_answer_seen_on_the_page_and_then_in_the_archive_is_told_once() -> None:
    before = readings_of(archive=RECORD, archive_at=NOW, assemblee=WAITING, assemblee_at=NOW)
    seen = read_again(before, assemblee=answered(), assemblee_at=NOW + timedelta(hours=1))
    assert kinds(before, seen) == [Kind.ANSWERED]
    later = replace(seen, archive=answered(RECORD), archive_at=NOW + timedelta(days=1))
    assert kinds(seen, later) == []


def test_a_ministry_seen_on_the_page_first_is_told_once() -> None:
    before = readings_of(archive=RECORD, archive_at=NOW, assemblee=WAITING, assemblee_at=NOW)
    seen = read_again(before, assemblee=replace(WAITING, ministry="Agriculture"), assemblee_at=NOW + timedelta(hours=1))
    (event,) = compare(before, seen)
    assert (event.kind, event.detail["from"], event.detail["to"]) == (
        Kind.REATTRIBUTED,
        "Transition écologique",
        "Agriculture",
    )
    later = replace(seen, archive=MOVED, archive_at=NOW + timedelta(days=1))
    assert kinds(seen, later, told=Told(moved_to="Agriculture")) == []


def test_a_question_that_moved_between_its_page_and_the_first_archive_is_told_where_the_archive_knows_both() -> None:
    page = readings_of(assemblee=WAITING, assemblee_at=NOW - timedelta(days=1))
    (event,) = compare(page, replace(page, archive=MOVED, archive_at=NOW))
    assert (event.kind, event.detail["to"]) == (Kind.REATTRIBUTED, "Agriculture")
    otherwise = read_again(page, assemblee=replace(WAITING, ministry="Ministère de la transition écologique"))
    assert kinds(otherwise, replace(otherwise, archive=MOVED, archive_at=NOW)) == []


def test_a_reattribution_tells_from_where_to_where_and_when() -> None:
    (event,) = compare(archive(RECORD), archive(MOVED))
    assert dict(event.detail) == {"from": "Transition écologique", "to": "Agriculture", "on": "2026-11-24"}


def test_an_answered_question_is_neither_signalled_nor_moved() -> None:
    after = answered(replace(MOVED, signalled=(DAY,), renewals=(DAY,)))
    assert kinds(archive(RECORD), archive(after)) == [Kind.ANSWERED]
    assert kinds(archive(answered(RECORD)), archive(after)) == []


def held(*ministries: str) -> Readings:
    return archive(
        replace(RECORD, ministry=ministries[-1], attributions=tuple(Attribution(m, DAY) for m in ministries))
    )


TOLD_B = Told(moved_to="B", ministries=frozenset("AB"))


@pytest.mark.parametrize(
    ("before", "after", "told", "is_news"),
    [
        pytest.param("A", "AB", NOTHING_TOLD, True, id="the list grew"),
        pytest.param("AB", "ABA", TOLD_B, True, id="it grew and a ministry returns in it"),
        pytest.param("AB", "A", TOLD_B, False, id="it shrank to what it was"),
        pytest.param("AB", "A", NOTHING_TOLD, False, id="it shrank, and nothing was told"),
        pytest.param("B", "A", TOLD_B, False, id="a list that forgets shows an older one"),
        pytest.param("B", "C", TOLD_B, True, id="a list that forgets shows another one"),
        pytest.param("A", "AB", TOLD_B, False, id="told before"),
    ],
)
def test_a_ministry_is_news_where_it_is_no_older_state(before: str, after: str, told: Told, is_news: bool) -> None:
    assert kinds(held(*before), held(*after), told) == [Kind.REATTRIBUTED] * is_news


def test_a_ministry_returns_where_it_takes_the_last_place_on_a_later_day() -> None:
    day, later = DAY - timedelta(weeks=3), DAY - timedelta(weeks=1)
    asked = Attribution("A", day)
    before = archive(replace(RECORD, ministry="B", attributions=(asked, Attribution("B", day))))
    for on, is_news in ((later, True), (day, False), (None, False)):
        after = archive(replace(RECORD, ministry="A", attributions=(asked, Attribution("A", on))))
        assert kinds(before, after, TOLD_B) == [Kind.REATTRIBUTED] * is_news


@pytest.mark.parametrize("told", [Told(moved_to="Agriculture"), Told(ministries=frozenset({"Agriculture"}))], ids=str)
def test_a_ministry_that_is_old_news_in_the_archive_hides_none_that_the_page_brings(told: Told) -> None:
    before = readings_of(archive=RECORD, archive_at=NOW, assemblee=WAITING, assemblee_at=NOW)
    record = replace(RECORD, ministry="Agriculture", attributions=(Attribution("Agriculture", DAY),))
    (event,) = compare(before, read_again(before, archive=record, assemblee=replace(WAITING, ministry="Santé")), told)
    assert (event.kind, event.detail["to"]) == (Kind.REATTRIBUTED, "Santé")


@pytest.mark.parametrize(("before", "after", "place"), [("A", "AB", "2"), ("AB", "ABA", "3"), ("B", "C", "")])
def test_a_ministry_is_told_once_for_each_place_that_it_has_in_a_list(before: str, after: str, place: str) -> None:
    (event,) = compare(held(*before), held(*after))
    assert event.key.startswith(f"reattributed:{place}:")


EARLIER, LATER = date(2026, 11, 2), date(2026, 11, 23)


@pytest.mark.parametrize(
    ("before", "after", "told", "keys"),
    [
        pytest.param((), (EARLIER,), NOTHING_TOLD, [":2026-11-02"], id="the first"),
        pytest.param((EARLIER,), (EARLIER, LATER), NOTHING_TOLD, [":2026-11-23"], id="a second one"),
        pytest.param((EARLIER,), (LATER,), NOTHING_TOLD, [":2026-11-23"], id="made again on a later day"),
        pytest.param((LATER,), (), NOTHING_TOLD, [], id="withdrawn"),
        pytest.param((None,), (EARLIER,), NOTHING_TOLD, [], id="its day becomes known"),
        pytest.param((EARLIER,), (None,), NOTHING_TOLD, [], id="its day is not known any more"),
        pytest.param((), (EARLIER,), Told(signalled=frozenset({"2026-11-02"})), [], id="seen before"),
        pytest.param((), (EARLIER,), Told(signalled_by=EARLIER), [], id="told by an earlier version"),
        pytest.param((), (date(2026, 11, 9),), Told(signalled_by=EARLIER), [], id="and printed a week ahead"),
        pytest.param((), (LATER,), Told(signalled_by=EARLIER), [":2026-11-23"], id="made after that"),
        pytest.param((), (None,), NOTHING_TOLD, [""], id="on an unknown day"),
        pytest.param((None,), (None, None), NOTHING_TOLD, [":2"], id="a second one on an unknown day"),
    ],
)
def test_a_signalling_is_told_by_its_day(
    before: tuple[date | None, ...], after: tuple[date | None, ...], told: Told, keys: list[str]
) -> None:
    was, now = (archive(replace(RECORD, signalled=days)) for days in (before, after))
    assert [event.key for event in compare(was, now, told)] == [f"signalled{key}" for key in keys]


def test_a_ministry_that_a_record_lacks_stays_known() -> None:
    bare = next_statement(Statement(RECORD), replace(RECORD, ministry=None), NOW)
    assert bare.believed.ministry == RECORD.ministry
    other = next_statement(bare, MOVED, NOW)
    assert kinds(archive(bare.believed), archive(other.believed)) == [Kind.REATTRIBUTED]


def test_a_page_that_catches_up_with_what_the_archive_told_is_no_news() -> None:
    first, second = (replace(RECORD, answer=Answer(DAY, text)) for text in ("Oui.", "Non."))
    lagging = readings_of(archive=second, archive_at=NOW, assemblee=first, assemblee_at=NOW - timedelta(days=9))
    caught_up = read_again(lagging, assemblee=second, assemblee_at=NOW + timedelta(days=1))
    assert kinds(lagging, caught_up) == []
    behind = readings_of(archive=MOVED, archive_at=NOW, assemblee=WAITING, assemblee_at=NOW - timedelta(days=9))
    assert kinds(behind, read_again(behind, assemblee=replace(WAITING, ministry="Agriculture"))) == []
