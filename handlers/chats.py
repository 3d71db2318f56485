"""/chats, for the operator: how many chats there are, in numbers alone."""

from bot.messages.running import chats_counted
from handlers.common.begin import Request


async def chats(request: Request) -> None:
    """Count chats by kind and by size, follows and watches."""
    counts = await request.services.counts()
    if counts is None:
        await request.say("counts-late")
        return
    by_size = await request.services.store.census.by_size()
    await request.reply(chats_counted(request.words, counts.chats, counts.follows, counts.watches, by_size))
