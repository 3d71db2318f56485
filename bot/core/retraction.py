"""The archive takes an answer or a closing back: believed when it stays so for two sweeps, and not before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.core.difference import words_of, words_of_name
from bot.core.question import Answer, Attribution, Days, Question, State


@dataclass(frozen=True, slots=True)
class Archived:
    """What the archive says of a question.

    `record` is its last record as it stands; `kept` the last one before it that told an end, an answer's text or the
    ministry, which `record` no longer tells; None where nothing is missing. `since` is when an end was first missing.
    """

    record: Question
    kept: Question | None = None
    since: datetime | None = None

    @property
    def believed(self) -> Question:
        """The record, with the end that it does not tell until that is confirmed."""
        if self.kept is None:
            return self.record
        filled = _with_kept(self.record, self.kept)
        if self.since is not None:
            return replace(filled, answer=self.kept.answer, closing=self.kept.closing)
        answer = filled.answer
        if answer is not None and self.kept.answer is not None:
            return replace(filled, answer=_answer(answer, self.kept.answer))
        return filled


def _with_kept(record: Question, kept: Question) -> Question:
    """The record with what it lost of its ministry and of the lists that only grow."""
    was = kept.attributions or ()
    is_older = _is_shortened(was, record.attributions or ())
    return replace(
        record,
        ministry=kept.ministry if is_older else record.ministry or kept.ministry,
        attributions=kept.attributions if is_older else record.attributions,
        signalled=_union(kept.signalled, record.signalled),
        renewals=_union(kept.renewals, record.renewals),
    )


def _answer(answer: Answer, kept: Answer) -> Answer:
    """The answer with the text that it lacks, and the erratum of that same text."""
    text = answer.text or kept.text
    is_same = words_of(text or "") == words_of(kept.text or "")
    return replace(answer, text=text, erratum=answer.erratum or (kept.erratum if is_same else None))


def _is_shortened(was: Sequence[Attribution], attributions: Sequence[Attribution]) -> bool:
    """Whether a list of ministries shrank to what it was once."""
    names = [[words_of_name(each.ministry) for each in some] for some in (was, attributions)]
    return 0 < len(attributions) < len(was) and names[0][: len(attributions)] == names[1]


def _union(kept: Days | None, days: Days | None) -> Days | None:
    """The days of both lists; an undated one counts once more only where a list is longer than the days known."""
    if kept is None or days is None:
        return kept if days is None else days
    if len(days) >= len(kept) and None in kept:
        return days  # the days of undated ones became known
    return kept + tuple(day for day in days if day is not None and day not in kept)


def next_record(before: Archived | None, record: Question, now: datetime) -> Archived:
    """A changed record on top of what was known."""
    if before is None:
        return Archived(record)
    was = before.believed
    if takes_back(was, record):
        return Archived(record, kept=before.kept or before.record, since=before.since or now)
    if loses_facts(was, record):  # absence is not evidence: what was told stays known
        return Archived(record, kept=before.kept or before.record)
    return Archived(record)


def takes_back(was: Question, record: Question) -> bool:
    """Whether the record no longer tells an end that was told: an answer, or a closing where there is nothing else."""
    if was.answer is not None:
        return record.answer is None
    return was.state is State.CLOSED and record.state is State.WAITING


def loses_facts(was: Question, record: Question) -> bool:
    """Whether the record lacks what was told: the ministry, an answer's text or erratum, part of a list."""
    if was.ministry and not record.ministry:
        return True
    if was.answer and record.answer and _answer(record.answer, was.answer) != record.answer:
        return True
    full = _with_kept(record, was)
    return (full.attributions, full.signalled, full.renewals) != (
        record.attributions,
        record.signalled,
        record.renewals,
    )


def is_confirmed(archived: Archived, now: datetime, least: timedelta) -> bool:
    """Whether what was taken back stayed so, at a later sweep, for at least that long."""
    return archived.since is not None and now > archived.since and now - archived.since >= least
