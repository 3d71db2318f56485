"""A digest in words: question by question, each kind of event on a line, and never longer than a message."""

from dataclasses import replace
from datetime import date

import pytest

from bot.core.change import Kind
from bot.core.delivery import DigestEntry, Happened
from bot.core.question import Answer, Closing, Question, QuestionId
from bot.messages.digest import digest, how_many_fit
from bot.messages.message import LIMIT, visible, width
from bot.messages.phrases import phrases
from tests.support.examples import WAITING, answered, comment

FR, EN = phrases("fr"), phrases("en")
DIGUES = WAITING
QUAIS = replace(WAITING, id=QuestionId.of_legislature(17, 4322), subject="Entretien des quais")
PONTS = replace(WAITING, id=QuestionId.of_legislature(17, 4323), subject="Entretien des ponts")


def happened(kind: Kind, key: str | None = None, **detail: object) -> Happened:
    return Happened(kind.value, key or kind.value, detail)


def entry(question: Question, *events: Happened) -> DigestEntry:
    return DigestEntry(question.id, question, events, ())


def test_a_digest_reads_question_by_question() -> None:
    signalled = replace(WAITING, signalled=(date(2026, 11, 17),))
    entries = [
        entry(answered(DIGUES), happened(Kind.OVERDUE), happened(Kind.ANSWERED)),
        entry(
            replace(QUAIS, comments=(comment(1), replace(comment(2), author="Ève"))),
            happened(Kind.COMMENT, "comment:1"),
            happened(Kind.REATTRIBUTED, to="Intérieur <et> outre-mer"),
            happened(Kind.COMMENT, "comment:2"),
        ),
        entry(
            replace(signalled, id=PONTS.id, closing=Closing(None, None)),
            happened(Kind.SIGNALLED),
            happened(Kind.CLOSED),
        ),
    ]
    assert visible(digest(FR, entries, 1, 3).html).replace("\u00a0", " ").splitlines() == [
        "🗞 Du nouveau pour 3 questions",
        "",
        "n° 4321 (17ᵉ législature) Entretien des digues",
        "⌛️ Hors délai : réponse due depuis le 29 novembre 2026",
        "✅ Réponse publiée : le 24 novembre 2026, après 56 jours",
        "",
        "n° 4322 (17ᵉ législature) Entretien des quais",
        "💬 2 nouveaux commentaires : riverain (habitant), Ève",
        "🔁 Change de ministère : Intérieur <et> outre-mer",
        "",
        "n° 4323 (17ᵉ législature) Entretien des digues",
        "📣 Signalée : réponse due le 27 novembre 2026",
        "⛔️ Close sans réponse : sans motif publié",
    ]
    assert [button.text for row in digest(FR, entries, 1, 3).buttons for button in row] == ["📖 4321"]


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_event_has_its_line_in_both_languages(kind: Kind) -> None:
    key = "comment:1" if kind is Kind.COMMENT else None
    for words in (FR, EN):
        lines = visible(digest(words, [entry(WAITING, happened(kind, key))], 1, 1).html).splitlines()
        assert len(lines) == 4, lines


def test_a_part_of_a_digest_fits_into_a_message_whatever_it_holds() -> None:
    hostile = replace(
        WAITING,
        subject="<b>&" * 400,
        answer=Answer(date(2026, 11, 24), None),
        closing=Closing("&" * 5000, None),
        comments=tuple(replace(comment(number), author="<" * 500) for number in range(9)),
    )
    events = [happened(kind, to="&" * 5000) for kind in Kind if kind is not Kind.COMMENT]
    events += [happened(Kind.COMMENT, f"comment:{number}") for number in range(9)]
    entries = [entry(hostile, *events)] * 40
    fitting = how_many_fit(FR, entries)
    assert fitting > 1
    assert width(visible(digest(FR, entries[:fitting], 1, 40).html)) <= LIMIT
