"""Requests to the Bot API over aiohttp: parameters, files, connections and proxies."""

import asyncio

import pytest
from aiohttp import web
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputFile
from telegram.error import (
    NetworkError,
)

from bot.standins.loopback import Loopback
from bot.transport.api import call
from tests.support.waiting import patience
from tests.transport.wire import OK, asking, send, serving

pytestmark = pytest.mark.filterwarnings("ignore:Please use 'Bot")  # as bot.transport.api has it

KEYS = {"inline_keyboard": [[{"text": "Suivre", "callback_data": "f:17-1"}]]}


async def test_files_are_uploaded_beside_the_other_parameters() -> None:
    seen = []

    async def answer(request: web.Request) -> web.Response:
        form = await request.post()
        file = form["document"]
        assert isinstance(file, web.FileField)
        seen.append((form["chat_id"], form["caption"], file.filename, file.content_type, file.file.read()))
        return web.Response(text=OK, content_type="application/json")

    async with serving(answer) as bot:
        content = "Réponses, été 2026\n".encode() * 50_000
        file = InputFile(content, filename="réponses.csv")
        await call(bot, "sendDocument", chat_id=5, caption="Déjà là", document=file)
        await call(bot, "sendDocument", chat_id=5, caption="Déjà là", document=InputFile(content, "réponses.csv"))
    assert seen[0][:3] == ("5", "Déjà là", "réponses.csv")
    assert seen[0][3] in ("text/csv", "application/octet-stream")
    assert seen[0][4] == seen[1][4] == content


async def test_a_document_is_sent_by_the_librarys_own_method() -> None:
    async def answer(request: web.Request) -> web.Response:
        file = (await request.post())["document"]
        assert isinstance(file, web.FileField)
        message = {"message_id": 1, "date": 0, "chat": {"id": 5, "type": "private"}, "text": file.file.read().decode()}
        return web.json_response({"ok": True, "result": message})

    async with serving(answer) as bot:
        sent = await bot.send_document(5, b"a;b\n1;2\n", filename="questions.csv")
    assert sent.text == "a;b\n1;2\n"


async def test_parameters_arrive_as_telegram_reads_them() -> None:
    seen = []

    async def answer(request: web.Request) -> web.Response:
        seen.append(await request.json())
        return web.Response(text=OK, content_type="application/json")

    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Suivre", callback_data="f:17-1")]])
    async with serving(answer) as bot:
        await call(
            bot,
            "sendMessage",
            chat_id=-5,
            text="à & b = ç + 100 % 🇫🇷",
            disable_notification=True,
            entities=[],
            reply_markup=markup,
        )
    text = "à & b = ç + 100 % 🇫🇷"
    assert seen == [{"chat_id": -5, "text": text, "disable_notification": True, "entities": [], "reply_markup": KEYS}]


async def test_a_file_is_downloaded() -> None:
    content = bytes(range(256)) * 10_000

    async def answer(request: web.Request) -> web.Response:
        if request.path.startswith("/file/"):
            return web.Response(body=content)
        return web.json_response(
            {"ok": True, "result": {"file_id": "x", "file_unique_id": "y", "file_path": "a/b.csv"}}
        )

    async with serving(answer) as bot:
        assert await (await bot.get_file("x")).download_as_bytearray() == content


async def test_a_connection_is_used_again() -> None:
    connections = []

    async def answer(request: web.Request) -> web.Response:
        connections.append(request.transport)
        return web.Response(text=OK, content_type="application/json")

    async with serving(answer) as bot:
        for _ in range(5):
            await send(bot)
        assert len({id(each) for each in connections}) == 1


async def test_many_messages_are_under_way_at_once_and_each_gets_its_own_answer() -> None:
    async def answer(request: web.Request) -> web.Response:
        number = (await request.json())["chat_id"]
        await asyncio.sleep(0.001 * (number % 7))
        return web.json_response({"ok": True, "result": number})

    async with serving(answer) as bot:
        numbers = range(300)
        assert await asyncio.gather(*(call(bot, "sendMessage", chat_id=each) for each in numbers)) == list(numbers)


async def test_a_shutdown_ends_what_is_under_way_and_a_start_begins_anew() -> None:
    arrived = asyncio.Event()

    async def answer(request: web.Request) -> web.Response:
        if not arrived.is_set():
            arrived.set()
            await asyncio.Event().wait()
        return web.Response(text=OK, content_type="application/json")

    async with serving(answer) as bot:
        under_way = asyncio.create_task(send(bot))
        await arrived.wait()
        await bot.request.shutdown()
        with pytest.raises(NetworkError):
            await under_way
        with pytest.raises(NetworkError, match="not initialized"):
            await send(bot)
        await bot.request.initialize()
        await bot.request.initialize()
        assert await send(bot) == {"message_id": 7}
        await bot.request.shutdown()
        await bot.request.shutdown()


async def test_a_message_that_is_given_up_by_its_sender_leaves_nothing_behind() -> None:
    arrived, gone = asyncio.Event(), asyncio.Event()

    async def answer(_request: web.Request) -> web.Response:
        arrived.set()
        try:
            await asyncio.Event().wait()
        finally:
            gone.set()
        return web.Response()

    async with serving(answer) as bot:
        task = asyncio.create_task(send(bot))
        await arrived.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        async with patience("the server hears of it"):
            await gone.wait()


async def test_a_proxy_of_the_environment_is_heeded(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    async def answer(request: web.Request) -> web.Response:
        seen.append(request.headers["Host"])
        return web.Response(text=OK, content_type="application/json")

    application = web.Application()
    application.router.add_route("*", "/{path:.*}", answer)
    proxy = Loopback(application)
    await proxy.start()
    monkeypatch.setenv("http_proxy", proxy.url)
    monkeypatch.delenv("no_proxy", raising=False)
    try:
        async with asking("http://telegram.invalid") as bot:
            assert await send(bot) == {"message_id": 7}
    finally:
        await proxy.stop()
    assert seen == ["telegram.invalid"]
