"""A private message that is no command: a number, an address, or a text that mentions questions."""

import asyncio
from dataclasses import replace

from telegram import Message, MessageEntity

from bot.core.deadline import today
from bot.core.mentions import with_links
from bot.core.private_message import questions_named
from bot.core.query import NoQuery, Query, Trouble
from bot.core.query_reader import read_query
from bot.core.reference import References, read_references
from bot.messages.keyboards import FIND_AS, SHOW_AS
from bot.messages.replies import with_search
from bot.messages.search_results import results, shown_query
from handlers.common.begin import Request
from handlers.common.disambiguation import ask_back, chosen_numbers
from handlers.common.found import page_of
from handlers.common.lookup import show_together
from handlers.common.name_choice import asked_back

NOTHING = References([])

LONGEST_SEARCHED = 200
"""Characters of a text that may be a search: an article that mentions no question is none."""


async def pasted(request: Request) -> None:
    """Answer with the card of the question that a text names, a list of several to follow at once, or a hint."""
    # A long message, with its links, takes longer to read than others should wait.
    wanted = await asyncio.to_thread(_read, request.message, request.services.current) if request.message else NOTHING
    if wanted.readings:
        await show_together(request, wanted.readings)
    elif not wanted.ambiguities:
        await _search(request, " ".join((request.message.text or "").split()) if request.message else "")
    await ask_back(request, SHOW_AS, wanted.ambiguities)


async def _search(request: Request, typed: str) -> None:
    """Show what a short text finds; after a long one, or where it finds nothing, a hint how questions are named."""
    query = read_query(typed) if len(typed) <= LONGEST_SEARCHED else NoQuery(Trouble.TOO_MANY_WORDS)
    found = None
    if isinstance(query, Query) and shown_query(query) is not None:
        if (which := await asked_back(request, query, FIND_AS)) is not None:
            await request.reply(which)
            return
        found = await page_of(request, query)
    if found is not None and (found.questions or found.next):
        await request.reply(results(request.words, found, today(request.services.clock())))
        return
    if found is not None:
        nothing = results(request.words, found, today(request.services.clock()))
        await request.reply(replace(nothing, html=nothing.html + "\n\n" + request.words.say("hint")))
        return
    await request.reply(with_search(request.words, request.words.say("hint"), "hint-search", request.inline_bot, typed))


async def press_show_as(request: Request) -> None:
    """The reading that a person chose of ambiguous figures: show the questions that it names."""
    if numbers := await chosen_numbers(request):
        await show_together(request, read_references(numbers, request.services.current))


def _read(message: Message, current: int) -> References:
    text = with_links(message.text or message.caption or "", _links(message), current)
    return questions_named(text, current)


def _links(message: Message) -> list[tuple[int, int, str]]:
    """The offset, length and address of each link that is hidden under words, in Telegram's units (UTF-16)."""
    entities = (*message.entities, *message.caption_entities)
    return [
        (each.offset, each.length, each.url) for each in entities if each.type == MessageEntity.TEXT_LINK and each.url
    ]
