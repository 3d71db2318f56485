"""Several processes of the program on one database of PostgreSQL, of which one leads."""

import asyncio
import re
import signal
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import aiohttp

from tests.journeys.processes import RunningBot, forked
from tests.journeys.world import UNDONE, JourneyWorld
from tests.support import postgresql
from tests.support.waiting import patience, until

OWN_NAME = re.compile(r"copy (\w+) (?:leads, in epoch|stands by;)")


class Copies:
    """One process for each address, all of which lead to the same `database`."""

    def __init__(self, world: JourneyWorld, database: str, addresses: Sequence[str], **settings: str) -> None:
        self._world = world
        self.database = database
        self._addresses = addresses
        self._settings = settings
        self.ports: Sequence[int] = ()
        """The web port of each process, where it is to have one."""

        self._processes: dict[int, RunningBot] = {}
        self._begun: dict[int, int] = {}

    def start(self, *numbers: int) -> None:
        """Start processes, each with a log of its own."""
        for number in numbers:
            log = self.log(number)
            self._begun[number] = len(log.read_text()) if log.exists() else 0
            listen = {"LISTEN": f"127.0.0.1:{self.ports[number]}"} if self.ports else {}
            own = {"DATABASE_URL": self._addresses[number], **listen}
            environment = self._world.environment(**own, **self._settings)
            self._processes[number] = forked(environment, log)

    def log(self, number: int) -> Path:
        """The log of a process."""
        return self._world.folder / f"copy-{number}.log"

    def said(self, number: int) -> str:
        """What a process wrote into its log since it was started."""
        return self.log(number).read_text()[self._begun[number] :] if self.log(number).exists() else ""

    def state(self) -> tuple[int, str | None]:
        """The epoch, and the name of the copy that leads."""
        ((epoch, holder),) = postgresql.run(self.database, "SELECT epoch, holder FROM leadership")
        return epoch, holder

    def named(self, name: str | None) -> int | None:
        """The process of that name."""
        for number in self._processes:
            names = OWN_NAME.findall(self.said(number))
            if names and names[-1] == name:
                return number
        return None

    async def leader(self, after: int = 0) -> int:
        """The process that leads in an epoch after that one, as soon as there is one. Raises TimeoutError."""

        def found() -> tuple[int] | None:
            epoch, holder = self.state()
            number = self.named(holder) if epoch > after and holder is not None else None
            return None if number is None or self._processes[number].returncode is not None else (number,)

        (number,) = await until(found, f"a copy leads in an epoch after no. {after}")
        return number

    def name_of(self, number: int) -> str:
        """The name of the copy that a process is."""
        return str(OWN_NAME.findall(self.said(number))[-1])

    async def all_done(self) -> None:
        """Wait until nothing is in flight: no delivery is unsent and no update unhandled. Raises TimeoutError."""
        await until(lambda: not postgresql.run(self.database, UNDONE), "nothing is unsent or unhandled")

    async def is_ready(self, number: int, words: str) -> None:
        """Wait until a process answers these words at /readyz. Raises TimeoutError."""
        address = f"http://127.0.0.1:{self.ports[number]}/readyz"
        async with patience(f"process {number} answers {words!r}"), aiohttp.ClientSession() as session:
            while True:
                with suppress(aiohttp.ClientConnectionError):  # it starts
                    async with session.get(address) as answer:
                        if await answer.text() == words:
                            return
                await asyncio.sleep(0.1)

    def signal(self, number: int, which: signal.Signals) -> None:
        """Send a signal to a process."""
        self._processes[number].send_signal(which)

    async def ended(self, number: int) -> int:
        """Wait for the end of a process, and return its exit code. Raises TimeoutError."""
        async with patience(f"process {number} ends"):
            return await self._processes[number].wait()

    async def close(self) -> None:
        """Kill every process that still runs."""
        for process in self._processes.values():
            process.kill()
            await process.wait()
