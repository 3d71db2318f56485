"""The sentences in French: what is told once a week."""

SENTENCES: dict[str, str | dict[str, str]] = {
    # A weekly issue
    "issue-title-any": "🗞 <b>Journal officiel du {day}</b> ({chamber})",
    "issue-title-an": "🗞 <b>Journal officiel du mardi {day}</b>",
    "issue-title-senat": "🗞 <b>Journal officiel du jeudi {day}, Sénat</b>",
    "issue-all-any": "Toutes les questions écrites ({chamber})",
    "issue-all-an": "Toutes les questions de la {legislature}ᵉ législature",
    "issue-all-senat": "Toutes les questions écrites du Sénat, depuis un an",
    "issue-own": "Ce que vous suivez et surveillez",
    "issue-own-chat": "Ce qui est suivi et surveillé ici",
    "issue-none-own": "Rien, dans ce numéro, sur ce que vous suivez et surveillez.",
    "issue-none-own-chat": "Rien, dans ce numéro, sur ce qui est suivi et surveillé ici.",
    "issue-counts": "{questions}, {answers}",
    "issue-questions": {"one": "<b>{number}</b> nouvelle question", "other": "<b>{number}</b> nouvelles questions"},
    "issue-answers": {"one": "<b>{number}</b> réponse", "other": "<b>{number}</b> réponses"},
    "issue-fastest": "⚡ La plus rapide : {question} — {days}",
    "issue-slowest": "🐢 La plus lente : {question} — {days}",
    "issue-delay": "⏱ Réponse : {question} — {days}",
    "issue-days": {"one": "{number} jour", "other": "{number} jours"},
    "issue-answered-most": {
        "one": "🏛 Répond le plus : {ministry}, {number} réponse",
        "other": "🏛 Répond le plus : {ministry}, {number} réponses",
    },
    "issue-owes-most": {
        "one": "⌛ Doit le plus : {ministry}, {number} question hors délai",
        "other": "⌛ Doit le plus : {ministry}, {number} questions hors délai",
    },
    "issue-frequent": "📈 Plus que d’habitude : {rubrics}",
    "issue-rubric": "{rubric} ({number}, soit {times} fois l’habitude)",
    "issue-rubric-new": "{rubric} ({number}, aucune depuis un an)",
    "issue-oldest": "🕰 Attend depuis le plus longtemps : {question} — {days}",
    "issue-question": "n° {number}",
    # A week without one
    "no-issue-none-any": "🗞 Pas de Journal officiel des questions le {day} ({chamber}) : les données, lues le {moment}, n’en ont pas.",
    "no-issue-none-senat": (
        "🗞 Pas de Journal officiel des questions du Sénat ce jeudi {day} : le fichier du Sénat, lu le {moment}, n’en a pas."
    ),
    "no-issue-none-an": (
        "🗞 Pas de Journal officiel des questions ce mardi {day} : l’archive de l’Assemblée, lue le {moment}, n’en a pas."
    ),
    "no-issue-still-any": (
        "🗞 Y a-t-il eu un Journal officiel des questions le {day} ({chamber}) ? Je ne peux pas le dire : lues le {moment}, "
        "les données n’avaient pas été refaites depuis."
    ),
    "no-issue-still-an": (
        "🗞 Y a-t-il eu un Journal officiel des questions mardi {day} ? Je ne peux pas le dire : lue le {moment}, "
        "l’archive de l’Assemblée n’avait pas été refaite depuis."
    ),
    "no-issue-unread-any": (
        "🗞 Y a-t-il eu un Journal officiel des questions le {day} ({chamber}) ? Je ne peux pas le dire : je n’ai pas pu lire "
        "les données depuis le {moment}."
    ),
    "no-issue-unread-senat": (
        "🗞 Y a-t-il eu un Journal officiel des questions du Sénat jeudi {day} ? Je ne peux pas le dire : je n’ai pas pu lire "
        "le fichier du Sénat depuis le {moment}."
    ),
    "no-issue-unread-an": (
        "🗞 Y a-t-il eu un Journal officiel des questions mardi {day} ? Je ne peux pas le dire : je n’ai pas pu lire "
        "l’archive de l’Assemblée depuis le {moment}."
    ),
    "no-issue-never-read-any": (
        "🗞 Y a-t-il eu un Journal officiel des questions le {day} ({chamber}) ? Je ne peux pas le dire : je n’ai pas encore "
        "pu lire les données."
    ),
    "no-issue-never-read-senat": (
        "🗞 Y a-t-il eu un Journal officiel des questions du Sénat jeudi {day} ? Je ne peux pas le dire : je n’ai pas encore "
        "pu lire le fichier du Sénat."
    ),
    "no-issue-never-read-an": (
        "🗞 Y a-t-il eu un Journal officiel des questions mardi {day} ? Je ne peux pas le dire : je n’ai pas encore pu "
        "lire l’archive de l’Assemblée."
    ),
    # Signs of life
    "quiet-week": "👀 Une semaine sans rien à vous annoncer, jusqu’au {day}. Je veille toujours.",
    "quiet-week-chat": "👀 Une semaine sans rien à annoncer ici, jusqu’au {day}. Je veille toujours.",
    "quiet-week-late": (
        "👀 Une semaine sans rien à annoncer, jusqu’au {day}. Mais je n’ai pas pu tout lire : il a pu se passer quelque chose."
    ),
    "read-last": "<i>Dernière lecture : {sources}</i>",
    "read-last-late": "⚠️ <i>Dernière lecture : {sources}</i>",
    "read-assemblee": "Assemblée le {moment}",
    "read-assemblee-never": "Assemblée, pas encore",
    "read-any": "{chamber} le {moment}",
    "read-senat": "Sénat le {moment}",
    "read-nosdeputes": "NosDéputés.fr le {moment}",
}
