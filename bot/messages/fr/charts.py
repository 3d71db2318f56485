"""The sentences in French: in pictures of figures and of a question's life."""

SENTENCES: dict[str, str | dict[str, str]] = {
    "chart-title-all": "Comment le Gouvernement répond",
    "chart-title-league": "Qui répond dans les deux mois ?",
    "chart-title-months": "Questions et réponses par mois",
    "chart-title-delays": "Combien de temps pour répondre ?",
    "chart-title-weeks": "Questions et réponses par semaine",
    "chart-legislature": "Toutes les questions de la {legislature}ᵉ législature",
    "chart-source": "Source : {chambers}",
    "chart-undrawn": "<i>L’image n’a pas pu être dessinée ; redemandez-la dans un moment.</i>",
    # What became of the questions
    "chart-in-time": {"one": "répondue dans les deux mois", "other": "répondues dans les deux mois"},
    "chart-late": {"one": "répondue plus tard", "other": "répondues plus tard"},
    "chart-undated": {"one": "répondue, date inconnue", "other": "répondues, date inconnue"},
    "chart-waiting": {"one": "attend encore, dans le délai", "other": "attendent encore, dans le délai"},
    "chart-overdue": {"one": "attend encore, hors délai", "other": "attendent encore, hors délai"},
    "chart-closed": {"one": "close sans réponse", "other": "closes sans réponse"},
    # Delays
    "chart-delays-of": {"one": "Délai de {number} réponse, en jours", "other": "Délais de {number} réponses, en jours"},
    "chart-within-term": "dans le délai",
    "chart-after-term": "hors délai",
    "chart-term": "deux mois",
    "chart-median": {"one": "médiane : {number} jour", "other": "médiane : {number} jours"},
    # By month and by week
    "chart-months-last": "Les {n} derniers mois",
    "chart-questions": "questions",
    "chart-answers": "réponses",
    # By ministry
    "chart-share": "Part des questions jugées répondues à temps",
    "chart-few": "Moins de {n} questions jugées : ni rang ni taux",
    "chart-median-short": "médiane {number} j",
    "chart-no-answer": "sans réponse",
    "chart-asked": {"one": "{number} question", "other": "{number} questions"},
    # A question's life
    "button-life": "🕰 Chronologie",
    "life-line": "• {day} : {step}",
    "life-step-asked": "Question publiée",
    "life-step-moved": "Transmise : {ministry}",
    "life-moved-short": "Transmise :",
    "life-step-renewed": "Renouvelée",
    "life-step-signalled": "Signalée",
    "life-step-due": "Fin du délai de {term}",
    "life-step-due-ahead": "Fin du délai de {term}, à venir",
    "life-step-signalled-due": "Fin du délai après signalement",
    "life-step-signalled-due-ahead": "Fin du délai après signalement, à venir",
    "life-step-answered": "Réponse publiée",
    "life-step-closed": "Close sans réponse",
    "life-step-today": "Aujourd’hui, sans réponse",
    "life-lasted-no-day": "La réponse est venue le jour même.",
    "life-lasted-answered": {
        "one": "La réponse est venue après <b>{number} jour</b>.",
        "other": "La réponse est venue après <b>{number} jours</b>.",
    },
    "life-lasted-closed": {
        "one": "Close après <b>{number} jour</b> sans réponse.",
        "other": "Close après <b>{number} jours</b> sans réponse.",
    },
    "life-lasted-today": {
        "one": "Elle attend depuis <b>{number} jour</b>.",
        "other": "Elle attend depuis <b>{number} jours</b>.",
    },
    "life-usual": {
        "one": "La moitié des réponses de ce ministère sont venues en {number} jour au plus.",
        "other": "La moitié des réponses de ce ministère sont venues en {number} jours au plus.",
    },
    "life-band": "Délai habituel de ce ministère : la moitié des réponses viennent entre {first} et {third} jours (médiane {median})",
    "life-unknown": "Je ne connais pas encore la date de publication de cette question : pas de chronologie.",
}
