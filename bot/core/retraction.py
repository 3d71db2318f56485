"""The archive takes an answer or a closing back: believed when it stays so for two sweeps, and not before."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.core.question import Question, State


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
        filled = replace(self.record, ministry=self.record.ministry or self.kept.ministry)
        if self.since is not None:
            return replace(filled, answer=self.kept.answer, closing=self.kept.closing)
        answer = filled.answer
        if answer is not None and not answer.text and self.kept.answer is not None:
            return replace(filled, answer=replace(answer, text=self.kept.answer.text))
        return filled


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
    """Whether the record lacks the ministry, or an answer's text, that was told."""
    lost_text = was.answer and was.answer.text and record.answer and not record.answer.text
    return bool(lost_text or (was.ministry and not record.ministry))


def is_confirmed(archived: Archived, now: datetime, least: timedelta) -> bool:
    """Whether what was taken back stayed so, at a later sweep, for at least that long."""
    return archived.since is not None and now > archived.since and now - archived.since >= least
