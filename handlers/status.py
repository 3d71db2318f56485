"""/status, and the button that shows another question of the same number: a card, without following it."""

from telegram import Update

from bot.core.reference import read_references
from handlers.asking import show_another, show_each, show_found
from handlers.buttons import question_of
from handlers.context import Context, begin


async def status(update: Update, context: Context) -> None:
    """`/status 12432`: where the question stands."""
    request = await begin(update, context)
    readings = read_references(request.argument, request.desk.current)
    if not readings:
        await request.say("empty-status")
        return
    await show_each(request, readings, "summary-seen", show_found)


async def press_see(update: Update, context: Context) -> None:
    """The card of another question of the same number, below; what the chat follows stays as it is."""
    request = await begin(update, context)
    question = await question_of(request)
    if question is not None and await request.may_read():
        await request.acknowledge()
        await show_another(request, question)
