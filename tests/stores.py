"""New stores for tests: a real file each, copied from one that was migrated once, for that takes a tenth of a second."""

import asyncio
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

from storage import Store
from storage.knowledge import Unpack
from storage.store import no_reader


async def new_store(file: Path, unpack: Unpack = no_reader) -> Store:
    """An open store in a new file, with nothing in it."""
    new_file(file)
    return await Store.open(f"sqlite:///{file}", unpack)


def new_file(file: Path) -> None:
    """The file of a store with nothing in it."""
    file.write_bytes(_migrated())


@cache
def _migrated() -> bytes:
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(1) as elsewhere:
        file = Path(folder) / "new.db"
        elsewhere.submit(asyncio.run, _migrate(file)).result()  # there may be a loop running here
        return file.read_bytes()


async def _migrate(file: Path) -> None:
    store = await Store.open(f"sqlite:///{file}")
    await store.close()
