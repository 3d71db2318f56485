"""Write docs/licences.md from what is installed: `python -m docs.licences > docs/licences.md`."""

import re
from importlib.metadata import PackageMetadata, metadata
from pathlib import Path

LOCK = Path(__file__).parents[1] / "requirements.lock"
LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;]+)", re.MULTILINE)

HEAD = """# Licences

Of everything that the program needs to run, as each package declares it; made by `python -m docs.licences`, and kept
true by a test. All of them may be combined with the AGPL-3.0-or-later, under which the program itself is.

| package | licence |
|---|---|
"""

COMPATIBLE = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC0-1.0",
        "ISC",
        "LGPL-3.0-only",
        "LGPL-3.0-or-later",
        "MIT",
        "MIT-CMU",
        "MPL-2.0",
        "PSF-2.0",
        "Zlib",
    }
)
"""SPDX identifiers, by the Free Software Foundation's list of licences and their compatibility with the GPL's third
version, whose thirteenth section joins it to the AGPL. (MPL-2.0: a file that says it is incompatible would not be.)

Two are not on that list, and are by what they say. 0BSD asks for nothing at all. MIT-CMU, Pillow's, asks that its
notice stay and that nobody advertise with its authors' names, which the GPL lets a licence ask (section 7, b and d)."""

OTHER_WORDS = {
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "MIT, BSD": "MIT AND BSD-3-Clause",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}


def locked() -> list[str]:
    """The names of the locked packages that run the program, each once."""
    return list(dict.fromkeys(name for name, _ in LOCKED.findall(LOCK.read_text("utf-8"))))


def licence_of(package: str) -> str:
    """An installed package's licence as an SPDX expression, or in the package's own words."""
    words = _declared(metadata(package))
    return OTHER_WORDS.get(words, words)


def is_compatible(licence: str) -> bool:
    """Whether a program under the AGPL-3.0-or-later may be made of it: all that holds at once must be."""
    return all(
        any(choice.strip("() ") in COMPATIBLE for choice in part.split(" OR ")) for part in licence.split(" AND ")
    )


def document() -> str:
    """The whole page."""
    return HEAD + "".join(f"| {name} | {licence_of(name)} |\n" for name in locked())


def _declared(package: PackageMetadata) -> str:
    """The expression, else the short words of the older field, else those of the classifiers."""
    for field in ("License-Expression", "License"):
        words = "".join(package.get_all(field) or ())
        if words and "\n" not in words:
            return words
    classified = [
        each.rpartition(" :: ")[2] for each in package.get_all("Classifier") or () if each.startswith("License")
    ]
    return " AND ".join(classified) or "not declared"


if __name__ == "__main__":
    print(document(), end="")
