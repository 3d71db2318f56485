"""A Bot API that takes every message and costs next to nothing, so that only the client is measured."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

CHAT = {"id": 1001, "type": "private", "first_name": "Camille"}
BOT = {"id": 123456, "is_bot": True, "first_name": "Guetteur", "username": "guetteur_bot"}
MESSAGE = {"message_id": 1, "date": 1_790_000_000, "chat": CHAT, "from": BOT, "text": "Bonjour"}
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"


def _answer(result: object) -> bytes:
    body = json.dumps({"ok": True, "result": result}).encode()
    return HEAD % len(body) + body


TAKEN, ABOUT_ME = _answer(MESSAGE), _answer(BOT)


class Swift(asyncio.Protocol):
    """One connection: splits the bytes into requests, and answers each at once."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the client's connection."""
        self._transport = transport
        self._came = b""

    def data_received(self, data: bytes) -> None:
        """Answer every request that is complete."""
        self._came += data
        while (end := self._came.find(b"\r\n\r\n")) >= 0:
            head = self._came[:end].lower()
            _, found, rest = head.partition(b"content-length:")
            length = int(rest.split(b"\r\n", 1)[0]) if found else 0
            if len(self._came) < end + 4 + length:
                return
            self._came = self._came[end + 4 + length :]
            if isinstance(self._transport, asyncio.WriteTransport):
                self._transport.write(ABOUT_ME if b"/getme" in head else TAKEN)


@asynccontextmanager
async def swift() -> AsyncIterator[str]:
    """Run such a Bot API on loopback in this process, and give its root."""
    server = await asyncio.get_running_loop().create_server(Swift, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    try:
        yield f"http://{host}:{port}"
    finally:
        server.close()
