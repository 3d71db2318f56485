"""The address at which the world reaches the web port, by way of a proxy, and the addresses of feeds below it. Pure."""

import re
from dataclasses import dataclass
from enum import StrEnum

_ADDRESS = re.compile(
    r"(https?)://(\[::1\]|[A-Za-z0-9.-]{1,253})(:[0-9]{1,5})?((?:/[A-Za-z0-9._~-]{1,100}){0,10})/?", re.ASCII
)
_DOTS = re.compile(r"/\.+(/|$)")
_HIGHEST_PORT = 65_535
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}", re.ASCII)


class Form(StrEnum):
    """What a feed is written in; the value ends its address."""

    ATOM = "atom"
    """The alerts of a chat (RFC 4287)."""

    CALENDAR = "ics"
    """The terms of what it follows (RFC 5545)."""


@dataclass(frozen=True, slots=True)
class PublicAddress:
    """The root of all addresses that the world is given, without a slash at its end.

    A proxy leads what lies below `feeds` to the same path of the web port.
    """

    scheme: str
    host: str
    port: str
    path: str

    def __str__(self) -> str:
        return f"{self.scheme}://{self.host}{self.port}{self.path}"

    @property
    def feeds(self) -> str:
        """The path below which feeds lie, such as `/feed`."""
        return f"{self.path}/feed"

    def feed(self, token: str, form: Form) -> str:
        """The address of a feed. Whoever knows it reads the feed."""
        return f"{self}/feed/{token}.{form}"


def read_public_address(text: str) -> PublicAddress:
    """Read an address such as `https://guetteur.example.org`. Raises ValueError for anything else.

    An address without TLS is taken on loopback alone: a feed's address is its password.
    """
    found = _ADDRESS.fullmatch(text.strip())
    if found is None or int((found[3] or ":1")[1:]) not in range(1, _HIGHEST_PORT + 1) or _DOTS.search(found[4]):
        raise ValueError("must be an address such as https://guetteur.example.org")
    scheme, host, port, path = found[1], found[2].lower(), found[3] or "", found[4]
    if scheme == "http" and host not in _LOOPBACK:
        raise ValueError("must begin with https://, but on the machine itself")
    return PublicAddress(scheme, host, port, path)


def read_feed_name(name: str) -> tuple[str, Form] | None:
    """The token and the form that the end of a feed's address names; None for anything else."""
    token, _, form = name.partition(".")
    return (token, Form(form)) if form in set(Form) and _TOKEN.fullmatch(token) else None


def without_tokens(text: str) -> str:
    """The text with every token of a feed's address struck out, for the log."""
    return _IN_TEXT.sub(r"\1<token>", text)


_IN_TEXT = re.compile(r"(/feed/)[A-Za-z0-9_-]{32}", re.ASCII)
