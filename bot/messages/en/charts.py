"""The sentences in English: in pictures of figures and of a question's life."""

SENTENCES: dict[str, str | dict[str, str]] = {
    "chart-title-all": "How the Government answers",
    "chart-title-league": "Who answers within two months?",
    "chart-title-months": "Questions and answers by month",
    "chart-title-delays": "How long do answers take?",
    "chart-title-weeks": "Questions and answers by week",
    "chart-legislature": "All questions of the {legislature}th legislature",
    "chart-source": "Source: {chambers}",
    "chart-undrawn": "<i>The picture could not be drawn; ask for it again in a while.</i>",
    # What became of the questions
    "chart-in-time": {"one": "answered within two months", "other": "answered within two months"},
    "chart-late": {"one": "answered later", "other": "answered later"},
    "chart-undated": {"one": "answered, day unknown", "other": "answered, days unknown"},
    "chart-waiting": {"one": "still waits, not yet due", "other": "still wait, not yet due"},
    "chart-overdue": {"one": "still waits, overdue", "other": "still wait, overdue"},
    "chart-closed": {"one": "closed without an answer", "other": "closed without an answer"},
    # Delays
    "chart-delays-of": {"one": "Delay of {number} answer, in days", "other": "Delays of {number} answers, in days"},
    "chart-within-term": "in time",
    "chart-after-term": "overdue",
    "chart-term": "two months",
    "chart-median": {"one": "median: {number} day", "other": "median: {number} days"},
    # By month and by week
    "chart-months-last": "The last {n} months",
    "chart-questions": "questions",
    "chart-answers": "answers",
    # By ministry
    "chart-share": "Share of the judged questions answered in time",
    "chart-few": "Fewer than {n} questions judged: no place and no rate",
    "chart-median-short": "median {number} d",
    "chart-no-answer": "no answer",
    "chart-asked": {"one": "{number} question", "other": "{number} questions"},
    # A question's life
    "button-life": "🕰 Timeline",
    "life-line": "• {day}: {step}",
    "life-step-asked": "Question published",
    "life-step-moved": "Handed to {ministry}",
    "life-moved-short": "Handed to:",
    "life-step-renewed": "Asked again",
    "life-step-signalled": "Flagged",
    "life-step-due": "End of the {term} allowed",
    "life-step-due-ahead": "End of the {term} allowed, to come",
    "life-step-signalled-due": "Deadline once flagged",
    "life-step-signalled-due-ahead": "Deadline once flagged, to come",
    "life-step-answered": "Answer published",
    "life-step-closed": "Closed without an answer",
    "life-step-today": "Today, unanswered",
    "life-lasted-no-day": "The answer came on the same day.",
    "life-lasted-answered": {
        "one": "The answer came after <b>{number} day</b>.",
        "other": "The answer came after <b>{number} days</b>.",
    },
    "life-lasted-closed": {
        "one": "Closed after <b>{number} day</b> without an answer.",
        "other": "Closed after <b>{number} days</b> without an answer.",
    },
    "life-lasted-today": {
        "one": "It has been waiting for <b>{number} day</b>.",
        "other": "It has been waiting for <b>{number} days</b>.",
    },
    "life-usual": {
        "one": "Half of the answers of this ministry came within {number} day.",
        "other": "Half of the answers of this ministry came within {number} days.",
    },
    "life-band": "Usual delay of this ministry: half of the answers come after {first} to {third} days (median {median})",
    "life-unknown": "I do not know yet on which day this question was published: there is no timeline.",
}
