"""Telegram's faults, on order: requests that the stand-in refuses, garbles or never answers."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Literal

from aiohttp import web

from bot.standins.telegram.wire import Refusal

Page = Literal["page 200", "page 400", "page 401", "page 403"]
FaultKind = int | Literal["drop", "drop_after", "hang", "late", "odd"] | Page
"""A status to answer with; or the connection closed unanswered, before (`drop`) or after the work is done; or no answer
(`hang`), or one half a second after the work is done (`late`); or success with a result that the method never gives
(`odd`); or a proxy's own page.
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
        """The refusal that Telegram gives. Only for a fault whose status is a number."""
        status = int(self.status)
        if status == TOO_MANY:
            words = self.description or f"Too Many Requests: retry after {self.retry_after}"
            return Refusal(status, words, {"retry_after": self.retry_after})
        return Refusal(status, self.description or _usual_words(status))


class Faults:
    """The ordered faults that are not used up yet, oldest order first."""

    def __init__(self) -> None:
        self._orders: list[Fault] = []

    def add(self, fault: Fault) -> None:
        self._orders.append(fault)

    def clear(self) -> None:
        self._orders.clear()

    def take(self, method: str, chat_id: object) -> Fault | None:
        """The fault that this request meets, which then has one time fewer to go."""
        for fault in self._orders:
            if fault.meets(method, chat_id):
                if fault.times is not None:
                    fault.times -= 1
                return fault
        return None


def page(kind: Page) -> web.Response:
    """The page that a proxy in between may answer with."""
    status = int(kind.removeprefix("page "))
    return web.Response(status=status, text="<html><body>It works!</body></html>", content_type="text/html")


def _usual_words(status: int) -> str:
    phrase = HTTPStatus(status).phrase
    return phrase if status >= BROKEN else f"{phrase}: refused by the stand-in"
