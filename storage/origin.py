"""Tells who made a database, from its tables and the revisions of its schema, before anything is written to it."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum

VERSIONS = "alembic_version"
"""The table in which Alembic keeps the revision of the schema."""

FIRST_TABLES = frozenset({"chats", "questions", "looks", "follows", "events", "outbox", "updates"})
"""Tables that every version of the program has had. Another program may have some of them, and name its schema's
revisions alike."""


UNFINISHED_MOVE = "unfinished_move"
"""The table that a database has while another one is moved into it, see `storage.moving`."""


@dataclass(frozen=True, slots=True)
class Inspected:
    """What was found in a database.

    `damage` are the words of the database for it, None where it is whole; `tables` include its views.
    """

    damage: str | None = None
    revisions: tuple[str, ...] = ()
    tables: frozenset[str] = frozenset()


class Origin(Enum):
    """Who made a database."""

    NEW = "nobody yet"
    OURS = "this version of the program, or an older one"
    NEWER = "a newer version of the program"
    FOREIGN = "another program"
    UNFINISHED = "a move of this program's that was not finished"


def origin(tables: Collection[str], revisions: Collection[str], known: Collection[str]) -> Origin:
    """Who made a database with these tables, and these revisions of its schema; `known` are those of this version."""
    if not tables:
        return Origin.NEW
    if UNFINISHED_MOVE in tables:
        return Origin.UNFINISHED
    if not revisions or not set(tables) >= FIRST_TABLES:
        return Origin.FOREIGN
    return Origin.OURS if set(revisions) <= set(known) else Origin.NEWER
