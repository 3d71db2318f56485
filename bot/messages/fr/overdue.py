"""The sentences in French: the questions that are beyond their term."""

SENTENCES: dict[str, str | dict[str, str]] = {
    "overdue-title": "⌛️ <code>{query}</code>",
    "overdue-number": {
        "one": "<b>{number} question hors délai</b>",
        "other": "<b>{number} questions hors délai</b>, la plus ancienne échéance d’abord",
    },
    "overdue-number-followed": {
        "one": "⌛️ <b>{number} question suivie, hors délai</b>",
        "other": "⌛️ <b>{number} questions suivies, hors délai</b>, la plus ancienne échéance d’abord",
    },
    "overdue-line": {
        "one": "• {link} {subject} — {ministry}<i>hors délai de {number} jour</i>",
        "other": "• {link} {subject} — {ministry}<i>hors délai de {number} jours</i>",
    },
    "overdue-line-signalled": {
        "one": "• {link} {subject} — {ministry}<i>signalée, hors délai de {number} jour</i>",
        "other": "• {link} {subject} — {ministry}<i>signalée, hors délai de {number} jours</i>",
    },
    "overdue-which": "Deux mois pour répondre ; dix jours une fois la question signalée.",
    "overdue-which-plain": "{term} pour répondre.",
    "overdue-which-several": "Chaque chambre a son délai.",
    "overdue-none": "Aucune question n’est hors délai.",
    "overdue-none-followed": (
        "👌 Aucune des questions suivies ici n’est hors délai.\n\nPour un ministère, un député, un groupe ou une rubrique :\n"
        "<code>/retards santé</code>\n<code>/retards @Juvin</code>\n<code>/retards groupe:LR rubrique:eau</code>"
    ),
    "overdue-example": (
        "Par exemple :\n"
        "<code>/retards</code> ce qui est suivi ici\n"
        "<code>/retards santé</code> un ministère\n"
        "<code>/retards @Juvin</code> un député\n"
        "<code>/retards groupe:LR rubrique:eau</code>"
    ),
    "overdue-still-reading": (
        "⌛️ <code>{query}</code>\n\nJe lis encore les archives : il en manquerait. Réessayez dans quelques minutes."
    ),
    "overdue-too-many": (
        "⌛️ <code>{query}</code>\n\nTrop de questions à relire une à une : sans guillemets ni *, je peux les trouver."
    ),
    "button-overdue": "⌛️ Hors délai",
    "toast-overdue-gone": "Je ne retrouve plus de quoi il s’agissait. Redemandez avec /retards.",
}
