"""The sentences in English: how the Government answers, in figures."""

SENTENCES: dict[str, str | dict[str, str]] = {
    "figures-title": "📊 <b>{chambers}</b>\n<code>{query}</code>",
    # All questions together
    "figures-asked": {"one": "<b>{number}</b> question", "other": "<b>{number}</b> questions"},
    "figures-answered": {"one": "{number} answered", "other": "{number} answered"},
    "figures-in-time": {
        "one": "<b>{share}</b> within two months, of {number} judged",
        "other": "<b>{share}</b> within two months, of {number} judged",
    },
    "figures-in-time-any": {
        "one": "<b>{share}</b> in time, of {number} judged",
        "other": "<b>{share}</b> in time, of {number} judged",
    },
    "figures-few": "{share} (too few to conclude)",
    "figures-none-judged": "None is judged yet",
    "figures-median": {"one": "Median delay: {number} day", "other": "Median delay: {number} days"},
    "figures-middle": "half of the answers between {first} and {third}",
    "figures-waiting": {"one": "{number} waiting", "other": "{number} waiting"},
    "figures-waited": {"one": "for {number} day (median)", "other": "for {number} days (median)"},
    "figures-overdue": {"one": "{number} of them overdue", "other": "{number} of them overdue"},
    "figures-oldest": "the oldest since {day}",
    "figures-closed": {"one": "{number} closed without an answer", "other": "{number} closed without an answer"},
    "figures-which": "Judged: the questions whose two-month deadline has passed, but for those closed before.",
    "figures-which-any": "Judged: the questions whose deadline has passed, but for those closed before.",
    "figures-without-terms": "Oral questions have no deadline: none is overdue.",
    "figures-source": "{chambers}, data of {day}",
    "figures-span-any": {
        "one": "{chamber}: the questions of the last month.",
        "other": "{chamber}: the questions of the last {n} months.",
    },
    "figures-span-senat": "Sénat: the questions of the last twelve months.",
    # By ministry
    "figures-league": "<b>By ministry</b>, the one most often in time first",
    "figures-league-row": "{place}. {ministry} — {share} in time, {delay}, {overdue} overdue",
    "figures-league-median": "median {number} d",
    "figures-league-unanswered": "no answer",
    "figures-league-few": "<b>Fewer than {n} judged</b>, so without a rank or a rate",
    "figures-league-few-row": {
        "one": "• {ministry} — {number} question, {overdue} overdue",
        "other": "• {ministry} — {number} questions, {overdue} overdue",
    },
    "figures-league-which": (
        "A ministry of two families counts in both; a question that moved counts for the one that owes the answer."
    ),
    # By month, and by delay
    "figures-months": "<b>By month of publication</b>",
    "figures-month-row": "{month}: {asked}, {answers}",
    "figures-questions": {"one": "{number} question", "other": "{number} questions"},
    "figures-answers": {"one": "{number} answer", "other": "{number} answers"},
    "figures-delays": "<b>How long answers took</b>",
    "figures-delay-row": "{least} to {most} days: {answers} ({share})",
    "figures-delay-last-row": "{least} days or more: {answers} ({share})",
    "figures-delays-none": "No answer, so no delay.",
    # The oldest ones
    "figures-oldest-ones": "<b>Waiting for the longest time</b>",
    "figures-none-waits": "None waits for an answer.",
    # Where there is nothing to show
    "figures-nothing": "📊 <b>{chambers}</b>\n<code>{query}</code>\n\n{why}",
    "figures-none": "No written question matches.",
    "figures-none-at-all": "No question matches.",
    "figures-none-archived": (
        "The Assemblée publishes no data of this legislature: my figures begin with the {first}th, in {year}."
    ),
    "figures-none-in-sessions": (
        "Legislatures are the Assemblée nationale’s: for the Sénat, say since when, as in <code>since:2026-03</code>."
    ),
    "figures-still-reading": (
        "📊 <code>{query}</code>\n\nI am still reading the archives: figures would be wrong. "
        "Try again in a few minutes."
    ),
    "figures-too-many": (
        "📊 <code>{query}</code>\n\nToo many questions to read one by one: without quotes and *, I can count."
    ),
    "figures-example": (
        "For example:\n"
        "<code>/figures</code> the whole legislature\n"
        "<code>/figures santé</code> a ministry\n"
        "<code>/figures Juvin</code> a deputy\n"
        "<code>/figures rubric:eau group:LR since:2026</code>\n"
        "<code>/figures chamber:senat</code> the Sénat"
    ),
    "button-figures-league": "🏛 By ministry",
    "button-figures-months": "📅 By month",
    "button-figures-delays": "⏱ Delays",
    "button-figures-oldest": "⌛ The oldest",
    "button-of-any": "{chamber}",
    "button-of-an": "Assemblée",
    "button-of-senat": "Sénat",
    "button-figures-together": "Together",
    "button-figures-back": "‹ Overview",
    "toast-figures-gone": "I cannot find what this was about any more. Ask again with /figures.",
}
