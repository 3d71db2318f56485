"""Names that were given as settings and are none: each with the nearest setting, where one is near."""

import difflib
from collections.abc import Collection, Iterable

NEAR_IN_FILE = 0.8
"""How alike two names must be, as `difflib` counts, in the program's own file."""

NEAR_IN_ENVIRONMENT = 0.85
"""The same in the environment, where a name may well be another program's."""


OWN = "GUETTEUR_"
"""A prefix that may stand before each name."""


def misspelt(
    in_file: Iterable[str], in_environment: Iterable[str], known: Collection[str], prefixes: tuple[str, ...]
) -> dict[str, str | None]:
    """The names that are no settings, each with the nearest that is one (or None), in the order of the alphabet.

    In the program's own file every name counts; in the environment, those with one of the program's `prefixes`, and
    those that are very near to a setting. Names are compared in capitals, as settings are read.
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
