"""For all tests."""

import os

import pytest

AT_ONCE = 2
"""Tests for each core: journeys wait about half of their time."""


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """How many processes `-n auto` means."""
    return AT_ONCE * (os.cpu_count() or 1)
