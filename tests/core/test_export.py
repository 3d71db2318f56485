"""The file of /export: it is read as it was written, and any other file is refused with a reason."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.core.chambers.assemblee import ASSEMBLEE
from bot.core.chambers.senat import SENAT
from bot.core.change import Kind
from bot.core.export import MOST_BYTES, MOST_ENTRIES, BadFile, Kept, Reason, Wanted, dump, load
from bot.core.preferences import UNTIL_ASKED, IssueScope, Preferences, When
from bot.core.question import QuestionId
from tests.support.examples import ID, NOW

SINCE = datetime(2026, 10, 1, 7, 30, 15, 123456, tzinfo=UTC)
FOLLOWS = (Kept(ID, SINCE, False), Kept(QuestionId.of_legislature(16, 12432), SINCE, True, topic=7))
CHOSEN = Preferences(
    When.WEEKLY,
    6,
    (22, 7),
    True,
    "Pacific/Noumea",
    True,
    frozenset({Kind.COMMENT}),
    True,
    issues=frozenset({("tuesday", IssueScope.OWN)}),
    sign_of_life=True,
)


def plain(**changes: Any) -> dict[str, Any]:
    """A file as it is written, with something else in it."""
    read: dict[str, Any] = json.loads(dump(FOLLOWS, CHOSEN, NOW))
    return read | changes


def packed(data: object) -> bytes:
    return json.dumps(data).encode()


def reason(content: bytes) -> Reason:
    with pytest.raises(BadFile) as bad:
        load(content, 17)
    return bad.value.reason


def test_a_file_says_what_docs_export_md_says() -> None:
    assert plain() == {
        "format": "guetteur-follows",
        "version": 2,
        "made_at": "2026-11-24T12:00:00+00:00",
        "preferences": {
            "when": "weekly",
            "hour": 6,
            "quiet": [22, 7],
            "silent": True,
            "zone": "Pacific/Noumea",
            "answers_at_once": True,
            "off": ["comment"],
            "everybody": True,
            "tuesday": "own",
            "thursday": "none",
            "sign_of_life": True,
        },
        "follows": [
            {
                "question": "an17-4321",
                "uid": "QANR5L17QE4321",
                "followed_at": "2026-10-01T07:30:15+00:00",
                "comments_muted": False,
            },
            {
                "question": "an16-12432",
                "uid": "QANR5L16QE12432",
                "followed_at": "2026-10-01T07:30:15+00:00",
                "comments_muted": True,
                "topic": 7,
            },
        ],
    }


@pytest.mark.parametrize(
    "preferences", [Preferences(), CHOSEN, Preferences(off=frozenset(Kind)), Preferences(hour=0, quiet=(23, 0))]
)
def test_what_was_written_is_read(preferences: Preferences) -> None:
    read = load(dump(FOLLOWS, preferences, NOW), 17)
    assert read.follows == (Wanted(ID), Wanted(QuestionId.of_legislature(16, 12432), comments_muted=True))
    assert (read.not_understood, read.not_read, read.preferences) == (0, 0, preferences)


def test_a_pause_stays_where_it_is() -> None:
    read = load(dump(FOLLOWS, replace(CHOSEN, paused_until=UNTIL_ASKED), NOW), 17)
    assert read.preferences == CHOSEN


def test_the_largest_file_is_within_the_bounds_and_a_line_is_a_question() -> None:
    assert (MOST_BYTES, MOST_ENTRIES) == (1_048_576, 5_000)
    follows = [
        Kept(QuestionId.of_legislature(17, 100_000 + number), SINCE, False, 2**40) for number in range(MOST_ENTRIES)
    ]
    content = dump(follows, CHOSEN, NOW)
    assert len(content) < MOST_BYTES
    assert content.count(b"\n") == MOST_ENTRIES + 4
    assert len(load(content, 17).follows) == MOST_ENTRIES


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8", b""), ("utf-8-sig", b""), ("utf-16", b""), ("utf-16-le", b"\xff\xfe"), ("utf-32", b"")],
)
def test_a_file_that_an_editor_wrote_anew_is_read(encoding: str, mark: bytes) -> None:
    content = mark + dump(FOLLOWS, CHOSEN, NOW).decode().encode(encoding)
    assert len(load(content, 17).follows) == 2


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00",
        b"%PDF-1.7",
        b"{",
        b"{'format': 1}",
        b"[" * 200_000,
        b'{"a":' * 100_000,
        b"[NaN]",
        b"[-Infinity]",
        b'{"format": "guetteur-follows", "format": "guetteur-follows"}',
        b"[" + b"9" * 100_000 + b"]",
        "{\"é\": 1}".encode("latin-1"),
        b"\xff\xfe\x00",
        b"\xef\xbb\xbf",
    ],
    ids=range(14),
)  # fmt: skip
def test_what_is_no_json_is_said_to_be_none(content: bytes) -> None:
    assert reason(content) is Reason.NOT_JSON


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (None, Reason.OTHER_FORMAT),
        ([], Reason.OTHER_FORMAT),
        ("guetteur-follows", Reason.OTHER_FORMAT),
        ({}, Reason.OTHER_FORMAT),
        (plain(format="other"), Reason.OTHER_FORMAT),
        (plain(format=["guetteur-follows"]), Reason.OTHER_FORMAT),
        (plain(version=0), Reason.OTHER_FORMAT),
        (plain(version=True), Reason.OTHER_FORMAT),
        (plain(version="2"), Reason.OTHER_FORMAT),
        (plain(version=1.0), Reason.OTHER_FORMAT),
        (plain(version=None), Reason.OTHER_FORMAT),
        (plain(follows=None), Reason.OTHER_FORMAT),
        (plain(follows={"question": "17-1"}), Reason.OTHER_FORMAT),
        (plain(version=3), Reason.NEWER),
        (plain(version=3, follows="another way"), Reason.NEWER),
        (plain(version=10**30), Reason.NEWER),
        (plain(follows=[]), Reason.EMPTY),
        (plain(follows=[None, {}, {"question": "18-1"}]), Reason.EMPTY),
    ],
)
def test_another_file_says_why_it_is_of_no_use(data: object, why: Reason) -> None:
    assert reason(packed(data)) is why


def test_only_what_is_ours_is_answered_where_nobody_may_have_asked() -> None:
    assert {each for each in Reason if BadFile(each).is_ours} == {Reason.NEWER, Reason.EMPTY}


@pytest.mark.parametrize(
    "entry",
    [
        None,
        "17-1",
        17,
        [],
        {},
        {"uid": "QANR5L17QE1"},
        {"question": None},
        {"question": 17.1},
        {"question": ["17-1"]},
        {"question": "17"},
        {"question": "17-0"},
        {"question": "12-1"},
        {"question": "18-1"},
        {"question": "17-1000000"},
        {"question": "17--1"},
        {"question": "١٧-١"},
        {"question": "17-1 "},
        {"question": "\ud800"},
        {"question": "1" * 5000 + "-1"},
        {"question": "17-1".rjust(21, "0")},
        {"question": "<b>17-1</b>"},
        {"question": "17-1", "comments_muted": "yes"},
        {"question": "17-1", "comments_muted": 1},
        {"question": "17-1", "comments_muted": None},
    ],
)
def test_an_entry_that_is_not_understood_is_counted_and_spoils_no_other(entry: object) -> None:
    read = load(packed(plain(follows=[entry, {"question": "17-4321"}])), 17)
    assert (read.follows, read.not_understood) == ((Wanted(ID),), 1)


def test_a_question_that_comes_twice_counts_once_as_it_came_first() -> None:
    twice = [{"question": "17-4321", "comments_muted": True}, {"question": "017-4321"}]
    read = load(packed(plain(follows=twice)), 17)
    assert (read.follows, read.not_understood) == ((Wanted(ID, True),), 0)


@pytest.mark.parametrize("version", [1, 2])
def test_a_file_of_any_version_is_read_and_so_is_a_senators_question(version: int) -> None:
    entries = [{"question": key} for key in ("17-4321", "an16-12432", "an17-QOSD-12", "senat-SEQ250705636")]
    read = load(packed(plain(version=version, follows=entries)), 17)
    senators = QuestionId(SENAT, 202507, 5636, "QE")
    assert [each.question for each in read.follows] == [
        ID,
        QuestionId.of_legislature(16, 12432),
        QuestionId(ASSEMBLEE, 17, 12, "QOSD"),
        senators,
    ]
    assert read.not_understood == 0


def test_a_key_may_have_twenty_characters() -> None:
    assert load(packed(plain(follows=[{"question": "17-4321".rjust(20, "0")}])), 17).follows == (Wanted(ID),)


def test_more_entries_than_are_read_are_counted() -> None:
    entries = [{"question": f"17-{number}"} for number in range(1, MOST_ENTRIES + 4)]
    read = load(packed(plain(follows=entries)), 17)
    assert (len(read.follows), read.not_read) == (MOST_ENTRIES, 3)


def test_fields_of_a_later_version_are_left_alone() -> None:
    read = load(packed(plain(more={"a": 1}, follows=[{"question": "17-4321", "note": "x"}])), 17)
    assert read.follows == (Wanted(ID),)


@pytest.mark.parametrize(
    "spoilt",
    [
        {"when": "monthly"},
        {"when": None},
        {"when": []},
        {"hour": 24},
        {"hour": -1},
        {"hour": True},
        {"hour": 8.0},
        {"hour": "8"},
        {"hour": 10**400},
        {"quiet": []},
        {"quiet": [22]},
        {"quiet": [22, 22]},
        {"quiet": [22, 7, 8]},
        {"quiet": ["22", "7"]},
        {"quiet": "22-7"},
        {"quiet": [False, True]},
        {"silent": 1},
        {"zone": "Europe/Atlantis"},
        {"zone": "../../etc/passwd"},
        {"zone": None},
        {"zone": ["Europe/Paris"]},
        {"answers_at_once": "no"},
        {"off": "comment"},
        {"off": ["rumour"]},
        {"off": [None]},
        {"off": [["comment"]]},
        {"everybody": None},
    ],
)
def test_preferences_that_are_not_all_understood_are_none(spoilt: dict[str, Any]) -> None:
    whole = plain()
    read = load(packed(whole | {"preferences": whole["preferences"] | spoilt}), 17)
    assert read.preferences is None
    assert len(read.follows) == 2


@pytest.mark.parametrize(("data", "read"), [(None, None), ([], None), ("usual", None), ({}, Preferences())])
def test_preferences_may_be_missing(data: object, read: Preferences | None) -> None:
    assert load(packed(plain(preferences=data)), 17).preferences == read
