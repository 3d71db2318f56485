"""The buttons that mute the comments on one question, and unmute them."""

from bot.messages.keyboards import mute_button, unmute_button
from handlers.common.begin import Request
from handlers.common.buttons import question_of, swap


async def press_mute(request: Request) -> None:
    """Send no more alerts of comments on this question; its other alerts go on."""
    await _mute(request, muted=True)


async def press_unmute(request: Request) -> None:
    """Send alerts of comments on this question again."""
    await _mute(request, muted=False)


async def _mute(request: Request, muted: bool) -> None:
    question = await question_of(request)
    if question is None:
        return
    if not await request.services.store.follows.mute(request.about.id, question, muted):
        await request.toast("toast-not-followed")
        return
    request.reconsider()
    await request.toast("toast-muted" if muted else "toast-unmuted")
    await swap(request, (unmute_button if muted else mute_button)(request.words, question))
