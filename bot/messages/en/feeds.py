"""The sentences in English: the feeds of a chat, and what is in them."""

SENTENCES: dict[str, str | dict[str, str]] = {
    # The address
    "feed-none": "This bot has no public address: it cannot open a feed.",
    "feed-elsewhere": (
        "The address of a feed is secret, so I show it only in private: send me /channel, choose this chat, then /feed."
    ),
    "feed-closed": (
        "No feed is open.\n\n"
        "With a secret address a feed reader gets the alerts, and a calendar the deadlines, without Telegram. Whoever knows it reads "
        "what is followed and announced."
    ),
    "feed-open": (
        "<b>Alerts</b>, for a feed reader:\n<code>{atom}</code>\n\n"
        "<b>Deadlines for answers</b>, for a calendar (subscribe):\n<code>{calendar}</code>\n\n"
        "Tap an address to copy it. Keep it to yourself: whoever knows it reads what is followed and announced. A new address "
        "silences this one."
    ),
    "button-feed-open": "🔗 Open a feed",
    "button-feed-new": "♻️ New address",
    "button-feed-close": "✖️ Close the feed",
    # What is in a feed
    "feed-title": "Guetteur: alerts",
    "feed-entry": "{said} · {name}",
    "feed-entry-of": "{said} · {subject} · {name}",
    "feed-calendar": "Guetteur: deadlines for answers",
    "feed-term": "Answer due · {name}",
    "feed-term-of": "Answer due · {subject} · {name}",
    "feed-renewable": "End of the three months · {name}",
    "feed-renewable-of": "End of the three months · {subject} · {name}",
    "feed-renewable-then": "Without an answer by then, its author may ask it again.",
    "feed-term-usual": "The Government has {term} to answer.",
    "feed-term-signalled": "Flagged question: the Government has ten days to answer.",
}
