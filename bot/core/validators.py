"""What a request asks with, so that a source need not send again what is known."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Validators:
    """What a source asked to be told the next time, so that it can say "not modified"."""

    etag: str | None = None
    last_modified: str | None = None
