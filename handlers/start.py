"""/start, alone or with the question that a deep link named, and /help."""

from telegram import Update

from bot.core.addresses import START_HELP, started_with, text_wanted
from bot.core.reference import Exact
from bot.messages.replies import with_search
from handlers.asking import follow_found, show_each, show_found, show_text
from handlers.context import Context, Request, begin


async def tell_all(update: Update, context: Context) -> None:
    """/help: every command, and how a question is named."""
    request = await begin(update, context)
    await _help(request)


async def start(update: Update, context: Context) -> None:
    """What the bot does; or the question of a link: in private its card, to be followed with one tap.

    The link below a channel's post leads to the whole text of an answer.

    A link that adds the bot to a group follows the question there at once: who adds it says so by adding it.
    """
    request = await begin(update, context)
    question, read = started_with(request.argument), text_wanted(request.argument)
    if read is not None and request.private:
        await show_text(request, read)
    elif request.argument == START_HELP:
        await _help(request)
    elif question is None:
        await request.say("start", current=request.desk.current)
    elif request.private:
        await show_each(request, [Exact(question)], "summary-seen", show_found)
    elif await request.may_change():
        await show_each(request, [Exact(question)], "summary-followed", follow_found)


async def _help(request: Request) -> None:
    said = request.words.say("help", current=request.desk.current)
    await request.reply(with_search(request.words, said, "help-search", request.inline_bot))
