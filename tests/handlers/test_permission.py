"""Every command and button, every kind of person and every kind of chat, through the handlers that the library is given."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from telegram import (
    Chat,
)

import handlers
from bot.core.command_text import slashed
from bot.core.commands import COMMANDS, Who
from bot.core.preferences import Preferences
from bot.core.rights import Matter
from bot.messages import keyboards
from handlers.common.permission import Order
from tests.handlers.bench import (
    ADMINISTRATORS,
    CHATS,
    FOLLOW,
    MEMBERS,
    NEEDS,
    OPERATOR,
    PEOPLE,
    POSTERS,
    READ,
    SETTINGS,
    Bench,
)
from tests.support.examples import ID, NOW

COMMANDS_NEED = {
    "/start": READ,
    "/start qan17-4321": FOLLOW,  # as who adds the bot to a group by the link of a question
    "/start help": READ,
    "/help": READ,
    "/follow 4321": FOLLOW,
    "/Suivre 4321": FOLLOW,
    "/unfollow 4321": FOLLOW,
    "/Arrêter 4321": FOLLOW,
    "/watch digues": FOLLOW,
    "/veille digues": FOLLOW,
    "/watches": READ,
    "/list": READ,
    "/status 4321": READ,
    "/état 4321": READ,
    "/search digues": READ,
    "/figures": READ,
    "/overdue": READ,
    "/retards santé": READ,
    "/export csv": READ,
    "/chercher digues": READ,
    "/settings": READ,
    "/settings alertes": READ,
    "/réglages langue anglais": SETTINGS,
    "/settings carottes": READ,  # nothing that is understood: suggestions
    "/settings resume quotidien": SETTINGS,
    "/export": READ,
    "/feed": FOLLOW,
    "/channel": READ,
    "/privacy": READ,
    "/forget": SETTINGS,
}
"""The commands, and the right that each needs. A person who writes in a chat may read there."""

RIGHTS_OF = {Who.ALL: Matter.READING, Who.FOLLOWERS: Matter.FOLLOWS, Who.ADMINISTRATORS: Matter.SETTINGS}
"""The people to whom Telegram's menu shows a command, and the right that it needs whatever its argument."""

RANKS = "creator", "administrator without posting", "member", "left"
"""People who differ in what they may do, see `allowed`."""


def by_person(needs: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Each text, its right and a person: each text with one person of every rank, one of each right with everybody.

    What a person may do is worked out from the right alone, whichever text needs it.
    """
    first = {right: text for text, right in reversed(needs.items())}
    for text, right in needs.items():
        for person in PEOPLE if text == first[right] else RANKS:
            yield text, right, person


def allowed(right: str, chat: str, everybody: bool) -> set[str]:
    """Who may, by hand."""
    if right == OPERATOR:
        return set()  # this chat is not the operator's
    if chat == "private":
        return set(PEOPLE)
    if chat == "channel":
        return POSTERS
    if right == SETTINGS or (right == FOLLOW and not everybody):
        return ADMINISTRATORS
    return MEMBERS


def test_every_verb_is_in_the_table_of_this_test() -> None:
    assert {data.partition(":")[0] for data in NEEDS} == set(handlers.BUTTONS)
    verbs = {value for name, value in vars(keyboards).items() if name.isupper() and isinstance(value, str)}
    choices = {keyboards.YES, keyboards.NO, keyboards.LEAVE, keyboards.PICK}
    choices |= {keyboards.FEED_OPEN, keyboards.FEED_NEW, keyboards.FEED_CLOSE}
    assert verbs - choices <= set(handlers.BUTTONS)


@pytest.mark.parametrize("everybody", [False, True])
@pytest.mark.parametrize("kind", CHATS)
async def test_a_press_reaches_its_handler_for_those_alone_who_may_and_nothing_is_sent_for_others(
    bench: Bench, kind: str, everybody: bool
) -> None:
    await bench.store.preferences.change(CHATS[kind], NOW, lambda old: Preferences(everybody=everybody))
    for data, right, person in by_person(NEEDS):
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
    for data, right, person in by_person(about):
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
    led, _ = await bench.press("text:an17-4321", "channel", person)
    assert led.notices[0]["url"].endswith("?start=tan17-4321")


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
    for text, right, person in by_person(COMMANDS_NEED):
        bench.reached.clear()
        courier = await bench.command(text, kind, person)
        # Telegram lets those alone post in a channel who may, and those alone write in a group who read it.
        may = right == READ or kind == "channel" or person in allowed(right, kind, everybody)
        assert bench.reached == [text] * may, (text, kind, person)
        assert courier.replies == [CHATS[kind]] * (not may), (text, kind, person)


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_a_person_who_speaks_as_another_channel_changes_nothing_and_as_the_group_everything(
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


async def test_a_command_in_a_group_that_has_become_a_supergroup_is_carried_out_there(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.take_spies_away(monkeypatch)
    await bench.store.follows.follow(CHATS["group"], ID, False, NOW)
    courier = await bench.command("/unfollow 17-4321", "group", "administrator", moved_to=CHATS["supergroup"])
    assert await bench.store.follows.ids(CHATS["supergroup"]) == set()
    assert courier.replies == [CHATS["supergroup"]]
