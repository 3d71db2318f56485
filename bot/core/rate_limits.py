"""What Telegram allows a bot to send, in one place; and how much of it is left, for the whole bot and for each chat.

Pure: `now` is handed in, in seconds of any clock that only goes forward. What is remembered is bounded: a chat is
forgotten when its last message no longer counts, and so many chats at most are written to meanwhile.
"""

from collections import OrderedDict, deque
from collections.abc import Collection
from dataclasses import dataclass

ChatId = int | str
"""A number, positive for a person's chat and negative for a group or a channel; or the public name of one of these."""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many messages in any so many seconds."""

    most: int
    seconds: float


OVERALL = Limit(30, 1.0)
PRIVATE = (Limit(3, 3.0),)
"""One a second. Telegram lets short bursts pass, so three may come at once; the mean stays the same."""

SHARED = (Limit(3, 3.0), Limit(20, 60.0))
"""A group or a channel."""

REPLIES = (Limit(2, 3.0), Limit(14, 60.0))
"""Of those, what answers to people may use: the rest is for alerts, which nobody's commands may hold back for long."""

LAG = 1.0
"""A message is thought to arrive so many seconds after it was sent, until its answer is here, which comes after that.

Telegram counts what arrives: counted from the answer on, no slow message and no fast one after it can be one too many.
One whose answer does not come must not hold up the others, so it is not waited for any longer.
"""

TRIPS, FEW_TRIPS = 64, 16
"""Answers by which it is told how long the way to Telegram and back takes at least."""

SPREAD = 0.98
"""Broadcasts keep an even distance, or nearly, so that a reply finds room at once and not at the second's end."""

AT_ONCE = 1.0
SEVERAL = 3

NEVER = float("-inf")


def limits_of(chat: ChatId | None) -> tuple[Limit, ...]:
    """What holds for a chat beside what holds for all; nothing for a message whose chat is not known."""
    if chat is None:
        return ()
    return PRIVATE if isinstance(chat, int) and chat > 0 else SHARED


@dataclass(slots=True)
class Sent:
    """A message that was sent, and when it has arrived: at the latest, or `Trips.surely` before that."""

    chat: ChatId | None
    at: float
    began: float


class Window:
    """The last messages that some limits count."""

    __slots__ = ("_limits", "_sent")

    def __init__(self, limits: tuple[Limit, ...]) -> None:
        self._limits = limits
        self._sent: deque[Sent] = deque(maxlen=max(limit.most for limit in limits))

    @property
    def last(self) -> float:
        """When the last one has arrived."""
        return self._sent[-1].at

    def add(self, sent: Sent) -> None:
        """One more is sent."""
        self._sent.append(sent)

    def ready_at(self) -> float:
        """From when on one more is allowed."""
        sent, ready = self._sent, NEVER
        for limit in self._limits:
            if len(sent) >= limit.most:
                ready = max(ready, sent[-limit.most].at + limit.seconds)
        return ready


class Trips:
    """How long a message and its answer take together.

    Of two messages, the first has arrived when its answer comes, less the way back, and the second arrives when it is
    sent, plus the way there. What both ways together take for sure need not be waited for between them.
    """

    def __init__(self) -> None:
        self._last: deque[float] = deque(maxlen=TRIPS)

    def add(self, seconds: float) -> None:
        """An answer took so long."""
        self._last.append(seconds)

    @property
    def surely(self) -> float:
        """Seconds that the next one takes for sure: as much below the shortest as that is below the middle one.

        So nothing is taken for sure where they differ a lot, nor while few are known.
        """
        if len(self._last) < FEW_TRIPS:
            return 0.0
        trips = sorted(self._last)
        return max(0.0, 2 * trips[0] - trips[len(trips) // 2])


class RateLimits:
    """How much may be sent now. With a `pace` of ten, ten times as much as Telegram's own servers take."""

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
        self.held_until = NEVER

    def ready_at(self, is_broadcast: bool) -> float:
        """From when on anything may be sent to a chat that has rate limits of its own."""
        ready = max(self.held_until, self._overall.ready_at())
        return max(ready, self._last_broadcast + self._between_broadcasts) if is_broadcast else ready

    def chat_ready_at(self, chat: ChatId | None, is_broadcast: bool = True) -> float:
        """From when on this chat may be written to, as far as it is concerned. Replies leave a part to broadcasts."""
        if chat is None:
            return NEVER
        replied = None if is_broadcast else self._replied.get(chat)
        if replied is not None:
            return max(replied.ready_at(), self.chat_ready_at(chat))
        window = self._chats.get(chat)
        ready = NEVER if window is None else window.ready_at()
        return max(ready, self._held.get(chat, NEVER)) if self._held else ready

    def take(self, chat: ChatId | None, now: float, is_broadcast: bool) -> Sent:
        """Something is sent. What is returned has to be handed to `arrived`."""
        sent = Sent(chat, now + self._lag, now)
        self._overall.add(sent)
        if is_broadcast:  # one that is a little late does not make all that follow late
            due = self._last_broadcast + self._between_broadcasts
            self._last_broadcast = due if now - due < self._between_broadcasts else now
        if chat is None:
            return sent
        window = self._chats.get(chat)
        if window is None:
            window = self._chats[chat] = Window(self._private if limits_of(chat) is PRIVATE else self._shared)
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
        """Telegram answered, whatever it said; or the connection failed, which says nothing of how far away it is."""
        if is_answered:
            self._trips.add(now - sent.began)
        if now < sent.at:
            sent.at = now - self._trips.surely
            if sent.chat in self._spent:
                self._spent[sent.chat] = self.chat_ready_at(sent.chat)

    def hold(self, chat: ChatId, until: float) -> None:
        """Telegram wants nothing for this chat before then. A hold is never made shorter."""
        self._held[chat] = max(until, self._held.get(chat, NEVER))
        self._spent[chat] = self.chat_ready_at(chat)

    def hold_all(self, until: float) -> None:
        """Telegram wants nothing at all before then. A hold is never made shorter."""
        self.held_until = max(until, self.held_until)

    def spent(self, now: float) -> Collection[ChatId]:
        """The chats that cannot be written to for now."""
        for chat in [chat for chat, until in self._spent.items() if until <= now]:
            del self._spent[chat]
            self._held.pop(chat, None)
        return self._spent.keys()

    def next_ready(self, now: float) -> float | None:
        """When the first of those chats can be written to again, or all of them after a hold of everything."""
        if self.held_until > now:
            return self.held_until
        return min((self._spent[chat] for chat in self.spent(now)), default=None)

    def _scaled(self, limit: Limit) -> Limit:
        return Limit(limit.most, limit.seconds / self._pace)

    def _forget(self, now: float) -> None:
        """Forget the chats whose messages no longer count: they stand first, the last one written to stands last."""
        for windows in (self._chats, self._replied):
            while windows and next(iter(windows.values())).last + self._longest < now:
                windows.popitem(last=False)


class Refusals:
    """Tells from its refusals whether Telegram means one chat or the whole bot, for it does not say.

    What has no chat can only be meant for the whole. Of the chats, one that is flooded says nothing of another, and two
    can be by chance; three different ones within a second, and nothing taken in between, are the bot's own limit.
    """

    def __init__(self) -> None:
        self._last: dict[ChatId, float] = {}

    def refused(self, chat: ChatId | None, now: float) -> bool:
        """Telegram refused something for this chat. Whether the whole bot is meant."""
        if chat is None:
            return True
        self._last[chat] = now
        self._last = {each: at for each, at in self._last.items() if now - at <= AT_ONCE}
        return len(self._last) >= SEVERAL

    def taken(self) -> None:
        """Telegram took something, so the bot as a whole is not refused."""
        if self._last:
            self._last = {}
