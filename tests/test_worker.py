"""The loop of the jobs that go on for ever."""

import asyncio
from collections.abc import Callable

import pytest

from bot.worker import Wakeup, run_forever
from tests.support.waiting import patience

LONG = 3600.0


class Job:
    """Each step is the next of `script`: seconds to wait, or an error. After the last one the loop is left."""

    def __init__(self, *script: float | Exception) -> None:
        self._script = list(script)
        self.done = 0
        self.begun, self.over = asyncio.Event(), asyncio.Event()

    async def step(self) -> float:
        self.done += 1
        self.begun.set()
        if not self._script:
            self.over.set()
            return LONG
        item = self._script.pop(0)
        if isinstance(item, Exception):
            raise item
        return item


async def finish(job: Job, trouble: Callable[[Exception], float] | None = None) -> None:
    async with patience("the loop takes its next step"):
        loop = asyncio.create_task(run_forever(job.step, trouble))
        await job.over.wait()
        loop.cancel()


async def test_a_step_that_did_something_is_followed_by_another_at_once() -> None:
    job = Job(0.0, 0.0, 0.001)
    await finish(job)
    assert job.done == 4


async def test_an_error_of_a_step_is_handed_on_and_the_job_goes_on() -> None:
    met: list[Exception] = []

    def trouble(error: Exception) -> float:
        met.append(error)
        return 0.0

    errors = ValueError("a"), OSError("b")
    await finish(Job(*errors), trouble)
    assert met == list(errors)


async def test_without_anybody_to_tell_an_error_ends_the_job() -> None:
    with pytest.raises(OSError, match="gone"):
        await run_forever(Job(OSError("gone")).step)


async def test_a_wait_ends_when_there_is_something_to_do() -> None:
    job, wakeup = Job(LONG), Wakeup()
    loop = asyncio.create_task(run_forever(job.step, wakeup=wakeup))
    async with patience("the loop takes its next step"):
        await job.begun.wait()
        assert not job.over.is_set()
        wakeup.ring()
        await job.over.wait()
    loop.cancel()


async def test_a_ring_during_a_step_is_not_missed() -> None:
    wakeup, over, steps = Wakeup(), asyncio.Event(), 0

    async def step() -> float:
        nonlocal steps
        steps += 1
        if steps == 1:
            wakeup.ring()
        else:
            over.set()
        return LONG

    loop = asyncio.create_task(run_forever(step, wakeup=wakeup))
    async with patience("the loop takes its next step"):
        await over.wait()
    loop.cancel()
