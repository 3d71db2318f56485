"""What is in a bulletin when it is sent: the figures of the whole, or of what one chat follows and watches."""

import json
from collections.abc import AsyncIterator, Hashable, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import select

from bot.core.bulletin import SETTLED, Lack, lack_of
from bot.core.delivery import Delivery, Told
from bot.core.issue import Issue, IssueCount, Known, as_plain, of_plain
from bot.core.preferences import Bulletin, IssueScope
from bot.core.query import Query
from bot.core.question import QuestionId
from bot.core.schedule import vouched_at
from storage.chats.watches import Watches
from storage.database import Database
from storage.outbox.bulletins import Bulletins
from storage.questions.issues import COLUMNS, IssueReader, known_of, tells
from storage.questions.kept import Kept
from storage.questions.legislatures import current_of
from storage.questions.observations import Observations
from storage.questions.search import Search
from storage.questions.sources_read import archive_read, sources_read
from storage.tables import follows, questions, summaries

MOST_KEPT = 200
"""Chats whose figures are remembered: many watch the same, and a message can be tried several times."""


class BulletinContents:
    """Fills bulletins when they are sent."""

    def __init__(
        self, database: Database, bulletins: Bulletins, watches: Watches, search: Search, observations: Observations
    ) -> None:
        self._database = database
        self._bulletins = bulletins
        self._watches = watches
        self._observations = observations
        self._reader = IssueReader(database, search)
        self._own = Kept[Issue](database, MOST_KEPT)

    async def count(self, day: date) -> None:
        """Count an issue's figures of all that its chamber counts, and keep them for all chats that are told it."""
        async with self._database.reading() as connection:
            current = await current_of(connection)
        issue = await self._reader.of_all(current, day)
        await self._bulletins.keep(day, json.dumps({"legislature": current, **as_plain(issue)}, ensure_ascii=False))

    async def filled(self, delivery: Delivery, now: datetime) -> Delivery:
        """The delivery with all that its bulletin tells; any other one as it is."""
        if delivery.bulletin is None:
            return delivery
        return replace(delivery, bulletin=await self._filled(delivery.chat_id, delivery.bulletin, now))

    async def _filled(self, chat_id: int, told: Told, now: datetime) -> Told:
        if told.kind is Bulletin.ISSUE:
            return await self._with_issue(chat_id, told)
        async with self._database.reading() as connection:
            told = replace(told, read=await sources_read(connection))
            if told.kind is Bulletin.QUIET_WEEK:
                return told
            archive = await archive_read(connection, told.day)
        lack = lack_of(told.day, now, archive, SETTLED)
        # It may have waited for its hour, and the archive may have been read since.
        until = vouched_at(archive.confirmed_at, archive.renewed_at)
        return replace(
            told, read_at=until, lack=lack or Lack(await self._bulletins.body(told.kind, told.day) or Lack.UNREAD)
        )

    async def _with_issue(self, chat_id: int, told: Told) -> Told:
        kept = json.loads(await self._bulletins.body(told.kind, told.day) or "{}")
        legislature = kept.pop("legislature")
        issue = of_plain(kept)
        if told.scope is IssueScope.OWN:
            issue = await self._issue_of(chat_id, told.day, legislature)
        known = await self._observations.questions(issue.named)
        named = {id: question for id, question in zip(issue.named, known, strict=True) if question}
        return replace(told, issue=issue, legislature=legislature, named=named)

    async def _issue_of(self, chat_id: int, day: date, legislature: int) -> Issue:
        """The figures of what a chat follows and watches; the same for chats that follow and watch the same."""
        watched = [each.query for each in await self._watches.of(chat_id) if not each.is_paused]
        followed = await self._followed(chat_id, legislature, day)
        key: Hashable = (day, frozenset(each.key for each in watched), frozenset(each.id for each in followed))

        async def count() -> Issue:
            figures, seen = IssueCount(day), set[QuestionId]()
            async for some in self._all(followed, watched, legislature, day):
                for each in some:
                    if each.id not in seen:
                        seen.add(each.id)
                        figures.add(each)
            return figures.issue()

        return await self._own.of(key, count)

    async def _all(
        self, followed: Sequence[Known], watched: Sequence[Query], legislature: int, day: date
    ) -> AsyncIterator[Sequence[Known]]:
        yield followed
        for query in watched:
            async for some in self._reader.meeting(query, legislature, day):
                yield some

    async def _followed(self, chat_id: int, legislature: int, day: date) -> list[Known]:
        same = (summaries.c.legislature == questions.c.legislature) & (summaries.c.number == questions.c.number)
        query = (
            select(*COLUMNS)
            .select_from(follows.join(questions, questions.c.id == follows.c.question_id).join(summaries, same))
            .where(follows.c.chat_id == chat_id, tells(legislature, day))
        )
        async with self._database.reading() as connection:
            return [known_of(row) for row in await connection.execute(query)]
