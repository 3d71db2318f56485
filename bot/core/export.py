"""What a chat follows, as a file: `dump` writes it, `load` reads a file that somebody sends, whatever it is.

docs/export.md describes the format.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NoReturn, TypeVar

from bot.core.change import Kind
from bot.core.export_watches import WantedWatch, plain_of, read_watches
from bot.core.preference_edits import ISSUES, is_zone
from bot.core.preferences import IssueScope, Preferences, When
from bot.core.question import QuestionId
from bot.core.watch import Watch

T = TypeVar("T")

FORMAT, VERSION = "guetteur-follows", 2
FIRST_VERSION = 1
"""It named questions as 17-4321, for there was one chamber."""

MOST_BYTES = 1 << 20
MOST_ENTRIES = 5000
"""The most questions of one file."""

LONGEST_KEY = 20


class Reason(StrEnum):
    """Why a file is of no use."""

    NOT_JSON = "not-json"
    OTHER_FORMAT = "other-format"
    NEWER = "newer"
    EMPTY = "empty"
    TOO_BIG = "too-big"
    UNAVAILABLE = "unavailable"
    LOST = "lost"


class BadFile(ValueError):
    """A file is of no use; `reason` tells why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason

    @property
    def is_ours(self) -> bool:
        """Whether a Guetteur wrote the file all the same."""
        return self.reason in (Reason.NEWER, Reason.EMPTY)


@dataclass(frozen=True, slots=True)
class Kept:
    """A follow as it is written to a file; `topic` is the forum's topic in which its alerts are sent."""

    question: QuestionId
    followed_at: datetime
    comments_muted: bool
    topic: int | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A follow as it is read from a file. It begins anew, so the time when it began before does not count."""

    question: QuestionId
    comments_muted: bool = False


@dataclass(frozen=True, slots=True)
class Loaded:
    """The contents of a file: each question once, in its order, and how many entries were not understood or not read.

    The watches come likewise, and count among the entries that were not understood.
    `preferences` is None where the file has none, or they are not understood.
    """

    follows: tuple[Wanted, ...]
    not_understood: int
    not_read: int
    preferences: Preferences | None
    watches: tuple[WantedWatch, ...] = ()


def dump(follows: Sequence[Kept], preferences: Preferences, made_at: datetime, watches: Sequence[Watch] = ()) -> bytes:
    """The file, with a line for each question and each watch, so that a person can read it too."""
    head = {"format": FORMAT, "version": VERSION, "made_at": _instant(made_at)}
    lines = ",\n".join(f"  {json.dumps(_entry(each))}" for each in follows)
    start = json.dumps(head).removesuffix("}")
    watched = ",\n".join(f"  {json.dumps(plain_of(each), ensure_ascii=False)}" for each in watches)
    second = f',\n "watches": [\n{watched}\n ]' if watches else ""
    settings = json.dumps(_plain(preferences))
    return f'{start},\n "preferences": {settings},\n "follows": [\n{lines}\n ]{second}}}\n'.encode(errors="replace")


def load(content: bytes, current: int) -> Loaded:
    """The contents of a file; questions of legislatures after the `current` one are not understood. Raises BadFile."""
    data = _parsed(content)
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise BadFile(Reason.OTHER_FORMAT)
    version, entries = data.get("version"), data.get("follows")
    if type(version) is not int or version < FIRST_VERSION:
        raise BadFile(Reason.OTHER_FORMAT)
    if version > VERSION:
        raise BadFile(Reason.NEWER)
    if not isinstance(entries, list):
        raise BadFile(Reason.OTHER_FORMAT)
    read = [_wanted(entry, current) for entry in entries[:MOST_ENTRIES]]
    understood: dict[QuestionId, Wanted] = {}
    for each in read:
        if each is not None:
            understood.setdefault(each.question, each)
    watches, not_understood = read_watches(data.get("watches"))
    if not understood and not watches:
        raise BadFile(Reason.EMPTY)
    return Loaded(
        tuple(understood.values()),
        not_understood=sum(each is None for each in read) + not_understood,
        not_read=len(entries) - len(read),
        preferences=_preferences(data.get("preferences")),
        watches=watches,
    )


def _instant(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _entry(kept: Kept) -> dict[str, Any]:
    written: dict[str, Any] = {
        "question": str(kept.question),
        "uid": kept.question.uid,
        "followed_at": _instant(kept.followed_at),
        "comments_muted": kept.comments_muted,
    }
    return written if kept.topic is None else {**written, "topic": kept.topic}


def _plain(preferences: Preferences) -> dict[str, Any]:
    """The preferences without a pause: it is over when the file is used."""
    return {
        "when": preferences.when.value,
        **({} if preferences.hour is None else {"hour": preferences.hour}),
        "quiet": None if preferences.quiet is None else list(preferences.quiet),
        "silent": preferences.silent,
        "zone": preferences.zone,
        "answers_at_once": preferences.answers_at_once,
        "off": sorted(preferences.off),
        "everybody": preferences.everybody,
        **{issue: preferences.scope(issue).value for issue in ISSUES},
        "sign_of_life": preferences.sign_of_life,
    }


def _parsed(content: bytes) -> object:
    try:
        return json.loads(content, parse_constant=_refuse, object_pairs_hook=_each_once)
    except (ValueError, RecursionError):
        raise BadFile(Reason.NOT_JSON) from None


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object. Raises ValueError where it has a name twice."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name twice in one object")
    return found


def _wanted(entry: object, current: int) -> Wanted | None:
    if not isinstance(entry, dict):
        return None
    key, muted = entry.get("question"), entry.get("comments_muted", False)
    if not isinstance(key, str) or len(key) > LONGEST_KEY or not isinstance(muted, bool):
        return None
    try:
        question = QuestionId.parse(key)
    except ValueError:
        return None
    return Wanted(question, muted) if question.has_begun(current) else None


def _preferences(data: object) -> Preferences | None:
    """All preferences or none: some of them without the others could be the opposite of what somebody wants."""
    if not isinstance(data, dict):
        return None
    try:
        return _understood(data)
    except ValueError:
        return None


def _understood(data: Mapping[str, object]) -> Preferences:
    usual = Preferences()
    quiet, zone = data.get("quiet"), _of(str, data, "zone", usual.zone)
    if not is_zone(zone):
        raise ValueError(f"no such time zone: {zone[:40]!r}")
    return Preferences(
        when=When(_of(str, data, "when", usual.when.value)),
        hour=_hour(data["hour"]) if "hour" in data else usual.hour,
        quiet=None if quiet is None else _hours(quiet),
        silent=_of(bool, data, "silent", usual.silent),
        zone=zone,
        answers_at_once=_of(bool, data, "answers_at_once", usual.answers_at_once),
        off=frozenset(Kind(_text(each)) for each in _of(list, data, "off", [])),
        everybody=_of(bool, data, "everybody", usual.everybody),
        issues=_issues(data),
        sign_of_life=_of(bool, data, "sign_of_life", usual.sign_of_life),
    )


def _issues(data: Mapping[str, object]) -> frozenset[tuple[str, IssueScope]]:
    scopes = {issue: IssueScope(_of(str, data, issue, IssueScope.NONE.value)) for issue in ISSUES}
    return frozenset((issue, scope) for issue, scope in scopes.items() if scope is not IssueScope.NONE)


def _of(kind: type[T], data: Mapping[str, object], name: str, usual: T) -> T:
    value = data.get(name, usual)
    if not isinstance(value, kind):
        raise ValueError(f"{name} is of another kind")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("not a text")
    return value


def _hour(value: object) -> int:
    if type(value) is not int or not 0 <= value <= 23:
        raise ValueError("not an hour")
    return value


def _hours(value: object) -> tuple[int, int]:
    if not isinstance(value, list) or len(value) != 2 or value[0] == value[1]:
        raise ValueError("not a time of quiet")
    return _hour(value[0]), _hour(value[1])
