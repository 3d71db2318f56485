"""A channel's direct messages, where the bot serves nobody: it says so once, and stores nothing.

Each reader of the channel has a topic of their own there, and to the Bot API all topics are one chat: the readers would
share their follows and alerts, one language and one set of settings.
https://core.telegram.org/bots/api#chat, `is_direct_messages`.
"""

import logging

from telegram import CallbackQuery, Message, Update
from telegram.error import TelegramError
from telegram.ext import ApplicationHandlerStop

from bot.core.chat import language_of
from bot.core.command_text import slashed
from bot.core.throttle import Granted
from bot.messages.message import Message as Text
from bot.messages.phrases import Phrases, phrases
from bot.transport.send import Place, send
from handlers.common.services import Context

log = logging.getLogger(__name__)


async def turn_away(update: Update, context: Context) -> None:
    """Stop each update from a channel's direct messages before it reaches a handler. Raises ApplicationHandlerStop.

    A reader who gives a command there is told once a day where to give it. Other messages are meant for the channel.
    """
    chat, person = update.effective_chat, update.effective_user
    if chat is None or not chat.is_direct_messages:
        return
    words = phrases(language_of(person.language_code if person else None))
    try:
        if update.callback_query is not None:
            await _answer(update.callback_query, words)
        elif update.message is not None and _is_command(update.message, context):
            await _say_once(update.message, context, words)
    except TelegramError as error:
        log.info("somebody in a channel's direct messages could not be told to write in private: %s", error)
    raise ApplicationHandlerStop


async def _answer(press: CallbackQuery, words: Phrases) -> None:
    await press.answer(words.text("direct-messages-press"), show_alert=True)


async def _say_once(message: Message, context: Context, words: Phrases) -> None:
    topic = message.direct_messages_topic
    if topic is None or not isinstance(
        context.services.strangers.ask(topic.topic_id, context.services.clock()), Granted
    ):
        return
    said = Text(words.say("direct-messages", bot=context.bot.username))
    await send(context.bot, message.chat.id, said, Place(direct_topic=topic.topic_id))


def _is_command(message: Message, context: Context) -> bool:
    return slashed(message.text or "", context.bot.username) is not None
