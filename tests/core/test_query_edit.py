"""Queries that a button changes, and queries that are still being typed."""

import pytest

from bot.core.query import NoQuery, Query
from bot.core.query_edit import as_typed_so_far, state_of, with_state
from bot.core.query_reader import read_query
from bot.core.query_text import text_of
from bot.core.question import State


def query(text: str) -> Query:
    found = read_query(text)
    assert not isinstance(found, NoQuery)
    return found


@pytest.mark.parametrize(
    ("text", "state", "shown"),
    [
        ("digues", State.WAITING, "état:attente digues"),
        ("digues", State.ANSWERED, "état:repondue digues"),
        ("digues état:attente", None, "digues"),
        ("digues état:attente", State.ANSWERED, "état:repondue digues"),
        ("digues OU quais -crue", State.WAITING, "état:attente digues OU quais -crue"),
        ("@Juvin ministère:santé", State.WAITING, "@juvin ministère:sante état:attente"),
    ],
)
def test_a_button_asks_for_a_state_and_changes_nothing_else(text: str, state: State | None, shown: str) -> None:
    changed = with_state(query(text), state)
    assert changed == query(shown)
    assert query(text_of(changed)) == changed
    assert state_of(changed) is state


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("digues", None),
        ("digues état:attente", State.WAITING),
        ("digues état:attente état:répondue", None),
        ("@Juvin état:attente OU digues", None),
    ],
)
def test_the_state_that_is_asked_for(text: str, state: State | None) -> None:
    assert state_of(query(text)) is state


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("héb", "héb*"),
        ("données héberg", "données héberg*"),
        ("hé", "hé"),
        ("héb ", "héb "),
        ("héb*", "héb*"),
        ('"données de s', '"données de s'),
        ("", ""),
        ("ministère:san", "ministère:san*"),
    ],
)
def test_the_last_word_may_go_on_while_somebody_types(typed: str, asked: str) -> None:
    assert as_typed_so_far(typed) == asked
