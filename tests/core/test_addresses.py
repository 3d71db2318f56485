"""The public addresses of questions, and the links that bring people to the bot."""

from urllib.parse import parse_qs, urlsplit

import pytest

from bot.core.addresses import (
    all_deputies_path,
    archive_path,
    comment_link,
    deep_link,
    deputies_path,
    nosdeputes_page,
    share_link,
    started_with,
)
from bot.core.question import QuestionId

OPEN_DATA = "/static/openData/repository"


@pytest.mark.parametrize(
    ("legislature", "official", "citizens"),
    [
        (17, "https://www.assemblee-nationale.fr/dyn/17/questions/QANR5L17QE5", "https://www.nosdeputes.fr/17"),
        (16, "https://www.assemblee-nationale.fr/dyn/16/questions/QANR5L16QE5", "https://www.nosdeputes.fr/16"),
        (15, "https://questions.assemblee-nationale.fr/q15/15-5QE.htm", "https://2017-2022.nosdeputes.fr/15"),
        (14, "https://questions.assemblee-nationale.fr/q14/14-5QE.htm", "https://2012-2017.nosdeputes.fr/14"),
        (13, "https://questions.assemblee-nationale.fr/q13/13-5QE.htm", "https://2007-2012.nosdeputes.fr"),
    ],
)
def test_a_question_has_its_page_on_both_sites(legislature: int, official: str, citizens: str) -> None:
    id = QuestionId.of_legislature(legislature, 5)
    assert id.page == official
    assert nosdeputes_page(id) == f"{citizens}/question/QE/5"
    assert comment_link(id, 7) == f"{citizens}/question/QE/5#commentaire_7"


def test_the_archives_have_their_places() -> None:
    folder = "questions/questions_ecrites"
    assert archive_path(17) == f"{OPEN_DATA}/17/{folder}/Questions_ecrites.json.zip"
    assert archive_path(16) == f"{OPEN_DATA}/16/{folder}/Questions_ecrites.json.zip"
    assert archive_path(15) == f"{OPEN_DATA}/15/{folder}/Questions_ecrites_XV.json.zip"
    assert archive_path(14) == f"{OPEN_DATA}/14/{folder}/Questions_ecrites_XIV.json.zip"
    assert archive_path(13) is None
    name = "deputes_actifs_mandats_actifs_organes"
    assert deputies_path(17) == f"{OPEN_DATA}/17/amo/{name}/AMO10_{name}.json.zip"
    folder = "tous_acteurs_mandats_organes_xi_legislature"
    name = "AMO30_tous_acteurs_tous_mandats_tous_organes_historique"
    assert all_deputies_path(17) == f"{OPEN_DATA}/17/amo/{folder}/{name}.json.zip"


def test_a_link_opens_the_bot_on_its_question_and_another_one_shares_it() -> None:
    id = QuestionId.of_legislature(16, 12432)
    assert deep_link("guetteur_bot", id) == "https://t.me/guetteur_bot?start=qan16-12432"
    shared = urlsplit(share_link("guetteur_bot", id, "n° 12 & <suite>"))
    assert (shared.hostname, shared.path) == ("t.me", "/share/url")
    assert parse_qs(shared.query) == {"url": [deep_link("guetteur_bot", id)], "text": ["n° 12 & <suite>"]}
    assert started_with("qan16-12432") == id


@pytest.mark.parametrize(
    "parameter", ["", "help", "q", "q16", "qan16-0", "q12-5", "qan16-12432x", "xq16-12432", "q016-5"]
)
def test_any_other_start_names_no_question(parameter: str) -> None:
    assert started_with(parameter) is None
