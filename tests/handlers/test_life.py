"""The button that shows a question's life, and the pictures of figures, on the bench."""

from datetime import date

import pytest

from bot.core.chart import Life, Stack
from bot.messages.message import visible
from tests.handlers.bench import Bench
from tests.handlers.test_figures import asked
from tests.handlers.test_watch import Screen
from tests.storage.sweeps import sweep

ASKED = date(2026, 1, 6)


@pytest.fixture
async def screen(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Screen:
    bench.take_spies_away(monkeypatch)
    return Screen(bench)


async def test_a_life_comes_with_the_usual_delay_of_its_ministry(bench: Bench, screen: Screen) -> None:
    await sweep(bench.store, *(asked(number, 5 * number) for number in range(1, 22)))
    await screen.carry("life:an17-5")
    assert screen.message is not None and screen.message.picture is not None
    (life,) = screen.message.picture.chart.panels
    assert (
        isinstance(life, Life)
        and life.band is not None
        and (life.band.first, life.band.middle, life.band.last) == (30, 55, 80)
    )
    assert "en 55 jours au plus" in visible(screen.message.html)


async def test_few_answers_of_a_ministry_are_not_its_usual_delay(bench: Bench, screen: Screen) -> None:
    await sweep(bench.store, *(asked(number, 5 * number) for number in range(1, 10)))
    await screen.carry("life:an17-5")
    assert screen.message is not None and screen.message.picture is not None
    (life,) = screen.message.picture.chart.panels
    assert isinstance(life, Life) and life.band is None
    assert "jours au plus" not in visible(screen.message.html)


async def test_a_question_that_is_not_known_any_more_is_a_notice(screen: Screen) -> None:
    await screen.carry("life:an17-9999")
    assert screen.message is None and screen.notice


async def test_the_overview_has_a_picture_of_the_questions_that_were_asked_for(bench: Bench, screen: Screen) -> None:
    late = [asked(number, 100) for number in range(1, 4)]
    await sweep(bench.store, *late, asked(4, 20), asked(5))
    await screen.ask("/bilan")
    assert screen.message is not None and screen.message.picture is not None
    stack, _delays = screen.message.picture.chart.panels
    assert isinstance(stack, Stack)
    assert [part.value for part in stack.parts] == [1, 3, 0, 1, 0]
