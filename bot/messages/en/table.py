"""The sentences in English: tables to take away, for a spreadsheet."""

SENTENCES: dict[str, str | dict[str, str]] = {
    "table-heading-reference": "Reference",
    "table-heading-link": "Official page",
    "table-heading-state": "State",
    "table-heading-author": "Author",
    "table-heading-group": "Group",
    "table-heading-ministry": "Ministry",
    "table-heading-rubric": "Rubric",
    "table-heading-subject": "Subject",
    "table-heading-asked": "Published on",
    "table-heading-term": "Answer due on",
    "table-heading-answered": "Answered on",
    "table-heading-delay": "Delay (days)",
    "table-heading-beyond": "Overdue (days)",
    "table-heading-closing": "Reason of the end",
    "table-state-waiting": "waiting",
    "table-state-answered": "answered",
    "table-state-closed": "closed without an answer",
    "table-state-unread": "not read yet",
    "table-name-list": "follows",
    "table-name-found": "search",
    "table-name-overdue": "overdue",
    "table-rows": {"one": "📄 <b>{number} question</b>", "other": "📄 <b>{number} questions</b>"},
    "table-cut": {
        "one": "There are more: the first one alone is in this file.",
        "other": "There are more: the first {number} alone are in this file.",
    },
    "table-advice": "A table for Excel or LibreOffice.",
    "table-empty": "There is nothing to put into a table.",
    "table-unreadable": (
        "This table is read in Excel or LibreOffice, and I cannot take it up again. To follow everything anew, send the file "
        "that /export gives, with nothing added."
    ),
    "button-table": "📄 Table",
}
