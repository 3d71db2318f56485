"""The sentences in English: a chat's beginning, help, whom it commands, and what is stored of it."""

SENTENCES: dict[str, str | dict[str, str]] = {
    # Being added to a group or a channel
    "welcome-group": (
        "👋 I watch written questions of French deputies and senators, and announce here what happens to them.\n"
        "To follow one: <code>/follow 12432</code>; a whole subject: <code>/watch cloud</code>\n"
        "The group’s administrators choose what is followed; /help explains the rest."
    ),
    "welcome-channel": (
        "👋 I watch written questions of French deputies and senators, and announce here what happens to them.\n"
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
    # Start, help, and what is said besides
    "start": (
        "👋 I watch the written questions that French deputies and senators put to the Government, and tell you as soon as something "
        "happens to one: an answer, a missed deadline, a withdrawal, a comment…\n\n"
        "Send me a number, such as <code>12432</code> (of the {current}th legislature), the address of a question, or words "
        "to search for, such as <code>données de santé</code>.\n\n"
        "/watch for a whole subject · /list · /settings · /help"
    ),
    "help": (
        "<b>Guetteur</b> (“the lookout”) watches written questions of French deputies and senators, and tells you what "
        "happens.\n\n"
        "/follow <code>12432</code> follow a question\n"
        "/unfollow <code>12432</code> stop following it\n"
        "/status <code>12432</code> where it stands · /overdue\n"
        "/search <code>données</code> by words · /figures\n"
        "/watch <code>cloud</code> a whole subject · /watches\n"
        "/list what is followed here · /export\n"
        "/settings when alerts come, and which\n"
        "{feed}/channel · /privacy · /forget\n\n"
        "A number alone: the {current}th legislature; else <code>16/12432</code>, <code>Sénat 05636</code>, "
        "<code>QOSD 123</code> or its address.\n"
        "NosDéputés.fr is closed to comments."
    ),
    "about": (
        "I watch the written questions that French deputies and senators put to the Government and announce, here or in a group or a "
        "channel, what happens to them: an answer, a correction, a change of ministry, a missed deadline, an end, a comment."
    ),
    "about-short": "Watches the written questions of French deputies and senators, and alerts you to every answer.",
    "hint": (
        "Send me the number of a written question, for example <code>/follow 12432</code>, or its address on "
        "assemblee-nationale.fr, senat.fr or NosDéputés.fr. /help explains the rest."
    ),
    "help-feed": "/feed · ",
    "help-search": "To search by words, here or in any chat: <code>@{bot} hébergement données</code>",
    "hint-search": "No number at hand? Search by words of the subject, here or in any chat: <code>@{bot}</code>",
    "unknown-command": "I do not know this command. /help lists what I can do.",
    "trouble": "Something went wrong on my side, and your request did not go through. Try again in a moment.",
    "trouble-press": "Something went wrong on my side. Press again in a moment.",
    # What is stored
    "privacy": (
        "<b>What I keep</b>\n"
        "• this chat’s number, its kind, its language, since when I have known it and whether it is closed to me: to write here;\n"
        "• the questions followed here, since when, in which topic of a forum, and those whose comments are muted: to alert you;\n"
        "• the watches set here: their words, what they tell and when, and which questions they found: to alert you;\n"
        "• the settings chosen here, among them the messages of Tuesday and Thursday and the sign of life: to alert you as you wish;\n"
        "• in private, the channel or group that you manage from here, if you chose one;\n"
        "• what was sent here or still has to be: to lose nothing and repeat nothing;\n"
        "• the number of the last message about each question: so that the next one answers it;\n"
        "• the secret address of the feeds, if you opened one with /feed: whoever knows it reads what is followed and announced here.\n"
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
}
