"""Numbers, keyboards and results for the tests of the stand-in Telegram."""

from typing import Any

from telegram import (
    ChatAdministratorRights,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    KeyboardButton,
    KeyboardButtonRequestChat,
    ReplyKeyboardMarkup,
    Update,
)

GROUP = -42
SUPERGROUP = -1001234567890
CHANNEL = -1009876543210
PAGE = "https://www.nosdeputes.fr/16/question/QE/12432"


def keyboard(
    data: str = "follow:an16-12432", url: str = "https://www.nosdeputes.fr/16/question/QE/12432"
) -> InlineKeyboardMarkup:
    buttons = [InlineKeyboardButton("Suivre", callback_data=data), InlineKeyboardButton("La page", url=url)]
    return InlineKeyboardMarkup([buttons])


def rights(**given: bool) -> ChatAdministratorRights:
    named: dict[str, Any] = {**ChatAdministratorRights.no_rights().to_dict(), **given}
    return ChatAdministratorRights(**named)


def picker(is_channel: bool, **asked: Any) -> ReplyKeyboardMarkup:
    key = KeyboardButton("Choisir", request_chat=KeyboardButtonRequestChat(1, is_channel, **asked))
    return ReplyKeyboardMarkup(
        [[key]], resize_keyboard=True, one_time_keyboard=True, is_persistent=True, input_field_placeholder="Où ?"
    )


def article(
    identifier: str = "an17-4321", title: str = "Digues", text: str = "<b>Digues</b>"
) -> InlineQueryResultArticle:
    return InlineQueryResultArticle(identifier, title, InputTextMessageContent(text, "HTML"), keyboard())


def texts(updates: tuple[Update, ...]) -> list[str | None]:
    return [update.message.text if update.message else None for update in updates]
