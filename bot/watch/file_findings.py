"""What a chamber's whole file brought: the questions that changed, what there is to report, what it is judged by."""

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.core.file_news import is_new
from bot.core.question import QuestionId
from bot.core.summary import found_by
from bot.core.whole_file import FileTotals, Published
from bot.parliament.page import Unreadable
from bot.parliament.whole_file import AMISS, Facts, RefusedRecord, UnknownKind, WholeFile, reason_of
from bot.watch.findings import BATCH, Refusals, Remarks
from storage.intake.packed import Packed
from storage.intake.shared_archive import KnownRecord, Reminder


@dataclass(slots=True)
class FileFindings:
    """What a file brought.

    `published` are all its questions, each with its day, and `answers` the days of answers: by these it is judged.
    `unknown` counts those of the refused records that say nothing against it, for they are of an unknown kind.
    `changed` are the questions of which the record is new or another one, by series; `fresh` the new ones among these.
    """

    remarks: Remarks
    refused: Refusals = field(default_factory=Refusals)
    unknown: int = 0
    published: dict[QuestionId, date | None] = field(default_factory=dict)
    answers: list[date] = field(default_factory=list)
    changed: dict[int, list[Packed]] = field(default_factory=dict)
    fresh: set[QuestionId] = field(default_factory=set)
    reminders: list[Reminder] = field(default_factory=list)

    @property
    def totals(self) -> FileTotals:
        """What the file is judged by."""
        return FileTotals(self.published, self.refused.count - self.unknown, self.answers)

    @property
    def changes(self) -> int:
        """How many questions are new or changed."""
        return sum(map(len, self.changed.values()))

    def batches(self) -> Iterator[tuple[int, bool, list[Packed]]]:
        """The changed questions of one series at a time, up to BATCH: the series, and whether these are new.

        The oldest series come first.
        """
        for series, changed in sorted(self.changed.items()):
            for are_new in (False, True):
                some = [each for each in changed if (QuestionId.stored(series, each.number) in self.fresh) is are_new]
                for at in range(0, len(some), BATCH):
                    yield series, are_new, some[at : at + BATCH]


@dataclass(frozen=True, slots=True)
class _Told:
    """A record of the file that can be read: `body` are its bytes."""

    record: Any
    facts: Facts
    body: bytes


def compare_file(
    file: WholeFile[Any],
    body: bytes,
    known: Mapping[QuestionId, KnownRecord],
    is_same_reader: bool,
    since: date | None,
    day: date,
) -> FileFindings:
    """Read the file, and compare it with what is known. It takes some tenths of a second: run it in a thread.

    Where another version of the reader read what is known, every record is read again. Questions that are not known are
    new if they were published from the day `since` on. `day` is that of the sweep in Paris. Raises Unreadable where the
    file as such cannot be trusted.
    """
    found = FileFindings(Remarks(day))
    for each in _told_once(file, body, found):
        crc, id = zlib.crc32(each.body), each.facts.id
        before = known.get(id)
        is_known = before is not None and is_same_reader and (before.crc, before.size) == (crc, len(each.body))
        if is_known or _add(found, file, each, crc, before is None and is_new(each.facts.asked, since)):
            found.published[id] = each.facts.asked
            if each.facts.answered:
                found.answers.append(each.facts.answered)
    return found


def published_before(known: Mapping[QuestionId, KnownRecord]) -> Published:
    """The questions of the file that was believed last, as the next one is judged by them."""
    return {id: record.asked for id, record in known.items() if record.is_listed}


def _told_once(file: WholeFile[Any], body: bytes, findings: FileFindings) -> list[_Told]:
    """The records that can be read. A question that stands in the file twice, and not alike, is refused."""
    found: dict[QuestionId, _Told] = {}
    refused = findings.refused
    differing: set[QuestionId] = set()
    for at, record in enumerate(file.records(body), 1):
        if isinstance(record, RefusedRecord):
            refused.add(record.name, record.reason)
            continue
        try:
            told = _Told(record, file.facts(record), file.dump(record))
            if not file.is_possible(told.facts.id):
                raise Unreadable(f"no question of the chamber {file.chamber.code}")
            if len(told.body) > file.largest_record:
                raise Unreadable(f"a record of {len(told.body)} bytes")
        except AMISS as error:
            refused.add(f"record {at}", reason_of(error))
            findings.unknown += isinstance(error, UnknownKind)
            continue
        if found.setdefault(told.facts.id, told).body != told.body:
            differing.add(told.facts.id)
    for id in sorted(differing):
        refused.add(id.uid, "stands in the file twice, and not alike")
    return [told for id, told in found.items() if id not in differing]


def _add(found: FileFindings, file: WholeFile[Any], told: _Told, crc: int, is_fresh: bool) -> bool:
    """Note a record that is new or changed. Returns whether it can be read."""
    try:
        question, first = file.question(told.record), file.reminds(told.record)
    except AMISS as error:
        found.refused.add(told.facts.id.uid, reason_of(error))
        return False
    known_by = found_by(question)
    entry = Packed(question.id.number, crc, len(told.body), file.pack(told.body), None, None, *known_by)
    found.changed.setdefault(question.id.series, []).append(entry)
    found.remarks.note(question)
    if is_fresh:
        found.fresh.add(question.id)
        if first is not None and first != question.id:
            found.reminders.append(Reminder(first, question.id, question.asked))
    return True
