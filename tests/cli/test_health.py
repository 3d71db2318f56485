"""The command `health`: exit code and one line, by the port of the bot beside it or by what that wrote down."""

import asyncio
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web

from bot.cli import health as command
from bot.cli.health import health
from bot.core.health import Health
from bot.core.listening import ListenAddress
from bot.core.readiness import TELEGRAM
from bot.settings import HealthSettings
from bot.web.server import WebServer
from tests.support.ports import free_port
from tests.support.stores import new_store


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the machine's settings and `.env` away from every test."""
    for name in HealthSettings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


async def a_bot(file: Path, wrote: timedelta) -> None:
    """Write what a bot writes that ran until then."""
    store, at = await new_store(file), datetime.now(UTC) - wrote
    await store.running.begin(at)
    for name in (TELEGRAM, "feed"):
        await store.sources.save(name, Health(succeeded_at=at))
    await store.close()


def test_a_bot_that_wrote_a_moment_ago_is_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asyncio.run(a_bot(tmp_path / "guetteur.db", timedelta(seconds=30)))
    assert health() == 0
    assert capsys.readouterr() == ("ready\n", "")


def test_a_bot_that_wrote_an_hour_ago_is_not_and_the_reasons_are_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asyncio.run(a_bot(tmp_path / "guetteur.db", timedelta(hours=1)))
    assert health() == 1
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith("the bot has written nothing to its database since ")
    assert "; Telegram has not answered since " in err


def test_where_no_bot_ever_ran_there_is_no_database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert health() == 1
    assert capsys.readouterr().err == f"there is no database at {tmp_path / 'guetteur.db'}\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("listens", "words"),
    [
        (False, "the database postgresql://guetteur@127.0.0.1:{port}/guetteur cannot be read: connection failed: "),
        (True, "the database does not answer\n"),
    ],
)
def test_a_server_that_is_away_is_named_in_one_line_without_its_password(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], listens: bool, words: str
) -> None:
    monkeypatch.setattr(command, "SECONDS", 0.5 if listens else command.SECONDS)
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        if listens:
            server.listen()  # and never answers
        port = server.getsockname()[1]
        monkeypatch.setenv("DATABASE_URL", f"postgresql://guetteur:secret@127.0.0.1:{port}/guetteur")
        assert health() == 1
    err = capsys.readouterr().err
    assert err.startswith(words.format(port=port))
    assert err.count("\n") == 1
    assert "secret" not in err


def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("LISTEN", "everywhere")
    assert health() == 1
    assert capsys.readouterr().err.startswith("LISTEN: must be a host and a port")


@pytest.mark.parametrize(
    ("status", "text", "code", "printed"),
    [
        (200, "ready, and standing by\n", 0, ("ready, and standing by\n", "")),
        (503, "one reason\nanother\n", 1, ("", "one reason; another\n")),
        (404, "\x1b[2Jnothing of ours\n", 1, ("", "'\\x1b[2Jnothing of ours'\n")),
    ],
)
def test_a_bot_with_a_port_is_asked_there(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    status: int,
    text: str,
    code: int,
    printed: tuple[str, str],
) -> None:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(status=status, text=text)

    async def asked() -> int:
        async with WebServer(ListenAddress("127.0.0.1", port), [web.get("/readyz", answer)]):
            return await asyncio.to_thread(health)

    port = free_port()
    monkeypatch.setenv("LISTEN", f"0.0.0.0:{port}")
    assert asyncio.run(asked()) == code
    assert capsys.readouterr() == printed


def test_a_port_where_nothing_answers_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    port = free_port()
    monkeypatch.setenv("LISTEN", f"127.0.0.1:{port}")
    assert health() == 1
    assert capsys.readouterr().err.startswith(f"nothing answers at 127.0.0.1:{port}: ")
