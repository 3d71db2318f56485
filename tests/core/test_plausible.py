"""Impossible dates: which they are, that they are not used, and that their events are told all the same."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from bot.core.change import Kind, compare
from bot.core.chat import Chat
from bot.core.deadline import overdue
from bot.core.merge import Readings
from bot.core.plausible import Slip, plausible, slips
from bot.core.question import Answer, Attribution, Closing, Question, QuestionId
from bot.core.source import Source
from bot.core.validators import Validators
from bot.messages.card import card
from bot.messages.message import visible
from bot.messages.operator import operator_report
from bot.messages.phrases import phrases
from bot.messages.progress_alerts import signalled_alert
from bot.parliament.opendata import read_record
from bot.watch.source_health import SourceHealth
from storage import Store
from storage.questions.rows import dumps
from tests.support.examples import CLOSING, ID, NOW, WAITING, observation
from tests.support.readings import readings_of
from tests.support.stores import new_store

PAGES = Path(__file__).parents[1] / "pages"
SEEN = date(2026, 11, 24)
BEFORE, LONG_AGO, AHEAD = date(2026, 9, 28), date(2020, 1, 1), date(2026, 12, 2)
CAN_BE = (date(2026, 9, 29), date(2026, 11, 24), date(2026, 12, 1))
"""The day of the question, today, and the next issue of the Journal officiel."""

CANNOT_BE = (BEFORE, LONG_AGO, AHEAD, date(1958, 1, 1), date(2200, 12, 31))


def dated(what: str, day: date) -> Question:
    """A question with one event that is dated on that day."""
    match what:
        case "answer":
            return replace(WAITING, answer=Answer(day, "Oui."))
        case "closing":
            return replace(WAITING, closing=Closing("Fin de mandat", day))
        case "signalled":
            return replace(WAITING, signalled=(day,))
        case "renewal":
            return replace(WAITING, renewals=(SEEN, day))
        case _:
            return replace(WAITING, attributions=(Attribution("Santé", WAITING.asked), Attribution("Eau", day)))


THINGS = ("answer", "closing", "signalled", "renewal", "attribution")


@pytest.mark.parametrize("what", THINGS)
@pytest.mark.parametrize("day", CAN_BE)
def test_what_happens_from_the_question_on_to_the_next_issue_can_be(what: str, day: date) -> None:
    question = dated(what, day)
    assert slips(question, SEEN) == ()
    assert plausible(question, SEEN) is question


@pytest.mark.parametrize("what", THINGS)
@pytest.mark.parametrize("day", CANNOT_BE)
def test_what_is_dated_before_the_question_or_ahead_is_kept_without_its_date(what: str, day: date) -> None:
    question = dated(what, day)
    assert slips(question, SEEN) == (Slip(what, day),)
    undated = plausible(question, SEEN)
    assert slips(undated, SEEN) == ()
    assert undated.state is question.state
    assert len(undated.signalled or ()) == len(question.signalled or ())
    assert len(undated.renewals or ()) == len(question.renewals or ())
    assert [each.ministry for each in undated.attributions or ()] == [e.ministry for e in question.attributions or ()]
    assert undated.asked == WAITING.asked


@pytest.mark.parametrize(
    ("legislature", "asked", "can_be"),
    [
        (17, date(2024, 10, 1), True),
        (17, date(2024, 7, 17), False),
        (16, date(2023, 10, 24), True),
        (16, date(2020, 1, 1), False),
        (13, date(2007, 6, 26), True),
        (13, date(1958, 10, 4), False),
        (18, date(2026, 10, 6), True),
        (17, AHEAD, False),
    ],
)
def test_a_question_is_published_in_its_legislature_and_not_ahead(legislature: int, asked: date, can_be: bool) -> None:
    question = Question(QuestionId.of_legislature(legislature, 12), asked=asked)
    assert (slips(question, SEEN) == ()) is can_be
    assert (plausible(question, SEEN).due is not None) is can_be


def test_where_the_question_s_own_day_cannot_be_the_others_are_judged_by_the_legislature() -> None:
    question = replace(dated("signalled", date(2025, 3, 4)), asked=date(2052, 3, 4))
    assert slips(question, SEEN) == (Slip("asked", date(2052, 3, 4)),)


def test_several_slips_are_told_in_the_order_of_a_life() -> None:
    question = replace(dated("signalled", LONG_AGO), renewals=(BEFORE,), closing=Closing(None, AHEAD))
    assert [each.what for each in slips(question, SEEN)] == ["renewal", "signalled", "closing"]


# A signalling dated before its question, from the record to the messages


def slipped() -> Question:
    document = json.loads((PAGES / "archive-17-waiting.record.json").read_text("utf-8"))
    document["question"]["signalement"] = {"dateDepotSignal": "2020-01-01", "infoJO": None}
    return read_record(json.dumps(document).encode())


def test_a_signalling_that_cannot_be_leaves_the_two_months() -> None:
    question = slipped()
    assert question.asked == date(2025, 1, 14)
    assert question.deadline == date(2025, 3, 14)
    assert overdue(question, date(2025, 3, 14)) is None
    assert overdue(question, date(2025, 3, 15)) == "overdue"
    merged = Readings(archive=question).merged
    assert merged is not None
    assert merged.signalled == (None,)
    shown = visible(card(phrases("fr"), observation(merged), datetime(2025, 2, 1, tzinfo=UTC), followed=True).html)
    assert "2020" not in shown
    assert "14 mars 2025" in shown


def test_a_signalling_that_cannot_be_is_told_without_its_day() -> None:
    after = Readings(archive=slipped())
    before = Readings(archive=replace(slipped(), signalled=()))
    assert [event.kind for event in compare(before, after)] == [Kind.SIGNALLED]
    assert after.merged is not None
    alert = visible(signalled_alert(phrases("fr"), after.merged, NOW).html)
    assert "la réponse est maintenant due sous dix jours." in alert
    assert "2020" not in alert


def test_a_change_of_ministry_dated_before_the_question_is_told_without_its_day() -> None:
    before = replace(WAITING, attributions=(Attribution("Transition écologique", WAITING.asked),))
    after = replace(before, ministry="Eau", attributions=(*(before.attributions or ()), Attribution("Eau", LONG_AGO)))
    (event,) = compare(Readings(archive=before), Readings(archive=after))
    assert event.detail["on"] is None


def test_a_date_that_one_source_lacks_and_another_slips_is_not_used() -> None:
    page = replace(WAITING, answer=Answer(LONG_AGO, "Oui."))
    merged = readings_of(archive=replace(WAITING, comments=None), archive_at=NOW, nosdeputes=page).merged
    assert merged is not None
    assert merged.answer == Answer(None, "Oui.")
    right = replace(page, answer=Answer(SEEN, "Oui."))
    both = readings_of(assemblee=page, assemblee_at=NOW, nosdeputes=right, nosdeputes_at=NOW).merged
    assert both is not None
    assert both.answer == Answer(SEEN, "Oui.")


# The store and the operator


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await new_store(tmp_path / "guetteur.db")
    await opened.chats.greet(Chat(1001, "private", "fr"), NOW)
    yield opened
    await opened.close()


async def test_a_term_that_an_earlier_version_stored_of_a_slip_gives_way_to_the_right_one(
    store: Store, tmp_path: Path
) -> None:
    await store.checks.record_reading(WAITING, Source.ASSEMBLEE, Validators(), 1, NOW, NOW)
    await store.follows.follow(1001, ID, False, NOW)
    engine = create_engine(f"sqlite:///{tmp_path}/guetteur.db")
    with engine.begin() as connection:
        older = {"snapshot": dumps(replace(WAITING, signalled=(LONG_AGO,))), "deadline": "2020-01-11"}
        connection.execute(text("update questions set snapshot = :snapshot, deadline = :deadline"), older)
    now = datetime(2026, 11, 25, 12, tzinfo=UTC)
    await store.checks.record_unchanged(ID, Source.ASSEMBLEE, now, now)
    assert not await store.deadlines.tell(now)
    with engine.begin() as connection:
        assert connection.execute(text("select deadline from questions")).scalar_one() == "2026-11-29"
    engine.dispose()
    known = await store.observations.of(ID)
    assert known is not None
    assert known.question is not None
    assert known.question.signalled == (None,)
    later = now + timedelta(days=9)
    await store.checks.record_unchanged(ID, Source.ASSEMBLEE, later, later)
    assert await store.deadlines.tell(later)
    due = await store.outbox.due(later + timedelta(days=1), (), 10)
    assert [delivery.keys for delivery in due] == [("overdue",)]


async def test_the_operator_is_told_of_each_date_once(store: Store) -> None:
    told: list[None] = []
    sources = SourceHealth(store, lambda: NOW, lambda: told.append(None))
    question = dated("signalled", LONG_AGO)
    for _ in range(3):
        await sources.report_slips(slips(question, SEEN), question.id)
    await sources.report_slips(slips(replace(question, closing=replace(CLOSING, on=LONG_AGO)), SEEN), question.id)
    waiting = await store.reports.waiting()
    assert [(each.kind, each.values["what"], each.values["day"]) for each in waiting] == [
        ("date", "signalled", "2020-01-01"),
        ("date", "closing", "2020-01-01"),
    ]
    assert len(told) == 2


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "fr",
            [
                "📆 Date impossible : 1er janvier 2020",
                "C’est la date donnée pour le signalement.",
                "Question : n° 4321 (17ᵉ législature)",
                "Elle n’est pas utilisée ; l’événement est annoncé sans date.",
            ],
        ),
        (
            "en",
            [
                "📆 Impossible date: 1 January 2020",
                "It is given as the day on which the question was flagged.",
                "Question: no. 4321 (17th legislature)",
                "It is not used; the event is announced without a date.",
            ],
        ),
    ],
)
def test_the_operator_reads_which_date_of_which_question(language: str, said: list[str]) -> None:
    values = {"question": "an17-4321", "what": "signalled", "day": "2020-01-01"}
    message = operator_report(phrases(language), "date", values)
    assert visible(message.html).replace("\u00a0", " ").replace("\u202f", " ").splitlines() == said


@pytest.mark.parametrize("what", ("asked", *THINGS))
def test_every_thing_that_has_a_date_has_its_words(what: str) -> None:
    values = {"question": "an17-4321", "what": what, "day": "2020-01-01"}
    assert len(visible(operator_report(phrases("fr"), "date", values).html).splitlines()) == 4
