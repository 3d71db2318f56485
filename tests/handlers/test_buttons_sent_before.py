"""Buttons and links that were sent while there was one chamber, whose data name a question as 17-4321."""

import re

import pytest

from bot.core.addresses import letter_wanted, started_with, text_wanted
from bot.core.chambers.senat import SENAT
from bot.core.paging import AfterNamed, place_in
from bot.core.question import QuestionId
from bot.core.source import Source
from bot.core.validators import Validators
from bot.messages.fr import SENTENCES
from bot.messages.keyboards import addressed
from bot.messages.message import Button
from tests.handlers.bench import NEEDS, Bench
from tests.handlers.test_watch import Screen
from tests.support.examples import ID, NOW, answered

SENT_BEFORE = {data: re.sub(r"\ban(?=1[67]-)", "", data) for data in NEEDS if ":an1" in data}
STALE = SENTENCES["toast-stale"]
LONGEST = QuestionId(SENAT, 202507, 35636, "QE")


@pytest.fixture
async def screen(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Screen:
    bench.take_spies_away(monkeypatch)
    await bench.store.checks.record_reading(answered(), Source.ASSEMBLEE, Validators(), 1, NOW, NOW)
    return Screen(bench)


def test_every_verb_that_names_a_question_is_tried() -> None:
    assert len(SENT_BEFORE) == sum("4321" in data for data in NEEDS) > 15
    assert all(before != now for now, before in SENT_BEFORE.items())


@pytest.mark.parametrize("data", [each for each in SENT_BEFORE.values() if not each.startswith("alike-all:")])
async def test_a_button_that_was_sent_before_is_still_understood(screen: Screen, data: str) -> None:
    """The one that follows all alike questions says the same where there are none, whatever its form."""
    await screen.carry(data)
    assert screen.notice != STALE


@pytest.mark.parametrize("data", [data.replace("17-4321", "17-0") for data in SENT_BEFORE.values()])
async def test_one_that_names_no_question_is_not(screen: Screen, data: str) -> None:
    await screen.carry(data)
    assert screen.notice == STALE


async def test_what_was_followed_by_such_a_button_is_the_same_question(bench: Bench, screen: Screen) -> None:
    await screen.carry("follow:17-4321")
    assert await bench.store.follows.is_following(1001, ID)
    await screen.carry("unfollow:an17-4321")
    assert not await bench.store.follows.is_following(1001, ID)


def test_links_and_pages_that_were_sent_before_lead_on() -> None:
    assert started_with("q17-4321") == started_with("qan17-4321") == ID
    assert text_wanted("t17-4321") == text_wanted("tan17-4321") == ID
    assert letter_wanted("c17-4321") == letter_wanted("can17-4321") == ID
    assert place_in("n17-4321") == place_in("nan17-4321") == AfterNamed(ID)


@pytest.mark.parametrize("now", SENT_BEFORE)
def test_the_longest_name_fits_into_every_button_even_where_another_chat_is_meant(now: str) -> None:
    data = re.sub(r"an1[67]-4321", str(LONGEST), now)
    pressed = addressed(Button("…", callback=data), -1_001_234_567_890_123).callback
    assert pressed is not None
    assert len(pressed.encode()) <= 64
