"""Reads preferences from a row, for queries that join the table of preferences with others."""

from typing import Any

from sqlalchemy import Row

from bot.core import chambers
from bot.core.change import Kind
from bot.core.preferences import IssueScope, Preferences, When

USUAL = Preferences()

ISSUES = tuple(issue.name for _, issue in chambers.issuing())
"""A column for the weekly issue of each chamber: its name."""


def preferences_of(row: Row[Any]) -> Preferences:
    """The preferences in a row that has all columns of that table; they are null where the chat never chose any."""
    if row.tell is None:
        return USUAL
    quiet = None if row.quiet_from is None or row.quiet_until is None else (row.quiet_from, row.quiet_until)
    return Preferences(
        when=When(row.tell),
        hour=row.hour,
        quiet=quiet,
        silent=row.silent,
        zone=row.zone,
        answers_at_once=row.answers_at_once,
        off=frozenset(Kind(kind) for kind in row.off.split() if kind in set(Kind)),
        everybody=row.everybody,
        paused_until=row.paused_until,
        issues=_issues(row),
        sign_of_life=row.sign_of_life,
    )


def _issues(row: Row[Any]) -> frozenset[tuple[str, IssueScope]]:
    scopes = {issue: IssueScope(row._mapping[issue]) for issue in ISSUES}
    return frozenset((issue, scope) for issue, scope in scopes.items() if scope is not IssueScope.NONE)
