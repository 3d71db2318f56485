"""Telegram's bad days, on order: the next requests that the stand-in refuses, garbles or never answers."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Literal

from aiohttp import web

from bot.standins.telegram.wire import Refusal

Page = Literal["page 200", "page 400", "page 401", "page 403"]
FaultKind = int | Literal["drop", "drop_after", "hang", "late", "odd"] | Page
"""A status; or the connection closed unanswered, before (`drop`) or after the work is done; or no answer (`hang`), or
one half a second after the work is done (`late`); or yes, with a result that is none of that method's (`odd`); or a
proxy's own page.
"""

LATE_SECONDS = 0.5

TOO_MANY = 429
BROKEN = 500


@dataclass
class Fault:
    """One order: for which requests, how many of them, and what happens to them."""

    method: str
    chat_id: int | None
    times: int | None
    status: FaultKind
    retry_after: int
    description: str | None
    result: object = None

    def meets(self, method: str, chat_id: object) -> bool:
        right_method = self.method in ("*", method)
        return right_method and self.times != 0 and (self.chat_id is None or self.chat_id == chat_id)

    def refusal(self) -> Refusal:
        """What Telegram says. Only for a fault whose status is a number."""
        status = int(self.status)
        if status == TOO_MANY:
            words = self.description or f"Too Many Requests: retry after {self.retry_after}"
            return Refusal(status, words, {"retry_after": self.retry_after})
        return Refusal(status, self.description or _usual_words(status))


class Faults:
    """The orders that are not used up yet, in the order in which they were given."""

    def __init__(self) -> None:
        self._orders: list[Fault] = []

    def add(self, fault: Fault) -> None:
        self._orders.append(fault)

    def clear(self) -> None:
        self._orders.clear()

    def take(self, method: str, chat_id: object) -> Fault | None:
        """The order that this request meets, one time fewer from now on."""
        for fault in self._orders:
            if fault.meets(method, chat_id):
                if fault.times is not None:
                    fault.times -= 1
                return fault
        return None


def page(kind: Page) -> web.Response:
    """What a proxy in between may say."""
    status = int(kind.removeprefix("page "))
    return web.Response(status=status, text="<html><body>It works!</body></html>", content_type="text/html")


def _usual_words(status: int) -> str:
    phrase = HTTPStatus(status).phrase
    return phrase if status >= BROKEN else f"{phrase}: refused by the stand-in"
