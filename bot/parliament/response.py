"""The outcome of a request: a Response, or Unreachable."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from multidict import CIMultiDictProxy

from bot.core.backoff import LONGEST_HOLD
from bot.core.validators import Validators

LARGEST_VALIDATOR = 300
REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Unreachable(Exception):
    """No answer came, or none that is of use. `retry_after` are the seconds that the site asked us to wait, if it did.

    `is_gone` is whether the site said that the page or file is not there.
    """

    def __init__(self, reason: str, retry_after: float | None = None, is_gone: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after = retry_after
        self.is_gone = is_gone


class Interrupted(Unreachable):
    """The connection failed, or broke before the answer was whole: the same request may succeed the next time."""


@dataclass(frozen=True, slots=True)
class Response:
    """An HTTP answer. `body` is decompressed; `location` is the address of a redirect that was not followed."""

    status: int
    body: bytes = b""
    etag: str | None = None
    last_modified: str | None = None
    retry_after: float | None = None
    location: str | None = None

    @property
    def validators(self) -> Validators:
        """What to ask with the next time."""
        return Validators(self.etag, self.last_modified)


def response_of(status: int, headers: CIMultiDictProxy[str], body: bytes = b"") -> Response:
    """The answer, with those of its headers that are used."""
    return Response(
        status=status,
        body=body,
        etag=_bounded(headers.get("ETag")),
        last_modified=_bounded(headers.get("Last-Modified")),
        retry_after=seconds_to_wait(headers.get("Retry-After"), datetime.now(UTC)),
        location=headers.get("Location") if status in REDIRECTS else None,
    )


def _bounded(header: str | None) -> str | None:
    return header if header is None or len(header) <= LARGEST_VALIDATOR else None


def seconds_to_wait(header: str | None, now: datetime) -> float | None:
    """The seconds that a `Retry-After` header asks for (RFC 9110: seconds or a date); None where it asks for none."""
    if header is None:
        return None
    text = header.strip()
    if text.isascii() and text.isdigit():
        return float(min(int(text[:9]), LONGEST_HOLD))
    until = date_of(text)
    return None if until is None else max(0.0, (until - now).total_seconds())


def date_of(header: str | None) -> datetime | None:
    """The date that a header such as `Last-Modified` gives; None where it gives none."""
    try:
        found = parsedate_to_datetime(header or "")
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found
