"""Text written by others cannot be pressed: words that Telegram makes links of, and words that it leaves alone."""

from dataclasses import replace

import pytest
from hypothesis import strategies as st

from bot.messages.alerts import comments_alert, whole_text
from bot.messages.card import card
from bot.messages.inert import JOINER, inert
from bot.messages.phrases import phrases
from tests.support.examples import ANSWER, NOW, WAITING, comment, observation
from tests.support.profiles import given

FR = phrases("fr")

PRESSABLE = [
    "http://piege.example/x",
    "https://piege.example",
    "voir piege.fr, vite",
    "voir sous-domaine.piege.fr/x?y=z",
    "www.piege.example",
    "tg://resolve?domain=piege",
    "t.me/piege",
    "@piege",
    "Merci à @piege_bot !",
    "quelquun@piege.fr",
    "/oublier",
    "(/oublier@guetteur_bot)",
    "#digues",
    "$EUR",
    "+33 1 40 63 60 00",
    "+(33)140636000",
    "4242 4242 4242 4242",
    "4242424242424242",
    "пиэж.рф",
]
LEFT_ALONE = [
    "L'article L. 123-4 du code, n° 12 432.",
    "17/12432 et/ou 3.5 %",
    "10 h 30, le 05/03/2024",
    "M. Jean-Luc Dupont... et Mme A. B. Durand",
    "C'est 12,50 € / mois",
    "194\u00a0588 euros",
    "a + b, 3 + 4",
    "UTC+2 (il y est 16 h 43)",
]


@pytest.mark.parametrize("text", PRESSABLE)
def test_words_that_telegram_would_link_are_broken_by_invisible_characters(text: str) -> None:
    shown = inert(text)
    assert JOINER in shown
    assert shown.replace(JOINER, "") == text
    assert inert(shown) == shown


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_other_words_stay_as_they_are(text: str) -> None:
    assert inert(text) == text


@given(st.text(alphabet="ab1:/.@#$+ \u200f\u202e-_éß", max_size=60))
def test_any_text_becomes_inert_and_otherwise_stays_the_same(text: str) -> None:
    shown = inert(text)
    assert inert(shown) == shown
    assert shown.replace(JOINER, "") == text.replace("\u200f", "").replace("\u202e", "")
    for mark in ("://", "\u200f", "\u202e"):
        assert mark not in shown


def test_marks_that_reorder_what_stands_beside_them_go() -> None:
    assert inert("a\u200eb\u200fc\u061cd\u202ee\u2066f") == "abcdef"


def test_nothing_that_others_wrote_can_be_pressed_in_any_message() -> None:
    hostile = "voir https://piege.fr ou @piege ou /oublier"
    question = replace(
        WAITING,
        author=hostile,
        group=hostile,
        subject=hostile,
        rubric=hostile,
        ministry=hostile,
        answer=replace(ANSWER, text=hostile),
        comments=(replace(comment(1), author=hostile, text=hostile),),
    )
    messages = [
        card(FR, observation(question), NOW, followed=False),
        comments_alert(FR, question, ["comment:1"]),
        *whole_text(FR, question),
    ]
    for each in messages:
        assert "piege" in each.plain
        for pressed in ("://piege", "piege.fr ou", "@piege", " /oublier"):
            assert pressed not in each.plain


def test_a_value_is_inert_in_every_sentence_and_our_own_commands_are_not() -> None:
    said = FR.say("nonsense", word="/oublier")
    assert f"/{JOINER}oublier" in said
    assert "/suivre 12432" in said
