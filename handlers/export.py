"""/export: a file of all that a chat follows and watches, and of its settings.

Everybody there may ask for it, as for /list.
"""

from bot.core.export import MOST_ENTRIES, Kept, dump
from bot.core.preferences import zone_of
from bot.messages.export import export as exported
from handlers.common.begin import Request


async def export(request: Request) -> None:
    """Send the list and its file; several files where a chat follows more questions than a file may have."""
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
