"""The Atom feed, read by a program that reads feeds."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import feedparser
import pytest

from bot.core.chambers.senat import SENAT
from bot.core.change import Kind
from bot.core.delivery import Delivery
from bot.core.feeds import Entry, Subscriber
from bot.core.observation import Observation
from bot.core.question import Answer, Question, QuestionId
from bot.core.watch import Named
from bot.feeds.atom import atom
from tests.support.examples import ANSWER, CLOSING, NOW, REMINDED, WAITING, answered, comment
from tests.support.feeds import entries_of

CHAT = -1009876543210
SUBSCRIBER = Subscriber(CHAT, "supergroup", "fr", "Europe/Paris", NOW)
HOST, NAME = "guetteur.example.org", "0a1b2c"
ENDED = {"by": "senat-SEQ261200009", "state": "answered", "label": None, "on": "2027-01-07"}
KINDS: dict[Kind, tuple[Question, str, Mapping[str, Any]]] = {
    Kind.ASKED: (WAITING, "asked", {}),
    Kind.ANSWERED: (answered(), "answered", {}),
    Kind.CORRECTED: (answered(), "corrected:0a", {"hunks": [["le", "vieux", "nouveau", "mot"]], "more": 0}),
    Kind.REATTRIBUTED: (WAITING, "reattributed::0b", {"from": "Culture", "to": "Santé", "on": "2026-11-03"}),
    Kind.SIGNALLED: (REMINDED, "signalled:2026-11-17", {}),
    Kind.RENEWED: (REMINDED, "renewed:2026-11-10", {}),
    Kind.REMINDED: (WAITING, "reminded:senat-SEQ261200009", {"by": "senat-SEQ261200009", "on": "2026-12-03"}),
    Kind.REMINDER_ENDED: (WAITING, "reminder-ended:senat-SEQ261200009", ENDED),
    Kind.TRANSFORMED: (WAITING, "transformed", {"kind": "QOSD", "into": "senat-SEQ26120622S"}),
    Kind.OVERDUE: (WAITING, "overdue", {}),
    Kind.RENEWABLE: (WAITING, "renewable", {}),
    Kind.CLOSED: (replace(WAITING, closing=CLOSING), "closed", {}),
    Kind.REOPENED: (WAITING, "reopened:1", {"was": "answered"}),
    Kind.COMMENT: (replace(WAITING, comments=(comment(7),)), "comment:7", {}),
}


def told(kind: Kind, question: Question, key: str, detail: Mapping[str, Any], at: datetime = NOW) -> Entry:
    watches = (Named(1, "digues"),)
    delivery = Delivery(
        (1,), CHAT, "supergroup", None, "fr", question.id, kind, (key,), 0,
        Observation(question.id, question), detail, None, watches=watches,
    )  # fmt: skip
    return Entry(at, delivery)


def read(*entries: Entry, subscriber: Subscriber = SUBSCRIBER) -> Any:
    found = feedparser.parse(atom(subscriber, entries, HOST, NAME))
    assert not found.bozo, found.bozo_exception
    assert found.version == "atom10"
    return found


def test_every_kind_of_event_is_an_entry_with_a_title_a_link_and_the_text_of_its_alert() -> None:
    assert set(KINDS) == set(Kind)
    found = read(*(told(kind, *KINDS[kind]) for kind in Kind))
    for kind, entry in zip(Kind, found.entries, strict=True):
        assert entry.title.endswith("Entretien des digues · n°\u00a04321 (17ᵉ législature)")
        assert entry.link == "https://www.assemblee-nationale.fr/dyn/17/questions/QANR5L17QE4321"
        (content,) = entry.content
        assert content.type == "text/html"
        assert "Question écrite n°\u00a04321 · 17ᵉ législature<br />" in content.value
        assert [each.term for each in entry.tags] == [kind]
        assert entry.updated == "2026-11-24T12:00:00Z"


def test_a_title_says_what_happened_and_the_content_all_that_the_alert_says() -> None:
    entry = read(told(Kind.ANSWERED, *KINDS[Kind.ANSWERED])).entries[0]
    title = entry.title.replace("\u00a0", " ")
    assert title.startswith("✅ Réponse publiée : le 24 novembre 2026, après 56 jours · Entretien des digues")
    assert "Le Gouvernement entretient les digues.<br /><br />Il continuera." in entry.content[0].value


def test_what_was_struck_out_of_an_answer_is_struck_out() -> None:
    entry = read(told(Kind.CORRECTED, *KINDS[Kind.CORRECTED])).entries[0]
    assert "le <s>vieux</s> <b>nouveau</b> mot" in entry.content[0].value


def test_a_feed_is_in_the_language_of_its_chat() -> None:
    found = read(told(Kind.CLOSED, *KINDS[Kind.CLOSED]), subscriber=replace(SUBSCRIBER, language="en"))
    assert found.feed.title == "Guetteur: alerts"
    assert found.feed.language == "en"
    assert "Closed without an answer" in found.entries[0].title


def test_an_id_is_that_of_the_event_wherever_it_is_told_and_names_no_chat() -> None:
    entries = [told(kind, *KINDS[kind]) for kind in Kind]
    (first, second) = (
        read(*entries, subscriber=each) for each in (SUBSCRIBER, Subscriber(7, "private", "en", "Asia/Tokyo", NOW))
    )
    ids = [each.id for each in first.entries]
    assert ids == [each.id for each in second.entries]
    assert len(set(ids)) == len(Kind)
    assert ids[0] == "tag:guetteur.example.org,2026-11-29:an17-4321/asked"
    assert str(abs(CHAT)) not in atom(SUBSCRIBER, entries, HOST, NAME).decode()


def test_an_alert_that_cannot_be_shown_takes_no_other_with_it(caplog: pytest.LogCaptureFixture) -> None:
    broken = told(Kind.COMMENT, WAITING, "comment:none", {})
    assert [each.tags[0].term for each in read(broken, told(Kind.OVERDUE, WAITING, "overdue", {})).entries] == [
        "overdue"
    ]
    assert "an alert cannot be shown in a feed (ValueError)" in caplog.text


def test_a_feed_without_entries_is_one_that_began_when_it_was_opened() -> None:
    found = read()
    assert found.entries == []
    assert found.feed.updated == "2026-11-24T12:00:00Z"
    assert found.feed.id == "tag:guetteur.example.org,2026-11-29:feed/0a1b2c"


def test_a_feed_changes_with_what_happens_and_not_with_the_hour() -> None:
    entries = [told(kind, *KINDS[kind], at=NOW + timedelta(hours=number)) for number, kind in enumerate(Kind)]
    assert atom(SUBSCRIBER, entries, HOST, NAME) == atom(SUBSCRIBER, entries, HOST, NAME)
    newest = NOW + timedelta(hours=len(Kind) - 1)
    assert read(*entries).feed.updated == newest.strftime("%Y-%m-%dT%H:%M:%SZ")
    elsewhere = [replace(each, at=each.at.astimezone(ZoneInfo("Pacific/Noumea"))) for each in entries]
    assert atom(SUBSCRIBER, elsewhere, HOST, NAME) == atom(SUBSCRIBER, entries, HOST, NAME)


@pytest.mark.parametrize(
    "hostile",
    [
        pytest.param("<script>alert(1)</script> & ]]> <!-- é", id="markup"),
        pytest.param("un\x00deux\x08trois\x0bquatre\ufffe\uffff", id="what XML cannot say"),
        pytest.param("un\ud800deux", id="half a character"),
        pytest.param("@somebody http://example.org #tag /start", id="what could be pressed"),
    ],
)
def test_what_others_wrote_is_text_whatever_it_is(hostile: str) -> None:
    question = replace(
        WAITING,
        id=QuestionId.of_legislature(17, 1),
        subject=hostile,
        author=hostile,
        answer=Answer(ANSWER.published, hostile * 3),
    )
    made = atom(SUBSCRIBER, [told(Kind.ANSWERED, question, "answered", {})], HOST, NAME)
    kept = "".join(each for each in " ".join(hostile.split()) if each.isprintable())
    ((title, text),) = entries_of(made)
    assert kept.split()[0] in title
    assert kept.split()[0] in text


def test_a_senators_question_is_an_entry_with_the_senats_page_and_an_id_of_its_own() -> None:
    senators = replace(answered(), id=QuestionId(SENAT, 202609, 5636, "QE"), comments=None)
    (entry,) = read(told(Kind.ANSWERED, senators, "answered", {})).entries
    assert entry.title.endswith("Entretien des digues · n°\u00a005636 (Sénat, 2026)")
    assert entry.link == "https://www.senat.fr/questions/base/2026/qSEQ260905636.html"
    assert entry.id == "tag:guetteur.example.org,2026-11-29:senat-SEQ260905636/answered"
    assert "Assemblée" not in entry.content[0].value
