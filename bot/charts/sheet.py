"""A sheet of paper that grows downwards while it is drawn on; lengths and places are pixels from its upper left."""

import io
from bisect import bisect_right
from functools import cache, lru_cache
from typing import Literal

from matplotlib import rc_context
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from bot.charts.style import FILLS, GROUND, INK, MARGIN, TALLEST, TEXT, WIDTH
from bot.core.chart import Tone

_INCH = 72
"""Pixels: so is a point of letters one pixel."""

LONGEST = 500
"""Characters of a text of which more are never read."""

CUT = "…"

_SPACES = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"

_MEASURING = RendererAgg(1, 1, _INCH)


class Sheet:
    """What is drawn, and `y`: how far down the sheet is filled."""

    def __init__(self) -> None:
        self.y = 0.0
        self._figure = Figure(dpi=_INCH, facecolor=GROUND)
        self._canvas = FigureCanvasAgg(self._figure)
        self._place = Affine2D()

    def box(self, x: float, y: float, width: float, height: float, tone: Tone) -> None:
        """A rectangle with a tone's colour and pattern."""
        fill = FILLS[tone]
        shape = Rectangle((x, y), width, height, facecolor=fill.colour, edgecolor=fill.pattern_colour, linewidth=0)
        shape.set_hatch(fill.pattern)
        self._draw(shape)

    def area(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A rectangle of one colour."""
        self._draw(Rectangle((x, y), width, height, facecolor=colour, linewidth=0))

    def line(
        self,
        x: float,
        y: float,
        to_x: float,
        to_y: float,
        colour: str,
        thick: float = 2,
        dash: Literal["-", "--"] = "-",
    ) -> None:
        """A straight line, or one of dashes."""
        self._draw(Line2D([x, to_x], [y, to_y], color=colour, linewidth=thick, linestyle=dash))

    def dot(self, x: float, y: float, radius: float, tone: Tone, is_hollow: bool = False) -> None:
        """A disc, or a ring."""
        colour = FILLS[tone].colour
        self._draw(
            Circle((x, y), radius, facecolor=GROUND if is_hollow else colour, edgecolor=colour, linewidth=radius / 3)
        )

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float = TEXT,
        colour: str = INK,
        bold: bool = False,
        at: Literal["left", "center", "right"] = "left",
    ) -> None:
        """One line of words, whose middle is as high as `y`, and whose left end, centre or right end is at `x`."""
        shown = Text(x, y, drawable(words), color=colour, ha=at, va="center_baseline", parse_math=False)
        shown.set_fontproperties(_font(size, bold))
        self._draw(shown)

    def paragraph(
        self, words: str, size: float = TEXT, colour: str = INK, bold: bool = False, most: int = 3, left: float = MARGIN
    ) -> None:
        """Words below what is drawn, in as many lines as they need, `most` at most."""
        for each in wrapped(words, size, WIDTH - MARGIN - left, bold, most):
            self.text(left, self.y + 0.66 * size, each, size, colour, bold)
            self.y += 1.32 * size

    def png(self) -> bytes:
        """The sheet as a PNG, as tall as it is filled."""
        height = min(max(1, round(self.y)), TALLEST)
        self._figure.set_size_inches(WIDTH / _INCH, height / _INCH)
        self._place.clear().scale(1, -1).translate(0, height)
        with rc_context({"hatch.linewidth": 3.0}), io.BytesIO() as written:
            self._canvas.print_png(written)
            return written.getvalue()

    def _draw(self, artist: Artist) -> None:
        artist.set_transform(self._place)
        artist.set_zorder(len(self._figure.get_children()))  # what is drawn later lies above
        self._figure.add_artist(artist)


def _font(size: float, bold: bool) -> FontProperties:
    return FontProperties(family="DejaVu Sans", size=size, weight="bold" if bold else "normal")


@lru_cache(maxsize=4096)
def width_of(words: str, size: float, bold: bool = False) -> float:
    """How wide a line of words is."""
    return float(_MEASURING.get_text_width_height_descent(words, _font(size, bold), False)[0])


def fitting(words: str, size: float, room: float, bold: bool = False) -> str:
    """The words, cut with a sign of it where they are wider than there is room."""
    words = drawable(words)
    if width_of(words, size, bold) <= room:
        return words
    kept = bisect_right(range(len(words)), room, key=lambda end: width_of(words[:end] + CUT, size, bold)) - 1
    return words[: max(kept, 0)].rstrip() + CUT


def drawable(words: str) -> str:
    """The words in one line of the characters that the letters have; a square stands for each of the others."""
    known = _characters()
    return "".join(each if ord(each) in known else "□" for each in words[:LONGEST])


@cache
def _characters() -> frozenset[int]:
    """Those that both the plain and the bold letters have, and can be seen."""
    plain, bold = (set(get_font(findfont(_font(TEXT, weight))).get_charmap()) for weight in (False, True))
    return frozenset(each for each in plain & bold if chr(each).isprintable() or chr(each) in _SPACES)


def wrapped(words: str, size: float, room: float, bold: bool = False, most: int = 3) -> list[str]:
    """The words in lines that fit into the room; the last of `most` is cut where they need more."""
    lines: list[str] = []
    left = drawable(words).split(" ")
    while left and len(lines) < most - 1:
        taken = 1
        while taken < len(left) and width_of(" ".join(left[: taken + 1]), size, bold) <= room:
            taken += 1
        lines.append(fitting(" ".join(left[:taken]), size, room, bold))
        left = left[taken:]
    return [*lines, fitting(" ".join(left), size, room, bold)] if left else lines
