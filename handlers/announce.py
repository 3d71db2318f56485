"""/announce, for the operator: words to every chat, after a preview and a confirming tap."""

from bot.core.announcement import LONGEST
from bot.messages.announcement import announcement, confirmation, progress_shown
from bot.messages.message import Message, width
from bot.messages.phrases import LANGUAGES, phrases
from handlers.common.begin import Request
from handlers.common.buttons import show_instead

DIGITS = 9
"""Digits of an announcement's number at most: a forged button may carry anything."""


async def announce(request: Request) -> None:
    """Show the words as chats of either language will read them, and ask whether to send them."""
    body = request.argument.strip()
    if not body:
        await request.say("announce-empty")
        return
    if width(body) > LONGEST:
        await request.say("announce-long", n=LONGEST)
        return
    announcements = request.services.store.announcements
    number = await announcements.draft(body, request.services.clock())
    for language in LANGUAGES:
        await request.reply(announcement(phrases(language), body))
    await request.reply(confirmation(request.words, number, await announcements.reach()))


async def press_announce(request: Request) -> None:
    """Send the announcement; pressed again, show how far it has come."""
    if (number := await _number(request)) is None:
        return
    await request.acknowledge()
    message = request.pressed.message
    services, shown = request.services, message.message_id if message else None
    if await services.store.announcements.confirm(number, shown, services.clock()):
        services.wake_announcer()  # which shows the progress from now on
    else:
        await _show_progress(request, number)


async def press_drop(request: Request) -> None:
    """Forget the announcement, which nobody gets."""
    if (number := await _number(request)) is None:
        return
    await request.acknowledge()
    await request.services.store.announcements.drop(number)
    await show_instead(request, Message(request.words.say("announce-dropped")))


async def press_stop(request: Request) -> None:
    """Send the announcement to nobody else; what is on its way may still arrive."""
    if (number := await _number(request)) is None:
        return
    await request.acknowledge()
    await request.services.store.announcements.stop(number, request.services.clock())
    request.services.courier.reconsider_all()
    await _show_progress(request, number)


async def _show_progress(request: Request, number: int) -> None:
    found = await request.services.store.announcements.of(number)
    if found is None:
        await show_instead(request, Message(request.words.say("announce-dropped")))
    else:
        await show_instead(request, progress_shown(request.words, number, found.progress))


async def _number(request: Request) -> int | None:
    """The number that the button carries; None, having said so, where it carries none."""
    carried = request.carried
    if carried.isascii() and carried.isdigit() and len(carried) <= DIGITS:
        return int(carried)
    await request.toast("toast-stale")
    return None
