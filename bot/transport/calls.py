"""What comes of the calls of the Bot API is counted here, for whoever watches over the bot; and when one was answered.

The limiter notes all calls but `getUpdates`, which the library lets pass it; the receiver notes these.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, RetryAfter

from bot.core.measures import FLOOD_WAIT_SECONDS, FLOOD_WAITS, MEASURES, TELEGRAM_CALLS, Measures

log = logging.getLogger(__name__)

DONE, TOO_MANY = "done", "too_many"
"""What came of a call, where it is no error, or a 429."""


class Calls:
    """Notes what comes of calls. `ticking` is a clock in seconds that does not jump."""

    def __init__(
        self,
        clock: Callable[[], datetime],
        ticking: Callable[[], float] = time.monotonic,
        measures: Measures = MEASURES,
    ) -> None:
        self._clock = clock
        self._ticking = ticking
        self._measures = measures
        self.answered_at: datetime | None = None
        """When Telegram last answered a call, whatever it said; None where it has not yet."""

    @contextmanager
    def noted(self, method: str) -> Iterator[None]:
        """Note what comes of the call that is made within."""
        outcome, asked = DONE, self._ticking()
        try:
            yield
            self.answered_at = self._clock()
        except BaseException as error:
            outcome = TOO_MANY if isinstance(error, RetryAfter) else type(error).__name__
            if is_answer(error):
                self.answered_at = self._clock()
            raise
        finally:
            log.debug("%s: %s in %.0f ms", method, outcome, 1000 * (self._ticking() - asked))
            self._measures.count(TELEGRAM_CALLS, method, outcome)

    def note_wait(self, scope: str, seconds: float) -> None:
        """Note that Telegram asked to wait: with everything, with one chat, or with a method."""
        self._measures.count(FLOOD_WAITS, scope)
        self._measures.count(FLOOD_WAIT_SECONDS, scope, by=seconds)


def is_answer(error: BaseException) -> bool:
    """Whether an error of a call is Telegram's own answer to it."""
    return isinstance(error, BadRequest | ChatMigrated | Conflict | Forbidden | RetryAfter)
