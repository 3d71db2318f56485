"""Which messages about a question begin or continue its thread, of those that commands and buttons show."""

from dataclasses import replace
from datetime import date

import pytest

from bot.core.source import Source
from bot.core.validators import Validators
from bot.messages.alerts import whole_text
from bot.messages.card import card
from bot.messages.message import LIMIT
from tests.handlers.bench import CHATS, PRESSER, Bench
from tests.messages.reading import FR
from tests.support.examples import ANSWER, ID, NOW, WAITING, answered, observation

SHOWN = 5
"""The number of the message with the pressed button."""

SUPERGROUP, TOPIC = CHATS["supergroup"], 9


@pytest.fixture(autouse=True)
async def known(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.take_spies_away(monkeypatch)
    await bench.store.checks.record_reading(WAITING, Source.ASSEMBLEE, Validators(), 1, NOW, NOW)


async def test_the_message_whose_button_follows_begins_the_thread_in_its_topic(bench: Bench) -> None:
    await bench.press("follow:an17-4321", "supergroup", "administrator", thread=TOPIC)
    assert await bench.store.last_messages.of(SUPERGROUP, ID, TOPIC) == SHOWN
    assert await bench.store.last_messages.of(SUPERGROUP, ID, None) is None


async def test_a_second_tap_on_an_old_message_does_not_take_the_thread_back_to_it(bench: Bench) -> None:
    await bench.store.follows.follow(PRESSER.id, ID, False, NOW)
    await bench.press("follow:an17-4321", "private", "member")
    assert await bench.store.last_messages.of(PRESSER.id, ID, None) is None


async def test_what_a_person_follows_for_a_channel_begins_no_thread_in_private(bench: Bench) -> None:
    await bench.press(f"follow:an17-4321@{CHATS['channel']}", "channel", "administrator", in_private=True)
    assert await bench.store.follows.ids(CHATS["channel"]) == {ID}
    for chat in (PRESSER.id, CHATS["channel"]):
        assert await bench.store.last_messages.of(chat, ID, None) is None


async def test_the_reply_to_a_follow_belongs_to_the_thread_of_its_question(bench: Bench) -> None:
    said = (await bench.command("/follow 4321", "private", "member")).said
    assert [each.question for each in said] == [ID]


@pytest.mark.parametrize("verb", ["chase", "life"])
async def test_a_letter_and_a_life_belong_to_the_thread_of_their_question(bench: Bench, verb: str) -> None:
    late = replace(WAITING, asked=date(2026, 6, 30))
    await bench.store.checks.record_reading(late, Source.ASSEMBLEE, Validators(), 1, NOW, NOW)
    _, courier = await bench.press(f"{verb}:{ID}", "private", "member")
    assert [each.question for each in courier.said] == [ID]


@pytest.mark.parametrize("followed", [True, False])
def test_a_card_belongs_to_a_thread_where_its_question_is_followed(followed: bool) -> None:
    assert card(FR, observation(WAITING), NOW, followed).question == (ID if followed else None)


def test_of_a_text_in_several_messages_the_first_stands_for_all() -> None:
    long = replace(answered(), answer=replace(ANSWER, text="digue " * LIMIT))
    assert [each.question for each in whole_text(FR, long)][:3] == [ID, None, None]
    assert [each.question for each in whole_text(FR, answered())] == [ID]
