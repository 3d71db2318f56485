"""The sentences in English: the questions that are beyond their term."""

SENTENCES: dict[str, str | dict[str, str]] = {
    "overdue-title": "⌛️ <code>{query}</code>",
    "overdue-number": {
        "one": "<b>{number} question overdue</b>",
        "other": "<b>{number} questions overdue</b>, the longest overdue first",
    },
    "overdue-number-followed": {
        "one": "⌛️ <b>{number} followed question overdue</b>",
        "other": "⌛️ <b>{number} followed questions overdue</b>, the longest overdue first",
    },
    "overdue-line": {
        "one": "• {link} {subject} — {ministry}<i>{number} day overdue</i>",
        "other": "• {link} {subject} — {ministry}<i>{number} days overdue</i>",
    },
    "overdue-line-signalled": {
        "one": "• {link} {subject} — {ministry}<i>flagged, {number} day overdue</i>",
        "other": "• {link} {subject} — {ministry}<i>flagged, {number} days overdue</i>",
    },
    "overdue-which": "Two months to answer; ten days once a question is flagged.",
    "overdue-which-plain": "{term} to answer.",
    "overdue-which-several": "Each chamber has its own term.",
    "overdue-none": "No question is overdue.",
    "overdue-none-followed": (
        "👌 None of the questions followed here is overdue.\n\nFor a ministry, a deputy, a group or a rubric:\n"
        "<code>/overdue santé</code>\n<code>/overdue @Juvin</code>\n<code>/overdue group:LR rubric:eau</code>"
    ),
    "overdue-example": (
        "For example:\n"
        "<code>/overdue</code> what is followed here\n"
        "<code>/overdue santé</code> a ministry\n"
        "<code>/overdue @Juvin</code> a deputy\n"
        "<code>/overdue group:LR rubric:eau</code>"
    ),
    "overdue-still-reading": (
        "⌛️ <code>{query}</code>\n\nI am still reading the archives: some would be missing. Try again in a few minutes."
    ),
    "overdue-too-many": (
        "⌛️ <code>{query}</code>\n\nToo many questions to read one by one: without quotes and *, I can find them."
    ),
    "button-overdue": "⌛️ Overdue",
    "toast-overdue-gone": "I cannot find what this was about any more. Ask again with /overdue.",
}
