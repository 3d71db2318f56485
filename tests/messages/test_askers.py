"""What is said of questions and answers that are nearly the same, in both languages."""

from dataclasses import replace
from datetime import date

import pytest

from bot.core.askers import Alike, Asker, SameAnswer, count_members, earliest, others
from bot.core.chambers.assemblee import ASSEMBLEE
from bot.core.question import QuestionId, State
from bot.messages.alerts import answer_alert
from bot.messages.askers import PAGE, askers_page
from bot.messages.card import card
from bot.messages.keyboards import for_readers
from bot.messages.message import Message, visible
from bot.messages.phrases import phrases
from tests.messages.reading import EN, FR, plain
from tests.support.examples import ID, NOW, WAITING, answered, observation

SAME = SameAnswer(QuestionId.of_legislature(16, 12), date(2026, 3, 3))


def asker(number: int, author: str | None = "Mme Odile Garance", state: State = State.WAITING) -> Asker:
    return Asker(QuestionId.of_legislature(17, number), f"PA{number}", author, date(2026, 10, 6), state)


def presses(message: Message) -> list[tuple[str | None, ...]]:
    return [tuple(button.callback for button in row) for row in message.buttons]


@pytest.mark.parametrize(
    ("language", "deputies", "line", "button"),
    [
        ("fr", 13, "👥 13 autres députés posent presque la même question", "👥 Les 15 autres questions"),
        ("en", 13, "👥 13 other deputies ask nearly the same", "👥 The 15 other questions"),
        ("fr", 1, "👥 Un autre député pose presque la même question", "👥 Les 15 autres questions"),
    ],
)
def test_a_card_says_how_many_ask_the_same_and_shows_them(language: str, deputies: int, line: str, button: str) -> None:
    shown = card(phrases(language), observation(WAITING), NOW, False, alike=Alike(15, deputies))
    assert line in plain(shown)
    assert [(each.text, each.callback) for row in shown.buttons for each in row][-1] == (button, "alike:an17-4321")


def test_a_card_says_nothing_of_it_where_nobody_does() -> None:
    shown = card(FR, observation(WAITING), NOW, False)
    assert "presque" not in plain(shown)
    assert presses(shown) == [("follow:an17-4321",), ("life:an17-4321",)]


def test_the_readers_of_a_channel_get_no_such_button() -> None:
    shown = card(FR, observation(WAITING), NOW, False, alike=Alike(2, 2))
    rows = for_readers(FR, shown.buttons, "guetteur_bot")
    assert [button.callback for row in rows for button in row] == [None]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("fr", "Presque le même texte que la réponse à la question NAME, du 3 mars 2026"),
        ("en", "Nearly the same text as the answer to question NAME, of 3 March 2026"),
    ],
)
def test_an_answer_that_was_given_before_says_so_with_a_link(language: str, line: str) -> None:
    words = phrases(language)
    name = visible(words.name(SAME.id)).replace("\u00a0", " ")
    for shown in (
        card(words, observation(answered()), NOW, True, alike=Alike(answer=SAME)),
        answer_alert(words, answered(), now=NOW, alike=Alike(answer=SAME)),
    ):
        assert line.replace("NAME", name) in plain(shown).replace("\u00a0", " ")
        assert "https://www.assemblee-nationale.fr/dyn/16/questions/QANR5L16QE12" in shown.html


def test_a_card_of_a_question_that_waits_names_no_earlier_answer() -> None:
    """The archive may tell of an answer that is not believed yet."""
    assert "Presque" not in plain(card(FR, observation(WAITING), NOW, True, alike=Alike(answer=SAME)))


def test_the_others_are_listed_in_pages_above_a_button_for_all() -> None:
    askers = [asker(number) for number in range(1, 2 * PAGE + 6)]
    first, middle, last = (askers_page(FR, ID, askers, page, 100) for page in (1, 2, 3))
    assert presses(first) == [("alike-page:an17-4321:2",), ("alike-all:an17-4321",)]
    assert presses(middle) == [("alike-page:an17-4321:1", "alike-page:an17-4321:3"), ("alike-all:an17-4321",)]
    assert presses(last) == [("alike-page:an17-4321:2",), ("alike-all:an17-4321",)]
    assert first.buttons[-1][0].text == "👁 Suivre les 25"
    assert [plain(page).count("• ") for page in (first, middle, last)] == [PAGE, PAGE, 5]
    assert plain(askers_page(FR, ID, askers, 99, 100)) == plain(last)
    assert plain(askers_page(FR, ID, askers, 0, 100)) == plain(first)


def test_a_line_names_the_author_the_day_and_the_state() -> None:
    states = [State.WAITING, State.ANSWERED, State.CLOSED]
    shown = plain(askers_page(EN, ID, [asker(at, state=state) for at, state in enumerate(states, 1)], 1, 100))
    lines = shown.splitlines()[2:]
    assert all("Mme Odile Garance, 6 October 2026 — " in line for line in lines)
    assert [line.rpartition(" — ")[2] for line in lines] == ["waiting", "answered", "closed without an answer"]


def test_the_button_names_as_many_as_one_press_follows() -> None:
    page = askers_page(FR, ID, [asker(number) for number in range(1, 200)], 1, 100)
    assert page.buttons[-1][0].text == "👁 Suivre les 100"


def test_what_sites_wrote_is_escaped_and_bounded() -> None:
    page = askers_page(FR, ID, [asker(1, "<b>" + "x" * 5_000)], 1, 100)
    assert "<b>x" not in page.html
    assert len(page.html) < 600


def test_nobody_is_left_where_the_others_changed_their_text() -> None:
    assert "Aucun autre député" in plain(askers_page(FR, ID, [], 2, 100))


def test_the_same_deputy_and_an_unnamed_one_are_nobody_else() -> None:
    own = asker(1)
    mine = replace(asker(2), ref=own.ref)
    nobody = replace(asker(3, None), ref=None)
    older = replace(asker(4), asked=None)
    twice = replace(asker(5), ref="PA4")
    assert others(own, [own, mine, nobody, older, twice]) == [twice, older]
    assert count_members([twice, older]) == ((ASSEMBLEE, 1),)


def test_the_first_answer_of_an_earlier_day_is_the_earlier_one() -> None:
    later = SameAnswer(QuestionId.of_legislature(17, 1), date(2026, 3, 10))
    assert earliest(date(2026, 3, 11), [later, SAME]) == SAME
    assert earliest(date(2026, 3, 10), [later]) is None
    assert earliest(None, [later]) is None
    assert earliest(date(2026, 3, 11), []) is None
