"""The sentences in English: alerts, lists and digests."""

SENTENCES: dict[str, str | dict[str, str]] = {
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
    "alert-no-text-any": "The text of the answer can be read on the official page.",
    "alert-no-text-an": "The text of the answer is not on the page yet.",
    "alert-no-text-senat": "The text of the answer can be read on the Sénat’s page.",
    "alert-comment": {"one": "💬 <b>New comment</b>", "other": "💬 <b>{n} new comments</b>"},
    "alert-comment-on": "{author}, on {moment}",
    "alert-comment-by": "{author}",
    "alert-comment-link": "read on NosDéputés.fr",
    "alert-closed": "⛔️ <b>Closed without an answer</b>",
    "alert-closed-no-label": "No reason was published.",
    "alert-closed-label": "Published reason: {label}",
    "asked-again": "Its author has asked this question again: {name}",
    "alike-answer": "♻️ Nearly the same text as the answer to question {name}, of {day}",
    "alike-asked-any": {
        "one": "👥 One other member of Parliament asks nearly the same",
        "other": "👥 {n} other members of Parliament ask nearly the same",
    },
    "alike-asked-senat": {
        "one": "👥 One other senator asks nearly the same",
        "other": "👥 {n} other senators ask nearly the same",
    },
    "alike-asked-an": {
        "one": "👥 One other deputy asks nearly the same",
        "other": "👥 {n} other deputies ask nearly the same",
    },
    "alike-title": {
        "one": "<b>Nearly the same question as {name}: {n} other</b>",
        "other": "<b>Nearly the same question as {name}: {n} others</b>",
    },
    "alike-none-any": "No other member of Parliament asks nearly the same as {name}.",
    "alike-none-an": "No other deputy asks nearly the same as {name}.",
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
    "reminded": "🔔 <b>Reminder of the question</b>",
    "reminded-by": "A new question reminds of it: {name}",
    "reminded-on": "Published on {day}",
    "overdue": "⌛️ <b>Overdue</b>",
    "overdue-dated": (
        "Two months have passed without an answer: asked on {day}, the question should have had one by {due} at the latest."
    ),
    "overdue-undated": "The two months allowed for an answer have passed without one.",
    "overdue-signalled-dated": (
        "Ten days have passed without an answer: flagged on {day}, the question should have had one by {due} at the latest."
    ),
    "overdue-signalled-undated": "The ten days allowed once a question is flagged have passed without an answer.",
    "renewable": "🔂 <b>Three months without an answer</b>",
    "renewable-now": "Its author may now ask it again.",
    "reopened": "↩️ <b>Question reopened</b>",
    "reopened-answered": "{data} no longer give an answer to this question.",
    "reopened-closed": "{data} no longer say that this question is closed.",
    "reopened-ended": "{data} no longer say that this question has ended.",
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
    "flood-reminded": {
        "one": "🔔 <b>{n} question was reminded of</b>",
        "other": "🔔 <b>{n} questions were reminded of</b>",
    },
    "flood-overdue": {
        "one": "⌛️ <b>{n} question overdue for an answer</b>",
        "other": "⌛️ <b>{n} questions overdue for an answer</b>",
    },
    "flood-renewable": {
        "one": "🔂 <b>{n} question without an answer after three months</b>",
        "other": "🔂 <b>{n} questions without an answer after three months</b>",
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
    "digest-reminded": "🔔 A new question reminds of it",
    "digest-overdue": "⌛️ Overdue",
    "digest-renewable": "🔂 Three months without an answer",
    "digest-closed": "⛔️ Closed without an answer",
    "digest-reopened": "↩️ Reopened",
    "digest-comment": {"one": "💬 {n} new comment", "other": "💬 {n} new comments"},
    "topic-gone": "The topic in which these questions were followed is gone: their alerts come here from now on.",
    "text-of-answer": "<b>Answer to question {name}</b> · {part}/{parts}",
    "no-answer-text": "I do not have the text of the answer to question {name}.",
}
