"""What happened, what is known, when to look again: the pure decisions, as tables."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.core import backoff, schedule
from bot.core.change import Event, Kind, compare
from bot.core.chat import language_of
from bot.core.merge import Readings, carry, merge
from bot.core.observation import Check, Existence, Observation, Outcome, exists
from bot.core.question import Answer, Closing, Question, QuestionId, Source, State, add_months
from bot.core.question_json import from_plain, to_plain
from tests.support.examples import ANSWER, CLOSING, ID, NOW, WAITING, answered, comment

ANSWERED = Event(Kind.ANSWERED, "answered")
CLOSED = Event(Kind.CLOSED, "closed")


def commented(*numbers: int) -> Question:
    return replace(WAITING, comments=tuple(comment(number) for number in numbers))


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
    found = compare(Readings(nosdeputes=before), Readings(nosdeputes=after))
    assert found == events


def test_a_page_that_loses_its_answer_does_not_take_it_back() -> None:
    known = carry(answered(), replace(WAITING, subject=None))
    assert known.answer == ANSWER
    assert known.subject == WAITING.subject


def test_a_page_that_loses_its_comments_does_not_take_them_back() -> None:
    known = carry(commented(1, 2), commented(2, 3))
    assert [each.id for each in known.comments or ()] == [1, 2, 3]
    assert carry(commented(1), replace(WAITING, comments=None)).comments == commented(1).comments


def test_an_answer_keeps_the_text_that_a_later_check_no_longer_shows() -> None:
    assert carry(answered(), replace(WAITING, answer=Answer(ANSWER.published, None))).answer == ANSWER


def test_the_assemblee_decides_what_is_official() -> None:
    official = replace(answered(), comments=None)
    other = Question(ID, author="Odile Garance", answer=Answer(date(2026, 11, 25), "Autre."), comments=(comment(1),))
    merged = merge(official, other)
    assert merged == replace(official, comments=(comment(1),))


def test_what_the_assemblee_does_not_say_is_taken_from_nosdeputes() -> None:
    merged = merge(replace(WAITING, comments=None, ministry=None), replace(answered(), ministry="Ministère de l'eau"))
    assert merged is not None
    assert (merged.answer, merged.ministry, merged.comments) == (ANSWER, "Ministère de l'eau", ())


def test_an_announced_answer_takes_its_text_from_the_site_that_has_it() -> None:
    merged = merge(replace(WAITING, answer=Answer(date(2026, 11, 24), None)), answered())
    assert merged is not None
    assert merged.answer == ANSWER


def test_the_texts_of_before_are_those_of_the_source_whose_text_is_shown() -> None:
    official, other = Answer(None, "Oui.", None, ("Peut-être.",)), Answer(None, "Non.", None, ("Jamais.",))
    for first, second, shown in (
        (official, other, official),
        (replace(official, text=None), other, other),
        (official, replace(other, text=None), official),
    ):
        merged = merge(replace(WAITING, answer=first), replace(WAITING, answer=second))
        assert merged is not None
        assert merged.answer == shown


def test_a_printed_erratum_stays_though_a_later_check_does_not_show_it() -> None:
    corrected = replace(WAITING, answer=replace(ANSWER, erratum="Lire : « barrages »."))
    assert carry(corrected, answered()) == carry(answered(), corrected) == corrected


@pytest.mark.parametrize(("minutes", "ministry"), [(-1, "Eau"), (0, "Eau"), (1, "Mer")])
def test_of_the_archive_and_the_page_the_younger_one_wins_and_of_one_age_the_archive(
    minutes: int, ministry: str
) -> None:
    archive, page = replace(WAITING, ministry="Eau"), replace(WAITING, ministry="Mer")
    known = Readings(archive=archive, archive_at=NOW, assemblee=page, assemblee_at=NOW + timedelta(minutes=minutes))
    assert known.official == replace(WAITING, ministry=ministry)


def test_one_source_alone_is_what_is_known() -> None:
    assert merge(None, None) is None
    assert merge(WAITING, None) == WAITING
    assert merge(None, WAITING) == WAITING


@pytest.mark.parametrize(
    ("question", "state"),
    [
        (WAITING, State.WAITING),
        (answered(), State.ANSWERED),
        (replace(WAITING, closing=CLOSING), State.CLOSED),
        (replace(answered(), closing=CLOSING), State.ANSWERED),
    ],
)
def test_the_state_of_a_question(question: Question, state: State) -> None:
    assert question.state is state


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        (date(2023, 10, 24), date(2023, 12, 24)),
        (date(2025, 12, 31), date(2026, 2, 28)),
        (date(2023, 12, 31), date(2024, 2, 29)),
        (date(2026, 11, 3), date(2027, 1, 3)),
    ],
)
def test_an_answer_is_due_two_months_after_publication(asked: date, due: date) -> None:
    assert replace(WAITING, asked=asked).due == due


def test_where_the_date_is_unknown_nothing_is_due() -> None:
    assert replace(WAITING, asked=None).due is None


def test_months_are_added_over_the_end_of_a_year() -> None:
    assert add_months(date(2026, 1, 31), 13) == date(2027, 2, 28)


@pytest.mark.parametrize(
    "question",
    [
        WAITING,
        answered(),
        replace(WAITING, closing=Closing(None, None), comments=None, asked=None, text=None),
        replace(WAITING, comments=(comment(1), replace(comment(2), posted=None))),
    ],
)
def test_a_question_is_the_same_after_it_was_stored(question: Question) -> None:
    assert from_plain(to_plain(question)) == question


READ, ABSENT, FAILED, UNSEEN = (
    Check(NOW, Outcome.READ),
    Check(None, Outcome.ABSENT),
    Check(None, Outcome.FAILED),
    Check(),
)


@pytest.mark.parametrize(
    ("legislature", "known", "assemblee", "nosdeputes", "verdict"),
    [
        (17, True, READ, UNSEEN, Existence.FOUND),
        (17, True, FAILED, ABSENT, Existence.FOUND),
        (17, False, ABSENT, FAILED, Existence.ABSENT),
        (17, False, ABSENT, ABSENT, Existence.ABSENT),
        (17, False, FAILED, ABSENT, Existence.UNKNOWN),
        (17, False, FAILED, FAILED, Existence.UNKNOWN),
        (16, False, FAILED, ABSENT, Existence.UNCHECKED),
        (16, False, FAILED, FAILED, Existence.UNKNOWN),
        (16, False, UNSEEN, UNSEEN, Existence.UNKNOWN),
    ],
)
def test_whether_there_is_such_a_question(
    legislature: int, known: bool, assemblee: Check, nosdeputes: Check, verdict: Existence
) -> None:
    id = QuestionId(legislature, 5)
    observation = Observation(id, replace(WAITING, id=id) if known else None, assemblee, nosdeputes)
    assert exists(observation, current=17, holding=None, now=NOW) is verdict


def test_what_is_official_was_confirmed_by_the_assemblee_and_by_nosdeputes_where_that_alone_was_read() -> None:
    later = NOW + timedelta(hours=1)
    recent = Check(later, Outcome.READ)
    assert Observation(ID, WAITING, READ, recent).confirmed_at == NOW
    assert Observation(ID, WAITING, READ, recent, archived_at=later).confirmed_at == later
    assert Observation(ID, WAITING, recent, UNSEEN, archived_at=NOW).confirmed_at == later
    assert Observation(ID, WAITING, UNSEEN, READ).confirmed_at == NOW
    assert Observation(ID, None, UNSEEN, UNSEEN).confirmed_at is None


def test_checks_that_are_too_young_for_the_store_keep_when_a_source_was_last_read() -> None:
    known = Observation(ID, WAITING, READ, UNSEEN)
    assert known.with_checks({}) == known
    assert known.with_checks({Source.ASSEMBLEE: FAILED, Source.NOSDEPUTES: READ}) == Observation(
        ID, WAITING, Check(NOW, Outcome.FAILED), READ
    )
    later = Check(NOW + timedelta(hours=1), Outcome.READ)
    assert known.with_checks({Source.ASSEMBLEE: later}) == Observation(ID, WAITING, later, UNSEEN)


def test_a_question_is_looked_at_again_within_the_interval() -> None:
    waits = [(schedule.next_check(NOW, 3600, chance) - NOW).total_seconds() for chance in (0, 0.5, 0.999)]
    assert waits == pytest.approx([3600, 3420, 3240.36])
    first = [
        (schedule.next_check(NOW, 3600, chance, is_first=True) - NOW).total_seconds() for chance in (0, 0.5, 0.999)
    ]
    assert first == pytest.approx([3600, 1800, 3.6])


@pytest.mark.parametrize(("failures", "seconds"), [(1, 60), (2, 120), (3, 240), (8, 7680), (12, 21600), (5000, 21600)])
def test_a_check_that_failed_is_repeated_with_growing_waits(failures: int, seconds: float) -> None:
    assert schedule.retry_check(NOW, 3600, failures, None, 0) - NOW == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("interval", "first", "longest"),
    [(3, 0.1, 30), (1, 0.1, 30), (600, 10, 3600), (3600, 60, 21600), (7200, 60, 21600)],
)
def test_how_soon_a_check_that_failed_is_repeated_follows_from_its_interval(
    interval: float, first: float, longest: float
) -> None:
    assert schedule.retry_check(NOW, interval, 1, None, 0) - NOW == timedelta(seconds=first)
    assert schedule.retry_check(NOW, interval, 1, None, 1) - NOW == timedelta(seconds=first * 0.9)
    assert schedule.retry_check(NOW, interval, 5000, None, 0) - NOW == timedelta(seconds=longest)


def test_a_site_that_asks_to_wait_is_not_asked_before() -> None:
    assert schedule.retry_check(NOW, 3600, 1, 600, 0) - NOW == timedelta(seconds=600)
    assert schedule.retry_check(NOW, 3600, 1, 10, 0) - NOW == timedelta(seconds=60)
    assert schedule.retry_check(NOW, 3600, 1, 10**9, 0) - NOW == timedelta(days=1)


@pytest.mark.parametrize(("absences", "hours"), [(1, 1), (2, 2), (5, 16), (6, 24), (1000, 24)])
def test_a_page_that_is_not_there_is_looked_for_more_and_more_rarely(absences: int, hours: int) -> None:
    assert schedule.next_check_for_absent(NOW, 3600, absences, 0) - NOW == timedelta(hours=hours)


def test_a_message_that_failed_is_sent_again_with_growing_waits() -> None:
    assert [backoff.retry_send(attempt) for attempt in (1, 2, 3, 10, 11, 500)] == [1, 2, 4, 512, 900, 900]


def test_for_how_long_a_message_was_tried_is_the_sum_of_its_waits() -> None:
    assert [backoff.tried_for(attempts) for attempts in (0, 1, 2, 3, 11)] == [0, 1, 3, 7, 1923]
    assert timedelta(seconds=backoff.LONG_TRIED) == timedelta(days=1)


@pytest.mark.parametrize(
    ("code", "language"),
    [
        (None, "fr"),
        ("", "fr"),
        ("fr", "fr"),
        ("fr-CA", "fr"),
        ("FR", "fr"),
        ("en", "en"),
        ("en-GB", "en"),
        ("de", "en"),
    ],
)
def test_a_person_is_spoken_to_in_french_unless_their_telegram_says_otherwise(code: str | None, language: str) -> None:
    assert language_of(code) == language
