"""The sentences in English: the person who runs the bot."""

SENTENCES: dict[str, str | dict[str, str]] = {
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
    "operator-label-advice": "Chats are told it as it stands. If its meaning is clear, add it to <code>bot/core/chambers</code>.",
    "operator-labels": "🏷 <b>Unknown reasons for an end in the archive</b>",
    "operator-labels-advice": "Chats see them as they stand. Those with a clear meaning can be added to <code>bot/core/chambers</code>.",
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
    "operator-no-issue": "🕸 <b>No new issue of the Journal officiel</b>",
    "operator-no-issue-since": "The last one is of {moment}.",
    "operator-no-issue-advice": "The file is served, but nothing new comes into it: it may no longer be kept up.",
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
    "operator-webhook-of-another": "📮 <b>Another program receives the bot’s messages</b>",
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
    "source-archive-an-QG": "archive of questions to the Government, {legislature}th legislature",
    "source-archive-an-QOSD": "archive of oral questions without debate, {legislature}th legislature",
    "source-deputies": "list of deputies",
    "source-senat-pages": "pages of senat.fr",
    "source-file-any": "file of questions ({chamber})",
    "source-file-senat": "the Sénat’s file of questions (last twelve months)",
    "source-all-deputies": "historical list of deputies",
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
    "counts-late": "Counting takes too long at the moment. Try again in a minute.",
    "health-well": "✅ <b>All is well</b>",
    "health-unwell": "⚠️ <b>The bot does not do its work</b>",
    "health-sources": "\n<b>Sources</b>",
    "health-source": "• {source}: answered on {moment}",
    "health-source-down": "• ⚠️ {source}: has not answered since {moment}. {reason}",
    "health-source-unasked": "• {source}: has not answered yet",
    "health-chamber": {
        "one": "• {chamber}: {questions} questions read, {n} follow",
        "other": "• {chamber}: {questions} questions read, {n} follows",
    },
    "health-chamber-issue": "{known}; last Journal officiel: {day}",
    "health-sweep": "Last archive read as a whole: {moment}",
    "health-no-sweep": "No archive has been read as a whole yet.",
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
    "retried": "🔁 <b>Tried again now</b>\n• messages that waited: {messages}\n• chats out of reach: {chats}\n\nWhat Telegram refused for good is not sent again.",
}
