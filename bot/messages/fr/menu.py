"""The sentences in French: Telegram's menu of commands."""

SENTENCES: dict[str, str | dict[str, str]] = {
    "menu-follow": "Suivre une question : /suivre 12432",
    "menu-unfollow": "Ne plus suivre : /arreter 12432",
    "menu-search": "Chercher des questions : /chercher données",
    "menu-watch": "Surveiller tout un sujet : /veille cloud",
    "menu-watches": "Les veilles posées ici",
    "menu-list": "Les questions suivies ici",
    "menu-status": "Où en est une question : /etat 12432",
    "menu-figures": "Comment le Gouvernement répond : /bilan santé",
    "menu-settings": "Quand prévenir, et de quoi",
    "menu-export": "Tout ce qui est suivi, en un fichier",
    "menu-feed": "Les alertes dans un lecteur ou un agenda",
    "menu-channel": "Gérer d’ici un canal ou un groupe",
    "menu-privacy": "Ce que je garde de vous",
    "menu-start": "Ce que fait ce bot, ou la question d’un lien",
    "menu-forget": "Effacer tout ce que je garde de cette conversation",
    "menu-help": "Ce que fait ce bot",
    "menu-health": "Si tout va bien",
    "menu-chats": "Combien de conversations, sans noms",
    "menu-announce": "Écrire à toutes les conversations",
    "menu-retry": "Réessayer maintenant ce qui attend",
}
