"""The sentences in French: following, and the list."""

SENTENCES: dict[str, str | dict[str, str]] = {
    # What follows a command
    "followed": "👁 Vous suivez maintenant cette question.",
    "followed-chat": "👁 Cette question est maintenant suivie ici.",
    "already-followed": "👁 Vous suivez déjà cette question.",
    "already-followed-chat": "👁 Cette question est déjà suivie ici.",
    "took-current": "« {number} » sans législature : j’ai pris la {legislature}ᵉ, la législature en cours.",
    "took-this": "« {number} » sans législature : j’ai pris la {legislature}ᵉ.",
    "took-any": "« {bare} » peut être de plusieurs sessions : j’ai pris la plus récente que je connaisse.",
    "took-an": "« {number} » sans législature : j’ai pris la {legislature}ᵉ, la plus récente qui ait ce numéro.",
    "took-senat": "« {number} » sans année ni mois : j’ai pris la plus récente que je connaisse, publiée en {month}/{year}.",
    "not-checked": "Non vérifiées, faute de réponse du site : {unchecked}.",
    "took-earlier": {
        "one": "Il n’y a pas de n° {number} dans la {absent} législature : j’ai pris la {legislature}ᵉ.",
        "other": "Il n’y a pas de n° {number} dans les {absent} législatures : j’ai pris la {legislature}ᵉ.",
    },
    "others-aloud": "🗣 Ce numéro est aussi celui d’une question orale : {names}.",
    "others-swap": {
        "one": "Pas la bonne ? Le bouton du bas suit l’autre à sa place.",
        "other": "Pas la bonne ? Les boutons du bas en suivent une autre à sa place.",
    },
    "others-see": {
        "one": "Pas la bonne ? Le bouton du bas montre l’autre.",
        "other": "Pas la bonne ? Les boutons du bas montrent les autres.",
    },
    "others-listed": {
        "one": "Ce numéro peut désigner plusieurs questions : {numbers}. Pas la bonne ? Utilisez les boutons du bas.",
        "other": "Ces numéros peuvent désigner plusieurs questions : {numbers}. Pas la bonne ? Utilisez les boutons du bas.",
    },
    "others-left-out": {
        "one": "Pour {n} autre, la place manque : précisez la législature, par exemple <code>16/12432</code>.",
        "other": "Pour {n} autres, la place manque : précisez la législature, par exemple <code>16/12432</code>.",
    },
    "swapped": "👁 Vous suivez maintenant cette question, à la place de {that}.",
    "swapped-chat": ("👁 Cette question est maintenant suivie ici, à la place de {that}."),
    "kept-waiting": (
        "⏳ <b>{name}</b> : le site ne répond pas à l’instant. Votre demande est gardée : la fiche arrivera {where} dès que "
        "la page aura pu être lue."
    ),
    "kept-waiting-status": (
        "⏳ <b>{name}</b> : le site ne répond pas à l’instant. Réessayez dans quelques minutes, "
        "ou suivez-la dès maintenant : <code>/suivre {reference}</code>"
    ),
    "kept-reading": (
        "⏳ <b>{name}</b> : je lis encore les archives de l’Assemblée. Votre demande est gardée : la fiche arrivera {where} "
        "dès que ce sera fait."
    ),
    "kept-reading-status": (
        "⏳ <b>{name}</b> : je lis encore les archives de l’Assemblée. Réessayez dans quelques minutes, "
        "ou suivez-la dès maintenant : <code>/suivre {reference}</code>"
    ),
    "kept-to-come": (
        "⏳ <b>{name}</b> : pas encore dans {file}. Votre demande est gardée : la fiche arrivera "
        "{where} dès qu’elle y sera."
    ),
    "kept-to-come-status": (
        "⏳ <b>{name}</b> : pas encore dans {file}. Pour la suivre dès qu’elle y sera : "
        "<code>/suivre {reference}</code>"
    ),
    "late-card": "👁 La question a pu être lue. La voici ; vous la suivez :",
    "late-card-chat": "👁 La question a pu être lue. La voici ; elle est suivie ici :",
    "late-card-bare": (
        "👁 La question a pu être lue. « {number} » sans législature : j’ai pris la {legislature}ᵉ, la plus récente qui "
        "ait ce numéro. La voici ; vous la suivez :"
    ),
    "late-card-bare-chat": (
        "👁 La question a pu être lue. « {number} » sans législature : j’ai pris la {legislature}ᵉ, la plus récente qui "
        "ait ce numéro. La voici ; elle est suivie ici :"
    ),
    "unfollowed": "Vous ne suivez plus la question {name}.",
    "unfollowed-chat": "La question {name} n’est plus suivie ici.",
    "not-followed": ("La question {name} n’est pas suivie ici : rien n’a changé. /liste montre celles qui le sont."),
    "not-followed-number": (
        "Aucune question n° {number} n’est suivie ici : rien n’a changé. /liste montre celles qui le sont."
    ),
    "several-followed": "Plusieurs questions n° {number} sont suivies ici. Laquelle ne plus suivre ?",
    # The list
    "watch-about": (
        "<b>Une veille</b> annonce les questions écrites sur un sujet dès qu’elles sont publiées, puis leur réponse ou leur "
        "fin, sans que vous ayez à les suivre une à une. Par exemple : <code>/veille cloud souverain</code>"
    ),
    "watch-new": "🔭 <b>Nouvelle veille</b>, pas encore commencée",
    "watch-title": "🔭 <b>Veille</b>",
    "watch-begun": "✅ La veille commence {where}.",
    "watch-known": "👌 Cette veille existe déjà {where}. La voici :",
    "watch-elsewhere": "Elle annonce déjà dans un autre sujet du forum : si vous la commencez ici, elle n’annoncera plus qu’ici.",
    "watch-stopped": "🗑 Veille arrêtée : {query}. Pour la reprendre, renvoyez ces mots après /veille.",
    "watch-counts": {
        "one": "Ces 30 derniers jours : <b>{n} question</b> ; en un an : <b>{year}</b>.",
        "other": "Ces 30 derniers jours : <b>{n} questions</b> ; en un an : <b>{year}</b>.",
    },
    "watch-counts-least": {
        "one": "Ces 30 derniers jours : au moins <b>{n} question</b> ; en un an : au moins <b>{year}</b>.",
        "other": "Ces 30 derniers jours : au moins <b>{n} questions</b> ; en un an : au moins <b>{year}</b>.",
    },
    "watch-newest": "Les dernières :",
    "watch-beside": "Des mots qui vont souvent avec : + en ajoute un, − l’écarte.",
    "watch-joined": "Une autre veille avait les mêmes mots : elle est arrêtée, celle-ci reste.",
    "watch-found-none": "Aucune question n’y répond jusqu’ici.",
    "watch-start-anyway": "La veille peut commencer tout de même : elle guettera les prochaines.",
    "watch-tells": "Elle annonce : {kinds}.",
    "watch-tells-asked": "les nouvelles questions",
    "watch-tells-answered": "les réponses",
    "watch-tells-closed": "les fins sans réponse",
    "watch-box-asked": "Nouvelles",
    "watch-box-answered": "Réponses",
    "watch-box-closed": "Fins sans réponse",
    "watch-when": "Quand : {when}.",
    "watch-rhythm-chat": "par défaut, selon /reglages",
    "watch-rhythm-now": "aussitôt",
    "watch-rhythm-daily": "en un résumé, chaque jour",
    "watch-rhythm-weekly": "en un résumé, chaque mardi",
    "watch-rhythm-chat-box": "Par défaut",
    "watch-rhythm-now-box": "Aussitôt",
    "watch-rhythm-daily-box": "Chaque jour",
    "watch-rhythm-weekly-box": "Le mardi",
    "watch-start": "🔭 Commencer",
    "watch-pause": "⏸ Suspendre",
    "watch-resume": "▶️ Reprendre",
    "watch-stop": "🗑 Arrêter",
    "watch-all": "🔭 Les veilles",
    "watch-paused": "⏸ Suspendue : elle n’annonce rien.",
    "watch-brought": {
        "one": "Elle a fait {n} annonce ces 30 derniers jours.",
        "other": "Elle a fait {n} annonces ces 30 derniers jours.",
    },
    "watch-no-room": "Il y a déjà {most} veilles {where}, et c’est le maximum. /veilles permet d’en arrêter une.",
    "watch-too-long": "C’est trop long : une veille a {most} caractères au plus. Avec moins de mots, elle trouve davantage.",
    "watches-title": {"one": "🔭 <b>{n} veille</b>", "other": "🔭 <b>{n} veilles</b>"},
    "watches-none": "Aucune veille ici. Pour commencer, par exemple : <code>/veille cloud souverain</code>",
    "watches-paused": "suspendue",
    "watches-brought": {"one": "{n} annonce en 30 jours", "other": "{n} annonces en 30 jours"},
    "watches-brought-none": "rien en 30 jours",
    "list-title": {"one": "<b>{n} question suivie</b>", "other": "<b>{n} questions suivies</b>"},
    "list-page": "page {page} sur {pages}",
    "list-empty": (
        "Aucune question n’est suivie ici pour l’instant. Pour commencer, par exemple : <code>/suivre 12432</code>"
    ),
    "list-unread": "page pas encore lue",
    "list-waiting": {"one": "en attente, reste {n} jour", "other": "en attente, restent {n} jours"},
    "list-overdue": {"one": "en attente, hors délai de {n} jour", "other": "en attente, hors délai de {n} jours"},
    "list-waiting-undated": "en attente",
    "list-answered": "réponse publiée",
    "list-answered-on": "réponse publiée le {day}",
    "list-answered-dated": "réponse datée du {day}",
    "list-closed": "close sans réponse",
}
