"""Writes together what several ask for meanwhile: one transaction and one wait for the disk for all of them."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

T = TypeVar("T")

Write = Callable[[Callable[[], list[T]]], Awaitable[None]]
"""Writes in one transaction all that the function it is handed gives. It calls that once its transaction has begun."""


class Together(Generic[T]):
    """Collects what is to be written while others write, and writes all of it as soon as the turn comes."""

    def __init__(self, write: Write[T]) -> None:
        self._write = write
        self._waiting: list[tuple[T, asyncio.Future[None]]] = []
        self._writer: asyncio.Task[None] | None = None

    async def add(self, item: T) -> None:
        """Write an item; returns once it is written. Raises what the transaction raises, for each of its items.

        The item of a caller that is cancelled meanwhile is written all the same.
        """
        written: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, written))
        if self._writer is None:
            self._writer = asyncio.create_task(self._write_all())
        await written

    async def finish(self) -> None:
        """Wait until all is written that was asked for."""
        if self._writer is not None:
            await asyncio.wait([self._writer])

    async def _write_all(self) -> None:
        try:
            while self._waiting:
                await self._write_some()
        finally:
            self._writer = None

    async def _write_some(self) -> None:
        taken: list[tuple[T, asyncio.Future[None]]] = []

        def take() -> list[T]:
            taken.extend(self._waiting)
            self._waiting.clear()
            return [item for item, _ in taken]

        try:
            await self._write(take)
        except BaseException as error:
            take()  # where the transaction did not even begin
            for _, written in taken:
                _fail(written, error)
            if not isinstance(error, Exception):
                raise
        else:
            for _, written in taken:
                if not written.done():
                    written.set_result(None)


def _fail(written: asyncio.Future[None], error: BaseException) -> None:
    if written.done():
        return
    if isinstance(error, Exception):
        written.set_exception(error)
    else:
        written.cancel()
