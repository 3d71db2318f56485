"""The sentences in English: files to keep and to send back."""

SENTENCES: dict[str, str | dict[str, str]] = {
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
}
