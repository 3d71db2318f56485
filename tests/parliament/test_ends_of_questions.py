"""Ends without an answer, as pages and records tell them: the reason and the day, whatever the tags.

The text of the current page's end is that of a real page (15th legislature, no. 44415); its tags are not known, so each
layout here is made up.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.core.chambers.assemblee import ASSEMBLEE
from bot.core.change import Kind, compare
from bot.core.closing_labels import Ending
from bot.core.merge import Readings
from bot.core.question import Answer, Closing, Question, QuestionId, State
from bot.messages.alerts import closing_alert
from bot.messages.message import visible
from bot.messages.parts import meaning
from bot.messages.phrases import phrases
from bot.parliament.assemblee import read_assemblee
from bot.parliament.closing import closing_among
from bot.parliament.nosdeputes import read_nosdeputes
from bot.parliament.opendata import read_record
from bot.parliament.page import Unreadable
from bot.parliament.sniff import read
from tests.support.readings import readings_of

PAGES = Path(__file__).parents[1] / "pages"
SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
LAPSED = Closing("Fin de mandat", date(2022, 6, 21))

PAGE = """<!DOCTYPE html><html lang="fr"><head><title>Question n°39871 - Assemblée nationale</title>
<meta content="https://www.assemblee-nationale.fr/dyn/15/questions/QANR5L15QE39871" property="og:url"/></head>
<body><header>Assemblée nationale</header><main><div class="an-bloc _style-question" data-id="QANR5L15QE39871 / Bloc">
<div><span class="h4">Question écrite n°39871 : <span class="_regular">Gestion des digues</span></span></div>
<div class="ha-grid"><div class="size-3"><p class="_colored-primary"><span class="_bold">Question de :</span>
<span>M. Aurèle Vassieux (Auvergne - Les Républicains)</span></p>{text}{middle}</div>
<div class="size-1"><div><span class="h5">Données clés</span></div>{facts}</div></div>
<div class="bloc-actions"><span>partager</span></div></div></main><footer>Mentions légales</footer></body></html>"""
TEXT = '<p class="_pa-small">M. Aurèle Vassieux demande si la digue retirée en 2018 sera rebâtie.</p>'
FACTS = (
    '<p class="h6">Auteur : <span>M. Aurèle Vassieux (Auvergne - Les Républicains)</span></p>'
    '<p class="h6">Type de question : <span>Question écrite</span></p><p class="h6">Rubrique : <span>eau</span></p>'
    '<p class="h6" id="blocMinistereInterroge">Ministère interrogé : <span>Écologie</span></p>'
    '<p class="h6" id="blocMinistereAttributaire">Ministère répondant : <span>Écologie</span></p>'
    '<p class="h6">Date : <br/><span>Question publiée le <a href="#">22 février 2022</a></span></p>'
)


def page(end: str, text: str = TEXT, middle: str = "", facts: str = FACTS) -> Question:
    return read_assemblee(PAGE.format(text=text, middle=middle, facts=facts + end).encode())


ENDS = {
    "paragraphs": "<p>Date de cloture :</p><p>21 juin 2022</p><p>Fin de mandat</p>",
    "a fact as the others": '<p class="h6">Date de cloture : <br/><span>21 juin 2022</span><br/><span>Fin de mandat</span></p>',
    "breaks": "<div>Date de cloture :<br>21 juin 2022<br/>Fin de mandat</div>",
    "breaks as they are really written": "<div>Date de cloture :<br>21 juin 2022</br>Fin de mandat</div>",
    "spans": "<span>Date de cloture :</span><span>21 juin 2022</span><span>Fin de mandat</span>",
    "spans in a paragraph": "<p>Date de cloture :<span>21 juin 2022</span><span>Fin de mandat</span></p>",
    "a bold label": "<p><b>Date de cloture :</b> 21 juin 2022 <i>Fin de mandat</i></p>",
    "a coloured label": '<p class="_colored-primary _bold">Date de cloture :</p><p>21 juin 2022</p><p>Fin de mandat</p>',
    "a coloured label with its day": '<p class="_colored-red _bold">Date de cloture : 21 juin 2022</p><p>Fin de mandat</p>',
    "nested blocks": "<div><div>Date de cloture :</div><div><div>21 juin 2022</div><div>Fin de mandat</div></div></div>",
    "a list": "<ul><li>Date de cloture :</li><li>21 juin 2022</li><li>Fin de mandat</li></ul>",
    "a list of definitions": "<dl><dt>Date de cloture :</dt><dd>21 juin 2022</dd><dd>Fin de mandat</dd></dl>",
    "definitions without a colon": "<dl><dt>Date de clôture</dt><dd>21 juin 2022<br>Fin de mandat</dd></dl>",
    "a table": "<table><tr><th>Date de cloture :</th><td>21 juin 2022</td><td>Fin de mandat</td></tr></table>",
    "a table of rows": "<table><tr><td>Date de cloture :</td></tr><tr><td>21 juin 2022<br>Fin de mandat</td></tr></table>",
    "one line": "<p>Date de cloture : 21 juin 2022 - Fin de mandat</p>",
    "parentheses": "<p>Date de clôture : 21 juin 2022 (Fin de mandat)</p>",
    "the reason first": "<p>Date de cloture :</p><p>Fin de mandat</p><p>le 21/06/2022</p>",
    "a fact for each": "<p>Date de clôture : 21 juin 2022</p><p>Motif de clôture : Fin de mandat</p>",
    "the other way round": "<p>Motif de clôture : Fin de mandat</p><p>Date de clôture : 21 juin 2022</p>",
    "a link": '<p>Date de cloture : <a href="#">21 juin 2022</a> <a href="#">Fin de mandat</a></p>',
    "a heading": "<h5>Date de cloture :</h5>21 juin 2022<br>Fin de mandat",
}


@pytest.mark.parametrize("layout", ENDS)
def test_the_end_of_a_real_page_is_read_in_whichever_tags_it_comes(layout: str) -> None:
    question = page(ENDS[layout])
    assert question.closing == LAPSED
    assert (question.id, question.asked, question.rubric) == (
        QuestionId.of_legislature(15, 39871),
        date(2022, 2, 22),
        "eau",
    )
    assert question.text == "M. Aurèle Vassieux demande si la digue retirée en 2018 sera rebâtie."


FACTS_OF_DEFINITIONS = (
    "<dl><dt>Auteur :</dt><dd>M. Aurèle Vassieux</dd><dt>Type de question :</dt><dd>Question écrite</dd>"
    "<dt>Rubrique :</dt><dd>Fin de mandat</dd><dt>Ministère interrogé :</dt><dd>Premier ministre</dd>"
    "<dt>Ministère répondant :</dt><dd>Première ministre</dd><dt>Date :</dt><dd>Question publiée le 22 février 2022</dd>{}</dl>"
)
FACTS_ON_LINES = (
    "<div>Auteur : M. Aurèle Vassieux<br>Type de question : Question écrite<br>Rubrique : Fin de mandat<br>"
    "Ministère interrogé : Premier ministre<br>Ministère répondant : Première ministre<br>Date :<br>"
    "Question publiée le 22 février 2022<br>{}</div>"
)


@pytest.mark.parametrize(
    ("facts", "end"),
    [
        (FACTS_OF_DEFINITIONS, "<dt>Date de cloture :</dt><dd>21 juin 2022</dd><dd>Fin de mandat</dd>"),
        (FACTS_ON_LINES, "Date de cloture :<br>21 juin 2022<br>Fin de mandat"),
    ],
    ids=["definitions", "lines"],
)
def test_facts_that_all_stand_in_other_tags_are_read_and_a_rubric_ends_nothing(facts: str, end: str) -> None:
    for shown, closing in ((end, LAPSED), ("", None)):
        question = page("", facts=facts.format(shown))
        assert question.closing == closing
        assert (question.rubric, question.asked_ministry, question.ministry, question.asked) == (
            "Fin de mandat",
            "Premier ministre",
            "Première ministre",
            date(2022, 2, 22),
        )


@pytest.mark.parametrize(
    ("end", "closing"),
    [
        ("<p>Date de cloture : 21 juin 2022</p>", Closing(None, date(2022, 6, 21))),
        ("<p>Date de cloture : 1<sup>er</sup> juin 2022</p><p>Clos autre</p>", Closing("Clos autre", date(2022, 6, 1))),
        ("<p>Date de retrait : 7 juin 2022</p>", Closing("Retrait", date(2022, 6, 7))),
        ("<p>Question retirée le 7 juin 2022</p><p>Fin de mandat</p>", Closing("Fin de mandat", date(2022, 6, 7))),
        ("<p>Date de cloture :</p><p>Fin de mandat</p>", Closing("Fin de mandat", None)),
        ("<p>Date de cloture :</p>", None),
        ("<p>Date de retrait :</p>", None),
        ("<p>Caducité :</p>", None),
        ("<p>Retrait</p>", Closing("Retrait", None)),
        ("<p>Date de cloture :</p><p>Imprimer</p>", None),
        ("<p>Date de cloture :</p><p>Date de renouvellement : 3 mai 2022</p>", None),
        ("<p>Date de signalement : 3 mai 2022</p><p>Fin de semaine</p>", None),
    ],
)
def test_the_name_of_a_fact_is_never_the_reason_of_an_end(end: str, closing: Closing | None) -> None:
    assert page(end).closing == closing


def test_an_end_that_is_a_published_answer_is_an_answer() -> None:
    question = page("<p>Date de cloture :</p><p>21 juin 2022</p><p>Réponse publiée</p>")
    assert (question.answer, question.closing) == (Answer(date(2022, 6, 21), None), None)


def test_words_of_an_end_in_the_text_of_a_question_end_nothing() -> None:
    text = "<p>M. Aurèle Vassieux cite :</p><p>Date de cloture :<br>21 juin 2022<br>Fin de mandat</p>"
    question = page("", text=text)
    assert question.state is State.WAITING
    assert (question.text or "").endswith("Fin de mandat")


def test_the_text_of_a_real_page_ends_the_question_whatever_its_tags() -> None:
    path = SAMPLES / "assemblee-15-QE44415.page-text.txt"
    if not path.is_file():
        pytest.skip(f"the real text is not in the repository, and {SAMPLES} is not there")
    lines = path.read_text("utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("Auteur"))
    text, facts = lines[at - 1], lines[at:]
    for opens, closes in (("<p>", "</p>"), ("<li>", "</li>"), ("", "<br>"), ("<div><span>", "</span></div>")):
        question = page("", text=f"<p>{text}</p>", facts="".join(f"{opens}{line}{closes}" for line in facts))
        assert question.closing == LAPSED
        assert (question.rubric, question.ministry) == ("Parlement", "Première ministre")
        assert (question.text or "").startswith("M. Fabrice Brun appelle l'attention")


def older(*dates: str) -> bytes:
    """An older page of a waiting question, with further lines among its dates."""
    body = (PAGES / "assemblee-older-15-waiting.html").read_text("utf-8")
    start = body.index("<div>", body.index('class="question_publish_date"'))
    return (body[:start] + "".join(dates) + body[start:]).encode()


@pytest.mark.parametrize(
    "dates",
    [
        ("<div>Question retirée le : <span>21/06/2022</span></div>", "<div>Fin de mandat</div>"),
        ("<div>Question retirée le : <span>21/06/2022</span></div>", "<div>(Fin de mandat)</div>"),
        ("<div>Question retirée le : <span>21/06/2022</span><br>Fin de mandat</div>",),
        ("<div>Question retirée</div>", "<div>le 21/06/2022</div>", "<div>Fin de mandat</div>"),
        ("<div>Date de clôture :</div>", "<div>21 juin 2022</div>", "<div>Fin de mandat</div>"),
        ("<p>Question retirée le : 21/06/2022 page : 12</p>", "<p>Motif de clôture : Fin de mandat</p>"),
        ("<div>Question retirée le : 21/06/2022 (Fin de mandat)</div>",),
    ],
)
def test_the_older_page_tells_the_reason_on_a_line_of_its_own_too(dates: tuple[str, ...]) -> None:
    assert read_assemblee(older(*dates)).closing == LAPSED


def test_a_line_of_other_dates_after_an_end_is_no_reason() -> None:
    lines = ["Question retirée le : 19/06/2012", "Date de signalement : 03/05/2012"]
    assert closing_among(lines) == Closing("Question retirée", date(2012, 6, 19))


# A question without its text


def without_text(name: str, start: str, end: str = "</p>") -> bytes:
    body = (PAGES / name).read_text("utf-8")
    at = body.index(start)
    return (body[: at + len(start)] + body[body.index(end, at + len(start)) :]).encode()


CURRENT = without_text("assemblee-16-withdrawn-made-up.html", '<p class="_pa-small">')
OLDER = without_text("assemblee-older-13-withdrawn.html", "<h3>Texte de la question</h3>\n<p>")
SITE = without_text("nosdeputes-16-withdrawn.html", "</div>\n    <p>")


@pytest.mark.parametrize(
    ("body", "closing"),
    [
        (CURRENT, Closing("fin de mandat", date(2024, 6, 11))),
        (OLDER, Closing("Fin de mandat", date(2012, 6, 19))),
        (OLDER.replace(b"<h3>Texte de la question</h3>", b""), Closing("Fin de mandat", date(2012, 6, 19))),
        (SITE, Closing("caducité (fin de mandat)", date(2024, 6, 11))),
    ],
    ids=["current", "older", "older without its heading", "nosdeputes"],
)
def test_a_withdrawn_question_without_its_text_is_withdrawn(body: bytes, closing: Closing) -> None:
    question = read(body)[1]
    assert (question.closing, question.text) == (closing, None)
    assert question.subject or question.ministry


def test_a_page_of_the_current_layout_needs_no_label_of_its_author_nor_a_heading_to_tell_an_end() -> None:
    body = PAGE.replace('<span class="_bold">Question de :</span>', "").replace("Question écrite n°39871 : ", "")
    question = read_assemblee(body.format(text="", middle="", facts=FACTS + ENDS["paragraphs"]).encode())
    assert (question.id, question.closing, question.text) == (QuestionId.of_legislature(15, 39871), LAPSED, None)


def test_a_waiting_question_without_its_text_is_a_gutted_page() -> None:
    with pytest.raises(Unreadable, match="text is missing"):
        page("", text="")


def record(**keys: Any) -> Question:
    document = json.loads((PAGES / "archive-17-waiting.record.json").read_text("utf-8"))
    document["question"].update(keys)
    return read_record(json.dumps(document).encode())


WITHDRAWN = {"codeCloture": "RETRAIT", "libelleCloture": "Question retirée", "dateCloture": "2025-03-04"}


@pytest.mark.parametrize(
    "texts",
    [
        None,
        {"texteQuestion": None},
        {"texteQuestion": {"infoJO": None, "texte": None}},
        {"texteQuestion": {"@xsi:nil": "true"}},
        {"texteQuestion": {"infoJO": {"typeJO": "JO_DEBAT", "dateJO": "2025-01-14"}, "texte": ""}},
    ],
)
def test_a_record_without_its_text_tells_its_end(texts: object) -> None:
    after = record(textesQuestion=texts, cloture=WITHDRAWN)
    assert (after.closing, after.text) == (Closing("Question retirée", date(2025, 3, 4)), None)
    events = compare(Readings(archive=record()), Readings(archive=after))
    assert [event.kind for event in events] == [Kind.CLOSED]


def test_an_end_seen_without_a_text_takes_no_text_away() -> None:
    body = (PAGES / "nosdeputes-16-withdrawn.html").read_bytes()
    known = readings_of(nosdeputes=read_nosdeputes(body), assemblee=None).merged
    assert known is not None
    assert known.text


# Labels


@pytest.mark.parametrize(
    ("label", "ending"),
    [
        ("Clos autre", Ending.OTHER),
        ("CLOS AUTRE", Ending.OTHER),
        ("cloture_autre", Ending.OTHER),
        ("retirée", Ending.WITHDRAWN),
        ("Retiree", Ending.WITHDRAWN),
        ("caduque", Ending.LAPSED),
        ("répondu", Ending.ANSWER),
    ],
)
def test_labels_of_the_governments_own_platform_are_known(label: str, ending: Ending) -> None:
    assert (ASSEMBLEE.ending(label), ASSEMBLEE.knows(label)) == (ending, True)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_end_without_an_answer_is_explained_in_both_languages(language: str) -> None:
    words = phrases(language)
    for label in ("Fin de mandat", "Retrait", "Caducité", "Clos autre"):
        said = meaning(words, ASSEMBLEE, label)
        assert said is not None
        shown = visible(closing_alert(words, record(cloture={"libelleCloture": label})).html)
        assert str(said.unescape()) in shown


def test_a_record_that_the_platform_calls_answered_is_answered() -> None:
    after = record(cloture={"codeCloture": None, "libelleCloture": "Répondu", "dateCloture": "2025-03-04"})
    assert (after.answer, after.closing) == (Answer(date(2025, 3, 4), None), None)
