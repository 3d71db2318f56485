"""The pages of NosDéputés.fr: where the question stands, its legislature, and the comments."""

from datetime import date

import pytest

from bot.core.question import Closing, QuestionId, State
from bot.parliament.nosdeputes import read_nosdeputes
from bot.parliament.page import decode
from tests.parliament.examples import SITE_COMMENTED, SITE_WAITING, changed, page, reason_of, state_in

SITE_WITHDRAWN = "nosdeputes-16-withdrawn.html"
SITE_TO_COME = "nosdeputes-14-answer-to-come.html"


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
    assert read_nosdeputes(changed(SITE_TO_COME, ("15 septembre 2015", day))).id.session == legislature


def test_between_two_legislatures_the_date_tells_nothing() -> None:
    assert "legislature" in reason_of(read_nosdeputes, changed(SITE_TO_COME, ("15 septembre 2015", "1er juillet 2024")))


def test_any_address_of_the_same_question_tells_the_legislature_before_the_date_does() -> None:
    link = '<a href="/14/question/QE/88120">ici</a><a href="/15/question/QE/9">autre</a>'
    body = changed(
        SITE_TO_COME, ("15 septembre 2015", "1er mars 2019"), ('<div class="legal">', f'<div class="legal">{link}')
    )
    assert read_nosdeputes(body).id.session == 14


def test_an_address_that_somebody_wrote_in_a_text_tells_nothing() -> None:
    link = '<a href="/16/question/QE/88120">ici</a>'
    assert read_nosdeputes(changed(SITE_TO_COME, ("<p>Mme Suzel", f"<p>{link} Mme Suzel"))).id.session == 14


def test_the_address_that_a_page_was_asked_for_tells_its_legislature_where_no_address_does() -> None:
    body = (
        '<html><body><div class="question" id="question77"><h1><a href="/x">Odile Garance</a> <br/>Question N° 77 au '
        'Ministère de l\'eau</h1><div id="question"><h2>Question soumise le 14 octobre 2025</h2><p>Quel avenir ?</p></div>'
        '<div id="reponse"><h2>Réponse</h2><p>Cette question n\'a pas encore de réponse.</p></div></div>'
        '<div class="commentaires"><h3 id="commentaires">Aucun commentaire</h3></div></body></html>'
    ).encode()
    assert read_nosdeputes(body).id == QuestionId.of_legislature(17, 77)
    assert read_nosdeputes(body, QuestionId.of_legislature(16, 77)).id == QuestionId.of_legislature(16, 77)
    assert read_nosdeputes(body, QuestionId.of_legislature(16, 78)).id == QuestionId.of_legislature(17, 77)


def test_a_comment_whose_title_is_full_of_no_break_spaces_is_read() -> None:
    body = decode(page("nosdeputes-15-answered-comments.html")).replace(" a dit", "\u00a0" * 60_000 + " a dit").encode()
    expected = read_nosdeputes(page("nosdeputes-15-answered-comments.html"))
    assert read_nosdeputes(body) == expected
