"""The queue of sends: replies go before broadcasts, and no chat that must wait holds up another.

Pure: `now` is handed in, and each ticket has the function that sends it.
"""

import heapq
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

from bot.core.rate_limits import ChatId, RateLimits, Sent


@dataclass(slots=True, eq=False)
class Ticket:
    """A message that waits to be sent: `go` is called when its turn has come, and `sent` is set then."""

    chat: ChatId | None
    is_broadcast: bool
    go: Callable[[], None]
    is_withdrawn: bool = False
    sent: Sent | None = None

    def take_turn(self, sent: Sent) -> None:
        """Be sent next, as `sent`."""
        self.sent = sent

    def withdraw(self) -> None:
        """Give up the turn: it goes to the next ticket."""
        self.is_withdrawn = True


@dataclass(slots=True)
class _Lane:
    """The tickets of one kind, in order for each chat. A chat with tickets is in `ready` or in `later`, once."""

    is_broadcast: bool
    waiting: dict[ChatId | None, deque[Ticket]] = field(default_factory=dict)
    ready: deque[ChatId | None] = field(default_factory=deque)
    later: list[tuple[float, int, ChatId | None]] = field(default_factory=list)


class SendQueue:
    """All messages that wait to be sent, and which of them the rate limits let go next."""

    def __init__(self, rate_limits: RateLimits) -> None:
        self._rate_limits = rate_limits
        self._lanes = (_Lane(is_broadcast=False), _Lane(is_broadcast=True))
        self._numbers = count()

    def add(self, ticket: Ticket, now: float) -> None:
        """Wait for a turn."""
        lane = self._lanes[ticket.is_broadcast]
        queue = lane.waiting.get(ticket.chat)
        if queue is not None:
            queue.append(ticket)
            return
        lane.waiting[ticket.chat] = deque([ticket])
        self._place(lane, ticket.chat, now)

    def next(self, now: float) -> Ticket | None:
        """The ticket whose turn has come, if any."""
        for lane in self._lanes:
            while lane.later and lane.later[0][0] <= now:
                lane.ready.append(heapq.heappop(lane.later)[2])
            if self._rate_limits.ready_at(lane.is_broadcast) > now:
                continue
            ticket = self._next_of(lane, now)
            if ticket is not None:
                return ticket
        return None

    def ready_at(self) -> float | None:
        """When to ask again; None while nothing waits."""
        times = []
        for lane in self._lanes:
            whole = self._rate_limits.ready_at(lane.is_broadcast)
            if lane.ready:
                times.append(whole)
            elif lane.later:
                times.append(max(whole, lane.later[0][0]))
        return min(times, default=None)

    def _next_of(self, lane: _Lane, now: float) -> Ticket | None:
        while lane.ready:
            chat = lane.ready.popleft()
            queue = lane.waiting[chat]
            while queue and queue[0].is_withdrawn:
                queue.popleft()
            if not queue:
                del lane.waiting[chat]
            elif self._rate_limits.chat_ready_at(chat, lane.is_broadcast) > now:
                self._place(lane, chat, now)
            else:
                ticket = queue.popleft()
                ticket.take_turn(self._rate_limits.take(chat, now, lane.is_broadcast))
                if queue:
                    self._place(lane, chat, now)
                else:
                    del lane.waiting[chat]
                return ticket
        return None

    def _place(self, lane: _Lane, chat: ChatId | None, now: float) -> None:
        ready = self._rate_limits.chat_ready_at(chat, lane.is_broadcast)
        if ready <= now:
            lane.ready.append(chat)
        else:
            heapq.heappush(lane.later, (ready, next(self._numbers), chat))
