"""Files on the stand-in Telegram, sent by people and by the bot, and their download by the bot."""

from dataclasses import dataclass, field
from mimetypes import guess_type
from pathlib import PurePosixPath
from typing import Literal

from aiohttp import web

from bot.standins.loopback import hang_up
from bot.standins.telegram.wire import Json, Refusal

MAX_UPLOAD = 50 << 20
MAX_DOWNLOAD = 20 << 20
MAX_CAPTION = 1024
FORM = 1 << 20
"""Bytes that a request with a file may hold besides the file."""
TOO_MUCH = 4 << 20
THUMBNAIL = 90

Spoilt = Literal["drop", "longer", "gone"]
"""How a download goes wrong: cut short, longer than announced, or not there any more."""


@dataclass
class Document:
    """A file: its name and bytes; `told_size` is the size that Telegram announces."""

    name: str
    content: bytes
    mime_type: str | None = "application/json"
    told_size: int | None = None
    spoilt: Spoilt | None = None

    @property
    def size(self) -> int:
        return len(self.content) if self.told_size is None else self.told_size

    def as_telegram(self, file_id: str) -> Json:
        """The Document object of a message."""
        kind = {} if self.mime_type is None else {"mime_type": self.mime_type}
        names = {"file_id": file_id, "file_unique_id": f"u{file_id}", "file_name": self.name}
        return {**names, **kind, "file_size": self.size}


@dataclass(frozen=True)
class Photo:
    """A photo, with its width and height in pixels."""

    content: bytes
    width: int
    height: int

    def as_telegram(self, file_id: str) -> list[Json]:
        """The PhotoSizes of a message, the smallest first."""
        scale = THUMBNAIL / max(self.width, self.height)
        sizes = [(f"s{file_id}", scale), (file_id, 1.0)]
        return [
            {
                "file_id": id,
                "file_unique_id": f"u{id}",
                "width": max(1, round(self.width * by)),
                "height": max(1, round(self.height * by)),
                "file_size": max(1, round(len(self.content) * by * by)),
            }
            for id, by in sizes
        ]


@dataclass
class Files:
    """Every file, by its identifier, and the paths that the bot has asked for."""

    documents: dict[str, Document] = field(default_factory=dict)
    paths: dict[str, Document] = field(default_factory=dict)
    photos: dict[str, Photo] = field(default_factory=dict)

    def add(self, document: Document) -> str:
        """Keep a file. Returns its identifier."""
        file_id = f"file{len(self.documents) + 1}"
        self.documents[file_id] = document
        return file_id

    def add_photo(self, photo: Photo) -> str:
        """Keep a photo. Returns its identifier."""
        file_id = f"photo{len(self.photos) + 1}"
        self.photos[file_id] = photo
        return file_id

    def describe(self, file_id: object) -> Json:
        """A File, with the path to fetch it from. Raises Refusal."""
        document = self.documents.get(str(file_id))
        if document is None:
            raise Refusal(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        if document.size > MAX_DOWNLOAD:
            raise Refusal(400, "Bad Request: file is too big")
        path = f"documents/{file_id}{PurePosixPath(document.name).suffix}"
        self.paths[path] = document
        names = {"file_id": file_id, "file_unique_id": f"u{file_id}", "file_path": path}
        return {**names, "file_size": document.size}

    async def hand_out(self, request: web.Request, path: str) -> web.StreamResponse:
        """The file at a path that the bot was given, or the ordered fault on its way. Raises Refusal."""
        document = self.paths.get(path)
        if document is None or document.spoilt == "gone":
            raise Refusal(404, "Not Found")
        if document.spoilt == "drop":
            return await _cut_short(request, document.content)
        more = b" " * TOO_MUCH if document.spoilt == "longer" else b""
        return web.Response(body=document.content + more, content_type="application/octet-stream")


async def _cut_short(request: web.Request, content: bytes) -> web.StreamResponse:
    """Sends half of the announced bytes, and then nothing more."""
    response = web.StreamResponse(headers={"Content-Length": str(len(content))})
    await response.prepare(request)
    await response.write(content[: len(content) // 2])
    return hang_up(request)


def uploaded(name: str, content: bytes) -> Document:
    """The file in a request of the bot. Raises Refusal where Telegram would."""
    if not content:
        raise Refusal(400, "Bad Request: file must be non-empty")
    if len(content) > MAX_UPLOAD:
        raise Refusal(413, "Request Entity Too Large")
    return Document(name, content, guess_type(name)[0])
