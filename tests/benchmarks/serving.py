"""Serves files from a process of its own, whose time is not measured."""

import asyncio
import multiprocessing
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

from aiohttp import web

from bot.standins.loopback import Loopback


class Server:
    """Serves the file shown last at every path, except paths with a file of their own in the folder (see `name_of`)."""

    def __init__(self, url: str, file: Path) -> None:
        self.url = url
        self._file = file

    def show(self, file: Path) -> None:
        """Serve that file from now on."""
        shutil.copyfile(file, self._file.with_suffix(".new"))
        self._file.with_suffix(".new").replace(self._file)


@contextmanager
def served(folder: Path) -> Iterator[Server]:
    """Run a server of the files in that folder."""
    file = folder / "served.zip"
    file.touch()
    ours, theirs = multiprocessing.Pipe()
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=_serve, args=(str(file), theirs), daemon=True)
    process.start()
    try:
        yield Server(ours.recv(), file)
    finally:
        process.terminate()
        process.join()


def name_of(path: str) -> str:
    """The name of the file that is served at a path."""
    return path.strip("/").replace("/", "+")


def _serve(file: str, told: Connection) -> None:
    asyncio.run(_run(file, told))


async def _run(file: str, told: Connection) -> None:
    async def serve(request: web.Request) -> web.StreamResponse:
        own = Path(file).with_name(name_of(request.path))
        return web.FileResponse(own if own.is_file() else file)

    application = web.Application()
    application.router.add_get("/{path:.*}", serve)
    server = Loopback(application)
    await server.start()
    told.send(server.url)
    await asyncio.Event().wait()
