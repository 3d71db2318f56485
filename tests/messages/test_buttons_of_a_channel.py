"""The buttons under a channel's posts act for each reader alone, since every reader may press them."""

from dataclasses import replace

import pytest

from bot.core.question import QuestionId
from bot.core.repeat import Repeat
from bot.messages.alerts import answer_alert, closing_alert, comments_alert
from bot.messages.card import card
from bot.messages.keyboards import choice_buttons, follow_button, for_readers, forget_buttons, list_buttons
from bot.messages.message import Keyboard
from bot.messages.phrases import phrases
from bot.messages.progress_alerts import overdue_alert
from tests.support.examples import CLOSING, ID, NOW, WAITING, answered, comment, observation

FR = phrases("fr")
LATER = QuestionId.of_legislature(17, 9876)
CLOSED = replace(WAITING, closing=CLOSING)
COMMENTED = replace(WAITING, comments=(comment(1),))
PAGE = "https://www.assemblee-nationale.fr/dyn/17/questions/QANR5L17QE4321"
COMMENT = "https://www.nosdeputes.fr/17/question/QE/4321#commentaire_1"
FOLLOW, TEXT = "https://t.me/guetteur_bot?start=qan17-4321", "https://t.me/guetteur_bot?start=tan17-4321"
CHASE = "https://t.me/guetteur_bot?start=can17-4321"


def shown(buttons: Keyboard) -> list[list[tuple[str, str | None]]]:
    return [
        [(button.text, button.url or button.callback) for button in row]
        for row in for_readers(FR, buttons, "guetteur_bot")
    ]


@pytest.mark.parametrize(
    ("buttons", "expected"),
    [
        (
            answer_alert(FR, answered()).buttons,
            [[("📖 Texte intégral", TEXT), ("🔗 Page officielle", PAGE)], [("👁 Suivre", FOLLOW)]],
        ),
        (
            comments_alert(FR, COMMENTED, ["comment:1"]).buttons,
            [[("🔗 Lire sur le site", COMMENT)], [("👁 Suivre", FOLLOW)]],
        ),
        (
            overdue_alert(FR, WAITING, "overdue:1").buttons,
            [[("✍️ Relancer", CHASE)], [("🔗 Page officielle", PAGE), ("👁 Suivre", FOLLOW)]],
        ),
        (closing_alert(FR, CLOSED).buttons, [[("🔗 Page officielle", PAGE), ("👁 Suivre", FOLLOW)]]),
        (
            closing_alert(FR, CLOSED, Repeat(LATER, followed=False)).buttons,
            [[("🔗 Page officielle", PAGE)], [("👁 Suivre la nouvelle", "https://t.me/guetteur_bot?start=qan17-9876")]],
        ),
        (((follow_button(FR, ID),),), [[("👁 Suivre", FOLLOW)]]),
    ],
)
def test_a_post_of_a_channel_leads_each_reader_to_a_chat_of_their_own(
    buttons: Keyboard, expected: list[list[tuple[str, str]]]
) -> None:
    assert shown(buttons) == expected


@pytest.mark.parametrize("followed", [True, False])
def test_a_card_in_a_channel_is_the_same_for_its_readers_whether_the_channel_follows_or_not(followed: bool) -> None:
    first, text = shown(card(FR, observation(answered()), NOW, followed, bot="guetteur_bot").buttons)
    assert first[0] == ("👁 Suivre", FOLLOW)
    assert first[1][0] == "↗️ Partager"
    assert text == [("📖 Texte intégral", TEXT)]


@pytest.mark.parametrize(
    "buttons",
    [forget_buttons(FR), list_buttons(FR, 2, 3), choice_buttons(FR, [ID, QuestionId.of_legislature(16, 4321)])],
    ids=str,
)
def test_buttons_that_ask_the_people_who_post_stay_buttons(buttons: Keyboard) -> None:
    assert for_readers(FR, buttons, "guetteur_bot") == buttons


def test_only_the_button_that_erases_everything_is_shown_as_a_danger() -> None:
    assert [button.style for row in forget_buttons(FR) for button in row] == ["danger", None]


def test_without_the_bots_name_no_button_promises_anything() -> None:
    assert for_readers(FR, card(FR, observation(WAITING), NOW, followed=True).buttons, None) == ()
