"""What the Sénat's file brought: the questions that changed, what there is to report, and what it is judged by."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.core.chambers.senat_news import is_new
from bot.core.chambers.senat_reference import SenatReference
from bot.core.chambers.senat_sweep import SenateTotals
from bot.core.question import QuestionId
from bot.core.summary import found_by
from bot.parliament.page import Unreadable
from bot.parliament.senat.catalogued import PackedRow, id_of, packed_row, question_of
from bot.parliament.senat.questions_csv import read_questions
from bot.parliament.senat.records import SenateFile, SenateRow
from bot.watch.findings import BATCH, Refusals, Remarks
from storage.intake.packed import Packed
from storage.intake.shared_archive import KnownRecord, Reminder


@dataclass(slots=True)
class SenateFindings:
    """What a file brought.

    `listed` are all its questions, `changed` those of which the row is new or another one, by series; `fresh` the new
    ones among these. `published` is the day of each question by its reference, as the file is judged by it.
    """

    totals: SenateTotals
    remarks: Remarks
    refused: Refusals = field(default_factory=Refusals)
    listed: set[QuestionId] = field(default_factory=set)
    changed: dict[int, list[Packed]] = field(default_factory=dict)
    fresh: set[QuestionId] = field(default_factory=set)
    reminders: list[Reminder] = field(default_factory=list)

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


def compare_file(
    body: bytes, known: Mapping[QuestionId, KnownRecord], is_same_reader: bool, since: date | None, day: date
) -> SenateFindings:
    """Read the file, and compare it with what is known. It takes some tenths of a second: run it in a thread.

    Where another version of the reader read what is known, every row is read again. Questions that are not known are
    new if they were published from the day `since` on. `day` is that of the sweep in Paris. Raises Unreadable where the
    file as such cannot be trusted.
    """
    file = read_questions(body)
    found = SenateFindings(file.totals, Remarks(day))
    _refuse(file, found.refused)
    for row in file.rows:
        try:
            id = id_of(row.reference)
        except Unreadable as error:
            found.refused.add(str(row.reference), error.reason)
            continue
        found.listed.add(id)
        packed, before = packed_row(row), known.get(id)
        if before is not None and is_same_reader and (before.crc, before.size) == (packed.crc, packed.size):
            continue
        _add(found, row, packed, before is None and is_new(row.published, since))
    return found


def published_before(known: Mapping[QuestionId, KnownRecord]) -> dict[SenatReference, date | None]:
    """The questions of the file that was believed last, as the next one is judged by them."""
    return {SenatReference.parse(id.uid): record.asked for id, record in known.items() if record.is_listed}


def _refuse(file: SenateFile, refused: Refusals) -> None:
    for each in file.examples:
        refused.add(each.name, each.reason)
    refused.count = file.unreadable


def _add(found: SenateFindings, row: SenateRow, packed: PackedRow, is_fresh: bool) -> None:
    question = question_of(row)
    known_by = found_by(question)
    entry = Packed(question.id.number, packed.crc, packed.size, packed.packed, None, None, *known_by)
    found.changed.setdefault(question.id.series, []).append(entry)
    found.remarks.note(question)
    if is_fresh:
        found.fresh.add(question.id)
        if first := _first_of(row):
            found.reminders.append(Reminder(first, question.id, question.asked))


def _first_of(row: SenateRow) -> QuestionId | None:
    """The question of which a row reminds."""
    if row.reminds is None or row.reminds == row.reference or row.reminds.kind is None:
        return None
    return id_of(row.reminds)
