"""Reply keyboards on the stand-in Telegram, and picking a chat with one of their buttons."""

from typing import Any, NamedTuple

from bot.standins.telegram.chats import IN_CHAT, Channel, Chat, GroupChat, Person
from bot.standins.telegram.rights import RIGHTS_OF_KIND, Standing
from bot.standins.telegram.wire import Json, Refusal

MAX_REQUEST_ID = 2**31 - 1


class ChatRequest(NamedTuple):
    """Conditions on a chat to be picked, as in the button's KeyboardButtonRequestChat; None means either way.

    `user_rights` and `bot_rights` name the rights that are asked for.
    """

    id: int
    is_channel: bool
    user_rights: frozenset[str] | None
    bot_rights: frozenset[str] | None
    bot_is_member: bool
    wants_title: bool
    is_forum: bool | None = None
    has_username: bool | None = None
    is_created: bool = False

    def offers(self, chat: GroupChat | Channel, standing: Standing, bot: Standing) -> bool:
        """Whether Telegram would offer the chat to a person with that standing in it.

        Their client also adds the bot where it is missing and gives it the rights asked for, if the person may do so.
        """
        if isinstance(chat, Channel) is not self.is_channel:
            return False
        if self.is_forum not in (None, isinstance(chat, GroupChat) and chat.forum):
            return False
        if self.has_username not in (None, isinstance(chat, Channel) and chat.username is not None):
            return False
        if standing.status not in ({"creator"} if self.is_created else {"creator", "administrator", "member"}):
            return False
        needed = self.user_rights or frozenset()
        if self.lacking(bot):
            needed |= {"can_promote_members"}
        return all(standing.may(right) for right in needed)

    def lacking(self, bot: Standing) -> frozenset[str]:
        """The rights that the bot must be given first."""
        return frozenset(right for right in self.bot_rights or () if not bot.may(right))

    def brings(self, bot: Standing) -> bool:
        """Whether the bot must be brought in as a mere member first."""
        return self.bot_is_member and bot.status not in IN_CHAT


class ReplyButton(NamedTuple):
    """A button of a reply keyboard: its text is sent, or a chat is picked."""

    text: str
    request: ChatRequest | None = None


ReplyKeyboard = tuple[tuple[ReplyButton, ...], ...]


class KeyboardStyle(NamedTuple):
    """How a reply keyboard is shown, and the words in the empty field above it."""

    resized: bool = False
    one_time: bool = False
    persistent: bool = False
    placeholder: str = ""


def read_reply_keyboard(parameters: Json, chat: Chat) -> ReplyKeyboard:
    """The reply keyboard of a message to send; empty where it has none. Raises Refusal where Telegram would."""
    markup = parameters.get("reply_markup") or {}
    if isinstance(chat, Channel):
        refuse_keys(parameters)
    rows = markup.get("keyboard") or []
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise Refusal(400, 'Bad Request: field "keyboard" must be an Array of Arrays')
    return tuple(tuple(_button(each, chat) for each in row) for row in rows)


def refuse_keys(parameters: Json) -> None:
    """Raise Refusal for a reply keyboard in a request for which Telegram takes only buttons under the message."""
    if (parameters.get("reply_markup") or {}).keys() & {"keyboard", "remove_keyboard", "force_reply"}:
        raise Refusal(400, "Bad Request: inline keyboard expected")


def read_style(parameters: Json) -> KeyboardStyle:
    """The style of the reply keyboard of a message to send."""
    markup = parameters.get("reply_markup") or {}
    resized, one_time = bool(markup.get("resize_keyboard")), bool(markup.get("one_time_keyboard"))
    placeholder = markup.get("input_field_placeholder") or ""
    return KeyboardStyle(resized, one_time, bool(markup.get("is_persistent")), placeholder)


def removes_keyboard(parameters: Json) -> bool:
    """Whether a message takes the reply keyboard away."""
    return (parameters.get("reply_markup") or {}).get("remove_keyboard") is True


def shared(request_id: int, chat: Chat | int, with_title: bool) -> Json:
    """The ChatShared of a message that tells which chat a person picked; a forged one may name no real chat."""
    if isinstance(chat, int):
        return {"request_id": request_id, "chat_id": chat}
    title = {} if isinstance(chat, Person) or not with_title else {"title": chat.title}
    return {"request_id": request_id, "chat_id": chat.id, **title}


def _button(given: Any, chat: Chat) -> ReplyButton:
    if isinstance(given, str):
        return ReplyButton(given)
    text, wanted = given.get("text") or "", given.get("request_chat")
    if not text.strip():
        raise Refusal(400, "Bad Request: keyboard button text must be non-empty")
    if wanted is None:
        return ReplyButton(text)
    if not isinstance(chat, Person):
        raise Refusal(400, "Bad Request: chats can be requested in private chats only")
    return ReplyButton(text, _request(wanted))


def _request(given: Json) -> ChatRequest:
    number, is_channel = given.get("request_id"), bool(given.get("chat_is_channel"))
    if not isinstance(number, int) or abs(number) > MAX_REQUEST_ID:
        raise Refusal(400, "Bad Request: can't parse keyboard button: Can't find field \"request_id\"")
    user, bot = (_rights(given.get(f"{whose}_administrator_rights"), is_channel) for whose in ("user", "bot"))
    if user is not None and not user:
        raise Refusal(400, "Bad Request: ADMIN_RIGHTS_EMPTY")
    if (bot or frozenset()) - (user or frozenset()):
        # The documentation demands a subset and does not give Telegram's words for the refusal: these are our own.
        raise Refusal(400, "Bad Request: bot administrator rights must be a subset of user administrator rights")
    return ChatRequest(
        number,
        is_channel,
        user,
        bot,
        bool(given.get("bot_is_member")),
        bool(given.get("request_title")),
        given.get("chat_is_forum"),
        given.get("chat_has_username"),
        bool(given.get("chat_is_created")),
    )


def _rights(given: Json | None, is_channel: bool) -> frozenset[str] | None:
    """The rights asked for that exist in such a chat; any of them includes the right to manage the chat."""
    if given is None:
        return None
    asked = {right for right in RIGHTS_OF_KIND["channel" if is_channel else "supergroup"] if given.get(right)}
    asked -= {"is_anonymous"} if is_channel else set()
    return frozenset(asked | {"can_manage_chat"} if asked else asked)
