"""The button under what a watch brought that pauses the watch, and the one that undoes it."""

from datetime import datetime

from bot.core.watch import NoSuchWatch
from bot.messages.keyboards import quiet_button, unquiet_button
from handlers.common.begin import Request
from handlers.common.buttons import swap

LONGEST = 9
"""Digits of a watch's number."""


async def press_quiet(request: Request) -> None:
    """Pause this watch, cancel what waits for it alone, and offer to undo it."""
    number = await _set(request, is_paused=True)
    if number is not None:
        await request.toast("toast-quiet")
        await swap(request, unquiet_button(request.words, number))


async def press_unquiet(request: Request) -> None:
    """Let this watch tell again."""
    number = await _set(request, is_paused=False)
    if number is not None:
        await request.toast("toast-unquiet")
        await swap(request, quiet_button(request.words.text("button-quiet"), number))


async def _set(request: Request, is_paused: bool) -> int | None:
    """Pause the watch of the pressed button, or let it tell. Its number; None, having said so, where there is none."""
    carried = request.carried
    if not (carried.isascii() and carried.isdigit() and len(carried) <= LONGEST):
        await request.toast("toast-stale")
        return None
    if not await _change(request, int(carried), is_paused, request.services.clock()):
        await request.toast("toast-no-watch")
        return None
    request.reconsider()
    return int(carried)


async def _change(request: Request, number: int, is_paused: bool, now: datetime) -> bool:
    watches = request.services.store.watches
    watch = await watches.find(request.about.id, number)
    if watch is None:
        return False
    try:
        await watches.change(watch, is_paused=is_paused, now=now)
    except NoSuchWatch:
        return False
    return True
