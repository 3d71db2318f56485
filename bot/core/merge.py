"""Merges the last readings of three sources into one question.

The rules, which docs/decisions/0001-three-sources-one-merge.md explains:

1. Absence is not evidence: a fact that a source once told stays until it tells another in its place. (Only the archive
   can take an end back, see `bot.core.confirmation`.)
2. The Assemblée decides what is official: each of its facts wins over the same fact on NosDéputés.fr. Of its archive
   and its page, the one that changed or was read last wins.
3. A fact that the Assemblée lacks is taken from NosDéputés.fr: an answer or a closing that appears there first, and
   every field that only it has. Once the archive took an end back, only the archive can tell one.
4. Comments are those of NosDéputés.fr.
"""

from dataclasses import dataclass, fields, replace
from datetime import datetime

from bot.core.deadline import today
from bot.core.deputy import fuller
from bot.core.difference import words_of
from bot.core.plausible import plausible
from bot.core.question import Answer, Comment, Question


@dataclass(frozen=True, slots=True)
class Readings:
    """The last reading of one question by each source; None for a source that was never read, or lacks it.

    `archive_at` is when the archive's record last changed; `assemblee_at` and `nosdeputes_at` when a page was last
    read; `assemblee_as_of` when the Assemblée's last said what is believed of it: before `assemblee_at` where something
    of it waits to be confirmed, None where that is the same. `reopenings` is how many times the archive took an end
    back. The readings are as the sources gave them; `official` and `merged` leave out the dates that cannot be.
    """

    archive: Question | None = None
    archive_at: datetime | None = None
    assemblee: Question | None = None
    assemblee_at: datetime | None = None
    nosdeputes: Question | None = None
    nosdeputes_at: datetime | None = None
    reopenings: int = 0
    assemblee_as_of: datetime | None = None

    @property
    def official(self) -> Question | None:
        """The question by the Assemblée: its archive and its page together."""
        archive, page = _dated(self.archive, self.archive_at), _dated(self.assemblee, self.assemblee_at)
        if self.reopenings and archive:
            page = _without_end(page)
        if archive is None or page is None:
            return archive or page
        page_at = self.assemblee_as_of or self.assemblee_at
        if self.archive_at and page_at and page_at > self.archive_at:
            return _fill(page, archive)
        return _fill(archive, page)

    @property
    def merged(self) -> Question | None:
        """The question by all sources; None where none was ever read."""
        other = _dated(self.nosdeputes, self.nosdeputes_at)
        merged = merge(self.official, _without_end(other) if self.reopenings and self.archive else other)
        return _dated(merged, None)


def carry(before: Question | None, after: Question) -> Question:
    """One source's new reading, with what it lacks taken from its last one (rule 1)."""
    return after if before is None else replace(_fill(after, before), comments=_union(before, after))


def merge(assemblee: Question | None, nosdeputes: Question | None) -> Question | None:
    """Both sites' last readings as one question; None where neither was ever read (rules 2 to 4)."""
    if assemblee is None or nosdeputes is None:
        return assemblee or nosdeputes
    return replace(_fill(assemblee, nosdeputes), comments=nosdeputes.comments)


def _fill(first: Question, second: Question) -> Question:
    """`first`, with each fact that it lacks taken from `second`; a namesake's constituency counts too."""
    missing = {
        field.name: getattr(second, field.name) for field in fields(Question) if getattr(first, field.name) is None
    }
    author = fuller(first.author, second.author)
    return replace(first, **{**missing, "author": author, "answer": _answer(first.answer, second.answer)})


def _answer(first: Answer | None, second: Answer | None) -> Answer | None:
    """The first answer, with what it lacks from the second; an erratum only where it belongs to the same text."""
    if first is None or second is None:
        return first or second
    is_of_another = first.text and second.text and second.erratum and words_of(first.text) != words_of(second.text)
    return Answer(
        first.published or second.published,
        first.text or second.text,
        first.erratum or (None if is_of_another else second.erratum),
        first.earlier if first.text else second.earlier,
    )


def _dated(reading: Question | None, at: datetime | None) -> Question | None:
    """The reading without the dates that could not be when it was made."""
    return reading and plausible(reading, at and today(at))


def _without_end(reading: Question | None) -> Question | None:
    return reading and replace(reading, answer=None, closing=None)


def _union(before: Question, after: Question) -> tuple[Comment, ...] | None:
    if before.comments is None or after.comments is None:
        return after.comments if before.comments is None else before.comments
    by_id = {comment.id: comment for comment in before.comments + after.comments}
    return tuple(by_id[key] for key in sorted(by_id))
