"""How the Sénat names a question: its Référence, the number in it, and the address of its page.

Known from real pages, addresses and the open data: `SEQ250705636` is SEQ, the year and the month of publication, and
the number: five figures of a written question, four and a letter of others ("0760G", "1054S"). Numbers of written
questions start again from time to time, and those with a letter more often, so that a number alone names no question.
The Sénat's base begins in April 1978.
"""

import re
from dataclasses import dataclass

FIRST_YEAR = 1978
"""The year in which the Sénat's base of questions begins."""

PAGES = "https://www.senat.fr/questions/base"

WRITTEN = "QE"
KINDS = {"": WRITTEN, "S": "QOSD", "G": "QG", "C": "QC", "A": "QOAD", "E": "QOAE"}
"""The kind of question by the letter of its number.

The first three are known from real questions. That C, A and E are the others is read from the letters that a public
program expects and from the names of the kinds; a source that tells the kind itself is believed before this.
"""

NUMBER = r"(?:[0-9]{5}|[0-9]{4}[A-Z])"
_REFERENCE = re.compile(rf"SEQ(?P<year>[0-9]{{2}})(?P<month>0[1-9]|1[0-2])(?P<number>{NUMBER})", re.ASCII)
_NUMBER = re.compile(r"0{0,4}(?P<figures>[0-9]{1,5})(?P<letter>[A-Z]?)", re.ASCII)


@dataclass(frozen=True, order=True, slots=True)
class SenatReference:
    """The identity of one question of the Sénat.

    `year` and `month` are those of its publication, `number` is at least 1, and `letter` is empty for a written
    question, else one capital letter. The order is that of the years, then the months, then the numbers.
    """

    year: int
    month: int
    number: int
    letter: str = ""

    @property
    def kind(self) -> str | None:
        """The kind of question that the letter stands for, such as "QE"; None for a letter that is not known."""
        return KINDS.get(self.letter)

    @property
    def written_number(self) -> str:
        """The number as the Sénat writes it: "05636", "1054S"."""
        return written_number(self.number, self.letter)

    @property
    def address(self) -> str:
        """The address of the question's page."""
        return f"{PAGES}/{self.year}/q{self}.html"

    def __str__(self) -> str:
        return f"SEQ{self.year % 100:02}{self.month:02}{self.written_number}"

    @classmethod
    def parse(cls, text: str) -> "SenatReference":
        """Read what `str()` wrote, such as `SEQ250705636`. Raises ValueError for anything else."""
        found = _REFERENCE.fullmatch(text)
        numbered = number_of(found["number"]) if found else None
        if found is None or numbered is None:
            raise ValueError(f"not a question of the Sénat: {text[:40]!r}")
        return cls(_full_year(int(found["year"])), int(found["month"]), *numbered)


def number_of(text: str) -> tuple[int, str] | None:
    """The number and the letter that "05636", "5636", "1054S" or "0760G" stand for; None for anything else.

    No number is 0, and one with a letter has at most four figures.
    """
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    number, letter = int(found["figures"]), found["letter"]
    return (number, letter) if 0 < number <= (9_999 if letter else 99_999) else None


def written_number(number: int, letter: str = "") -> str:
    """A number as the Sénat writes it: "05636", "1054S"."""
    return f"{number:04}{letter}" if letter else f"{number:05}"


def _full_year(two_figures: int) -> int:
    century = FIRST_YEAR // 100 * 100
    year = century + two_figures
    return year if year >= FIRST_YEAR else year + 100
