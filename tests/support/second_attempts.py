"""Which tests are tried once more where they fail: those that drive real processes or a real server, and no others.

It is a net for what a machine with much other work does to several processes at once. A test that needed it is named at
the end of the run, with what went wrong, and is a fault to be mended.
"""

from collections.abc import Iterable
from functools import cache
from types import ModuleType

import pytest

PROCESSES = frozenset({"journeys", "faults"})
"""The rooms whose tests start the bot."""

SERVER = "tests.support.postgresql"
AGAIN = pytest.mark.flaky(reruns=1)


def allow(items: Iterable[pytest.Item]) -> None:
    """Mark those tests for pytest-rerunfailures."""
    for item in items:
        if starts_the_bot(item) or uses_a_server(item):
            item.add_marker(AGAIN)


def starts_the_bot(item: pytest.Item) -> bool:
    """Whether it stands in a room of processes."""
    return item.path.parent.name in PROCESSES


def uses_a_server(item: pytest.Item) -> bool:
    """Whether it runs on PostgreSQL: by its parameter, or by what its module imports."""
    on_it = "postgresql" in item.name.partition("[")[2]
    return on_it or _imports_the_server(getattr(item, "module", None))


@cache
def _imports_the_server(module: ModuleType | None) -> bool:
    return module is not None and any(map(_is_of_the_server, vars(module).values()))


def _is_of_the_server(imported: object) -> bool:
    name = imported.__name__ if isinstance(imported, ModuleType) else getattr(imported, "__module__", None)
    return isinstance(name, str) and name.startswith(SERVER)
