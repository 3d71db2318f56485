"""Settings that were given and are none: each with the nearest that is one, where one is near."""

import difflib
from collections.abc import Collection, Iterable

NEAR_IN_FILE = 0.8
"""How alike two names must be, as `difflib` counts, where whoever wrote them wrote for this program."""

NEAR_IN_ENVIRONMENT = 0.85
"""And where they may well be another program's."""


OWN = "GUETTEUR_"
"""What somebody may put before each name, and nobody has to."""


def misspelt(
    in_file: Iterable[str], in_environment: Iterable[str], known: Collection[str], prefixes: tuple[str, ...]
) -> dict[str, str | None]:
    """The names that are no settings, each with the nearest that is one (or None), in the order of the alphabet.

    All in the program's own file; in the environment those with a prefix of the program's, and those that are very
    near. Names are compared in capitals, as settings are read.
    """
    found: dict[str, str | None] = {}
    for name in {each.upper() for each in in_environment} - set(known):
        near = _nearest(name, known, NEAR_IN_ENVIRONMENT)
        if near is not None or name.startswith(prefixes):
            found[name] = near or _nearest(name, known, NEAR_IN_FILE)
    for name in {each.upper() for each in in_file} - set(known):
        found[name] = _nearest(name, known, NEAR_IN_FILE)
    return dict(sorted(found.items()))


def _nearest(name: str, known: Collection[str], cutoff: float) -> str | None:
    return next(iter(difflib.get_close_matches(name.removeprefix(OWN), sorted(known), n=1, cutoff=cutoff)), None)
