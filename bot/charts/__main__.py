"""The process that draws: `python -m bot.charts`. It ends when its standard input does, and so with its parent.

It is told a chart and answers with a picture, one after the other; `bot.charts.wire` says in which form.
"""

import os
import sys
from tempfile import TemporaryDirectory
from typing import BinaryIO

from bot.charts.wire import READY, chart_in, picture_out, refusal_out


def main() -> None:
    """Draw until nobody asks any more. What anybody prints goes nowhere near the answers."""
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with TemporaryDirectory(prefix="guetteur-fonts-") as fonts:  # matplotlib writes its list of fonts at its import
        os.environ["MPLCONFIGDIR"] = fonts
        from bot.charts.drawing import png_of  # noqa: PLC0415
    answers.write(READY)
    answers.flush()
    while (chart := chart_in(asked)) is not None:
        try:
            answer = picture_out(png_of(chart))
        except Exception as error:
            answer = refusal_out(f"{type(error).__name__}: {error}")
        _send(answers, answer)


def _send(answers: BinaryIO, answer: bytes) -> None:
    answers.write(answer)
    answers.flush()


if __name__ == "__main__":
    main()
