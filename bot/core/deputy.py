"""Deputies: their names, and how two deputies of one name are told apart.

The Assemblée itself puts the département after such a name: "Mme Alexandra Martin (Alpes-Maritimes)".
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Deputy:
    """A deputy of the register.

    `reference` is the Assemblée's own ("PA793342"), `name` the civility with both names ("Mme Alexandra Martin"),
    `constituency` the département of the last election ("Alpes-Maritimes"), None where it is not known. `email` is the
    deputy's public address at the Assemblée, None where the register has none.
    """

    reference: str
    name: str
    constituency: str | None = None
    email: str | None = None


def shown_names(deputies: Iterable[Deputy]) -> dict[str, str]:
    """The name that is shown of each deputy, by reference: with the constituency where another has the same name."""
    register = list(deputies)
    bearers = Counter(each.name.casefold() for each in register)
    return {
        each.reference: told_apart(each.name, each.constituency) if bearers[each.name.casefold()] > 1 else each.name
        for each in register
    }


def told_apart(name: str, constituency: str | None) -> str:
    """The name of a deputy who has a namesake."""
    return f"{name} ({constituency})" if constituency else name


def fuller(name: str | None, other: str | None) -> str | None:
    """The other name where it adds the constituency to the first, or there is no first; else the first."""
    if name is None or (other is not None and other.startswith(f"{name} (")):
        return other
    return name
