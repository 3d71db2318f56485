"""A connection on which nothing is waited for in vain.

A server that vanishes is noticed by TCP. One that is frozen (its machine hangs, its processes are stopped) is not: the
system behind it goes on acknowledging what arrives, and libpq waits for ever. After some seconds without an answer
somebody is therefore asked whether it is worth waiting: a server that works may take minutes for a statement.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, NamedTuple, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.waiting import wait_async

PATIENCE = 5.0
"""Seconds without an answer after which it is asked whether the server is still there."""

CANCEL_SECONDS = 1.0

INTERVAL = 1.0
"""Seconds after which the driver looks at a socket that the event loop says nothing of."""

Value = TypeVar("Value")


class Timeline(NamedTuple):
    """Which history of a database a server continues: each promotion of a standby begins another, of the next number.

    `cluster` is what pg_control calls the system identifier: a primary and its standbys have the same.
    """

    cluster: int
    number: int


class Session(psycopg.AsyncConnection[Any]):
    """A connection that is given up where waiting is of no use: the statement then fails with an OperationalError.

    Whether what was being committed is committed is not known then, as with any connection that breaks.
    """

    is_worth_waiting: Callable[["Session", float], Awaitable[bool]] | None = None
    """Is asked every few seconds, with the seconds waited so far; without it nothing is waited for longer than that."""

    server: str = ""
    """How the server is connected to; it can hold a password."""

    timeline: Timeline | None = None
    """None where it does not matter, for the address names one server, or where the server does not say."""

    is_committing = False

    async def commit(self) -> None:
        """Commit the transaction."""
        self.is_committing = True
        try:
            await super().commit()
        finally:
            self.is_committing = False

    async def wait(
        self,
        gen: PQGen[Value],
        interval: float = INTERVAL,
        timeout: float | None = None,  # noqa: ASYNC109 - the driver's
    ) -> Value:
        """Wait for what the driver does on the connection.

        Raises OperationalError where no answer is to be expected, or none came within `timeout` seconds.
        """
        try:
            return await self._wait_patiently(gen, interval, timeout)
        except asyncio.CancelledError:
            await self._give_up()
            raise

    async def _wait_patiently(self, gen: PQGen[Value], interval: float, longest: float | None) -> Value:
        waited, patience = 0.0, longest or PATIENCE
        while True:
            try:
                async with asyncio.timeout(patience):
                    return await wait_async(gen, self.pgconn.socket, interval)
            except TimeoutError:
                waited += patience
            if longest or self.is_worth_waiting is None or not await self.is_worth_waiting(self, waited):
                await self._give_up()
                raise psycopg.OperationalError(f"the server gave no answer for {waited:.0f} s")

    async def _give_up(self) -> None:
        """Close the connection, and have the server end the statement.

        A commit is not to be ended: one that waits for a synchronous standby would be shown to others without it.
        """
        if not self.is_committing:
            with suppress(psycopg.Error, OSError):
                await self.cancel_safe(timeout=CANCEL_SECONDS)
        self.pgconn.finish()
