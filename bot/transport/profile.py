"""The bot's profile at Telegram, in both languages: its menus of commands, its description, the short one.

Each is a call of its own: one that fails does not prevent the others, and is tried again by itself.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatAdministrators,
)
from telegram.error import EndPointNotFound, RetryAfter, TelegramError

from bot.core import backoff
from bot.core.commands import OPERATOR_COMMANDS, Where, menu
from bot.messages.phrases import phrases
from bot.transport.api import call
from bot.transport.rate_limiter import seconds_of

log = logging.getLogger(__name__)

FIRST_WAIT, LONGEST_WAIT = 1.0, 6 * 3600.0
"""Seconds. A call that is refused for good, by a mistake of ours or the server's, is tried again ever more rarely."""

LANGUAGES = (("en", None), ("fr", "fr"))
"""Each with its code for Telegram: English for everybody, French for those whose Telegram speaks it."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One call that sets a part of the profile; `told` names that part in the log."""

    method: str
    told: str
    parameters: Mapping[str, Any] = field(default_factory=dict)


class Profile:
    """Sets the bot's profile, once a start. `operator` is the operator's chat, which has a menu of its own.

    `is_public` is whether the instance has a public address.
    """

    def __init__(
        self,
        bot: Bot,
        operator: int | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        is_public: bool = False,
    ) -> None:
        self._bot = bot
        self._operator = operator
        self._is_public = is_public
        self._sleep = sleep
        self._lacking: set[str] = set()
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def run(self) -> None:
        """Make every call, each as often as it takes."""
        await asyncio.gather(*(self._set(each) for each in settings(self._operator, self._is_public)))

    async def _set(self, setting: Setting) -> None:
        attempt = 0
        wait: float | None = 0.0
        while wait is not None:
            await self._sleep(wait)
            attempt += 1
            async with self._turns[setting.method]:  # after one call it is known whether the server has the method
                wait = await self._try(setting, attempt)

    async def _try(self, setting: Setting, attempt: int) -> float | None:
        """Make the call. Returns the seconds until it is to be made again; None where it is not."""
        if setting.method in self._lacking:
            return None
        try:
            await call(self._bot, setting.method, **setting.parameters)
        except EndPointNotFound:
            self._lacking.add(setting.method)
            log.warning("this Bot API has no %s: not asked for again until the next start", setting.method)
            return None
        except TelegramError as error:
            asked = seconds_of(error) if isinstance(error, RetryAfter) else 0.0
            wait = max(asked, backoff.growing(attempt, FIRST_WAIT, LONGEST_WAIT))
            log.warning(
                "%s could not be set (attempt %s), tried again in %.0f s: %s: %s",
                setting.told, attempt, wait, setting.method, error,
            )  # fmt: skip
            return wait
        return None


def settings(operator: int | None = None, is_public: bool = False) -> Iterator[Setting]:
    """Every call: in each kind of chat the commands that work there, and what the bot is for."""
    for language, code in LANGUAGES:
        words = phrases(language)
        for told, scope, commands in _menus(language, operator, is_public):
            yield Setting(
                "setMyCommands", f"{told} ({language})", {"commands": commands, "scope": scope, "language_code": code}
            )
        yield Setting(
            "setMyDescription",
            f"the description ({language})",
            {"description": words.text("about"), "language_code": code},
        )
        yield Setting(
            "setMyShortDescription",
            f"the short description ({language})",
            {"short_description": words.text("about-short"), "language_code": code},
        )


def _menus(
    language: str, operator: int | None, is_public: bool
) -> Iterator[tuple[str, BotCommandScope, list[BotCommand]]]:
    words = phrases(language)
    for told, scope, where, administrators in (
        ("the menu in private", BotCommandScopeAllPrivateChats(), Where.PRIVATE, True),
        ("the menu in groups", BotCommandScopeAllGroupChats(), Where.GROUP, False),
        ("the menu of administrators", BotCommandScopeAllChatAdministrators(), Where.GROUP, True),
    ):
        shown = menu(where, administrators, is_public)
        yield told, scope, [BotCommand(each.name_in(language), words.text(each.told)) for each in shown]
    if operator is not None:
        here = BotCommandScopeChat(operator) if operator > 0 else BotCommandScopeChatAdministrators(operator)
        where = Where.PRIVATE if operator > 0 else Where.GROUP
        shown = [*menu(where, True, is_public), *OPERATOR_COMMANDS]
        commands = [BotCommand(each.name_in(language), words.text(each.told)) for each in shown]
        yield "the operator's menu", here, commands
