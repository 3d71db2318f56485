"""Calls of the Bot API whose answers are taken as plain JSON.

python-telegram-bot makes objects of every answer, and fails where a field is missing that its version requires: after a
message was sent, say, by a Bot API server that is older or newer than the library. What is done must count as done
then, so whatever matters here is called in this way, through the library's own public door for such calls.
"""

import warnings
from typing import Any

from telegram import Bot
from telegram.warnings import PTBUserWarning

from bot.limiter import Broadcast

# The library advises its own methods, which are the ones that make objects of the answers.
warnings.filterwarnings("ignore", message="Please use 'Bot", category=PTBUserWarning)


async def call(
    bot: Bot, method: str, read_timeout: float | None = None, broadcast: Broadcast | None = None, **parameters: Any
) -> Any:
    """Call a method; parameters that are None are left out. Returns the `result` of Telegram's answer.

    A broadcast waits until nobody waits for a reply. Raises TelegramError as Telegram answers, and for an answer that
    is no JSON.
    """
    given = {name: value for name, value in parameters.items() if value is not None}
    more: dict[str, Any] = {} if read_timeout is None else {"read_timeout": read_timeout}
    if broadcast is not None:
        more["rate_limit_args"] = broadcast
    return await bot.do_api_request(method, api_kwargs=given, **more)
