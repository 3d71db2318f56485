"""The readers, by pages and records that we wrote: invented people and texts in the structure of the real ones.

Each page in `tests/pages` stands beside the facts that it must yield. No page of a withdrawn question has been seen
on the Assemblée's current site: the one here says in its name that it is made up.
"""

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from bot.core.question import Answer, Attribution, Closing, Question, QuestionId, State
from bot.core.question_json import to_plain
from bot.parliament.assemblee import read_assemblee
from bot.parliament.nosdeputes import read_nosdeputes
from bot.parliament.opendata import read_record
from bot.parliament.page import MAX_BYTES, NoPage, Unreadable, decode, french_date, line_of, soup, text_of, tree_of
from bot.parliament.sniff import read
from bot.parliament.text import LONGEST_LINE, text_after, without_simple_tags
from bot.standins.sites.pages import CHALLENGE

PAGES = Path(__file__).parents[1] / "pages"
SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
RECORD = ".record.json"

HTML = sorted(path.name for path in PAGES.glob("*.html"))
RECORDS = sorted(path.name for path in PAGES.glob(f"*{RECORD}"))

CURRENT_WAITING = "assemblee-16-waiting.html"
CURRENT_ANSWERED = "assemblee-16-answered.html"
CURRENT_WITHDRAWN = "assemblee-16-withdrawn-made-up.html"
OLDER_ANSWERED = "assemblee-older-14-answered.html"
OLDER_WAITING = "assemblee-older-15-waiting.html"
OLDER_WITHDRAWN = "assemblee-older-13-withdrawn.html"
SITE_WAITING = "nosdeputes-16-waiting.html"
SITE_COMMENTED = "nosdeputes-15-answered-comments.html"
SITE_WITHDRAWN = "nosdeputes-16-withdrawn.html"
SITE_TO_COME = "nosdeputes-14-answer-to-come.html"
RECORD_WAITING = "archive-17-waiting.record.json"
RECORD_ANSWERED = "archive-17-answered.record.json"


def page(name: str) -> bytes:
    return (PAGES / name).read_bytes()


def sample(name: str) -> bytes:
    """A real page or record, where they are at hand."""
    if not SAMPLES.is_dir():
        pytest.skip(f"the real pages are not in the repository, and {SAMPLES} is not there")
    return (SAMPLES / name).read_bytes()


def changed(name: str, *changes: tuple[str, str]) -> bytes:
    """The page with each text replaced everywhere; a text that is not there is a mistake in the test."""
    text = decode(page(name)).replace("iso-8859-15", "utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text.encode()


def before_first_text(piece: str, name: str = CURRENT_ANSWERED) -> bytes:
    """The page with something else before its first paragraph."""
    return changed(name).replace(b"<p", piece.encode() + b"<p", 1)


def changed_record(name: str, **keys: Any) -> bytes:
    document = json.loads(page(name))
    document["question"].update(keys)
    return json.dumps(document).encode()


def reason_of(reader: Callable[[bytes], object], body: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        reader(body)
    assert caught.value.reason
    assert "\n" not in caught.value.reason
    return caught.value.reason


def state_in(body: bytes) -> State:
    return read(body)[1].state


# What the pages yield


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


def test_an_answer_announced_without_its_text_is_an_answer() -> None:
    answer = page(CURRENT_ANSWERED).decode().split('<p class="_pa-small">Le Gouvernement')[1].split("</p>")[0]
    body = changed(CURRENT_ANSWERED, (f'<p class="_pa-small">Le Gouvernement{answer}</p>', ""))
    assert read_assemblee(body).answer == Answer(date(2023, 8, 1), None)


def test_an_answer_that_only_the_dates_announce_is_an_answer() -> None:
    body = changed(CURRENT_ANSWERED, ("_colored-green _bold", "_hidden"), ("Réponse  publiée", ""))
    assert read_assemblee(body).answer == Answer(date(2023, 8, 1), None)


def test_a_bold_label_that_says_there_is_no_answer_is_none() -> None:
    label = '<div class="ha-grid-item size-1">'
    body = changed(CURRENT_WAITING, (label, f'<p class="_colored-green _bold">Réponse attendue</p>{label}'))
    assert read_assemblee(body) == read_assemblee(page(CURRENT_WAITING))


@pytest.mark.parametrize(
    ("line", "closing"),
    [
        ("Question retirée le 11 juin 2024", Closing("Question retirée", date(2024, 6, 11))),
        ("Fin de mandat le 9 juin 2024", Closing("Fin de mandat", date(2024, 6, 9))),
        ("Fin de mandat : 9 juin 2024", Closing("Fin de mandat", date(2024, 6, 9))),
        ("Question caduque", Closing("Question caduque", None)),
        ("Caducité le 31/02/2024", Closing("Caducité", None)),
        (
            "Question retirée le 11 juin 2024 (à l'initiative de l'auteur)",
            Closing("à l'initiative de l'auteur", date(2024, 6, 11)),
        ),
    ],
)
def test_made_up_lines_of_the_dates_close_a_question(line: str, closing: Closing) -> None:
    body = changed(
        CURRENT_WITHDRAWN,
        ("_colored-red _bold", "x"),
        ("Question retirée   le", "Question retirée le"),
        ("Question retirée le 11 juin 2024 (fin de mandat)", line),
    )
    assert read_assemblee(body).closing == closing


@pytest.mark.parametrize("line", ["Signalement retiré le 3 mai 2024", "Question renouvelée le 3 mai 2024", "Erratum"])
def test_other_lines_of_the_dates_are_harmless(line: str) -> None:
    body = changed(
        CURRENT_WITHDRAWN,
        ("_colored-red _bold", "x"),
        ("Question retirée   le", "Question retirée le"),
        ("Question retirée le 11 juin 2024 (fin de mandat)", line),
    )
    assert state_in(body) is State.WAITING


def test_an_answer_wins_over_a_closing() -> None:
    body = changed(OLDER_ANSWERED, ("Date de signalement", "Question retirée le"))
    question = read_assemblee(body)
    assert (question.state, question.closing) == (State.ANSWERED, None)


# NosDéputés.fr


@pytest.mark.parametrize(
    ("heading", "state"),
    [
        ("<h2>Réponse à venir le 2 mars 2024</h2><p>Cette question n'a pas encore de réponse.</p>", State.WAITING),
        ("<h2>Réponse émise le 2 mars 2024</h2><p>Oui.</p>", State.ANSWERED),
        ("<h2>Réponse émise le 2 mars 2024</h2>", State.ANSWERED),
        (f"<h2>Réponse</h2><p>{'Le Gouvernement y veille. ' * 9}</p>", State.ANSWERED),
        ("<h3>Retirée le 9 juin 2024</h3>", State.CLOSED),
    ],
)
def test_the_block_of_the_answer_says_where_the_question_stands(heading: str, state: State) -> None:
    none = "<h2>Réponse</h2><p>Cette question n'a pas encore de réponse.</p>"
    assert state_in(changed(SITE_WAITING, (none, heading))) is state


def test_a_withdrawal_is_labelled_by_its_motive_or_by_the_sites_own_word() -> None:
    bare = changed(SITE_WITHDRAWN, (" (caducité (fin de mandat))", ""))
    assert read_nosdeputes(bare).closing == Closing("Retirée", date(2024, 6, 11))
    only_titled = changed(
        SITE_WITHDRAWN,
        (
            "<h3>Retirée le 11 juin 2024 (caducité (fin de mandat))</h3>",
            "<h2>Réponse</h2><p>Cette question n'a pas encore de réponse.</p>",
        ),
    )
    assert read_nosdeputes(only_titled).closing == Closing("Retirée", None)


@pytest.mark.parametrize(
    "block",
    [
        "",
        "<h2>Réponse</h2>",
        "<h2>Suite donnée</h2><p>Voir ailleurs.</p>",
        "<h2>Réponse</h2><p>Service momentanément indisponible.</p>",
    ],
)
def test_an_unknown_block_in_the_place_of_the_answer_is_not_guessed_at(block: str) -> None:
    none = "<h2>Réponse</h2><p>Cette question n'a pas encore de réponse.</p>"
    assert "answer" in reason_of(read_nosdeputes, changed(SITE_WAITING, (none, block)))


def test_a_comment_that_imitates_the_page_changes_nothing_but_itself() -> None:
    imitation = (
        '<div id="reponse"><h2>Réponse émise le 2 mars 2018</h2><p>Non.</p></div>'
        '<div class="question" id="question9"><div id="question"><h2>Question soumise le 1er mai 2018</h2></div></div>'
        '<div class="commentaire" id="commentaire_1"><p>moi</p></div>'
    )
    plain = read_nosdeputes(page(SITE_WAITING))
    body = changed(
        SITE_WAITING,
        ("sur cette question.</h3>", f'</h3><div id="commentaire_7" class="commentaire">{imitation}</div>'),
    )
    question = read_nosdeputes(body)
    assert (question.id, question.text, question.answer) == (plain.id, plain.text, None)
    assert [comment.id for comment in question.comments or ()] == [7]


def test_comments_are_told_once_and_in_the_order_of_their_numbers() -> None:
    body = changed(SITE_COMMENTED, ("commentaire_80350", "commentaire_5"), ("commentaire_80301", "commentaire_80112"))
    assert [comment.id for comment in read_nosdeputes(body).comments or ()] == [5, 80112, 80240]


def test_a_comment_in_waiting_is_not_public() -> None:
    comments = read_nosdeputes(page(SITE_COMMENTED)).comments or ()
    assert 80301 not in [comment.id for comment in comments]


def test_a_comment_without_a_title_is_anonymous_and_undated() -> None:
    body = changed(SITE_COMMENTED, ('<span class="titre_commentaire">', "<span>"), ("Le <a href", "<a href"))
    assert len(read_nosdeputes(body).comments or ()) == 3
    assert {(comment.author, comment.posted) for comment in read_nosdeputes(body).comments or ()} == {("Anonyme", None)}


@pytest.mark.parametrize(
    ("day", "legislature"), [("20 juin 2012", 14), ("19 juin 2012", 13), ("1er mars 2019", 15), ("9 juin 2024", 16)]
)
def test_without_any_address_the_date_tells_the_legislature(day: str, legislature: int) -> None:
    assert read_nosdeputes(changed(SITE_TO_COME, ("15 septembre 2015", day))).id.legislature == legislature


def test_between_two_legislatures_the_date_tells_nothing() -> None:
    assert "legislature" in reason_of(read_nosdeputes, changed(SITE_TO_COME, ("15 septembre 2015", "1er juillet 2024")))


def test_any_address_of_the_same_question_tells_the_legislature_before_the_date_does() -> None:
    link = '<a href="/14/question/QE/88120">ici</a><a href="/15/question/QE/9">autre</a>'
    body = changed(
        SITE_TO_COME, ("15 septembre 2015", "1er mars 2019"), ('<div class="legal">', f'<div class="legal">{link}')
    )
    assert read_nosdeputes(body).id.legislature == 14


def test_an_address_that_somebody_wrote_in_a_text_tells_nothing() -> None:
    link = '<a href="/16/question/QE/88120">ici</a>'
    assert read_nosdeputes(changed(SITE_TO_COME, ("<p>Mme Suzel", f"<p>{link} Mme Suzel"))).id.legislature == 14


# The archive


@pytest.mark.parametrize(
    ("closing", "expected"),
    [
        (
            {"codeCloture": "X", "libelleCloture": "Retrait", "dateCloture": "2025-03-04+01:00"},
            Closing("Retrait", date(2025, 3, 4)),
        ),
        ({"libelleCloture": "Caducité", "infoJO": {"dateJO": "04/03/2025"}}, Closing("Caducité", date(2025, 3, 4))),
        ({"libelleCloture": "Fin de mandat", "dateCloture": None}, Closing("Fin de mandat", None)),
        ({"codeCloture": None, "libelleCloture": None, "dateCloture": None}, None),
        ({"@xsi:nil": "true"}, None),
    ],
)
def test_any_closing_but_a_published_answer_keeps_its_own_label(closing: object, expected: Closing | None) -> None:
    question = read_record(changed_record(RECORD_WAITING, cloture=closing))
    assert (question.answer, question.closing) == (None, expected)


def test_a_record_that_says_answered_without_a_text_is_answered() -> None:
    closing = {"codeCloture": "REP_PUB", "libelleCloture": "Réponse publiée", "dateCloture": "2025-03-04"}
    assert read_record(changed_record(RECORD_WAITING, cloture=closing)).answer == Answer(date(2025, 3, 4), None)


DAY = date(2025, 3, 4)


@pytest.mark.parametrize(
    ("told", "days"),
    [
        (None, ()),
        ({"@xsi:nil": "true"}, ()),
        ({}, ()),
        ("", ()),
        ("false", ()),
        ({"dateDepotSignal": None, "infoJO": None}, ()),
        ({"dateDepotSignal": "2025-03-04", "infoJO": {"dateJO": "2025-03-11"}}, (DAY,)),
        ({"infoJO": {"dateJO": "04/03/2025"}}, (DAY,)),
        ({"dateDepotSignal": {"#text": "2025-03-04+01:00"}}, (DAY,)),
        ({"signalement": {"infoJO": {"dateJO": "2025-03-04"}}}, (DAY,)),
        ([{"infoJO": {"dateJO": "2025-03-04"}}, None, {"infoJO": {"typeJO": "JO_QUESTION"}}], (DAY, None)),
        ("2025-03-04", (DAY,)),
        ("oui", (None,)),
        ({"infoJO": "2025-03-04"}, (DAY,)),
        ([["x"]], (None,)),
        ({"autre": "x"}, (None,)),
    ],
)
def test_a_signalling_is_told_with_its_day_whatever_its_shape(told: object, days: tuple[date | None, ...]) -> None:
    assert read_record(changed_record(RECORD_WAITING, signalement=told)).signalled == days


@pytest.mark.parametrize(
    ("told", "days"),
    [
        (None, ()),
        ({"renouvellement": None}, ()),
        ({"renouvellement": {"infoJO": {"dateJO": "2025-03-04"}}}, (DAY,)),
        ({"renouvellement": [{"infoJO": {"dateJO": "2025-03-04"}}, {"infoJO": {"dateJO": "x"}}]}, (DAY, None)),
        ([{"infoJO": {"dateJO": "2025-03-04"}}], (DAY,)),
    ],
)
def test_every_renewal_is_told_with_its_day(told: object, days: tuple[date | None, ...]) -> None:
    assert read_record(changed_record(RECORD_WAITING, renouvellements=told)).renewals == days


def test_an_instant_is_the_day_in_paris_wherever_a_record_has_a_date() -> None:
    days = page("archive-17-signalled.record.json").decode()
    printed = set(re.findall(r'"(2025-[0-9]{2}-[0-9]{2})"', days))
    assert len(printed) > 5
    instants = days
    for day in printed:
        instants = instants.replace(f'"{day}"', f'"{date.fromisoformat(day) - timedelta(days=1)}T23:00:00.000Z"')
    assert read_record(instants.encode()) == read_record(days.encode())


@pytest.mark.parametrize("key", ["signalement", "renouvellements"])
def test_a_number_in_the_place_of_a_signalling_or_a_renewal_is_unreadable(key: str) -> None:
    reason_of(read_record, changed_record(RECORD_WAITING, **{key: 5}))


@pytest.mark.parametrize(
    ("told", "erratum"),
    [
        ("Au lieu de : « <em>mai</em> », lire : «&nbsp;mars ».", "Au lieu de : « mai », lire : «\u00a0mars »."),
        ({"texte": "Lire : « mars ».", "infoJO": None}, "Lire : « mars »."),
        ({"#text": "Lire : « mars »."}, "Lire : « mars »."),
        ([None, "Lire : « mars »."], "Lire : « mars »."),
        ("true", None),
        ("Non", None),
        ("1", None),
        (" ", None),
        (None, None),
        ({"@xsi:nil": "true"}, None),
        (True, None),
        ({"infoJO": {"dateJO": "2025-03-04"}}, None),
    ],
)
def test_a_correction_beside_an_answer_is_told_where_it_has_words(told: object, erratum: str | None) -> None:
    answer = {"texteReponse": {"texte": "Au mois de mai.", "infoJO": {"dateJO": "2025-03-04"}, "erratum": told}}
    body = changed_record(RECORD_ANSWERED, textesReponse=answer)
    assert read_record(body).answer == Answer(DAY, "Au mois de mai.", erratum)


@pytest.mark.parametrize(
    ("texts", "text", "erratum"),
    [
        (["Au mois de mai.", "ERRATUM : lire « mars »."], "Au mois de mai.", "ERRATUM : lire « mars »."),
        (["Mai.", "Erratum : « mars ».", "Erratum : « avril »."], "Mai.", "Erratum : « avril »."),
        (["Erratum : lire « mars »."], "Erratum : lire « mars ».", None),
        (["Erratum : lire « mars ».", "Au mois de mars."], "Au mois de mars.", None),
    ],
)
def test_a_text_that_only_corrects_the_answer_does_not_take_its_place(
    texts: list[str], text: str, erratum: str | None
) -> None:
    printed = [{"texte": each, "infoJO": {"dateJO": "2025-03-04"}} for each in texts]
    body = changed_record(RECORD_ANSWERED, textesReponse={"texteReponse": printed})
    assert read_record(body).answer == Answer(DAY, text, erratum)


@pytest.mark.parametrize(
    ("identity", "reference"),
    [
        ({"acteurRef": "PA721764"}, "PA721764"),
        ({"acteurRef": {"#text": "PA1"}}, "PA1"),
        ({"acteurRef": "PM721764"}, None),
        ({"acteurRef": "PA" + "1" * 10}, None),
        ({"acteurRef": ["PA1"]}, None),
        ("PA1", None),
        (None, None),
    ],
)
def test_the_authors_reference_is_told_where_it_is_one(identity: object, reference: str | None) -> None:
    assert read_record(changed_record(RECORD_WAITING, auteur={"identite": identity})).author_ref == reference


def test_a_ministry_without_a_name_is_no_attribution() -> None:
    holders = [{"denomination": {"abrege": "Santé"}, "infoJO": None}, {"denomination": None}]
    question = read_record(changed_record(RECORD_WAITING, minAttribs={"minAttrib": holders}))
    assert (question.attributions, question.ministry) == ((Attribution("Santé", None),), "Santé")


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("Mme Élise d'Aubigné-Roy attire l'attention", "Mme Élise d'Aubigné-Roy"),
        ("M. Jean-Luc de La Tour du Pin s’inquiète de", "M. Jean-Luc de La Tour du Pin"),
        ("M.\u00a0Ugo\u00a0Lemaire interroge le", "M. Ugo Lemaire"),
        ("M. Ugo Lemaire et Mme Ada Brun interrogent", None),
        ("Mme la députée Ada Brun interroge", None),
        ("M. Lemaire interroge", None),
        ("M. Ugo Lemaire, député, interroge", None),
        ("Interroge M. Ugo Lemaire demande à", None),
        ("M. Ugo Lemaire", None),
    ],
)
def test_the_author_of_a_record_is_told_only_when_the_text_names_one_for_sure(text: str, author: str | None) -> None:
    body = changed_record(RECORD_WAITING, textesQuestion={"texteQuestion": {"texte": text, "infoJO": None}})
    assert read_record(body).author == author


WRONG: tuple[object, ...] = (
    "x",
    5,
    1.5,
    True,
    ["x"],
    [["x"]],
    {"texteQuestion": "x"},
    {"minAttrib": [None]},
    [None],
    [[]],
)


@pytest.mark.parametrize("key", sorted(json.loads(page(RECORD_ANSWERED))["question"]))
@pytest.mark.parametrize("value", WRONG, ids=repr)
def test_a_wrong_json_type_is_unreadable_or_harmless_and_never_an_error(key: str, value: object) -> None:
    try:
        read_record(changed_record(RECORD_ANSWERED, **{key: value}))
    except Unreadable as error:
        assert error.reason


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("minInt", "Santé"),
        ("textesQuestion", {"texteQuestion": ["x"]}),
        ("textesReponse", {"texteReponse": {"texte": 5}}),
        ("minAttribs", []),
        ("cloture", [{}]),
        ("auteur", {"groupe": "DR"}),
        ("indexationAN", {"analyses": {"analyse": {"x": 1}}}),
        ("identifiant", {"numero": "4 002"}),
    ],
)
def test_a_wrong_json_type_where_a_fact_stands_is_unreadable(key: str, value: object) -> None:
    reason_of(read_record, changed_record(RECORD_ANSWERED, **{key: value}))


# Identity


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


@pytest.mark.parametrize(
    "identity",
    [
        {"uid": "QANR5L17QE3108"},
        {"identifiant": {"numero": "3107", "legislature": "16"}},
        {"uid": None, "identifiant": {"numero": "3107"}},
        {"type": None, "uid": None},
        {"uid": "QANR5L17QE0", "identifiant": None},
    ],
)
def test_a_record_whose_identity_is_contradictory_or_incomplete_is_unreadable(identity: dict[str, object]) -> None:
    reason_of(read_record, changed_record(RECORD_WAITING, **identity))


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
        (changed_record(RECORD_WAITING, type="QG"), "QG"),
        (changed_record(RECORD_WAITING, uid="QANR5L17QOSD3107"), "QOSD"),
    ],
)
def test_another_kind_of_question_is_unreadable_and_named(body: bytes, kind: str) -> None:
    assert f"({kind})" in reason_of(read, body)


def test_an_unknown_type_of_record_is_unreadable_and_named() -> None:
    assert "'XX'" in reason_of(read, changed_record(RECORD_WAITING, type="XX"))


# Pages that are not whole, or no pages


@pytest.mark.parametrize("name", HTML + RECORDS)
def test_a_page_cut_anywhere_reads_the_same_or_is_unreadable(name: str) -> None:
    body, whole = page(name), read(page(name))
    for end in range(1, len(body), max(1, len(body) // 60)):
        try:
            assert read(body[:end]) == whole, end
        except Unreadable:
            continue


@pytest.mark.parametrize("name", [CURRENT_ANSWERED, OLDER_ANSWERED, SITE_COMMENTED])
def test_a_page_cut_short_before_its_answer_is_unreadable_and_not_waiting(name: str) -> None:
    text = decode(page(name))
    start = text.index(
        {CURRENT_ANSWERED: "_colored-green", OLDER_ANSWERED: '"answer"', SITE_COMMENTED: '"reponse"'}[name]
    )
    assert "cut short" in reason_of(read, text[:start].encode())


def test_a_page_without_the_facts_that_follow_the_answer_is_unreadable() -> None:
    text = decode(page(CURRENT_ANSWERED))
    text = (
        text[: text.index('<div><div class="_pa-small">\n<p class="_colored-green')]
        + "</div></div></main></body></html>"
    )
    text = text.replace("Publication de la réponse", "")
    assert "cut short" in reason_of(read_assemblee, text.encode())


@pytest.mark.parametrize("missing", ['id="reponse"', 'id="question">', 'class="commentaires"'])
def test_a_page_without_one_of_its_blocks_is_unreadable(missing: str) -> None:
    reason_of(read, changed(SITE_WAITING, (missing, 'id="autre">' if missing.endswith(">") else 'id="autre"')))


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        (CURRENT_WAITING, '<p class="_pa-small">', "</p>"),
        (OLDER_WAITING, "<h3>Texte de la question</h3>\n<p>", "</p>"),
        (SITE_WAITING, "<p>Mme Léontine", "</p>"),
    ],
)
def test_a_page_whose_question_is_gutted_is_unreadable(name: str, start: str, end: str) -> None:
    text = decode(page(name))
    begin = text.index(start)
    kept = start.removesuffix("Mme Léontine")
    body = text[:begin] + kept + text[text.index(end, begin + len(start)) :]
    assert "text is missing" in reason_of(read, body.encode())


@pytest.mark.parametrize(
    "body",
    [
        "<html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>",
        "<html><head><title>503 - Assemblée nationale</title></head><body></body></html>",
        "<html><body><h1>The page cannot be found</h1></body></html>",
        "<html><body>The system cannot find the file specified.</body></html>",
        "<html><body><div><p>Aucun résultat ne correspond à votre recherche</p></div></body></html>",
        "<html><head><title>Error</title></head><body><h1>Error 503 Service Unavailable</h1></body></html>",
    ],
)
def test_an_error_served_as_a_page_is_unreadable(body: str) -> None:
    assert "an error page" in reason_of(soup, body.encode())
    reason_of(read, body.encode())


ASKED = "https://www.assemblee-nationale.fr/dyn/17/questions/QANR5L17QE5268"


@pytest.mark.parametrize(
    "body",
    [
        CHALLENGE,
        f"<html><head><title>Just a moment...</title></head><body><h1>Any questions? {ASKED}</h1></body></html>",
        f"<html><head><title>Accès refusé</title></head><body><p>Vos questions : {ASKED}</p></body></html>",
        f"<html><head><title>{ASKED}</title></head><body>Requested URL: {ASKED}<div id='px-captcha'></div></body></html>",
        "<html><body><p>questions.assemblee-nationale.fr : êtes-vous un humain ?</p></body></html>",
        "<html><head><title>Assemblée nationale</title></head><body><div id='root'></div></body></html>",
        "<html><body><script>var question = 1;</script></body></html>",
    ],
)
def test_a_page_that_keeps_programs_out_says_nothing_of_a_layout(body: str) -> None:
    for reader in (soup, read):
        with pytest.raises(NoPage):
            reader(body.encode())


@pytest.mark.parametrize("name", [CURRENT_WAITING, OLDER_WAITING, SITE_WAITING])
def test_a_question_about_error_pages_is_not_one(name: str) -> None:
    quoted = "« The page cannot be found », « Error 503 Service Unavailable »"
    body = (
        changed(name, ("M. ", f"{quoted} M. "))
        if name != SITE_WAITING
        else changed(name, ("si les", f"{quoted} si les"))
    )
    assert quoted in (read(body)[1].text or "")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" \n\t ",
        b"\x00" * 100,
        b"\xff\xfe<\x00h\x00",
        b"plain words",
        b"{",
        b"{}",
        b'{"question": 5}',
        b'{"question": {"uid": 5}}',
        b"[]",
        b"null",
        b'{"question": ' + b"[" * 200_000,
        b'{"question": {"uid": "\\ud800"}}',
        b"PK\x03\x04 zip",
        b"<html></html>",
        b"<?xml version='1.0' encoding='utf-8'?><QUESTION/>",
        b"<" * 100_000,
        b"<b>" * 50_000,
        b"<!--" * 1000,
        b"<div>" * 50_000 + b"x" + b"</div>" * 50_000,
        bytes(range(256)) * 20,
        b"x" * (MAX_BYTES + 1),
    ],
    ids=lambda body: ascii(body[:24]),
)
@pytest.mark.parametrize("reader", [read, read_assemblee, read_nosdeputes, read_record])
def test_hostile_bytes_are_unreadable(reader: Callable[[bytes], object], body: bytes) -> None:
    reason_of(reader, body)


@pytest.mark.parametrize(
    ("name", "piece"),
    [
        (CURRENT_ANSWERED, "<h1>x" * 250 + "<i>y</i>" * 9000 + "</h1>" * 250),
        (SITE_COMMENTED, "<h1>x" * 250 + "<i>y</i>" * 9000 + "</h1>" * 250),
        (OLDER_ANSWERED, "<div class='question_publish_date'>" * 250 + "<b>x</b>" * 9000 + "</div>" * 250),
    ],
    ids=["headings", "headings-nosdeputes", "dates"],
)
def test_a_page_of_nested_tags_is_refused(name: str, piece: str) -> None:
    assert "nested" in reason_of(read, before_first_text(piece, name))


@pytest.mark.parametrize("piece", ["<b></i>", "<table></div>"])
def test_tags_that_only_the_parser_nests_are_refused_while_it_does(piece: str) -> None:
    assert "nested deeper" in reason_of(read, before_first_text(piece * 1500))


@pytest.mark.parametrize("piece", ["<i>y</i>", "<br>"])
def test_a_page_of_more_tags_than_any_is_refused(piece: str) -> None:
    assert "more tags" in reason_of(read, before_first_text(piece * 10_001))


def test_a_page_with_hundreds_of_comments_is_read() -> None:
    one = "<div class='commentaire' id='commentaire_{}'><span class='titre_commentaire'>Le 05/03/2024 à 10:12, a dit :</span><p>Bien</p></div>"
    many = "".join(one.format(number) for number in range(1000, 1400))
    question = read_nosdeputes(changed(SITE_WAITING, ("</h3>", f"</h3>{many}")))
    assert len(question.comments or ()) == 400


@pytest.mark.parametrize("name", HTML)
def test_hostile_bytes_inside_a_page_raise_nothing_else(name: str) -> None:
    body = page(name)
    for piece in (b"\x00\xff\xfe", b"&#0;&#55296;&#x110000;", b"<!--", b"<script>", b"<b>" * 5000, b"</div>" * 40):
        for at in range(0, len(body), len(body) // 12):
            try:
                json.dumps(to_plain(read(body[:at] + piece + body[at:])[1]), ensure_ascii=False).encode()
            except Unreadable:
                continue


def test_one_bad_byte_in_a_page_of_utf_8_spoils_nothing_else() -> None:
    body = page(CURRENT_WAITING).replace(b"Les communes", b"Les \xe9 communes")
    question = read_assemblee(body)
    assert "Les \ufffd communes" in (question.text or "")
    assert question.subject == "Entretien des digues fluviales"


def test_old_encodings_are_read() -> None:
    for encoding in ("windows-1252", "iso-8859-1"):
        body = decode(page(OLDER_ANSWERED)).replace("iso-8859-15", encoding).encode(encoding)
        assert read(body) == read(page(OLDER_ANSWERED))
    undeclared = page(OLDER_ANSWERED).replace(b'<meta charset="iso-8859-15"/>', b"")
    assert read(undeclared) == read(page(OLDER_ANSWERED))


# Dates and texts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Question soumise le 24 octobre 2023", date(2023, 10, 24)),
        ("1er janvier 2024", date(2024, 1, 1)),
        ("1 er janvier 2024", date(2024, 1, 1)),
        ("le 1ER\u00a0AOUT\u202f2023, page 3", date(2023, 8, 1)),
        ("5 Décembre 2023", date(2023, 12, 5)),
        ("5 decembre 2023", date(2023, 12, 5)),
        ("publiée au JO le : 21/08/2012 page : 4774", date(2012, 8, 21)),
        ("2/1/2012", date(2012, 1, 2)),
        ("2025-06-03", date(2025, 6, 3)),
        ("2025-06-03+02:00", date(2025, 6, 3)),
        ("2025-06-03Z", date(2025, 6, 3)),
        ("2025-06-03T00:00:00.000+02:00", date(2025, 6, 3)),
        ("2025-06-03+00:00", date(2025, 6, 3)),
        ("2025-06-03T23:59:59", date(2025, 6, 3)),
        ("2025-06-02T22:00:00.000Z", date(2025, 6, 3)),
        ("2025-06-02T21:59:59.999Z", date(2025, 6, 2)),
        ("2025-06-02T22:00:00+00:00", date(2025, 6, 3)),
        ("2025-06-02T22:00:00+0000", date(2025, 6, 3)),
        ("2025-06-02 22:00Z", date(2025, 6, 3)),
        ("2025-06-02t22:00:00 utc", date(2025, 6, 3)),
        ("2025-06-03T02:00:00+04:30", date(2025, 6, 2)),
        ("2025-06-02T20:00:00-04", date(2025, 6, 3)),
        ("2025-12-31T23:30:00Z", date(2026, 1, 1)),
        ("2025-01-13T22:59:00Z", date(2025, 1, 13)),
        ("2025-01-13T23:00:00Z", date(2025, 1, 14)),
        ("2025-06-02T25:00:00Z", date(2025, 6, 2)),
        ("2025-06-02T22:00:00+99:00", date(2025, 6, 2)),
        ("2200-12-31T23:30:00Z", date(2200, 12, 31)),
        ("du 3 mai 2023 au 4 juin 2024", date(2023, 5, 3)),
        ("31/02/2020", None),
        ("31 juin 2023", None),
        ("0000-00-00", None),
        ("00/00/0000", None),
        ("12 brumaire 2023", None),
        ("mai 2023", None),
        ("1234/05/20233", None),
        ("9" * 5000, None),
        ("", None),
        (None, None),
    ],
)
def test_french_dates(text: str | None, expected: date | None) -> None:
    assert french_date(text) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Un</p><p>Deux</p>", "Un\n\nDeux"),
        ("<p>Un<br>Deux<br/>Trois</p>", "Un\nDeux\nTrois"),
        ("<p>Un<br><br>Deux<br><br><br><br>Trois</p>", "Un\n\nDeux\n\nTrois"),
        ("  <p>\n Un\t mot \n</p>\r\n<p> </p><p>&nbsp;</p><p>Fin</p>", "Un mot\n\nFin"),
        ("Prix&nbsp;: 12&#8239;% &laquo;&nbsp;net&nbsp;&raquo;", "Prix\u00a0: 12\u202f% «\u00a0net\u00a0»"),
        ("l&#146;&Eacute;tat &amp;lt; &#233;", "l’État &lt; é"),
        ("a\u0007b\u202ec\u200dd", "abc\u200dd"),
        ("<script>x</script><style>y</style><!-- z -->vu<noscript>w</noscript>", "vu"),
        ("<ul><li>Un</li><li>Deux</li></ul>Fin", "Un\nDeux\n\nFin"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a | b\nc"),
        (
            "<table><tr><th>Coût<br>moyen</th> <td><p>12</p></td></tr><tr><td>x</td><td></td><td>y</td></tr></table>",
            "Coût moyen | 12\nx | | y",
        ),
        ("<table><tr><td><p>Un</p><p>Deux</p></td></tr></table>", "Un\n\nDeux"),
        ("<table><tr><td>a</td><td><table><tr><td>b</td><td>c</td></tr></table></td></tr></table>", "a\n\nb | c"),
        ("<li>Un</li>deux", "Un\ndeux"),
        ("1<sup>er</sup> août, H<sub>2</sub>O, <em>d</em>éjà", "1er août, H2O, déjà"),
        ("avant<img src='x'>après", "avant après"),
        ("<b>gras</b><i>penché</i>", "graspenché"),
        ("<p> </p>", None),
        ("", None),
    ],
)
def test_plain_text(html: str, expected: str | None) -> None:
    assert text_of(BeautifulSoup(f"<div>{html}</div>", "lxml")) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("moyen<br>en service</br>(en euros)", "moyen\nen service\n(en euros)"),
        ("un</br>deux", "un\ndeux"),
        ("un</BR >deux", "un\ndeux"),
        ("un<br></br>deux", "un\n\ndeux"),
        ("un</p>deux", "un\n\ndeux"),
        ("<p>un<div>deux</div>trois</p>quatre", "un\n\ndeux\n\ntrois quatre"),
        *((f"un</{name}>deux", "un deux") for name in ("div", "li", "td", "tr", "h3", "ul", "table", "section")),
        *((f"u</{name}>n", "un") for name in ("em", "b", "span", "sup", "a")),
    ],
)
def test_an_end_of_nothing_is_what_browsers_take_it_for_and_joins_no_words(html: str, expected: str) -> None:
    assert text_of(tree_of(f"<article>{html}</article>")) == expected
    assert without_simple_tags(html) in (None, (expected,))


def test_a_table_of_a_real_answer_has_a_line_for_each_row() -> None:
    text = (read_record(sample("assemblee-14-QE47351.as-record.json")).answer or Answer(None, None)).text or ""
    before, head, *rows = [line for line in text.split("\n") if line]
    assert before.endswith("figurent dans le tableau suivant :")
    assert head.startswith("TYPE DE MATÉRIEL | NOMBRE DE MATÉRIEL en service | TAUX DE DISPONIBILITÉ moyen (en %) |")
    assert rows[-1].startswith("VBHP (véhicule blindé d'accompagnement des détachements - ouverture d'itinéraires")
    assert [len(row.split(" | ")) for row in rows[1:]] == [7] * 16
    assert rows[-1].endswith(" | 15 | 14 | 70,30 | 11,30 | 4 | 125\u00a0000")


def test_a_line_is_a_text_without_breaks() -> None:
    assert line_of(BeautifulSoup("<p>Un<br>deux</p><p>trois</p>", "lxml")) == "Un deux trois"


def test_a_list_of_nodes_has_a_text_too() -> None:
    tree = BeautifulSoup("<p>Un</p>et<p>deux</p>", "lxml")
    assert tree.body is not None
    assert text_of(list(tree.body.contents)) == "Un\n\net\n\ndeux"


def test_the_text_after_a_tag_goes_through_wrappers_up_to_a_stop() -> None:
    tree = BeautifulSoup("<div><b><h3>Titre</h3></b>un<p>deux</p></div><p>trois</p><h3>Autre</h3><p>non</p>", "lxml")
    first, second = tree.find_all("h3")
    assert text_after(first, tree, [second]) == "un\n\ndeux\n\ntrois"


def test_deep_nesting_does_not_hit_the_recursion_limit() -> None:
    tree = BeautifulSoup("<div>" * 50_000 + "fond" + "</div>" * 50_000, "lxml")
    assert text_of(tree) == "fond"


# Real pages, where they are at hand


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


PLAIN_PAGE = """<html><head><title>Question n°77</title></head><body>
<div class="an-bloc _style-question" data-id="QANR5L17QE77 / Bloc">
<div><span>Question écrite n°77 : <span class="_regular">{subject}</span></span></div>
<div><span class="_bold">Question de :</span> Mme Odile Garance (Bretagne - Groupe)</div>
<div><p class="_pa-small">Mme Odile Garance interroge le ministre.</p></div>
{more}
<aside><p>Rubrique : <span>eau</span></p><p id="blocMinistereInterroge">Ministère interrogé : <span>Écologie</span></p>
<p>Dates : <br/><span>Question publiée le <a>29 septembre 2026</a></span>{dates}</p></aside>
</div></body></html>"""


def test_the_facts_are_known_by_their_words_where_their_class_is_another() -> None:
    question = read_assemblee(PLAIN_PAGE.format(subject="Digues", more="", dates="").encode())
    assert (question.rubric, question.ministry, question.asked) == ("eau", "Écologie", date(2026, 9, 29))
    assert (question.state, question.text) == (State.WAITING, "Mme Odile Garance interroge le ministre.")


def test_the_facts_are_never_taken_for_the_answers_text() -> None:
    more = '<p class="_colored-green _bold">Réponse publiée le 24 novembre 2026</p><p>Le ministre répond.</p>'
    dates = "<br/><span>Réponse publiée le <a>24 novembre 2026</a></span>"
    question = read_assemblee(PLAIN_PAGE.format(subject="Digues", more=more, dates=dates).encode())
    assert question.answer == Answer(date(2026, 11, 24), "Le ministre répond.")


def test_a_withdrawal_in_a_paragraph_of_its_own_is_a_closing() -> None:
    more = "<p>Question retirée le 3 novembre 2026 (fin de mandat)</p>"
    question = read_assemblee(PLAIN_PAGE.format(subject="Digues", more=more, dates="").encode())
    assert question.closing == Closing("fin de mandat", date(2026, 11, 3))
    assert question.text == "Mme Odile Garance interroge le ministre."


def test_a_subject_of_any_length_is_read() -> None:
    question = read_assemblee(PLAIN_PAGE.format(subject="digues " * 400, more="", dates="").encode())
    assert question.subject is not None
    assert question.subject.startswith("digues digues")


def test_the_address_that_a_page_was_asked_for_tells_its_legislature_where_no_address_does() -> None:
    body = (
        '<html><body><div class="question" id="question77"><h1><a href="/x">Odile Garance</a> <br/>Question N° 77 au '
        'Ministère de l\'eau</h1><div id="question"><h2>Question soumise le 14 octobre 2025</h2><p>Quel avenir ?</p></div>'
        '<div id="reponse"><h2>Réponse</h2><p>Cette question n\'a pas encore de réponse.</p></div></div>'
        '<div class="commentaires"><h3 id="commentaires">Aucun commentaire</h3></div></body></html>'
    ).encode()
    assert read_nosdeputes(body).id == QuestionId(17, 77)
    assert read_nosdeputes(body, QuestionId(16, 77)).id == QuestionId(16, 77)
    assert read_nosdeputes(body, QuestionId(16, 78)).id == QuestionId(17, 77)


def test_a_line_has_no_runs_of_spaces_and_a_sane_length() -> None:
    # Lines are matched against patterns to which such a run can cost the square of its length.
    tree = tree_of("<p>Le\u00a0\u00a0 05/03/2024" + "\u00a0" * 60_000 + "a dit</p>" + "<p>" + "mot " * 5000 + "</p>")
    first, second = tree.find_all("p")
    assert line_of(first) == "Le 05/03/2024 a dit"
    assert len(line_of(second) or "") <= LONGEST_LINE


def test_a_comment_whose_title_is_full_of_no_break_spaces_is_read() -> None:
    body = decode(page("nosdeputes-15-answered-comments.html")).replace(" a dit", "\u00a0" * 60_000 + " a dit").encode()
    expected = read_nosdeputes(page("nosdeputes-15-answered-comments.html"))
    assert read_nosdeputes(body) == expected
