"""Which tests get a second attempt."""

from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, cast

import pytest

from tests.support import postgresql, second_attempts, stores
from tests.support.postgresql_pair import pair


def item(room: str, name: str = "test_it", **imported: Any) -> Any:
    """A test of a module that imports these."""
    module = ModuleType("test_made_up")
    vars(module).update(imported)
    marked = list[pytest.MarkDecorator]()
    return SimpleNamespace(
        path=Path(f"tests/{room}/test_made_up.py"), name=name, module=module, marked=marked, add_marker=marked.append
    )


@pytest.mark.parametrize(
    ("test", "again"),
    [
        (item("core"), False),
        (item("delivery", stores=stores), False),
        (item("journeys"), True),
        (item("faults"), True),
        (item("storage", postgresql=postgresql), True),
        (item("storage", pair=pair), True),
        (item("storage", "test_it[postgresql]"), True),
        (item("storage", "test_it[sqlite]"), False),
        (item("storage", "test_postgresql_is_named"), False),
    ],
)
def test_only_what_drives_processes_or_a_server_is_tried_again(test: Any, again: bool) -> None:
    second_attempts.allow([cast(pytest.Item, test)])
    assert test.marked == [second_attempts.AGAIN] * again
