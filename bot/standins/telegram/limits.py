"""Telegram's limits, on order: how many messages the stand-in takes in a while before it answers 429.

The figures are from Telegram's own pages (https://core.telegram.org/bots/faq): some thirty messages a second in all,
twenty a minute in a group or a channel, one a second in any chat, though short bursts pass. A refused request does not
count.
"""

from collections import defaultdict, deque
from math import ceil

from bot.standins.telegram.wire import Json, Refusal

COUNTED = ("send", "edit", "forward", "copy")
UNCOUNTED = "sendchataction"

OVERALL = (30, 1.0)
MINUTE = (20, 60.0)
BURST = (3, 3.0)


class Limits:
    """Sliding windows. `refused` has one entry, the chat, for every 429 that was answered.

    With a `pace` of four, four times as many messages are taken.
    """

    def __init__(self, pace: float = 1.0) -> None:
        self._pace = pace
        self.refused: list[object] = []
        self.taken = 0
        self._all: deque[float] = deque(maxlen=OVERALL[0])
        self._chats: defaultdict[object, deque[float]] = defaultdict(lambda: deque(maxlen=MINUTE[0]))

    def count(self, method: str, parameters: Json, now: float) -> None:
        """Count a request. Raises Refusal where it is one too many."""
        name = method.lower()
        if not name.startswith(COUNTED) or name == UNCOUNTED:
            return
        chat = parameters.get("chat_id")
        wait = max(self._wait(self._all, OVERALL, now), self._wait_of(chat, now))
        if wait > 0:
            self.refused.append(chat)
            seconds = ceil(wait)
            raise Refusal(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})
        self.taken += 1
        self._all.append(now)
        if chat is not None:
            self._chats[chat].append(now)

    def _wait_of(self, chat: object, now: float) -> float:
        if chat is None:
            return 0.0
        is_person = isinstance(chat, int) and chat > 0
        limits = (BURST,) if is_person else (BURST, MINUTE)
        return max(self._wait(self._chats[chat], limit, now) for limit in limits)

    def _wait(self, times: deque[float], limit: tuple[int, float], now: float) -> float:
        most, seconds = limit
        return times[-most] + seconds / self._pace - now if len(times) >= most else 0.0
