"""In which order the tests of a run are dealt out to its processes, and which of them stay together.

Journeys wait for about half of their time, all other tests compute: side by side they keep every core busy, one room
after the other they do not. Tests that share a bot go to one process, for each process would start another bot.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScheduling

ROOT = Path(__file__).parent.parent.parent

WAITING = frozenset({"faults", "journeys", "running"})
"""The rooms whose tests wait for other processes."""

SHARING = "tests.journeys.shared"
"""What a module imports whose tests share a bot."""

READY = 2
"""Tests that a process knows of: the one that it runs, and the next, for which fixtures are kept."""


def interleave(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """The tests, those that wait evenly between the modules of the others, whose order stays what it was."""
    computing = _by_module(each for each in items if not _waits(each))
    waiting = [unit for each in _by_module(filter(_waits, items)) for unit in _units(each)]
    dealt, done = list[pytest.Item](), 0
    for number, tests in enumerate(computing):
        due = len(waiting) * (number + 1) // len(computing)  # those of the first module come before it: they take long
        dealt += [each for unit in waiting[done:due] for each in unit] + tests
        done = due
    return dealt or [each for unit in waiting for each in unit]


@cache
def share_a_bot(module: str) -> bool:
    """Whether tests of the module at this path, from the root of the project on, share a bot."""
    file = ROOT / module
    return file.is_file() and SHARING in file.read_text(encoding="utf-8")


class Dealer(LoadScheduling):  # type: ignore[misc]  # it has no types
    """Hands each process the next test when it has begun its last, and modules that share a bot as a whole."""

    def check_schedule(self, node: Any, duration: float = 0) -> None:
        """Hand the process another test, unless it has enough to do."""
        if not self.pending or len(self.node2pending[node]) < READY:
            super().check_schedule(node, duration)

    def _send_tests(self, node: Any, num: int) -> None:
        super()._send_tests(node, self._whole(num))

    def _whole(self, count: int) -> int:
        """The number of tests to hand out instead: a module that shares a bot is not taken apart."""
        if not 0 < count < len(self.pending):
            return count
        module = self._module_at(count - 1)
        while share_a_bot(module) and count < len(self.pending) and self._module_at(count) == module:
            count += 1
        return count

    def _module_at(self, place: int) -> str:
        name: str = self.collection[self.pending[place]]
        return name.partition("::")[0]


def _waits(item: pytest.Item) -> bool:
    return item.path.parent.name in WAITING


def _module_of(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]


def _by_module(items: Iterable[pytest.Item]) -> list[list[pytest.Item]]:
    return [list(tests) for _, tests in groupby(items, _module_of)]


def _units(tests: list[pytest.Item]) -> list[list[pytest.Item]]:
    """The tests of a module that waits: one by one, or as one where they share a bot."""
    return [tests] if share_a_bot(_module_of(tests[0])) else [[each] for each in tests]
