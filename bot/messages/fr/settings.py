"""The sentences in French: settings."""

SENTENCES: dict[str, str | dict[str, str]] = {
    "hour": "{hour} h",
    "settings": "⚙️ <b>Réglages</b>",
    "settings-paused": "⏸ <b>En pause jusqu’au {moment}.</b> Rien ne se perd : un résumé viendra à la reprise.",
    "settings-paused-open": "⏸ <b>En pause jusqu’à nouvel ordre.</b> Rien ne se perd : un résumé viendra à la reprise.",
    "settings-now": "🕗 Quand : aussitôt",
    "settings-daily": "🕗 Quand : un résumé chaque jour à {hour}",
    "settings-weekly": "🕗 Quand : un résumé chaque mardi à {hour}",
    "settings-answers": "{said}, les réponses aussitôt",
    "settings-no-quiet": "🌙 Heures calmes : aucune",
    "settings-quiet": "🌙 Heures calmes : de {first} à {end}",
    "settings-sound-yes": "🔔 Son : oui",
    "settings-sound-no": "🔕 Son : non",
    "settings-zone": "🌍 Fuseau : {zone} (il y est {time})",
    "settings-all": "📋 Quoi : tout",
    "settings-some": "📋 Quoi : tout, sauf {kinds}",
    "settings-few": "📋 Quoi : seulement {kinds}",
    "settings-none": "📋 Quoi : ⚠️ rien. Tout est décoché : plus rien n’est annoncé ici.",
    "settings-issue-all-any": "🗞 Chaque semaine : le Journal officiel en chiffres ({chamber})",
    "settings-issue-all-an": "🗞 Mardi : le Journal officiel en chiffres",
    "settings-issue-all-senat": "🗞 Jeudi : le Journal officiel du Sénat en chiffres",
    "settings-issue-own-any": "🗞 Chaque semaine : le Journal officiel en chiffres ({chamber}), sur ce qui est suivi ici",
    "settings-issue-own-an": "🗞 Mardi : le Journal officiel en chiffres, sur ce qui est suivi ici",
    "settings-issue-own-senat": "🗞 Jeudi : le Journal officiel du Sénat en chiffres, sur ce qui est suivi ici",
    "settings-sign": "👀 Signe de vie : après une semaine sans rien",
    "settings-language": "🌐 Langue : {language}",
    "settings-who-admins": "👥 Questions suivies : choisies par les administrateurs",
    "settings-who-all": "👥 Questions suivies : choisies par tous les membres",
    "settings-about-when": (
        "<b>Quand annoncer ?</b>\n"
        "Aussitôt : une alerte pour chaque chose qui arrive. Sinon, un résumé, chaque jour ou chaque mardi, jour du "
        "Journal officiel."
    ),
    "settings-about-hour": "<b>À quelle heure envoyer le résumé ?</b>",
    "settings-about-quiet": (
        "<b>Heures calmes</b>\nRien n’est annoncé pendant ces heures : tout arrive quand elles finissent. Un résumé arrive à son heure."
    ),
    "settings-about-from": "<b>Heures calmes</b>\nÀ partir de quelle heure ?",
    "settings-about-until": "<b>Heures calmes</b>\nDe {first} à quelle heure ?",
    "settings-about-sound": "<b>Son</b>\nSans le son, les messages arrivent en silence.",
    "settings-about-zone": (
        "<b>Fuseau horaire</b>\nLes résumés et les heures calmes suivent son heure. Le vôtre n’est pas là ? Par exemple : "
        "<code>/reglages fuseau Berlin</code>"
    ),
    "settings-about-what": "<b>Quoi annoncer ?</b>\nChaque bouton coche ou décoche un type d’annonce.",
    "settings-about-issue-any": (
        "<b>Le Journal officiel de la semaine</b> ({chamber})\nUn message quand il est paru : combien de questions et de "
        "réponses, les plus rapides, les plus lentes, les ministères de la semaine, avec un graphique."
    ),
    "settings-about-issue-senat": (
        "<b>Le Journal officiel du jeudi, Sénat</b>\nUn message quand il est paru : combien de questions et de réponses, "
        "les plus rapides, les plus lentes, les ministères et les sujets de la semaine, avec un graphique."
    ),
    "settings-about-issue-an": (
        "<b>Le Journal officiel du mardi</b>\nUn message quand il est paru : combien de questions et de réponses, les plus "
        "rapides, les plus lentes, les ministères et les sujets de la semaine, avec un graphique."
    ),
    "settings-about-sign": (
        "<b>Signe de vie</b>\nAprès une semaine où rien n’a été annoncé ici, un message dit que je veille, et quand j’ai lu."
    ),
    "settings-about-language": "<b>Langue · Language</b>",
    "settings-about-pause": (
        "<b>Pause</b>\nRien n’est annoncé pendant la pause, et rien ne se perd : un résumé vient à la reprise."
    ),
    "settings-about-who": (
        "<b>Qui choisit les questions suivies ?</b>\nLes réglages restent l’affaire des administrateurs."
    ),
    "settings-nearest": "Je ne suis pas sûr de comprendre « {typed} ». Vouliez-vous dire ceci ?",
    "settings-unknown": "Je ne connais pas de réglage « {typed} ». Ce que disent les boutons peut aussi s’écrire :",
    "settings-other-buttons": "Autre chose…",
    "language-fr": "français",
    "language-en": "anglais",
    "kind-asked": "nouvelles questions",
    "kind-answered": "réponses",
    "kind-corrected": "corrections",
    "kind-reattributed": "changements de ministère",
    "kind-signalled": "signalements",
    "kind-renewed": "renouvellements",
    "kind-reminded": "rappels",
    "kind-overdue": "délais dépassés",
    "kind-renewable": "trois mois sans réponse",
    "kind-closed": "fins sans réponse",
    "kind-reopened": "réouvertures",
    "kind-comment": "commentaires",
    "zone-Europe/Paris": "Paris",
    "zone-America/Guadeloupe": "Guadeloupe",
    "zone-America/Martinique": "Martinique",
    "zone-America/Cayenne": "Guyane",
    "zone-Indian/Reunion": "La Réunion",
    "zone-Indian/Mayotte": "Mayotte",
    "zone-Pacific/Noumea": "Nouvelle-Calédonie",
    "zone-Pacific/Tahiti": "Tahiti",
    "zone-Pacific/Marquesas": "Marquises",
    "zone-Pacific/Gambier": "Gambier",
    "zone-Pacific/Wallis": "Wallis-et-Futuna",
    "zone-America/Miquelon": "Miquelon",
    "zone-America/St_Barthelemy": "Saint-Barthélemy",
    "zone-America/Marigot": "Saint-Martin",
    "zone-Europe/Brussels": "Bruxelles",
    "zone-Europe/Luxembourg": "Luxembourg",
    "zone-Europe/Zurich": "Suisse",
    "zone-Europe/London": "Londres",
    "zone-America/Toronto": "Montréal",
    "zone-America/New_York": "New York",
    "set-when": "🕗 Quand",
    "set-quiet": "🌙 Heures calmes",
    "set-sound": "🔔 Son",
    "set-zone": "🌍 Fuseau",
    "set-issue-any": "🗞 {chamber}",
    "set-issue-an": "🗞 Mardi",
    "set-issue-senat": "🗞 Jeudi",
    "set-issue-none-any": "Rien",
    "set-issue-all-any": "Toutes les questions",
    "set-issue-all-an": "Toute la législature",
    "set-issue-own-any": "Ce qui est suivi ici",
    "set-sign": "Signe de vie",
    "set-what": "📋 Quoi",
    "set-language": "🌐 Langue",
    "set-who": "👥 Qui",
    "set-pause": "⏸ Pause",
    "set-resume": "▶️ Reprendre",
    "set-done": "Terminé",
    "set-back": "‹ Retour",
    "set-now": "Aussitôt",
    "set-daily": "Un résumé par jour",
    "set-weekly": "Un résumé le mardi",
    "set-hour": "Heure du résumé : {hour}",
    "set-answers": "Réponses aussitôt",
    "set-no-quiet": "Aucune",
    "set-hours": "{first} – {end}",
    "set-other-hours": "D’autres heures…",
    "set-sound-yes": "Avec le son",
    "set-sound-no": "Sans le son",
    "set-tell-all": "Tout cocher",
    "set-hush-all": "Tout décocher",
    "set-pause-day": "Un jour",
    "set-pause-week": "Une semaine",
    "set-pause-open": "Jusqu’à nouvel ordre",
    "set-who-admins": "Les administrateurs",
    "set-who-all": "Tous les membres",
}
