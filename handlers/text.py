"""The button for the whole text of an answer: as many messages as it takes."""

from telegram import Update
from telegram.constants import ChatType

from bot.core.addresses import deep_link
from bot.messages.alerts import whole_text
from handlers.buttons import question_of
from handlers.context import Context, begin


async def press_text(update: Update, context: Context) -> None:
    """Send the whole text of the answer."""
    request = await begin(update, context)
    question = await question_of(request)
    if question is None:
        return
    if request.chat.kind == ChatType.CHANNEL and await request.objection() is not None:
        await request.open_elsewhere(deep_link(request.bot, question))  # the channel is not theirs to fill
        return
    if not await request.may_read():
        return
    sight = await request.desk.store.looks.sight(question)
    messages = whole_text(request.words, sight.question) if sight and sight.question else []
    await request.acknowledge()
    for message in messages:
        await request.reply(message)
    if not messages:
        await request.say("no-answer-text", name=request.words.name(question))
