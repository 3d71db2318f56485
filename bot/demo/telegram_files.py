"""Files on the stand-in Telegram: what people and the bot send, and what the bot may fetch of it."""

from dataclasses import dataclass, field
from typing import Literal

from bot.demo.telegram_wire import Json, Refusal

MAX_UPLOAD = 50 << 20
MAX_DOWNLOAD = 20 << 20
MAX_CAPTION = 1024

Spoilt = Literal["drop", "longer", "gone"]
"""How a download goes wrong: cut short, longer than was told, or not there any more."""


@dataclass
class Document:
    """A file: its name and bytes; `told_size` is what Telegram says of its size."""

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


@dataclass
class Files:
    """Every file, by its identifier."""

    documents: dict[str, Document] = field(default_factory=dict)

    def add(self, document: Document) -> str:
        """Keep a file. Returns its identifier."""
        file_id = f"file{len(self.documents) + 1}"
        self.documents[file_id] = document
        return file_id

    def describe(self, file_id: object) -> Json:
        """A File, with the path to fetch it from. Raises Refusal."""
        document = self.documents.get(str(file_id))
        if document is None:
            raise Refusal(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        if document.size > MAX_DOWNLOAD:
            raise Refusal(400, "Bad Request: file is too big")
        names = {"file_id": file_id, "file_unique_id": f"u{file_id}", "file_path": f"documents/{file_id}.json"}
        return {**names, "file_size": document.size}

    def at(self, path: str) -> Document | None:
        """The file that is fetched from a path; None where there is none."""
        return self.documents.get(path.removeprefix("documents/").removesuffix(".json"))
