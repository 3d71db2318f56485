"""Figures as people write them: one number, several numbers, or several readings to choose from."""

from time import thread_time

import pytest

from bot.core.numerals import MOST_AMBIGUITIES, MOST_GROUPS, Divided, divide, plain_figures, settled
from bot.core.reference import Bare, Exact, read_argument, read_every_way
from bot.messages.keyboards import FOLLOW_AS, STATUS_AS, UNFOLLOW_AS, addressed, numbers_buttons
from bot.messages.phrases import phrases

Ways = list[tuple[str, ...]]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        *((f"12{space}432", "12432") for space in "\u00a0\u202f\u2009\u2007\u2008.,'’"),
        ("n° 12 432", "n° 12432"),
        ("N°12 432", "N°12432"),
        ("№ 12 432", "No 12432"),
        ("QE 12 432", "QE 12432"),
        ("QE n°12 432", "QE n°12432"),
        ("numéro 12 432 svp", "numéro 12432 svp"),
        ("question écrite 12 432", "question écrite 12432"),
        ("#12 432", "#12432"),
        ("12 432 de la 16e", "12432 de la 16e"),
        ("12 432 (16th legislature)", "12432 (16th legislature)"),
        ("16/12 432", "16/12432"),
        ("12 432, 8 765", "12432, 8765"),
        ("12 432; 8765", "12432; 8765"),
        ("12 432\n8 765", "12432\n8765"),
        ("n° 12 432 et 13 555", "n° 12432 et 13555"),
        ("12 032", "12032"),
        ("8000 12432", "8000 12432"),
        ("12, 432", "12, 432"),
        ("12,432,17", "12,432,17"),
        ("123,456", "123,456"),
        ("3.14", "3.14"),
        ("12.43", "12.43"),
        ("1.234.567", "1.234.567"),
        ("1 000 000", "1000000"),
        ("7 800 000", "7800000"),
        ("06 12 34 56 78", "06 12 34 56 78"),
        ("24.10.2023", "24.10.2023"),
        ("192.168.100.200", "192.168.100.200"),
        ("١٢٤٣٢", "12432"),
        ("१२\u00a0४३२", "12432"),
        ("１２４３２", "12432"),
        ("1️⃣2️⃣", "12"),
    ],
)
def test_what_has_one_reading(typed: str, read: str) -> None:
    assert divide(typed) == Divided(read, ())
    assert settled(typed) == plain_figures(typed) == read


@pytest.mark.parametrize(
    ("typed", "rest", "ways"),
    [
        ("12 432", "", [("12432",), ("12", "432")]),
        ("100 200", "", [("100200",), ("100", "200")]),
        ("1 234 5678", "5678", [("1234",), ("1", "234")]),
        ("8000 12 432", "8000", [("12432",), ("12", "432")]),
        ("16/5 12 432", "16/5", [("12432",), ("12", "432")]),
        ("questions 12 432", "questions", [("12432",), ("12", "432")]),
        ("12 432 567", "", [("12432", "567"), ("12", "432567"), ("12", "432", "567")]),
        ("100 200 300", "", [("100200", "300"), ("100", "200300"), ("100", "200", "300")]),
        ("100 200 300 400", "", [("100200", "300400"), ("100", "200", "300", "400")]),
        ("12 432 8 765", "", [("12432", "8765"), ("12", "432", "8", "765")]),
    ],
)
def test_what_has_several_readings_is_set_aside(typed: str, rest: str, ways: Ways) -> None:
    divided = divide(typed)
    (ambiguity,) = divided.ambiguities
    assert (divided.rest, list(ambiguity.readings)) == (rest, ways)
    assert ambiguity.typed in typed


@pytest.mark.parametrize(
    ("typed", "likely"),
    [("12 432", ("12432",)), ("5 432", ("5432",)), ("100 200", None), ("12 432 567", None), ("12 432 8 765", None)],
)
def test_one_number_is_likely_where_it_has_no_more_than_five_figures(
    typed: str, likely: tuple[str, ...] | None
) -> None:
    assert divide(typed).ambiguities[0].likely == likely


def test_a_list_of_many_groups_is_a_list() -> None:
    listed = " ".join(str(number) for number in range(101, 111))
    assert divide(listed) == Divided(listed, ())


@pytest.mark.parametrize("verb", [FOLLOW_AS, STATUS_AS, UNFOLLOW_AS])
@pytest.mark.parametrize("text", ["12 432", "1 234 " * 4, "100 " * MOST_GROUPS, "100 200 300 400 500 600 700 800"])
def test_every_reading_fits_into_its_button_beside_the_chat_that_it_is_about(verb: str, text: str) -> None:
    for ambiguity in divide(text.strip()).ambiguities:
        for row in numbers_buttons(phrases("fr"), verb, ambiguity.readings):
            assert len((addressed(row[0], -1001234567890123).callback or "").encode()) <= 64


def test_however_many_figures_are_typed_few_questions_are_asked_back_and_no_figure_is_lost() -> None:
    text = " ".join(f"9 {number}" for number in range(100, 400))
    start = thread_time()
    divided = divide(text)
    assert thread_time() - start < 2
    assert 1 <= len(divided.ambiguities) <= MOST_AMBIGUITIES
    kept = divided.rest + " ".join(ambiguity.typed for ambiguity in divided.ambiguities)
    assert sorted(kept.replace(" ", "")) == sorted(text.replace(" ", ""))


def test_what_follows_a_command_is_read_in_two() -> None:
    wanted = read_argument("16/5, 8000 12 432 svp", 17)
    assert [type(each) for each in wanted.readings] == [Exact, Bare]
    assert [ambiguity.typed for ambiguity in wanted.ambiguities] == ["12 432"]
    assert read_argument("12 432 svp", 17).readings == []


def test_inline_everything_that_figures_can_mean_is_looked_for() -> None:
    assert read_every_way("12 432", 17) == [Bare(12432)]
    assert read_every_way("100 200", 17) == [Bare(100200), Bare(100), Bare(200)]


@pytest.mark.parametrize("piece", ["1 234 ", "# ", "n° ", "12 ", "100 ", "1.234", "16e législature ", "question "])
def test_no_text_takes_for_ever(piece: str) -> None:
    start = thread_time()
    settled(piece * (8192 // len(piece)))
    assert thread_time() - start < 3
