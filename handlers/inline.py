"""`@bot hébergement données` in any chat: search the stored questions, and offer each to be sent there as its card.

Typing asks no site for anything, and stores nothing.
"""

import asyncio
from typing import Any

from telegram import Update
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.core.addresses import START_HELP
from bot.core.chat import language_of
from bot.core.paging import place_in, written
from bot.core.query_edit import as_typed_so_far
from bot.messages.inline_result import Offer, offer
from bot.messages.phrases import phrases
from bot.transport.api import call
from bot.transport.send import markup
from handlers.common.begin import Context, log
from storage.questions.search import SearchPage

MOST_OFFERED = 10
"""Questions on a page; scrolling on asks for the next one."""

CACHE_SECONDS = 10
NOTHING = SearchPage([], None)


async def inline(update: Update, context: Context) -> None:
    """Offer the questions that match, page by page; a button above an empty list says why, and opens the bot."""
    query = update.inline_query
    if query is None:
        return
    words = phrases(language_of(query.from_user.language_code))
    wanted = query.query.strip()
    async with context.services.searches:
        page = await _page(context, wanted, query.offset)
    now, bot = context.services.clock(), context.bot.username
    observations = page.observations
    offers = []
    for observation in observations:
        offers.append(offer(words, observation, now, context.services.sources.stale(now, observation.id.series), bot))
        await asyncio.sleep(0)  # ten cards take so long that a command would wait
    why = words.text("inline-nothing" if wanted else "inline-hint")
    try:
        await call(
            context.bot,
            "answerInlineQuery",
            inline_query_id=query.id,
            results=[_result(each) for each in offers],
            cache_time=CACHE_SECONDS,
            is_personal=True,  # it is in the language of the person who types
            next_offset=written(page.end) if page.end else "",
            button=None if offers or page.end or query.offset else {"text": why, "start_parameter": START_HELP},
        )
    except TelegramError as error:
        # A query is answered within seconds or never; the next letter makes a new one.
        log.info("an inline query could not be answered: %s", error)


async def _page(context: Context, wanted: str, offset: str) -> SearchPage:
    """The page after an offset; an empty one after a forged offset, where the first page would only be repeated."""
    after = place_in(offset)
    if not wanted or (offset and after is None):
        return NOTHING
    search = context.services.store.search
    return await search.page(as_typed_so_far(wanted), context.services.current, after, MOST_OFFERED)


def _result(offered: Offer) -> dict[str, Any]:
    """An InlineQueryResultArticle, as Telegram takes it."""
    keyboard = markup(offered.message.buttons)
    return {
        "type": "article",
        "id": offered.key,
        "title": offered.title,
        "description": offered.description,
        "input_message_content": {
            "message_text": str(offered.message.html),
            "parse_mode": ParseMode.HTML,
            "link_preview_options": {"is_disabled": True},
        },
        "reply_markup": keyboard and keyboard.to_dict(),
    }
