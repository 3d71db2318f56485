"""/start, alone or with the question that a deep link names, and /help."""

from functools import partial

from bot.core.addresses import START_HELP, letter_wanted, started_with, text_wanted
from bot.core.question import QuestionId
from bot.core.reference import Exact
from bot.core.rights import Matter
from bot.messages.replies import with_search
from handlers.common.begin import Request
from handlers.common.letter import show_letter
from handlers.common.lookup import follow_found, show_each, show_found, show_text
from handlers.common.permission import Order


async def tell_all(request: Request) -> None:
    """/help: explain every command, and how to name a question."""
    words, services = request.words, request.services
    feed = words.say("help-feed") if services.public is not None else ""
    said = words.say("help", current=services.current, feed=feed)
    await request.reply(with_search(words, said, "help-search", request.inline_bot))


async def start(request: Request) -> Order:
    """What /start asks for: an introduction, or what a deep link carries.

    In private, a link to a question shows its card, and the links below a channel's post the whole text of an answer
    and a letter to an author. A link that adds the bot to a group follows the question there at once: to add the bot
    with it is to ask for that.
    """
    question, read = started_with(request.argument), text_wanted(request.argument)
    if read is not None and request.private:
        return Order(partial(show_text, question=read), Matter.READING)
    letter = letter_wanted(request.argument)
    if letter is not None and request.private:
        return Order(partial(show_letter, question=letter), Matter.READING)
    if request.argument == START_HELP:
        return Order(tell_all, Matter.READING)
    if question is None:
        return Order(_introduce, Matter.READING)
    if request.private:
        return Order(partial(_show, question=question), Matter.READING)
    return Order(partial(_follow, question=question), Matter.FOLLOWS)


async def _introduce(request: Request) -> None:
    await request.say("start", current=request.services.current)


async def _show(request: Request, question: QuestionId) -> None:
    await show_each(request, [Exact(question)], "summary-seen", show_found)


async def _follow(request: Request, question: QuestionId) -> None:
    await show_each(request, [Exact(question)], "summary-followed", follow_found)
