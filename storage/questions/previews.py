"""What a watch of a query would have brought, and words that stand beside it."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from math import ceil

from sqlalchemy import func, select

from bot.core.beside import Heading, Usual, beside, usual
from bot.core.deadline import today
from bot.core.matching import matches
from bot.core.preview import MONTH, YEAR, Preview
from bot.core.query import Query
from bot.core.question import Question
from bot.core.searched import searched
from storage.database import Database
from storage.questions.candidates import Candidates, Headed, Recent, is_exact
from storage.questions.observations import Observations
from storage.tables import summaries

SHOWN = 3

SAMPLED = 200
"""Questions, the newest ones that meet a query, whose headings say what stands beside it."""

MOST_READ = 100
"""Questions whose texts are looked at, where the index alone cannot tell: to read and match one takes a millisecond."""

USUAL_OF = 3_000
"""Questions, spread over the catalogue, that say how often a word stands in a heading: to read them takes 0.1 s."""

USUAL_FOR = timedelta(hours=1)


class Previews:
    """Makes previews."""

    def __init__(self, database: Database, observations: Observations, candidates: Candidates) -> None:
        self._database = database
        self._observations = observations
        self._candidates = candidates
        self._usual: tuple[datetime, Usual] | None = None

    async def of(self, query: Query, now: datetime) -> Preview:
        """What a watch of the query would have brought until now; see `Preview`."""
        day = today(now)
        found = await self._candidates.recent(query, SAMPLED if is_exact(query) else MOST_READ, day - YEAR)
        met, is_whole = (found, True) if is_exact(query) else await self._met(query, found, day - YEAR)
        shown = [await self._observations.of(each.id) for each in met.newest[:SHOWN]]
        headings, catalogue = [each.heading for each in met.newest], await self._usual_at(now)
        words = await asyncio.to_thread(beside, query, headings, catalogue)
        month = sum(count for asked, count in met.days.items() if asked > day - MONTH)
        known = tuple(each for each in shown if each is not None and each.question is not None)
        return Preview(month, met.days.total(), is_whole, known, words)

    async def _met(self, query: Query, offered: Recent, after: date) -> tuple[Recent, bool]:
        """Those of the newest that meet the query by their texts, and whether these are all that were asked since."""
        known = await self._observations.questions([each.id for each in offered.newest])
        read = [each for each in offered.newest if each.asked is not None and each.asked > after]
        met = await asyncio.to_thread(_meeting, query, offered.newest, known)
        days = Counter(each.asked for each in met if each.asked is not None and each.asked > after)
        return Recent(met, days), len(read) >= offered.days.total()

    async def _usual_at(self, now: datetime) -> Usual:
        """How often words stand in headings, counted anew every hour."""
        if self._usual is None or not timedelta(0) <= now - self._usual[0] < USUAL_FOR:
            self._usual = now, await asyncio.to_thread(usual, await self._spread())
        return self._usual[1]

    async def _spread(self) -> list[Heading]:
        """The headings of questions that are spread evenly over the catalogue."""
        async with self._database.reading() as connection:
            known = (await connection.execute(select(func.count()).select_from(summaries))).scalar_one()
            step = max(1, ceil(known / USUAL_OF))
            asked = select(summaries.c.subject, summaries.c.rubric).where(summaries.c.number % step == 0)
            return [Heading(*row) for row in await connection.execute(asked)]


def _meeting(query: Query, offered: Sequence[Headed], known: Sequence[Question | None]) -> list[Headed]:
    pairs = zip(offered, known, strict=True)
    return [headed for headed, question in pairs if question and matches(query, searched(question))]
