"""The calendar of terms, read by a program that reads calendars."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from icalendar.cal.event import Event

from bot.core.chambers.senat import SENAT
from bot.core.deadline import OVERDUE, OVERDUE_SIGNALLED, RENEWABLE, terms
from bot.core.feeds import FollowedTerm, Subscriber
from bot.core.question import Question, QuestionId
from bot.feeds.ical import calendar
from tests.support.examples import NOW, REMINDED, WAITING
from tests.support.feeds import check_calendar

SUBSCRIBER = Subscriber(-1009876543210, "channel", "fr", "Europe/Paris", NOW)
HOST = "guetteur.example.org"


def read(*terms: FollowedTerm, subscriber: Subscriber = SUBSCRIBER) -> Calendar:
    found = Calendar.from_ical(calendar(subscriber, terms, HOST))
    assert isinstance(found, Calendar)
    assert not [error for each in found.walk() for error in each.errors]
    return found


def due(question: Question, at: datetime = NOW, moves: int = 0) -> FollowedTerm:
    """The term of a question's answer."""
    key = OVERDUE_SIGNALLED if question.signalled_due else OVERDUE
    return FollowedTerm(question, key, terms(question)[key], at, moves)


def event(term: FollowedTerm, subscriber: Subscriber = SUBSCRIBER) -> Event:
    (found,) = read(term, subscriber=subscriber).events
    return found


def test_a_term_is_a_private_event_of_one_whole_day_that_leads_to_the_question() -> None:
    found = event(due(WAITING))
    assert found.start == date(2026, 11, 29)
    assert found.uid == "term-an17-4321@guetteur.example.org"
    assert str(found.summary).replace("\u00a0", " ") == "Réponse due · Entretien des digues · n° 4321 (17ᵉ législature)"
    assert "Odile Garance" in str(found.description)
    assert "deux mois" in str(found.description)
    assert found.url == "https://www.assemblee-nationale.fr/dyn/17/questions/QANR5L17QE4321"
    assert (found.classification, found.transparency, found.sequence) == ("PRIVATE", "TRANSPARENT", 0)
    assert found.DTSTAMP == found.LAST_MODIFIED == NOW


def test_a_signalled_question_has_ten_days_and_is_the_same_event_moved() -> None:
    before, after = event(due(WAITING)), event(due(REMINDED, moves=1))
    assert after.start == date(2026, 11, 27)
    assert "dix jours" in str(after.description)
    assert before.uid == after.uid
    assert (before.sequence, after.sequence) == (0, 1)


def test_the_three_months_are_an_event_of_their_own() -> None:
    question = replace(WAITING, renewals=())
    answer, months = read(due(question), FollowedTerm(question, RENEWABLE, terms(question)[RENEWABLE], NOW, 0)).events
    assert (months.start, months.uid) == (date(2026, 12, 29), "renewable-an17-4321@guetteur.example.org")
    assert str(months.summary).startswith("Fin des trois mois · Entretien des digues · n°")
    assert "renouveler" in str(months.description)
    assert answer.uid == "term-an17-4321@guetteur.example.org"


def test_a_calendar_says_its_name_and_how_often_to_look() -> None:
    made = calendar(replace(SUBSCRIBER, language="en"), [], HOST).decode()
    assert "X-WR-CALNAME:Guetteur: deadlines for answers\r\n" in made
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT6H\r\n" in made
    assert "X-PUBLISHED-TTL:PT6H\r\n" in made
    assert read().events == []


def test_instants_are_those_of_no_place() -> None:
    """A server gives them in the zone of its session."""
    there = datetime(2026, 11, 24, 23, 0, tzinfo=ZoneInfo("Pacific/Noumea"))
    made = calendar(SUBSCRIBER, [due(WAITING, there)], HOST)
    assert b"DTSTAMP:20261124T120000Z\r\n" in made
    assert there == NOW.astimezone(UTC)


def test_many_terms_are_that_many_events_and_name_no_chat() -> None:
    many = [due(replace(WAITING, id=QuestionId.of_legislature(17, number))) for number in range(1, 2_001)]
    assert len({each.uid for each in read(*many).events}) == 2_000
    assert b"9876543210" not in calendar(SUBSCRIBER, many, HOST)


@pytest.mark.parametrize(
    "hostile",
    [
        pytest.param("un\r\nEND:VEVENT\r\nBEGIN:VALARM", id="lines of its own"),
        pytest.param('a,b;c\\d:e"f', id="signs of the format"),
        pytest.param("un\x00deux\x1btrois\ud800 \ufffe\uffff", id="no text"),
        pytest.param(
            "un\rATTENDEE:mailto:a@b.fr\x0bDESCRIPTION:x\x0cSUMMARY:x\x1cURL:x\x1eCLASS:PUBLIC", id="old line ends"
        ),
        pytest.param("un\x85ATTENDEE:a\u2028ATTENDEE:b\u2029ATTENDEE:c", id="line ends that are none"),
        pytest.param("é" * 200, id="long"),
        pytest.param("a\U0001f9d1\u200d\U0001f33e" * 200, id="long, of many bytes"),
    ],
)
def test_what_others_wrote_is_text_whatever_it_is(hostile: str) -> None:
    hostile_one = due(replace(WAITING, subject=hostile, author=hostile, ministry=hostile))
    check_calendar(calendar(SUBSCRIBER, [hostile_one, due(WAITING)], HOST), events=2)


def test_a_senators_question_has_its_two_months_and_no_third() -> None:
    senators = replace(WAITING, id=QuestionId(SENAT, 202609, 5636, "QE"), comments=None)
    found = event(due(senators))
    assert (found.start, found.uid) == (date(2026, 11, 29), "term-senat-SEQ260905636@guetteur.example.org")
    assert str(found.summary).replace("\u00a0", " ").endswith("Entretien des digues · n° 05636 (Sénat, 2026)")
    assert found.url == "https://www.senat.fr/questions/base/2026/qSEQ260905636.html"
    assert RENEWABLE not in terms(senators)
