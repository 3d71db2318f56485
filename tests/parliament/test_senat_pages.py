"""The Sénat's pages: each made-up page yields the facts beside it, and the words of real pages are read in any tags.

Of real pages only the text is known: so it is put into several layouts, none of which is the site's.
"""

import itertools
import json
import re
from collections.abc import Callable
from datetime import date
from html import escape

import pytest

from bot.core.chambers.senat_reference import SenatReference
from bot.parliament.page import decode
from bot.parliament.senat import landmarks
from bot.parliament.senat.question_page import _Reading, read_page
from bot.parliament.senat.records import Named, SenateAnswer, SenateClosing
from bot.parliament.text import clean, fold
from tests.parliament.examples import sample
from tests.parliament.senat_pages import (
    ANSWERED,
    FOLDER,
    NAMES,
    OLDER,
    WAITING,
    changed,
    plain,
    read,
    senat_page,
)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_yields_exactly_the_facts_beside_it(name: str) -> None:
    assert plain(read(name)) == json.loads((FOLDER / name.replace(".html", ".json")).read_text("utf-8"))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252"])
def test_the_encoding_does_not_matter(name: str, encoding: str) -> None:
    text = re.sub(r'charset=("?)[\w-]+', rf"charset=\1{encoding.removesuffix('-sig')}", clean(decode(senat_page(name))))
    assert read(name, text.encode(encoding)) == read(name)


def test_bytes_of_windows_1252_may_be_said_to_be_iso_8859_1_or_nothing() -> None:
    body = senat_page(OLDER)
    assert b"\x92" in body
    assert read(OLDER, body.replace(b"charset=iso-8859-1", b"")) == read(OLDER)


# The words of real pages, in tags of ours

LAYOUTS: dict[str, Callable[[list[str]], str]] = {
    "paragraphs": lambda lines: "".join(f"<p>{line}</p>" for line in lines),
    "blocks": lambda lines: "".join(f"<div><div><span>{line}</span></div></div>" for line in lines),
    "breaks": lambda lines: "<div>" + "<br>".join(lines) + "</div>",
    "xhtml": lambda lines: "<div>" + "<br/>\r\n<br/>\r\n".join(lines) + "</div>",
    "list": lambda lines: "<ul>" + "".join(f"<li><b>{line}</b>" for line in lines) + "</ul>",
    "table": lambda lines: "<table>" + "".join(f"<tr><td>{line}</td></tr>" for line in lines) + "</table>",
    "section": lambda lines: (
        f'<section id="question"><h2>{lines[0]}</h2><p>{lines[1]}</p></section>'
        + "".join(f"<h3>{line}</h3>" for line in lines[2:])
    ),
    "definitions": lambda lines: "<dl>" + "".join(f"<dt>{line}</dt>" for line in lines) + "</dl>",
    "no-break spaces": lambda lines: "".join(f"<p>{line.replace(' ', '&nbsp;')}</p>" for line in lines),
    "entities": lambda lines: "".join(
        "<p>" + "".join(f"&#{ord(each)};" if ord(each) > 127 else each for each in line) + "</p>" for line in lines
    ),
}


def real_pages() -> list[tuple[str, list[str]]]:
    """The reference and the lines of each real page whose text is known to its end."""
    text = sample("senat-pages.md").decode()
    pages = re.findall(r"## \S+/q(SEQ\w+)\.html[^\n]*\n(.*?)(?=\n## |\n# )", text, re.DOTALL)
    return [(reference, [line for line in lines.split("\n") if line.strip()]) for reference, lines in pages]


def laid_out(lines: list[str], layout: str) -> bytes:
    body = LAYOUTS[layout]([escape(line, quote=False) for line in lines])
    return f"<html><head><title>Question - Sénat</title></head><body><main>{body}</main></body></html>".encode()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_words_of_real_pages_are_read_in_any_tags(layout: str) -> None:
    pages = dict(real_pages())
    assert len(pages) == 5
    found = {name: read_page(laid_out(lines, layout), SenatReference.parse(name)) for name, lines in pages.items()}
    assert {
        name: (page.author, page.constituency, page.group, str(page.published)) for name, page in found.items()
    } == {
        "SEQ220226749": ("M. Jean Louis Masson", "Moselle", "NI", "2022-02-17"),
        "SEQ201018049": ("Mme Christine Herzog", "Moselle", "NI", "2020-10-01"),
        "SEQ201219666": ("M. Laurent Lafon", "Val-de-Marne", "UC", "2020-12-17"),
        "SEQ800433743": ("M. Adolphe Chauvin", "Val-d'Oise", "U.C.D.P.", "1980-04-12"),
        "SEQ87120275S": ("M. Michel Rufin", "Meuse", "RPR", "1987-12-03"),
    }
    texts = {name: fold(page.text or "") for name, page in found.items()}
    assert texts == {name: fold(lines[1]) if "pas disponible" not in lines[1] else "" for name, lines in pages.items()}
    assert {name: page.closing for name, page in found.items() if page.closing} == {
        "SEQ220226749": SenateClosing("caduque"),
        "SEQ201018049": SenateClosing("retirée", "réception de la réponse à la question qu'elle rappelait"),
    }
    assert {name: page.answers for name, page in found.items() if page.answers} == {
        "SEQ800433743": (SenateAnswer("Environnement", date(1980, 7, 16), None, None),),
        "SEQ87120275S": (SenateAnswer("Affaires européennes", date(1987, 12, 19), date(1987, 12, 18), None),),
    }
    moved = found["SEQ220226749"].transmitted_to
    assert moved == "Ministère de la transition écologique et de la cohésion des territoires"
    assert (found["SEQ201018049"].reminds, found["SEQ201018049"].answered_there) == (Named("16698", None), True)


@pytest.mark.parametrize("name", NAMES)
def test_presentation_does_not_matter(name: str) -> None:
    text = decode(senat_page(name)).replace("iso-8859-1", "utf-8")
    text = text.replace("<p>", "\n<p\n class='x' >\n ").replace("<h2>", "<span><h2>").replace("</h2>", "</h2></span>")
    assert read(name, f"{text}\n<!-- 12 ms -->\n".encode()) == read(name)


# Wordings


@pytest.mark.parametrize(
    ("line", "ministry"),
    [
        ("Transmise au Ministère de l'intérieur", "Ministère de l'intérieur"),
        ("Transmise au Ministère de l&rsquo;intérieur.", "Ministère de l’intérieur"),
        ("Transmise à la Première ministre", "Première ministre"),
        ("Transmise à M. le ministre de l'intérieur", "M. le ministre de l'intérieur"),
        ("Transmise aux Armées", "Armées"),
        ("<dt>Transmise au</dt><dd>Ministère de l'intérieur</dd>", "Ministère de l'intérieur"),
    ],
)
def test_a_transmission_names_the_ministry(line: str, ministry: str) -> None:
    page = changed(WAITING, ("<p>En attente", f"<p>{line}</p><p>En attente"))
    assert (page.transmitted_to, page.text) == (ministry, read(WAITING).text)


@pytest.mark.parametrize(
    ("line", "label", "why"),
    [
        ("La question a été retirée", "retirée", None),
        ("La question a été retirée.", "retirée", None),
        ("La question a été retirée pour cause de fin de mandat", "retirée", "fin de mandat"),
        ("La question a été retirée pour cause de décès de l'auteur.", "retirée", "décès de l'auteur"),
        ("La question a été retirée (démission)", "retirée", "démission"),
        ("Question retirée le 12/03/2021 (fin de mandat)", "retirée", "fin de mandat"),
        ("La question est caduque", "caduque", None),
        ("LA QUESTION EST CADUQUE", "caduque", None),
        ("La question est devenue caduque", "caduque", None),
        ("La question est caduque pour cause de changement de Gouvernement", "caduque", "changement de Gouvernement"),
    ],
)
def test_an_end_is_told_with_its_reason(line: str, label: str, why: str | None) -> None:
    page = changed(WAITING, ("<p>En attente", f"<p>{line}</p><p>En attente"))
    on = date(2021, 3, 12) if "2021" in line else None
    assert page.closing == SenateClosing(label, why, on)
    assert page.text == read(WAITING).text


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        (
            "Réponse du Ministère de l'intérieur publiée le 04/03/2021",
            SenateAnswer("Ministère de l'intérieur", date(2021, 3, 4), None, "Rien."),
        ),
        (
            "Réponse du ministère : Intérieur publiée le 4 mars 2021",
            SenateAnswer("Intérieur", date(2021, 3, 4), None, "Rien."),
        ),
        (
            "Réponse du ministère :</p><p>Intérieur</p><p>publiée le 04/03/2021",
            SenateAnswer("Intérieur", date(2021, 3, 4), None, "Rien."),
        ),
        (
            "Réponse de M. le ministre de l'intérieur</p><p>publiée dans le JO Sénat du 04/03/2021 - page 12",
            SenateAnswer("M. le ministre de l'intérieur", date(2021, 3, 4), None, "Rien."),
        ),
        ("Réponse du Premier ministre", SenateAnswer("Premier ministre", None, None, "Rien.")),
        (
            "Réponse du ministère : Intérieur publiée le 04/03/2021</p><p>Réponse apportée en séance publique le 02/03/2021",
            SenateAnswer("Intérieur", date(2021, 3, 4), date(2021, 3, 2), "Rien."),
        ),
    ],
)
def test_an_answer_has_its_ministry_its_days_and_its_text(line: str, answer: SenateAnswer) -> None:
    page = changed(WAITING, ("<p>En attente", f"<p>{line}</p><p>Rien.</p><p>- page 12</p><p>En attente"))
    assert page.answers == (answer,)
    assert page.text == read(WAITING).text


@pytest.mark.parametrize(
    "placeholder",
    [
        "Le texte de cette réponse n'est pas disponible en format numérique.",
        "Cette réponse n'est pas disponible à ce jour",
        "La réponse n&rsquo;est pas disponible à ce jour.",
        "Le texte de cette réponse sera publié dès sa parution au Journal officiel",
    ],
)
def test_a_placeholder_is_no_text_and_without_a_day_no_answer(placeholder: str) -> None:
    dated = f"<p>Réponse du Ministère de l'intérieur publiée le 04/03/2021</p><p>{placeholder}</p><p>En attente"
    (answer,) = changed(WAITING, ("<p>En attente", dated)).answers
    assert (answer.published, answer.text) == (date(2021, 3, 4), None)
    undated = f"<p>Réponse du Ministère de l'intérieur</p><p>{placeholder}</p><p>En attente"
    assert changed(WAITING, ("<p>En attente", undated)).answers == ()


@pytest.mark.parametrize(
    "placeholder",
    [
        "Le texte de cette question n'est pas disponible en format numérique.",
        "Le texte de cette question sera publié dès sa parution.",
        "Le texte de cette question sera publié dès sa publication au JO Sénat",
    ],
)
def test_a_question_whose_text_is_to_come_is_a_question(placeholder: str) -> None:
    body = re.sub("<p>M. Laurent.*?</p>", f"<p>{placeholder}</p>", decode(senat_page(WAITING)), flags=re.DOTALL)
    page = read(WAITING, body.encode())
    assert (page.text, page.answers, page.closing) == (None, (), None)


@pytest.mark.parametrize(
    ("line", "number", "reference"),
    [
        (
            'Rappelle la question n° <a href="/questions/base/2020/qSEQ200616698.html">16698</a>',
            "16698",
            "SEQ200616698",
        ),
        (
            '<a href="/questions/base/2020/qSEQ200616698.html">Rappelle la question n° 16698</a>',
            "16698",
            "SEQ200616698",
        ),
        (
            'Rappelle la question <a href="../2020/qSEQ200616698.html">n° 16698 du 11/06/2020</a>',
            "16698",
            "SEQ200616698",
        ),
        ("Rappelle la question n°16698", "16698", None),
        ("Rappelle la question écrite n° 0275S de M. X", "0275S", None),
        ('Rappelle la question n° <a href="/ailleurs.html">16698</a>', "16698", None),
        ('Rappelle la question n° <a href="qSEQ201316698.html">16698</a>', "16698", None),
    ],
)
def test_a_reminder_names_the_question_that_it_reminds_of(line: str, number: str, reference: str | None) -> None:
    page = changed(WAITING, ("<p>En attente", f"<h3>{line}</h3><p>En attente"))
    assert page.reminds == Named(number, SenatReference.parse(reference) if reference else None)
    assert page.text == read(WAITING).text


@pytest.mark.parametrize(
    ("line", "kind", "reference"),
    [
        ('Transformée en QOSD <a href="/questions/base/2021/qSEQ21010622S.html">0622S</a>', "QOSD", "SEQ21010622S"),
        ('<a href="/questions/base/2021/qSEQ21010622S.html">Transformée en QOSD</a>', "QOSD", "SEQ21010622S"),
        ("Transformée en QOSD n° 0622S", "QOSD", None),
        ("La question a été transformée en question orale sans débat.", "question orale sans débat", None),
    ],
)
def test_a_question_that_became_an_oral_one_names_it(line: str, kind: str, reference: str | None) -> None:
    page = changed(WAITING, ("<p>En attente", f"<h3>{line}</h3><p>En attente"))
    assert page.transformed_as == kind
    assert page.transformed_into == (SenatReference.parse(reference) if reference else None)


@pytest.mark.parametrize(
    ("named", "text", "author"),
    [
        ("M. MASSON Jean Louis", "", "M. Jean Louis Masson"),
        ("Mme ESTRAN SAULE Dominique", "", "Mme Dominique Estran Saule"),
        ("Mme de LA GRANGE Marie-Ange", "", "Mme Marie-Ange de La Grange"),
        ("M. LE GOFF Yann", "", "M. Yann Le Goff"),
        ("M. d'ESTRAN Paul", "", "M. Paul d'Estran"),
        ("M. McNAB Paul", "M. Paul McNab demande au ministre", "M. Paul McNab"),
        ("Mme ÉRABLE-BLÉ Ève", "", "Mme Ève Érable-Blé"),
        ("M. Paul Exemple", "", "M. Paul Exemple"),
        ("M. SAULE Alban", "M. Jean Autre demande au ministre", "M. Alban Saule"),
    ],
)
def test_an_author_is_named_as_the_text_does(named: str, text: str, author: str) -> None:
    page = changed(WAITING, ("M. ROSERAIE Laurent", named), ("M. Laurent Roseraie attire", f"{text} que l'on attire"))
    assert page.author == author


def test_an_erratum_belongs_to_the_text_that_it_stands_below() -> None:
    page = changed(ANSWERED, ("<p>- page 5900</p>", "<p>- page 5900</p><i>Erratum : JO du 20/11/2025 p. 6000</i>"))
    assert page.erratum == "Erratum : JO du 28/08/2025 p. 4800"
    assert page.answers[0].erratum == "Erratum : JO du 20/11/2025 p. 6000"
    assert page.answers[0].text == read(ANSWERED).answers[0].text


def test_a_second_answer_is_kept_behind_the_first() -> None:
    second = "<h2>Réponse du Ministère de la culture publiée le 20/11/2025</h2><p>Autre.</p><p>- page 1</p>"
    first, last = changed(ANSWERED, ("<p>Page mise", f"{second}<p>Page mise")).answers
    assert (first, last.text) == (read(ANSWERED).answers[0], "Autre.")


@pytest.mark.parametrize(
    "line",
    [
        "La question est close depuis que le maire a retiré sa plainte, et la commune attend.",
        "Transmise aux maires il y a un an, la circulaire n'est pas appliquée ; elle est caduque.\nElle attend.",
        "Réponse du ministre attendue depuis deux ans.",
        "Réponse du ministère : aucune.",
        "Erratique, la page 12 du rapport le dit.",
        "La question a été retirée par son auteur au nom de tous, dit-on, et la voici de nouveau en entier. " * 5,
    ],
)
def test_a_text_that_speaks_of_ends_and_answers_tells_none(line: str) -> None:
    body = line.replace("\n", "<br>")
    page = changed(WAITING, ("Il lui demande ce que", f"Il écrit ceci :<br>« {body} »<br>Il lui demande ce que"))
    assert (page.closing, page.answers, page.transmitted_to) == (None, (), None)
    assert (page.text or "").endswith("Il lui demande ce que le Gouvernement compte faire.")
    bare = changed(WAITING, ("Il lui demande ce que", f"{body}<br>Il lui demande ce que"))
    assert (bare.closing, bare.answers, bare.transmitted_to) == (None, (), None)
    assert line.strip() in (bare.text or "")


MINISTRIES = (
    "Ministère de l'intérieur",
    "Ministère auprès du ministre de l'aménagement du territoire et de la décentralisation, chargé de la ruralité",
    "Secrétariat d'État, auprès du Premier ministre, chargé des relations avec le Parlement",
)
DATED = (
    "Réponse du {} publiée le 13/11/2025",
    "Réponse du {}\nPubliée dans le JO Sénat du 13/11/2025 - page 5555",
    "Réponse du\n{}\npubliée le 13/11/2025",
    "Réponse du {}\n\npubliée dans le JO Sénat du 13/11/2025\n- page 5555",
)
BELOW = ("", "Publiée dans le JO Sénat du 13/11/2025 - page 5555", "Page mise à jour le 12 mars 2026")
ANSWERS = (
    "Le Gouvernement partage.",
    "Le Gouvernement partage les préoccupations :\n- une\n- deux",
    "Réponse du préfet de l'Orne\nLe préfet dit non.",
    "Publiée le 12 mars, la circulaire précise.",
    "La question est close selon le rapport.\nDeux.",
)


@pytest.mark.parametrize("ministry", MINISTRIES)
@pytest.mark.parametrize("below", BELOW)
def test_the_heading_of_an_answer_ends_where_its_text_begins(ministry: str, below: str) -> None:
    for heading, text in itertools.product(DATED, ANSWERS):
        lines = "".join(f"<p>{line}</p>" for line in f"{heading.format(ministry)}\n{text}\n{below}".split("\n"))
        (answer,) = changed(WAITING, ("<p>En attente", f"{lines}<p>En attente")).answers
        assert (answer.ministry, answer.published) == (ministry, date(2025, 11, 13))
        assert (answer.text or "").replace("\n\n", "\n") == text


def test_a_line_of_a_text_that_begins_as_an_answer_does_is_text() -> None:
    page = changed(
        WAITING, ("Il lui demande ce que", "Réponse du ministre attendue depuis deux ans.<br>Il demande ce que")
    )
    assert page.answers == ()
    assert (page.text or "").endswith(
        "Réponse du ministre attendue depuis deux ans.\nIl demande ce que le Gouvernement compte faire."
    )


def test_each_kind_of_letter_is_folded_once_however_long_a_page_is(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    fold_one = landmarks._folded

    def counted(letter: str) -> str:
        asked.append(letter)
        return fold_one(letter)

    monkeypatch.setattr(landmarks, "_folded", counted)
    monkeypatch.setattr(landmarks, "_FOLDED", landmarks._Folded())
    assert landmarks.folded("Été d’Œuvre ½ " * 10_000) == "ete d'œuvre ½ " * 10_000
    assert len(asked) == len(set(asked)) == len(set("Été d’Œuvre ½ "))


def test_an_erratum_is_found_at_the_end_of_a_line_of_a_million_letters() -> None:
    part = _Reading()
    part._text("erratum : JO " * 80_000 + "du ministère. Erratum : JO du 12 mars 2015 p. 600")
    assert part.question.erratum == "Erratum : JO du 12 mars 2015 p. 600"
