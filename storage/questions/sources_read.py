"""Until when the sources were last read, to be told in digests and bulletins."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core import chambers
from bot.core.bulletin import ArchiveRead, SourcesRead
from bot.core.chambers.chamber import Chamber
from bot.core.schedule import vouched_at
from storage.questions.legislatures import current_of
from storage.questions.rows import archive_name
from storage.tables import archives, sources

NOSDEPUTES = ("nosdeputes", "feed")
"""The pages of NosDéputés.fr, and its feed of comments, as `bot.watch.source_health` names them."""


async def sources_read(connection: AsyncConnection) -> SourcesRead:
    """When the current archive was last vouched for, and when NosDéputés.fr last answered."""
    archive = await _read(connection, archive_name(await current_of(connection)))
    latest = select(func.max(sources.c.succeeded_at)).where(sources.c.name.in_(NOSDEPUTES))
    nosdeputes = (await connection.execute(latest)).scalar_one()
    return SourcesRead(vouched_at(archive.confirmed_at, archive.renewed_at), nosdeputes, await _others(connection))


async def archive_read(connection: AsyncConnection, day: date) -> ArchiveRead:
    """When the archive that tells the issue of that day was last asked for, believed, and new."""
    (series, *_) = await series_issued(connection, day)
    return await _read(connection, archive_name(series))


async def series_issued(connection: AsyncConnection, day: date) -> Sequence[int]:
    """The series of whose questions the issue of that day can tell."""
    chamber, _ = chambers.issue_on(day)
    return chamber.series_issued(await current_of(connection), day)


async def _read(connection: AsyncConnection, name: str) -> ArchiveRead:
    row = (await connection.execute(select(archives).where(archives.c.name == name))).one_or_none()
    return ArchiveRead() if row is None else ArchiveRead(row.looked_at, row.confirmed_at, row.renewed_at)


async def _others(connection: AsyncConnection) -> tuple[tuple[Chamber, datetime], ...]:
    """The chambers whose one archive has all of their questions, and was read: until when each was.

    One that is not to be asked for any more is left out: `SharedArchive.pass_over` passed it over without a failure.
    """
    names = {name: chambers.stored(span.start)[0] for span, name in chambers.shared_archives()}
    is_asked = or_(archives.c.failures > 0, archives.c.looked_at <= archives.c.confirmed_at)
    query = select(archives.c.name, archives.c.confirmed_at).where(archives.c.name.in_(names), is_asked)
    rows = await connection.execute(query.where(archives.c.confirmed_at.is_not(None)))
    return tuple(sorted((names[row.name], row.confirmed_at) for row in rows))
