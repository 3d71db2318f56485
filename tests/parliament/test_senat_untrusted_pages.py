"""Pages of the Sénat that cannot be trusted: cut, broken, an error's, another question's, hostile ones."""

import random
import re
from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest

from bot.parliament.page import MAX_BYTES, NoPage, Unreadable, decode
from bot.parliament.senat.question_page import read_page
from tests.parliament.senat_pages import (
    A_QUESTION,
    NAMES,
    OLDER,
    WAITING,
    changed,
    read,
    reason,
    senat_page,
)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_cut_anywhere_reads_the_same_or_is_unreadable(name: str) -> None:
    body, whole = senat_page(name), read(name)
    for end in range(1, len(body), 7):
        try:
            assert read(name, body[:end]) == whole, end
        except Unreadable:
            continue


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("The page cannot be found", "The page cannot be found"),
        ("Erreur", "<h1>The page cannot be found</h1>"),
        ("503 Service Unavailable", "Question"),
        ("502 Bad Gateway", "Question"),
        ("404 - Sénat", "Question"),
        ("Page introuvable - Sénat", "Les questions des sénateurs"),
        ("Just a moment...", "Question"),
        ("Sénat", "Bienvenue"),
        ("Sénat", ""),
    ],
)
def test_an_error_that_is_served_as_a_page_is_no_page(title: str, words: str) -> None:
    body = f"<html><head><title>{title}</title></head><body><main><p>{words}</p></main></body></html>".encode()
    with pytest.raises(NoPage):
        read_page(body, A_QUESTION)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "empty"),
        (b"Question", "not HTML"),
        (b"<p>" + b"x" * MAX_BYTES, "larger than"),
        (b"<html><body><p>Les questions des s\xc3\xa9nateurs</p></body></html>", "no heading"),
        (b"<html><body><!-- START : primary --><p>Question</p></body></html>", "cut short"),
    ],
)
def test_what_is_no_question_is_refused_with_a_reason(body: bytes, why: str) -> None:
    assert why in reason(body)


def test_a_page_whose_text_is_gutted_is_unreadable() -> None:
    body = re.sub("<p>M. Laurent.*?</p>", "", decode(senat_page(WAITING)), flags=re.DOTALL)
    assert "text is missing" in reason(body.encode())


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (WAITING, "base/2020/qSEQ201219666", "base/2020/qSEQ201219667"),
        (WAITING, "publiée le 17/12/2020", "publiée le 17/10/2020"),
        (WAITING, "publiée le 17/12/2020", "publiée le 17/12/2015"),
        (WAITING, "Question de M.", "Question écrite n° 19667 de M."),
        (
            WAITING,
            '<section id="question">',
            '<section id="question"><h2>Question écrite n° 19667 - 15e législature</h2>',
        ),
        (OLDER, "Question écrite n° 01514", "Question écrite n° 01515"),
        (OLDER, "Question écrite n° 01514", "Question orale n° 1514S"),
    ],
)
def test_the_page_of_another_question_is_unreadable(name: str, old: str, new: str) -> None:
    with pytest.raises(Unreadable, match="of another question"):
        changed(name, (old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Question de M.", "Question écrite n° 19666 de M."),
        ("Question de M.", "Question n° 19666 de M."),
        ('<section id="question">', '<section id="question"><h2>Question écrite n°19666 - 15e législature</h2>'),
        ('<section id="question">', '<ul><li><a href="/questions/base/2020/qSEQ201219665.html">Question écrite n° 19665</a></li></ul><section id="question">'),
        ("publiée le 17/12/2020", "publiée le 17 décembre 2020"),
        (" publiée le 17/12/2020", "</h2><h3>publiée dans le JO Sénat du 17/12/2020 - page 6012</h3><h2>"),
        ("canonical", "alternate"),
    ],
)  # fmt: skip
def test_a_page_that_agrees_with_the_question_is_read(old: str, new: str) -> None:
    assert changed(WAITING, (old, new)) == read(WAITING)


@pytest.mark.parametrize("day", [date(2020, 11, 26), date(2021, 1, 7)])
def test_a_question_may_come_out_in_a_month_beside_that_of_its_reference(day: date) -> None:
    page = changed(WAITING, ("publiée le 17/12/2020", f"publiée le {day:%d/%m/%Y}"))
    assert page == replace(read(WAITING), published=day)


def test_an_oral_question_may_be_dated_of_the_written_one_that_it_was() -> None:
    name = "oral-answered-in-session.html"
    page = changed(name, ("publiée le 03/12/1987", "publiée le 03/09/1987"))
    assert page == replace(read(name), published=date(1987, 9, 3))


def test_signs_of_the_readers_own_in_a_page_are_nothing() -> None:
    page = changed(WAITING, ("réglementation applicable", "réglementation \ue000SEQ200616698\ue001 applicable"))
    assert "SEQ200616698 applicable" in (page.text or "")
    assert page.reminds is None


def test_no_broken_page_does_more_than_be_refused() -> None:
    chance = random.Random(19)
    pieces = [
        b"<",
        b">",
        b"</p>",
        b"<p>",
        b"<br>",
        b"Question de M. ",
        b"publi\xc3\xa9e le ",
        b"(",
        b")",
        b"\x00",
        b"&#",
        b"\xe9",
    ]
    for _ in range(400):
        name = chance.choice(NAMES)
        body = bytearray(senat_page(name))
        for _ in range(chance.randrange(1, 12)):
            at = chance.randrange(len(body))
            body[at : at + chance.randrange(30)] = chance.choice(pieces) * chance.randrange(1, 4)
        try:
            read(name, bytes(body))
        except Unreadable:
            continue


@pytest.mark.parametrize(
    "line",
    [
        "Question de M. " * 20_000,
        "Question " * 40,
        "question " + "n° 1 de m. " * 30 + "(",
        "question " + "a a a a a a " * 12 + "n° 1 " * 20 + "de M. " * 30 + "(" * 30,
        "question de m. " + "x (" * 100,
        "Réponse du ministère " * 19,
        "Réponse du ministère publiée le 1 " * 11,
        "Transmise à " * 30,
        "Transformée en question " * 15,
        "Erratum : JO " * 28,
        "- page " + "1 " * 150,
        "(" * 390,
        "La question a été retirée " * 15,
    ],
)
def test_no_page_takes_long(line: str) -> None:
    body = f"<html><body>{f'<p>{line}</p>' * max(1, 200_000 // len(line))}</body></html>".encode()
    with pytest.raises(Unreadable):
        read_page(body, A_QUESTION)
    whole = decode(senat_page(WAITING)).replace("<p>M.", f"{f'<p>{line}</p>' * max(1, 200_000 // len(line))}<p>M.")
    with suppress(Unreadable):
        read(WAITING, whole.encode())
