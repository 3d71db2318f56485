"""The letter to a question's author, by a button and by the link below a channel's post."""

from dataclasses import replace
from datetime import date

import pytest

from bot.core.addresses import chase_link
from bot.core.deputy import Deputy
from bot.core.source import Source
from bot.core.validators import Validators
from tests.core.records import RECORD
from tests.handlers.bench import CHATS, Bench
from tests.support.examples import ID, NOW

LATE = replace(RECORD, asked=date(2026, 6, 30))


async def known(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.take_spies_away(monkeypatch)
    await bench.store.checks.record_reading(LATE, Source.ASSEMBLEE, Validators(), 1, NOW, NOW)
    deputy = Deputy("PA721764", "Mme Odile Garance", "Gard", "odile.garance@assemblee-nationale.fr")
    await bench.store.deputies.learn("deputies", [deputy], [], are_sitting=True)


@pytest.mark.parametrize("kind", ["private", "supergroup"])
async def test_a_press_shows_the_letter_to_any_member(bench: Bench, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    await known(bench, monkeypatch)
    telegram, courier = await bench.press(f"chase:{ID}", kind, "member")
    assert courier.replies == [CHATS[kind]]
    assert len(telegram.notices) == 1
    (said,) = courier.texts
    assert "À l’attention de Mme Odile Garance" in said
    assert "odile.garance@assemblee-nationale.fr" in said


async def test_the_link_below_a_channels_post_shows_it_in_private(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    await known(bench, monkeypatch)
    parameter = chase_link("guetteur_bot", ID).partition("start=")[2]
    courier = await bench.command(f"/start {parameter}", "private", "member")
    assert "Madame la Députée" in courier.texts[0]


async def test_a_question_of_which_nothing_is_known_is_said_to_be_unread(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    await known(bench, monkeypatch)
    _, courier = await bench.press("chase:an17-1", "private", "member")
    assert "Je n’ai pas encore pu lire" in courier.texts[0]


async def test_the_card_of_a_late_question_offers_the_letter(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    await known(bench, monkeypatch)
    _, courier = await bench.press(f"card:{ID}", "private", "member")
    assert f"chase:{ID}" in [button.callback for row in courier.said[0].buttons for button in row]
