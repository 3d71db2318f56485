"""What the comparison makes of a whole file of any parliament: read, refused, new, changed, told twice."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, ClassVar

import pytest

from bot.core.chambers.chamber import Chamber
from bot.core.question import Answer, Question, QuestionId
from bot.parliament.csv_file import CsvFile
from bot.parliament.json_file import JsonFile
from bot.parliament.page import Unreadable
from bot.parliament.record_fields import Fields, day_in, french_day_in, html_in, line_in, prose_in
from bot.parliament.sources import file_of
from bot.watch.file_findings import FileFindings, compare_file
from storage.intake.shared_archive import KnownRecord
from tests.support.chambers import DIET, Diet

TODAY = date(2026, 11, 29)


class DietFile(JsonFile):
    """The Diet's file: a list."""

    chamber: ClassVar[Chamber] = DIET
    site: ClassVar[str] = "https://data.diet.example"
    path: ClassVar[str] = "/all.json"
    version: ClassVar[int] = 1
    largest_record: ClassVar[int] = 2_000

    def question(self, record: Fields) -> Question:
        answered = day_in(record, "answered")
        return Question(
            QuestionId(DIET, 2026, record["n"], "W"),
            subject=line_in(record, "title"),
            asked=day_in(record, "tabled"),
            text=prose_in(record, "text"),
            answer=Answer(answered, html_in(record, "answer")) if answered else None,
        )


FILE = DietFile()


def one(n: Any, **others: Any) -> dict[str, Any]:
    return {"n": n, "title": "Bridges", "tabled": "2026-11-20", **others}


def compared(*records: Any, known: Mapping[QuestionId, KnownRecord] | None = None) -> FileFindings:
    body = json.dumps(list(records)).encode()
    return compare_file(FILE, body, known or {}, True, TODAY - timedelta(weeks=3), TODAY)


def id_of(n: int) -> QuestionId:
    return QuestionId(DIET, 2026, n, "W")


def test_every_record_that_can_be_read_is_listed_and_the_others_are_refused_with_a_reason() -> None:
    found = compared(one(1), one("2"), {"title": "no number"}, 7, None, one(3, tabled="yesterday"), one(4, title=["x"]))
    assert set(found.published) == {id_of(1)}
    reasons = dict(found.refused.examples)
    assert reasons["record 2"] == "no question of the chamber diet"
    assert reasons["record 3"] == "KeyError: 'n'"
    assert reasons["record 4"] == reasons["record 5"] == "no object"
    assert reasons["record 6"].startswith("ValueError")
    assert found.refused.count == 6
    assert found.totals.unreadable == found.refused.count


def test_a_question_that_stands_twice_and_not_alike_is_refused_and_one_that_stands_twice_alike_is_not() -> None:
    found = compared(one(1), one(1, title="Other"), one(2), dict(reversed(one(2).items())))
    assert (set(found.published), found.refused.examples) == (
        {id_of(2)},
        [("W-2026/1", "stands in the file twice, and not alike")],
    )


def test_a_record_that_is_too_large_is_refused() -> None:
    assert compared(one(1, text="x" * 3_000)).refused.count == 1


def test_what_is_known_as_it_stands_is_no_change_in_whatever_order_its_members_are() -> None:
    (packed,) = next(iter(compared(one(1)).changed.values()))
    known = {id_of(1): KnownRecord(packed.crc, packed.size, date(2026, 11, 20), True)}
    again = compared(dict(reversed(one(1).items())), one(2), known=known)
    assert (again.changes, again.fresh) == (1, {id_of(2)})
    assert set(again.published) == {id_of(1), id_of(2)}
    changed = compared(one(1, answered="2026-11-29T10:00:00", answer="<p>Yes &amp; no.</p>"), known=known)
    assert (changed.changes, changed.fresh, changed.answers) == (1, set(), [TODAY])


def test_what_is_kept_is_read_back() -> None:
    record = one(1, text="One.\r\nTwo.\n\n", answered="2026-11-29", answer="<p>A <em>b</em></p><p>c</p>")
    (packed,) = next(iter(compared(record).changed.values()))
    question = FILE.unpack(packed.record)
    assert question is not None and question.answer is not None
    assert (question.text, question.answer.text) == ("One.\n\nTwo.", "A b\n\nc")
    assert FILE.unpack(packed.record[:-4]) is None


@pytest.mark.parametrize("body", [b"", b"<html>", b"{}", b'{"n": 1}', b"[" * 200_000, b'"x"', b"\xff\xfe"])
def test_what_is_no_such_file_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable):
        compare_file(FILE, body, {}, True, None, TODAY)


def test_a_chamber_with_a_file_whose_reader_is_missing_is_named() -> None:
    class Missing(Diet):
        code: ClassVar[str] = "missing"
        archive: ClassVar[str] = "missing"

    with pytest.raises(LookupError, match=r"bot\.parliament\.missing: has to have FILE"):
        file_of(Missing())


class DietRows(CsvFile):
    """The Diet's file, in rows."""

    chamber: ClassVar[Chamber] = DIET
    site: ClassVar[str] = "https://data.diet.example"
    path: ClassVar[str] = "/all.csv"
    version: ClassVar[int] = 1
    separator: ClassVar[str] = ";"
    columns: ClassVar[tuple[str, ...]] = ("n", "title", "tabled")

    def question(self, record: Fields) -> Question:
        id = QuestionId(DIET, 2026, int(record["n"]), "W")
        return Question(id, subject=line_in(record, "title"), asked=french_day_in(record, "tabled"))


def test_a_file_in_rows_is_read_by_the_names_of_its_columns() -> None:
    rows = ["tabled;n;title", "20/11/2026;1;A; B", '20/11/2026;2;"A; ""B""\nC"', "", ";3;", "31/02/2026;4;x", "1;5"]
    found = compare_file(DietRows(), "\r\n".join(rows).encode(), {}, True, None, TODAY)
    assert found.published == {id_of(2): date(2026, 11, 20), id_of(3): None}
    assert [name for name, _ in found.refused.examples] == ["row 2", "record 4", "row 7"]
    question = DietRows().unpack(found.changed[id_of(2).series][0].record)
    assert question is not None
    assert question.subject == 'A; "B" C'


@pytest.mark.parametrize("body", [b"", b"a;b\n1;2\n", b"tabled;n;title\n\xff;1;x", b'tabled;n;title\n"x', b"<html>"])
def test_what_has_not_these_columns_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable):
        compare_file(DietRows(), body, {}, True, None, TODAY)
