"""A table of questions to take away: its heading and its rows in a language, and the message that brings its file."""

from datetime import date

from bot.core.table import TableFile, TableRow, day_cell, file_name, number_cell, text_cell
from bot.messages.keyboards import Tabled
from bot.messages.message import Attachment, Message
from bot.messages.parts import joined
from bot.messages.phrases import Phrases

COLUMNS = (
    "reference",
    "link",
    "state",
    "author",
    "group",
    "ministry",
    "rubric",
    "subject",
    "asked",
    "term",
    "answered",
    "delay",
    "beyond",
    "closing",
)
"""What each column is; docs/export.md describes them."""

_NAMES = {
    Tabled.FOLLOWED: "table-name-list",
    Tabled.FOUND: "table-name-found",
    Tabled.OVERDUE: "table-name-overdue",
    Tabled.OVERDUE_FOLLOWED: "table-name-overdue",
}


def table_heading(words: Phrases) -> list[str]:
    """The names of the columns."""
    return [words.text(f"table-heading-{each}") for each in COLUMNS]


def table_cells(words: Phrases, row: TableRow, day: date) -> list[str]:
    """The cells of a row; `day` is today in Paris."""
    return [
        row.id.uid,  # a spreadsheet takes "16-12" for a day in December
        row.id.page,
        words.text(f"table-state-{row.state or 'unread'}"),
        text_cell(row.author),
        text_cell(row.group),
        text_cell(row.ministry),
        text_cell(row.rubric),
        text_cell(row.subject),
        day_cell(row.asked),
        day_cell(row.term),
        day_cell(row.answered),
        number_cell(row.delay),
        number_cell(row.beyond(day)),
        text_cell(row.closing),
    ]


def table_message(words: Phrases, of: Tabled, file: TableFile, day: date, is_whole: bool, query: str = "") -> Message:
    """The message with the file, which says how many questions are in it, and whether these are all there are."""
    rows = words.say("table-rows", n=file.rows, number=words.number(file.rows))
    left_out = None if is_whole else words.say("table-cut", n=file.rows, number=words.number(file.rows))
    name = file_name(words.text(_NAMES[of]), day, query)
    return Message(joined([rows, left_out, words.say("table-advice")]), attachment=Attachment(name, file.content))
