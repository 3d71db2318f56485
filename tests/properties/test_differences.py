"""The difference between two texts is short and true, and empty where the texts say the same."""

from hypothesis import given
from hypothesis import strategies as st

from bot.core.difference import LONGEST_SIDE, MOST_HUNKS, differences, words_of
from tests.properties.values import hostile, words

texts = st.one_of(words.map(" ".join), hostile)
CUT = " […]"


@given(texts)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert differences(text, text) == ([], 0)


@given(texts, texts)
def test_the_shown_difference_is_short_and_not_empty(before: str, after: str) -> None:
    hunks, more = differences(before, after)
    assert len(hunks) <= MOST_HUNKS
    assert more == 0 or len(hunks) == MOST_HUNKS
    for _, taken_out, put_in, _ in hunks:
        assert max(len(taken_out), len(put_in)) <= LONGEST_SIDE + len(CUT)
        assert taken_out != put_in or taken_out.endswith(CUT)


@given(texts, texts)
def test_words_taken_out_are_in_the_old_text_and_words_put_in_are_in_the_new_one(before: str, after: str) -> None:
    was, is_now = " ".join(before.split()), " ".join(after.split())
    for _, taken_out, put_in, _ in differences(before, after)[0]:
        assert " ".join(taken_out.removesuffix(CUT).split()) in was
        assert " ".join(put_in.removesuffix(CUT).split()) in is_now


@given(words.map(" ".join), words.map(" ".join))
def test_texts_of_the_same_words_differ_in_nothing_and_others_in_something(before: str, after: str) -> None:
    same = words_of(before) == words_of(after)
    assert same == (differences(before, after) == ([], 0))


@given(words)
def test_spaces_capitals_and_markup_are_no_words(listed: list[str]) -> None:
    text = " ".join(listed)
    assert words_of(text) == words_of(f"  {text.upper()}\u00a0\n".replace(" ", "  ")) == words_of(f"<b>{text}</b>")
