"""Fetching a file that somebody sent: no more of it than is meant, and a reason for everything that goes wrong."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from aiohttp import web

from bot.core import backoff
from bot.core.export import BadFile, Reason
from bot.transport import files
from bot.transport.files import fetch
from tests.transport.wire import TOKEN, serving

pytestmark = pytest.mark.filterwarnings("ignore:Please use 'Bot")

MOST = 1 << 20
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backoff, "retry_send", lambda attempt: 0.0)


def handing_out(give: Answer, path: object = "documents/file 1?.json") -> tuple[Answer, list[str]]:
    """A Telegram that has one file, and the paths that it was asked for."""
    asked: list[str] = []

    async def answer(request: web.Request) -> web.StreamResponse:
        asked.append(request.raw_path)
        if request.path.lower().endswith("/getfile"):
            return web.json_response({"ok": True, "result": {"file_id": "1", "file_path": path}})
        return await give(request)

    return answer, asked


def giving(status: int, body: bytes = b"") -> Answer:
    async def give(_request: web.Request) -> web.Response:
        return web.Response(status=status, body=body)

    return give


async def reason(answer: Answer, caught_log: pytest.LogCaptureFixture) -> Reason:
    async with serving(answer) as bot:
        with pytest.raises(BadFile) as bad:
            await fetch(bot, "1", MOST)
    assert TOKEN not in caught_log.text
    return bad.value.reason


async def test_a_file_is_fetched_from_where_telegram_says() -> None:
    answer, asked = handing_out(giving(200, b"{}"))
    async with serving(answer) as bot:
        assert await fetch(bot, "1", MOST) == b"{}"
    assert asked[1] == f"/file/bot{TOKEN}/documents/file%201%3F.json"


@pytest.mark.parametrize("more", [0, 1])
async def test_a_file_of_the_largest_size_is_fetched_and_one_byte_more_is_too_much(more: int) -> None:
    answer, _ = handing_out(giving(200, b" " * (MOST + more)))
    async with serving(answer) as bot:
        if not more:
            assert len(await fetch(bot, "1", MOST)) == MOST
            return
        with pytest.raises(BadFile) as bad:
            await fetch(bot, "1", MOST)
    assert bad.value.reason is Reason.TOO_BIG


async def test_a_file_without_an_end_is_not_read_to_it(caplog: pytest.LogCaptureFixture) -> None:
    sent = 0

    async def give(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        response = web.StreamResponse()
        await response.prepare(request)
        try:
            while sent < 64 << 20:
                await response.write(b" " * 0x10000)
                sent += 0x10000
        except ConnectionError:
            pass
        return response

    answer, _ = handing_out(give)
    assert await reason(answer, caplog) is Reason.TOO_BIG
    assert sent < 32 << 20


@pytest.mark.parametrize("status", [302, 403, 404, 500])
async def test_a_file_that_is_not_handed_out_is_asked_for_again_and_then_given_up(
    caplog: pytest.LogCaptureFixture, status: int
) -> None:
    answer, asked = handing_out(giving(status))
    assert await reason(answer, caplog) is Reason.UNAVAILABLE
    assert len(asked) == 2 * files.MOST_ATTEMPTS


@pytest.mark.parametrize("path", [None, 7, ["documents"]])
async def test_an_answer_without_a_path_leads_nowhere(caplog: pytest.LogCaptureFixture, path: object) -> None:
    answer, asked = handing_out(giving(200, b"{}"), path)
    assert await reason(answer, caplog) is Reason.UNAVAILABLE
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("file is too big", Reason.TOO_BIG),
        ("invalid file_id", Reason.LOST),
        ("wrong file identifier/HTTP URL specified", Reason.LOST),
        ("wrong file_id or the file is temporarily unavailable", Reason.LOST),
        ("something new", Reason.UNAVAILABLE),
    ],
)
async def test_a_file_that_telegram_refuses_is_not_asked_for_again_and_the_reason_is_told(
    caplog: pytest.LogCaptureFixture, words: str, why: Reason
) -> None:
    asked = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(request.path)
        body = {"ok": False, "error_code": 400, "description": f"Bad Request: {words}"}
        return web.json_response(body, status=400)

    assert await reason(answer, caplog) is why
    assert len(asked) == 1


async def test_a_person_who_waits_for_a_reply_is_not_kept_waiting_for_minutes(caplog: pytest.LogCaptureFixture) -> None:
    async def answer(_request: web.Request) -> web.Response:
        wait = {"retry_after": 300}
        body = {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": wait}
        return web.json_response(body, status=429)

    assert await reason(answer, caplog) is Reason.UNAVAILABLE


async def test_a_file_of_a_local_bot_api_server_is_read_where_it_left_it(tmp_path: Path) -> None:
    left = tmp_path / TOKEN / "documents" / "file_1.json"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"{}")
    answer, asked = handing_out(giving(404), str(left))
    async with serving(answer) as bot:
        assert await fetch(bot, "1", MOST) == b"{}"
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("passwd", Reason.UNAVAILABLE),
        (f"{TOKEN}/none.json", Reason.UNAVAILABLE),
        (f"{TOKEN}/large.json", Reason.TOO_BIG),
        (f"{TOKEN}/folder", Reason.UNAVAILABLE),
    ],
)
async def test_a_local_file_that_is_not_the_bots_or_too_large_is_not_taken(
    caplog: pytest.LogCaptureFixture, tmp_path: Path, place: str, why: Reason
) -> None:
    (tmp_path / TOKEN / "folder").mkdir(parents=True)
    (tmp_path / "passwd").write_bytes(b"{}")
    (tmp_path / TOKEN / "large.json").write_bytes(b" " * (MOST + 1))
    answer, _ = handing_out(giving(404), str(tmp_path / place))
    assert await reason(answer, caplog) is why
