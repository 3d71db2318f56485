"""The Sénat's file of the questions of the last twelve months, as one that is swept as a whole."""

from collections.abc import Iterator
from typing import ClassVar

from bot.core.addresses import SENAT_DATA, SENAT_FILE
from bot.core.chambers.chamber import Chamber
from bot.core.chambers.senat import SENAT
from bot.core.question import Question, QuestionId
from bot.parliament.senat import catalogued, questions_csv
from bot.parliament.senat.catalogued import dump_row, id_of, load_row, question_of, reminded_by
from bot.parliament.senat.encoding import MAX_BYTES
from bot.parliament.senat.records import SenateRow
from bot.parliament.whole_file import Facts, OtherShape, RefusedRecord, WholeFile


class SenateQuestions(WholeFile[SenateRow]):
    """The file, whose rows have no texts."""

    chamber: ClassVar[Chamber] = SENAT
    site: ClassVar[str] = SENAT_DATA
    path: ClassVar[str] = SENAT_FILE
    version: ClassVar[int] = questions_csv.VERSION * 1_000 + catalogued.VERSION
    largest: ClassVar[int] = MAX_BYTES

    def records(self, body: bytes) -> Iterator[SenateRow | RefusedRecord]:
        """The rows. An encoding or columns that are not the known ones are another shape."""
        file = questions_csv.read_questions(body)
        if file.unlike is not None:
            raise OtherShape(file.unlike)
        yield from (RefusedRecord(each.name, each.reason) for each in file.failed)
        yield from file.rows

    def question(self, record: SenateRow) -> Question:
        """The question of a row."""
        return question_of(record)

    def facts(self, record: SenateRow) -> Facts:
        """What its reference and its days say."""
        return Facts(id_of(record.reference), record.published, record.answered)

    def reminds(self, record: SenateRow) -> QuestionId | None:
        """The question whose reference the row has as that of the one it reminds of."""
        return reminded_by(record.reference, record.reminds)

    def dump(self, record: SenateRow) -> bytes:
        """The row as JSON."""
        return dump_row(record)

    def load(self, body: bytes) -> SenateRow:
        """The inverse of `dump`."""
        return load_row(body)


FILE = SenateQuestions()
