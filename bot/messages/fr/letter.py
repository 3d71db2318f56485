"""The sentences of the letter that chases a question up. A French deputy gets it, so it exists in French alone."""

SENTENCES: dict[str, str | dict[str, str]] = {
    "letter-heading": "Objet : question écrite n° {number}, sans réponse",
    "letter-to": "À l’attention de {author}",
    "letter-hail-mme": "Madame la Députée",
    "letter-hail-m": "Monsieur le Député",
    "letter-hail": "Madame, Monsieur",
    "letter-hail-line": "{hail},",
    "letter-opening": "Je me permets d’appeler votre attention sur une question que vous avez posée au Gouvernement :",
    "letter-citation": "Question écrite n° {number}{author}{journal} ({legislature}ᵉ législature)",
    "letter-by": " de {author}",
    "letter-by-of": " de {author} ({of})",
    "letter-journal": ", JO Assemblée nationale du {day}",
    "letter-subject": "Sujet : {subject}",
    "letter-ministry": "Réponse attendue de : {ministry}",
    "letter-waited": {
        "one": "Publiée le {day}, elle attend une réponse depuis {n} jour.",
        "other": "Publiée le {day}, elle attend une réponse depuis {n} jours.",
    },
    "letter-due": {
        "one": "La réponse était due le {day} au plus tard, il y a {n} jour.",
        "other": "La réponse était due le {day} au plus tard, il y a {n} jours.",
    },
    "letter-renewed": "Vous l’avez renouvelée le {day}.",
    "letter-renewed-undated": "Vous l’avez déjà renouvelée.",
    "letter-signalled": "Elle a été signalée le {day} : la réponse est due le {due} au plus tard.",
    "letter-signalled-late": "Elle a été signalée le {day} : la réponse était due le {due} au plus tard.",
    "letter-signalled-undated": "Elle a été signalée.",
    "letter-rule": (
        "L’article 135 du Règlement de l’Assemblée nationale donne aux ministres deux mois pour répondre ; après un "
        "signalement par une présidence de groupe, ils ont dix jours. Au bout de trois mois sans réponse, une question "
        "peut être renouvelée."
    ),
    "letter-of-your-group": "la présidence de votre groupe",
    "letter-of-a-group": "la présidence d’un groupe",
    "letter-ask-signal": (
        "Accepteriez-vous de demander à {of} de la signaler ? La réponse serait alors due sous dix jours."
    ),
    "letter-ask-signal-or-later": (
        "Accepteriez-vous de demander à {of} de la signaler ? La réponse serait alors due sous "
        "dix jours. À défaut, elle pourra être renouvelée après le {day}."
    ),
    "letter-ask-renew": (
        "Trois mois étant passés, accepteriez-vous de la renouveler, ou de demander à {of} de la signaler ?"
    ),
    "letter-ask-insist": "Accepteriez-vous d’insister auprès du ministre pour que ce délai soit respecté ?",
    "letter-ask-insist-late": "Ce délai étant passé, accepteriez-vous d’insister auprès du ministre ?",
    "letter-ask-insist-and-renew": "Trois mois étant passés, accepteriez-vous de la renouveler et d’insister auprès du ministre ?",
    "letter-thanks": "Je vous remercie de votre attention et vous prie d’agréer, {hail}, mes respectueuses salutations.",
    # The same in 256 characters at most
    "short-opening": "{hail}, votre question écrite n° {number}{journal} reste sans réponse.",
    "short-journal": " (JO du {day})",
    "short-your-group": "votre groupe",
    "short-a-group": "un groupe",
    "short-ask-signal": "Accepteriez-vous de la faire signaler par {group} (article 135 du Règlement) ? Merci.",
    "short-ask-renew": "Accepteriez-vous de la renouveler ou de la faire signaler (article 135 du Règlement) ? Merci.",
    "short-ask-insist": "Signalée, elle doit en recevoir une sous dix jours (article 135) : accepteriez-vous d’insister ? Merci.",
    "short-ask-insist-late": "Signalée, elle devait en recevoir une sous dix jours (article 135) : accepteriez-vous d’insister ? Merci.",
    "short-ask-insist-and-renew": "Accepteriez-vous de la renouveler et d’insister auprès du ministre (article 135 du Règlement) ? Merci.",
}
