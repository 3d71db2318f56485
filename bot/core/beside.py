"""Which words often stand beside those of a query in the catalogue: to be added to it, or excluded.

They are taken from subjects and rubrics, in which every word tells something. A word is measured by its log-likelihood
ratio (Dunning, 1993), which holds for rare words too: mutual information favours whatever stood there by chance.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from bot.core.query import Exact, Filter, Prefix, Query, Term, Word
from bot.core.stems import says_something, stem
from bot.core.words import read, spelt, tidy, words_of

MOST = 6
"""Words that are chosen."""

LEAST = 3
"""Questions, of those found, that a word has to stand in."""

SURE = 10.8
"""The least ratio: one word in a thousand reaches it by chance."""

LONGEST = 23
"""Bytes of a word: a button has no room for more."""

_TURNING = frozenset({"sans", "non", "hors", "sous", "contre", "outre", "via", "vers", "face", "selon", "apres"})
"""Words that turn the meaning of another one, and say nothing alone."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a question: its subject and its rubric, where they are known."""

    subject: str | None = None
    rubric: str | None = None

    @property
    def texts(self) -> list[str]:
        """Those of the two that are known."""
        return [each for each in (self.subject, self.rubric) if each]


@dataclass(frozen=True, slots=True)
class Usual:
    """In how many of so many questions of the whole catalogue each stem stands in the heading."""

    questions: int
    counts: Mapping[str, int]


def usual(headings: Sequence[Heading]) -> Usual:
    """Count the stems of headings that stand for the whole catalogue."""
    stems = ({of for text in heading.texts for of in read(text).stems} for heading in headings)
    return Usual(len(headings), Counter(of for some in stems for of in some))


def beside(query: Query, found: Sequence[Heading], catalogue: Usual) -> tuple[str, ...]:
    """The words that stand far more often above the questions found than elsewhere, the most telling first.

    Each is in the form in which it is written most often. None of them is the query's own, says nothing or has a
    figure, and none stands above all that was found: to add it would change nothing, to exclude it leave nothing.
    """
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for heading in found:
        for of, typed in _words(heading).items():
            spellings[of][typed] += 1
    own = {of for term in query.terms() for of in _stems(term)}
    ratios = {
        of: ratio(forms.total(), len(found), catalogue.counts.get(of, 0), catalogue.questions)
        for of, forms in spellings.items()
        if LEAST <= forms.total() < len(found) and of not in own
    }
    best = sorted((of for of, ratio in ratios.items() if ratio >= SURE), key=lambda of: (-ratios[of], of))
    words = [max(forms, key=lambda typed: (forms[typed], typed)) for forms in map(spellings.__getitem__, best)]
    starts = tuple(term.start for term in query.terms() if isinstance(term, Prefix))
    return tuple(word for word in words if not words_of(word)[0].startswith(starts))[:MOST]


def _words(heading: Heading) -> dict[str, str]:
    """The stems of the words of a heading that can be chosen, each with how its word is written there."""
    found: dict[str, str] = {}
    for text in heading.texts:
        for position, (folded, typed) in enumerate(spelt(tidy(text))):
            if folded.isalpha() and says_something(folded) and folded not in _TURNING and _fits(typed):
                found.setdefault(stem(folded), _small(typed) if position == 0 else typed)
    return found


def _fits(typed: str) -> bool:
    return typed.isalpha() and len(typed.encode()) <= LONGEST


def _small(first: str) -> str:
    """The first word of a text as it would be within a sentence: "Hôpital", but "SNCF"."""
    return first.lower() if first[1:].islower() else first


def _stems(term: Term) -> list[str]:
    match term:
        case Word(stem=of):
            return [of]
        case Exact(words=words):
            return [stem(word) for word in words]
        case Filter(values=values):
            return [stem(word) for value in values for word in value]
        case Prefix():
            return []


def ratio(here: int, of_here: int, elsewhere: int, of_elsewhere: int) -> float:
    """The log-likelihood ratio of a word that stands in `here` of these questions and in `elsewhere` of those.

    It is 0 where the word is no more frequent here.
    """
    if here * of_elsewhere <= elsewhere * of_here:
        return 0.0
    share = (here + elsewhere) / (of_here + of_elsewhere)
    apart = _likelihood(here, of_here, here / of_here) + _likelihood(elsewhere, of_elsewhere, elsewhere / of_elsewhere)
    return 2 * (apart - _likelihood(here, of_here, share) - _likelihood(elsewhere, of_elsewhere, share))


def _likelihood(count: int, of: int, share: float) -> float:
    """The logarithm of how likely it is to draw so many of so many, where this share has it."""
    others = of - count
    return (count * log(share) if count else 0.0) + (others * log(1 - share) if others else 0.0)
