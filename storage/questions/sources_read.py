"""Until when the sources were last read, to be told in digests and bulletins."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.bulletin import ArchiveRead, SourcesRead
from bot.core.schedule import vouched_at
from storage.questions.legislatures import current_of
from storage.questions.rows import archive_name
from storage.tables import archives, sources

NOSDEPUTES = ("nosdeputes", "feed")
"""The pages of NosDéputés.fr, and its feed of comments, as `bot.watch.source_health` names them."""


async def sources_read(connection: AsyncConnection) -> SourcesRead:
    """When the current archive was last vouched for, and when NosDéputés.fr last answered."""
    archive = await archive_read(connection)
    latest = select(func.max(sources.c.succeeded_at)).where(sources.c.name.in_(NOSDEPUTES))
    nosdeputes = (await connection.execute(latest)).scalar_one()
    return SourcesRead(vouched_at(archive.confirmed_at, archive.renewed_at), nosdeputes)


async def archive_read(connection: AsyncConnection) -> ArchiveRead:
    """When the current archive was last asked for, believed, and new."""
    query = select(archives).where(archives.c.name == archive_name(await current_of(connection)))
    row = (await connection.execute(query)).one_or_none()
    return ArchiveRead() if row is None else ArchiveRead(row.looked_at, row.confirmed_at, row.renewed_at)
