"""Which answer is shown where a source has several, and which date goes with it: one rule for all readers.

The answer that was printed last is shown, whole: its text, its date and its erratum belong together. The days of the
Journal officiel tell which is the last, for a list can come in any order; of answers of one day, or without a day, it
is the last in the list. A text that begins with "Erratum" is not an answer: it corrects the answer printed before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.core.question import Answer
from bot.parliament.text import fold

ERRATUM = "erratum"


@dataclass(frozen=True, slots=True)
class Printed:
    """One text of an answer as a source has it, the day on which it was printed, and the correction beside it."""

    on: date | None
    text: str | None
    erratum: str | None = None


def answer_of(printed: Sequence[Printed], announced: date | None = None) -> Answer | None:
    """The answer that these texts make; None where there is neither a text nor a day.

    `announced` is a day that the source tells apart from any text: it is used for a text without a day of its own.
    """
    in_order = sorted(printed, key=lambda each: each.on or date.min)
    answers = _with_errata(in_order)
    if answers:
        last = answers[-1]
        earlier = tuple(each.text for each in answers[:-1] if each.text and not _is_erratum(each.text))
        return Answer(last.on or announced, last.text, last.erratum, earlier)
    day = (in_order[-1].on if in_order else None) or announced
    return Answer(day, None) if day else None


def _with_errata(printed: Sequence[Printed]) -> list[Printed]:
    """The texts that are answers, each with the last correction that was printed beside it or after it."""
    answers: list[Printed] = []
    for each in printed:
        erratum = each.text if each.text and _is_erratum(each.text) else None
        if answers and (erratum or not each.text):
            answers[-1] = replace(answers[-1], erratum=erratum or each.erratum or answers[-1].erratum)
        elif each.text:
            answers.append(each)
    return answers


def _is_erratum(text: str) -> bool:
    return fold(text[: 2 * len(ERRATUM)]).startswith(ERRATUM)
