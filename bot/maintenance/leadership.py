"""Several copies of the program on one database of PostgreSQL: one leads, the others stand by.

The leader looks, sweeps, asks for updates and sends; a copy that stands by has one session with the database, and looks
every second whether it is to lead. When is decided in `bot.core.leadership`.
"""

import asyncio
import logging
import secrets
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress

from bot.core.leadership import BEAT_SECONDS, LEASE_SECONDS, NEVER, Lease, Standby
from bot.worker import run_forever
from storage import StoreUnusable
from storage.database import Database, examine
from storage.fence import Fence, LeadershipLost
from storage.postgresql.leadership import LeaderSession, Pulse, SessionLost
from storage.unusable import ForeignDatabase, NewerDatabase

log = logging.getLogger(__name__)

SOON_SECONDS = 0.1
"""Between two looks where the lock is about to be given back: somebody was cut off, or has resigned."""

RESIGN_SECONDS = 1.0
"""The longest time that a copy tries to say that it leads no longer: the others find out by themselves."""


def since_boot() -> float:
    """Seconds of a clock that does not jump, and that counts the time in which the machine was asleep."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


class Term:
    """The time in which this copy leads: from the moment at which it got the lock.

    It is open, see `bot.maintenance.leading`, while the lease stands.
    """

    insists = True

    def __init__(
        self,
        session: LeaderSession,
        open_another: Callable[[], Awaitable[LeaderSession]],
        copy: str,
        ticking: Callable[[], float],
    ) -> None:
        self._session = session
        self._open = open_another
        self._ticking = ticking
        self._lease = Lease()
        self._renewed = asyncio.Event()
        self._lost = asyncio.Event()
        self._beating = asyncio.create_task(self._beat_for_ever())
        self.copy = copy
        self.epoch: int | None = None
        self._quiet_since = ticking()

    @property
    def is_open(self) -> bool:
        """Whether this copy may act."""
        return self._lease.stands(self._ticking()) and not self._lost.is_set()

    async def wait(self) -> None:
        """Wait until this copy may act. Where it leads no longer, that is for ever."""
        while not self.is_open:
            self._renewed.clear()
            await self._renewed.wait()

    @property
    def fence(self) -> Fence:
        """What keeps the store from writing in another copy's epoch."""
        if self.epoch is None:
            raise RuntimeError("the epoch has not begun")
        return Fence(self.copy, self.epoch, self._lost.set)

    @property
    def is_lost(self) -> bool:
        """Whether it is known that this copy leads no longer."""
        return self._lost.is_set()

    def quiet_for(self) -> float:
        """Seconds for which surely no other copy has sent anything."""
        return self._ticking() - self._quiet_since

    async def begin(self, holder: str | None, quiet_since: float | None) -> None:
        """Begin a new epoch after that of `holder`, which has sent nothing since a time, if that is known.

        Raises SessionLost.
        """
        self.epoch = await self._session.take(holder)
        if quiet_since is not None:
            self._quiet_since = quiet_since

    async def lost(self) -> None:
        """Wait until this copy leads no longer. Raises LeadershipLost."""
        await self._lost.wait()
        raise LeadershipLost("another copy leads, or the database is out of reach")

    async def survives(self) -> bool:
        """Whether this copy leads still, by one more beat."""
        with suppress(SessionLost, LeadershipLost):
            await self._beat()
            return not self._lost.is_set()
        return False

    async def end(self) -> None:
        """Lead no longer, and let another copy take over at once."""
        if self.epoch is not None and not self._lost.is_set():
            with suppress(SessionLost, TimeoutError):
                async with asyncio.timeout(RESIGN_SECONDS):
                    await self._session.resign(self.epoch)
        self._lost.set()
        self._beating.cancel()
        await asyncio.gather(self._beating, return_exceptions=True)
        self._session.close()

    async def _beat_for_ever(self) -> None:
        try:
            while True:
                try:
                    await run_forever(self._beat)
                except SessionLost as why:
                    log.warning("copy %s cannot show for now that it leads: %s", self.copy, why)
                    await self._lock_again()
        except (LeadershipLost, SessionLost, StoreUnusable) as why:
            log.warning("copy %s leads no longer: %s", self.copy, why)
        finally:
            self._lost.set()

    async def _lock_again(self) -> None:
        """Take the lock over a new session: a connection that broke ends nothing, if no other copy was faster.

        Raises LeadershipLost where one was; the next beat tells whether one has led meanwhile.
        """
        self._session.close()
        if self.epoch is None:
            raise LeadershipLost("its session ended before its epoch began")
        self._session = await self._open()
        too_late = self._ticking() + LEASE_SECONDS
        while not await self._session.try_lock():
            # A session that was cut tells so before the server takes the lock from it.
            if self._ticking() >= too_late or not await self._session.is_locked_by_its_copy():
                raise LeadershipLost("another session has the lock")
            await asyncio.sleep(SOON_SECONDS)

    async def _beat(self) -> float:
        """Beat once. Raises LeadershipLost where another epoch has begun, and SessionLost."""
        began = self._ticking()
        epoch = await self._session.beat()
        if self.epoch is not None and epoch != self.epoch:
            raise LeadershipLost(f"epoch {epoch} has begun, after its own, {self.epoch}")
        self._lease.renew(began)
        self._renewed.set()
        return BEAT_SECONDS


class Copy:
    """This copy of the program, on the database at an address.

    `ticking` is a clock in seconds that does not jump, and `sleep` waits for so many.
    """

    def __init__(
        self,
        address: str,
        ticking: Callable[[], float] = since_boot,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._address = address
        self._ticking = ticking
        self._sleep = sleep
        self._told = ""
        self._has_reached_it = False
        self._looked_at: float | None = None
        self.name = secrets.token_hex(4)

    def silent_for(self) -> float | None:
        """Seconds since this copy, standing by, last saw who leads; None where it never did."""
        return None if self._looked_at is None else self._ticking() - self._looked_at

    async def stand_by(self) -> Term:
        """Wait until this copy leads.

        Raises StoreUnusable where the database cannot be used. Once it could, that is waited for, unless another
        program, or a newer version, has taken it.
        """
        while True:
            try:
                return await self._stand_by()
            except (ForeignDatabase, NewerDatabase):
                raise
            except SessionLost as error:
                self._tell(str(error), "the database is out of reach of copy %s, which stands by: %s", error)
            except StoreUnusable as error:
                if not self._has_reached_it:
                    raise
                self._tell(str(error), "copy %s stands by, and waits for the database: %s", error)
            await self._sleep(BEAT_SECONDS)

    async def _stand_by(self) -> Term:
        await examine(self._address)
        session, term = await self._open(), None
        self._has_reached_it = True
        try:
            standby, pulse = await self._until_locked(session)
            if pulse is None:
                await (await Database.open(self._address)).close()
                pulse = await session.pulse()
            term = Term(session, self._open, self.name, self._ticking)
            await self._begin(term, pulse.holder if pulse else None, standby.free_at())
        except BaseException:
            if term is not None:
                await term.end()
            session.close()
            raise
        self._told = ""
        log.info("copy %s leads, in epoch %s", self.name, term.epoch)
        return term

    async def _begin(self, term: Term, holder: str | None, free_at: float) -> None:
        """Begin an epoch, when the lease of the leader before is over; a lease of this very copy needs no waiting."""
        if free_at == NEVER or holder == self.name:
            await term.begin(holder, None)
            return
        if (wait := free_at - self._ticking()) > 0:
            await self._sleep(wait)
        await term.begin(holder, free_at)

    async def _until_locked(self, session: LeaderSession) -> tuple[Standby, Pulse | None]:
        standby = Standby()
        while True:
            asked = self._ticking()
            has_lock = await session.try_lock()
            pulse = await session.pulse()
            self._looked_at = self._ticking()
            if pulse is not None:
                standby.saw(pulse.beat, pulse.holder is None, asked, self._ticking())
            if has_lock:
                return standby, pulse
            leader = pulse.holder if pulse else None
            self._tell(leader or "?", "copy %s stands by; %s leads", f"copy {leader}" if leader else "another one")
            if standby.is_silent():
                log.warning("copy %s was silent for seconds: copy %s cuts it off and takes over", leader, self.name)
                await session.cut_off()
                await self._sleep(SOON_SECONDS)
            else:
                await self._sleep(SOON_SECONDS if leader is None else BEAT_SECONDS)

    async def _open(self) -> LeaderSession:
        return await LeaderSession.open(self._address, self.name)

    def _tell(self, case: str, words: str, more: object) -> None:
        """Say each state once, in the log."""
        if case != self._told:
            self._told = case
            log.info(words, self.name, more)
