"""The button for the whole text of an answer: as many messages as it takes."""

from telegram import Update
from telegram.constants import ChatType

from bot.core.addresses import text_link
from handlers.asking import show_text
from handlers.buttons import question_of
from handlers.context import Context, begin


async def press_text(update: Update, context: Context) -> None:
    """Send the whole text of the answer."""
    request = await begin(update, context)
    question = await question_of(request)
    if question is None:
        return
    if request.chat.kind == ChatType.CHANNEL and await request.objection() is not None:
        await request.open_elsewhere(text_link(request.bot, question))  # the channel is not theirs to fill
        return
    if not await request.may_read():
        return
    await request.acknowledge()
    await show_text(request, question)
