"""Set-up of every test run."""

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.support import run_folder, second_attempts

if TYPE_CHECKING:
    from tests.support.dealing import Dealer

AT_ONCE = 2
"""Processes for each core: journeys wait for about half of their time."""

sys.dont_write_bytecode = False  # whatever the shell says: each worker would compile all tests again, which takes 6 s


run_folder.keep_files_in_memory(os.environ)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Let the processes of this run share one folder, and the server of PostgreSQL that may be started in it.

    It is called where there are several, before these are started; a single one makes the folder when it needs it.
    """
    run_folder.reserve()


@pytest.fixture
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database that is not made yet: on SQLite, unless a test says `ON_BOTH`."""
    from tests.support.stores import SQLITE, new_address  # noqa: PLC0415 - who deals out the tests has no store

    with new_address(getattr(request, "param", SQLITE), tmp_path) as made:
        yield made


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Make ready what tests run with, where they run, and order them well where that is in several processes."""
    from tests.support.compiled import share_compiled_statements  # noqa: PLC0415 - who deals out the tests has no store

    share_compiled_statements()
    second_attempts.allow(items)
    if hasattr(config, "workerinput"):
        from tests.support.dealing import interleave  # noqa: PLC0415 - there may be no xdist, as for a mutant

        items[:] = interleave(items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> "Dealer":
    """Who deals the tests out to several processes. With a log of its own it would print a line for each test."""
    from tests.support.dealing import Dealer  # noqa: PLC0415 - as above

    return Dealer(config, log)


def pytest_collection_finish() -> None:
    """Hide the collected tests, which live to the end, from the garbage collector, for looking at them takes long."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """How many processes `-n auto` means. It is not called where tests run one by one, as they do for a mutant."""
    return AT_ONCE * (os.cpu_count() or 1)
