"""The sentences in French: searches, watches, and what is offered in other chats."""

SENTENCES: dict[str, str | dict[str, str]] = {
    # A search
    "find-title": "🔎 <code>{query}</code>",
    "find-nothing": "🔎 <code>{query}</code>\n\nAucune question ne correspond. Essayez moins de mots, ou d’autres.",
    "find-not-yet": "🔎 <code>{query}</code>\n\nRien jusqu’ici, mais tout n’est pas encore parcouru.",
    "find-still-reading": (
        "🔎 <code>{query}</code>\n\nRien pour l’instant : je lis encore les archives. Réessayez dans quelques minutes."
    ),
    "find-no-more": "🔎 <code>{query}</code>\n\nIl n’y en a pas d’autres.",
    "find-empty": "Dites ce que vous cherchez : des mots, un nom, un ministère.",
    "find-stop-words": "Ces mots sont dans toutes les questions : ajoutez-en un qui dise de quoi il s’agit.",
    "find-exclusions": "Dites aussi ce que vous cherchez, pas seulement ce qu’il faut laisser de côté.",
    "find-too-long": "C’est trop long pour une recherche : quelques mots suffisent.",
    "find-unknown-value": (
        "Je ne comprends pas « {word} ». Après <code>état:</code>, écrivez attente, répondue ou close ; après "
        "<code>chambre:</code>, {chambers} ; après <code>nature:</code>, écrite, QG, QOSD, orale ou toutes ; après <code>législature:</code>, un nombre comme 17 ; après <code>année:</code>, une année comme 2026 ; après "
        "<code>depuis:</code>, une année, un mois ou un jour : 2026, 2026-03 ou 2026-03-15."
    ),
    "find-unknown-filter": (
        "« {word} » n’est pas un filtre. Les filtres sont <code>@Juvin</code>, <code>ministère:santé</code>, <code>rubrique:eau</code>, "
        "<code>groupe:LR</code>, <code>état:attente</code>, <code>chambre:sénat</code>, <code>nature:QG</code>, <code>législature:17</code>, <code>année:2026</code> "
        "et <code>depuis:2026-03</code>."
    ),
    "find-all": {"one": "{n} question", "other": "{n} questions"},
    "find-total": "{total} en tout",
    "find-range": "{first}–{last}",
    "find-range-of": "{first}–{last} sur {total}",
    "find-at-most": "{total} au plus",
    "find-more-than": "plus de {total}",
    "find-rubrics": "Rubriques : {rubrics}",
    "find-others": {"one": "{n} autre", "other": "{n} autres"},
    "find-example": (
        "Par exemple :\n"
        "<code>/chercher hébergement données</code>\n"
        '<code>/chercher "accès aux soins" -urgence</code>\n'
        "<code>/chercher @Juvin ministère:santé</code>\n"
        "<code>/chercher cloud OU 5G état:attente année:2026</code>"
    ),
    "button-find-waiting": "⏳ En attente",
    "button-find-answered": "✅ Répondues",
    "button-find-oral": "🗣 Orales aussi",
    "button-find-year": "📅 {year}",
    "button-find-ministry": "🏛 {ministry}",
    "button-find-watch": "🔭 En faire une veille",
    "button-find-results": "🔎 Résultats",
    "toast-find-gone": "Je ne retrouve plus ces mots. Refaites la recherche avec /chercher.",
    # A name that several bear
    "which-deputy": "Plusieurs députés portent ce nom. De qui s’agit-il ?",
    "which-deputy-asked": {"one": "{n} question", "other": "{n} questions"},
    "which-deputy-last": "la dernière le {day}",
    "which-deputy-more": {
        "one": "{n} autre porte ce nom : ajoutez un prénom ou un département pour le trouver.",
        "other": "{n} autres portent ce nom : ajoutez un prénom ou un département pour les trouver.",
    },
    "which-ministry": "Ce nom peut désigner plusieurs ministères. Duquel s’agit-il ?",
    "button-all-of-them": "Tous",
    # Watches
    "watched-by": {"one": "🔭 Veille : {names}", "other": "🔭 Veilles : {names}"},
    # What is offered in other chats
    "inline-hint": "Tapez un numéro ou des mots du sujet",
    "inline-nothing": "Aucune question trouvée. Essayez d’autres mots",
    "inline-too-fast": {
        "one": "Trop de recherches : réessayez dans {n} seconde",
        "other": "Trop de recherches : réessayez dans {n} secondes",
    },
    "inline-private": "Ce bot est privé. En savoir plus",
}
