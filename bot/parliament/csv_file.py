"""A chamber's whole file in rows of cells, whose first line names the columns."""

import csv
import io
from collections.abc import Iterable
from typing import ClassVar

from bot.parliament.page import Unreadable
from bot.parliament.record_fields import Fields
from bot.parliament.whole_file import RefusedRecord, WholeFile, reason_of

MOST_COLUMNS = 200


class CsvFile(WholeFile[Fields]):
    """A file in CSV. A record is a row: its cells by the names of their columns.

    `separator` stands between two cells, `encoding` is that of the bytes, and `columns` are those without which it is
    not the file that is known.
    """

    separator: ClassVar[str] = ","
    encoding: ClassVar[str] = "utf-8-sig"
    columns: ClassVar[tuple[str, ...]] = ()

    def records(self, body: bytes) -> Iterable[Fields | RefusedRecord]:
        """The rows; one that has not as many cells as there are columns cannot be read."""
        try:
            text = io.StringIO(body.decode(self.encoding), newline="")
            rows = list(csv.reader(text, delimiter=self.separator, strict=True))
        except (ValueError, csv.Error) as error:
            raise Unreadable(f"not the file of questions: {reason_of(error)}") from error
        header = [each.strip() for each in rows[0]] if rows else []
        missing = [each for each in self.columns if each not in header]
        if missing or not header or len(header) > MOST_COLUMNS:
            raise Unreadable(f"not the file of questions: columns are missing: {', '.join(missing) or 'all'}")
        for at, cells in enumerate(rows[1:], 2):
            if len(cells) == len(header):
                yield dict(zip(header, cells, strict=True))
            elif cells:
                yield RefusedRecord(f"row {at}", f"{len(cells)} cells, not {len(header)}")
