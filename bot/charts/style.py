"""What charts look like: colours that the colour-blind tell apart (Okabe and Ito), each with a pattern of its own.

Sizes are pixels of a picture that is 1,080 wide, and shown on a phone at some 400.
"""

from typing import NamedTuple

from bot.core.chart import Tone

VERSION = 2
"""Is raised when charts look different: pictures that Telegram has are then no longer sent."""

WIDTH, MARGIN = 1080, 56
TALLEST = 2400
"""A picture that is much taller than it is wide is shown too small to be read."""

GROUND, INK, QUIET, RULE, RAIL = "#FBFAF6", "#1D2329", "#545E68", "#D5D8DA", "#E7E8E6"
TERM = "#B23A00"
"""The line at the end of the term, and its words."""

TITLE, SUBTITLE, HEADING, TEXT, SMALL = 47, 34, 38, 33, 29
"""Letters; none is smaller than 28, which a phone shows with eleven."""


class Fill(NamedTuple):
    """A colour, the colour of its pattern, and the pattern as matplotlib names it."""

    colour: str
    pattern_colour: str
    pattern: str = ""


FILLS = {
    Tone.IN_TIME: Fill("#009E73", "#009E73"),
    Tone.LATE: Fill("#E69F00", "#FBFAF6", "//"),
    Tone.WAITING: Fill("#56B4E9", "#FBFAF6", ".."),
    Tone.OVERDUE: Fill("#D55E00", "#FBFAF6", "xx"),
    Tone.CLOSED: Fill("#8C8F92", "#FBFAF6", "--"),
    Tone.ASKED: Fill("#0072B2", "#0072B2"),
    Tone.ANSWERED: Fill("#E69F00", "#FBFAF6", "//"),
    Tone.FEW: Fill("#C4C7C9", "#FBFAF6", "//"),
}
