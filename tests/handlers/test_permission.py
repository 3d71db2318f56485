"""Every command and button x every kind of person x every kind of chat, through the handlers that the library is given."""

import re
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from itertools import product
from pathlib import Path
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
from telegram.error import BadRequest
from telegram.ext import ApplicationHandlerStop

import handlers
from bot.core.alternatives import Alternative
from bot.core.chat import Chat as Place
from bot.core.command_text import slashed
from bot.core.commands import COMMANDS, Who
from bot.core.preferences import Preferences
from bot.core.question import QuestionId, Source
from bot.core.reference import Reading
from bot.core.resolution import Found, Resolution
from bot.core.rights import Matter
from bot.core.throttle import Throttle
from bot.core.validators import Validators
from bot.messages import keyboards
from handlers.common.permission import Order, Worded
from handlers.common.request import Request
from handlers.common.services import Services
from handlers.spelling import SpelledCommand
from storage import Store
from tests.support.examples import ID, NOW, WAITING
from tests.support.stores import new_store

READ, FOLLOW, SETTINGS = "read", "follow", "settings"
NEEDS = {
    "follow:17-4321": FOLLOW,
    "follow-as:12+432": FOLLOW,
    "status-as:12+432": READ,
    "unfollow-as:12+432": FOLLOW,
    "show-as:12+432": READ,
    "also:17-4321": FOLLOW,
    "swap:17-4321:16-4321": FOLLOW,
    "other:17-4321:16-4321": FOLLOW,
    "see:17-4321": READ,
    "all:": FOLLOW,
    "unfollow:17-4321": FOLLOW,
    "stop:17-4321": FOLLOW,
    "text:17-4321": READ,
    "list:1": READ,
    "forget:yes": SETTINGS,
    "forget:no": SETTINGS,
    "mute:17-4321": FOLLOW,
    "unmute:17-4321": FOLLOW,
    "chat:leave": READ,
    "set:when:daily": SETTINGS,
    "import:follows": FOLLOW,
    "import:all": SETTINGS,
    "import:no": FOLLOW,
}
"""What a press can carry, and the right that it needs."""

COMMANDS_NEED = {
    "/start": READ,
    "/start q17-4321": FOLLOW,  # as who adds the bot to a group by the link of a question
    "/start help": READ,
    "/help": READ,
    "/follow 4321": FOLLOW,
    "/Suivre 4321": FOLLOW,
    "/unfollow 4321": FOLLOW,
    "/Arrêter 4321": FOLLOW,
    "/list": READ,
    "/status 4321": READ,
    "/état 4321": READ,
    "/settings": READ,
    "/settings alertes": READ,
    "/réglages langue anglais": SETTINGS,
    "/settings carottes": READ,  # nothing that is understood: suggestions
    "/settings resume quotidien": SETTINGS,
    "/export": READ,
    "/channel": READ,
    "/privacy": READ,
    "/forget": SETTINGS,
}
"""What can be commanded, and the right that it needs. Who writes in a chat reads along there."""

RIGHTS_OF = {Who.ALL: Matter.READING, Who.FOLLOWERS: Matter.FOLLOWS, Who.ADMINISTRATORS: Matter.SETTINGS}
"""To whom Telegram's menu shows a command, and the right that it needs whatever is said."""

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
"""What Telegram says of each; of a stranger that there is none."""

POSTERS = {"creator", "administrator", "anonymous administrator"}
ADMINISTRATORS = POSTERS | {"administrator without posting"}
MEMBERS = ADMINISTRATORS | {"member", "restricted, there"}
CHATS = {"private": 1001, "group": -600, "supergroup": -100600, "channel": -100700}
PRESSER = User(1001, "Camille", is_bot=False, language_code="fr")


def allowed(right: str, chat: str, everybody: bool) -> set[str]:
    """Who may, by hand."""
    if chat == "private":
        return set(PEOPLE)
    if chat == "channel":
        return POSTERS
    if right == SETTINGS or (right == FOLLOW and not everybody):
        return ADMINISTRATORS
    return MEMBERS


class Telegram:
    """The bot at Telegram, as far as a press needs it; all that it was asked to do is remembered."""

    id, username, supports_inline_queries = 7, "guetteur_bot", False

    def __init__(self, kind: str, presser: dict[str, Any] | None) -> None:
        self._kind, self._presser = kind, presser
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
        if self._presser is None:
            raise BadRequest("PARTICIPANT_ID_INVALID")
        return self._presser

    async def answer_callback_query(self, callback_query_id: str, text: str | None = None, **more: Any) -> bool:
        self.notices.append({"text": text, **more})
        return True


class PermissionCourier:
    """Nothing may be sent for whoever may not."""

    def __init__(self) -> None:
        self.replies: list[int] = []

    async def reply(self, chat: int, *_: Any, **__: Any) -> bool:
        self.replies.append(chat)
        return True

    def wake(self) -> None: ...

    def reconsider(self, _chat: int) -> None: ...


class PermissionHouse:
    """What the handlers ask of the other rooms: the question that the store has, of sources that all answer."""

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


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await new_store(tmp_path / "guetteur.db")
    for kind, chat in CHATS.items():
        await opened.chats.greet(Place(chat, kind, "fr"), NOW)
    yield opened
    await opened.close()


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
        monkeypatch.setattr(handlers, "FILE", replace(handlers.FILE, handle=spy))
        self._handlers = handlers.all_handlers()

    async def command(self, text: str, kind: str, person: str, speaks_as: Chat | None = None) -> PermissionCourier:
        """A command that is written in a chat, by a person or by somebody who speaks as a channel."""
        telegram, chat = Telegram(kind, PEOPLE[person]), Chat(CHATS[kind], kind)
        slash = [MessageEntity(MessageEntity.BOT_COMMAND, 0, len(text.partition(" ")[0]))] * text.isascii()
        written = Message(5, NOW, chat, from_user=PRESSER, sender_chat=speaks_as, text=text, entities=slash)
        return await self._write(written, telegram)

    async def send_file(self, kind: str, person: str) -> PermissionCourier:
        """A file that may be one of /export."""
        telegram, chat = Telegram(kind, PEOPLE[person]), Chat(CHATS[kind], kind)
        document = Document("1", "1", file_name="guetteur.json")
        return await self._write(Message(5, NOW, chat, from_user=PRESSER, document=document), telegram)

    async def _write(self, written: Message, telegram: Telegram) -> PermissionCourier:
        written.set_bot(cast(Any, telegram))
        is_post = written.chat.type == Chat.CHANNEL
        update = Update(1, channel_post=written) if is_post else Update(1, message=written)
        courier = PermissionCourier()
        await self._take(update, telegram, courier)
        return courier

    async def press(
        self, data: str, kind: str, person: str, in_private: bool = False
    ) -> tuple[Telegram, PermissionCourier]:
        """A press by a client of one's own, on a message that has no such button."""
        telegram, courier = Telegram(kind, PEOPLE[person]), PermissionCourier()
        chat = Chat(CHATS["private"], "private") if in_private else Chat(CHATS[kind], kind)
        keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("🔗", url="https://example.org")]])
        shown = Message(5, NOW, chat, text="✅ Réponse publiée", reply_markup=keyboard)
        query = CallbackQuery("1", PRESSER, "1", message=shown, data=data)
        query.set_bot(cast(Any, telegram))
        await self._take(Update(1, callback_query=query), telegram, courier)
        return telegram, courier

    async def _take(self, update: Update, telegram: Telegram, courier: PermissionCourier) -> None:
        services = Services(
            self.store,
            cast(Any, PermissionHouse(self.store)),
            cast(Any, courier),
            cast(Any, PermissionHouse(self.store)),
            lambda: NOW,
            set(),
            500,
            commands=Throttle(1),
            presses=Throttle(1),
            queries=Throttle(1),
            strangers=Throttle(1),
        )
        context = cast(Any, SimpleNamespace(services=services, bot=telegram, given=None))
        handler, check = next((each, check) for each in self._handlers if (check := each.check_update(update)))
        if isinstance(handler, SpelledCommand):
            handler.collect_additional_context(context, update, cast(Any, None), check)
        with suppress(ApplicationHandlerStop):
            await handler.callback(update, context)

    def take_spies_away(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let the handlers themselves be reached."""
        monkeypatch.undo()
        self._handlers = handlers.all_handlers()


@pytest.fixture
def bench(store: Store, monkeypatch: pytest.MonkeyPatch) -> Bench:
    return Bench(store, monkeypatch)


def test_every_verb_is_in_the_table_of_this_test() -> None:
    assert {data.partition(":")[0] for data in NEEDS} == set(handlers.BUTTONS)
    verbs = {value for name, value in vars(keyboards).items() if name.isupper() and isinstance(value, str)}
    assert verbs - {keyboards.YES, keyboards.NO, keyboards.LEAVE, keyboards.PICK} <= set(handlers.BUTTONS)


@pytest.mark.parametrize("everybody", [False, True])
@pytest.mark.parametrize("kind", CHATS)
async def test_a_press_reaches_its_handler_for_those_alone_who_may_and_nothing_is_sent_for_others(
    bench: Bench, kind: str, everybody: bool
) -> None:
    await bench.store.preferences.change(CHATS[kind], NOW, lambda old: Preferences(everybody=everybody))
    for (data, right), person in product(NEEDS.items(), PEOPLE):
        bench.reached.clear()
        telegram, courier = await bench.press(data, kind, person)
        may = person in allowed(right, kind, everybody)
        assert bench.reached == [data] * may, (data, kind, person)
        assert courier.replies == [], (data, kind, person)
        assert len(telegram.notices) == (not may), (data, kind, person)


@pytest.mark.parametrize("everybody", [False, True])
@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
async def test_a_press_in_private_that_is_about_another_chat_asks_for_the_right_there(
    bench: Bench, kind: str, everybody: bool
) -> None:
    await bench.store.preferences.change(CHATS[kind], NOW, lambda old: Preferences(everybody=everybody))
    about = {data: right for data, right in NEEDS.items() if not data.startswith("chat:")}
    for (data, right), person in product(about.items(), PEOPLE):
        bench.reached.clear()
        pressed = f"{data}@{CHATS[kind]}"
        telegram, courier = await bench.press(pressed, kind, person, in_private=True)
        # To command a chat from elsewhere takes the right to follow there, also to be shown something.
        may = person in allowed(right, kind, everybody) & allowed(FOLLOW, kind, everybody)
        assert bench.reached == [pressed] * may, (data, kind, person)
        assert courier.replies == [], (data, kind, person)
        assert len(telegram.notices) == (not may), (data, kind, person)


@pytest.mark.parametrize("person", sorted(set(PEOPLE) - POSTERS))
async def test_a_reader_of_a_channel_is_refused_its_list_and_led_to_a_text_of_their_own(
    bench: Bench, person: str
) -> None:
    refused, _ = await bench.press("list:1", "channel", person)
    assert "seuls ceux qui publient" in refused.notices[0]["text"]
    led, _ = await bench.press("text:17-4321", "channel", person)
    assert led.notices[0]["url"].endswith("?start=t17-4321")


def test_every_command_is_in_the_table_of_this_test_and_needs_what_the_menu_says() -> None:
    given = {slashed(text, "guetteur_bot") for text in COMMANDS_NEED}
    assert {each.command for each in given if each} == set(handlers.HANDLERS)
    needs = {name: each.matter for name, each in handlers.HANDLERS.items() if isinstance(each, Order)}
    assert needs == {each.name: RIGHTS_OF[each.who] for each in COMMANDS if each.name in needs}


@pytest.mark.parametrize("everybody", [False, True])
@pytest.mark.parametrize("kind", CHATS)
async def test_a_command_reaches_its_handler_for_those_alone_who_may_and_others_are_told_why(
    bench: Bench, kind: str, everybody: bool
) -> None:
    await bench.store.preferences.change(CHATS[kind], NOW, lambda old: Preferences(everybody=everybody))
    for (text, right), person in product(COMMANDS_NEED.items(), PEOPLE):
        bench.reached.clear()
        courier = await bench.command(text, kind, person)
        # Telegram lets those alone post in a channel who may, and those alone write in a group who read it.
        may = right == READ or kind == "channel" or person in allowed(right, kind, everybody)
        assert bench.reached == [text] * may, (text, kind, person)
        assert courier.replies == [CHATS[kind]] * (not may), (text, kind, person)


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_who_speaks_as_another_channel_changes_nothing_and_who_speaks_as_the_group_everything(
    bench: Bench, kind: str
) -> None:
    await bench.store.preferences.change(CHATS[kind], NOW, lambda old: Preferences(everybody=True))
    for text, right in COMMANDS_NEED.items():
        for speaks_as, may in ((Chat(-100999, "channel"), right == READ), (Chat(CHATS[kind], kind), True)):
            bench.reached.clear()
            courier = await bench.command(text, kind, "stranger", speaks_as)
            assert bench.reached == [text] * may, (text, speaks_as)
            assert courier.replies == [CHATS[kind]] * (not may), (text, speaks_as)


@pytest.mark.parametrize("everybody", [False, True])
@pytest.mark.parametrize("kind", CHATS)
async def test_a_file_is_looked_at_for_those_who_may_follow_and_nothing_is_said_to_others(
    bench: Bench, kind: str, everybody: bool
) -> None:
    await bench.store.preferences.change(CHATS[kind], NOW, lambda old: Preferences(everybody=everybody))
    for person in PEOPLE:
        bench.reached.clear()
        courier = await bench.send_file(kind, person)
        may = kind == "channel" or person in allowed(FOLLOW, kind, everybody)
        assert len(bench.reached) == may, (kind, person)
        assert courier.replies == [], (kind, person)


def test_no_module_but_the_one_that_asks_for_rights_begins_a_request_of_its_own() -> None:
    """Those beside it show nothing: an unknown word or button, and the bot's own comings and goings."""
    folder = Path(handlers.__file__).parent
    beginning = {path.stem for path in folder.rglob("*.py") if re.search(r"\bbegin\(", path.read_text())}
    assert beginning == {"begin", "permission", "fallback", "membership"}


@pytest.mark.parametrize("data", NEEDS)
async def test_each_press_and_each_second_tap_is_answered_once(
    bench: Bench, data: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A button that is not answered turns for a minute, and looks broken."""
    bench.take_spies_away(monkeypatch)
    await bench.store.checks.record_reading(WAITING, Source.ASSEMBLEE, Validators(), 1, NOW, NOW)
    for _ in range(2):
        telegram, _ = await bench.press(data, "private", "member")
        assert len(telegram.notices) == 1, data


async def test_a_second_tap_changes_nothing_and_says_so(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.take_spies_away(monkeypatch)
    await bench.store.checks.record_reading(WAITING, Source.ASSEMBLEE, Validators(), 1, NOW, NOW)
    said = []
    for data in ("follow:17-4321", "follow:17-4321", "unfollow:17-4321", "unfollow:17-4321"):
        telegram, _ = await bench.press(data, "private", "member")
        said.append((telegram.notices[0]["text"], await bench.store.follows.ids(PRESSER.id)))
    (first, here), (again, still), (left, gone), (nothing, still_gone) = said
    assert (here, still, gone, still_gone) == ({ID}, {ID}, set(), set())
    assert len({first, again, left, nothing}) == 4, said


async def test_who_speaks_for_themselves_again_is_told_so_once_though_they_tap_twice(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.take_spies_away(monkeypatch)
    await bench.store.delegations.choose(PRESSER.id, CHATS["channel"])
    replies = [(await bench.press("chat:leave", "private", "member"))[1].replies for _ in range(2)]
    assert replies == [[PRESSER.id], []]
    assert await bench.store.delegations.of(PRESSER.id) is None
