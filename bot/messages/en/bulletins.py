"""The sentences in English: what is told once a week."""

SENTENCES: dict[str, str | dict[str, str]] = {
    # A weekly issue
    "issue-title-any": "🗞 <b>Journal officiel of {day}</b> ({chamber})",
    "issue-title-an": "🗞 <b>Journal officiel of Tuesday {day}</b>",
    "issue-title-senat": "🗞 <b>Journal officiel of Thursday {day}, Sénat</b>",
    "issue-all-any": "All written questions ({chamber})",
    "issue-all-an": "All questions of the {legislature}th legislature",
    "issue-all-senat": "All written questions of the Sénat, for a year",
    "issue-own": "What you follow and watch",
    "issue-own-chat": "What is followed and watched here",
    "issue-none-own": "Nothing in this issue about what you follow and watch.",
    "issue-none-own-chat": "Nothing in this issue about what is followed and watched here.",
    "issue-counts": "{questions}, {answers}",
    "issue-questions": {"one": "<b>{number}</b> new question", "other": "<b>{number}</b> new questions"},
    "issue-answers": {"one": "<b>{number}</b> answer", "other": "<b>{number}</b> answers"},
    "issue-fastest": "⚡ The fastest: {question} — {days}",
    "issue-slowest": "🐢 The slowest: {question} — {days}",
    "issue-delay": "⏱ The answer: {question} — {days}",
    "issue-days": {"one": "{number} day", "other": "{number} days"},
    "issue-answered-most": {
        "one": "🏛 Answers most: {ministry}, {number} answer",
        "other": "🏛 Answers most: {ministry}, {number} answers",
    },
    "issue-owes-most": {
        "one": "⌛ Owes most: {ministry}, {number} question overdue",
        "other": "⌛ Owes most: {ministry}, {number} questions overdue",
    },
    "issue-frequent": "📈 More than usual: {rubrics}",
    "issue-rubric": "{rubric} ({number}, {times} times the usual)",
    "issue-rubric-new": "{rubric} ({number}, none in the last year)",
    "issue-oldest": "🕰 Has waited longest: {question} — {days}",
    "issue-question": "no. {number}",
    # A week without one
    "no-issue-none-any": "🗞 No Journal officiel of questions on {day} ({chamber}): the data, read on {moment}, has none.",
    "no-issue-none-senat": (
        "🗞 No Journal officiel of the Sénat’s questions this Thursday {day}: the Sénat’s file, read on {moment}, has none."
    ),
    "no-issue-none-an": (
        "🗞 No Journal officiel of questions this Tuesday {day}: the archive of the Assemblée, read on {moment}, has none."
    ),
    "no-issue-still-any": (
        "🗞 Was there a Journal officiel of questions on {day} ({chamber})? I cannot say: read on {moment}, the data had not "
        "been renewed since."
    ),
    "no-issue-still-an": (
        "🗞 Was there a Journal officiel of questions on Tuesday {day}? I cannot say: read on {moment}, the archive of the "
        "Assemblée had not been renewed since."
    ),
    "no-issue-unread-any": (
        "🗞 Was there a Journal officiel of questions on {day} ({chamber})? I cannot say: I have not been able to read the data "
        "since {moment}."
    ),
    "no-issue-unread-senat": (
        "🗞 Was there a Journal officiel of the Sénat’s questions on Thursday {day}? I cannot say: I have not been able to read "
        "the Sénat’s file since {moment}."
    ),
    "no-issue-unread-an": (
        "🗞 Was there a Journal officiel of questions on Tuesday {day}? I cannot say: I have not been able to read the archive of "
        "the Assemblée since {moment}."
    ),
    "no-issue-never-read-any": (
        "🗞 Was there a Journal officiel of questions on {day} ({chamber})? I cannot say: I have not been able to read the data yet."
    ),
    "no-issue-never-read-senat": (
        "🗞 Was there a Journal officiel of the Sénat’s questions on Thursday {day}? I cannot say: I have not been able to read "
        "the Sénat’s file yet."
    ),
    "no-issue-never-read-an": (
        "🗞 Was there a Journal officiel of questions on Tuesday {day}? I cannot say: I have not been able to read the archive of "
        "the Assemblée yet."
    ),
    # Signs of life
    "quiet-week": "👀 A week with nothing to tell you, until {day}. I am still watching.",
    "quiet-week-chat": "👀 A week with nothing to tell here, until {day}. I am still watching.",
    "quiet-week-late": (
        "👀 A week with nothing to tell, until {day}. But I could not read everything: something may have happened."
    ),
    "read-last": "<i>Last read: {sources}</i>",
    "read-last-late": "⚠️ <i>Last read: {sources}</i>",
    "read-assemblee": "Assemblée on {moment}",
    "read-assemblee-never": "Assemblée, not yet",
    "read-any": "{chamber} on {moment}",
    "read-senat": "Sénat on {moment}",
    "read-nosdeputes": "NosDéputés.fr on {moment}",
}
