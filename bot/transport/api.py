"""Calls of the Bot API whose answers are taken as plain JSON.

python-telegram-bot makes objects of every answer, and fails where a field is missing that its version requires: after a
message was sent, say, by a Bot API server that is older or newer than the library. A message that was sent must count
as sent then, so every call that matters goes through the library's own public method for raw calls, `do_api_request`.
"""

import warnings
from typing import Any

from telegram import Bot
from telegram.error import TelegramError
from telegram.warnings import PTBUserWarning

from bot.transport.rate_limiter import Broadcast

# The library warns that it has methods of its own for these calls: they are the ones that make objects of the answers.
warnings.filterwarnings("ignore", message="Please use 'Bot", category=PTBUserWarning)


class OddAnswer(TelegramError):
    """Telegram's answer is not of the type that the Bot API promises; the text names the method and both types."""


async def call(
    bot: Bot,
    method: str,
    read_timeout: float | None = None,
    broadcast: Broadcast | None = None,
    wants: type | None = None,
    **parameters: Any,
) -> Any:
    """Call a method; parameters that are None are left out. Returns the `result` of Telegram's answer.

    `read_timeout` is in seconds. A broadcast waits while replies wait. Raises TelegramError as Telegram answers, also
    for an answer that is no JSON, and OddAnswer for one that is not of the type that the caller `wants`.
    """
    given = {name: value for name, value in parameters.items() if value is not None}
    more: dict[str, Any] = {} if read_timeout is None else {"read_timeout": read_timeout}
    if broadcast is not None:
        more["rate_limit_args"] = broadcast
    answer = await bot.do_api_request(method, api_kwargs=given, **more)
    if wants is not None and not isinstance(answer, wants):
        raise OddAnswer(f"{method}: the answer is {_NAMES.get(type(answer), 'odd')}, not {_NAMES[wants]}")
    return answer


_NAMES = {
    dict: "an object",
    list: "a list",
    str: "a text",
    bool: "true or false",
    int: "a number",
    float: "a number",
    type(None): "null",
}
"""The types of JSON, in the words of the Bot API's pages."""


def described(error: Exception) -> str:
    """Say why the library could not make an object of an answer; without values, which may quote a person's message."""
    match error:
        case KeyError():
            return f"it lacks the field {error}"
        case TypeError() if "missing" in str(error):
            return f"it lacks {str(error).partition('missing ')[2]}"
        case _:
            return f"the library cannot make an object of it ({type(error).__name__})"
