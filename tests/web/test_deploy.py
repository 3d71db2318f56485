"""What lies in `deploy` for whoever watches over the bot: it names metrics that exist, and every alarm is explained."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily, Metric

from bot.core.chamber_count import ChamberCount
from bot.core.chambers.assemblee import ASSEMBLEE
from bot.core.delivery import DeliveryState
from bot.core.health import Health
from bot.core.measures import (
    FAMILIES,
    Counter,
    Gauge,
    Histogram,
    Measures,
)
from bot.core.readiness import SENDS, TELEGRAM
from bot.web.exposition import Exposition, Scrape
from storage.counts import Counts
from tests.support.examples import NOW

ROOT = Path(__file__).parents[2]
ALERTS = (ROOT / "deploy" / "alerts.yaml").read_text("utf-8")
DASHBOARD = json.loads((ROOT / "deploy" / "grafana-dashboard.json").read_text("utf-8"))
RULES_TESTED = Path(__file__).parent / "alerts.yaml"
FIGURES = Counts(
    deliveries={DeliveryState.READY: 1},
    oldest_ready_at=NOW,
    chats={("private", True): 1},
    follows={"private": 1},
    watches={True: 1},
    updates=0,
    chambers={ASSEMBLEE: ChamberCount(1, 1, NOW, NOW.date())},
    sources={name: Health(succeeded_at=NOW, failing_since=NOW) for name in ("feed", TELEGRAM, SENDS)},
)
LABELS_OF_PROMETHEUS = frozenset({"le", "instance", "job"})


def full() -> Exposition:
    """All that the program can tell: every family with a number."""
    measures = Measures()
    for family in FAMILIES:
        labels = ["a" for _ in family.labels]
        match family:
            case Counter():
                measures.count(family, *labels)
            case Gauge():
                measures.set(family, *labels, value=1)
            case Histogram():
                measures.observe(family, 1, *labels)
    exposition = Exposition(measures)
    exposition.scrape = Scrape(NOW, True, True, True, "SQLite 3", "0025", FIGURES)
    return exposition


EXPOSED = {sample.name: frozenset(sample.labels) for metric in full().collect() for sample in metric.samples}
"""The names of all samples, each with the names of its labels."""


def expressions() -> list[str]:
    """Every expression of the alarms and of the dashboard."""
    panels = [target["expr"] for panel in DASHBOARD["panels"] for target in panel.get("targets", [])]
    return [*re.findall(r"expr: (?:>-\n)?((?:.|\n)+?)\n        (?:for|labels):", ALERTS), *panels]


def test_there_are_expressions_to_check() -> None:
    assert len(expressions()) > 40


@pytest.mark.parametrize("expression", expressions())
def test_an_expression_names_metrics_and_labels_that_exist(expression: str) -> None:
    names = set(re.findall(r"\bguetteur_\w+", expression))
    assert names <= EXPOSED.keys()
    labels = {label for name in names for label in EXPOSED[name]} | LABELS_OF_PROMETHEUS
    named = set(re.findall(r"(\w+)\s*(?:=~|!=|=)\s*\"", expression))
    for group in re.findall(r"\b(?:by|ignoring|on) \(([^)]*)\)", expression):
        named |= {each.strip() for each in group.split(",")}
    assert named <= labels


def test_every_metric_is_shown_or_watched() -> None:
    used = {name for each in expressions() for name in re.findall(r"\bguetteur_\w+", each)}
    shown = {re.sub(r"_(bucket|sum|count)$", "", name) for name in used}
    assert {re.sub(r"_(bucket|sum|count)$", "", name) for name in EXPOSED} - shown == set()


def test_the_names_keep_to_the_conventions() -> None:
    metrics: list[Metric] = list(full().collect())
    assert [each.name for each in metrics if not re.fullmatch(r"guetteur(_[a-z]+)+", each.name)] == []
    assert [each.name for each in metrics if not each.documentation.endswith(".")] == []
    timed = [each.name for each in metrics if isinstance(each, HistogramMetricFamily)]
    assert [name for name in timed if not name.endswith("_seconds")] == []
    assert [
        each.name for each in metrics if isinstance(each, CounterMetricFamily) and each.name.endswith("total")
    ] == []


def test_every_alarm_is_explained_and_every_explanation_is_of_an_alarm() -> None:
    page = (ROOT / "docs" / "alarms.md").read_text("utf-8")
    explained = re.findall(r"^\| `(Guetteur\w+)` \|", page, re.MULTILINE)
    assert explained == re.findall(r"- alert: (\w+)", ALERTS)


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(["check", "rules", str(ROOT / "deploy" / "alerts.yaml")], id="they are rules"),
        pytest.param(["test", "rules", str(RULES_TESTED)], id="each rings when it should"),
        pytest.param(["check", "metrics"], id="the metrics keep to the conventions"),
    ],
)
def test_prometheus_itself_understands_the_alarms(command: list[str]) -> None:
    promtool = shutil.which("promtool")
    if promtool is None:
        pytest.skip("promtool is not installed; Debian's package prometheus has it")
    registry = CollectorRegistry(auto_describe=False)
    registry.register(full())
    told = generate_latest(registry)
    done = subprocess.run([promtool, *command], input=told, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b""), done.stdout.decode()
