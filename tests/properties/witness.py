"""A witness of the outbox: it watches every transition and checks the states that its name promises."""

import functools
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any
from unittest.mock import patch

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.outbox import transitions

WAITING = frozenset({"collecting", "ready", "scheduled", "suspended"})
NOTHING, GONE = "nothing", "gone"
ENDS = frozenset((state, GONE) for state in (*WAITING, "sent", "refused", "cancelled", "shown"))

CHANGES: dict[str, frozenset[tuple[str, str]]] = {
    "fan_out": frozenset({(NOTHING, "collecting"), (NOTHING, "ready")}),
    "enqueue": frozenset({(NOTHING, "ready")}),
    "show": frozenset({(NOTHING, "shown")}),
    "group": frozenset(),
    "release": frozenset({("collecting", "ready")}),
    "schedule": frozenset({("ready", "scheduled")}),
    "put_off": frozenset(),
    "wake": frozenset({("scheduled", "ready")}),
    "reschedule_alone": frozenset({("scheduled", "ready")}),
    "reschedule_digest": frozenset({("ready", "scheduled")}),
    "gather": frozenset({("ready", "scheduled")}),
    "end_gathering": frozenset(),
    "clock_went_back": frozenset({("scheduled", "ready")}),
    "plan_anew": frozenset({("scheduled", "ready")}),
    "suspend": frozenset({("ready", "suspended")}),
    "suspend_scheduled": frozenset({("scheduled", "suspended")}),
    "resume": frozenset({("suspended", "ready"), ("suspended", "scheduled")}),
    "settle": frozenset((state, end) for state in (*WAITING, "cancelled") for end in ("sent", "refused")),
    "count_attempt": frozenset(),
    "retry": frozenset({("ready", "scheduled")}),
    "close_topic": frozenset({("ready", "scheduled")}),
    "leave_topic": frozenset(),
    "cancel": frozenset({("ready", "cancelled"), ("scheduled", "cancelled")}),
    "cancel_question": frozenset((state, "cancelled") for state in WAITING),
    "move": frozenset({("scheduled", "ready"), *((state, "cancelled") for state in WAITING), *ENDS}),
    "forget": ENDS,
    "prune": frozenset((state, GONE) for state in ("sent", "refused", "cancelled", "shown")),
}
"""The states that each transition may lead to, where it changes a row's state at all."""

Transition = Callable[..., Awaitable[Any]]
States = dict[int, str]


class Witness:
    """Wraps every transition while it watches. `seen` counts the transitions that changed a row's state."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()
        self._patches = [
            patch.object(transitions, name, self._watched(name, getattr(transitions, name))) for name in CHANGES
        ]

    def begin(self) -> None:
        """Begin to watch."""
        for each in self._patches:
            each.start()

    def end(self) -> None:
        """Stop watching."""
        for each in self._patches:
            each.stop()

    def _watched(self, name: str, transition: Transition) -> Transition:
        @functools.wraps(transition)
        async def watched(connection: AsyncConnection, *arguments: Any, **more: Any) -> Any:
            before = await _states(connection)
            result = await transition(connection, *arguments, **more)
            self._hold(name, before, await _states(connection))
            return result

        return watched

    def _hold(self, name: str, before: States, after: States) -> None:
        changes = {
            (before.get(id, NOTHING), after.get(id, GONE))
            for id in before.keys() | after.keys()
            if before.get(id) != after.get(id)
        }
        assert changes <= CHANGES[name], f"{name} made {sorted(changes - CHANGES[name])}"
        self.seen[name] += bool(changes)


async def _states(connection: AsyncConnection) -> States:
    return {row.id: row.state for row in await connection.execute(text("SELECT id, state FROM outbox"))}
