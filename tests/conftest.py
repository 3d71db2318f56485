"""For all tests."""

import gc
import os

import pytest

AT_ONCE = 2
"""Tests for each core: journeys wait about half of their time."""


def pytest_collection_finish() -> None:
    """Keep what was collected, which stays to the end, out of the garbage collector's observation: it is looked at for long."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """How many processes `-n auto` means; nobody asks where tests run one by one, as those of a mistake do."""
    return AT_ONCE * (os.cpu_count() or 1)
