"""Watches in an exported file: written, read again, and read from what anybody may have written."""

from datetime import UTC, datetime

import pytest

from bot.core.export import BadFile, Kept, dump, load
from bot.core.export_watches import MOST_WATCH_ENTRIES, WantedWatch, read_watches
from bot.core.preferences import Preferences, When
from bot.core.query import Query
from bot.core.query_reader import read_query
from bot.core.question import QuestionId
from bot.core.watch import LONGEST_WATCH, Wanted, Watch

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def query(text: str) -> Query:
    read = read_query(text)
    assert isinstance(read, Query)
    return read


HEALTH = Watch(1, 7, None, query('ministère:santé "health data hub"'), frozenset(Wanted), When.WEEKLY, NOW, False)
PAUSED = Watch(2, 7, 5, query("nature:QG cloud -souverain"), frozenset({Wanted.ASKED}), None, NOW, True)


def test_watches_are_read_as_they_were_written() -> None:
    follow = Kept(QuestionId.of_legislature(17, 4321), NOW, False)
    loaded = load(dump([follow], Preferences(), NOW, [HEALTH, PAUSED]), 17)
    assert loaded.watches == (
        WantedWatch(HEALTH.query, HEALTH.wants, When.WEEKLY),
        WantedWatch(PAUSED.query, PAUSED.wants, None, is_paused=True),
    )
    assert loaded.not_understood == 0


def test_a_file_may_hold_watches_alone() -> None:
    loaded = load(dump([], Preferences(), NOW, [HEALTH]), 17)
    assert (len(loaded.follows), len(loaded.watches)) == (0, 1)


def test_a_file_of_an_earlier_version_has_no_watches() -> None:
    content = dump([Kept(QuestionId.of_legislature(17, 4321), NOW, False)], Preferences(), NOW)
    assert b"watches" not in content
    assert load(content, 17).watches == ()


def test_a_file_with_neither_is_empty() -> None:
    with pytest.raises(BadFile, match="empty"):
        load(dump([], Preferences(), NOW), 17)


GOOD = {"query": "santé", "wants": ["asked"], "rhythm": None, "paused": False}


@pytest.mark.parametrize(
    "entry",
    [
        None,
        [],
        "santé",
        {},
        {**GOOD, "query": 12},
        {**GOOD, "query": ""},
        {**GOOD, "query": "le la les"},
        {**GOOD, "query": "-santé"},
        {**GOOD, "query": "a" * (LONGEST_WATCH + 1)},
        {**GOOD, "wants": []},
        {**GOOD, "wants": "asked"},
        {**GOOD, "wants": ["everything"]},
        {**GOOD, "wants": [["asked"]]},
        {**GOOD, "rhythm": "hourly"},
        {**GOOD, "rhythm": ["now"]},
        {**GOOD, "paused": "no"},
    ],
)
def test_an_entry_that_is_not_understood_is_counted_and_left_out(entry: object) -> None:
    assert read_watches([entry, GOOD]) == (
        (WantedWatch(query("santé"), frozenset({Wanted.ASKED})),),
        1,
    )


@pytest.mark.parametrize("entries", [{}, "santé", 12, True])
def test_what_is_no_list_holds_no_watch(entries: object) -> None:
    assert read_watches(entries) == ((), 1)


def test_each_query_counts_once_and_no_more_are_read_than_a_file_may_have() -> None:
    read, not_understood = read_watches([GOOD, {**GOOD, "query": "SANTÉ"}] * MOST_WATCH_ENTRIES)
    assert (len(read), not_understood) == (1, 0)
