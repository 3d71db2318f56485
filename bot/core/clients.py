"""Clients of the web port, told apart so that one of them cannot take it from the others. Pure."""

import hashlib
from ipaddress import IPv4Address, IPv6Address, ip_address

GROUPS = 4096
"""Clients are counted in so many groups: however many addresses somebody makes up, no more is remembered."""

_LONGEST_ADDRESS = 45
_NETWORK_BITS = 64


def group_of(peer: str | None, forwarded: str, secret: bytes) -> int:
    """The group of the client that makes a request, below GROUPS.

    `peer` is the address that the connection comes from. Where that is a proxy, on the same machine or in a private
    network, `forwarded` counts, its field `X-Forwarded-For`, of which the proxy itself wrote the last part. Of IPv6 the
    network counts: everybody has one with more addresses than could be told apart. With a `secret` of the process
    nobody can choose whose group theirs is.
    """
    address = _address(peer)
    if address is not None and address.is_private:
        address = _address(forwarded.rpartition(",")[2]) or address
    told = f"{int(address) >> _NETWORK_BITS:x}" if isinstance(address, IPv6Address) else str(address)
    return int.from_bytes(hashlib.blake2b(told.encode(), key=secret, digest_size=4).digest()) % GROUPS


def _address(text: str | None) -> IPv4Address | IPv6Address | None:
    try:
        found = ip_address((text or "")[: _LONGEST_ADDRESS + 1].strip())
    except ValueError:
        return None
    return found.ipv4_mapped or found if isinstance(found, IPv6Address) else found
