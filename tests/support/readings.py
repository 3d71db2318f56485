"""Readings and observations of the Assemblée's questions, put together from what each of its two sites says."""

from datetime import datetime

from bot.core.merge import Page, Readings
from bot.core.observation import Check, Observation
from bot.core.question import Question, QuestionId
from bot.core.source import Source


def readings_of(
    archive: Question | None = None,
    archive_at: datetime | None = None,
    assemblee: Question | None = None,
    assemblee_at: datetime | None = None,
    nosdeputes: Question | None = None,
    nosdeputes_at: datetime | None = None,
    reopenings: int = 0,
    assemblee_as_of: datetime | None = None,
) -> Readings:
    """The readings; a page that is None was never read."""
    pages = {
        Source.ASSEMBLEE: assemblee and Page(assemblee, assemblee_at, assemblee_as_of),
        Source.NOSDEPUTES: nosdeputes and Page(nosdeputes, nosdeputes_at),
    }
    return Readings(archive, archive_at, {source: page for source, page in pages.items() if page}, reopenings)


def read_again(
    before: Readings,
    archive: Question | None = None,
    archive_at: datetime | None = None,
    assemblee: Question | None = None,
    assemblee_at: datetime | None = None,
    nosdeputes: Question | None = None,
    assemblee_as_of: datetime | None = None,
) -> Readings:
    """The readings with other ones in the place of some."""
    page, other = before.pages.get(Source.ASSEMBLEE), before.pages.get(Source.NOSDEPUTES)
    return readings_of(
        archive or before.archive,
        archive_at or before.archive_at,
        assemblee or before.page(Source.ASSEMBLEE),
        assemblee_at or (page.at if page else None),
        nosdeputes or before.page(Source.NOSDEPUTES),
        other.at if other else None,
        before.reopenings,
        assemblee_as_of or (page.as_of if page else None),
    )


def observed(
    id: QuestionId,
    question: Question | None,
    assemblee: Check,
    nosdeputes: Check,
    archived_at: datetime | None = None,
    is_archive_final: bool = False,
) -> Observation:
    """The observation of a question with the checks of both sites."""
    checks = {Source.ASSEMBLEE: assemblee, Source.NOSDEPUTES: nosdeputes}
    return Observation(id, question, checks, archived_at, is_archive_final)
