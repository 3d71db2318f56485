"""Queries that a button changes, and queries that are still being typed."""

import pytest

from bot.core.query import Field, Filter, NoQuery, Query
from bot.core.query_edit import as_typed_so_far, narrowed, value_of, widened
from bot.core.query_reader import read_query
from bot.core.query_text import text_of
from bot.core.question import State


def query(text: str) -> Query:
    found = read_query(text)
    assert not isinstance(found, NoQuery)
    return found


def state(of: State) -> Filter:
    return Filter(Field.STATE, frozenset({(of.value,)}))


@pytest.mark.parametrize(
    ("text", "wanted", "shown"),
    [
        ("digues", State.WAITING, "état:attente digues"),
        ("digues", State.ANSWERED, "état:repondue digues"),
        ("digues état:attente", State.ANSWERED, "état:repondue digues"),
        ("digues état:attente année:2026", State.ANSWERED, "état:repondue année:2026 digues"),
        ("digues OU quais -crue", State.WAITING, "état:attente digues OU quais -crue"),
        ("@Juvin ministère:santé", State.WAITING, "@Juvin ministère:santé état:attente"),
    ],
)
def test_a_button_asks_for_a_state_and_changes_nothing_else(text: str, wanted: State, shown: str) -> None:
    changed = narrowed(query(text), state(wanted))
    assert changed == query(shown)
    assert text_of(changed) == shown
    assert query(text_of(changed)) == changed
    assert value_of(changed, Field.STATE) == (wanted.value,)


@pytest.mark.parametrize(
    ("text", "of", "shown"),
    [
        ("digues état:attente", Field.STATE, "digues"),
        ("digues état:attente", Field.YEAR, "état:attente digues"),
        ("digues année:2025 année:2026 ministère:santé", Field.YEAR, "ministère:santé digues"),
        ("état:attente -@Juvin", Field.STATE, None),
        ("ministère:santé OU digues", Field.MINISTRY, None),
    ],
)
def test_a_filter_is_taken_away_unless_nothing_would_be_asked_for(text: str, of: Field, shown: str | None) -> None:
    left = widened(query(text), of)
    assert (left and text_of(left)) == shown


@pytest.mark.parametrize(
    ("text", "of", "value"),
    [
        ("digues", Field.STATE, None),
        ("digues état:attente", Field.STATE, ("waiting",)),
        ("digues état:attente état:répondue", Field.STATE, None),
        ("@Juvin état:attente OU digues", Field.STATE, None),
        ("digues OU quais année:2026", Field.YEAR, ("2026",)),
    ],
)
def test_the_value_that_is_asked_for(text: str, of: Field, value: tuple[str, ...] | None) -> None:
    assert value_of(query(text), of) == value


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
