"""Charts of every kind, and what stands for the process that draws where a test needs one that does something else."""

import sys

from bot.core.chart import (
    Band,
    Bar,
    Chart,
    Columns,
    Life,
    Mark,
    Moment,
    Panel,
    Part,
    Ranking,
    Series,
    Stack,
    Tone,
)

PARTS = tuple(Part(tone, 100, "100", "répondues") for tone in Tone)
SERIES = Series(Tone.ASKED, "questions", (3, 0, 12)), Series(Tone.ANSWERED, "réponses", (1, 7, 2))
PANELS: dict[str, Panel] = {
    "stack": Stack(PARTS),
    "columns": Columns("Délais", ("30", "60", ""), SERIES, (Mark(1.5, "deux mois", True), Mark(0.2, "médiane"))),
    "ranking": Ranking("Part", (Bar("1. Santé", 0.23, "23 %", "98 j"), Bar("Mer", 0, "", "3", True)), "Peu"),
    "life": Life(
        (Moment(0, "Publiée", "6 janvier", Tone.ASKED), Moment(61, "Due", "6 mars", Tone.LATE, True)),
        Band(60, 118, 180, "Délai"),
    ),
}


def chart(*panels: Panel, title: str = "Comment le Gouvernement répond") -> Chart:
    return Chart(title, "17e législature", panels, "Source : Assemblée nationale", "24 novembre 2026")


def process(work: str) -> tuple[str, ...]:
    """A process that is ready at once, and does this `work` for each chart; `chart` is one, and `say` answers."""
    return (
        sys.executable,
        "-c",
        f"""
import os, sys, time
from bot.charts.wire import READY, chart_in, picture_out, refusal_out

def say(answer):
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()

say(READY)
while (chart := chart_in(sys.stdin.buffer)) is not None:
    {work}
""",
    )
