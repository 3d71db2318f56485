"""The question whom a name means, as it appears in a chat."""

from datetime import date

import pytest

from bot.core.families import shipped
from bot.core.name_choice import Asker, Doubt
from bot.core.query import Field
from bot.messages.keyboards import FIND_AS, WATCH_AS, addressed
from bot.messages.message import LIMIT, visible, width
from bot.messages.name_choice import MOST_DEPUTIES, name_choice
from bot.messages.phrases import phrases

FR, EN = phrases("fr"), phrases("en")
ALPES = Asker("PA793342", "Mme Alexandra Martin (Alpes-Maritimes)", "Horizons & Indépendants", 214, date(2026, 3, 1))
GIRONDE = Asker("PA793944", "Mme Alexandra Martin (Gironde)", None, 1)


def test_each_deputy_of_a_name_is_told_by_constituency_group_and_questions() -> None:
    doubt = Doubt(Field.AUTHOR, ("martin",), (ALPES, GIRONDE))
    message = name_choice(FR, "@martin cloud", doubt, FIND_AS)
    assert visible(message.html).replace("\u00a0", " ").replace("\u2060", "") == (
        "🔎 @martin cloud\n\n"
        "Plusieurs députés portent ce nom. De qui s’agit-il ?\n"
        "1. Mme Alexandra Martin (Alpes-Maritimes)\n"
        "Horizons & Indépendants · 214 questions · la dernière le 1er mars 2026\n"
        "2. Mme Alexandra Martin (Gironde)\n"
        "1 question"
    )
    assert [[(each.text, each.callback) for each in row] for row in message.buttons] == [
        [("1. Alexandra Martin (Alpes-Maritimes)", "find-as:PA793342")],
        [("2. Alexandra Martin (Gironde)", "find-as:PA793944")],
        [("Tous", "find-as:all")],
    ]


def test_families_of_ministries_are_offered_by_name() -> None:
    doubt = Doubt(Field.MINISTRY, ("transition",), families=("Énergie", "Écologie"))
    message = name_choice(EN, "ministère:transition", doubt, WATCH_AS)
    assert "several ministries" in visible(message.html)
    assert [(each.text, each.callback) for (each,) in message.buttons] == [
        ("Énergie", "watch-as:energie"),
        ("Écologie", "watch-as:ecologie"),
        ("All of them", "watch-as:all"),
    ]


@pytest.mark.parametrize(("others", "said"), [(0, None), (1, "1 autre porte"), (30, "30 autres portent")])
def test_a_name_of_many_asks_for_another_word(others: int, said: str | None) -> None:
    doubt = Doubt(Field.AUTHOR, ("martin",), (ALPES,) * (MOST_DEPUTIES + others))
    message = name_choice(FR, "@martin", doubt, FIND_AS)
    assert len(message.buttons) == MOST_DEPUTIES + 1
    assert (said in visible(message.html)) if said else "autre" not in visible(message.html)


def test_hostile_names_do_no_harm_and_fit() -> None:
    hostile = Asker("PA123456789", "<b>@all " + "x" * 5_000, "</i>" + "y" * 5_000, 10**6, date(2026, 1, 1))
    message = name_choice(FR, "x" * 300, Doubt(Field.AUTHOR, ("x",), (hostile,) * 50), FIND_AS)
    assert "<b>@all" not in message.html
    assert "</i>y" not in message.html
    assert width(visible(message.html)) <= LIMIT


def test_each_button_fits_into_what_telegram_carries_also_for_another_chat() -> None:
    families = tuple(each.name for each in shipped().all)
    for verb in (FIND_AS, WATCH_AS):
        buttons = name_choice(FR, "ministère:x", Doubt(Field.MINISTRY, ("x",), families=families), verb).buttons
        data = [addressed(each, -(10**15)).callback or "" for (each,) in buttons]
        assert max(len(each.encode()) for each in data) <= 64
        assert len(set(data)) == len(families) + 1
