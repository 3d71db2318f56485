"""The webhook: where Telegram delivers updates instead of being asked for them, and what becomes of a delivery. Pure.

https://core.telegram.org/bots/api#setwebhook has what Telegram asks of it.
"""

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

MARK = "set-by=guetteur"
"""The query of the address that Telegram is given: by it the bot knows a webhook of its own again, without a memory.

Only who has the token can set a webhook, so nobody can forge it.
"""

PATHS_OF_OTHERS = frozenset({"/livez", "/readyz", "/metrics"})
"""What else the web port serves."""

AT_ONCE = 40
"""Deliveries that Telegram is asked to make at a time; 40 is what it does unasked. It delivers the updates of one chat
one after the other, see `WebhookActor.cpp` of tdlib/telegram-bot-api."""

LAST_FAILURE_COUNTS = timedelta(minutes=10)
"""So long after a delivery failed it may still fail for the same reason."""

_ADDRESS = re.compile(r"https://([A-Za-z0-9.-]{1,253})(?::([0-9]{1,5}))?((?:/[A-Za-z0-9._~-]{1,100}){1,10})", re.ASCII)
_DOTS = re.compile(r"/\.+(/|$)")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}", re.ASCII)
_HTTPS = 443
_HIGHEST_PORT = 65_535
_LONGEST_HOST = 253
_LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class WebhookAddress:
    """The address of the webhook as the world has it. The path is the same at the web port, to which a proxy leads."""

    host: str
    port: int
    path: str

    def __str__(self) -> str:
        return f"https://{self.host}{'' if self.port == _HTTPS else f':{self.port}'}{self.path}"

    @property
    def marked(self) -> str:
        """The address that Telegram is given."""
        return f"{self}?{MARK}"


def read_webhook_address(text: str) -> WebhookAddress:
    """Read an address such as `https://bot.example.org/telegram`. Raises ValueError for anything else."""
    found = _ADDRESS.fullmatch(text.strip())
    if found is None or not 1 <= int(found[2] or _HTTPS) <= _HIGHEST_PORT or _DOTS.search(found[3]):
        raise ValueError("must be an address with a path of its own, such as https://bot.example.org/telegram")
    if found[3] in PATHS_OF_OTHERS:
        raise ValueError(f"must have a path of its own, other than {', '.join(sorted(PATHS_OF_OTHERS))}")
    return WebhookAddress(found[1].lower(), int(found[2] or _HTTPS), found[3])


def read_secret(text: str) -> str:
    """Read a secret token as Telegram takes it. Raises ValueError, without the text."""
    if not _SECRET.fullmatch(text):
        raise ValueError("must have 1 to 256 of the characters A-Z, a-z, 0-9, _ and -")
    return text


def secret_of(token: str) -> str:
    """The secret token where none was chosen: all copies of a bot have the same one, and nobody who has no token.

    It is made of the bot's token by HMAC, which does not lead back to it.
    """
    return hmac.new(token.encode(), b"the webhook's secret token", hashlib.sha256).hexdigest()


class Found(StrEnum):
    """What is set as the webhook, as getWebhookInfo tells it."""

    NONE = "none"
    WANTED = "wanted"
    OURS = "ours"
    """Another address that this program set: an earlier one, or that of a copy with other settings."""

    FOREIGN = "foreign"
    """An address that another program set."""


def find(url: object, wanted: WebhookAddress | None) -> Found:
    """Tell whose webhook is set at `url`, where this bot wants that address, or none."""
    if not isinstance(url, str) or not url:
        return Found.NONE
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or ""), parts.port or _HTTPS
    except ValueError:
        return Found.FOREIGN
    if parts.query != MARK:
        return Found.FOREIGN
    return Found.WANTED if wanted == WebhookAddress(host, port, parts.path) else Found.OURS


def host_of(url: object) -> str:
    """The host of a webhook, to be told to the operator: the rest of an address can hold another program's secret."""
    try:
        host = urlsplit(url).hostname if isinstance(url, str) else None
    except ValueError:
        host = None
    return host[:_LONGEST_HOST] if host and host.isprintable() else "?"


def why_undelivered(info: Mapping[str, object], now: datetime) -> str | None:
    """Why Telegram cannot deliver what waits, as getWebhookInfo tells it; None where it can, or nothing waits.

    The last failure is told for ever, also when everything arrived after it: an old one shows nothing.
    """
    failed_at, reason, waiting = (
        info.get(name) for name in ("last_error_date", "last_error_message", "pending_update_count")
    )
    if not isinstance(failed_at, int) or not waiting:
        return None
    is_recent = abs(now.timestamp() - failed_at) < LAST_FAILURE_COUNTS.total_seconds()
    return " ".join(str(reason).split())[:_LONGEST_REASON] if is_recent else None


class Receipt(StrEnum):
    """What became of a delivery. Telegram makes each again that was not answered with 2xx, for a day at most."""

    KEPT = "kept"
    KNOWN = "known"
    """It was written down before."""

    METHOD = "method"
    SECRET = "secret"  # noqa: S105 - what was wrong with it
    KIND = "kind"
    LARGE = "large"
    SLOW = "slow"
    BODY = "body"
    """It is no JSON of an update."""

    BUSY = "busy"
    STORE = "store"
    """It could not be written down."""

    @property
    def status(self) -> int:
        """The status of the answer. It is never 410, after which Telegram gives up a webhook."""
        return _STATUS[self]


_STATUS = {
    Receipt.KEPT: 200,
    Receipt.KNOWN: 200,
    Receipt.METHOD: 405,
    Receipt.SECRET: 403,
    Receipt.KIND: 415,
    Receipt.LARGE: 413,
    Receipt.SLOW: 408,
    Receipt.BODY: 400,
    Receipt.BUSY: 503,
    Receipt.STORE: 503,
}
