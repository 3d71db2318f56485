"""Which question a page is about: what its parts claim, and whether they agree."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from bot.core.chambers.assemblee import ASSEMBLEE, FIRST_LEGISLATURE, WRITTEN
from bot.core.chambers.chamber import MAX_NUMBER
from bot.core.question import QuestionId
from bot.parliament.page import Unreadable
from bot.parliament.text import fold

KINDS = {"QE": "question écrite", "QG": "question au Gouvernement", "QOSD": "question orale sans débat"}

KIND_WORDS = {
    "QG": re.compile(r"\bquestion au gouvernement\b"),
    "QOSD": re.compile(r"\bquestion orale\b"),
    "QE": re.compile(r"\bquestion ecrite\b"),
}

HEADING = re.compile(r"\bquestion (?:[a-z]+ ){0,3}n ?[°o] ?([0-9]{1,6})(?![0-9])")
LEGISLATURE = re.compile(r"\b([0-9]{1,2}) ?e(?:me)? legislature\b")

ADDRESSES = (
    re.compile(r"QANR5L(?P<legislature>[0-9]{1,2})(?P<kind>QE|QG|QOSD)(?P<number>[0-9]{1,6})(?![0-9])", re.I),
    re.compile(r"/q(?P<legislature>[0-9]{1,2})/[0-9]{1,2}-(?P<number>[0-9]{1,6})(?P<kind>QE|QG|QOSD)\b", re.I),
    re.compile(r"/(?P<legislature>[0-9]{1,2})/question/(?P<kind>QE|QG|QOSD)/(?P<number>[0-9]{1,6})(?![0-9])", re.I),
    re.compile(r"/detail/(?P<legislature>[0-9]{1,2})/(?P<kind>QE|QG|QOSD)/(?P<number>[0-9]{1,6})(?![0-9])", re.I),
    re.compile(r"QST-AN-(?P<legislature>[0-9]{1,2})-(?P<number>[0-9]{1,6})(?P<kind>QE|QG|QOSD)\b", re.I),
)
"""Every form in which real pages and records name a question in full: uid, old and current addresses, PDF name."""


@dataclass
class Claims:
    """What the parts of one page say about its identity; they must all say the same."""

    numbers: set[int] = field(default_factory=set)
    legislatures: set[int] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)

    def heading(self, text: str | None) -> None:
        """Words such as "Question écrite n°200 :" or "Question N° 3200"."""
        found = HEADING.search(fold(text or ""))
        if found:
            self.numbers.add(int(found[1]))

    def kind(self, text: str | None) -> None:
        """Words such as "Question écrite"."""
        words = fold(text or "")
        self.kinds.update(kind for kind, pattern in KIND_WORDS.items() if pattern.search(words))

    def legislature(self, text: str | None) -> None:
        """Words such as "16ème Législature"."""
        found = LEGISLATURE.search(fold(text or ""))
        if found:
            self.legislatures.add(int(found[1]))

    def addresses(self, texts: Iterable[str]) -> None:
        """Addresses, uids and file names. Those that name no question are passed over."""
        for text in texts:
            found = named_in(text)
            if found:
                legislature, kind, number = found
                self.legislatures.add(legislature)
                self.kinds.add(kind)
                self.numbers.add(number)

    def settle(self) -> QuestionId:
        """The one written question that the page is about.

        Raises Unreadable where the page is about another kind of question, contradicts itself,
        or lacks its kind, its number or its legislature.
        """
        others = sorted(self.kinds - {WRITTEN})
        if others:
            raise Unreadable(f"not a written question but a {KINDS[others[0]]} ({others[0]})")
        if not self.kinds:
            raise Unreadable("the page does not say that it is a written question")
        return self.settle_any()

    def settle_any(self) -> QuestionId:
        """The one question, of whichever kind. Raises Unreadable as `settle` does."""
        number = _only("number", self.numbers)
        legislature = _only("legislature", self.legislatures)
        if not 1 <= number <= MAX_NUMBER or legislature < FIRST_LEGISLATURE:
            raise Unreadable(f"no question can be no. {number} of legislature {legislature}")
        return QuestionId(ASSEMBLEE, legislature, number, _only("kind", self.kinds))


def named_in(text: str) -> tuple[int, str, int] | None:
    """(legislature, kind, number) of the question that an address or a uid names, or None."""
    for pattern in ADDRESSES:
        found = pattern.search(text)
        if found:
            return int(found["legislature"]), found["kind"].upper(), int(found["number"])
    return None


Claim = TypeVar("Claim", int, str)


def _only(what: str, claimed: set[Claim]) -> Claim:
    if not claimed:
        raise Unreadable(f"the page does not say the question's {what}")
    if len(claimed) > 1:
        shown = " and ".join(str(each) for each in sorted(claimed)[:3])
        raise Unreadable(f"the page contradicts itself on the question's {what}: {shown}")
    return next(iter(claimed))
