"""Several answers to a question: which one is shown with which date, and how followers are told of a later one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.core.change import Kind, Told, compare
from bot.core.chat import Chat
from bot.core.delivery import DigestEntry, Happened
from bot.core.merge import Readings
from bot.core.question import Answer
from bot.core.question_json import from_plain, to_plain
from bot.core.source import Source
from bot.core.validators import Validators
from bot.messages.digest import digest
from bot.messages.message import visible
from bot.messages.phrases import phrases
from bot.messages.progress_alerts import corrected_alert
from bot.parliament.answers import Printed, answer_of
from bot.parliament.assemblee import read_assemblee
from tests.support.examples import ID, NOW
from tests.support.examples import WAITING as ASKED_LATER
from tests.support.readings import read_again
from tests.support.stores import new_store

WAITING = replace(ASKED_LATER, asked=date(2025, 1, 7))
MARCH, MAY = date(2025, 3, 4), date(2025, 5, 6)
FIRST = (
    "Le Gouvernement a confié à une mission d'inspection l'examen des digues de la Loire ; elle rendra ses conclusions."
)
SECOND = (
    "La mission d'inspection a rendu son rapport : douze ouvrages seront repris avant 2028 pour 4,2 millions d'euros."
)
LATER = "Les travaux de Saint-Pierre ont commencé."
TEN = "un deux trois quatre cinq six sept huit neuf dix"
SEVEN_OF_THEM, SIX_OF_THEM = (
    "un deux trois quatre cinq six sept onze douze treize",
    "un deux trois quatre cinq six onze douze treize quatorze",
)
ERRATUM = "Erratum : au lieu de « douze », lire « treize »."


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        pytest.param([], None, id="none"),
        pytest.param([Printed(MARCH, FIRST)], Answer(MARCH, FIRST), id="one"),
        pytest.param(
            [Printed(MARCH, FIRST), Printed(MAY, SECOND)], Answer(MAY, SECOND, None, (FIRST,)), id="the last, whole"
        ),
        pytest.param(
            [Printed(MAY, SECOND), Printed(MARCH, FIRST)], Answer(MAY, SECOND, None, (FIRST,)), id="in another order"
        ),
        pytest.param(
            [Printed(MARCH, FIRST), Printed(MARCH, SECOND)], Answer(MARCH, SECOND, None, (FIRST,)), id="of one day"
        ),
        pytest.param(
            [Printed(MARCH, FIRST), Printed(MAY, None)], Answer(MARCH, FIRST), id="a day without a text is no answer"
        ),
        pytest.param([Printed(MAY, None), Printed(MARCH, None)], Answer(MAY, None), id="no texts"),
        pytest.param(
            [Printed(MARCH, FIRST, ERRATUM), Printed(MAY, SECOND)],
            Answer(MAY, SECOND, None, (FIRST,)),
            id="an erratum stays with its text",
        ),
        pytest.param(
            [Printed(MARCH, FIRST), Printed(MAY, ERRATUM)], Answer(MARCH, FIRST, ERRATUM), id="and keeps its date"
        ),
        pytest.param(
            [Printed(MAY, ERRATUM), Printed(MARCH, FIRST)], Answer(MARCH, FIRST, ERRATUM), id="listed before it"
        ),
        pytest.param(
            [Printed(date(2025, 3, 11), ERRATUM), Printed(MAY, SECOND), Printed(MARCH, FIRST)],
            Answer(MAY, SECOND, None, (FIRST,)),
            id="an erratum printed before the second answer is none of it",
        ),
    ],
)
def test_the_last_answer_printed_is_shown_with_its_own_date_and_erratum(
    printed: Sequence[Printed], shown: Answer | None
) -> None:
    assert answer_of(printed) == shown


def test_a_day_told_apart_goes_with_a_text_that_has_none() -> None:
    assert answer_of([Printed(None, FIRST)], MAY) == Answer(MAY, FIRST)
    assert answer_of([Printed(MARCH, FIRST)], MAY) == Answer(MARCH, FIRST)
    assert answer_of([], MAY) == Answer(MAY, None)


def state(*texts: str, erratum: str | None = None) -> Readings:
    """What the archive says where these answers were printed, in that order."""
    answer = Answer(MAY, texts[-1], erratum, texts[:-1])
    return Readings(archive=replace(WAITING, comments=None, answer=answer), archive_at=NOW)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        pytest.param(state(FIRST), state(FIRST, SECOND), "another", id="a second answer"),
        pytest.param(state(FIRST, SECOND), state(FIRST, SECOND, LATER), "another", id="a third one"),
        pytest.param(state(FIRST), state(SECOND), "corrected", id="one in the place of the other"),
        pytest.param(
            state(SECOND), state(SECOND, SECOND.replace("douze", "treize")), "corrected", id="printed again, corrected"
        ),
        pytest.param(state(TEN), state(TEN, SEVEN_OF_THEM), "corrected", id="seven words of ten are the same"),
        pytest.param(state(TEN), state(TEN, SIX_OF_THEM), "another", id="six words of ten are the same"),
        pytest.param(state(FIRST, SECOND), state(SECOND, FIRST), None, id="the same two in another order"),
        pytest.param(state(FIRST, SECOND), state(FIRST), None, id="an older state that comes back"),
        pytest.param(state(FIRST), state(FIRST, FIRST), None, id="the same text twice"),
        pytest.param(state(FIRST, SECOND), state(FIRST, SECOND, erratum=ERRATUM), "corrected", id="an erratum"),
    ],
)
def test_a_text_that_was_not_there_is_told_as_what_it_is(before: Readings, after: Readings, told: str | None) -> None:
    events = compare(before, after)
    assert ["another" if event.detail.get("another") else event.kind.value for event in events] == (
        [told] if told else []
    )


def test_a_second_answer_is_told_once_though_the_archive_goes_back_and_forth() -> None:
    (event,) = compare(state(FIRST), state(FIRST, SECOND))
    told = Told(texts=frozenset({event.detail["was"], event.detail["sum"]}))
    assert compare(state(FIRST, SECOND), state(FIRST), told) == ()
    assert compare(state(FIRST), state(FIRST, SECOND), told) == ()


def test_another_answer_has_no_differences_from_the_one_before() -> None:
    (event,) = compare(state(FIRST), state(FIRST, SECOND))
    assert (event.detail["hunks"], event.detail["more"]) == ([], 0)


def test_an_erratum_of_one_text_is_not_shown_beside_another() -> None:
    page = replace(WAITING, answer=Answer(MARCH, FIRST, ERRATUM))
    both = read_again(state(FIRST, SECOND), assemblee=page, assemblee_at=NOW - timedelta(days=1)).merged
    assert both is not None
    assert both.answer == Answer(MAY, SECOND, None, (FIRST,))


def test_earlier_answers_are_stored_and_an_answer_without_any_as_before() -> None:
    several = state(FIRST, SECOND).archive
    assert several is not None
    assert from_plain(to_plain(several)) == several
    alone = to_plain(replace(WAITING, answer=Answer(MAY, FIRST)))
    assert alone["answer"] == {"published": "2025-05-06", "text": FIRST, "erratum": None}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "fr",
            [
                "✅ Nouvelle réponse publiée",
                "🏛 De : Transition écologique",
                "Publiée le 6 mai 2025",
                "Elle s’ajoute à la réponse déjà publiée.",
                SECOND,
            ],
        ),
        (
            "en",
            [
                "✅ Another answer published",
                "🏛 From: Transition écologique",
                "Published on 6 May 2025",
                "It adds to the answer already published.",
                SECOND,
            ],
        ),
    ],
)
def test_another_answer_is_told_with_its_text(language: str, said: list[str]) -> None:
    question = replace(WAITING, answer=Answer(MAY, SECOND, None, (FIRST,)))
    message = corrected_alert(phrases(language), question, {"another": True, "hunks": [], "more": 0, "erratum": None})
    lines = [line for line in visible(message.html).replace("\u00a0", " ").split("\n") if line]
    assert [lines[0], *lines[3:-2]] == said


@pytest.mark.parametrize(("detail", "said"), [({"another": True}, "✅ Nouvelle réponse"), ({}, "✏️ Réponse corrigée")])
def test_a_digest_tells_a_correction_from_another_answer(detail: dict[str, object], said: str) -> None:
    entry = DigestEntry(ID, WAITING, (Happened(Kind.CORRECTED.value, "corrected:2:x", detail),), (1,))
    assert said in visible(digest(phrases("fr"), [entry], 1, 1).html)


PAGES = Path(__file__).parents[1] / "pages"


def test_the_current_page_with_two_answers_shows_the_last_printed() -> None:
    body = (PAGES / "assemblee-16-answered.html").read_text("utf-8")
    known = read_assemblee(body.encode()).answer
    assert known is not None
    more = f'<div><p class="_colored-green _bold">Réponse publiée le 4 juin 2024</p><p class="_pa-small">{SECOND}</p></div>'
    place = '<div class="ha-grid-item size-1">'
    after = read_assemblee(body.replace(place, more + place).encode())
    assert after.answer == Answer(date(2024, 6, 4), SECOND, None, (known.text or "",))
    first = '<div><div class="_pa-small">\n<p class="_colored-green _bold">'
    assert read_assemblee(body.replace(first, more + first).encode()).answer == after.answer


def test_the_older_page_with_two_answers_shows_the_last_printed() -> None:
    body = (PAGES / "assemblee-older-14-answered.html").read_text("iso-8859-15").replace("iso-8859-15", "utf-8")
    known = read_assemblee(body.encode()).answer
    assert known is not None
    dates, texts = '<div class="question_publish_date">', '<section class="question_answer">'
    body = body.replace(dates, f"{dates}<div>Réponse publiée au JO le : 04/06/2019 page : 12</div>")
    body = body.replace(texts, f"{texts}<h3>Texte de la réponse</h3><p>{SECOND}</p>")
    assert read_assemblee(body.encode()).answer == Answer(date(2019, 6, 4), SECOND, None, (known.text or "",))


GLUED = replace(WAITING, answer=Answer(MAY, FIRST.replace("des digues", "desdigues")))
"""As a reader of an earlier version read it, which joined two words where a tag was dropped."""


@pytest.mark.parametrize(
    ("reader", "told"), [pytest.param(2, 0, id="another version read it"), pytest.param(1, 1, id="the site changed it")]
)
async def test_what_a_mended_reader_reads_otherwise_on_a_page_is_no_correction(
    tmp_path: Path, reader: int, told: int
) -> None:
    store = await new_store(tmp_path / "guetteur.db")
    try:
        await store.chats.greet(Chat(1001, "private", "fr"), NOW)
        await store.checks.record_reading(GLUED, Source.ASSEMBLEE, Validators(), 1, NOW, NOW)
        await store.follows.follow(1001, ID, False, NOW)
        mended = replace(WAITING, answer=Answer(MAY, FIRST))
        for hours in (1, 13):
            at = NOW + timedelta(hours=hours)
            await store.checks.record_reading(mended, Source.ASSEMBLEE, Validators(), reader, at, at)
        due = await store.outbox.due(NOW + timedelta(days=9), (), 100)
        assert [delivery.kind for delivery in due] == ["corrected"] * told
    finally:
        await store.close()
