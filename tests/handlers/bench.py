"""The handlers on a bench: every button and command of the router, with a Telegram that says who somebody is."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest
from telegram import (
    CallbackQuery,
    Chat,
    Document,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    MessageEntity,
    Update,
    User,
)
from telegram.error import BadRequest, ChatMigrated
from telegram.ext import ApplicationHandlerStop

import handlers
from bot.core.alternatives import Alternative
from bot.core.public_address import PublicAddress
from bot.core.question import QuestionId
from bot.core.reference import Reading
from bot.core.resolution import Found, Resolution
from bot.core.throttle import Throttle
from bot.messages.message import Message as Text
from bot.messages.message import visible
from handlers.common.permission import Order, Worded
from handlers.common.request import Request
from handlers.common.services import Services
from handlers.spelling import SpelledCommand
from storage import Store
from tests.support.examples import ID, NOW

READ, FOLLOW, SETTINGS, OPERATOR = "read", "follow", "settings", "operator"
NEEDS = {
    "follow:an17-4321": FOLLOW,
    "follow-as:12+432": FOLLOW,
    "status-as:12+432": READ,
    "unfollow-as:12+432": FOLLOW,
    "show-as:12+432": READ,
    "also:an17-4321": FOLLOW,
    "swap:an17-4321:an16-4321": FOLLOW,
    "other:an17-4321:an16-4321": FOLLOW,
    "see:an17-4321": READ,
    "card:an17-4321": READ,
    "find:first": READ,
    "find-as:PA721764": READ,
    "figures:all": READ,
    "figures-as:PA721764": READ,
    "overdue:list": READ,
    "overdue-as:PA721764": READ,
    "table:list": READ,
    "all:": FOLLOW,
    "life:an17-4321": READ,
    "alike:an17-4321": READ,
    "alike-page:an17-4321:2": READ,
    "alike-all:an17-4321": FOLLOW,
    "unfollow:an17-4321": FOLLOW,
    "stop:an17-4321": FOLLOW,
    "text:an17-4321": READ,
    "chase:an17-4321": READ,
    "list:1": READ,
    "feed:open": FOLLOW,
    "feed:new": FOLLOW,
    "feed:close": FOLLOW,
    "forget:yes": SETTINGS,
    "forget:no": SETTINGS,
    "mute:an17-4321": FOLLOW,
    "unmute:an17-4321": FOLLOW,
    "quiet:1": FOLLOW,
    "unquiet:1": FOLLOW,
    "watch:0.nae.c.start": FOLLOW,
    "watch-as:PA721764": FOLLOW,
    "watch:0.nae.c.+hôpital": FOLLOW,
    "watch:1.nae.c.-hôpital": FOLLOW,
    "watch-example:1": FOLLOW,
    "watch-open:1": FOLLOW,
    "watch-pause:1": FOLLOW,
    "watch-resume:1": FOLLOW,
    "watch-stop:1": FOLLOW,
    "watches:1": READ,
    "chat:leave": READ,
    "set:when:daily": SETTINGS,
    "import:follows": FOLLOW,
    "import:all": SETTINGS,
    "import:no": FOLLOW,
    "announce:1": OPERATOR,
    "announce-drop:1": OPERATOR,
    "announce-stop:1": OPERATOR,
}
"""The data that a press can carry, and the right that it needs."""

PEOPLE: dict[str, dict[str, Any] | None] = {
    "creator": {"status": "creator"},
    "administrator": {"status": "administrator", "can_post_messages": True},
    "administrator without posting": {"status": "administrator", "can_post_messages": False},
    "anonymous administrator": {"status": "administrator", "is_anonymous": True, "can_post_messages": True},
    "member": {"status": "member"},
    "restricted, there": {"status": "restricted", "is_member": True, "can_send_messages": False},
    "restricted, gone": {"status": "restricted", "is_member": False},
    "left": {"status": "left"},
    "banned": {"status": "kicked"},
    "stranger": None,
}
"""Telegram's answer for each kind of person; it knows nothing of a stranger."""

POSTERS = {"creator", "administrator", "anonymous administrator"}
ADMINISTRATORS = POSTERS | {"administrator without posting"}
MEMBERS = ADMINISTRATORS | {"member", "restricted, there"}
CHATS = {"private": 1001, "group": -600, "supergroup": -100600, "channel": -100700}
PRESSER = User(1001, "Camille", is_bot=False, language_code="fr")


class Telegram:
    """The bot at Telegram, as far as a press needs it; all that it was asked to do is remembered."""

    id, username, supports_inline_queries = 7, "guetteur_bot", False

    def __init__(self, kind: str, presser: dict[str, Any] | None, moved_to: int | None = None) -> None:
        self._kind, self._presser, self._moved_to = kind, presser, moved_to
        self.notices: list[dict[str, Any]] = []
        self.asked: list[str] = []

    async def do_api_request(self, method: str, api_kwargs: dict[str, Any], **_: Any) -> Any:
        self.asked.append(method)
        if method == "getChat":
            return {"type": self._kind, "title": "Digues"}
        if method in ("deleteMessage", "editMessageText", "editMessageReplyMarkup"):
            return True
        if api_kwargs["user_id"] == self.id:
            return PEOPLE["administrator"]
        if self._moved_to not in (None, api_kwargs["chat_id"]):
            raise ChatMigrated(self._moved_to)
        if self._presser is None:
            raise BadRequest("PARTICIPANT_ID_INVALID")
        return self._presser

    async def answer_callback_query(self, callback_query_id: str, text: str | None = None, **more: Any) -> bool:
        self.notices.append({"text": text, **more})
        return True


class RecordingCourier:
    """A courier that sends nothing, and remembers its replies: their chats, and what they say."""

    def __init__(self) -> None:
        self.replies: list[int] = []
        self.said: list[Text] = []

    async def reply(self, chat: int, message: Text, *_: Any, **__: Any) -> bool:
        self.replies.append(chat)
        self.said.append(message)
        return True

    @property
    def texts(self) -> list[str]:
        """What a person sees of the replies."""
        return [visible(each.html) for each in self.said]

    def wake(self) -> None: ...

    def reconsider(self, _chat: int) -> None: ...

    def reconsider_all(self) -> None: ...


class KnownQuestion:
    """A resolver that finds the question of the store, and sources that all answer."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def find(self, _reading: Reading) -> Resolution:
        observation = await self._store.observations.of(ID)
        assert observation is not None
        return Found(observation)

    async def alternatives(self, _question: QuestionId) -> tuple[Alternative, ...]:
        return ()

    def stale(self, *_: object) -> dict[str, datetime]:
        return {}

    stale_of = stale


class Bench:
    """The router with a spy in the place of each handler."""

    def __init__(self, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        self.store, self.reached = store, list[str]()

        async def spy(request: Request) -> None:
            pressed = request.update.callback_query
            self.reached.append(str(pressed.data if pressed else request.message and request.message.text))

        def watched(asked: Order | Worded) -> Order | Worded:
            async def read(request: Request) -> Order:
                return replace(await asked.read(request), handle=spy)

            return replace(asked, handle=spy) if isinstance(asked, Order) else Worded(read)

        spied = {verb: replace(press, handle=spy) for verb, press in handlers.BUTTONS.items()}
        monkeypatch.setattr(handlers, "BUTTONS", spied)
        monkeypatch.setattr(handlers, "HANDLERS", {name: watched(each) for name, each in handlers.HANDLERS.items()})
        monkeypatch.setattr(
            handlers, "OPERATOR_HANDLERS", {name: watched(each) for name, each in handlers.OPERATOR_HANDLERS.items()}
        )
        monkeypatch.setattr(handlers, "FILE", replace(handlers.FILE, handle=spy))
        self._handlers = handlers.all_handlers()
        self._operator: int | None = None
        self.public: PublicAddress | None = None
        self.resolver: Any = KnownQuestion(store)

    def operate_from(self, chat: int) -> None:
        """Let this be the operator's chat."""
        self._operator, self._handlers = chat, handlers.all_handlers(chat)

    async def command(
        self, text: str, kind: str, person: str, speaks_as: Chat | None = None, moved_to: int | None = None
    ) -> RecordingCourier:
        """A command that is written in a chat, by a person or by somebody who speaks as a channel."""
        telegram, chat = Telegram(kind, PEOPLE[person], moved_to), Chat(CHATS[kind], kind)
        slash = [MessageEntity(MessageEntity.BOT_COMMAND, 0, len(text.partition(" ")[0]))] * (
            text.isascii() and text.startswith("/")
        )
        written = Message(5, NOW, chat, from_user=PRESSER, sender_chat=speaks_as, text=text, entities=slash)
        return await self._write(written, telegram)

    async def send_file(self, kind: str, person: str) -> RecordingCourier:
        """A file that may be one of /export."""
        telegram, chat = Telegram(kind, PEOPLE[person]), Chat(CHATS[kind], kind)
        document = Document("1", "1", file_name="guetteur.json")
        return await self._write(Message(5, NOW, chat, from_user=PRESSER, document=document), telegram)

    async def _write(self, written: Message, telegram: Telegram) -> RecordingCourier:
        written.set_bot(cast(Any, telegram))
        is_post = written.chat.type == Chat.CHANNEL
        update = Update(1, channel_post=written) if is_post else Update(1, message=written)
        courier = RecordingCourier()
        await self._take(update, telegram, courier)
        return courier

    async def press(
        self, data: str, kind: str, person: str, in_private: bool = False, code: str = "", thread: int | None = None
    ) -> tuple[Telegram, RecordingCourier]:
        """A press by a client of one's own, on a message that has no such button; it may show a piece of code."""
        telegram, courier = Telegram(kind, PEOPLE[person]), RecordingCourier()
        chat = Chat(CHATS["private"], "private") if in_private else Chat(CHATS[kind], kind)
        keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("🔗", url="https://example.org")]])
        shown = Message(
            5,
            NOW,
            chat,
            text=code or "✅ Réponse publiée",
            entities=[MessageEntity(MessageEntity.CODE, 0, len(code))] if code else [],
            reply_markup=keyboard,
            message_thread_id=thread,
            is_topic_message=thread is not None,
        )
        query = CallbackQuery("1", PRESSER, "1", message=shown, data=data)
        query.set_bot(cast(Any, telegram))
        await self._take(Update(1, callback_query=query), telegram, courier)
        return telegram, courier

    async def _take(self, update: Update, telegram: Telegram, courier: RecordingCourier) -> None:
        services = Services(
            self.store,
            self.resolver,
            cast(Any, courier),
            cast(Any, KnownQuestion(self.store)),
            lambda: NOW,
            set(),
            500,
            commands=Throttle(1),
            presses=Throttle(1),
            queries=Throttle(1),
            strangers=Throttle(1),
            operator=self._operator,
            counts=self.store.counts.read,
            public=self.public,
        )
        context = cast(Any, SimpleNamespace(services=services, bot=telegram, given=None))
        meant = ((each, check) for each in self._handlers if (check := each.check_update(update)))
        handler, check = next(meant, (None, None))
        if handler is None:
            return  # as the library does
        if isinstance(handler, SpelledCommand):
            handler.collect_additional_context(context, update, cast(Any, None), check)
        with suppress(ApplicationHandlerStop):
            await handler.callback(update, context)

    def take_spies_away(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let the handlers themselves be reached."""
        monkeypatch.undo()
        self._handlers = handlers.all_handlers(self._operator)
