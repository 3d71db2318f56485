"""The sentences in French: tables to take away, for a spreadsheet."""

SENTENCES: dict[str, str | dict[str, str]] = {
    "table-heading-reference": "Référence",
    "table-heading-link": "Page officielle",
    "table-heading-state": "État",
    "table-heading-author": "Auteur",
    "table-heading-group": "Groupe",
    "table-heading-ministry": "Ministère",
    "table-heading-rubric": "Rubrique",
    "table-heading-subject": "Sujet",
    "table-heading-asked": "Publiée le",
    "table-heading-term": "Réponse due le",
    "table-heading-answered": "Répondue le",
    "table-heading-delay": "Délai (jours)",
    "table-heading-beyond": "Hors délai (jours)",
    "table-heading-closing": "Motif de fin",
    "table-state-waiting": "en attente",
    "table-state-answered": "répondue",
    "table-state-closed": "close sans réponse",
    "table-state-unread": "pas encore lue",
    "table-name-list": "suivis",
    "table-name-found": "recherche",
    "table-name-overdue": "retards",
    "table-rows": {"one": "📄 <b>{number} question</b>", "other": "📄 <b>{number} questions</b>"},
    "table-cut": {
        "one": "Il y en a davantage : seule la première est dans ce fichier.",
        "other": "Il y en a davantage : seules les {number} premières sont dans ce fichier.",
    },
    "table-advice": "Un tableau pour Excel ou LibreOffice.",
    "table-empty": "Il n’y a rien à mettre dans un tableau.",
    "table-unreadable": (
        "Ce tableau se lit dans Excel ou LibreOffice, et je ne peux pas le reprendre. Pour tout suivre de nouveau, envoyez le "
        "fichier que donne /exporter, sans rien de plus."
    ),
    "button-table": "📄 Tableau",
}
