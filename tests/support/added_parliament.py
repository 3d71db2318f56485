"""A copy of the program to which a parliament is added by the steps of docs/architecture.md, as they stand there."""

import re
import shutil
import textwrap
from pathlib import Path

from docs.rooms import PAGE, ROOT

ROOMS = ("bot", "handlers", "storage")

_FILE = re.compile(r"`((?:bot|handlers|storage)/[\w/]+\.py)`[^`]*?:\n\n *```(python|diff)\n(.*?)\n *```", re.DOTALL)
"""A file that a step names last before a block of its code."""


def steps() -> list[tuple[str, str, str]]:
    """The steps of the page: the file of each, whether it is `python` to be written or a `diff`, and the block."""
    section = PAGE.read_text("utf-8").partition("**A parliament**")[2].partition("\n**A source.**")[0]
    return [(name, language, textwrap.dedent(f"{block}\n")) for name, language, block in _FILE.findall(section)]


def add_parliament(folder: Path, *others: str) -> Path:
    """Copy the program, and `others` of its folders and files, to a folder and carry out the steps. Returns it."""
    for room in (*ROOMS, *others):
        if (ROOT / room).is_dir():
            shutil.copytree(ROOT / room, folder / room)
        else:
            shutil.copy2(ROOT / room, folder / room)
    for name, language, block in steps():
        file = folder / name
        if language == "python":
            file.write_text(block, "utf-8")
        else:
            file.write_text(patched(file.read_text("utf-8"), block), "utf-8")
    return folder


def patched(source: str, diff: str) -> str:
    """The source with a change made, of which each part stands for itself. Raises ValueError where it does not fit."""
    for part in re.split(r"\n\n", diff.strip("\n")):
        lines = part.split("\n")
        before, after = (
            "".join(f"{line[1:]}\n" for line in lines if line[:1] in signs) for signs in ({" ", "-"}, {" ", "+"})
        )
        if source.count(before) != 1:
            raise ValueError(f"stands {source.count(before)} times in the file:\n{before}")
        source = source.replace(before, after)
    return source
