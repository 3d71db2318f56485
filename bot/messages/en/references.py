"""The sentences in English: references, and what cannot be followed."""

SENTENCES: dict[str, str | dict[str, str]] = {
    "no-such-question": (
        "There is no written question {name}. Check the number and try again, for example: <code>/follow 16/12432</code>"
    ),
    "no-such-question-an-QG": (
        "I know no question to the Government {name}. Check the number and try again, for example: "
        "<code>/status QG 12</code>"
    ),
    "no-such-question-an-QOSD": (
        "I know no oral question {name}. Check the number and try again, for example: <code>/follow QOSD 123</code>"
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
    "number-unread": (
        "I have not read {file} yet: I do not know which question is no. {number}. Try again later, or give its reference or "
        "its address."
    ),
    "to-come-any": "There is no question {name} yet: none of it comes out before {session}. Check the reference.",
    "to-come-an": (
        "There is no written question {name}. Check the number and try again, for example: <code>/follow 16/12432</code>"
    ),
    "to-come-senat": "There is no question {name} yet: the month of its reference is still to come. Check it.",
    "not-read-any": "This bot does not read these questions: I cannot follow {name}. {page}",
    "not-read-senat": "This bot does not read the Sénat’s questions: I cannot follow question {name}. {page}",
    "not-read-number-any": "I do not read the questions of that Parliament ({chamber}): I do not know which is no. {number}.",
    "not-read-number-senat": "This bot does not read the Sénat’s questions: I do not know which question is no. {number}.",
    "none-any": "I know no question no. {number} ({chamber}).",
    "past-any": "Question {name} is too old for my sources: I cannot follow it. {page}",
    "none-senat": (
        "I know no question no. {number} of the Sénat: its file has the last twelve months alone. Give its reference or its "
        "address instead, for example: <code>/follow SEQ250705636</code>"
    ),
    "past-senat": (
        "Question {name} is more than a year old, and the Sénat’s file has the last twelve months alone: I cannot follow it. "
        "{page}"
    ),
    "past-page": "Its page",
    "no-such-page": "NosDéputés.fr has no question at this address. Give its number instead: <code>/follow 16/12432</code>",
    "page-unresolved": (
        "This address carries an internal number of NosDéputés.fr, and the site is not answering right now. "
        "Give the question’s number instead: <code>/follow 16/12432</code>"
    ),
    "page-internal": (
        "This address carries an internal number of NosDéputés.fr. Give the question’s number instead: "
        "<code>/unfollow 16/12432</code>"
    ),
    "other-kind": (
        "“{word}”: of oral questions I know those asked since the {first}th legislature alone. "
        "For example: <code>/follow QOSD 123</code>"
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
}
