"""Sends a table of questions as a file: of what a chat follows, of what is beyond its term, of what a query finds."""

import asyncio
from datetime import date

from bot.core.deadline import today
from bot.core.query import Query
from bot.core.query_text import text_of
from bot.core.table import MOST_BYTES, MOST_ROWS, TableFile
from bot.messages.keyboards import Tabled
from bot.messages.phrases import Phrases
from bot.messages.table import table_cells, table_heading, table_message
from handlers.common.begin import Request
from storage import Store
from storage.questions.table_rows import TableIds

AT_ONCE = 200
"""Rows that are read and written before others have their turn, which takes some milliseconds."""


async def send_table(request: Request, of: Tabled, query: Query | None = None) -> None:
    """Send the table, or say that it would be empty. Raises TooMany, as figures do (`storage.questions.figures`).

    One table is made at a time: other requests have their turn in between, and the processor is theirs too.
    """
    services, day = request.services, today(request.services.clock())
    async with services.tables:
        found = await _ids(request, of, query)
        file = TableFile(table_heading(request.words), MOST_BYTES)
        is_whole = await fill_table(services.store, request.words, file, found, day) and found.is_whole
    if not file.rows:
        await request.say("table-empty")
        return
    message = table_message(request.words, of, file, day, is_whole, text_of(query) if query else "")
    if not await request.reply(message):
        await request.say("export-refused-private" if request.private else "export-refused")


async def _ids(request: Request, of: Tabled, query: Query | None) -> TableIds:
    store, chat, day = request.services.store, request.about.id, today(request.services.clock())
    match of, query:
        case Tabled.OVERDUE_FOLLOWED, _:
            late = await store.overdue.followed(chat, day, MOST_ROWS)
        case Tabled.OVERDUE, Query():
            late = await store.overdue.meeting(query, day, MOST_ROWS)
        case Tabled.FOUND, Query():
            return await store.tables.meeting(query, MOST_ROWS)
        case _:
            return await store.tables.followed(chat, MOST_ROWS)
    return TableIds(late.ids, late.number <= len(late.ids))


async def fill_table(store: Store, words: Phrases, file: TableFile, found: TableIds, day: date) -> bool:
    """Write the rows, while there is room in the file. Returns whether all are in it; `day` is today in Paris."""
    for start in range(0, len(found.ids), AT_ONCE):
        rows = await store.tables.rows(found.ids[start : start + AT_ONCE])
        if not file.add([table_cells(words, each, day) for each in rows]):
            return False
        await asyncio.sleep(0)
    return True
