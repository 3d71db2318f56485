"""A chart as values goes to the process that draws, and arrives there as it was."""

import json
from dataclasses import replace

import pytest

from bot.core.chart import Life, as_json, chart_of
from tests.charts.examples import PANELS, chart

WHOLE = chart(*PANELS.values())


def test_a_chart_arrives_as_it_was() -> None:
    assert chart_of(json.loads(json.dumps(as_json(WHOLE)))) == WHOLE


def test_a_life_without_a_usual_delay_arrives_as_it_was() -> None:
    life = PANELS["life"]
    assert isinstance(life, Life)
    alone = chart(replace(life, band=None))
    assert chart_of(json.loads(json.dumps(as_json(alone)))) == alone


def test_what_is_no_chart_is_refused() -> None:
    with pytest.raises(ValueError, match="no panel is called Pie"):
        chart_of({**as_json(WHOLE), "panels": [{"Pie": {}}]})
