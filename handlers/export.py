"""/export: a file of all that a chat follows and watches, and of its settings.

Everybody there may ask for it, as for /list.
"""

from bot.core.export import MOST_ENTRIES, Kept, dump
from bot.core.preferences import zone_of
from bot.messages.export import export as exported
from bot.messages.keyboards import Tabled
from handlers.common.begin import Request
from handlers.common.tables import send_table

A_TABLE = {"csv", "tableau", "table", "excel", "tableur", "spreadsheet"}


async def export(request: Request) -> None:
    """Send the list and its file; several files where a chat follows more questions than a file may have.

    After `csv` it is a table of the questions instead, which nobody can send back.
    """
    if request.argument.strip().casefold() in A_TABLE:
        await send_table(request, Tabled.FOLLOWED)
        return
    store, now = request.services.store, request.services.clock()
    listed = await store.follows.of_chat(request.about.id)
    watches = await store.watches.of(request.about.id)
    if not listed and not watches:
        await request.say("list-empty")
        return
    preferences = await store.preferences.of(request.about.id)
    kept = [Kept(each.id, each.followed_at, each.muted, each.thread) for each in listed]
    files = [
        dump(kept[start : start + MOST_ENTRIES], preferences, now, () if start else watches)
        for start in range(0, max(len(kept), 1), MOST_ENTRIES)
    ]
    day = now.astimezone(zone_of(preferences.zone)).date()
    entries = [(each.id, each.question) for each in listed]
    for message in exported(request.words, entries, files, day, now, len(watches)):
        if not await request.reply(message) and message.attachment is not None:
            await request.say("export-refused-private" if request.private else "export-refused")
            return
