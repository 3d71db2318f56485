"""The screen of a watch, for all that lead to one: before it begins, and of one that has begun."""

from markupsafe import Markup

from bot.core.preview import MONTH, Preview
from bot.core.query import Query
from bot.core.query_text import text_of
from bot.core.watch import LONGEST_WATCH, Watch
from bot.core.watch_choice import Choice
from bot.messages.message import Message
from bot.messages.watch_screens import new_screen, screen
from handlers.common.begin import Request
from handlers.common.buttons import show_instead
from handlers.common.name_choice import read_names

UNCHANGED = Choice()


async def show_new(request: Request, query: Query, choice: Choice = UNCHANGED) -> None:
    """Show a watch before it begins, in the place of the message with the pressed button, or else as a reply.

    One that the chat has already is shown as it is; where it tells in another topic, a start moves it. A query that is
    too long for a watch is refused. A deputy whose name nobody else bears is kept by reference.
    """
    query = (await read_names(request, query)).query
    if len(text_of(query)) > LONGEST_WATCH:
        await request.refuse("watch-too-long", most=LONGEST_WATCH)
        return
    mine = await request.services.store.watches.of(request.about.id)
    same = next((each for each in mine if each.query.key == query.key), None)
    if same is not None and (request.is_delegated or same.thread == request.thread):
        await show_watch(request, same, request.words.say("watch-known", where=request.where))
        return
    preview = await _preview(request, query)
    await show(request, new_screen(request.words, query, choice, preview, is_elsewhere=same is not None))


async def show_watch(request: Request, watch: Watch, notice: Markup | None = None) -> None:
    """Show a watch that has begun, below a notice, in the place of the message with the pressed button."""
    since = request.services.clock() - MONTH
    brought = await request.services.store.watches.brought(request.about.id, since)
    preview = await _preview(request, watch.query)
    await show(request, screen(request.words, watch, brought.get(watch.id, 0), preview, notice))


async def show(request: Request, message: Message) -> None:
    """Show a message in the place of the one with the pressed button, or as a reply where no button was pressed."""
    if request.update.callback_query is None:
        await request.reply(message)
        return
    await request.acknowledge()
    await show_instead(request, message)


async def _preview(request: Request, query: Query) -> Preview:
    services = request.services
    async with services.searches:
        return await services.store.search.preview(query, services.clock())
