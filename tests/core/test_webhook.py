"""The webhook's address and secret token, and whose webhook is set."""

import pytest

from bot.core.webhook import (
    MARK,
    PATHS_OF_OTHERS,
    Found,
    Receipt,
    WebhookAddress,
    find,
    host_of,
    read_secret,
    read_webhook_address,
    secret_of,
    why_undelivered,
)
from tests.support.examples import NOW

OURS = read_webhook_address("https://bot.example.org/telegram")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://bot.example.org/telegram", WebhookAddress("bot.example.org", 443, "/telegram")),
        (" https://Bot.Example.org:8443/a/b-c_d.e~f ", WebhookAddress("bot.example.org", 8443, "/a/b-c_d.e~f")),
        ("https://bot.example.org:443/telegram", WebhookAddress("bot.example.org", 443, "/telegram")),
    ],
)
def test_an_address_is_read_and_shown_as_telegram_tells_it(text: str, address: WebhookAddress) -> None:
    assert read_webhook_address(text) == address
    assert find(f"{address}?{MARK}", address) is Found.WANTED
    assert address.marked == f"{address}?{MARK}"


@pytest.mark.parametrize(
    "text",
    [
        "http://bot.example.org/telegram",
        "bot.example.org/telegram",
        "https://bot.example.org",
        "https://bot.example.org/",
        "https://bot.example.org//telegram",
        "https://bot.example.org/telegram/",
        "https://bot.example.org/../telegram",
        "https://bot.example.org/.",
        "https://bot.example.org/{any}",
        "https://bot.example.org/%2e",
        "https://bot.example.org/telegram?a=b",
        "https://bot.example.org/telegram#a",
        "https://me:secret@bot.example.org/telegram",
        "https://bot.example.org:0/telegram",
        "https://bot.example.org:65536/telegram",
        "https://[::1]/telegram",
        "https://dépêche.example/telegram",
        "https://bot.example.org/a\nb",
        *(f"https://bot.example.org{path}" for path in sorted(PATHS_OF_OTHERS)),
    ],
)
def test_any_other_address_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match=r"^must (be an address with|have) a path of its own"):
        read_webhook_address(text)


@pytest.mark.parametrize("secret", ["a", "A-z_0", "a" * 256])
def test_a_secret_token_is_what_telegram_takes(secret: str) -> None:
    assert read_secret(secret) == secret


@pytest.mark.parametrize("secret", ["", "a" * 257, "a b", "é", "a\n"])
def test_any_other_secret_token_is_refused_and_not_shown(secret: str) -> None:
    with pytest.raises(ValueError, match=r"^must have 1 to 256 of the characters"):
        read_secret(secret)


def test_a_secret_token_that_nobody_chose_is_that_of_the_bots_token_and_does_not_show_it() -> None:
    one = secret_of("123456:one")
    assert read_secret(one) == one == secret_of("123456:one")
    assert one != secret_of("123456:two")
    assert "123456" not in one


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("", Found.NONE),
        (None, Found.NONE),
        (7, Found.NONE),
        (OURS.marked, Found.WANTED),
        (f"https://BOT.example.org:443/telegram?{MARK}", Found.WANTED),
        (f"https://old.example.org/telegram?{MARK}", Found.OURS),
        (f"https://bot.example.org/elsewhere?{MARK}", Found.OURS),
        (f"https://bot.example.org:8443/telegram?{MARK}", Found.OURS),
        ("https://bot.example.org/telegram", Found.FOREIGN),
        (f"https://other.example/telegram?a={MARK}", Found.FOREIGN),
        ("https://other.example:port/telegram", Found.FOREIGN),
        ("https://[other/telegram", Found.FOREIGN),
    ],
)
def test_whose_webhook_is_set_is_known_by_its_address(url: object, found: Found) -> None:
    assert find(url, OURS) is found
    assert find(url, None) is (Found.OURS if found is Found.WANTED else found)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://other.example/123456:token", "other.example"),
        ("https://me:secret@other.example", "other.example"),
        ("https://[other", "?"),
        ("nothing", "?"),
        (None, "?"),
    ],
)
def test_of_another_programs_webhook_the_host_alone_is_told(url: object, host: str) -> None:
    assert host_of(url) == host


def test_telegram_is_told_to_deliver_again_whatever_was_not_written_down() -> None:
    acknowledged = {each for each in Receipt if 200 <= each.status <= 299}
    assert acknowledged == {Receipt.KEPT, Receipt.KNOWN}
    assert 410 not in {each.status for each in Receipt}


BAD = {
    "last_error_date": int(NOW.timestamp()) - 60,
    "last_error_message": " Wrong\nresponse",
    "pending_update_count": 2,
}


@pytest.mark.parametrize(
    ("info", "why"),
    [
        pytest.param(BAD, "Wrong response", id="updates wait, and the last delivery failed"),
        pytest.param({**BAD, "pending_update_count": 0}, None, id="all have arrived since"),
        pytest.param({**BAD, "last_error_date": int(NOW.timestamp()) - 3600}, None, id="it failed an hour ago"),
        pytest.param({"pending_update_count": 2}, None, id="no delivery ever failed"),
        pytest.param({**BAD, "last_error_date": "today"}, None, id="a date that is none"),
        pytest.param({**BAD, "last_error_message": "x" * 900}, "x" * 200, id="many words"),
        pytest.param({}, None, id="no webhook"),
    ],
)
def test_telegram_cannot_deliver_where_updates_wait_and_the_last_delivery_failed_lately(
    info: dict[str, object], why: str | None
) -> None:
    assert why_undelivered(info, NOW) == why
