"""The button below lists, searches and watches that sends a table of them; and a table that is sent back by mistake."""

from bot.messages.keyboards import Tabled
from bot.messages.overdue import too_many_to_read
from handlers.common.begin import Request
from handlers.common.found import query_shown
from handlers.common.tables import send_table
from storage.questions.figures import TooMany

BY_QUERY = (Tabled.FOUND, Tabled.OVERDUE)
"""What is asked for by the query that the message with the button shows."""

_TABLES = {each.value: each for each in Tabled}


async def press_table(request: Request) -> None:
    """Send a table of what the message with the pressed button shows."""
    of, query = _TABLES.get(request.carried), query_shown(request)
    if of is None:
        await request.toast("toast-stale")
    elif of in BY_QUERY and query is None:
        await request.toast("toast-find-gone" if of is Tabled.FOUND else "toast-overdue-gone")
    else:
        await request.acknowledge()
        try:
            await send_table(request, of, query if of in BY_QUERY else None)
        except TooMany:
            if query is not None:
                await request.reply(too_many_to_read(request.words, query))


async def table_sent_back(request: Request) -> None:
    """Say that a table cannot be taken up again."""
    await request.say("table-unreadable")
