"""Which of several copies of the program leads: how long its lease stands, and when another copy may take its place.

The copy that leads holds a lock of the database and writes a beat there every second. Two things follow from the beats,
both by clocks that do not jump and that count the time in which a machine was asleep:

- The leader may act (send something to Telegram) while the last beat that succeeded *began* less than `LEASE_SECONDS`
  ago: its lease. A copy that was frozen, or that is cut off from the database, finds that its lease is over.
- A copy that stands by cuts the leader off where no beat came for `SILENCE_SECONDS`, and acts itself when the lease
  before it is surely over.

Pure: every instant is handed in, in seconds.
"""

BEAT_SECONDS = 1.0
"""Between two beats of the leader, and between two looks of a copy that stands by."""

LEASE_SECONDS = 3.0
SILENCE_SECONDS = 5.0
"""Longer than a lease, so that whoever is cut off for its silence had stopped acting before."""

NEVER = float("-inf")


class Lease:
    """The leader's permission to act. A new one does not stand."""

    def __init__(self) -> None:
        self._began = NEVER

    def renew(self, began: float) -> None:
        """Note that a beat succeeded which began at that time."""
        self._began = max(self._began, began)

    def stands(self, now: float) -> bool:
        """Whether the leader may act."""
        return now - self._began < LEASE_SECONDS


class Standby:
    """What a copy that stands by knows of the leader."""

    def __init__(self) -> None:
        self._beat: int | None = None
        self._first_seen = NEVER
        self._last_asked = NEVER
        self._has_resigned = False

    def saw(self, beat: int, has_resigned: bool, asked: float, answered: float) -> None:
        """Note what a look found: the number of the last beat, and whether the leader has given its place up in order.

        The look was `asked` for and `answered` at these times. However long it took, and whether this copy was frozen
        meanwhile: a silence is never taken for longer than it was.
        """
        if beat != self._beat:
            self._beat, self._first_seen = beat, answered
        self._last_asked, self._has_resigned = asked, has_resigned

    def is_silent(self) -> bool:
        """Whether the leader was silent for so long that it is to be cut off."""
        return self._beat is not None and self._last_asked - self._first_seen >= SILENCE_SECONDS

    def free_at(self) -> float:
        """When the lease of the leader that was last seen is surely over, if no other beat comes.

        The beat had begun before it was first seen. Who gave its place up in order has no lease.
        """
        return NEVER if self._has_resigned or self._beat is None else self._first_seen + LEASE_SECONDS


def session_name(copy: str) -> str:
    """The name that all database sessions of a copy carry, by which another one finds them."""
    return f"{SESSIONS}{copy}"


SESSIONS = "guetteur-"
