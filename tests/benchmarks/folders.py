"""Folders for the databases of simulations: in memory where possible, for weeks must pass in seconds."""

import tempfile
from pathlib import Path

IN_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it


def in_memory() -> tempfile.TemporaryDirectory[str]:
    """A folder that is removed when it is closed. Measurements of a disk need an ordinary one instead."""
    return tempfile.TemporaryDirectory(dir=IN_MEMORY if IN_MEMORY.is_dir() else None)
