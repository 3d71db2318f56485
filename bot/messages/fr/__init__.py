"""The sentences in French, by subject. An entry with plural forms is chosen by its `n`."""

from bot.messages.fr import (
    alerts,
    bulletins,
    buttons,
    charts,
    chase,
    chats,
    feeds,
    figures,
    files,
    following,
    menu,
    operator,
    overdue,
    questions,
    references,
    search,
    settings,
    table,
)

SUBJECTS = (
    alerts,
    bulletins,
    buttons,
    charts,
    chase,
    chats,
    feeds,
    figures,
    files,
    following,
    menu,
    operator,
    overdue,
    questions,
    references,
    search,
    settings,
    table,
)
SENTENCES = {key: sentence for subject in SUBJECTS for key, sentence in subject.SENTENCES.items()}
