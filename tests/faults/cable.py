"""The cable between the process and a server: while it is cut, every connection is closed at once; while it is held,
nothing comes through, and nobody is told so.
"""

import asyncio
import time
from contextlib import suppress
from typing import Self
from urllib.parse import urlsplit

CHUNK = 1 << 16


class Cable:
    """Carries bytes to a server on loopback, or at a socket in the file system, and back.

    `calls` are the monotonic times of connections made in vain.
    """

    def __init__(self, url: str) -> None:
        self._there = urlsplit(url)
        self._is_cut = False
        self._carries = asyncio.Event()
        self._carries.set()
        self._ends: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self.calls: list[float] = []
        self.url = ""

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._called, "127.0.0.1", 0)
        host, port = self._server.sockets[0].getsockname()
        self.url = f"http://{host}:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self.cut()
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def cut(self) -> None:
        """Close every connection, and accept no other."""
        self._is_cut = True
        for end in self._ends:
            end.transport.abort()

    def hold(self) -> None:
        """Keep all that comes, from either end; connections stay open, and new ones are made that stay silent."""
        self._carries.clear()

    def mend(self) -> None:
        """Carry again, also what was kept."""
        self._is_cut = False
        self._carries.set()

    async def _called(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if self._is_cut or task is None:
            self.calls.append(time.monotonic())
            writer.transport.abort()
            return
        self._tasks.add(task)
        there, back = await self._connect()
        self._ends |= {writer, back}
        try:
            with suppress(asyncio.CancelledError):  # at the end of a test, when both ends are gone
                await asyncio.gather(self._carry(reader, back), self._carry(there, writer), return_exceptions=True)
        finally:
            self._ends -= {writer, back}
            writer.transport.abort()
            back.transport.abort()
            self._tasks.discard(task)

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._there.scheme == "unix":
            return await asyncio.open_unix_connection(self._there.path)
        return await asyncio.open_connection(self._there.hostname, self._there.port)

    async def _carry(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        while chunk := await source.read(CHUNK):
            await self._carries.wait()
            target.write(chunk)
            await target.drain()
        await self._carries.wait()
        target.close()
