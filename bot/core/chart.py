"""A chart as values: all that is to be seen, in words and numbers, in the chat's language. Drawing decides nothing.

`bot.messages.charts` makes them, `bot.charts` draws them.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Tone(StrEnum):
    """What a part of a chart stands for; each has a colour and a pattern of its own."""

    IN_TIME = "in-time"
    LATE = "late"
    WAITING = "waiting"
    OVERDUE = "overdue"
    CLOSED = "closed"
    ASKED = "asked"
    ANSWERED = "answered"
    FEW = "few"
    """A rate of so few that it says little."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a whole: its number as it is written, and what it is."""

    tone: Tone
    value: int
    number: str
    label: str


@dataclass(frozen=True, slots=True)
class Stack:
    """One bar of parts, and below it a line for each of them."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """One number for each column of a chart."""

    tone: Tone
    label: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A line upright through a chart of columns, before the column `at`, or within it where that is a fraction."""

    at: float
    label: str
    is_limit: bool = False
    """Whether it is the end of the term."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns side by side, of one series or several; an empty label leaves its place free."""

    heading: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    marks: tuple[Mark, ...] = ()
    shares_place: bool = False
    """Whether all series stand in one row: where a column is of several, the later ones stand on the earlier ones."""

    are_ends: bool = False
    """Whether each label but the last is the number at which its column ends: a mark then stands where it says."""

    thousands: str = "\N{NARROW NO-BREAK SPACE}"
    """What stands between the thousands of a number."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a ranking: its `share`, from 0 to 1, as it is written in `number`, and a `note`.

    Where `is_few`, the share says little, and is not shown.
    """

    label: str
    share: float
    number: str
    note: str
    is_few: bool = False


@dataclass(frozen=True, slots=True)
class Ranking:
    """Bars one below the other. `apart` stands above the first of those that say little."""

    heading: str
    bars: tuple[Bar, ...]
    apart: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """One day of a life, counted from its first day; `is_ahead` where it is still to come."""

    day: int
    label: str
    date: str
    tone: Tone
    is_ahead: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """The days between which something usually happens, and the one by which half of it did."""

    first: int
    middle: int
    last: int
    label: str


@dataclass(frozen=True, slots=True)
class Life:
    """A line of time with what happened on it, in the order of its days."""

    moments: tuple[Moment, ...]
    band: Band | None = None


Panel = Stack | Columns | Ranking | Life


@dataclass(frozen=True, slots=True)
class Chart:
    """What one picture shows, from above to below. `source` and `day` stand in its corners."""

    title: str
    subtitle: str
    panels: tuple[Panel, ...]
    source: str
    day: str


def as_json(chart: Chart) -> dict[str, Any]:
    """The chart as values of JSON."""
    panels = [{type(panel).__name__: asdict(panel)} for panel in chart.panels]
    return {**asdict(chart), "panels": panels}


def chart_of(written: Mapping[str, Any]) -> Chart:
    """The chart that `as_json` wrote. Raises KeyError, TypeError or ValueError for anything else."""
    panels = tuple(_panel(name, values) for each in written["panels"] for name, values in each.items())
    return Chart(written["title"], written["subtitle"], panels, written["source"], written["day"])


def _panel(name: str, values: Mapping[str, Any]) -> Panel:
    match name:
        case "Stack":
            return Stack(tuple(Part(**{**each, "tone": Tone(each["tone"])}) for each in values["parts"]))
        case "Columns":
            series = tuple(
                Series(Tone(each["tone"]), each["label"], tuple(each["values"])) for each in values["series"]
            )
            marks = tuple(Mark(**each) for each in values["marks"])
            more = {name: values[name] for name in ("heading", "shares_place", "are_ends", "thousands")}
            return Columns(labels=tuple(values["labels"]), series=series, marks=marks, **more)
        case "Ranking":
            return Ranking(values["heading"], tuple(Bar(**each) for each in values["bars"]), values["apart"])
        case "Life":
            moments = tuple(Moment(**{**each, "tone": Tone(each["tone"])}) for each in values["moments"])
            return Life(moments, Band(**values["band"]) if values["band"] else None)
    raise ValueError(f"no panel is called {name}")
