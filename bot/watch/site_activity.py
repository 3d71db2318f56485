"""The signs of life of NosDéputés.fr: seen by the feed and the watch, remembered across restarts."""

from collections.abc import Callable, Iterable
from datetime import datetime

from bot.core import activity
from bot.core.activity import Activity
from bot.core.deadline import PARIS
from bot.core.merge import carry
from bot.core.question import Question
from bot.core.source import Source
from storage import Store

SITE = Source.NOSDEPUTES


class SiteActivity:
    """Remembers the site's signs of life, and says how often it is worth asking.

    One for the process; `load` it first.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock
        self._known = Activity()
        self._found: set[int] = set()

    async def load(self) -> None:
        """Read what was seen before the last stop."""
        self._known = await self._store.activity.of(SITE)
        self._found = await self._store.activity.legislatures(SITE)

    def is_quiet(self) -> bool:
        """Whether nothing new has appeared on the site for long."""
        return activity.is_quiet(self._known, self._clock())

    def feed_interval(self, usual: float) -> float:
        """Seconds between two checks of the feed of comments."""
        return activity.feed_interval(self._known, usual, self._clock())

    def page_interval(self, usual: float) -> float:
        """Seconds between two checks of a question's page."""
        return activity.page_interval(self._known, usual, self._clock())

    def expects(self, legislature: int) -> bool:
        """Whether the site has that legislature's questions."""
        return activity.is_expected(legislature, self._found)

    def is_probe_due(self, interval: float) -> bool:
        """Whether a question that is not expected may be asked for, to see whether the site is back."""
        return activity.is_probe_due(self._known, interval, self._clock())

    async def probe(self) -> None:
        """Note that the site is now asked for a question that it is not expected to have."""
        await self._remember(activity.probed(self._known, self._clock()))

    async def fed(self, comments: Iterable[int], posted: Iterable[datetime]) -> None:
        """Note the numbers of the comments in the feed, and when they were posted, whatever they are about."""
        await self._remember(activity.fed(self._known, comments, posted, self._clock()))

    async def read(self, reading: Question, before: Question | None) -> bool:
        """Note what a page says now; `before` is what it said when it was read last, None where it never was.

        Returns whether the question is the first of a legislature that the site was not expected to have.
        """
        now, legislature = self._clock(), reading.id.series
        is_found = not self.expects(legislature)
        self._found.add(legislature)
        moments = [each.posted.replace(tzinfo=PARIS) for each in reading.comments or () if each.posted]
        after = activity.posted(self._known, moments, now)
        if is_found or (before is not None and carry(before, reading) != before):
            after = activity.changed(after, now)
        await self._remember(after)
        return is_found

    async def _remember(self, after: Activity) -> None:
        if after != self._known:
            self._known = after
            await self._store.activity.save(SITE, after)
