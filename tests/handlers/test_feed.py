"""/feed on the bench: where an address is shown, what its buttons do, and what an instance without one says."""

import re

import pytest

from bot.core.commands import Where, menu
from bot.core.public_address import read_public_address
from bot.messages.message import Message, visible
from tests.handlers.bench import CHATS, Bench
from tests.support.examples import NOW

PERSON, GROUP = CHATS["private"], CHATS["supergroup"]
ADDRESS = re.compile(r"https://guetteur\.example\.org/feed/([A-Za-z0-9_-]{32})\.(atom|ics)")


@pytest.fixture(autouse=True)
def at_work(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.take_spies_away(monkeypatch)
    bench.public = read_public_address("https://guetteur.example.org")


def tokens(message: Message) -> set[str]:
    found = ADDRESS.findall(visible(message.html))
    assert {form for _, form in found} in (set(), {"atom", "ics"})
    return {token for token, _ in found}


def buttons(message: Message) -> list[str | None]:
    return [each.callback for row in message.buttons for each in row]


async def press(bench: Bench, data: str) -> Message:
    _, courier = await bench.press(data, "private", "creator")
    return courier.said[-1]


async def test_a_feed_is_opened_shown_again_renewed_and_closed(bench: Bench) -> None:
    (offer,) = (await bench.command("/feed", "private", "creator")).said
    assert (tokens(offer), buttons(offer)) == (set(), ["feed:open"])
    assert await bench.store.feeds.token_of(PERSON) is None
    opened = await press(bench, "feed:open")
    assert buttons(opened) == ["feed:new", "feed:close"]
    assert tokens(await press(bench, "feed:open")) == tokens(opened)
    (again,) = (await bench.command("/flux", "private", "creator")).said
    assert tokens(again) == tokens(opened) == {await bench.store.feeds.token_of(PERSON)}
    renewed = await press(bench, "feed:new")
    assert tokens(renewed) == {await bench.store.feeds.token_of(PERSON)}
    assert tokens(renewed) != tokens(opened)
    assert buttons(await press(bench, "feed:close")) == ["feed:open"]
    assert await bench.store.feeds.token_of(PERSON) is None


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
async def test_where_others_read_no_address_is_shown_nor_made(bench: Bench, kind: str) -> None:
    await bench.store.feeds.open(CHATS[kind], NOW)
    (said,) = (await bench.command("/feed", kind, "administrator")).texts
    assert "/canal" in said
    assert not ADDRESS.search(said)
    token = await bench.store.feeds.token_of(CHATS[kind])
    telegram, courier = await bench.press("feed:new", kind, "administrator")
    assert (courier.said, len(telegram.notices)) == ([], 1)
    assert await bench.store.feeds.token_of(CHATS[kind]) == token


async def test_the_feed_of_a_group_is_opened_in_private_by_who_commands_it_from_there(bench: Bench) -> None:
    _, courier = await bench.press(f"feed:open@{GROUP}", "supergroup", "administrator", in_private=True)
    assert tokens(courier.said[-1]) == {await bench.store.feeds.token_of(GROUP)}
    assert buttons(courier.said[-1]) == [f"feed:new@{GROUP}", f"feed:close@{GROUP}"]
    assert await bench.store.feeds.token_of(PERSON) is None


async def test_a_forged_button_opens_nothing(bench: Bench) -> None:
    telegram, courier = await bench.press("feed:everything", "private", "creator")
    assert (courier.said, len(telegram.notices)) == ([], 1)
    assert await bench.store.feeds.token_of(PERSON) is None


async def test_a_chat_that_was_forgotten_can_open_a_feed_with_the_button_that_it_still_has(bench: Bench) -> None:
    before = tokens(await press(bench, "feed:open"))
    await bench.store.chats.forget(PERSON)
    after = tokens(await press(bench, "feed:new"))
    assert after == {await bench.store.feeds.token_of(PERSON)} != before
    await bench.store.chats.forget(PERSON)
    assert buttons(await press(bench, "feed:close")) == ["feed:open"]


@pytest.mark.parametrize(("language", "words"), [("fr", "l’adresse secrète des flux"), ("en", "the secret address")])
async def test_what_is_stored_of_a_chat_names_the_address(bench: Bench, language: str, words: str) -> None:
    await bench.store.chats.speak(PERSON, language)
    (said,) = (await bench.command("/privacy", "private", "creator")).texts
    assert words in said


async def test_an_instance_without_a_public_address_says_so_and_has_the_command_in_no_menu(bench: Bench) -> None:
    bench.public = None
    (said,) = (await bench.command("/flux", "private", "creator")).said
    assert "pas d’adresse publique" in visible(said.html)
    assert said.buttons == ()
    assert "/flux" not in (await bench.command("/aide", "private", "creator")).texts[0]
    telegram, courier = await bench.press("feed:open", "private", "creator")
    assert (courier.said, len(telegram.notices)) == ([], 1)
    for has_one in (False, True):
        shown = {each.name for where in Where for each in menu(where, True, has_one)}
        assert ("feed" in shown) is has_one
