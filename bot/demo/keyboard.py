"""Reads lines from a terminal, a pipe or a file without blocking the event loop and without a thread."""

import asyncio
import os
from collections.abc import AsyncGenerator

CHUNK = 1 << 16


async def lines(descriptor: int) -> AsyncGenerator[str, None]:
    """The lines of a file descriptor, until its end."""
    rest = b""
    async for chunk in _chunks(descriptor):
        *whole, rest = (rest + chunk).split(b"\n")
        for line in whole:
            yield line.decode(errors="replace").strip()
    if rest.strip():
        yield rest.decode(errors="replace").strip()


async def _chunks(descriptor: int) -> AsyncGenerator[bytes, None]:
    loop = asyncio.get_running_loop()
    arrived: asyncio.Queue[bytes] = asyncio.Queue()

    def read() -> bytes:
        try:
            chunk = os.read(descriptor, CHUNK)
        except OSError:
            chunk = b""  # a closed terminal ends as a file does
        arrived.put_nowait(chunk)
        if not chunk:
            loop.remove_reader(descriptor)
        return chunk

    try:
        loop.add_reader(descriptor, read)
    except PermissionError:  # a file, which can be read without waiting
        while read():
            pass
    try:
        while chunk := await arrived.get():
            yield chunk
    finally:
        loop.remove_reader(descriptor)
