"""The Bot API on the wire: reads requests in all their forms, and writes answers and refusals."""

import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from aiohttp import web

Json = dict[str, Any]

STRUCTURED = {
    "allowed_updates": "allowed updates",
    "button": "inline query results button",
    "caption_entities": "caption entities",
    "commands": "commands",
    "entities": "message entities",
    "link_preview_options": "link preview options",
    "media": "InputMedia",
    "reply_markup": "reply keyboard markup",
    "reply_parameters": "reply parameters",
    "results": "inline query results",
    "scope": "BotCommandScope",
}
"""The parameters that are JSON inside a form, with the name that Telegram's refusals give each."""

NUMBERS = {
    "cache_time",
    "chat_id",
    "limit",
    "max_connections",
    "message_id",
    "direct_messages_topic_id",
    "message_thread_id",
    "offset",
    "reply_to_message_id",
    "timeout",
    "user_id",
}
TRUTHS = {"disable_notification", "drop_pending_updates", "is_personal", "protect_content", "show_alert"}
FILES = re.compile(r"document|photo|attached.*")
"""The parts of a form that are real files; other parts that claim to be files are read as plain parameters."""


class Upload(NamedTuple):
    """A file that came with a request."""

    name: str
    content: bytes


class Refusal(Exception):
    """A refusal of Telegram's: its code, words and parameters."""

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def response(self) -> web.Response:
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        headers = {}
        if self.parameters:
            body["parameters"] = self.parameters
            if "retry_after" in self.parameters:
                headers["Retry-After"] = str(self.parameters["retry_after"])
        return web.json_response(body, status=self.code, headers=headers)


def accepted(result: Any) -> web.Response:
    """A successful answer with that result."""
    return web.json_response({"ok": True, "result": result})


async def read_parameters(request: web.Request) -> Json:
    """The parameters of a request: from its query, then from its form, multipart or JSON body. Raises Refusal."""
    given: Json = dict(request.query)
    if request.content_type == "application/json":
        body = await request.text()
        given |= _decoded(body, "request") if body.strip() else {}
    else:
        given |= {key: _part(key, value) for key, value in (await _form(request)).items()}
    return {key: _value(key, value) for key, value in given.items()}


async def _form(request: web.Request) -> Mapping[str, str | bytes | bytearray | web.FileField]:
    try:
        return await request.post()
    except web.HTTPRequestEntityTooLarge:
        raise Refusal(413, "Request Entity Too Large") from None


def _part(key: str, value: str | bytes | bytearray | web.FileField) -> str | Upload:
    """The value of a part of a multipart body. A parameter declared as a file is read all the same, as at Telegram."""
    if isinstance(value, web.FileField):
        content = value.file.read()
        return Upload(value.filename, content) if FILES.fullmatch(key) else content.decode()
    return value if isinstance(value, str) else value.decode()


def _value(key: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if key in STRUCTURED:
        return _decoded(value, STRUCTURED[key]) if value else None
    if key in NUMBERS:
        return int(value) if value.removeprefix("-").isdecimal() else value
    return value.lower() in ("true", "yes", "1") if key in TRUTHS else value


def _decoded(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        raise Refusal(400, f"Bad Request: can't parse {name} JSON object") from None
