"""Merges the last readings of all sources of a question into one.

The rules, which docs/decisions/0001-three-sources-one-merge.md explains; which source has which part, its role says:

1. Absence is not evidence: a fact that a source once told stays until it tells another in its place. (Only the archive
   can take an end back, see `bot.core.confirmation`.)
2. The chamber decides what is official: each of its facts wins over the same fact on somebody else's site. Of its
   archive and a page that tells all that the archive does, the one that changed or was read last wins.
3. A page beside an archive without texts adds what that lacks, and tells no end of a question that the archive has.
4. A fact that the chamber lacks is taken from the others: an answer or a closing that appears there first, and every
   field that only they have. Once the archive took an end back, only the archive can tell one.
5. Comments are those of the others.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime

from bot.core.deadline import today
from bot.core.deputy import fuller
from bot.core.difference import words_of
from bot.core.plausible import plausible
from bot.core.question import Answer, Closing, Comment, Question, State
from bot.core.source import Role, Source


@dataclass(frozen=True, slots=True)
class Page:
    """The last reading of a source's page, and when that was.

    `as_of` is when the source last said what is believed of it: before `at` where something of it waits to be
    confirmed, None where that is the same.
    """

    reading: Question
    at: datetime | None = None
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class Readings:
    """The last reading of one question by each source; a source that was never read, or lacks it, has none.

    `archive_at` is when the archive's record last changed, `archive_until` until when the archive vouched for it, None
    where it still does. `reopenings` is how many times the archive took an end back. The readings are as the sources
    gave them; `official` and `merged` leave out the dates that cannot be.
    """

    archive: Question | None = None
    archive_at: datetime | None = None
    pages: Mapping[Source, Page] = field(default_factory=dict)
    reopenings: int = 0
    archive_until: datetime | None = None

    def page(self, source: Source) -> Question | None:
        """The last reading of a source's page."""
        page = self.pages.get(source)
        return page.reading if page else None

    def with_page(self, source: Source, page: Page) -> "Readings":
        """The readings, with this page in the place of the source's last one."""
        return replace(self, pages={**self.pages, source: page})

    @property
    def official(self) -> Question | None:
        """The question by its chamber: the archive and its own pages together."""
        found = _dated(self.archive, self.archive_at)
        for page in self._of(Role.OFFICIAL):
            found = self._younger(found, page)
        for page in self._of(Role.TEXTS):
            found = self._completed(found, page)
        return found

    @property
    def merged(self) -> Question | None:
        """The question by all sources; None where none was ever read."""
        found = self.official
        for page in self._of(Role.OTHERS):
            other = _dated(page.reading, page.at)
            found = merge(found, _without_end(other) if self.reopenings and self.archive else other)
        return _dated(found, None)

    def _of(self, role: Role) -> Iterator[Page]:
        """The pages of the sources of a role, always in one order."""
        return (self.pages[source] for source in Source if source in self.pages and source.role is role)

    def _younger(self, archive: Question | None, page: Page) -> Question | None:
        """The archive and a page that tells all that it does: the younger one, with what it lacks from the other."""
        told = _dated(page.reading, page.at)
        if self.reopenings and archive:
            told = _without_end(told)
        if archive is None or told is None:
            return archive or told
        page_at = page.as_of or page.at
        if self.archive_at and page_at and page_at > self.archive_at:
            return _fill(told, archive)
        return _fill(archive, told)

    def _completed(self, archive: Question | None, page: Page) -> Question | None:
        """The archive, with what it lacks from a page that has the texts.

        The page tells an end only where the archive has the question no longer, and the page was read since.
        """
        told = _dated(page.reading, page.at)
        if archive is None or told is None:
            return archive or told
        is_silent = self.archive_until is not None and page.at is not None and page.at > self.archive_until
        if archive.state is State.WAITING:
            tells_end = is_silent and not self.reopenings
            return _fill(archive, told if tells_end else replace(told, answer=None, closing=None))
        answer = told.answer if archive.answer else None
        return replace(_fill(archive, replace(told, answer=answer, closing=None)), closing=_dated_end(archive, told))


def carry(before: Question | None, after: Question) -> Question:
    """One source's new reading, with what it lacks taken from its last one (rule 1)."""
    return after if before is None else replace(_fill(after, before), comments=_union(before, after))


def merge(official: Question | None, other: Question | None) -> Question | None:
    """Both sites' last readings as one question; None where neither was ever read (rules 2, 4 and 5)."""
    if official is None or other is None:
        return official or other
    return replace(_fill(official, other), comments=other.comments)


def _fill(first: Question, second: Question) -> Question:
    """`first`, with each fact that it lacks taken from `second`; a namesake's constituency counts too."""
    missing = {
        field.name: getattr(second, field.name) for field in fields(Question) if getattr(first, field.name) is None
    }
    author = fuller(first.author, second.author)
    return replace(first, **{**missing, "author": author, "answer": _answer(first.answer, second.answer)})


def _answer(first: Answer | None, second: Answer | None) -> Answer | None:
    """The first answer, with what it lacks from the second; an erratum only where it belongs to the same text."""
    if first is None or second is None:
        return first or second
    is_of_another = first.text and second.text and second.erratum and words_of(first.text) != words_of(second.text)
    return Answer(
        first.published or second.published,
        first.text or second.text,
        first.erratum or (None if is_of_another else second.erratum),
        first.earlier if first.text else second.earlier,
    )


def _dated(reading: Question | None, at: datetime | None) -> Question | None:
    """The reading without the dates that could not be when it was made."""
    return reading and plausible(reading, at and today(at))


def _without_end(reading: Question | None) -> Question | None:
    return reading and replace(reading, answer=None, closing=None)


def _dated_end(archive: Question, page: Question) -> Closing | None:
    """The archive's closing, with the day that the page gives where the archive gives none."""
    closing = archive.closing
    if closing is None or closing.on or page.closing is None:
        return closing
    return replace(closing, on=page.closing.on)


def _union(before: Question, after: Question) -> tuple[Comment, ...] | None:
    if before.comments is None or after.comments is None:
        return after.comments if before.comments is None else before.comments
    by_id = {comment.id: comment for comment in before.comments + after.comments}
    return tuple(by_id[key] for key in sorted(by_id))
