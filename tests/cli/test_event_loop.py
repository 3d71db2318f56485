"""The event loop of a process that is frozen and goes on, with real sockets and a real SIGSTOP."""

import multiprocessing
import os
import signal
import socket
import time
from asyncio import Runner, open_connection, sleep, timeout
from multiprocessing.connection import Connection

import pytest

from bot.cli.event_loop import FROZEN_SECONDS, EventLoop

PATIENCE = 1.0
"""Seconds after which the frozen process would give up its wait."""

FROZEN = PATIENCE + FROZEN_SECONDS + 1.0


def read_one_line(port: int, tell: Connection) -> None:
    """The work of the frozen process: to wait for a line, with a timer."""

    async def read() -> bytes:
        reader, _writer = await open_connection("127.0.0.1", port)
        tell.send("waiting")
        async with timeout(PATIENCE):
            return await reader.readline()

    with Runner(loop_factory=EventLoop) as runner:
        try:
            tell.send(runner.run(read()))
        except TimeoutError:
            tell.send(b"gave up")


@pytest.mark.parametrize(("sent", "told"), [(b"taken\n", b"taken\n"), (b"", b"gave up")], ids=["answer", "no answer"])
def test_data_that_arrived_while_the_process_was_frozen_is_read_before_a_timer_ends_the_wait(
    sent: bytes, told: bytes
) -> None:
    ours, theirs = multiprocessing.Pipe()
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        process = multiprocessing.get_context("forkserver").Process(target=read_one_line, args=(port, theirs))
        process.start()
        connection, _ = server.accept()
        with connection:
            assert ours.recv() == "waiting"
            time.sleep(0.2)  # until it waits in its selector
            os.kill(process.pid or 0, signal.SIGSTOP)
            connection.sendall(sent)
            time.sleep(FROZEN)
            os.kill(process.pid or 0, signal.SIGCONT)
            assert ours.recv() == told
        process.join()


def test_the_clock_goes_on_while_the_process_waits() -> None:
    async def waited() -> float:
        began = loop.time()
        await sleep(0.05)
        return loop.time() - began

    with Runner(loop_factory=EventLoop) as runner:
        loop = runner.get_loop()
        assert runner.run(waited()) >= 0.05
