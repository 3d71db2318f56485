"""A message that is handed on commands nothing: every way to give a command x every way to hand it on."""

from typing import Any, cast

import pytest
from telegram import (
    Chat,
    Message,
    MessageEntity,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
    Update,
    User,
)
from telegram.ext import CommandHandler

from handlers import all_handlers
from handlers.fallback import unknown_command
from handlers.spelling import SpelledCommand
from tests.support.examples import NOW

CAMILLE, BOT = User(1001, "Camille", is_bot=False), User(7, "Guetteur", is_bot=True, username="guetteur_bot")
PRIVATE = Chat(1001, "private")
CHATS = [PRIVATE, Chat(-600, "group"), Chat(-100600, "supergroup"), Chat(-100700, "channel")]
HANDED_ON: list[dict[str, Any]] = [
    {"forward_origin": MessageOriginUser(NOW, CAMILLE)},
    {"forward_origin": MessageOriginHiddenUser(NOW, "Camille")},
    {"forward_origin": MessageOriginChat(NOW, CHATS[2])},
    {"forward_origin": MessageOriginChannel(NOW, CHATS[3], 5)},
    {"forward_origin": MessageOriginChannel(NOW, CHATS[3], 5), "is_automatic_forward": True},
    {"via_bot": BOT},
]
MARKED = ["/follow 4321", "/suivre@guetteur_bot 4321", "/forget", "/start qan17-4321"]
"""How Telegram marks a command."""

UNMARKED = ["/réglages fuseau Paris", "/État 4321"]
WORDS = ["suivre 4321", "liste"]


class Named:
    """The bot, as far as a command needs it."""

    username = "guetteur_bot"


def commands_given(text: str, chat: Chat, **facts: Any) -> bool:
    """Whether the first handler that takes such a message is one of commands."""
    entities = [MessageEntity("bot_command", 0, len(text.split(maxsplit=1)[0]))] if text in MARKED else []
    sender = None if chat.type == "channel" else CAMILLE
    message = Message(9, NOW, chat, from_user=sender, text=text, entities=entities, **facts)
    message.set_bot(cast(Any, Named()))
    update = Update(1, channel_post=message) if chat.type == "channel" else Update(1, message=message)
    taken = next((each for each in all_handlers() if each.check_update(update) not in (None, False)), None)
    return isinstance(taken, CommandHandler | SpelledCommand) or getattr(taken, "callback", None) is unknown_command


@pytest.mark.parametrize("chat", CHATS, ids=lambda chat: chat.type)
def test_a_command_that_is_written_in_a_chat_is_carried_out(chat: Chat) -> None:
    for text in MARKED + UNMARKED + WORDS * (chat is PRIVATE):
        assert commands_given(text, chat), text


@pytest.mark.parametrize("facts", HANDED_ON, ids=" ".join)
@pytest.mark.parametrize("chat", CHATS, ids=lambda chat: chat.type)
def test_a_command_that_is_handed_on_is_not_carried_out(chat: Chat, facts: dict[str, Any]) -> None:
    for text in MARKED + UNMARKED + WORDS:
        assert not commands_given(text, chat, **facts), text
