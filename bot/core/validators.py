"""The validators of a conditional request (RFC 9110): a source need not send again what is known."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Validators:
    """The ETag and the Last-Modified of the last good answer, by which a source can say "not modified"."""

    etag: str | None = None
    last_modified: str | None = None
