"""What the buttons of a watch's screen carry."""

from itertools import chain, combinations

import pytest

from bot.core.beside import LONGEST
from bot.core.preferences import When
from bot.core.query_words import Change, Edit
from bot.core.watch import Wanted
from bot.core.watch_choice import Choice, Step, read_choice, written

ALL_WANTS = [frozenset(some) for some in chain.from_iterable(combinations(Wanted, n) for n in range(4))]
CHOICES = [Choice(id, wants, rhythm) for id in (0, 999_999_999) for wants in ALL_WANTS for rhythm in (None, *When)]


def test_every_choice_reads_the_same_and_leaves_room_for_the_chat_that_a_button_is_about() -> None:
    for choice in CHOICES:
        for step in Step:
            data = written(choice, step)
            assert read_choice(data) == (choice, step)
            assert len(f"watch:{data}@-1001234567890123".encode()) <= 64


@pytest.mark.parametrize("word", ["hôpital", "SNCF", "5G", "é" * (LONGEST // 2), "x" * LONGEST])
@pytest.mark.parametrize("change", Change)
def test_a_word_travels_with_the_choice(change: Change, word: str) -> None:
    choice = Choice(999_999_999, frozenset(Wanted), When.AT_ONCE)
    data = written(choice, Edit(change, word))
    assert read_choice(data) == (choice, Edit(change, word))
    assert len(f"watch:{data}@-1001234567890123".encode()) <= 64


def test_two_presses_of_one_box_leave_what_there_was() -> None:
    for choice in CHOICES:
        for wanted in Wanted:
            assert choice.toggled(wanted) != choice
            assert choice.toggled(wanted).toggled(wanted) == choice


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "0",
        "0.nae.c",
        "0.nae.x.show",
        "-1.n.c.show",
        "0.nnnn.c.show",
        "0.n.c.erase",
        "٣.n.c.show",
        "1" * 10 + ".n.c.show",
        "0.n.c.+",
        "0.n.c.*mot",
        "0.n.c.+deux mots",
        "0.n.c.-a-b",
        "0.n.c.+mot.show",
    ],
)
def test_what_the_bot_did_not_write_is_no_choice(forged: str) -> None:
    assert read_choice(forged) is None
