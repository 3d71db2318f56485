"""The difference between two texts, as far as it is shown."""

import pytest

from bot.core.difference import differences


def test_a_difference_at_the_end_of_a_text_is_not_said_to_go_on() -> None:
    ((before, out, put_in, after),), _ = differences("Un deux trois.", "Un deux quatre.")
    assert (before, out, put_in, after) == ("Un deux", "trois.", "quatre.", "")


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("a b c d X", "a b c d", ""),
        ("a b c d e X", "… b c d e", ""),
        ("X a b c d", "", "a b c d"),
        ("X a b c d e", "", "a b c d …"),
    ],
)
def test_four_words_are_shown_on_each_side_of_a_difference_and_a_sign_where_there_are_more(
    text: str, before: str, after: str
) -> None:
    assert differences(text.replace("X", "oui"), text.replace("X", "non")) == ([[before, "oui", "non", after]], 0)


def test_what_is_put_in_before_everything_takes_nothing_out() -> None:
    assert differences("deux trois", "un deux trois") == ([["", "", "un", "deux trois"]], 0)


def test_a_side_of_a_difference_is_shown_up_to_240_characters_and_cut_at_a_word_beyond() -> None:
    words = " ".join(f"mots{number:05}" for number in range(23))
    assert differences("", f"{words} 0123456789") == ([["", "", f"{words} 0123456789", ""]], 0)
    assert differences("", f"{words} 0123456789a") == ([["", "", f"{words} […]", ""]], 0)


def test_five_differences_are_shown_and_the_others_counted() -> None:
    hunks, more = differences(*(" ".join(f"{word} mot{number}" for number in range(7)) for word in ("oui", "non")))
    assert (len(hunks), more) == (5, 2)


def test_a_difference_after_six_thousand_words_is_not_shown() -> None:
    words = [f"mot{number}" for number in range(6_000)]
    assert differences(" ".join([*words, "oui"]), " ".join([*words, "non"])) == ([], 0)
    assert len(differences(" ".join([*words[1:], "oui"]), " ".join([*words[1:], "non"]))[0]) == 1
