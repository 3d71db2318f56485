"""/chats, for the operator: how many chats there are, in numbers alone."""

from bot.messages.figures import chats_counted
from handlers.common.begin import Request


async def chats(request: Request) -> None:
    """Count chats by kind and by size, follows and watches."""
    figures = await request.services.figures()
    if figures is None:
        await request.say("figures-late")
        return
    by_size = await request.services.store.census.by_size()
    await request.reply(chats_counted(request.words, figures.chats, figures.follows, figures.watches, by_size))
