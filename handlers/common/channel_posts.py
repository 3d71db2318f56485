"""Commands posted in a channel are for the bot, not for the readers: each is removed once it was handled."""

import logging
from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update
from telegram.error import TelegramError

from bot.transport.api import call
from handlers.common.services import Context

log = logging.getLogger(__name__)

Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]


def tidily(handle: Handler) -> Handler:
    """The same handler, which then removes the post that gave the command, where the bot may do that."""

    async def handle_and_tidy(update: Update, context: Context) -> None:
        await handle(update, context)
        post = update.channel_post
        if post is None:
            return
        try:
            await call(context.bot, "deleteMessage", chat_id=post.chat.id, message_id=post.message_id)
        except TelegramError as error:
            log.info("a command in a channel could not be removed: %s", error)

    return handle_and_tidy
