"""The address of the web port, as people write it."""

import pytest

from bot.core.listening import ListenAddress, read_listen_address


@pytest.mark.parametrize(
    ("text", "host", "port", "shown", "within"),
    [
        ("127.0.0.1:8080", "127.0.0.1", 8080, "127.0.0.1:8080", "127.0.0.1:8080"),
        (" localhost:1 ", "localhost", 1, "localhost:1", "localhost:1"),
        ("[::1]:65535", "::1", 65535, "[::1]:65535", "[::1]:65535"),
        ("[0:0:0:0:0:0:0:1]:80", "::1", 80, "[::1]:80", "[::1]:80"),
        ("0.0.0.0:8080", "0.0.0.0", 8080, "0.0.0.0:8080", "127.0.0.1:8080"),
        ("[::]:8080", "::", 8080, "[::]:8080", "[::1]:8080"),
    ],
)
def test_an_address_has_a_host_and_a_port(text: str, host: str, port: int, shown: str, within: str) -> None:
    address = read_listen_address(text)
    assert address == ListenAddress(host, port)
    assert (str(address), str(address.within)) == (shown, within)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "8080",
        ":8080",
        "127.0.0.1",
        "127.0.0.1:",
        "127.0.0.1:0",
        "127.0.0.1:65536",
        "127.0.0.1:٨٠",
        "::1:8080",
        "[::1]",
        "[::g]:80",
        "[1.2.3.4]:80",
        "http://127.0.0.1:8080",
        "a b:80",
        "a" * 300 + ":80",
        "127.0.0.1:8080\n[::1]:1",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_listen_address(text)
