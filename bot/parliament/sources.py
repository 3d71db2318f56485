"""The readers of the files that have all questions of a chamber, found by the chambers that name such a file."""

from importlib import import_module
from typing import Any

from bot.core.chambers import CHAMBERS
from bot.core.chambers.chamber import Chamber
from bot.parliament.whole_file import WholeFile

AnyFile = WholeFile[Any]


def file_of(chamber: Chamber) -> AnyFile:
    """The reader of a chamber's file: `FILE` of the module, or package, of this room that is named as its code.

    Raises LookupError where it is missing.
    """
    place = f"{__package__}.{chamber.code}"
    try:
        found = getattr(import_module(place), "FILE", None)
    except ModuleNotFoundError as error:
        if error.name != place:
            raise
        found = None
    if not isinstance(found, WholeFile) or found.chamber is not chamber:
        raise LookupError(f"{place}: has to have FILE, a WholeFile with the questions of {chamber.code}")
    return found


FILES: tuple[AnyFile, ...] = tuple(file_of(each) for each in CHAMBERS if each.archive is not None)
"""In the order of the chambers."""
