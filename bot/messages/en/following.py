"""The sentences in English: following, and the list."""

SENTENCES: dict[str, str | dict[str, str]] = {
    # What follows a command
    "followed": "👁 You now follow this question.",
    "followed-chat": "👁 This question is now followed here.",
    "already-followed": "👁 You already follow this question.",
    "already-followed-chat": "👁 This question is already followed here.",
    "took-current": "“{number}” names no legislature: I took the {legislature}th, the current one.",
    "took-this": "“{number}” names no legislature: I took the {legislature}th.",
    "took-any": "“{bare}” can be of several sessions: I took the latest that I know.",
    "took-an": "“{number}” without a legislature: I took the {legislature}th, the latest that has this number.",
    "took-senat": "“{number}” names no month: I took the latest that I know, published in {month}/{year}.",
    "not-checked": "Not checked, as the site did not answer: {unchecked}.",
    "took-earlier": {
        "one": "There is no question no. {number} in the {absent} legislature: I took the {legislature}th.",
        "other": "There is no question no. {number} in the {absent} legislatures: I took the {legislature}th.",
    },
    "others-aloud": "🗣 An oral question has this number too: {names}.",
    "others-swap": {
        "one": "Not the one you meant? The button below follows the other one instead.",
        "other": "Not the one you meant? The buttons below follow another one instead.",
    },
    "others-see": {
        "one": "Not the one you meant? The button below shows the other one.",
        "other": "Not the one you meant? The buttons below show the others.",
    },
    "others-listed": {
        "one": "This number can mean several questions: {numbers}. Not the one you meant? Use the buttons below.",
        "other": "These numbers can mean several questions: {numbers}. Not the ones you meant? Use the buttons below.",
    },
    "others-left-out": {
        "one": "For {n} more there is no room: name its legislature, for example <code>16/12432</code>.",
        "other": "For {n} more there is no room: name their legislature, for example <code>16/12432</code>.",
    },
    "swapped": "👁 You now follow this question, instead of {that}.",
    "swapped-chat": "👁 This question is now followed here, instead of {that}.",
    "kept-waiting": (
        "⏳ <b>{name}</b>: the site is not answering right now. Your request is kept: the card will come {where} as soon as "
        "the page can be read."
    ),
    "kept-waiting-status": (
        "⏳ <b>{name}</b>: the site is not answering right now. Try again in a few minutes, "
        "or follow it at once: <code>/follow {reference}</code>"
    ),
    "kept-reading": (
        "⏳ <b>{name}</b>: I am still reading the Assemblée’s archives. Your request is kept: the card will come {where} "
        "as soon as that is done."
    ),
    "kept-reading-status": (
        "⏳ <b>{name}</b>: I am still reading the Assemblée’s archives. Try again in a few minutes, "
        "or follow it at once: <code>/follow {reference}</code>"
    ),
    "kept-to-come": (
        "⏳ <b>{name}</b>: not in {file} yet. Your request is kept: the card will come {where} as soon as it is."
    ),
    "kept-to-come-status": (
        "⏳ <b>{name}</b>: not in {file} yet. To follow it as soon as it is: <code>/follow {reference}</code>"
    ),
    "late-card": "👁 The question can be read now. Here it is; you follow it:",
    "late-card-chat": "👁 The question can be read now. Here it is; it is followed here:",
    "late-card-bare": (
        "👁 The question can be read now. “{number}” names no legislature: I took the {legislature}th, the latest that has "
        "this number. Here it is; you follow it:"
    ),
    "late-card-bare-chat": (
        "👁 The question can be read now. “{number}” names no legislature: I took the {legislature}th, the latest that has "
        "this number. Here it is; it is followed here:"
    ),
    "unfollowed": "You no longer follow question {name}.",
    "unfollowed-chat": "Question {name} is no longer followed here.",
    "not-followed": ("Question {name} is not followed here: nothing has changed. /list shows those that are."),
    "not-followed-number": (
        "No question no. {number} is followed here: nothing has changed. /list shows those that are."
    ),
    "several-followed": "Several questions no. {number} are followed here. Which one shall I stop following?",
    # The list
    "watch-about": (
        "<b>A watch</b> announces the written questions on a subject as soon as they are published, then their answer or their "
        "end, so that you need not follow them one by one. For example: <code>/watch cloud souverain</code>"
    ),
    "watch-new": "🔭 <b>New watch</b>, not started yet",
    "watch-title": "🔭 <b>Watch</b>",
    "watch-begun": "✅ The watch starts {where}.",
    "watch-known": "👌 This watch exists {where} already. Here it is:",
    "watch-elsewhere": "It announces in another topic of the forum already: if you start it here, it will announce here alone.",
    "watch-stopped": "🗑 Watch stopped: {query}. To start it again, send these words after /watch.",
    "watch-counts": {
        "one": "In the last 30 days: <b>{n} question</b>; in a year: <b>{year}</b>.",
        "other": "In the last 30 days: <b>{n} questions</b>; in a year: <b>{year}</b>.",
    },
    "watch-counts-least": {
        "one": "In the last 30 days: at least <b>{n} question</b>; in a year: at least <b>{year}</b>.",
        "other": "In the last 30 days: at least <b>{n} questions</b>; in a year: at least <b>{year}</b>.",
    },
    "watch-newest": "The latest:",
    "watch-beside": "Words that often go with these: + adds one, − leaves it out.",
    "watch-joined": "Another watch had the same words: it is stopped, this one stays.",
    "watch-found-none": "No question matches so far.",
    "watch-start-anyway": "The watch can start all the same: it will look out for the next ones.",
    "watch-tells": "It announces: {kinds}.",
    "watch-tells-asked": "new questions",
    "watch-tells-answered": "answers",
    "watch-tells-closed": "ends without an answer",
    "watch-box-asked": "New ones",
    "watch-box-answered": "Answers",
    "watch-box-closed": "Ends without an answer",
    "watch-when": "When: {when}.",
    "watch-rhythm-chat": "by default, as in /settings",
    "watch-rhythm-now": "at once",
    "watch-rhythm-daily": "in one summary, every day",
    "watch-rhythm-weekly": "in one summary, every Tuesday",
    "watch-rhythm-chat-box": "By default",
    "watch-rhythm-now-box": "At once",
    "watch-rhythm-daily-box": "Every day",
    "watch-rhythm-weekly-box": "On Tuesdays",
    "watch-start": "🔭 Start",
    "watch-pause": "⏸ Pause",
    "watch-resume": "▶️ Resume",
    "watch-stop": "🗑 Stop",
    "watch-all": "🔭 Watches",
    "watch-paused": "⏸ Paused: it announces nothing.",
    "watch-brought": {
        "one": "It made {n} announcement in the last 30 days.",
        "other": "It made {n} announcements in the last 30 days.",
    },
    "watch-no-room": "There are {most} watches {where} already, and that is the maximum. /watches lets you stop one.",
    "watch-too-long": "That is too long: a watch has at most {most} characters. With fewer words it finds more.",
    "watches-title": {"one": "🔭 <b>{n} watch</b>", "other": "🔭 <b>{n} watches</b>"},
    "watches-none": "No watch here. To begin, for example: <code>/watch cloud souverain</code>",
    "watches-paused": "paused",
    "watches-brought": {"one": "{n} announcement in 30 days", "other": "{n} announcements in 30 days"},
    "watches-brought-none": "nothing in 30 days",
    "list-title": {"one": "<b>{n} question followed</b>", "other": "<b>{n} questions followed</b>"},
    "list-page": "page {page} of {pages}",
    "list-empty": "No question is followed here yet. To begin, for example: <code>/follow 12432</code>",
    "list-unread": "page not read yet",
    "list-waiting": {"one": "waiting, {n} day left", "other": "waiting, {n} days left"},
    "list-overdue": {"one": "waiting, {n} day overdue", "other": "waiting, {n} days overdue"},
    "list-waiting-undated": "waiting",
    "list-answered": "answered",
    "list-answered-on": "answered on {day}",
    "list-answered-dated": "answer dated {day}",
    "list-closed": "closed without an answer",
}
