"""The public address: what is taken for one, and the addresses of feeds below it."""

import pytest

from bot.core.public_address import Form, read_feed_name, read_public_address, without_tokens

TOKEN = "aB3-_" + "x" * 27


@pytest.mark.parametrize(
    ("text", "read", "feeds"),
    [
        ("https://Guetteur.example.org", "https://guetteur.example.org", "/feed"),
        ("https://guetteur.example.org/", "https://guetteur.example.org", "/feed"),
        (" https://example.org:8443/bot/guetteur ", "https://example.org:8443/bot/guetteur", "/bot/guetteur/feed"),
        ("http://localhost:8080", "http://localhost:8080", "/feed"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080", "/feed"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x", "/x/feed"),
    ],
)
def test_an_address_is_read_with_or_without_a_path(text: str, read: str, feeds: str) -> None:
    found = read_public_address(text)
    assert (str(found), found.feeds) == (read, feeds)
    assert read_public_address(str(found)) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "guetteur.example.org",
        "ftp://example.org",
        "http://example.org",  # whoever listens would read the address
        "http://localhost.example.org",
        "https://example.org/a b",
        "https://example.org/é",
        "https://example.org/..",
        "https://example.org/a/./b",
        "https://example.org//feed",
        "https://example.org?x=1",
        "https://example.org#x",
        "https://user@example.org",
        "https://example.org:0",
        "https://example.org:65536",
        "https://example.org:",
        "https://" + "a" * 254,
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="must b"):
        read_public_address(text)


def test_a_feed_has_an_address_that_is_read_back() -> None:
    address = read_public_address("https://example.org/bot").feed(TOKEN, Form.ATOM)
    assert address == f"https://example.org/bot/feed/{TOKEN}.atom"
    assert read_feed_name(address.rpartition("/")[2]) == (TOKEN, Form.ATOM)
    assert read_feed_name(f"{TOKEN}.ics") == (TOKEN, Form.CALENDAR)


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        ".atom",
        TOKEN,
        f"{TOKEN}.",
        f"{TOKEN}.html",
        f"{TOKEN}x.atom",
        f"{TOKEN[1:]}é.atom",
        f"{TOKEN}.atom.ics",
    ],
)
def test_no_other_name_is_that_of_a_feed(name: str) -> None:
    assert read_feed_name(name) is None


def test_a_token_is_struck_out_of_a_text() -> None:
    said = f"GET https://example.org/bot/feed/{TOKEN}.atom, /feed/{TOKEN} and /feed/short"
    assert without_tokens(said) == "GET https://example.org/bot/feed/<token>.atom, /feed/<token> and /feed/short"
