"""Whether the server that keeps the database can be reached, and for how long it could not."""

import logging
import time
from collections.abc import Callable

log = logging.getLogger(__name__)


class Outage:
    """Says in the log when a server is away and when it is back, once each, however many connections fail meanwhile.

    `ticking` is a clock that does not jump, in seconds.
    """

    def __init__(self, ticking: Callable[[], float] = time.monotonic) -> None:
        self._ticking = ticking
        self._began: float | None = None
        self._longest: float | None = None

    def failed(self, why: str) -> None:
        """Note that no connection could be made."""
        if self._began is None:
            self._began = self._ticking()
            log.warning("the database is away, and is waited for: %s", why)

    def worked(self) -> None:
        """Note that a connection was made."""
        if self._began is not None:
            lasted, self._began = self._ticking() - self._began, None
            self._longest = max(lasted, self._longest or 0.0)
            log.info("the database is back, after %.0f s", lasted)

    def take(self) -> float | None:
        """The length in seconds of the longest outage that ended since the last call; None where there was none."""
        longest, self._longest = self._longest, None
        return longest


OUTAGE = Outage()
"""The outage of this process, which has one database, however often it opens it."""
