"""/watch and /watches: what a chat watches, begun, changed, paused and stopped by buttons alone."""

from typing import Any

from markupsafe import Markup

from bot.core.preview import MONTH
from bot.core.query import NoQuery, Query
from bot.core.query_reader import read_query
from bot.core.query_words import Edit, edited
from bot.core.watch import LONGEST_WATCH, NoRoomForWatches, NoSuchWatch, Watch, WatchTooLong
from bot.core.watch_choice import NEW, Choice, Step, read_choice
from bot.messages.keyboards import WATCH_AS
from bot.messages.message import Message
from bot.messages.watch_screens import EXAMPLES, explanation, named, no_query, watches_page
from handlers.common.begin import Request
from handlers.common.found import query_shown
from handlers.common.name_choice import asked_back, chosen
from handlers.common.watch_screen import show, show_new, show_watch

LONGEST = 9
"""Digits of a watch's number, and of a page's."""


async def watch(request: Request) -> None:
    """Show what would be watched, before it begins; without words, explain."""
    if not request.argument:
        await request.reply(explanation(request.words))
        return
    query = read_query(request.argument)
    if isinstance(query, NoQuery):
        await request.reply(no_query(request.words, query))
    elif (which := await asked_back(request, query, WATCH_AS)) is not None:
        await request.reply(which)
    else:
        await show_new(request, query)


async def press_watch_as(request: Request) -> None:
    """Show a new watch of the deputy or the ministry that was chosen."""
    meant = await chosen(request, WATCH_AS)
    if isinstance(meant, Query):
        await show_new(request, meant)
    elif meant is not None:
        await show(request, meant)


async def watches(request: Request) -> None:
    """Show the first page of the chat's watches."""
    await request.reply(await _list(request, 1))


async def press_watches(request: Request) -> None:
    """Show a page of the watches in the place of what is shown."""
    page = _number(request.carried)
    if page is None:
        await request.toast("toast-stale")
        return
    await show(request, await _list(request, page))


async def press_example(request: Request) -> None:
    """Show the screen of one of the examples."""
    place = _number(request.carried)
    query = read_query(EXAMPLES[place]) if place is not None and place < len(EXAMPLES) else None
    if not isinstance(query, Query):
        await request.toast("toast-stale")
        return
    await show_new(request, query)


async def press_watch(request: Request) -> None:
    """Show what was chosen of a new watch, or start it; keep what was chosen of one that has begun."""
    read = read_choice(request.carried)
    if read is None:
        await request.toast("toast-stale")
        return
    choice, step = read
    if not choice.wants:
        await request.toast("toast-watch-something")
    elif choice.id != NEW:
        await (_edit(request, choice.id, step) if isinstance(step, Edit) else _keep(request, choice))
    elif (query := _query_after(request, step)) is None:
        await request.toast("toast-stale")
    elif step is Step.START:
        await _start(request, query, choice)
    else:
        await show_new(request, query, choice)


async def press_open(request: Request) -> None:
    """Show the screen of a watch."""
    known = await _known(request)
    if known is not None:
        await show_watch(request, known[0])


async def press_pause(request: Request) -> None:
    """Pause a watch: it tells nothing, and what waits for it alone is cancelled."""
    await _pause(request, is_paused=True)


async def press_resume(request: Request) -> None:
    """Let a paused watch tell again."""
    await _pause(request, is_paused=False)


async def press_stop(request: Request) -> None:
    """End a watch; the list that takes its place repeats its words, to begin it again."""
    known = await _known(request)
    if known is None:
        return
    watch, page = known
    await request.services.store.watches.stop(request.about.id, watch.id, request.services.clock())
    request.reconsider()
    notice = request.words.say("watch-stopped", query=named(watch.name))
    await show(request, watches_page(request.words, *await _all(request), page or 1, notice))


async def _start(request: Request, query: Query, choice: Choice) -> None:
    services = request.services
    try:
        begun = await services.store.watches.add(
            request.about.id,
            query,
            choice.wants,
            choice.rhythm,
            request.thread_of_follow,
            services.clock(),
            services.most_watches,
        )
    except NoRoomForWatches:
        await request.refuse("watch-no-room", most=services.most_watches)
        return
    except WatchTooLong:
        await request.refuse("watch-too-long", most=LONGEST_WATCH)
        return
    _reconsider(request)
    await show_watch(request, begun, request.words.say("watch-begun", where=request.where))


def _query_after(request: Request, step: Step | Edit) -> Query | None:
    """The query of a new watch, which the message shows, as the pressed button changes it; None where there is none."""
    query = query_shown(request)
    return edited(query, step) if query is not None and isinstance(step, Edit) else query


async def _keep(request: Request, choice: Choice) -> None:
    known = await _find(request, choice.id)
    if known is not None:
        await _change(request, known, wants=choice.wants, rhythm=choice.rhythm)


async def _edit(request: Request, number: int, edit: Edit) -> None:
    """Change the words of a watch that has begun, and nothing else of it."""
    known = await _find(request, number)
    if known is None:
        return
    query = edited(known.query, edit)
    if query is None:
        await request.toast("toast-stale")
        return
    others = [each for each in await request.services.store.watches.of(request.about.id) if each.id != known.id]
    is_double = any(each.query.key == query.key for each in others)
    await _change(request, known, request.words.say("watch-joined") if is_double else None, query=query)


async def _pause(request: Request, is_paused: bool) -> None:
    known = await _known(request)
    if known is not None:
        await _change(request, known[0], page=known[1], is_paused=is_paused)


async def _change(
    request: Request, known: Watch, notice: Markup | None = None, page: int | None = None, **values: Any
) -> None:
    """Change a watch as its store does, and show it as it is then, or the page of the list with the pressed button."""
    try:
        changed = await request.services.store.watches.change(known, now=request.services.clock(), **values)
    except NoSuchWatch:
        await request.toast("toast-no-watch")
        return
    _reconsider(request)
    if page is None:
        await show_watch(request, changed, notice)
    else:
        await show(request, await _list(request, page))


async def _known(request: Request) -> tuple[Watch, int | None] | None:
    """The watch whose number the pressed button carries, and the page of the list that the button stands below.

    The page is None on the watch's own screen. None, having said so, where there is no such watch.
    """
    carried, is_listed, below = request.carried.partition(":")
    number, page = _number(carried), _number(below)
    if number is None or (is_listed and page is None):
        await request.toast("toast-stale")
        return None
    found = await _find(request, number)
    return None if found is None else (found, page)


async def _find(request: Request, number: int) -> Watch | None:
    known = await request.services.store.watches.find(request.about.id, number)
    if known is None:
        await request.toast("toast-no-watch")
    return known


async def _list(request: Request, page: int) -> Message:
    return watches_page(request.words, *await _all(request), page)


async def _all(request: Request) -> tuple[list[Watch], dict[int, int]]:
    store, since = request.services.store, request.services.clock() - MONTH
    return await store.watches.of(request.about.id), await store.watches.brought(request.about.id, since)


def _reconsider(request: Request) -> None:
    request.reconsider()
    request.services.courier.wake()


def _number(carried: str) -> int | None:
    return int(carried) if carried.isascii() and carried.isdigit() and len(carried) <= LONGEST else None
