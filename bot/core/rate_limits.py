"""Telegram's rate limits, and how much may be sent within them now: by the whole bot, and to each chat.

Pure: `now` is handed in, in seconds of a clock that only goes forward. The memory is bounded: a chat is forgotten when
its last message no longer counts, and the limit for the whole bot bounds the chats that are written to meanwhile.
"""

from collections import OrderedDict, deque
from collections.abc import Collection, Iterable
from dataclasses import dataclass

ChatId = int | str
"""A number, positive for a person's chat and negative for a group or a channel; or the public name of one of these."""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many messages in any so many seconds."""

    most: int
    seconds: float


OVERALL = Limit(30, 1.0)
BURST = 3.0
"""Seconds after which a burst of messages to one chat is forgotten."""

PRIVATE = (Limit(3, BURST),)
"""For a private chat: one message a second. Telegram lets short bursts pass, so three may be sent at once."""

SHARED = (Limit(3, BURST), Limit(20, 60.0))
"""For a group or a channel."""

REPLIES = (Limit(2, BURST), Limit(14, 60.0))
"""The part of SHARED that replies may use. The rest is for alerts: nobody's commands may hold them back for long."""

LAG = 1.0
"""A message counts as arrived so many seconds after it was sent, or when its answer comes, if that is earlier.

Telegram counts messages as they arrive. The answer comes after the arrival: counted from then on, a slow message and a
fast one after it cannot be one too many. A message without an answer must not hold up the others for longer.
"""

TRIPS, FEW_TRIPS = 64, 16
"""The most and the fewest answers from which the shortest time to Telegram and back is estimated."""

SPREAD = 0.98
"""Broadcasts are spread nearly evenly over a second, so that a reply finds room at once."""

AT_ONCE = 1.0
SEVERAL = 3

IN_FLIGHT = 2
"""Messages that a chat may have got from the process before it could be written down: an alert, and a reply."""

NEVER = float("-inf")


def limits_of(chat: ChatId | None) -> tuple[Limit, ...]:
    """The limits of a chat, beside the overall one; none for a message whose chat is not known."""
    if chat is None:
        return ()
    return PRIVATE if isinstance(chat, int) and chat > 0 else SHARED


@dataclass(slots=True)
class Sent:
    """A message that was sent: when that `began`, and at what time it counts as arrived (`at`)."""

    chat: ChatId | None
    at: float
    began: float

    def arrive(self, at: float) -> None:
        """Count as arrived at that time."""
        self.at = at


class Window:
    """The last messages, as far as some limits count them."""

    __slots__ = ("_limits", "_sent")

    def __init__(self, limits: tuple[Limit, ...]) -> None:
        self._limits = limits
        self._sent: deque[Sent] = deque(maxlen=max(limit.most for limit in limits))

    @property
    def last(self) -> float:
        """When the last message counts as arrived."""
        return self._sent[-1].at

    def add(self, sent: Sent) -> None:
        """Note that one more message was sent."""
        self._sent.append(sent)

    def ready_at(self) -> float:
        """When one more message is allowed."""
        sent, ready = self._sent, NEVER
        for limit in self._limits:
            if len(sent) >= limit.most:
                ready = max(ready, sent[-limit.most].at + limit.seconds)
        return ready


class Trips:
    """How long a message and its answer take together: a round trip.

    The first of two messages arrived before its answer came, by the time of the way back; the second arrives after it
    is sent, by the time of the way there. So the shortest time of a round trip need not be waited for between them.
    """

    def __init__(self) -> None:
        self._last: deque[float] = deque(maxlen=TRIPS)

    def add(self, seconds: float) -> None:
        """Note how long a round trip took."""
        self._last.append(seconds)

    @property
    def surely(self) -> float:
        """Seconds that the next round trip takes at least: as much below the shortest as that is below the median.

        It is 0 where round trips differ much, and while few are known.
        """
        if len(self._last) < FEW_TRIPS:
            return 0.0
        trips = sorted(self._last)
        return max(0.0, 2 * trips[0] - trips[len(trips) // 2])


class RateLimits:
    """Says how much may be sent now. A `pace` of ten allows ten times as much as Telegram's own servers do."""

    def __init__(self, pace: float = 1.0) -> None:
        self._pace = pace
        self._lag = LAG / pace
        self._overall = Window((self._scaled(OVERALL),))
        self._between_broadcasts = SPREAD * OVERALL.seconds / OVERALL.most / pace
        self._last_broadcast = NEVER
        self._private = tuple(self._scaled(limit) for limit in PRIVATE)
        self._shared = tuple(self._scaled(limit) for limit in SHARED)
        self._longest = max(limit.seconds for limit in (*self._private, *self._shared))
        self._replies = tuple(self._scaled(limit) for limit in REPLIES)
        self._chats: OrderedDict[ChatId, Window] = OrderedDict()
        self._replied: OrderedDict[ChatId, Window] = OrderedDict()
        self._held: dict[ChatId, float] = {}
        self._spent: dict[ChatId, float] = {}
        self._trips = Trips()
        self._opens_at = NEVER
        self._quiet_since = NEVER
        self._unknown = 0
        self.held_until = NEVER

    def begin(self, now: float, quiet: float, alerts: Iterable[tuple[ChatId, float]], any_replies: bool) -> None:
        """Count what another process sent before this one: a restart, or a take-over, gives Telegram no new minute.

        `quiet` are the seconds for which surely nothing was sent; what was sent just before may have used up any burst.
        `alerts` are those to groups and channels in the last minute, as (chat, seconds ago), the oldest first. Where
        there were `any_replies`, which chats got them is not known: each group and channel may have got all it may.
        """
        self._opens_at = now + (BURST + LAG) / self._pace - quiet
        self._quiet_since = now - quiet
        self._unknown = IN_FLIGHT + (REPLIES[1].most if any_replies else 0)
        for chat, ago in alerts:
            self._chats.setdefault(chat, Window(self._shared)).add(Sent(chat, now - ago, now - ago))
        for chat, window in self._chats.items():
            self._count_unknown(window, chat)
            self._spent[chat] = self.chat_ready_at(chat)

    def _count_unknown(self, window: Window, chat: ChatId) -> None:
        for _ in range(self._unknown):
            window.add(Sent(chat, self._quiet_since, self._quiet_since))

    def _new_window(self, chat: ChatId, now: float) -> Window:
        """The window of a chat that got nothing, as far as is known."""
        if limits_of(chat) is PRIVATE:
            return Window(self._private)
        window = Window(self._shared)
        if now - self._quiet_since < self._longest:
            self._count_unknown(window, chat)
        return window

    def ready_at(self, is_broadcast: bool) -> float:
        """When the overall limit allows a message, to whichever chat."""
        ready = max(self.held_until, self._opens_at, self._overall.ready_at())
        return max(ready, self._last_broadcast + self._between_broadcasts) if is_broadcast else ready

    def chat_ready_at(self, chat: ChatId | None, is_broadcast: bool = True) -> float:
        """When the limits of a chat allow a message to it. Replies leave a part of them to broadcasts."""
        if chat is None:
            return NEVER
        replied = None if is_broadcast else self._replied.get(chat)
        if replied is not None:
            return max(replied.ready_at(), self.chat_ready_at(chat))
        window = self._chats.get(chat)
        ready = NEVER if window is None else window.ready_at()
        return max(ready, self._held.get(chat, NEVER)) if self._held else ready

    def take(self, chat: ChatId | None, now: float, is_broadcast: bool) -> Sent:
        """Note that a message is sent. The returned value has to be handed to `arrived`."""
        sent = Sent(chat, now + self._lag, now)
        self._overall.add(sent)
        if is_broadcast:  # a broadcast that is a little late does not delay all that follow
            due = self._last_broadcast + self._between_broadcasts
            self._last_broadcast = due if now - due < self._between_broadcasts else now
        if chat is None:
            return sent
        window = self._chats.get(chat)
        if window is None:
            window = self._chats[chat] = self._new_window(chat, now)
        else:
            self._chats.move_to_end(chat)
        window.add(sent)
        if not is_broadcast and limits_of(chat) is SHARED:
            self._replied.setdefault(chat, Window(self._replies)).add(sent)
            self._replied.move_to_end(chat)
        if window.ready_at() > now:
            self._spent[chat] = self.chat_ready_at(chat)
        self._forget(now)
        return sent

    def arrived(self, sent: Sent, now: float, is_answered: bool = True) -> None:
        """Note that Telegram answered, whatever it said, or, with `is_answered` False, that the connection failed."""
        if is_answered:
            self._trips.add(now - sent.began)
        if now < sent.at:
            sent.arrive(now - self._trips.surely)
            if sent.chat in self._spent:
                self._spent[sent.chat] = self.chat_ready_at(sent.chat)

    def hold(self, chat: ChatId, until: float) -> None:
        """Send nothing to this chat before then, as Telegram asked. A hold is never made shorter."""
        self._held[chat] = max(until, self._held.get(chat, NEVER))
        self._spent[chat] = self.chat_ready_at(chat)

    def hold_all(self, until: float) -> None:
        """Send nothing at all before then, as Telegram asked. A hold is never made shorter."""
        self.held_until = max(until, self.held_until)

    def spent(self, now: float) -> Collection[ChatId]:
        """The chats to which nothing may be sent now."""
        for chat in [chat for chat, until in self._spent.items() if until <= now]:
            del self._spent[chat]
            self._held.pop(chat, None)
        return self._spent.keys()

    def next_ready(self, now: float) -> float | None:
        """When the first of those chats may be sent a message again, or a hold of all ends; None where none waits."""
        if self.held_until > now:
            return self.held_until
        return min((self._spent[chat] for chat in self.spent(now)), default=None)

    def _scaled(self, limit: Limit) -> Limit:
        return Limit(limit.most, limit.seconds / self._pace)

    def _forget(self, now: float) -> None:
        """Forget the chats whose messages no longer count. The chats stand in the order of their last messages."""
        for windows in (self._chats, self._replied):
            while windows and next(iter(windows.values())).last + self._longest < now:
                windows.popitem(last=False)


class Refusals:
    """Tells from Telegram's refusals (429) whether it means one chat or the whole bot, for it does not say.

    A refused request without a chat means the whole bot. One flooded chat says nothing of another, and two can be by
    chance; three different chats within a second, and nothing taken in between, show the limit of the whole bot.
    """

    def __init__(self) -> None:
        self._last: dict[ChatId, float] = {}

    def refused(self, chat: ChatId | None, now: float) -> bool:
        """Note that Telegram refused something for this chat. Returns whether it means the whole bot."""
        if chat is None:
            return True
        self._last[chat] = now
        self._last = {each: at for each, at in self._last.items() if now - at <= AT_ONCE}
        return len(self._last) >= SEVERAL

    def taken(self) -> None:
        """Note that Telegram took something: it does not refuse the whole bot."""
        if self._last:
            self._last = {}
