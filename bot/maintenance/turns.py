"""The life of one of several copies: it stands by, leads, and stands by again where it leads no longer."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.maintenance.leadership import Copy, Term
from bot.supervise import result_unless
from storage.database import is_passing_trouble
from storage.fence import LeadershipLost

log = logging.getLogger(__name__)

Lead = Callable[[Term], Awaitable[None]]
"""Makes and runs everything that a leader does, until a signal comes. All that it remembers ends with it."""


async def by_turns(copy: Copy, stopping: asyncio.Event, lead: Lead) -> None:
    """Live until a signal comes. Raises what `lead` raises, and StoreUnusable as `Copy.stand_by` does."""
    while (term := await result_unless(stopping, copy.stand_by())) is not None:
        try:
            await _lead(term, lead)
            return
        except LeadershipLost as why:
            log.warning("copy %s leads no longer, and stands by: %s", copy.name, why)
        finally:
            await term.end()


async def _lead(term: Term, lead: Lead) -> None:
    """Lead until a signal comes. Raises LeadershipLost as soon as that is known, and what else `lead` raises."""
    leading, lost = asyncio.ensure_future(lead(term)), asyncio.ensure_future(term.lost())
    try:
        await asyncio.wait({leading, lost}, return_when=asyncio.FIRST_COMPLETED)
        if not leading.done():
            lost.result()
        leading.result()
    except LeadershipLost:
        raise
    except Exception as error:
        # A database that goes away ends the work and the leadership, whichever is noticed first.
        if not is_passing_trouble(error) and await term.survives():
            raise
        raise LeadershipLost(f"{type(error).__name__}, and the database is out of reach") from error
    finally:
        for task in (leading, lost):
            task.cancel()
        await asyncio.gather(leading, lost, return_exceptions=True)
