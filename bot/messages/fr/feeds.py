"""The sentences in French: the feeds of a chat, and what is in them."""

SENTENCES: dict[str, str | dict[str, str]] = {
    # The address
    "feed-none": "Ce bot n’a pas d’adresse publique : il ne peut pas ouvrir de flux.",
    "feed-elsewhere": (
        "L’adresse d’un flux est secrète, je ne la montre donc qu’en privé : écrivez-moi /canal, choisissez cette conversation, "
        "puis /flux."
    ),
    "feed-closed": (
        "Aucun flux n’est ouvert.\n\n"
        "Avec une adresse secrète, un lecteur de flux reçoit les alertes, et un agenda les délais, sans Telegram. Qui la connaît "
        "lit ce qui est suivi et annoncé."
    ),
    "feed-open": (
        "<b>Alertes</b>, pour un lecteur de flux :\n<code>{atom}</code>\n\n"
        "<b>Délais de réponse</b>, pour un agenda (s’abonner) :\n<code>{calendar}</code>\n\n"
        "Touchez une adresse pour la copier. Gardez-la pour vous : qui la connaît lit ce qui est suivi et annoncé. Une nouvelle "
        "adresse rend celle-ci muette."
    ),
    "button-feed-open": "🔗 Ouvrir un flux",
    "button-feed-new": "♻️ Nouvelle adresse",
    "button-feed-close": "✖️ Fermer le flux",
    # What is in a feed
    "feed-title": "Guetteur : alertes",
    "feed-entry": "{said} · {name}",
    "feed-entry-of": "{said} · {subject} · {name}",
    "feed-calendar": "Guetteur : délais de réponse",
    "feed-term": "Réponse due · {name}",
    "feed-term-of": "Réponse due · {subject} · {name}",
    "feed-renewable": "Fin des trois mois · {name}",
    "feed-renewable-of": "Fin des trois mois · {subject} · {name}",
    "feed-renewable-then": "Sans réponse, son auteur peut ensuite la renouveler, c’est-à-dire redemander une réponse.",
    "feed-term-usual": "Le Gouvernement a {term} pour répondre.",
    "feed-term-signalled": "Question signalée : le Gouvernement a dix jours pour répondre.",
}
