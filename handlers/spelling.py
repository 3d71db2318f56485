"""Commands that Telegram does not mark: with accents from a French keyboard, or in private without a slash."""

from collections.abc import Callable, Mapping
from typing import Any

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import Application, BaseHandler

from bot.core.command_text import Given, slashed, unslashed
from handlers.common.channel_posts import Handler, tidily
from handlers.common.services import Context


class SpelledCommand(BaseHandler[Update, Context, None]):
    """Reads a command from the text, where Telegram marks none.

    A message that is handed on (forwarded, or sent by way of a bot) gives none. `is_setting` tells whether words name a
    setting.
    """

    def __init__(self, handlers: Mapping[str, Handler], is_setting: Callable[[str], bool]) -> None:
        super().__init__(self._give)
        self._handlers = handlers
        self._is_setting = is_setting

    def check_update(self, update: object) -> Given | None:
        """The command that the update gives; None where it gives none."""
        message = (update.message or update.channel_post) if isinstance(update, Update) else None
        if message is None or message.text is None or _is_handed_on(message):
            return None
        given = slashed(message.text, message.get_bot().username)
        if given is None and message.chat.type == ChatType.PRIVATE:
            given = unslashed(message.text, self._is_setting)
        return given

    def collect_additional_context(
        self,
        context: Context,
        update: Update,
        application: Application[Any, Any, Any, Any, Any, Any],
        check_result: Any,
    ) -> None:
        """Put the command into the handler's context; see `BaseHandler`."""
        context.given = check_result

    async def _give(self, update: Update, context: Context) -> None:
        if context.given is None:
            raise ValueError("no command was given")
        await tidily(self._handlers[context.given.command])(update, context)


def _is_handed_on(message: Message) -> bool:
    return message.forward_origin is not None or message.via_bot is not None or bool(message.is_automatic_forward)
