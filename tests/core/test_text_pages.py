"""A page that has the texts which its chamber's archive lacks: what it adds, what it may tell, when it is asked for."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.core.chambers.senat import SENAT
from bot.core.change import Event, Kind, compare
from bot.core.merge import Page, Readings
from bot.core.observation import Check, Existence, Observation, Outcome, exists
from bot.core.question import Answer, Closing, Question, QuestionId, State, Transformed
from bot.core.question_json import from_plain, to_plain
from bot.core.schedule import DAILY, SELDOM, text_interval
from bot.core.source import Source
from tests.support.examples import NOW

ID, ORAL = QuestionId(SENAT, 202611, 5636, "QE"), QuestionId(SENAT, 202612, 622, "QOSD")
DAY, LATER = date(2026, 11, 19), NOW + timedelta(days=2)
WAITING = Question(ID, author="Mme A", subject="Digues", ministry="Intérieur", asked=date(2026, 11, 5))
ANSWERED = replace(WAITING, answer=Answer(DAY, None))
WITHDRAWN = replace(WAITING, closing=Closing("Retirée", None))
ON_PAGE = Question(ID, author="Mme A", subject="Les digues", ministry="Ministère de l'intérieur", text="Mme A demande.")
ANSWER_ON_PAGE = replace(ON_PAGE, answer=Answer(date(2026, 11, 20), "Oui."))
CLOSED_ON_PAGE = replace(ON_PAGE, closing=Closing("Caduque", DAY))


def known(archive: Question | None, page: Question | None, left: bool = False) -> Readings:
    """The file's record, and the page that was read later; `left` is whether the record left the file in between."""
    pages = {} if page is None else {Source.SENAT: Page(page, LATER, LATER)}
    return Readings(archive, NOW, pages, archive_until=NOW + timedelta(days=1) if left else None)


@pytest.mark.parametrize(
    ("archive", "page", "left", "state", "answer"),
    [
        pytest.param(WAITING, ON_PAGE, False, State.WAITING, None, id="both wait"),
        pytest.param(WAITING, ANSWER_ON_PAGE, False, State.WAITING, None, id="the page is ahead"),
        pytest.param(WAITING, CLOSED_ON_PAGE, False, State.WAITING, None, id="the page alone tells an end"),
        pytest.param(ANSWERED, ON_PAGE, False, State.ANSWERED, Answer(DAY, None), id="the page is behind"),
        pytest.param(ANSWERED, ANSWER_ON_PAGE, False, State.ANSWERED, Answer(DAY, "Oui."), id="the file's day, the text"),
        pytest.param(ANSWERED, CLOSED_ON_PAGE, False, State.ANSWERED, Answer(DAY, None), id="the page says another end"),
        pytest.param(WITHDRAWN, ANSWER_ON_PAGE, False, State.CLOSED, None, id="closed in the file, answered on the page"),
        pytest.param(WAITING, ANSWER_ON_PAGE, True, State.ANSWERED, ANSWER_ON_PAGE.answer, id="the file has it no more"),
        pytest.param(WAITING, CLOSED_ON_PAGE, True, State.CLOSED, None, id="closed after it left the file"),
        pytest.param(ANSWERED, ANSWER_ON_PAGE, True, State.ANSWERED, Answer(DAY, "Oui."), id="answered while in the file"),
        pytest.param(None, ANSWER_ON_PAGE, False, State.ANSWERED, ANSWER_ON_PAGE.answer, id="the file never had it"),
    ],
)  # fmt: skip
def test_a_page_adds_and_does_not_contradict(
    archive: Question | None, page: Question, left: bool, state: State, answer: Answer | None
) -> None:
    merged = known(archive, page, left).merged
    assert merged is not None
    assert (merged.state, merged.answer, merged.text) == (state, answer, "Mme A demande.")
    assert merged.ministry == (archive or page).ministry
    assert merged.subject == (archive or page).subject


def test_the_page_gives_the_day_of_an_end_that_the_file_gives_without_one() -> None:
    merged = known(WITHDRAWN, CLOSED_ON_PAGE).merged
    assert merged is not None
    assert merged.closing == Closing("Retirée", DAY)


ERRATUM = replace(ANSWER_ON_PAGE, answer=Answer(DAY, "Oui.", "Lire : non."))
BECAME = replace(ON_PAGE, transformed=Transformed("QOSD", ORAL))


@pytest.mark.parametrize(
    ("before", "after", "events"),
    [
        pytest.param(known(WAITING, None), known(WAITING, ANSWER_ON_PAGE), [], id="read for the first time"),
        pytest.param(known(WAITING, ON_PAGE), known(WAITING, ANSWER_ON_PAGE), [], id="the page is ahead"),
        pytest.param(known(WAITING, ON_PAGE), known(ANSWERED, ON_PAGE), [Kind.ANSWERED], id="the file tells the answer"),
        pytest.param(known(ANSWERED, ON_PAGE), known(ANSWERED, ANSWER_ON_PAGE), [], id="the text comes later"),
        pytest.param(known(ANSWERED, ANSWER_ON_PAGE), known(ANSWERED, ERRATUM), [Kind.CORRECTED], id="an erratum"),
        pytest.param(known(ANSWERED, None), known(ANSWERED, ERRATUM), [], id="an erratum at first sight"),
        pytest.param(known(WAITING, ON_PAGE), known(WAITING, BECAME), [Kind.TRANSFORMED], id="transformed"),
        pytest.param(known(WAITING, None), known(WAITING, BECAME), [], id="transformed before it was first read"),
        pytest.param(known(WAITING, BECAME), known(WAITING, ON_PAGE), [], id="the page no longer says so"),
        pytest.param(known(ANSWERED, ON_PAGE), known(ANSWERED, BECAME), [], id="transformed after its end"),
        pytest.param(known(WAITING, ON_PAGE, left=True), known(WAITING, ANSWER_ON_PAGE, left=True), [Kind.ANSWERED],
                     id="answered after it left the file"),
    ],
)  # fmt: skip
def test_what_the_file_tells_is_told_and_of_the_page_what_it_alone_knows(
    before: Readings, after: Readings, events: list[Kind]
) -> None:
    assert [each.kind for each in compare(before, after)] == events


def test_a_transformation_names_the_question_that_came_of_it() -> None:
    detail = {"kind": "QOSD", "into": "senat-SEQ26120622S"}
    assert compare(known(WAITING, ON_PAGE), known(WAITING, BECAME)) == (Event(Kind.TRANSFORMED, "transformed", detail),)
    unnamed = replace(BECAME, transformed=Transformed("QOSD", None))
    (event,) = compare(known(WAITING, ON_PAGE), known(WAITING, unnamed))
    assert dict(event.detail) == {"kind": "QOSD", "into": None}


def test_of_which_question_one_reminds_is_stored_and_read_again() -> None:
    question = replace(ON_PAGE, reminds=ORAL)
    assert to_plain(question)["reminds"] == "senat-SEQ26120622S"
    assert "reminds" not in to_plain(ON_PAGE)
    assert from_plain(to_plain(question)) == question


@pytest.mark.parametrize(
    "transformed", [None, Transformed("QOSD", ORAL), Transformed("QOSD", None), Transformed(None, ORAL)]
)
def test_what_became_of_a_question_is_stored_and_read_again(transformed: Transformed | None) -> None:
    question = replace(ON_PAGE, transformed=transformed)
    plain = to_plain(question)
    assert ("transformed" in plain) is (transformed is not None)
    assert from_plain(plain) == question


@pytest.mark.parametrize(
    ("has_archive", "waits", "lacks_text", "seconds"),
    [
        (True, True, False, SELDOM * 7 * DAILY),
        (True, False, False, SELDOM * 7 * DAILY),
        (True, False, True, DAILY),
        (False, True, False, DAILY),
        (False, False, False, SELDOM * 7 * DAILY),
    ],
)
def test_a_page_is_asked_for_seldom_unless_something_is_missing(
    has_archive: bool, waits: bool, lacks_text: bool, seconds: float
) -> None:
    assert text_interval(7 * DAILY, has_archive, waits, lacks_text) == seconds


@pytest.mark.parametrize(
    ("session", "last", "verdict"),
    [
        (202611, Outcome.ABSENT, Existence.UNKNOWN),
        (202612, Outcome.ABSENT, Existence.UNKNOWN),
        (202404, Outcome.ABSENT, Existence.ABSENT),
        (202404, Outcome.FAILED, Existence.UNKNOWN),
    ],
)
def test_a_missing_page_denies_only_what_cannot_come_into_the_file_any_more(
    session: int, last: Outcome, verdict: Existence
) -> None:
    observation = Observation(replace(ID, session=session), None, {Source.SENAT: Check(last=last)})
    assert exists(observation, 17, None, NOW) is verdict


def test_a_text_is_lacking_where_only_a_page_can_have_it() -> None:
    assert Observation(ID, ANSWERED).lacks_text
    assert not Observation(ID, known(ANSWERED, ANSWER_ON_PAGE).merged).lacks_text
    assert not Observation(ID, WAITING).lacks_text
    deputies = QuestionId.of_legislature(17, 5)
    assert not Observation(deputies, replace(ANSWERED, id=deputies)).lacks_text
