"""What the operator is shown of the process and of its chambers."""

from datetime import date

import pytest

from bot.core.chamber_count import ChamberCount
from bot.core.chambers.assemblee import ASSEMBLEE
from bot.core.chambers.chamber import Chamber
from bot.core.chambers.senat import SENAT
from bot.core.delivery import DeliveryState
from bot.messages.phrases import phrases
from bot.messages.running import Running, health_shown
from tests.messages.reading import FR, NBSP, lines
from tests.support.chambers import DIET

RUNNING = Running("0.1.0", "3.11", "SQLite 3.40", "0039", 100, "here", 1)
NOTHING_WAITS: tuple[dict[DeliveryState, int], None] = ({}, None)


def test_each_chamber_is_called_by_its_name() -> None:
    counted = {
        ASSEMBLEE: ChamberCount(18_000, 3, issue=date(2026, 11, 24)),
        SENAT: ChamberCount(9_000, 1),
        DIET: ChamberCount(6_000, 2),
    }
    shown = lines(health_shown(FR, (), {}, NOTHING_WAITS, None, RUNNING, counted))
    told = [line.removeprefix("• ").replace(NBSP, " ") for line in shown if "suivi" in line]
    assert [line.partition(" :")[0] for line in told] == ["Assemblée nationale", "Sénat", "Diet"]
    assert "24 novembre 2026" in told[0]
    assert "6 000" in told[2].replace("\u202f", " ")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("chamber", [ASSEMBLEE, SENAT, DIET])
def test_every_chamber_is_told_of_in_both_languages(language: str, chamber: Chamber) -> None:
    health_shown(phrases(language), (), {}, NOTHING_WAITS, None, RUNNING, {chamber: ChamberCount()})
