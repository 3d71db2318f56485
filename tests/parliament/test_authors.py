"""The author of a question: in the first words of its text, and in the heading of its page, whatever the tags.

The openings and the lines of M. Brun and of Mme Martin are real; the tags around the lines are not known.
"""

import json
from pathlib import Path

import pytest

from bot.core.question import Question
from bot.parliament.assemblee import read_assemblee
from bot.parliament.author import Author, author_in, author_in_heading, author_on_older_page
from bot.parliament.opendata import read_record
from bot.parliament.page import Unreadable

PAGES = Path(__file__).parents[1] / "pages"
SHEET = (PAGES / "assemblee-16-waiting.html").read_text("utf-8")
OLDER = (PAGES / "assemblee-older-14-answered.html").read_bytes().decode("iso-8859-15")

NAMES = [
    "M. Nicolas Dupont-Aignan",
    "Mme Marie-George Buffet",
    "M. Charles de Courson",
    "M. Éric Dupond-Moretti",
    "Mme Anne-Laure Blin",
    "M. Loïc Prud'homme",
    "M. Pierre Morel-À-L’Huissier",
    "M. M'jid El Guerrab",
    "M. Emmanuel Taché de la Pagerie",
    "Mme Laure de La Raudière",
    "M. Jean-Luc de La Tour du Pin",
    "Mme Élise d’Aubigné",
    "Mme Alexandra Martin (Alpes-Maritimes)",
    "M. Ugo Lemaire (Val-d'Oise)",
    "Mme Ada Brun (Français établis hors de France)",
]
ASKS = [
    "appelle l'attention de M. le ministre",
    "attire l'attention du Gouvernement",
    "alerte Mme la ministre",
    "demande à M. le ministre",
    "interroge M. le ministre",
    "expose à M. le ministre",
    "signale que les crèches ferment",
    "souhaite savoir",
    "souhaiterait connaître",
    "veut savoir",
    "propose que les crèches ouvrent",
    "rappelle que les crèches ferment",
    "remercie Mme la ministre",
    "regrette que les crèches ferment",
    "déplore la fermeture des crèches",
    "fait part de son inquiétude",
    "tient à alerter",
    "s'alarme de la fermeture",
    "s’inquiète de la fermeture",
    "s'étonne que les crèches ferment",
    "se demande si les crèches ferment",
    # Verbs that no list has.
    "salue l'annonce que M. le ministre a faite",
    "s'associe, auprès de Mme la ministre, aux parents",
    "ne comprend pas pourquoi M. le ministre tarde",
    "relaie auprès du Gouvernement la détresse des parents",
    "demanderait volontiers à M. le ministre",
    "porte à la connaissance de M. le Premier ministre",
    "prend acte de la réponse de Mme la secrétaire d'État",
]


@pytest.mark.parametrize("asks", ASKS)
@pytest.mark.parametrize("name", NAMES)
def test_the_first_words_of_a_text_name_the_author(name: str, asks: str) -> None:
    assert author_in(f"{name} {asks} sur les crèches.") == name


@pytest.mark.parametrize(
    "text",
    [
        "M. le ministre de l'intérieur appelle l'attention de M. le Premier ministre",
        "M. le Premier ministre Jean Castex annonce à M. le ministre",
        "Mme la secrétaire d'État Ada Brun demande à M. le ministre",
        "M. le député Ugo Lemaire interroge M. le ministre",
        "M. Bruno Le Maire ministre de l'économie interroge M. le ministre",
        "M. Jean Castex, Premier ministre, annonce à M. le ministre",
        "M. Jean Castex a annoncé que M. le ministre",
        "M. Jean Castex est interrogé, comme M. le ministre",
        "M. Ugo Lemaire et Mme Ada Brun interrogent M. le ministre",
        "M. Ugo Lemaire titulaire de la carte n° 5, que M. le ministre",
        "Mme Ada Brun née Lemaire demande à M. le ministre",
        "M. Ugo Lemaire dirige une crèche.",
        "M. Ugo Lemaire (LR) interroge M. le ministre",
        "M. Lemaire interroge M. le ministre",
        "Le Gouvernement Jean Castex demande à M. le ministre",
        "M. Ugo Lemaire",
        "",
    ],
)
def test_another_person_with_whom_a_text_begins_is_no_author(text: str) -> None:
    assert author_in(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Mme Alexandra Martin (Alpes-Maritimes) appelle l'attention de M. le ministre de l'intérieur et des outre-mer sur "
        "la question de la responsabilité morale et politique envers les personnels du service départemental",
        "Mme Alexandra Martin (Alpes-Maritimes) interroge Mme la secrétaire d'État auprès de la Première ministre, chargée "
        "de l'enfance, sur le retard de publication du décret",
    ],
)
def test_a_record_of_one_of_two_deputies_of_a_name_tells_which(text: str) -> None:
    document = json.loads((PAGES / "archive-17-waiting.record.json").read_text("utf-8"))
    document["question"]["textesQuestion"] = {"texteQuestion": {"texte": text, "infoJO": None}}
    question = read_record(json.dumps(document).encode())
    assert (question.author, question.text) == ("Mme Alexandra Martin (Alpes-Maritimes)", text)


# The page of the current site

TEXT = (
    "M. Fabrice Brun appelle l'attention de M. le Premier ministre sur le traitement des questions écrites au "
    "Gouvernement par les différents ministères."
)
UNSIGNED = "Les questions écrites restent souvent sans réponse."
NAME, PLACE = "M. Fabrice Brun", "Ardèche (3e circonscription) - Les Républicains"

SHAPES = {
    "br": f"<p><b>Question de :</b> {NAME}<br>{PLACE}</p><p>TEXT</p>",
    "br closed oddly": f"<p><b>Question de :</b><br>{NAME}<br/>{PLACE}</br></p><p>TEXT</p>",
    "all in one paragraph": f"<p>Question de :<br>{NAME}<br>{PLACE}<br>TEXT</p>",
    "all in one div": f"<div>Question de :<br>{NAME}<br>{PLACE}<br><br>TEXT</div>",
    "a span each": f"<p><span>Question de :</span><span>{NAME}</span><span>{PLACE}</span></p><p>TEXT</p>",
    "a span in a span": f"<p><span>Question de : <span>{NAME}<span>{PLACE}</span></span></span></p><p>TEXT</p>",
    "a paragraph each": f"<p>Question de :</p><p>{NAME}</p><p>{PLACE}</p><p>TEXT</p>",
    "a div each": f"<div>Question de :</div><div>{NAME}</div><div>{PLACE}</div><div>TEXT</div>",
    "a div around all": f"<div><div>Question de :</div><div>{NAME}</div><div>{PLACE}</div><div>TEXT</div></div>",
    "divs in a paragraph": f"<p>Question de : {NAME}<div>{PLACE}</div></p><p>TEXT</p>",
    "a label alone in a heading": f"<h4>Question de :</h4><div><a href='#'>{NAME}</a></div><small>{PLACE}</small><p>TEXT</p>",
    "a list": f"<ul><li>Question de :</li><li>{NAME}</li><li>{PLACE}</li></ul><p>TEXT</p>",
    "a list of definitions": f"<dl><dt>Question de :</dt><dd>{NAME}</dd><dd>{PLACE}</dd></dl><p>TEXT</p>",
    "a table": f"<table><tr><td>Question de :</td><td>{NAME}</td></tr><tr><td>{PLACE}</td></tr></table><p>TEXT</p>",
    "a link and a text": f"<p>Question de : <a href='#'>{NAME}</a> ({PLACE})</p><p>TEXT</p>",
    "in parentheses": f"<p>Question de : {NAME} ({PLACE})</p><p>TEXT</p>",
    "in parentheses below": f"<p>Question de : {NAME}</p><p>({PLACE})</p><p>TEXT</p>",
    "the place in pieces": (
        f"<p>Question de :</p><p>{NAME}</p><p>Ardèche (3<sup>e</sup> circonscription) - <span>Les Républicains</span></p>"
        "<p>TEXT</p>"
    ),
    "more pieces": (
        f"<p>Question de : <a>{NAME}</a><br><span>Ardèche</span> <span>(3e circonscription)</span> <span>-</span> "
        "<a>Les Républicains</a></p><p>TEXT</p>"
    ),
    "a line for the group": (
        f"<p>Question de :</p><p>{NAME}</p><p>Ardèche (3e circonscription) -</p><p>Les Républicains</p><p>TEXT</p>"
    ),
    "a line for the group without a dash": (
        f"<p>Question de :</p><p>{NAME}</p><p>Ardèche (3e circonscription)</p><p>Les Républicains</p><p>TEXT</p>"
    ),
    "comments and white space": (
        f"<p>\n <!-- auteur -->Question de&nbsp;:\n\t<!-- x --><span>\n{NAME}\n </span><!-- y -->\n<br>\n  {PLACE}\n</p>"
        "<!-- z -->\n<p>\nTEXT</p>"
    ),
    "no-break spaces": (
        "<p>Question de\u00a0:</p><p>M.\u00a0Fabrice\u00a0Brun</p>"
        "<p>Ardèche\u00a0(3e\u00a0circonscription)\u00a0-\u00a0Les\u00a0Républicains</p><p>TEXT</p>"
    ),
    "an en dash": f"<p>Question de : {NAME}</p><p>{PLACE.replace(' - ', ' – ')}</p><p>TEXT</p>",
    "coloured and bold": (
        f'<p class="_colored-primary _bold">Question de :</p><p class="_colored-primary _bold">{NAME}</p>'
        f'<p class="h6">{PLACE}</p><p>TEXT</p>'
    ),
    "a hidden tag": f"<p>Question de : {NAME}<script>x()</script></p><p>{PLACE}</p><p>TEXT</p>",
    "an empty one": f"<p>Question de :</p><p></p><p><a><img alt='x'></a></p><p>{NAME}</p><p> </p><p>{PLACE}</p><p>TEXT</p>",
}

AUTHOR_FACT = SHEET[SHEET.index('<p class="h6 _colored-primary">Auteur :') :]
AUTHOR_FACT = AUTHOR_FACT[: AUTHOR_FACT.index("</p>") + len("</p>")]
HEADING = SHEET[SHEET.index('<p class="_colored-primary">\n<span class="_bold">Question de :') :]
HEADING = HEADING[: HEADING.index("</div>")]

FACTS = {
    "without": "",
    "a paragraph": f'<p class="h6 _colored-primary">Auteur : <span class="_regular">{NAME}</span></p>',
    "all facts in one tag": f"<div>Auteur : {NAME}<br>Type de question : Question écrite<br>Rubrique : Parlement</div>",
    "two tags": f"<dl><dt>Auteur :</dt><dd>{NAME}</dd></dl>",
    "with the place": f'<p class="h6">Auteur : <span>{NAME}</span><br><span>{PLACE}</span></p>',
}


def asked(heading: str, fact: str = "", text: str = TEXT) -> Question:
    """The question of a page of the current site with this heading and this fact."""
    page = SHEET.replace(HEADING, heading.replace("TEXT", text)).replace(AUTHOR_FACT, fact)
    return read_assemblee(page.encode())


@pytest.mark.parametrize("fact", FACTS)
@pytest.mark.parametrize("shape", SHAPES)
def test_the_authors_lines_are_told_apart_from_the_text_in_any_tags(shape: str, fact: str) -> None:
    question = asked(SHAPES[shape], FACTS[fact])
    assert " ".join((question.author or "").split()) == NAME
    assert question.constituency == "Ardèche (3e circonscription)"
    assert question.group == "Les Républicains"
    assert question.text == TEXT


@pytest.mark.parametrize("shape", SHAPES)
def test_the_authors_lines_are_told_apart_from_a_text_of_the_usual_length(shape: str) -> None:
    text = " ".join([TEXT, *["Plus de deux cents questions n'ont jamais obtenu de réponse."] * 40])
    question = asked(SHAPES[shape], text=text)
    assert (question.author and question.author.replace("\u00a0", " "), question.text) == (NAME, text)
    assert question.group == "Les Républicains"


@pytest.mark.parametrize("shape", SHAPES)
def test_the_authors_lines_are_told_apart_from_a_text_that_does_not_repeat_the_name(shape: str) -> None:
    question = asked(SHAPES[shape], text=UNSIGNED)
    assert (question.author, question.constituency) == (NAME, "Ardèche (3e circonscription)")
    assert (question.group, question.text) == ("Les Républicains", UNSIGNED)


def test_the_fact_counts_more_than_the_heading() -> None:
    fact = "<p class='h6'>Auteur : Mme Ada Brun (Gard (1re circonscription) - Horizons)</p>"
    question = asked(f"<p>Question de : {NAME}</p><p>{PLACE}</p><p>TEXT</p>", fact, UNSIGNED)
    assert (question.author, question.constituency) == ("Mme Ada Brun", "Gard (1re circonscription)")
    assert (question.group, question.text) == ("Horizons", UNSIGNED)


@pytest.mark.parametrize(
    "heading",
    [
        "<p>Question de : Mme Alexandra Martin (Alpes-Maritimes) (Provence-Alpes-Côte d'Azur - Droite Républicaine)</p>",
        "<p>Question de : Mme Alexandra Martin (Alpes-Maritimes)</p><p>Provence-Alpes-Côte d'Azur - Droite Républicaine</p>",
        "<p>Question de : Mme Alexandra Martin (Provence-Alpes-Côte d'Azur - Droite Républicaine)</p>",
    ],
)
@pytest.mark.parametrize("fact", ["", "<p class='h6'>Auteur : Mme Alexandra Martin</p>"])
def test_a_page_of_one_of_two_deputies_of_a_name_tells_which(heading: str, fact: str) -> None:
    text = "Mme Alexandra Martin (Alpes-Maritimes) appelle l'attention de M. le ministre sur les cyberattaques."
    question = asked(f"{heading}<p>TEXT</p>", fact, text)
    assert (question.author, question.group) == ("Mme Alexandra Martin (Alpes-Maritimes)", "Droite Républicaine")
    assert (question.constituency, question.text) == ("Provence-Alpes-Côte d'Azur", text)


@pytest.mark.parametrize(
    "text",
    [
        "M. Fabrice Brun appelle l'attention de M. le Premier ministre",
        f"{TEXT}\n\nArdèche (3e circonscription) - Les Républicains",
        "Situation des crèches.\n\nFermetures d'été - urgence",
        "« Ardèche » - un mot",
    ],
)
def test_nothing_of_a_text_is_taken_for_the_authors_lines(text: str) -> None:
    shown = text.replace("\n\n", "</p><p>")
    assert asked(f"<p>Question de : {NAME} ({PLACE})</p><p>TEXT</p>", text=shown).text == text


@pytest.mark.parametrize("shape", SHAPES)
def test_the_authors_lines_are_no_text_of_a_page_that_has_none(shape: str) -> None:
    with pytest.raises(Unreadable, match="text is missing"):
        asked(SHAPES[shape], text="")


def test_a_text_under_a_heading_without_an_author_is_whole() -> None:
    question = asked("<p>Question de :</p><p>TEXT</p>", text=TEXT)
    assert (question.author, question.text) == (None, TEXT)


# The page of the older site


@pytest.mark.parametrize(
    ("line", "author"),
    [
        (
            "Mme Alexandra Martin (Gironde) (Union pour un Mouvement Populaire - Gironde )",
            Author("Mme Alexandra Martin (Gironde)", "Gironde", "Union pour un Mouvement Populaire"),
        ),
        (
            "M. Philippe Le Ray (Union pour un Mouvement Populaire - Morbihan )",
            Author("M. Philippe Le Ray", "Morbihan", "Union pour un Mouvement Populaire"),
        ),
        (
            "M. Ugo Lemaire (Groupe A - B (membre de C) – Val-d'Oise)",
            Author("M. Ugo Lemaire", "Val-d'Oise", "Groupe A - B (membre de C)"),
        ),
        ("Mme Alexandra Martin (Gironde)", Author("Mme Alexandra Martin (Gironde)", "Gironde", None)),
        ("M. Ugo Lemaire", Author("M. Ugo Lemaire", None, None)),
        ("", Author()),
    ],
)
def test_the_older_page_has_the_group_before_the_constituency(line: str, author: Author) -> None:
    assert author_on_older_page(line) == author


def test_the_older_page_of_one_of_two_deputies_of_a_name_tells_which() -> None:
    cell = OLDER[OLDER.index('<div id="question_col80">') :]
    cell = cell[: cell.index("</div>")]
    namesake = (
        '<div id="question_col80"> de <span class="question_big_content"><a href="#">Mme Alexandra Martin (Gironde)</a>'
        "</span> (Union pour un Mouvement Populaire - <span>Gironde</span> )"
    )
    question = read_assemblee(OLDER.replace(cell, namesake).encode("iso-8859-15"))
    assert (question.author, question.constituency) == ("Mme Alexandra Martin (Gironde)", "Gironde")
    assert question.group == "Union pour un Mouvement Populaire"


@pytest.mark.parametrize("lines", [[], [""], ["x" * 300], ["(", "("], ["-", "-", "-"], ["()" * 200]])
def test_no_lines_of_a_heading_are_an_error(lines: list[str]) -> None:
    _, taken = author_in_heading(lines)
    assert 0 <= taken <= len(lines)
