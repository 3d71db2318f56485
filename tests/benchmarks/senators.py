"""A year of senators' questions in the words of a corpus, as the sweep of their file hands them over."""

import zlib
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter

from bot.core.summary import found_by
from bot.parliament.senat import FILE
from bot.parliament.senat.questions_csv import read_questions
from bot.parliament.senat.records import SenateRow
from bot.standins.sites.senat_file import made_rows, written
from storage.intake.packed import Packed
from tests.benchmarks.corpus import ENDS, Corpus

LAST_DAY = max(ENDS.values())


def of_senators(corpus: Corpus, count: int, last_day: date = LAST_DAY) -> Iterator[tuple[int, list[Packed]]]:
    """So many questions of the twelve months until a day, with the numbers of their series; those of one together."""
    rows = [row | {"Titre": " ".join(corpus.run(8))} for row in made_rows(last_day, count)]
    read = sorted(((FILE.question(row).id, row) for row in read_questions(written(rows)).rows), key=itemgetter(0))
    for series, some in groupby(read, lambda each: each[0].series):
        yield series, [_packed(row) for _, row in some]


def _packed(row: SenateRow) -> Packed:
    question, body = FILE.question(row), FILE.dump(row)
    known_by = found_by(question)
    return Packed(question.id.number, zlib.crc32(body), len(body), FILE.pack(body), None, None, *known_by)
