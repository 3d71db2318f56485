"""Exported files and the data of settings' buttons, however a person changes them."""

import json
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.core.export import MOST_ENTRIES, BadFile, Kept, Loaded, dump, load
from bot.core.preference_edits import apply, is_zone
from bot.core.preferences import Preferences
from bot.core.question import QuestionId
from tests.properties.values import CURRENT, ID, ZONES, hostile, ids, instants, preferences

FIELDS = ("when", "hour", "answers", "quiet", "sound", "zone", "tell", "hush", "who", "pause")
PLACES = sorted(zone for zone in ZONES if is_zone(zone))
kept = st.builds(Kept, ids, instants, st.booleans(), st.none() | st.integers(1, 10**9))
documents = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | hostile | ids.map(str),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["format", "version", "follows", "question", "preferences", "off", "hour", "quiet", "zone"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


def understood(content: bytes) -> Loaded | None:
    """The content of an exported file; None where it cannot be read."""
    try:
        return load(content, CURRENT)
    except BadFile:
        return None


@given(st.lists(kept, min_size=1, max_size=20), preferences(st.sampled_from(PLACES), st.none()), instants)
def test_a_file_is_read_back_as_it_was_written(follows: list[Kept], wanted: Preferences, now: datetime) -> None:
    loaded = understood(dump(follows, wanted, now))
    assert loaded is not None
    assert [each.question for each in loaded.follows] == list(dict.fromkeys(each.question for each in follows))
    assert loaded.not_understood == loaded.not_read == 0
    if wanted.quiet is None or wanted.quiet[0] != wanted.quiet[1]:
        assert loaded.preferences == wanted


@given(st.one_of(st.binary(), documents.map(lambda document: json.dumps(document).encode())))
def test_any_bytes_are_an_exported_file_or_refused(content: bytes) -> None:
    loaded = understood(content)
    assert loaded is None or loaded.follows


@given(documents, documents)
def test_a_file_of_ours_that_somebody_changed_is_read_as_far_as_it_can_be(entry: object, wanted: object) -> None:
    written = json.loads(dump([Kept(ID, datetime(2026, 1, 1), False)], Preferences(), datetime(2026, 1, 1)))
    changed = {**written, "follows": [*written["follows"], entry], "preferences": wanted}
    loaded = understood(json.dumps(changed).encode())
    if loaded is not None:
        assert loaded.follows[0].question == ID
        assert len(loaded.follows) + loaded.not_understood in (1, 2)
        assert all(is_possible(each.question) for each in loaded.follows)
        assert loaded.preferences is None or is_zone(loaded.preferences.zone)


def is_possible(id: QuestionId) -> bool:
    return QuestionId.parse(str(id)) == id and id.session <= CURRENT


@given(st.integers(1, MOST_ENTRIES + 50))
def test_no_file_brings_more_than_so_many(count: int) -> None:
    entries = [{"question": f"17-{number}"} for number in range(1, count + 1)]
    loaded = understood(json.dumps({"format": "guetteur-follows", "version": 1, "follows": entries}).encode())
    assert loaded is not None
    assert len(loaded.follows) + loaded.not_read == count
    assert len(loaded.follows) <= MOST_ENTRIES


@given(preferences(st.sampled_from(PLACES)), st.sampled_from(FIELDS) | hostile, hostile | st.text(), instants)
def test_a_forged_edit_is_refused_or_is_one_that_can_be(
    before: Preferences, field: str, value: str, now: datetime
) -> None:
    try:
        after = apply(before, field, value, now)
    except ValueError:
        return
    assert 0 <= after.digest_hour <= 23
    assert is_zone(after.zone)
    assert apply(after, field, value, now) == after
