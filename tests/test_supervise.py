"""The life of the process."""

import sys
from collections.abc import Iterator

import pytest

from bot.supervise import SWITCH_SECONDS, switch_often


@pytest.fixture
def usual() -> Iterator[float]:
    """Python's own interval, which comes back after the test."""
    interval = sys.getswitchinterval()
    yield interval
    sys.setswitchinterval(interval)


def test_no_thread_that_computes_keeps_the_others_waiting_as_long_as_python_would_let_it(usual: float) -> None:
    switch_often()
    assert sys.getswitchinterval() == pytest.approx(SWITCH_SECONDS)
    assert usual > SWITCH_SECONDS
