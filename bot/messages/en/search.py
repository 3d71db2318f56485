"""The sentences in English: searches, watches, and what is offered in other chats."""

SENTENCES: dict[str, str | dict[str, str]] = {
    # A search
    "find-title": "🔎 <code>{query}</code>",
    "find-nothing": "🔎 <code>{query}</code>\n\nNo question matches. Try fewer words, or others.",
    "find-not-yet": "🔎 <code>{query}</code>\n\nNothing so far, but not everything was looked through yet.",
    "find-still-reading": (
        "🔎 <code>{query}</code>\n\nNothing so far: I am still reading the archives. Try again in a few minutes."
    ),
    "find-no-more": "🔎 <code>{query}</code>\n\nThere are no others.",
    "find-empty": "Say what you are looking for: words, a name, a ministry.",
    "find-stop-words": "These words are in every question: add one that says what it is about.",
    "find-exclusions": "Say what you are looking for, too, and not only what to leave out.",
    "find-too-long": "That is too long for a search: a few words are enough.",
    "find-unknown-value": (
        "I do not understand “{word}”. After <code>state:</code>, write waiting, answered or closed; after <code>chamber:</code>, "
        "{chambers}; after <code>kind:</code>, written, QG, QOSD, oral or all; after <code>legislature:</code>, a number such as 17; after <code>year:</code>, a year such as 2026; after <code>since:</code>, a year, a month or a "
        "day: 2026, 2026-03 or 2026-03-15."
    ),
    "find-unknown-filter": (
        "“{word}” is no filter. The filters are <code>@Juvin</code>, <code>ministry:santé</code>, <code>rubric:eau</code>, "
        "<code>group:LR</code>, <code>state:waiting</code>, <code>chamber:sénat</code>, <code>kind:QG</code>, <code>legislature:17</code>, <code>year:2026</code> "
        "and <code>since:2026-03</code>."
    ),
    "find-all": {"one": "{n} question", "other": "{n} questions"},
    "find-total": "{total} in all",
    "find-range": "{first}–{last}",
    "find-range-of": "{first}–{last} of {total}",
    "find-at-most": "{total} at most",
    "find-more-than": "more than {total}",
    "find-rubrics": "Rubrics: {rubrics}",
    "find-others": {"one": "{n} other", "other": "{n} others"},
    "find-example": (
        "For example:\n"
        "<code>/search hébergement données</code>\n"
        '<code>/search "accès aux soins" -urgence</code>\n'
        "<code>/search @Juvin ministry:santé</code>\n"
        "<code>/search cloud OR 5G state:waiting</code>"
    ),
    "button-find-waiting": "⏳ Waiting",
    "button-find-answered": "✅ Answered",
    "button-find-oral": "🗣 Oral ones too",
    "button-find-year": "📅 {year}",
    "button-find-ministry": "🏛 {ministry}",
    "button-find-watch": "🔭 Make it a watch",
    "button-find-results": "🔎 Results",
    "toast-find-gone": "I cannot find these words any more. Search again with /search.",
    # A name that several bear
    "which-deputy": "Several deputies bear this name. Which one do you mean?",
    "which-deputy-asked": {"one": "{n} question", "other": "{n} questions"},
    "which-deputy-last": "the latest on {day}",
    "which-deputy-more": {
        "one": "{n} other bears this name: add a first name or a constituency to find them.",
        "other": "{n} others bear this name: add a first name or a constituency to find them.",
    },
    "which-ministry": "This name can mean several ministries. Which one do you mean?",
    "button-all-of-them": "All of them",
    # Watches
    "watched-by": {"one": "🔭 Watch: {names}", "other": "🔭 Watches: {names}"},
    # What is offered in other chats
    "inline-hint": "Type a number, or words of the subject",
    "inline-nothing": "No question found. Try other words",
    "inline-too-fast": {
        "one": "Too many searches: try again in {n} second",
        "other": "Too many searches: try again in {n} seconds",
    },
    "inline-private": "This bot is private. Learn more",
}
