"""/status, and an address that is pasted in private: a question's card, without following it."""

from telegram import Update

from bot.core.reference import Nonsense, read_addresses, read_references
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


async def pasted(update: Update, context: Context) -> None:
    """A message in private that is no command: the card of each question that it names, or a hint."""
    request = await begin(update, context)
    text = (request.message.text if request.message else None) or ""
    readings = read_addresses(text, request.desk.current)
    if not readings:
        readings = read_references(text, request.desk.current)
        if not readings or any(isinstance(reading, Nonsense) for reading in readings):
            await request.say("hint")
            return
    await show_each(request, readings, "summary-seen", show_found)
