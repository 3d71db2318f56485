"""The buttons that narrow a search: which are offered, and what a press makes of the query."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import strategies as st

from bot.core.families import shipped
from bot.core.narrowing import narrowings, pressed
from bot.core.query import NoQuery, Query
from bot.core.query_reader import read_query
from bot.core.query_text import text_of
from bot.core.question import State
from bot.core.search_count import Bound, Facts, count_of
from tests.support.profiles import given

OLD, NEW = date(2025, 3, 1), date(2026, 3, 1)
MIXED = [
    Facts(State.WAITING, NEW, "Santé"),
    Facts(State.WAITING, NEW, "Santé et prévention"),
    Facts(State.ANSWERED, OLD, "Justice"),
    Facts(State.ANSWERED, OLD, "Transports"),
    Facts(State.CLOSED, OLD, "Transports"),
    Facts(State.CLOSED, None, None),
]


def query(text: str) -> Query:
    found = read_query(text)
    assert not isinstance(found, NoQuery)
    return found


def offered(text: str, found: list[Facts]) -> list[str]:
    """The data of the buttons; those that are set have a tick before them."""
    shown = narrowings(query(text), count_of(found, 1_000), 2026)
    return [f"{'✓' if each.is_set else ''}{each.data}" for each in shown]


@pytest.mark.parametrize(
    ("text", "found", "buttons"),
    [
        ("eau", MIXED, ["waiting", "answered", "year-2026", "ministry-sante", "ministry-transports"]),
        ("eau", MIXED[:2], []),
        ("eau", MIXED[1:3], ["waiting", "answered", "year-2026", "ministry-justice", "ministry-sante"]),
        ("eau", [Facts(State.CLOSED, OLD, "Choses"), Facts(State.CLOSED, OLD, "Justice")], ["ministry-justice"]),
        ("eau", [], []),
        ("eau état:attente", MIXED[:2], ["✓any", "answered"]),
        ("eau état:close", MIXED[4:], ["waiting", "answered", "ministry-transports"]),
        ("eau année:2026", MIXED[:2], ["✓any-year"]),
        ("eau année:2024", [], ["✓any-year"]),
        ("eau année:2024 année:2025", MIXED[2:], ["answered", "ministry-transports", "ministry-justice"]),
        ("eau ministère:santé", MIXED[:2], ["✓any-ministry"]),
        ("eau ministère:prévention", MIXED[:2], []),
        ("état:attente", MIXED[:2], ["answered"]),
        ("ministère:santé -eau", MIXED[:2], []),
    ],
)
def test_only_what_changes_the_result_is_offered_and_what_is_set_is_ticked(
    text: str, found: list[Facts], buttons: list[str]
) -> None:
    assert offered(text, found) == buttons


def test_oral_questions_are_offered_where_a_search_would_find_some_and_taken_away_again() -> None:
    aloud = replace(count_of(MIXED[:2], 1_000), has_oral=True)
    (oral,) = narrowings(query("eau"), aloud, 2026)
    assert (oral.data, oral.is_set) == ("nature-toutes", False)
    every = pressed(query("eau"), oral.data)
    assert every is not None
    assert text_of(every) == "nature:toutes eau"
    (back,) = narrowings(every, count_of(MIXED[:2], 1_000), 2026)
    assert (back.data, back.is_set, pressed(every, back.data)) == ("any-nature", True, query("eau"))


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        ("waiting", "état:attente eau -ours"),
        ("answered", "état:repondue eau -ours"),
        ("any", "eau -ours"),
        ("year-2026", "année:2026 eau -ours"),
        ("any-year", "eau -ours"),
        ("ministry-sante", "ministère:Santé eau -ours"),
        ("ministry-outremer", "ministère:outremer eau -ours"),
        ("any-ministry", "eau -ours"),
        ("ministry-choses", None),
        ("year-26", None),
        ("closed", None),
        ("", None),
        ("w1-5", None),
        ("any-rubric", None),
    ],
)
def test_a_press_sets_a_filter_or_takes_it_away(data: str, shown: str | None) -> None:
    after = pressed(query("eau -ours"), data)
    assert (after and text_of(after).lower()) == (shown and shown.lower())


def test_each_family_has_a_button_of_its_own_that_finds_its_ministries() -> None:
    every = [narrowings(query("eau"), count_of([Facts(State.CLOSED, None, each.words[0]), MIXED[5]], 9), 2026)
             for each in shipped().all]  # fmt: skip
    data = [each.data for (each,) in every]
    assert len(set(data)) == len(data) == len(shipped().all)
    for each in data:
        after = pressed(query("eau"), each)
        assert after is not None
        assert [shown.data for shown in narrowings(after, count_of([], 9), 2026)] == ["any-ministry"]
        assert pressed(after, "any-ministry") == query("eau")


PIECES = ["eau", "ours", "OU", "-loup", '"eau de mer"', "@Juvin", "ministère:santé", "état:attente", "état:close",
          "année:2026", "année:2025", "depuis:2024", "rubrique:eau", ",", "2", "000", "-@Juvin"]  # fmt: skip
DATA = ["waiting", "answered", "any", "year-2026", "any-year", "ministry-sante", "any-ministry"]


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=7).map(" ".join), st.integers(0, 6))
def test_whatever_is_offered_makes_a_query_that_a_message_can_carry(text: str, many: int) -> None:
    asked = read_query(text)
    if isinstance(asked, Query):
        for each in narrowings(asked, count_of(MIXED[:many], 1_000), 2026):
            after = pressed(asked, each.data)
            assert after is not None
            assert read_query(text_of(after)) == after
            assert after != asked


@pytest.mark.parametrize(
    ("number", "most", "is_exact", "bound"),
    [
        (0, 10, True, Bound.EXACTLY),
        (10, 10, True, Bound.EXACTLY),
        (11, 10, True, Bound.MORE_THAN),
        (10, 10, False, Bound.AT_MOST),
        (11, 10, False, Bound.UNKNOWN),
    ],
)
def test_a_count_says_what_its_number_is(number: int, most: int, is_exact: bool, bound: Bound) -> None:
    count = count_of([Facts(State.WAITING)] * number, most, is_exact)
    assert (count.number, count.bound) == (min(number, most), bound)
    assert count.states.get(State.WAITING, 0) == min(number, most)
