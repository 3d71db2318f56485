"""The address at which the web port listens, as a setting has it. Pure."""

import re
from dataclasses import dataclass
from ipaddress import IPv6Address

_NAMED = re.compile(r"(?:\[([0-9A-Fa-f:.]{2,45})\]|([A-Za-z0-9.-]{1,253})):([0-9]{1,5})", re.ASCII)
HIGHEST_PORT = 65_535
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - what an operator may choose
"""The hosts that mean every address of the machine, each with the one by which the machine reaches itself."""


@dataclass(frozen=True, slots=True)
class ListenAddress:
    """A host, without brackets, and a port."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def within(self) -> "ListenAddress":
        """The address by which a process of the same machine reaches it."""
        return ListenAddress(EVERYWHERE.get(self.host, self.host), self.port)


def read_listen_address(text: str) -> ListenAddress:
    """Read `127.0.0.1:8080`, `localhost:8080` or `[::1]:8080`. Raises ValueError for anything else."""
    found = _NAMED.fullmatch(text.strip())
    if found is None or not 1 <= int(found[3]) <= HIGHEST_PORT:
        raise ValueError("must be a host and a port, such as 127.0.0.1:8080 or [::1]:8080")
    if found[1] is not None:
        return ListenAddress(str(IPv6Address(found[1])), int(found[3]))
    return ListenAddress(found[2], int(found[3]))
