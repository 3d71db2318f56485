"""Names that are no settings are reported, with the nearest setting."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.core.misspelt import misspelt
from bot.settings import PREFIXES, BadSettings, Settings, load_settings, misspelt_settings

KNOWN = {name.upper() for name in Settings.model_fields}


@pytest.mark.parametrize(
    ("given", "nearest"),
    [
        ("TELEGRAM_BOT_TOKN", "TELEGRAM_BOT_TOKEN"),
        ("TELEGRAM_TOKEN", "TELEGRAM_BOT_TOKEN"),
        ("telegram_bot_tokenfile", "TELEGRAM_BOT_TOKEN_FILE"),
        ("ALOWED_CHATS", "ALLOWED_CHATS"),
        ("ALLOWED_CHAT", "ALLOWED_CHATS"),
        ("WATCH_INTERVALL", "WATCH_INTERVAL"),
        ("ADMIN_CHATID", "ADMIN_CHAT_ID"),
        ("LOGLEVEL", "LOG_LEVEL"),
        ("CURRENT_LEGISLATUR", "CURRENT_LEGISLATURE"),
        ("CURENT_LEGISLATURE", "CURRENT_LEGISLATURE"),
        ("DATABASE_URI", "DATABASE_URL"),
        ("NOSDEPUTE_URL", "NOSDEPUTES_URL"),
        ("REQUEST_PER_SECOND", "REQUESTS_PER_SECOND"),
    ],
)
def test_a_slip_is_named_with_what_was_meant_wherever_it_stands(given: str, nearest: str) -> None:
    assert misspelt([given], [], KNOWN, PREFIXES) == {given.upper(): nearest}
    assert misspelt([], [given], KNOWN, PREFIXES) == {given.upper(): nearest}


@pytest.mark.parametrize(
    ("in_file", "in_environment", "found"),
    [
        ([], ["PATH", "HOME", "LANG", "SHELL", "LS_COLORS", "XDG_RUNTIME_DIR", "PYTHONPATH", "TZ", "COLUMNS"], {}),
        ([], ["DATABASE_HOST", "CONTACTS_FILE", "LOG_FORMAT", "LOG_DIR", "PGDATABASE"], {}),
        ([], ["TELEGRAM_CHANNEL"], {"TELEGRAM_CHANNEL": None}),
        ([], ["GUETTEUR_LOG_LEVEL"], {"GUETTEUR_LOG_LEVEL": "LOG_LEVEL"}),
        (["COMPOSE_PROJECT_NAME"], [], {"COMPOSE_PROJECT_NAME": None}),
        (["TZ"], [], {"TZ": None}),
        (sorted(KNOWN), sorted(KNOWN), {}),
        ([name.lower() for name in KNOWN], [], {}),
        (["B", "A"], [], {"A": None, "B": None}),
    ],
)
def test_what_is_another_programs_is_left_in_peace_in_the_environment_and_named_in_our_file(
    in_file: Iterable[str], in_environment: Iterable[str], found: dict[str, str | None]
) -> None:
    assert misspelt(in_file, in_environment, KNOWN, PREFIXES) == found


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("alone")
def test_the_file_is_read_for_it_also_where_the_settings_are_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("TELEGRAM_BOT_TOKN=123456:ABC\nWATCH_INTERVALL=60\nTZ=Europe/Paris\n")
    monkeypatch.setenv("ALOWED_CHATS", "1")
    with pytest.raises(BadSettings, match="TELEGRAM_BOT_TOKEN: is missing"):
        load_settings()
    assert misspelt_settings() == [
        "ALOWED_CHATS: is no setting; did you mean ALLOWED_CHATS?",
        "TELEGRAM_BOT_TOKN: is no setting; did you mean TELEGRAM_BOT_TOKEN?",
        "TZ: is no setting, and is not heeded",
        "WATCH_INTERVALL: is no setting; did you mean WATCH_INTERVAL?",
    ]


@pytest.mark.usefixtures("alone")
def test_a_file_that_cannot_be_read_is_no_second_failure() -> None:
    Path(".env").write_bytes(b"WATCH_INTERVALL=\xff\xfe\n")
    assert misspelt_settings() == []
