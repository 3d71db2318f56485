"""Where the simulations keep their databases: in memory where there is such a place, for weeks must pass in seconds."""

import tempfile
from pathlib import Path

IN_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it


def in_memory() -> tempfile.TemporaryDirectory[str]:
    """A folder that goes when it is closed; what is measured on a disk wants an ordinary one."""
    return tempfile.TemporaryDirectory(dir=IN_MEMORY if IN_MEMORY.is_dir() else None)
