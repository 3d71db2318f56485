"""What a bot says of itself on the stand-in Telegram: its menus of commands and its descriptions."""

import json
import re

from bot.standins.telegram.state import TelegramState
from bot.standins.telegram.wire import Json, Refusal

MAX_COMMANDS = 100
MAX_DESCRIPTION = 256

_COMMAND_NAME = re.compile(r"[a-z0-9_]{1,32}")


async def set_my_commands(state: TelegramState, parameters: Json) -> bool:
    commands = parameters.get("commands") or []
    if len(commands) > MAX_COMMANDS:
        raise Refusal(400, "Bad Request: BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND_NAME.fullmatch(command.get("command", "")):
            raise Refusal(400, "Bad Request: BOT_COMMAND_INVALID")
        if not 1 <= len(command.get("description", "")) <= MAX_DESCRIPTION:
            raise Refusal(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
    state.commands[_audience(parameters)] = commands
    return True


async def delete_my_commands(state: TelegramState, parameters: Json) -> bool:
    state.commands.pop(_audience(parameters), None)
    return True


async def get_my_commands(state: TelegramState, parameters: Json) -> list[Json]:
    return state.commands.get(_audience(parameters), [])


async def set_my_description(state: TelegramState, parameters: Json) -> bool:
    state.descriptions["long", parameters.get("language_code") or ""] = parameters.get("description") or ""
    return True


async def set_my_short_description(state: TelegramState, parameters: Json) -> bool:
    state.descriptions["short", parameters.get("language_code") or ""] = parameters.get("short_description") or ""
    return True


def _audience(parameters: Json) -> tuple[str, str]:
    """The audience of a list of commands: its scope, as sorted JSON, and its language."""
    scope = parameters.get("scope") or {"type": "default"}
    return json.dumps(scope, sort_keys=True), parameters.get("language_code") or ""
