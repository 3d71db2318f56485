"""The sentences in English: Telegram's menu of commands."""

SENTENCES: dict[str, str | dict[str, str]] = {
    "menu-follow": "Follow a question: /follow 12432",
    "menu-unfollow": "Stop following: /unfollow 12432",
    "menu-search": "Search questions: /search données",
    "menu-watch": "Watch a whole subject: /watch cloud",
    "menu-watches": "The watches of this chat",
    "menu-list": "The questions followed here",
    "menu-status": "Where a question stands: /status 12432",
    "menu-figures": "How the Government answers: /figures santé",
    "menu-settings": "When alerts come, and which",
    "menu-export": "All that is followed, as a file",
    "menu-feed": "The alerts in a feed reader or a calendar",
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
