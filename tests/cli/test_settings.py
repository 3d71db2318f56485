"""Settings: each has a default, a line of explanation, and a sentence when it is wrong."""

import re
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import pytest

from bot.core.legislatures import plausible_current
from bot.core.public_address import Form
from bot.core.webhook import WebhookAddress, secret_of
from bot.parliament.sources import FILES
from bot.settings import BadSettings, Settings, data_setting, load_settings

ROOT = Path(__file__).parents[2]
TOKEN = "123456:ABC-def"


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the machine's settings and `.env` away from every test."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def test_with_a_token_alone_everything_has_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    settings = load_settings()
    assert settings.telegram_api_url == "https://api.telegram.org"
    assert settings.database_url == "sqlite:///guetteur.db"
    assert settings.current_legislature is None
    assert settings.watch_interval == 7 * 86400
    assert settings.sweep_interval is None
    assert settings.comments_interval == 900
    assert settings.admin_chat_id is None
    assert settings.requests_per_second == 1
    assert settings.telegram_pace == 1
    assert settings.keep_history == 365
    assert TOKEN not in repr(settings)


def test_settings_come_from_a_file_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text(f"TELEGRAM_BOT_TOKEN={TOKEN}\nWATCH_INTERVAL=60\nCONTACT=\nUNKNOWN=1\nLOG_LEVEL=debug\n")
    monkeypatch.setenv("WATCH_INTERVAL", "30")
    settings = load_settings()
    assert (settings.watch_interval, settings.log_level, settings.contact) == (30, "DEBUG", "")


@pytest.mark.parametrize(("chosen", "secret"), [("chosen", "chosen"), ("", secret_of(TOKEN))])
def test_a_webhook_has_an_address_and_a_secret_token_that_is_not_shown(
    monkeypatch: pytest.MonkeyPatch, chosen: str, secret: str
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("LISTEN", "127.0.0.1:8080")
    monkeypatch.setenv("WEBHOOK_URL", "https://Bot.example.org:443/telegram")
    monkeypatch.setenv("WEBHOOK_SECRET", chosen)
    settings = load_settings()
    assert settings.webhook_address == WebhookAddress("bot.example.org", 443, "/telegram")
    assert settings.secret_token == secret
    assert settings.unusual()["WEBHOOK_URL"] == "https://bot.example.org/telegram"
    assert secret not in repr(settings) + str(settings.unusual())


@pytest.mark.parametrize(
    ("public", "feeds"),
    [
        ("", None),
        ("  ", None),
        ("https://Guetteur.example.org/", "https://guetteur.example.org/feed/x.atom"),
        ("https://example.org/guetteur", "https://example.org/guetteur/feed/x.atom"),
        ("http://localhost:8080", "http://localhost:8080/feed/x.atom"),
    ],
)
def test_feeds_lie_below_the_public_address_where_there_is_one(
    monkeypatch: pytest.MonkeyPatch, public: str, feeds: str | None
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("LISTEN", "127.0.0.1:8080")
    monkeypatch.setenv("PUBLIC_URL", public)
    address = load_settings().public_address
    assert (address and address.feed("x", Form.ATOM)) == feeds


@pytest.mark.parametrize(
    ("webhook", "is_taken"),
    [
        ("https://guetteur.example.org/bot/feed", False),
        ("https://guetteur.example.org/bot/feed/telegram", False),
        ("https://another.example.org/bot/feed/telegram", False),  # a proxy leads both names to one port
        ("https://guetteur.example.org/bot/feeds", True),
        ("https://guetteur.example.org/feed/telegram", True),
    ],
)
def test_a_webhook_may_not_lie_where_the_feeds_are(
    monkeypatch: pytest.MonkeyPatch, webhook: str, is_taken: bool
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("LISTEN", "127.0.0.1:8080")
    monkeypatch.setenv("PUBLIC_URL", "https://guetteur.example.org/bot")
    monkeypatch.setenv("WEBHOOK_URL", webhook)
    with nullcontext() if is_taken else pytest.raises(BadSettings, match="WEBHOOK_URL: must not lie below /bot/feed"):
        load_settings()


@pytest.mark.parametrize(
    ("chats", "admin", "allowed"),
    [
        ("", "", set()),
        ("", "7", set()),
        ("1001", "", {1001}),
        (" 1001 , -1001234567890 ", "", {1001, -1001234567890}),
        ("1001", "7", {7, 1001}),
    ],
)
def test_the_chats_that_a_private_instance_is_for_include_the_operators(
    monkeypatch: pytest.MonkeyPatch, chats: str, admin: str, allowed: set[int]
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("ALLOWED_CHATS", chats)
    monkeypatch.setenv("ADMIN_CHAT_ID", admin)
    assert load_settings().allowed == allowed


def test_an_address_may_end_with_a_slash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("ASSEMBLEE_URL", "http://127.0.0.1:8080/")
    assert load_settings().assemblee_url == "http://127.0.0.1:8080"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_BOT_TOKEN", "my token"),
        ("TELEGRAM_BOT_TOKEN", "x" * 300),
        ("TELEGRAM_API_URL", "api.telegram.org"),
        ("ASSEMBLEE_URL", "ftp://example.org"),
        ("QUESTIONS_URL", "http://"),
        ("NOSDEPUTES_URL", "http://example.org:port"),
        ("NOSDEPUTES_URL", "http://example.org/?a=b"),
        ("DATABASE_URL", "guetteur.db"),
        ("DATABASE_URL", "oracle://x"),
        ("DATABASE_URL", "mysql://guetteur:secret@localhost/guetteur"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("CURRENT_LEGISLATURE", "dix-sept"),
        ("CURRENT_LEGISLATURE", "3"),
        ("CURRENT_LEGISLATURE", "13"),
        ("CURRENT_LEGISLATURE", "99"),
        ("CURRENT_LEGISLATURE", "-17"),
        ("WATCH_INTERVAL", "0"),
        ("WATCH_INTERVAL", "nan"),
        ("SWEEP_INTERVAL", "0"),
        ("COMMENTS_INTERVAL", "-5"),
        ("OPENDATA_URL", "data.assemblee-nationale.fr"),
        ("ADMIN_CHAT_ID", "@moi"),
        ("WATCH_INTERVAL", "souvent"),
        ("REQUESTS_PER_SECOND", "-1"),
        ("REQUESTS_PER_SECOND", "inf"),
        ("CONTACT", "a\nb"),
        ("TELEGRAM_PACE", "0.5"),
        ("TELEGRAM_PACE", "inf"),
        ("LOG_LEVEL", "loud"),
        ("LISTEN", "8080"),
        ("WEBHOOK_URL", "http://bot.example.org/telegram"),
        ("WEBHOOK_URL", "https://bot.example.org/metrics"),
        ("WEBHOOK_URL", "https://bot.example.org/telegram"),  # without LISTEN
        ("PUBLIC_URL", "http://guetteur.example.org"),
        ("PUBLIC_URL", "https://guetteur.example.org"),  # without LISTEN
        ("WEBHOOK_SECRET", "a secret"),
        ("LISTEN", "::1:8080"),
        ("KEEP_HISTORY", "29"),
        ("KEEP_HISTORY", "36501"),
        ("KEEP_HISTORY", "toujours"),
        ("MOST_FOLLOWS", "0"),
        ("MOST_FOLLOWS", "beaucoup"),
        ("COMMANDS_A_MINUTE", "0"),
        ("ALLOWED_CHATS", "@moi"),
        ("ALLOWED_CHATS", "1001;1002"),
        ("ALLOWED_CHATS", "1001,,1002"),
        ("ALLOWED_CHATS", "0"),
        ("ALLOWED_CHATS", "-" + "9" * 40),
    ],
)
def test_a_wrong_setting_is_named_and_its_value_is_not_shown(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSettings) as error:
        load_settings()
    assert str(error.value).startswith(f"{name}: ")
    assert "\n" not in str(error.value)
    assert "x" * 300 not in str(error.value)


@pytest.mark.parametrize("days", [30, 36_500])
def test_history_is_kept_from_a_month_to_a_hundred_years(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("KEEP_HISTORY", str(days))
    assert load_settings().keep_history == days


@pytest.mark.parametrize(
    ("today", "last"),
    [
        (date(1970, 1, 1), 18),  # a machine whose clock was never set
        (date(2024, 7, 18), 18),
        (date(2025, 7, 17), 18),
        (date(2025, 7, 18), 19),
        (date(2026, 11, 28), 20),
        (date(2036, 1, 1), 29),
    ],
)
def test_no_more_legislatures_can_have_begun_than_the_constitution_lets(today: date, last: int) -> None:
    assert plausible_current(today) == range(14, last + 1)


@pytest.mark.parametrize("legislature", ["14", "16", "17", "18"])
def test_a_legislature_that_can_be_is_taken(monkeypatch: pytest.MonkeyPatch, legislature: str) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("CURRENT_LEGISLATURE", legislature)
    assert load_settings().current_legislature == int(legislature)


def test_the_log_lists_settings_that_differ_from_the_default_without_secrets_and_chats(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": "https://camille:secret@bots.example.org",
        "WATCH_INTERVAL": "60",
        "LOG_LEVEL": "INFO",
        "ADMIN_CHAT_ID": "1001",
        "ALLOWED_CHATS": "-1001234567890",
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert load_settings().unusual() == {
        "TELEGRAM_API_URL": "https://<secret>@bots.example.org",
        "WATCH_INTERVAL": "60.0",
        "ADMIN_CHAT_ID": "(set)",
        "ALLOWED_CHATS": "(set)",
    }


def test_every_wrong_setting_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("WATCH_INTERVAL", "x")
    monkeypatch.setenv("LOG_LEVEL", "x")
    with pytest.raises(BadSettings) as error:
        load_settings()
    assert [line.split(":")[0] for line in str(error.value).splitlines()] == ["WATCH_INTERVAL", "LOG_LEVEL"]


@pytest.mark.parametrize(
    ("content", "words"), [("", "is empty"), ("not a token!", "does not hold"), (None, "No such file")]
)
def test_a_file_without_a_token_is_named(monkeypatch: pytest.MonkeyPatch, content: str | None, words: str) -> None:
    if content is not None:
        Path("token").write_text(content)
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN_FILE", "token")
    with pytest.raises(BadSettings, match=f"TELEGRAM_BOT_TOKEN_FILE: token: .*{words}"):
        load_settings()


def test_the_token_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadSettings, match="TELEGRAM_BOT_TOKEN: is missing"):
        load_settings()


SITES_OF_FILES = {data_setting(file).upper() for file in FILES} - {"SENAT_DATA_URL"}
"""The pages say once for all parliaments what these are."""


def test_every_setting_stands_in_the_example_with_its_default_and_a_line_of_explanation() -> None:
    example = (ROOT / ".env.example").read_text()
    found = re.findall(r"(?:^|\n)((?:#.*\n)+)([A-Z_]+=.*)", example)
    stanzas = {line: comment for comment, line in found}
    defaults = {name: "" if field.default is None else field.default for name, field in Settings.model_fields.items()}
    expected = {
        f"{name.upper()}={value:g}" if isinstance(value, float | int) else f"{name.upper()}={value}"
        for name, value in defaults.items()
    }
    assert set(stanzas) <= expected
    assert {line.partition("=")[0] for line in expected - set(stanzas)} <= SITES_OF_FILES
    assert all(comment.startswith("# ") for comment in stanzas.values())


def test_every_setting_stands_in_the_page_of_settings() -> None:
    page = (ROOT / "docs" / "settings.md").read_text()
    assert {name.upper() for name in Settings.model_fields if f"`{name.upper()}`" not in page} <= SITES_OF_FILES
    assert "`<CODE>_DATA_URL`" in page
