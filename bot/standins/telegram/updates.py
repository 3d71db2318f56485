"""The updates that wait for the bot, each kept until the bot confirms it by asking for later ones."""

import asyncio
from typing import Any

from bot.standins.telegram.wire import Json, Refusal

MAX_AT_ONCE = 100
MAX_WAIT = 50
NOT_UNLESS_ASKED = {"chat_member", "message_reaction", "message_reaction_count"}
CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


class UpdateQueue:
    """The queue of one bot. It serves one poller at a time: a second one ends the wait of the first."""

    def __init__(self) -> None:
        self.waiting: list[Json] = []
        self._next_id = 700_000_001
        self._allowed: set[str] | None = None
        self._poller: asyncio.Future[bool] | None = None
        self.changed = asyncio.Event()
        """Set when an update came or went."""

    def add(self, kind: str, content: Json) -> bool:
        """Queue an update. Returns False where the bot has asked for no updates of that kind."""
        wanted = kind not in NOT_UNLESS_ASKED if self._allowed is None else kind in self._allowed
        if wanted:
            self.waiting.append({"update_id": self._next_id, kind: content})
            self._next_id += 1
            self._release(True)
            self.changed.set()
        return wanted

    def allow(self, kinds: list[str] | None) -> None:
        """Keep updates of these kinds alone from now on; None leaves it as it is."""
        if kinds is not None:
            self._allowed = set(kinds) or None

    def confirm(self, number: int) -> None:
        """Drop one update."""
        self.waiting = [update for update in self.waiting if update["update_id"] != number]
        self.changed.set()

    async def get(self, parameters: Json) -> list[Json]:
        """The answer to getUpdates. Raises Refusal where another poller takes over meanwhile."""
        self._release(False)
        self.allow(parameters.get("allowed_updates"))
        self._confirm(_number(parameters.get("offset"), 0))
        limit = min(max(_number(parameters.get("limit"), MAX_AT_ONCE), 1), MAX_AT_ONCE)
        if not self.waiting:
            await self._wait(min(_number(parameters.get("timeout"), 0), MAX_WAIT))
        return self.waiting[:limit]

    def drop(self) -> None:
        """Forget all waiting updates."""
        self.waiting.clear()

    def close(self) -> None:
        """End a running wait, since nothing more will come."""
        self._release(True)

    def _confirm(self, offset: int) -> None:
        """Drop the updates older than `offset`; a negative offset keeps only that many of the last ones."""
        if offset < 0:
            self.waiting = self.waiting[offset:]
        else:
            self.waiting = [update for update in self.waiting if update["update_id"] >= offset]

    async def _wait(self, seconds: int) -> None:
        if seconds <= 0:
            return
        poller = self._poller = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(seconds):
                mine = await poller
        except TimeoutError:
            mine = True
        finally:
            if self._poller is poller:
                self._poller = None
        if not mine:
            raise Refusal(409, CONFLICT)

    def _release(self, mine: bool) -> None:
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(mine)


def _number(value: Any, otherwise: int) -> int:
    return value if isinstance(value, int) else otherwise
