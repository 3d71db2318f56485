"""The buttons that mute the comments on one question, and let them be heard again."""

from telegram import Update

from bot.messages.keyboards import mute_button, unmute_button
from handlers.buttons import question_of, swap
from handlers.context import Context, begin


async def press_mute(update: Update, context: Context) -> None:
    """No more alerts of comments on this question; of all else that happens to it, as before."""
    await _mute(update, context, muted=True)


async def press_unmute(update: Update, context: Context) -> None:
    """Alerts of comments again."""
    await _mute(update, context, muted=False)


async def _mute(update: Update, context: Context, muted: bool) -> None:
    request = await begin(update, context)
    question = await question_of(request) if await request.may_change() else None
    if question is None:
        return
    if not await request.desk.store.follows.mute(request.about.id, question, muted):
        await request.toast("toast-not-followed")
        return
    request.reconsider()
    await request.toast("toast-muted" if muted else "toast-unmuted")
    await swap(request, (unmute_button if muted else mute_button)(request.words, question))
