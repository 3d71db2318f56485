"""The sentences in French: chasing a question up."""

SENTENCES: dict[str, str | dict[str, str]] = {
    "chase": "✍️ <b>Relancer</b>",
    "chase-how": (
        "Voici une lettre pour l’auteur de la question. Touchez-la pour la copier, puis envoyez-la vous-même : je "
        "n’envoie rien."
    ),
    "chase-how-unknown": (
        "Voici une lettre pour l’auteur de la question, dont je ne connais pas le nom. Touchez-la pour la copier, puis "
        "envoyez-la vous-même : je n’envoie rien."
    ),
    "chase-address": "✉️ {email}",
    "chase-no-address": "✉️ Le registre des députés en exercice ne m’a donné aucune adresse.",
    "chase-page": "Sa page à l’Assemblée",
    "chase-in-vain": (
        "Il n’y a rien à relancer pour la question {name} : elle a sa réponse, elle est close, ou son délai n’est pas passé."
    ),
    "chase-lapsed": "La question {name} est d’une législature achevée : elle est caduque, et n’aura plus de réponse.",
    "chase-none": "Je n’ai pas de lettre pour les questions {of} : je n’en connais pas assez les règles.",
    "chase-unread": "Je n’ai pas encore pu lire la question {name}.",
    "button-chase": "✍️ Relancer",
    "button-copy-short": "📋 Copier en plus court",
    "button-copy-address": "📋 Copier l’adresse",
}
