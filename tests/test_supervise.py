"""The life of the process."""

import sys
from collections.abc import Iterator

import pytest

from bot.supervise import SWITCH_SECONDS, switch_often

PYTHONS_OWN = 0.005
"""Seconds of `sys.getswitchinterval()` in a new process."""


@pytest.fixture(autouse=True)
def pythons_own() -> Iterator[None]:
    """Python's own interval, whatever other tests have run in this process."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(PYTHONS_OWN)
    yield
    sys.setswitchinterval(before)


def test_no_thread_that_computes_keeps_the_others_waiting_as_long_as_python_would_let_it() -> None:
    switch_often()
    assert sys.getswitchinterval() == pytest.approx(SWITCH_SECONDS)
    assert SWITCH_SECONDS < PYTHONS_OWN
