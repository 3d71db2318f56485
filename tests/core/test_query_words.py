"""Words that a button adds to a query, excludes, or takes off."""

import pytest

from bot.core.query import Query
from bot.core.query_reader import MOST_TERMS, read_query
from bot.core.query_text import text_of
from bot.core.query_words import MOST_TAKEN_OFF, Change, Edit, edited, is_excluded, to_take_off
from bot.core.watch import LONGEST_WATCH

ADD, EXCLUDE, TAKE_OFF = Change.ADD, Change.EXCLUDE, Change.TAKE_OFF


def query(text: str) -> Query:
    found = read_query(text)
    assert isinstance(found, Query)
    return found


EDITS = [
    ("cloud", ADD, "hôpital", "cloud hôpital"),
    ("cloud hôpital", ADD, "hôpitaux", "cloud hôpital"),
    ("cloud -hôpital", ADD, "hôpital", "cloud hôpital"),
    ("ours OU loups", ADD, "berger", "ours berger OU loups berger"),
    ("ministère:Santé cloud", ADD, "hôpital", "ministère:Santé cloud hôpital"),
    ('"health data hub"', ADD, "hôpital", '"health data hub" hôpital'),
    ("@Juvin", ADD, "or", "@Juvin or"),
    ("cloud", EXCLUDE, "hôpital", "cloud -hôpital"),
    ("cloud -hôpital", EXCLUDE, "hopitaux", "cloud -hôpital"),
    ("cloud hôpital", EXCLUDE, "hôpital", "cloud -hôpital"),
    ("ours berger OU loups", EXCLUDE, "berger", "ours OU loups -berger"),
    ("cloud -porte-parole", EXCLUDE, "parole", "cloud -porte-parole -parole"),
    ("cloud hôpital", TAKE_OFF, "hôpital", "cloud"),
    ("cloud -hôpital", TAKE_OFF, "hôpital", "cloud"),
    ("ours berger OU loups berger", TAKE_OFF, "berger", "ours OU loups"),
    ("ours berger OU ours", TAKE_OFF, "berger", "ours"),
    ("cloud", TAKE_OFF, "cloud", "cloud"),
    ("cloud", TAKE_OFF, "hôpital", "cloud"),
    ("cloud -porte-parole", TAKE_OFF, "parole", "cloud -porte-parole"),
]


@pytest.mark.parametrize(("before", "change", "word", "after"), EDITS)
def test_a_button_changes_one_word_and_nothing_else(before: str, change: Change, word: str, after: str) -> None:
    changed = edited(query(before), Edit(change, word))
    assert changed is not None
    assert text_of(changed) == after
    assert read_query(after) == changed


@pytest.mark.parametrize(("before", "change", "word", "after"), EDITS)
def test_a_second_press_changes_nothing(before: str, change: Change, word: str, after: str) -> None:
    assert edited(query(after), Edit(change, word)) == query(after)


@pytest.mark.parametrize(
    ("before", "change", "word"),
    [
        ("cloud", ADD, "le"),
        ("cloud", ADD, "ou"),
        ("cloud", ADD, ""),
        ("cloud", ADD, "deux mots"),
        ("cloud", ADD, "@Juvin"),
        ("cloud", ADD, "-hôpital"),
        ("cloud", ADD, "hôpit*"),
        ("@Juvin OU cloud", ADD, "hôpital"),  # as a text it would ask for the deputy in both
        (" ".join(f"mot{number}" for number in range(MOST_TERMS)), ADD, "hôpital"),
        ("x" * (LONGEST_WATCH - 3), ADD, "hôpital"),
        ("x" * (LONGEST_WATCH - 3), EXCLUDE, "hôpital"),
    ],
)
def test_a_change_of_which_no_watch_can_be_made_is_none(before: str, change: Change, word: str) -> None:
    assert edited(query(before), Edit(change, word)) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("cloud", []),
        ("cloud souverain", ["souverain"]),
        ("cloud souverain -vétérinaire", ["souverain", "vétérinaire"]),
        ("ministère:santé cloud -porte-parole -santé", ["cloud", "santé"]),
        ("ours berger OU loups berger", ["berger"]),
        ("ours berger OU loups", []),
        ("cloud prud'hommes aaaaaaaaaaaaaaaaaaaaaaaaaa 5G", ["5G"]),
        ("a1 b2 c3 d4 e5 f6 -g7", ["d4", "e5", "f6", "g7"]),
        ('"health data hub" cloud souv*', ["cloud"]),
    ],
)
def test_the_last_words_can_be_taken_off_but_for_the_first_term(text: str, words: list[str]) -> None:
    edits = to_take_off(query(text))
    assert [edit.word for edit in edits] == words
    assert len(edits) <= MOST_TAKEN_OFF


def test_a_word_that_is_excluded_by_itself_is_known() -> None:
    assert is_excluded(query("cloud -hôpitaux"), "hôpital")
    assert not is_excluded(query("cloud hôpital"), "hôpital")
    assert not is_excluded(query("cloud -porte-parole"), "parole")
