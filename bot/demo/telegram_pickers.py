"""Reply keyboards on the stand-in Telegram, and the chats that people pick with their buttons."""

from typing import Any, NamedTuple

from bot.demo.telegram_chats import Channel, Chat, Group, Person
from bot.demo.telegram_rights import Standing
from bot.demo.telegram_wire import Json, Refusal

MAX_REQUEST_ID = 2**31 - 1


class ChatRequest(NamedTuple):
    """What a chat must be to be picked, as the button's KeyboardButtonRequestChat says it."""

    id: int
    is_channel: bool
    user_rights: Json | None
    bot_rights: Json | None
    bot_is_member: bool
    wants_title: bool

    def offers(self, chat: Group | Channel, standing: Standing, bot: Standing) -> bool:
        """Whether Telegram would show the chat to a person with that standing in it.

        The bot is added to a chat that lacks it where its rights are asked for, by a person who may do that.
        """
        if isinstance(chat, Channel) is not self.is_channel:
            return False
        if any(wanted and not standing.may(right) for right, wanted in (self.user_rights or {}).items()):
            return False
        if standing.status not in {"creator", "administrator", "member"}:
            return False
        return not self.bot_is_member or bot.status in {"member", "administrator"} or self.bot_rights is not None


class ReplyButton(NamedTuple):
    """A button of a reply keyboard: its text is sent, or a chat is picked."""

    text: str
    request: ChatRequest | None = None


ReplyKeyboard = tuple[tuple[ReplyButton, ...], ...]


def read_reply_keyboard(parameters: Json, chat: Chat) -> ReplyKeyboard:
    """The reply keyboard of a message to send; empty where it has none. Raises Refusal where Telegram would."""
    rows = (parameters.get("reply_markup") or {}).get("keyboard") or []
    return tuple(tuple(_button(each, chat) for each in row) for row in rows)


def removes_keyboard(parameters: Json) -> bool:
    """Whether a message takes the reply keyboard away."""
    return (parameters.get("reply_markup") or {}).get("remove_keyboard") is True


def shared(request_id: int, chat: Chat, with_title: bool) -> Json:
    """A ChatShared: what a message says when a person picked a chat."""
    title = {} if isinstance(chat, Person) or not with_title else {"title": chat.title}
    return {"request_id": request_id, "chat_id": chat.id, **title}


def _button(given: Any, chat: Chat) -> ReplyButton:
    if isinstance(given, str):
        return ReplyButton(given)
    text, wanted = given.get("text") or "", given.get("request_chat")
    if not text.strip():
        raise Refusal(400, 'Bad Request: can\'t parse keyboard button: Field "text" must be non-empty')
    if wanted is None:
        return ReplyButton(text)
    if not isinstance(chat, Person):
        raise Refusal(400, "Bad Request: chat request buttons can be used in private chats only")
    return ReplyButton(text, _request(wanted))


def _request(given: Json) -> ChatRequest:
    number, is_channel = given.get("request_id"), given.get("chat_is_channel")
    if not isinstance(number, int) or abs(number) > MAX_REQUEST_ID or not isinstance(is_channel, bool):
        raise Refusal(400, "Bad Request: can't parse keyboard button: Can't find field \"request_id\"")
    user, bot = given.get("user_administrator_rights"), given.get("bot_administrator_rights")
    if bot and any(wanted and not (user or {}).get(right) for right, wanted in bot.items()):
        raise Refusal(400, "Bad Request: bot administrator rights must be a subset of user administrator rights")
    return ChatRequest(
        number, is_channel, user, bot, bool(given.get("bot_is_member")), bool(given.get("request_title"))
    )
