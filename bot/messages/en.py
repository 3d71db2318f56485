"""The sentences in English. An entry with plural forms is chosen by its `n`."""

SENTENCES: dict[str, str | dict[str, str]] = {
    # Identity of a question
    "title": "Written question no. {number} · {legislature}th legislature",
    "name": "no. {number} ({legislature}th legislature)",
    "ordinal": "{legislature}th",
    "and": "{first} and {last}",
    "number": "no. {number}",
    "others": {"one": "{n} other", "other": "{n} others"},
    # The card
    "card-rubric": "Topic: {rubric}",
    "card-author": "👤 {author}",
    "card-author-group": "👤 {author} ({group})",
    "card-namesake-group": "👤 {author} · {group}",
    "card-ministry": "🏛 {ministry}",
    "card-asked": "📅 Asked on {day}",
    "card-renewed": "🔔 Asked again on {day}",
    "card-signalled": "📣 Flagged on {day}",
    "card-due": {
        "one": "⏳ Answer due on {due}: {n} day left",
        "other": "⏳ Answer due on {due}: {n} days left",
    },
    "card-due-today": "⏳ Answer due today, {due}",
    "card-overdue": {
        "one": "⏳ Answer due on {due}: {n} day overdue",
        "other": "⏳ Answer due on {due}: {n} days overdue",
    },
    "card-was-due": "⏳ Answer due by {due}",
    "card-waiting": "<b>Waiting for an answer</b>",
    "card-answered": "✅ <b>Answered</b>",
    "card-answered-on": "✅ <b>Answered on {day}</b>",
    "card-answered-dated": "✅ <b>Answered</b>, dated {day}",
    "card-closed": "⛔️ <b>Closed without an answer</b>: {label}",
    "card-closed-on": "⛔️ <b>Closed without an answer</b> on {day}: {label}",
    "card-no-label": "no reason published",
    "card-no-comments": "💬 No comments",
    "card-comments": {"one": "💬 {n} comment", "other": "💬 {n} comments"},
    "card-site-down": "⚠️ {site} could not be read just now; I keep trying.",
    "stale-assemblee": "⚠️ The Assemblée’s site has not answered since {moment}: what is shown dates from then.",
    "stale-nosdeputes": "⚠️ NosDéputés.fr has not answered since {moment}: comments may be missing.",
    "card-confirmed": "Checked on {moment}",
    "site-assemblee": "The Assemblée’s site",
    "site-nosdeputes": "NosDéputés.fr",
    "link-assemblee": "Assemblée nationale",
    "link-nosdeputes": "NosDéputés.fr",
    "credit": "NosDéputés.fr par Regards Citoyens à partir de l’Assemblée nationale et du Journal Officiel",
    # What follows a command
    "followed": "👁 You now follow this question.",
    "followed-chat": "👁 This question is now followed here.",
    "already-followed": "👁 You already follow this question.",
    "already-followed-chat": "👁 This question is already followed here.",
    "took-current": "“{number}” names no legislature: I took the {legislature}th, the current one.",
    "took-this": "“{number}” names no legislature: I took the {legislature}th.",
    "not-checked": "Not checked, as the site did not answer: {unchecked}.",
    "took-earlier": {
        "one": "There is no question no. {number} in the {absent} legislature: I took the {legislature}th.",
        "other": "There is no question no. {number} in the {absent} legislatures: I took the {legislature}th.",
    },
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
    "swapped": "👁 You now follow this question, instead of the {legislature}th legislature’s.",
    "swapped-chat": "👁 This question is now followed here, instead of the {legislature}th legislature’s.",
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
        "⏳ <b>{name}</b>: not in the Assemblée’s archive yet. Your request is kept: the card will come {where} "
        "as soon as it is."
    ),
    "kept-to-come-status": (
        "⏳ <b>{name}</b>: not in the Assemblée’s archive yet. To follow it as soon as it is: "
        "<code>/follow {reference}</code>"
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
    # What cannot be followed
    "no-such-question": (
        "There is no written question {name}. Check the number and try again, for example: <code>/follow 16/12432</code>"
    ),
    "no-such-number": (
        "No written question no. {number}: I looked in the {absent} legislatures. "
        "Check the number and try again, for example: <code>/follow 12432</code>"
    ),
    "no-such-number-unchecked": (
        "No written question no. {number}: I looked in the {absent} legislatures. I could not check "
        "these: {unchecked}. To follow the number there all the same, for example: <code>/follow {example}/{number}</code>"
    ),
    "no-such-number-late": (
        "Checked at last: there is no written question no. {number} in any legislature since the {first}th. "
        "Check the number and try again, for example: <code>/follow 12432</code>"
    ),
    "archive-as-of": (
        "The Assemblée’s archive of {day} does not have it; a question published since will be there by Tuesday morning."
    ),
    "no-such-page": "NosDéputés.fr has no question at this address. Give its number instead: <code>/follow 16/12432</code>",
    "page-unresolved": (
        "This address carries an internal number of NosDéputés.fr, and the site is not answering right now. "
        "Give the question’s number instead: <code>/follow 16/12432</code>"
    ),
    "page-internal": (
        "This address carries an internal number of NosDéputés.fr. Give the question’s number instead: "
        "<code>/unfollow 16/12432</code>"
    ),
    "other-kind-qg": (
        "“{word}” is a question to the Government: it is answered aloud, in the chamber. "
        "I watch written questions only, for example <code>/follow 12432</code>"
    ),
    "other-kind-qosd": (
        "“{word}” is an oral question without debate: it is answered in the chamber. "
        "I watch written questions only, for example <code>/follow 12432</code>"
    ),
    "legislature-to-come": (
        "“{word}”: the {legislature}th legislature has not published a question yet. I am watching for the first one; "
        "send me this number again once it has begun. Until then a number alone is one of the {current}th."
    ),
    "legislature-unread": (
        "I am still reading the archives and do not know whether the {legislature}th legislature has begun. "
        "Please send me this number again in a few minutes."
    ),
    "other-legislature": (
        "“{word}”: I know the legislatures {first} to {current}, not the {legislature}th. "
        "For example: <code>/follow 16/12432</code>"
    ),
    "nonsense": (
        "I recognise no question in “{word}”. Give a number or an address, for example: "
        "<code>/follow 12432</code> or <code>/follow 16/12432</code>"
    ),
    "empty-follow": "Which question shall I follow? Add its number or address, for example: <code>/follow 12432</code>",
    "empty-unfollow": (
        "Which question shall I stop following? Add its number, for example: <code>/unfollow 12432</code>. "
        "/list shows those that are followed here."
    ),
    "empty-status": "Which question shall I look at? Add its number, for example: <code>/status 12432</code>",
    "references-left": {
        "one": "I took the first {most}, the most for one message. Here is the last one, to send next (tap to copy):",
        "other": "I took the first {most}, the most for one message. Here are the other {n}, to send next (tap to copy):",
    },
    "which-numbers": "“{typed}” can be read in several ways. Which one did you mean?",
    "numbers-chosen": "Understood: {numbers}.",
    "searching": "🔎 Looking for these {n} questions, one moment…",
    "notice-paused": "⏸ Paused: nothing is announced for now. /settings to go on.",
    "notice-off": "⚠️ No announcement is ticked: nothing will be announced. /settings to choose some.",
    "summary-followed": {"one": "👁 <b>{n} question followed</b>", "other": "👁 <b>{n} questions followed</b>"},
    "summary-seen": {"one": "<b>{n} question</b>", "other": "<b>{n} questions</b>"},
    "summary-mentioned": {
        "one": "<b>{n} question in this message</b>",
        "other": "<b>{n} questions in this message</b>",
    },
    "all-ended": {
        "one": "{n} of these questions no longer waits for an answer:",
        "other": "{n} of these questions no longer wait for an answer:",
    },
    "not-allowed-group": "Here, only the group’s administrators may change what is followed. One of them can allow everybody in /settings.",
    "not-allowed-group-settings": "Here, only the group’s administrators may do that.",
    "not-allowed-reading": "This button is for the group’s members.",
    "not-allowed-members": "Here, only the group’s members may change what is followed.",
    "not-allowed-channel": "Here, only those who post in the channel may change what is followed.",
    "not-allowed-channel-settings": "Here, only those who post in the channel may do that.",
    "not-allowed-hidden": "This group hides its members: make me an administrator so that I can tell who belongs to it.",
    "rights-hidden": "Telegram does not tell me who is an administrator here. Make me an administrator, then try again.",
    "rights-unknown": "I could not check your rights here. Try again in a moment.",
    "no-room": {
        "one": "Question {names} is not followed: {most} questions are already followed here, and that is the maximum. /list shows them, /unfollow makes room.",
        "other": "{n} questions are not followed: {most} already are here, and that is the maximum. /list shows them, /unfollow makes room.\nLeft out: {names}.",
    },
    "too-fast": {
        "one": "Slow down: too many requests in one minute. Try again in {n} second.",
        "other": "Slow down: too many requests in one minute. Try again in {n} seconds.",
    },
    "private-instance": (
        "This bot is private: it serves only the chats that the person who runs it has chosen. "
        "For access, give that person this number: <code>{number}</code>"
    ),
    "direct-messages": (
        "I cannot follow questions in a channel’s direct messages: to me, all its readers are one chat there. "
        "Write to me in private: @{bot}"
    ),
    "direct-messages-press": "I cannot do anything in a channel’s direct messages. Write to me in private.",
    # Being added to a group or a channel
    "welcome-group": (
        "👋 I watch written questions of French deputies and announce here what happens to them.\n"
        "To follow one: <code>/follow 12432</code>; a whole subject: <code>/watch cloud</code>\n"
        "The group’s administrators choose what is followed; /help explains the rest."
    ),
    "welcome-channel": (
        "👋 I watch written questions of French deputies and announce here what happens to them.\n"
        "To follow one, post <code>/follow 12432</code> here; for a whole subject, <code>/watch cloud</code>. Or write /channel "
        "to me in private.\n"
        "Those who post in the channel choose what is followed."
    ),
    "welcome-mute-group": "{chat}\n\nYou added me there, but I cannot write: give me the right to send messages.",
    "welcome-mute-channel": "{chat}\n\nYou added me there, but I cannot write: give me the right to post messages.",
    # Commanding a channel or a group from private chat
    "elsewhere-channel": "📣 <b>“{title}”</b>",
    "elsewhere-group": "👥 <b>“{title}”</b>",
    "here": "here",
    "there": "in “{title}”",
    "elsewhere-pick": (
        "Choose a channel or a group that you administer: your commands here will be about it, and its alerts will come "
        "there. Where I am not in it yet, Telegram will offer to add me."
    ),
    "elsewhere-cancelled": "No chat chosen.",
    "elsewhere-chosen": (
        "{chat}\n\nYour commands here are about that chat now, for example: <code>/follow 12432</code>\n"
        "/channel to return to your own."
    ),
    "elsewhere-which": "{chat}\n\nYou manage that chat from here.",
    "elsewhere-left": "Your commands are about your own chat again; nothing was changed.",
    "elsewhere-home": "Your commands are about your own chat again.",
    "elsewhere-erased": (
        "The chat that you managed from here was erased. Nothing was done: your commands are about your own chat again. "
        "/channel to choose another one."
    ),
    "elsewhere-private": "This command is given in private: write /channel to me in our own chat.",
    "elsewhere-barred-channel": "Only those who post in that channel may manage it. Ask for that right, then send /channel again.",
    "elsewhere-barred-group": "Only that group’s administrators may manage it. Ask to become one, then send /channel again.",
    "elsewhere-barred-hidden": "That group hides its members: make me an administrator of it, then send /channel again.",
    "elsewhere-barred-members": "Only that group’s members may manage it.",
    "elsewhere-direct": "I cannot post alerts in a channel’s direct messages: choose the channel itself with /channel.",
    "elsewhere-gone": "I have no access to that chat: add me to it (in a channel, as an administrator), then send /channel again.",
    "elsewhere-mute-channel": "I cannot post in that channel: give me the right to post messages there, then send /channel again.",
    "elsewhere-mute-group": "I cannot write in that group: give me the right to send messages there, then send /channel again.",
    # A search
    "find-title": "🔎 <code>{query}</code>",
    "find-nothing": "🔎 <code>{query}</code>\n\nNo question matches. Try fewer words, or others.",
    "find-not-yet": "🔎 <code>{query}</code>\n\nNothing so far, but not everything was looked through yet.",
    "find-still-reading": (
        "🔎 <code>{query}</code>\n\nNothing so far: I am still reading the Assemblée’s archives. "
        "Try again in a few minutes."
    ),
    "find-no-more": "🔎 <code>{query}</code>\n\nThere are no others.",
    "find-empty": "Say what you are looking for: words, a name, a ministry.",
    "find-stop-words": "These words are in every question: add one that says what it is about.",
    "find-exclusions": "Say what you are looking for, too, and not only what to leave out.",
    "find-too-long": "That is too long for a search: a few words are enough.",
    "find-unknown-value": (
        "I do not understand “{word}”. After <code>state:</code>, write waiting, answered or closed; after <code>legislature:</code>, "
        "a number such as 17; after <code>year:</code>, a year such as 2026; after <code>since:</code>, a year, a month or a "
        "day: 2026, 2026-03 or 2026-03-15."
    ),
    "find-unknown-filter": (
        "“{word}” is no filter. The filters are <code>@Juvin</code>, <code>ministry:santé</code>, <code>rubric:eau</code>, "
        "<code>group:LR</code>, <code>state:waiting</code>, <code>legislature:17</code>, <code>year:2026</code> "
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
    # Alerts
    "alert-asked": "🆕 <b>New question</b>",
    "alert-answered": "✅ <b>Answer published</b>",
    "alert-from": "🏛 From: <b>{ministry}</b>",
    "alert-to": "👤 To: <b>{author}</b>",
    "alert-answered-on": "Published on {day}",
    "alert-answered-dated": "Dated {day}",
    "alert-in-time": {
        "one": "Published on {day}, after {n} day: within the two months allowed.",
        "other": "Published on {day}, after {n} days: within the two months allowed.",
    },
    "alert-late": {
        "one": "Published on {day}, after {n} day: beyond the two months allowed ({late} late).",
        "other": "Published on {day}, after {n} days: beyond the two months allowed ({late} late).",
    },
    "days": {"one": "{n} day", "other": "{n} days"},
    "alert-also": {
        "one": "This answer also serves question {names}, followed here{others}.",
        "other": "This answer also serves questions {names}, followed here{others}.",
    },
    "alert-also-others": ", and {others}",
    "alert-further": {
        "one": "This answer also serves {n} other question.",
        "other": "This answer also serves {n} other questions.",
    },
    "alert-no-text": "The text of the answer is not on the page yet.",
    "alert-comment": {"one": "💬 <b>New comment</b>", "other": "💬 <b>{n} new comments</b>"},
    "alert-comment-on": "{author}, on {moment}",
    "alert-comment-by": "{author}",
    "alert-comment-link": "read on NosDéputés.fr",
    "alert-closed": "⛔️ <b>Closed without an answer</b>",
    "alert-closed-no-label": "No reason was published.",
    "alert-closed-label": "Published reason: {label}",
    "asked-again": "Its author has asked this question again: {name}",
    "alike-answer": "♻️ Nearly the same text as the answer to question {name}, of {day}",
    "alike-asked": {
        "one": "👥 One other deputy asks nearly the same",
        "other": "👥 {n} other deputies ask nearly the same",
    },
    "alike-title": {
        "one": "<b>Nearly the same question as {name}: {n} other</b>",
        "other": "<b>Nearly the same question as {name}: {n} others</b>",
    },
    "alike-none": "No other deputy asks nearly the same as {name}.",
    "label-mandate-ended": "Its author’s mandate has ended.",
    "label-withdrawn": "Its author has withdrawn it.",
    "label-lapsed": "It has lapsed: no answer is due any more.",
    "label-other": "It was closed for another reason, which the Assemblée does not give.",
    "alert-on": "On {day}",
    "alert-waited": {"one": "It had waited for {n} day.", "other": "It had waited for {n} days."},
    # Alerts of what happens before and after the end
    "corrected": "✏️ <b>Answer corrected</b>",
    "corrected-changes": "In the text, <s>taken out</s> or <b>put in</b>:",
    "corrected-more": {"one": "and {n} other difference", "other": "and {n} other differences"},
    "corrected-erratum": "Published erratum:",
    "another-answer": "✅ <b>Another answer published</b>",
    "another-answer-beside": "It adds to the answer already published.",
    "reattributed": "🔁 <b>Change of ministry</b>",
    "reattributed-from": "🏛 From: {ministry}",
    "reattributed-on": "Since {day}",
    "reattributed-to": "🏛 To: <b>{ministry}</b>, which now owes the answer",
    "signalled": "📣 <b>Question flagged</b>",
    "signalled-due": (
        "A political group’s president has flagged it: the answer is now due within ten days, by {due} at the latest."
    ),
    "signalled-was-due": "A political group’s president has flagged it: the answer was due within ten days, by {due}.",
    "signalled-undated": "A political group’s president has flagged it: the answer is now due within ten days.",
    "waits-since": {
        "one": "Asked on {day}, the question has been waiting for {n} day.",
        "other": "Asked on {day}, the question has been waiting for {n} days.",
    },
    "renewed": "🔔 <b>Question asked again</b>",
    "renewed-by": "{author} asks for an answer once more.",
    "renewed-by-author": "Its author asks for an answer once more.",
    "overdue": "⌛️ <b>Overdue</b>",
    "overdue-dated": (
        "Two months have passed without an answer: asked on {day}, the question should have had one by {due} at the latest."
    ),
    "overdue-undated": "The two months allowed for an answer have passed without one.",
    "overdue-signalled-dated": (
        "Ten days have passed without an answer: flagged on {day}, the question should have had one by {due} at the latest."
    ),
    "overdue-signalled-undated": "The ten days allowed once a question is flagged have passed without an answer.",
    "reopened": "↩️ <b>Question reopened</b>",
    "reopened-answered": "The Assemblée’s data no longer give an answer to this question.",
    "reopened-closed": "The Assemblée’s data no longer say that this question is closed.",
    "reopened-ended": "The Assemblée’s data no longer say that this question has ended.",
    "reopened-watched": "It is waiting for an answer again, and I keep watching it.",
    # Many events of one kind in one message
    "flood-asked-new": {"one": "🆕 <b>{n} new question</b>", "other": "🆕 <b>{n} new questions</b>"},
    "flood-answered": {"one": "✅ <b>{n} answer published</b>", "other": "✅ <b>{n} answers published</b>"},
    "flood-corrected": {"one": "✏️ <b>{n} answer corrected</b>", "other": "✏️ <b>{n} answers corrected</b>"},
    "flood-reattributed": {
        "one": "🔁 <b>{n} question changes ministry</b>",
        "other": "🔁 <b>{n} questions change ministry</b>",
    },
    "flood-signalled": {"one": "📣 <b>{n} question flagged</b>", "other": "📣 <b>{n} questions flagged</b>"},
    "flood-renewed": {"one": "🔔 <b>{n} question asked again</b>", "other": "🔔 <b>{n} questions asked again</b>"},
    "flood-overdue": {
        "one": "⌛️ <b>{n} question overdue for an answer</b>",
        "other": "⌛️ <b>{n} questions overdue for an answer</b>",
    },
    "flood-closed": {
        "one": "⛔️ <b>{n} question closed without an answer</b>",
        "other": "⛔️ <b>{n} questions closed without an answer</b>",
    },
    "flood-reopened": {"one": "↩️ <b>{n} question reopened</b>", "other": "↩️ <b>{n} questions reopened</b>"},
    "flood-comment": {
        "one": "💬 <b>New comments on {n} question</b>",
        "other": "💬 <b>New comments on {n} questions</b>",
    },
    "flood-other": {"one": "🔔 <b>News on {n} question</b>", "other": "🔔 <b>News on {n} questions</b>"},
    "flood-range": "{first} to {last} of {total}",
    "flood-after": {"one": "after {n} day", "other": "after {n} days"},
    "flood-dated": "answer dated {day}",
    "flood-ministry": "now {ministry}",
    "flood-due": "answer due on {day}",
    "flood-was-due": "answer due since {day}",
    "flood-asked": "asked on {day}",
    # Watches
    "watched-by": {"one": "🔭 Watch: {names}", "other": "🔭 Watches: {names}"},
    # Digests
    "digest": {"one": "🗞 <b>News on {n} question</b>", "other": "🗞 <b>News on {n} questions</b>"},
    "digest-restored": (
        "🗄 <b>My memory ends on {moment}</b>\n"
        "I was restored from a copy, or away for long. Here is what has happened since to what you follow; you may have"
        " read some of it already. What you began or stopped following since then has to be done again: /list shows what"
        " I watch."
    ),
    "digest-fact": "{said}: {fact}",
    "digest-asked": "🆕 New question",
    "digest-answered": "✅ Answer published",
    "digest-answered-after": {"one": "on {day}, after {n} day", "other": "on {day}, after {n} days"},
    "digest-corrected": "✏️ Answer corrected",
    "digest-another": "✅ Another answer",
    "digest-reattributed": "🔁 Moved to another ministry",
    "digest-signalled": "📣 Flagged",
    "digest-renewed": "🔔 Asked again by its author",
    "digest-overdue": "⌛️ Overdue",
    "digest-closed": "⛔️ Closed without an answer",
    "digest-reopened": "↩️ Reopened",
    "digest-comment": {"one": "💬 {n} new comment", "other": "💬 {n} new comments"},
    "topic-gone": "The topic in which these questions were followed is gone: their alerts come here from now on.",
    "text-of-answer": "<b>Answer to question {name}</b> · {part}/{parts}",
    "no-answer-text": "I do not have the text of the answer to question {name}.",
    # Buttons
    "button-follow": "👁 Follow",
    "button-alike": {"one": "👥 The other question", "other": "👥 The {n} other questions"},
    "button-follow-again": "👁 Follow the new one",
    "button-follow-all": {"one": "👁 Follow the question", "other": "👁 Follow all {n}"},
    "button-alternative": "{legislature}th: {what}",
    "button-alternative-of": "no. {number}, {legislature}th: {what}",
    "button-alternative-unread": "{legislature}th legislature: look",
    "button-alternative-unread-of": "no. {number}, {legislature}th legislature: look",
    "button-alternative-see": "look",
    "button-unfollow": "Stop following",
    "button-unfollow-other": "Stop following the {legislature}th’s",
    "button-search": "🔎 Search by words",
    "button-share": "↗️ Share",
    "button-forget": "🗑 Erase everything",
    "button-keep": "Cancel",
    "button-quiet": "🔇 Pause the watch",
    "button-unquiet": "↩️ Resume the watch",
    "button-quiet-one": "🔇 {name}",
    "button-mute": "🔕 Mute comments",
    "button-unmute": "🔔 Unmute comments",
    "button-text": "📖 Whole text",
    "button-text-of": "📖 {number}",
    "button-page": "🔗 Official page",
    "button-comment": "🔗 Read on the site",
    "button-previous": "‹ Previous",
    "button-next": "Next ›",
    "button-pick-channel": "📣 Choose a channel",
    "button-pick-group": "👥 Choose a group",
    "button-cancel": "Cancel",
    "button-pick": "Choose another chat",
    "button-leave": "‹ Return to my own chat",
    "toast-followed": "Noted: you will be told.",
    "toast-followed-chat": "Noted: what happens to it will be announced {where}.",
    "toast-already": "Already followed {where}.",
    "toast-all": {"one": "Noted: {n} question followed.", "other": "Noted: {n} questions followed."},
    "toast-all-chat": {
        "one": "Noted: {n} question followed {where}.",
        "other": "Noted: {n} questions followed {where}.",
    },
    "toast-all-some": {
        "one": "Noted: {n} more question followed; followed already: {already}.",
        "other": "Noted: {n} more questions followed; followed already: {already}.",
    },
    "toast-all-some-chat": {
        "one": "Noted: {n} more question followed {where}; followed already: {already}.",
        "other": "Noted: {n} more questions followed {where}; followed already: {already}.",
    },
    "toast-all-already": {"one": "Followed already.", "other": "All {n} were followed already."},
    "toast-all-already-chat": {"one": "Already followed {where}.", "other": "All {n} were already followed {where}."},
    "toast-unfollowed": "Noted: you will get no more alerts on this question.",
    "toast-unfollowed-chat": "Noted: no more alerts on this question {where}.",
    "toast-not-followed": "It was not followed {where}.",
    "toast-quiet": "Noted: the watch is paused {where}. It stays in /watches, and announces nothing more.",
    "toast-unquiet": "Noted: the watch goes on {where}.",
    "toast-watch-something": "Keep at least one kind of announcement.",
    "toast-no-watch": "That watch is gone {where}.",
    "toast-muted": "Noted: no more alerts of comments on this question {where}. Everything else will be announced.",
    "toast-unmuted": "Noted: comments on this question will be announced again {where}.",
    "toast-stale": "This button is no longer valid. Send the command again.",
    "toast-unreachable": "The site is not answering right now: the card will come {where} as soon as possible.",
    "toast-swapped": "Noted: it is followed {where}, instead of the other one.",
    "toast-no-other": "The {legislature}th legislature has no question of that number: nothing has changed.",
    "toast-other-unread": "It cannot be read right now: nothing has changed. Try again in a few minutes.",
    "toast-other-reading": "I am still reading the archives: nothing has changed. Try again in a few minutes.",
    "toast-no-room": "{most} questions are already followed {where}, and that is the maximum: /unfollow makes room.",
    "toast-missing": "There is no such question.",
    # Start, help, and what is said besides
    "start": (
        "👋 I watch the written questions that French deputies put to the Government, and tell you as soon as something "
        "happens to one: an answer, a missed deadline, a withdrawal, a comment…\n\n"
        "Send me a number, such as <code>12432</code> (of the {current}th legislature), the address of a question, or words "
        "to search for, such as <code>données de santé</code>.\n\n"
        "/watch for a whole subject · /list · /settings · /help"
    ),
    "help": (
        "<b>Guetteur</b> (“the lookout”) watches the written questions of French deputies and tells you when something "
        "happens to one.\n\n"
        "/follow <code>12432</code> follow a question\n"
        "/unfollow <code>12432</code> stop following it\n"
        "/status <code>12432</code> where it stands\n"
        "/search <code>données santé</code> by words\n"
        "/watch <code>cloud</code> a whole subject · /watches\n"
        "/list what is followed here · /export\n"
        "/settings when alerts come, and which\n"
        "/channel · /privacy · /forget\n\n"
        "A number alone is one of the {current}th legislature; otherwise <code>16/12432</code>, or the question’s address.\n"
        "NosDéputés.fr is closed to comments."
    ),
    "about": (
        "I watch the written questions that French deputies put to the Government and announce, here or in a group or a "
        "channel, what happens to them: an answer, a correction, a change of ministry, a missed deadline, an end, a comment."
    ),
    "about-short": "Watches the written questions of French deputies and alerts you to every answer.",
    "hint": (
        "Send me the number of a written question, for example <code>/follow 12432</code>, or its address on "
        "assemblee-nationale.fr or NosDéputés.fr. /help explains the rest."
    ),
    "help-search": "To search by words, here or in any chat: <code>@{bot} hébergement données</code>",
    "hint-search": "No number at hand? Search by words of the subject, here or in any chat: <code>@{bot}</code>",
    "unknown-command": "I do not know this command. /help lists what I can do.",
    "trouble": "Something went wrong on my side, and your request did not go through. Try again in a moment.",
    "trouble-press": "Something went wrong on my side. Press again in a moment.",
    # What is offered in other chats
    "inline-hint": "Type a number, or words of the subject",
    "inline-nothing": "No question found. Try other words",
    "inline-too-fast": {
        "one": "Too many searches: try again in {n} second",
        "other": "Too many searches: try again in {n} seconds",
    },
    "inline-private": "This bot is private. Learn more",
    # Settings
    "hour": "{hour}:00",
    "settings": "⚙️ <b>Settings</b>",
    "settings-paused": "⏸ <b>Paused until {moment}.</b> Nothing is lost: a summary will come when it ends.",
    "settings-paused-open": "⏸ <b>Paused until you say otherwise.</b> Nothing is lost: a summary will come when it ends.",
    "settings-now": "🕗 When: at once",
    "settings-daily": "🕗 When: one summary every day at {hour}",
    "settings-weekly": "🕗 When: one summary every Tuesday at {hour}",
    "settings-answers": "{said}, answers at once",
    "settings-no-quiet": "🌙 Quiet hours: none",
    "settings-quiet": "🌙 Quiet hours: from {first} to {end}",
    "settings-sound-yes": "🔔 Sound: on",
    "settings-sound-no": "🔕 Sound: off",
    "settings-zone": "🌍 Time zone: {zone} (it is {time} there)",
    "settings-all": "📋 What: everything",
    "settings-some": "📋 What: everything but {kinds}",
    "settings-few": "📋 What: only {kinds}",
    "settings-none": "📋 What: ⚠️ nothing. All is unticked: nothing is announced here any more.",
    "settings-language": "🌐 Language: {language}",
    "settings-who-admins": "👥 Questions followed: chosen by the administrators",
    "settings-who-all": "👥 Questions followed: chosen by all members",
    "settings-about-when": (
        "<b>When should alerts come?</b>\n"
        "At once: an alert for each thing that happens. Otherwise one summary, every day or every Tuesday, the day of "
        "the official journal."
    ),
    "settings-about-hour": "<b>At what time should the summary come?</b>",
    "settings-about-quiet": (
        "<b>Quiet hours</b>\nNothing is announced during these hours: everything comes when they end. A summary comes at its own time."
    ),
    "settings-about-from": "<b>Quiet hours</b>\nFrom what time on?",
    "settings-about-until": "<b>Quiet hours</b>\nFrom {first} until when?",
    "settings-about-sound": "<b>Sound</b>\nWithout sound, messages arrive silently.",
    "settings-about-zone": (
        "<b>Time zone</b>\nSummaries and quiet hours go by its clock. Not among these? For example: "
        "<code>/settings zone Berlin</code>"
    ),
    "settings-about-what": "<b>What should be announced?</b>\nEach button ticks or unticks one kind of alert.",
    "settings-about-language": "<b>Langue · Language</b>",
    "settings-about-pause": (
        "<b>Pause</b>\nNothing is announced during a pause, and nothing is lost: a summary comes when it ends."
    ),
    "settings-about-who": ("<b>Who chooses the questions followed?</b>\nThe settings stay with the administrators."),
    "settings-nearest": "I am not sure that I understand “{typed}”. Did you mean this?",
    "settings-unknown": "I know no setting “{typed}”. What the buttons say can be typed, too:",
    "settings-other-buttons": "Something else…",
    "language-fr": "French",
    "language-en": "English",
    "kind-asked": "new questions",
    "kind-answered": "answers",
    "kind-corrected": "corrections",
    "kind-reattributed": "changes of ministry",
    "kind-signalled": "flagged questions",
    "kind-renewed": "questions asked again",
    "kind-overdue": "missed deadlines",
    "kind-closed": "ends without answer",
    "kind-reopened": "reopenings",
    "kind-comment": "comments",
    "zone-Europe/Paris": "Paris",
    "zone-America/Guadeloupe": "Guadeloupe",
    "zone-America/Martinique": "Martinique",
    "zone-America/Cayenne": "French Guiana",
    "zone-Indian/Reunion": "Réunion",
    "zone-Indian/Mayotte": "Mayotte",
    "zone-Pacific/Noumea": "New Caledonia",
    "zone-Pacific/Tahiti": "Tahiti",
    "zone-Pacific/Marquesas": "Marquesas",
    "zone-Pacific/Gambier": "Gambier",
    "zone-Pacific/Wallis": "Wallis and Futuna",
    "zone-America/Miquelon": "Miquelon",
    "zone-America/St_Barthelemy": "Saint Barthélemy",
    "zone-America/Marigot": "Saint Martin",
    "zone-Europe/Brussels": "Brussels",
    "zone-Europe/Luxembourg": "Luxembourg",
    "zone-Europe/Zurich": "Switzerland",
    "zone-Europe/London": "London",
    "zone-America/Toronto": "Montréal",
    "zone-America/New_York": "New York",
    "set-when": "🕗 When",
    "set-quiet": "🌙 Quiet hours",
    "set-sound": "🔔 Sound",
    "set-zone": "🌍 Time zone",
    "set-what": "📋 What",
    "set-language": "🌐 Language",
    "set-who": "👥 Who",
    "set-pause": "⏸ Pause",
    "set-resume": "▶️ Resume",
    "set-done": "Done",
    "set-back": "‹ Back",
    "set-now": "At once",
    "set-daily": "One summary a day",
    "set-weekly": "One summary on Tuesdays",
    "set-hour": "Time of the summary: {hour}",
    "set-answers": "Answers at once",
    "set-no-quiet": "None",
    "set-hours": "{first} – {end}",
    "set-other-hours": "Other hours…",
    "set-sound-yes": "With sound",
    "set-sound-no": "Without sound",
    "set-tell-all": "Tick all",
    "set-hush-all": "Untick all",
    "set-pause-day": "A day",
    "set-pause-week": "A week",
    "set-pause-open": "Until I say so",
    "set-who-admins": "The administrators",
    "set-who-all": "All members",
    # Export and import
    "export": {"one": "📤 <b>{n} question followed</b>", "other": "📤 <b>{n} questions followed</b>"},
    "export-watches": {"one": "🔭 {n} watch", "other": "🔭 {n} watches"},
    "export-advice": "Send this file back to me, or to another copy of Guetteur, to follow all of it again.",
    "export-advice-parts": "File {part} of {parts}. Send them back to me, or to another copy of Guetteur, to follow all of it again.",
    "export-refused": "I may not send files here. An administrator can give me the right; or ask for /export in private, after /channel.",
    "export-refused-private": "Telegram did not take the file. Try again later.",
    "import": {"one": "📥 <b>{n} question in this file</b>", "other": "📥 <b>{n} questions in this file</b>"},
    "import-watches": {"one": "🔭 {n} watch", "other": "🔭 {n} watches"},
    "import-here": {"one": "{n} is already followed here.", "other": "{n} are already followed here."},
    "import-not-understood": {
        "one": "{n} line is not understood and will be left out.",
        "other": "{n} lines are not understood and will be left out.",
    },
    "import-not-read": {
        "one": "{n} line was not read: the maximum is {most}.",
        "other": "{n} lines were not read: the maximum is {most}.",
    },
    "import-settings": "Its settings are taken over only if you ask for it:",
    "import-nothing-new": "There is nothing to take over.",
    "import-follow": {"one": "👁 Follow the question", "other": "👁 Follow all {n}"},
    "import-follow-all": "👁 Follow, with the settings",
    "import-settings-only": "Take over the settings",
    "import-with-watches": "👁 Take over questions and watches",
    "import-all-with-watches": "👁 Take over all, with the settings",
    "import-cancelled": "Nothing was taken over from the file.",
    "import-done": {"one": "👁 <b>{n} more question followed</b>", "other": "👁 <b>{n} more questions followed</b>"},
    "import-already": {"one": "{n} was followed already.", "other": "{n} were followed already."},
    "import-ended": {
        "one": "{n} no longer waits for an answer: /list says what became of it.",
        "other": "{n} no longer wait for an answer: /list says what became of them.",
    },
    "import-unread": {
        "one": "{n} is not known yet: its page will be read shortly. If it does not exist, it will leave the /list.",
        "other": "{n} are not known yet: their pages will be read shortly. Those that do not exist will leave the /list.",
    },
    "import-left-out": {
        "one": "{n} was not followed: the maximum is {most}. /unfollow makes room.",
        "other": "{n} were not followed: the maximum is {most}. /unfollow makes room.",
    },
    "import-watches-done": {"one": "🔭 {n} more watch", "other": "🔭 {n} more watches"},
    "import-watches-left-out": {
        "one": "{n} watch was not taken over: the maximum is {most}.",
        "other": "{n} watches were not taken over: the maximum is {most}.",
    },
    "import-adopted": "The file’s settings now apply.",
    "import-bad-not-json": "I cannot read this file: it is not JSON. Send the one that /export gives, as it is.",
    "import-bad-other-format": "This file is not a list of questions from Guetteur. Send the one that /export gives, as it is.",
    "import-bad-newer": "This file was made by a newer version of Guetteur than this one. Send it to a copy that is up to date.",
    "import-bad-empty": "This file has no question in it that I understand. Send the one that /export gives, as it is.",
    "import-bad-too-big": "This file is too big: one megabyte at most. Send the one that /export gives, as it is.",
    "import-bad-lost": "Telegram no longer gives out this file. Attach it again from your device, without forwarding it.",
    "import-bad-unavailable": "Telegram did not give me this file. Send it again in a moment.",
    "import-bad-kind": (
        "I do not read files of this kind, only those that /export gives. To follow a question, send its number, for "
        "example: <code>/follow 12432</code>"
    ),
    # What the person who runs the bot is told
    "operator-source": "Source: {source}",
    "operator-reason": "Reason: {reason}",
    "operator-questions": "Questions: {names}",
    "operator-question": "Question: {name}",
    "operator-layout": "🔧 <b>Pages can no longer be read</b>",
    "operator-layout-advice": (
        "The site has probably changed its pages. What is known stays; save a page and look at it with "
        "<code>python -m bot read</code>."
    ),
    "operator-down": "🔌 <b>A source no longer answers</b>",
    "operator-down-pages": (
        "As long as the archives are served, nothing is missing and people see no warning. I go on trying, less and less "
        "often but at least once a day, and will tell you when it answers."
    ),
    "operator-since": "Since {moment}",
    "operator-back": "✅ <b>A source answers again</b>",
    "operator-back-since": "It had not answered since {moment}.",
    "operator-label": "🏷 <b>Unknown reason for an end</b>: {name}",
    "operator-label-advice": "Chats are told it as it stands. If its meaning is clear, add it to <code>bot/core/closing_labels.py</code>.",
    "operator-labels": "🏷 <b>Unknown reasons for an end in the archive</b>",
    "operator-labels-advice": "Chats see them as they stand. Those with a clear meaning can be added to <code>bot/core/closing_labels.py</code>.",
    "operator-ministry": "🏛 <b>A ministry with a new name</b>: {name}",
    "operator-ministry-advice": "It belongs to no family: a watch of “ministère:…” finds it under this name alone. Add one of its words to a family in <code>bot/core/ministry_families.toml</code>, or a new family, and restart.",
    "operator-ministries": "🏛 <b>Ministries with new names</b>",
    "operator-ministries-advice": "They belong to no family: a watch of “ministère:…” finds them under these names alone. Add words of theirs to the families in <code>bot/core/ministry_families.toml</code>, or new families, and restart.",
    "operator-date": "📆 <b>Impossible date</b>: {day}",
    "operator-date-advice": "It is not used; the event is announced without a date.",
    "date-asked": "It is given as the day on which the question was published.",
    "date-answer": "It is given as the day of the answer.",
    "date-closing": "It is given as the day on which the question was closed.",
    "date-signalled": "It is given as the day on which the question was flagged.",
    "date-renewal": "It is given as the day on which the question was asked again.",
    "date-attribution": "It is given as the day on which the question went to a ministry.",
    "operator-rejected": "🗄 <b>Archive rejected</b>",
    "operator-rejected-advice": "Nothing was taken from it, what is known stays, and I will try again later.",
    "operator-unreadable": {
        "one": "🗄 <b>{n} unreadable record</b> of {total} in the archive",
        "other": "🗄 <b>{n} unreadable records</b> of {total} in the archive",
    },
    "operator-unreadable-some": "🗄 <b>Unreadable records in the archive</b>",
    "operator-unreadable-advice": "The other records were taken.",
    "operator-legislature": "🏛 <b>The {legislature}th legislature has published its first question</b>",
    "operator-legislature-advice": (
        "From now on a number alone means that one; the questions of earlier legislatures are still offered. "
        "There is nothing to set."
    ),
    "operator-still": "🕸 <b>The archive is no longer renewed</b>",
    "operator-still-since": "The same file since {moment}.",
    "operator-still-advice": "The pages of the followed questions are read instead.",
    "operator-moved": "👥 <b>A group that is admitted became a supergroup</b>",
    "operator-moved-advice": (
        "It stays admitted. Its number is now <code>{new}</code>: put it into ALLOWED_CHATS in place of "
        "<code>{old}</code>."
    ),
    "operator-refused": "✉️ <b>Telegram refuses a message</b>",
    "operator-refused-advice": "It will not be sent again. The log says which one, and whether there are more today.",
    "operator-undelivered": "✉️ <b>A message has not gone out for a day</b>",
    "operator-undelivered-advice": "It is kept, and I go on trying. The log says which one, and whether there are more.",
    "operator-damaged": "🧱 <b>The database is damaged</b>",
    "operator-damaged-advice": "Whatever meets the damaged page fails each time. Stop the bot and put a backup in its place.",
    "operator-webhook-of-another": "📮 <b>Another program receives the bot's messages</b>",
    "operator-webhook-of-another-advice": (
        "Its webhook leads to {host}. Stop that program, or take its webhook away by opening"
        " https://api.telegram.org/bot&lt;token&gt;/deleteWebhook, then restart me: nothing that waits at Telegram is"
        " lost."
    ),
    "operator-webhook-refused": "📮 <b>Telegram refuses the webhook</b>",
    "operator-webhook-refused-advice": (
        "Until it is accepted I receive nothing; I keep trying. Correct WEBHOOK_URL, or empty it."
    ),
    "operator-restored": "🗄 <b>The database is an older copy</b>",
    "operator-restored-since": "Its memory ends on {moment}.",
    "operator-restored-advice": (
        "It was put in the place of a later one, or Telegram gave messages to another program meanwhile. What has"
        " happened since is told as a summary; follows that were added or removed since are lost."
    ),
    "operator-unclear": "✉️ <b>Telegram refuses a message, and I cannot tell why</b>",
    "operator-unclear-advice": "It is kept, and I try again ever more rarely. These words are reported to you only once.",
    "operator-unanswered": "✉️ <b>Telegram never confirmed a message</b>",
    "operator-unanswered-advice": "It has probably arrived, perhaps more than once. I will not send it again.",
    "operator-outage": "🗄 <b>The database answers again</b>",
    "operator-outage-since": "It had not answered since {moment}.",
    "operator-outage-advice": "A message that was on its way then may have arrived twice.",
    "operator-inline-off": "🔎 <b>Searching by words is switched off</b>",
    "operator-inline-off-advice": (
        "People do it by typing @{bot} in a chat. To switch it on, send /setinline to @BotFather, then restart me: "
        "I will tell people about it from then on."
    ),
    "operator-groups-off": "👥 <b>Nobody can add me to a group</b>",
    "operator-groups-off-advice": "If that is not what you want, send /setjoingroups to @BotFather.",
    "operator-reads-all": "👁 <b>I receive everything that is written in groups</b>",
    "operator-reads-all-advice": "Commands are enough for me. To receive nothing else, send /setprivacy to @BotFather.",
    "operator-other": "🔧 <b>Internal report</b>: {kind}",
    "source-assemblee": "pages of assemblee-nationale.fr",
    "source-questions": "pages of questions.assemblee-nationale.fr",
    "source-nosdeputes": "pages of NosDéputés.fr",
    "source-feed": "feed of NosDéputés.fr’s comments",
    "source-archive": "archive of questions, {legislature}th legislature",
    "source-deputies": "list of deputies",
    "source-all-deputies": "historical list of deputies",
    # What is stored
    "privacy": (
        "<b>What I keep</b>\n"
        "• this chat’s number, its kind, its language, since when I have known it and whether it is closed to me: to write here;\n"
        "• the questions followed here, since when, in which topic of a forum, and those whose comments are muted: to alert you;\n"
        "• the watches set here: their words, what they tell and when, and which questions they found: to alert you;\n"
        "• the settings chosen here: to alert you as you wish;\n"
        "• in private, the channel or group that you manage from here, if you chose one;\n"
        "• what was sent here or still has to be: to lose nothing and repeat nothing.\n"
        "Your messages are forgotten as soon as I have answered them: only a number and an unreadable fingerprint stay for two "
        "days, so that I do not answer twice. I keep neither names nor phone numbers, and nothing is given to anybody. The sites do not know who follows what.\n\n"
        "/forget erases all of it. If you block or remove me, all of it is erased after six months."
    ),
    "forget": (
        "Erase everything? The questions you follow, your watches and all that I keep of this chat will be gone, and you will hear "
        "nothing more."
    ),
    "forget-chat": (
        "Erase everything? The questions followed here, the watches and all that I keep of this chat will be gone, and nothing more "
        "will be announced in it."
    ),
    "forgotten": "🗑 It is erased. To begin again one day: <code>/follow 12432</code>",
    "forgotten-elsewhere": "🗑 Everything is erased. Your commands are about your own chat again. /channel to choose again.",
    "kept": "Nothing was erased.",
    # What the operator asks for
    "announcement": "📣 <b>A message from the person who runs this bot</b>\n\n{announced}",
    "announce-empty": "Write the announcement after the command, for example: <code>/announce The bot rests on Sunday morning.</code>",
    "announce-long": "This announcement is too long: {n} characters at most.",
    "announce-confirm": {
        "one": "This is the announcement, in French and in English. It will go to <b>{n} chat</b>, at its hours. Send it?",
        "other": "This is the announcement, in French and in English. It will go to <b>{n} chats</b>, at their hours. Send it?",
    },
    "button-announce": "📣 Send",
    "button-announce-stop": "Stop sending",
    "announce-dropped": "This announcement is not sent.",
    "announce-under-way": "📣 <b>An announcement is being sent</b>",
    "announce-done": "📣 <b>The announcement was sent</b>",
    "announce-stopped": "📣 <b>The announcement was stopped</b>",
    "announce-sent": {
        "one": "{n} chat of {chats} has it.",
        "other": "{n} chats of {chats} have it.",
    },
    "announce-later": {
        "one": "{n} waits for the end of its quiet hours or of a pause, or to be within reach again.",
        "other": "{n} wait for the end of their quiet hours or of a pause, or to be within reach again.",
    },
    "announce-refused": {"one": "{n} did not take it.", "other": "{n} did not take it."},
    "figures-late": "Counting takes too long at the moment. Try again in a minute.",
    "health-well": "✅ <b>All is well</b>",
    "health-unwell": "⚠️ <b>The bot does not do its work</b>",
    "health-sources": "\n<b>Sources</b>",
    "health-source": "• {source}: answered on {moment}",
    "health-source-down": "• ⚠️ {source}: has not answered since {moment}. {reason}",
    "health-source-unasked": "• {source}: has not answered yet",
    "health-sweep": "Last archive read as a whole: {moment}",
    "health-no-sweep": "No archive was read as a whole yet.",
    "health-queue": "\n<b>Queue</b>\n• to be sent: {ready}\n• at their hour: {later}\n• chats out of reach: {suspended}",
    "health-oldest": "• the oldest has waited since {moment}",
    "health-copy": {
        "one": "\n<b>Program</b>\n{n} copy, on {machine}",
        "other": "\n<b>Program</b>\n{n} copies; the one on {machine} leads",
    },
    "health-memory": {"one": "Memory: {n} MB", "other": "Memory: {n} MB"},
    "health-version": "Guetteur {version}, Python {python}",
    "health-database": "{server}, schema {schema}",
    "chats-title": {"one": "<b>{n} chat</b>", "other": "<b>{n} chats</b>"},
    "chats-kind": "• {kind}: {n}, and {out} out of reach; questions followed: {follows}",
    "chats-private": "private",
    "chats-group": "groups",
    "chats-supergroup": "supergroups",
    "chats-channel": "channels",
    "chats-sizes": "\n<b>By the number of questions followed</b>",
    "chats-size": "• {least} to {most}: {n}",
    "chats-size-largest": "• {least} and more: {n}",
    "chats-size-none": "• none: {n}",
    "chats-watches": "\nWatches: {n}, and {paused} paused",
    "retried": "🔁 <b>Tried again now</b>\n• messages that waited: {messages}\n• chats out of reach: {chats}",
    # Telegram's menu of commands
    "menu-follow": "Follow a question: /follow 12432",
    "menu-unfollow": "Stop following: /unfollow 12432",
    "menu-search": "Search questions: /search données",
    "menu-watch": "Watch a whole subject: /watch cloud",
    "menu-watches": "The watches of this chat",
    "menu-list": "The questions followed here",
    "menu-status": "Where a question stands: /status 12432",
    "menu-settings": "When alerts come, and which",
    "menu-export": "All that is followed, as a file",
    "menu-channel": "Manage a channel or a group from here",
    "menu-privacy": "What I keep about you",
    "menu-start": "What this bot does, or the question of a link",
    "menu-forget": "Erase all that I keep of this chat",
    "menu-help": "What this bot does",
    "menu-health": "Whether all is well",
    "menu-chats": "How many chats, without names",
    "menu-announce": "Write to every chat",
    "menu-retry": "Try now what waits for another try",
}
