"""The readers, by pages and records that we wrote: invented people and texts in the structure of the real ones.

Each page in `tests/pages` stands beside the facts that it must yield. No page of a withdrawn question has been seen
on the Assemblée's current site: the one here says in its name that it is made up.
"""

import json
from datetime import date

import pytest

from bot.core.question import Question, State
from bot.core.question_json import to_plain
from bot.parliament.assemblee import read_assemblee
from bot.parliament.nosdeputes import read_nosdeputes
from bot.parliament.opendata import read_record
from bot.parliament.sniff import read
from tests.parliament.examples import (
    CURRENT_WAITING,
    HTML,
    OLDER_ANSWERED,
    OLDER_WAITING,
    PAGES,
    RECORD,
    RECORD_WAITING,
    RECORDS,
    SITE_WAITING,
    changed,
    changed_record,
    page,
    reason_of,
    sample,
)


@pytest.mark.parametrize("name", HTML + RECORDS)
def test_a_page_yields_exactly_the_facts_beside_it(name: str) -> None:
    beside = name.replace(RECORD, ".json").replace(".html", ".json")
    assert to_plain(read(page(name))[1]) == json.loads((PAGES / beside).read_text("utf-8"))


@pytest.mark.parametrize("name", HTML + RECORDS)
def test_the_shape_is_recognised_by_what_is_in_the_page(name: str) -> None:
    prefix = {"archive": "opendata", "nosdeputes": "nosdeputes"}.get(name.split("-", maxsplit=1)[0])
    expected = prefix or ("assemblee-older" if "older" in name else "assemblee")
    assert read(page(name))[0] == expected


@pytest.mark.parametrize("name", HTML)
def test_presentation_does_not_matter(name: str) -> None:
    body = page(name).replace(b"<div class=", b"<div\n   data-x='1'\tclass=").replace(b"<p>", b"\n<p >\n ")
    body = body.replace(b"<h1>", b"<span><h1>").replace(b"</h1>", b"</h1></span>")
    assert read(body + b"\n<!-- served in 12 ms -->\n") == read(page(name))


def test_comments_are_unknown_at_the_assemblee_and_known_at_nosdeputes() -> None:
    assert read_assemblee(page(CURRENT_WAITING)).comments is None
    assert read_record(page(RECORD_WAITING)).comments is None
    assert read_nosdeputes(page(SITE_WAITING)).comments == ()


def test_words_of_withdrawal_in_the_text_of_a_question_do_not_close_it() -> None:
    question = read_assemblee(page(CURRENT_WAITING))
    assert "retiré" in (question.text or "")
    assert question.state is State.WAITING


def test_every_author_and_group_is_split_at_the_right_dash() -> None:
    body = changed(
        CURRENT_WAITING, ("Hauts-de-France - Horizons et apparentés", "Corse - Groupe A - B (membre de C - D)")
    )
    assert read_assemblee(body).group == "Groupe A - B (membre de C - D)"
    body = changed(CURRENT_WAITING, (" (Hauts-de-France - Horizons et apparentés)", ""))
    assert (read_assemblee(body).author, read_assemblee(body).group) == ("Mme Clarisse Vaubrun", None)


def test_an_answer_wins_over_a_closing() -> None:
    body = changed(OLDER_ANSWERED, ("Date de signalement", "Question retirée le"))
    question = read_assemblee(body)
    assert (question.state, question.closing) == (State.ANSWERED, None)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (CURRENT_WAITING, 'data-id="QANR5L16QE48213', 'data-id="QANR5L16QE48214'),
        (CURRENT_WAITING, "Question écrite n°48213", "Question écrite n°48214"),
        (CURRENT_WAITING, "16ème Législature", "15ème Législature"),
        (CURRENT_WAITING, 'questions/QANR5L16QE48213" property', 'questions/QANR5L17QE48213" property'),
        (OLDER_ANSWERED, "Question N° 61207", "Question N° 61208"),
        (OLDER_ANSWERED, "14ème législature", "13ème législature"),
        (OLDER_ANSWERED, "/detail/14/", "/detail/15/"),
        (SITE_WAITING, "Question N° 20417 au", "Question N° 20418 au"),
        (SITE_WAITING, 'id="question20417"', 'id="question20418"'),
        (SITE_WAITING, "16-20417QE.htm", "16-20418QE.htm"),
        (SITE_WAITING, "<head>", '<head><link rel="canonical" href="https://www.nosdeputes.fr/15/question/QE/20417"/>'),
    ],
)
def test_a_page_that_contradicts_itself_is_unreadable(name: str, old: str, new: str) -> None:
    assert "contradicts itself" in reason_of(read, changed(name, (old, new)))


def test_a_page_without_its_number_or_its_legislature_is_unreadable() -> None:
    body = changed(OLDER_WAITING, ("18450", ""))
    assert "number" in reason_of(read, body)
    body = changed(OLDER_WAITING, ("15ème législature", ""), ("/detail/15/", "/"), ("QST-AN-15-", ""))
    assert "legislature" in reason_of(read, body)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (changed(CURRENT_WAITING, ("L16QE", "L16QG"), ("Question écrite", "Question au Gouvernement")), "QG"),
        (changed(CURRENT_WAITING, ("L16QE", "L16QOSD"), ("Question écrite", "Question orale sans débat")), "QOSD"),
        (
            changed(OLDER_WAITING, ("/qe/", "/qg/"), ("50QE", "50QG"), ("Question écrite", "Question au Gouvernement")),
            "QG",
        ),
        (
            changed(
                OLDER_WAITING, ("/qe/", "/qosd/"), ("50QE", "50QOSD"), ("Question écrite", "Question orale sans débat")
            ),
            "QOSD",
        ),
        (changed(SITE_WAITING, ("16-20417QE.htm", "16-20417QG.htm")), "QG"),
    ],
)
def test_a_page_of_another_kind_of_question_is_unreadable_and_named(body: bytes, kind: str) -> None:
    assert f"({kind})" in reason_of(read, body)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (changed_record(RECORD_WAITING, type="QG"), "contradicts itself on the question's kind: QE and QG"),
        (changed_record(RECORD_WAITING, uid="QANR5L17QOSD3107"), "contradicts itself on the question's kind"),
        (changed_record(RECORD_WAITING, type="QX"), "not a question of a known kind but of the type 'QX'"),
    ],
)
def test_a_record_that_is_not_sure_of_its_kind_is_unreadable(body: bytes, told: str) -> None:
    assert told in reason_of(read, body)


@pytest.mark.parametrize(
    ("name", "uid", "asked", "answered", "subject"),
    [
        ("assemblee-16-QE200.html", "QANR5L16QE200", date(2022, 7, 26), date(2022, 9, 27), "Agriculture biologique"),
        (
            "assemblee-14-QE3200.html",
            "QANR5L14QE3200",
            date(2012, 8, 21),
            date(2013, 2, 5),
            "financement, rapport, propositions",
        ),
        (
            "assemblee-17-QE5268.json",
            "QANR5L17QE5268",
            date(2025, 3, 25),
            date(2025, 6, 3),
            "Révision de la terminologie des diamants synthétiques",
        ),
    ],
)
def test_real_pages_are_read(name: str, uid: str, asked: date, answered: date, subject: str) -> None:
    question: Question = read(sample(name))[1]
    assert (question.id.uid, question.asked, question.subject) == (uid, asked, subject)
    assert question.answer is not None
    assert question.answer.published == answered
    assert question.text
    assert question.author
    assert question.group
    assert question.text.startswith(question.author)
    assert len(question.answer.text or "") > 300
    assert "Données clés" not in (question.answer.text or "")
