"""A chamber's whole file in JSON."""

import json
from collections.abc import Iterable
from typing import ClassVar

from bot.parliament.page import Unreadable
from bot.parliament.record_fields import Fields
from bot.parliament.whole_file import RefusedRecord, WholeFile, reason_of


class JsonFile(WholeFile[Fields]):
    """A file in JSON whose records are objects in one list: the whole file, or its member of the name `listed`."""

    listed: ClassVar[str | None] = None

    def records(self, body: bytes) -> Iterable[Fields | RefusedRecord]:
        """The objects of the list; what else is in it cannot be read."""
        try:
            told = json.loads(body)
            records = told if self.listed is None else told[self.listed]
        except (ValueError, LookupError, TypeError, RecursionError) as error:
            raise Unreadable(f"not the file of questions: {reason_of(error)}") from error
        if not isinstance(records, list):
            raise Unreadable("not the file of questions: no list of records")
        for at, each in enumerate(records, 1):
            yield each if isinstance(each, dict) else RefusedRecord(f"record {at}", "no object")
