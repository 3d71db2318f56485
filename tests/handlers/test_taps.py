"""Buttons that are tapped twice: each press is answered once, and a second one changes nothing."""

import pytest

from bot.core.source import Source
from bot.core.validators import Validators
from tests.handlers.bench import CHATS, NEEDS, PRESSER, Bench
from tests.support.examples import ID, NOW, WAITING


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
    for data in ("follow:an17-4321", "follow:an17-4321", "unfollow:an17-4321", "unfollow:an17-4321"):
        telegram, _ = await bench.press(data, "private", "member")
        said.append((telegram.notices[0]["text"], await bench.store.follows.ids(PRESSER.id)))
    (first, here), (again, still), (left, gone), (nothing, still_gone) = said
    assert (here, still, gone, still_gone) == ({ID}, {ID}, set(), set())
    assert len({first, again, left, nothing}) == 4, said


async def test_a_person_who_leaves_a_delegation_is_told_so_once_though_they_tap_twice(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.take_spies_away(monkeypatch)
    await bench.store.delegations.choose(PRESSER.id, CHATS["channel"])
    replies = [(await bench.press("chat:leave", "private", "member"))[1].replies for _ in range(2)]
    assert replies == [[PRESSER.id], []]
    assert await bench.store.delegations.of(PRESSER.id) is None
