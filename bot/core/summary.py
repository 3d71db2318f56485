"""What a question is found and counted by: a few facts, and the stems of its words.

The facts of every question of the archives stand in a table of their own, so that neither a search nor a figure has to
read the records.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain

from bot.core.alike import signature
from bot.core.memo import Memo
from bot.core.plausible import plausible
from bot.core.question import Question, State
from bot.core.stem_query import StemTerm
from bot.core.stems import says_something, stem
from bot.core.words import pieces_of, words_of

VERSION = 1
"""Raised where a fact is new, or told by other rules: the facts of every question are made anew then."""

LONGEST_SUBJECT = 300
LONGEST_NAME = 300
"""No subject or rubric on the sources comes near. The longest name of a ministry in seven governments has 249 letters,
of which the last ones say what its family is; a hostile one is cut here."""

SHORTEST_STEM = 1
MARK = "·"
"""Stands before a word that is indexed by itself. No stem holds it, and no database takes it for a separator."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The facts of one question. `ended` is the day of the answer, or of the end without one, where it is known.

    `term` is the last day for an answer, whatever became of the question (`Question.deadline`); `closing` is the
    source's own label of an end without an answer.
    """

    state: State
    asked: date | None = None
    ended: date | None = None
    subject: str | None = None
    rubric: str | None = None
    ministry: str | None = None
    group: str | None = None
    author: str | None = None
    term: date | None = None
    closing: str | None = None


@dataclass(frozen=True, slots=True)
class IndexedStems:
    """The stems of a question's words, separated by spaces.

    Those of its subject; of its rubric, ministry and author; of its texts.
    """

    subject: str = ""
    heading: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """The signatures of a question's own text and of its answer's, see `bot.core.alike`; empty where there is none."""

    question: bytes = b""
    answer: bytes = b""


def summary_of(question: Question) -> Summary:
    """The facts of a question."""
    return Summary(
        question.state,
        question.asked,
        _end(question),
        _line(question.subject, LONGEST_SUBJECT),
        _line(question.rubric, LONGEST_NAME),
        _line(question.ministry, LONGEST_NAME),
        _line(question.group, LONGEST_NAME),
        _line(question.author, LONGEST_NAME),
        plausible(question).deadline,
        _line(question.closing.label, LONGEST_NAME) if question.closing else None,
    )


def found_by(question: Question) -> tuple[Summary, IndexedStems, Signatures]:
    """What a question is counted by, what it is found by, and what those are found by that are nearly the same."""
    return summary_of(question), stems_of(question), signatures_of(question)


def signatures_of(question: Question) -> Signatures:
    """The signatures of a written question's texts. What is asked aloud is no repeat of it: it is not signed."""
    if not question.id.is_written:
        return Signatures()
    return Signatures(signature(question.text), signature(question.answer.text if question.answer else None))


def _end(question: Question) -> date | None:
    if question.answer is not None:
        return question.answer.published
    return question.closing.on if question.closing else None


def stems_of(question: Question) -> IndexedStems:
    """The stems by which a question is found. A word that stands in several of its texts is indexed once."""
    answer = question.answer
    texts = [question.text, *((answer.text, *answer.earlier) if answer else ())]
    heading = [_line(each, LONGEST_NAME) for each in (question.rubric, question.ministry, question.author)]
    of_names = (_TOKENS_OF_NAME[each] for each in heading if each)
    return IndexedStems(
        _tokens([_line(question.subject, LONGEST_SUBJECT)]), _joined(frozenset[str]().union(*of_names)), _tokens(texts)
    )


def forms_of_prefix(start: str) -> tuple[StemTerm, ...]:
    """What to look for in the index where a word begins so: words that do not are found as well.

    A stem is most often the beginning of its word: then one of the two begins with the other. The words of which that
    is not true are indexed by themselves, behind a mark.
    """
    shorter = (start[:length] for length in range(SHORTEST_STEM, len(start)))
    return (StemTerm(start, True), StemTerm(f"{MARK}{start}", True), *(StemTerm(each) for each in shorter))


def _tokens(texts: Iterable[str | None]) -> str:
    """The stems of some texts, each once, and the words that do not begin with theirs."""
    return _joined(_tokens_of(each for each in texts if each))


def _tokens_of(texts: Iterable[str]) -> frozenset[str]:
    pieces = set[str]().union(*map(pieces_of, texts))
    return frozenset(chain.from_iterable(map(_TOKENS.__getitem__, pieces)))


def _joined(tokens: frozenset[str]) -> str:
    return " ".join(sorted(tokens))


def _tokens_of_piece(piece: str) -> tuple[str, ...]:
    stems = {word: stem(word) for word in words_of(piece) if says_something(word)}
    return (*stems.values(), *(f"{MARK}{word}" for word, of in stems.items() if not word.startswith(of)))


_TOKENS = Memo(_tokens_of_piece, most=131_072)
_TOKENS_OF_NAME = Memo(lambda name: _tokens_of([name]), most=8_192)


def dump_found_by(summary: Summary, stems: IndexedStems, signatures: Signatures) -> str:
    """All of it as one text, for a file that is read again by `load_found_by`."""
    days = [day and day.isoformat() for day in (summary.asked, summary.ended, summary.term)]
    names = (summary.subject, summary.rubric, summary.ministry, summary.group, summary.author)
    found = [stems.subject, stems.heading, stems.text, signatures.question.hex(), signatures.answer.hex()]
    return json.dumps([[summary.state, *days], names, summary.closing, found], ensure_ascii=False)


def load_found_by(text: str) -> tuple[Summary, IndexedStems, Signatures]:
    """The inverse of `dump_found_by`."""
    (state, *days), names, closing, found = json.loads(text)
    asked, ended, term = (date.fromisoformat(day) if day else None for day in days)
    subject, rubric, ministry, group, author = names
    summary = Summary(State(state), asked, ended, subject, rubric, ministry, group, author, term, closing)
    return summary, IndexedStems(*found[:3]), Signatures(*map(bytes.fromhex, found[3:]))


def _line(text: str | None, longest: int) -> str | None:
    return " ".join(text.split())[:longest] if text else None
