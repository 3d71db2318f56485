"""/status: a question's card, without following it."""

from telegram import Update

from bot.core.reference import read_references
from handlers.asking import show_each, show_found
from handlers.context import Context, begin


async def status(update: Update, context: Context) -> None:
    """`/status 12432`: where the question stands."""
    request = await begin(update, context)
    readings = read_references(request.argument, request.desk.current)
    if not readings:
        await request.say("empty-status")
        return
    await show_each(request, readings, "summary-seen", show_found)
