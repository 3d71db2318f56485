"""The sentences in French: how the Government answers, in figures."""

SENTENCES: dict[str, str | dict[str, str]] = {
    "figures-title": "📊 <b>{chambers}</b>\n<code>{query}</code>",
    # All questions together
    "figures-asked": {"one": "<b>{number}</b> question", "other": "<b>{number}</b> questions"},
    "figures-answered": {"one": "{number} répondue", "other": "{number} répondues"},
    "figures-in-time": {
        "one": "<b>{share}</b> dans les deux mois, sur {number} jugée",
        "other": "<b>{share}</b> dans les deux mois, sur {number} jugées",
    },
    "figures-in-time-any": {
        "one": "<b>{share}</b> dans le délai, sur {number} jugée",
        "other": "<b>{share}</b> dans le délai, sur {number} jugées",
    },
    "figures-few": "{share} (trop peu pour conclure)",
    "figures-none-judged": "Aucune n’est encore jugée",
    "figures-median": {"one": "Délai médian : {number} jour", "other": "Délai médian : {number} jours"},
    "figures-middle": "la moitié des réponses entre {first} et {third}",
    "figures-waiting": {"one": "{number} en attente", "other": "{number} en attente"},
    "figures-waited": {"one": "depuis {number} jour (médiane)", "other": "depuis {number} jours (médiane)"},
    "figures-overdue": {"one": "dont {number} hors délai", "other": "dont {number} hors délai"},
    "figures-oldest": "la plus ancienne du {day}",
    "figures-closed": {"one": "{number} close sans réponse", "other": "{number} closes sans réponse"},
    "figures-which": "Jugées : les questions dont le délai de deux mois est passé, sauf celles closes avant.",
    "figures-which-any": "Jugées : les questions dont le délai est passé, sauf celles closes avant.",
    "figures-without-terms": "Aucun délai n’est fixé aux questions orales.",
    "figures-source": "{chambers}, données du {day}",
    "figures-span-any": {
        "one": "{chamber} : les questions du dernier mois.",
        "other": "{chamber} : les questions des {n} derniers mois.",
    },
    "figures-span-senat": "Sénat : les questions des douze derniers mois.",
    # By ministry
    "figures-league": "<b>Par ministère</b>, du plus au moins souvent à l’heure",
    "figures-league-row": "{place}. {ministry} — {share} dans les délais, {delay}, {overdue} hors délai",
    "figures-league-median": "médiane {number} j",
    "figures-league-unanswered": "sans réponse",
    "figures-league-few": "<b>Moins de {n} jugées</b>, donc sans rang ni taux",
    "figures-league-few-row": {
        "one": "• {ministry} — {number} question, {overdue} hors délai",
        "other": "• {ministry} — {number} questions, {overdue} hors délai",
    },
    "figures-league-which": (
        "Un ministère de deux familles compte dans les deux ; une question transférée compte pour celui qui doit la réponse."
    ),
    # By month, and by delay
    "figures-months": "<b>Par mois de parution</b>",
    "figures-month-row": "{month} : {asked}, {answers}",
    "figures-questions": {"one": "{number} question", "other": "{number} questions"},
    "figures-answers": {"one": "{number} réponse", "other": "{number} réponses"},
    "figures-delays": "<b>Délais des réponses</b>",
    "figures-delay-row": "{least} à {most} jours : {answers} ({share})",
    "figures-delay-last-row": "{least} jours ou plus : {answers} ({share})",
    "figures-delays-none": "Aucune réponse, donc aucun délai.",
    # The oldest ones
    "figures-oldest-ones": "<b>En attente depuis le plus longtemps</b>",
    "figures-none-waits": "Aucune n’attend de réponse.",
    # Where there is nothing to show
    "figures-nothing": "📊 <b>{chambers}</b>\n<code>{query}</code>\n\n{why}",
    "figures-none": "Aucune question écrite ne correspond.",
    "figures-none-at-all": "Aucune question ne correspond.",
    "figures-none-archived": (
        "L’Assemblée ne publie pas les données de cette législature : mes chiffres commencent avec la {first}ᵉ, en {year}."
    ),
    "figures-none-in-sessions": (
        "Les législatures sont celles de l’Assemblée nationale : pour le Sénat, dites depuis quand, comme <code>depuis:2026-03</code>."
    ),
    "figures-still-reading": (
        "📊 <code>{query}</code>\n\nJe lis encore les archives : des chiffres seraient faux. "
        "Réessayez dans quelques minutes."
    ),
    "figures-too-many": (
        "📊 <code>{query}</code>\n\nTrop de questions à relire une à une : sans guillemets ni *, je peux compter."
    ),
    "figures-example": (
        "Par exemple :\n"
        "<code>/bilan</code> toute la législature\n"
        "<code>/bilan santé</code> un ministère\n"
        "<code>/bilan Juvin</code> un député\n"
        "<code>/bilan rubrique:eau groupe:LR depuis:2026</code>\n"
        "<code>/bilan chambre:sénat</code> le Sénat"
    ),
    "button-figures-league": "🏛 Par ministère",
    "button-figures-months": "📅 Par mois",
    "button-figures-delays": "⏱ Délais",
    "button-figures-oldest": "⌛ Les plus anciennes",
    "button-of-any": "{chamber}",
    "button-of-an": "Assemblée",
    "button-of-senat": "Sénat",
    "button-figures-together": "Ensemble",
    "button-figures-back": "‹ Vue d’ensemble",
    "toast-figures-gone": "Je ne retrouve plus de quoi il s’agissait. Redemandez avec /bilan.",
}
