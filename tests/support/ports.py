"""Ports of this machine."""

import socket


def free_port(host: str = "127.0.0.1") -> int:
    """A port that was free a moment ago; the system gives each number again only after many others."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as found:
        found.bind((host, 0))
        return int(found.getsockname()[1])
