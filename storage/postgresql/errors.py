"""What the errors of PostgreSQL mean, by their SQLSTATE, see https://www.postgresql.org/docs/current/errcodes-appendix.html.

No driver is imported here: whoever has a file of SQLite needs none.
"""

PASSING_CLASSES = ("08", "40", "53", "55", "57", "58")
"""Classes of errors that may pass: connection, transaction rollback (a deadlock, a serialization failure), resources (a
full disk), a state of an object (a lock that was not got), an operator's intervention (a shutdown), the system."""

PASSING = frozenset({"25006", "25P03", "3D000", "26000"})
"""Others that may pass: a read-only transaction (the server became a standby), a session that was idle too long, a
database that was renamed away, a statement that a pooler's other server does not know."""

CONNECTION_CLASS = "08"
STOPS = frozenset({"57P01", "57P02", "57P03", "57P04", "57P05"})
"""Errors of a server that stops, starts, or ends a session."""

GONE = STOPS | {"25006"}
"""Errors after which a connection is of no use: also where the server no longer takes writes."""

NOT_LOCKED = "55P03"

DAMAGED = frozenset({"XX001", "XX002"})

LONGEST = 300
"""Characters of a server's words that are shown."""


def is_passing(error: BaseException) -> bool:
    """Whether a statement that failed with this error of the driver may succeed later.

    A mistake of ours that the driver finds, before it asks the server, is none of these.
    """
    state = getattr(error, "sqlstate", None)
    return is_away(error) or (state is not None and (state[:2] in PASSING_CLASSES or state in PASSING))


def is_away(error: BaseException) -> bool:
    """Whether this error of the driver tells that the server is away.

    An OperationalError without a SQLSTATE is a connection that broke or could not be made.
    """
    state = getattr(error, "sqlstate", None)
    if state is None:
        return any(each.__name__ == "OperationalError" for each in type(error).__mro__)
    return state[:2] == CONNECTION_CLASS or state in STOPS


def is_locked(error: BaseException) -> bool:
    """Whether a lock was not got in time."""
    return getattr(error, "sqlstate", None) == NOT_LOCKED


def is_disconnect(error: BaseException | None) -> bool:
    """Whether the connection is of no use any more."""
    return getattr(error, "sqlstate", None) in GONE


def sentence(error: BaseException) -> str:
    """The words of an error in one line, without the statement: no libpq, and no server, puts a password into them."""
    primary = getattr(getattr(error, "diag", None), "message_primary", None)
    return " ".join((primary or str(error)).split())[:LONGEST]
