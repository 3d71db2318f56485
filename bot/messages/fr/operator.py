"""The sentences in French: the person who runs the bot."""

SENTENCES: dict[str, str | dict[str, str]] = {
    # What the person who runs the bot is told
    "operator-source": "Source : {source}",
    "operator-reason": "Raison : {reason}",
    "operator-questions": "Questions : {names}",
    "operator-question": "Question : {name}",
    "operator-layout": "🔧 <b>Pages devenues illisibles</b>",
    "operator-layout-advice": (
        "Le site a sans doute changé ses pages. Ce qui est connu reste ; enregistrez une page et examinez-la avec "
        "<code>python -m bot read</code>."
    ),
    "operator-down": "🔌 <b>Une source ne répond plus</b>",
    "operator-down-pages": (
        "Tant que les archives sont servies, rien ne manque et personne ne voit d’avertissement. Je réessaie de plus en "
        "plus rarement, au moins une fois par jour, et je vous dirai quand elle répondra."
    ),
    "operator-since": "Depuis le {moment}",
    "operator-back": "✅ <b>Une source répond de nouveau</b>",
    "operator-back-since": "Elle ne répondait plus depuis le {moment}.",
    "operator-label": "🏷 <b>Motif de fin inconnu</b> : {name}",
    "operator-label-advice": "Les conversations le reçoivent tel quel. S’il a un sens clair, ajoutez-le à <code>bot/core/chambers</code>.",
    "operator-labels": "🏷 <b>Motifs de fin inconnus dans l’archive</b>",
    "operator-labels-advice": "Les conversations les reçoivent tels quels. Ceux qui ont un sens clair peuvent être ajoutés à <code>bot/core/chambers</code>.",
    "operator-ministry": "🏛 <b>Ministère d’un nom nouveau</b> : {name}",
    "operator-ministry-advice": "Il n’appartient à aucune famille : une veille « ministère:… » ne le trouve que sous ce nom. Ajoutez l’un de ses mots à une famille de <code>bot/core/ministry_families.toml</code>, ou une famille nouvelle, puis redémarrez.",
    "operator-ministries": "🏛 <b>Ministères de noms nouveaux</b>",
    "operator-ministries-advice": "Ils n’appartiennent à aucune famille : une veille « ministère:… » ne les trouve que sous ces noms. Ajoutez de leurs mots aux familles de <code>bot/core/ministry_families.toml</code>, ou des familles nouvelles, puis redémarrez.",
    "operator-date": "📆 <b>Date impossible</b> : {day}",
    "operator-date-advice": "Elle n’est pas utilisée ; l’événement est annoncé sans date.",
    "date-asked": "C’est la date de publication donnée pour la question.",
    "date-answer": "C’est la date donnée pour la réponse.",
    "date-closing": "C’est la date donnée pour la clôture.",
    "date-signalled": "C’est la date donnée pour le signalement.",
    "date-renewal": "C’est la date donnée pour un renouvellement.",
    "date-attribution": "C’est la date donnée pour une attribution.",
    "operator-rejected": "🗄 <b>Archive refusée</b>",
    "operator-rejected-advice": "Rien n’en a été repris, ce qui est connu reste, et je réessaie plus tard.",
    "operator-unreadable": {
        "one": "🗄 <b>{n} fiche illisible</b> sur {total} dans l’archive",
        "other": "🗄 <b>{n} fiches illisibles</b> sur {total} dans l’archive",
    },
    "operator-unreadable-some": "🗄 <b>Des fiches illisibles dans l’archive</b>",
    "operator-unreadable-advice": "Les autres fiches ont été reprises.",
    "operator-legislature": "🏛 <b>La {legislature}ᵉ législature a publié sa première question</b>",
    "operator-legislature-advice": (
        "Un numéro seul la désigne désormais ; les questions des législatures précédentes restent proposées. "
        "Rien à régler."
    ),
    "operator-still": "🕸 <b>L’archive n’est plus renouvelée</b>",
    "operator-still-since": "Le même fichier depuis le {moment}.",
    "operator-still-advice": "Les pages des questions suivies sont lues à sa place.",
    "operator-no-issue": "🕸 <b>Plus de nouveau numéro du Journal officiel</b>",
    "operator-no-issue-since": "Le dernier est celui du {moment}.",
    "operator-no-issue-advice": "Le fichier est servi, mais rien de nouveau n’y paraît : il n’est peut-être plus tenu à jour.",
    "operator-moved": "👥 <b>Un groupe admis est devenu un supergroupe</b>",
    "operator-moved-advice": (
        "Il reste admis. Son numéro est maintenant <code>{new}</code> : mettez-le dans ALLOWED_CHATS à la place de "
        "<code>{old}</code>."
    ),
    "operator-refused": "✉️ <b>Telegram refuse un message</b>",
    "operator-refused-advice": "Il ne sera pas renvoyé. Le journal dit lequel, et s’il y en a d’autres aujourd’hui.",
    "operator-undelivered": "✉️ <b>Un message ne part pas depuis un jour</b>",
    "operator-undelivered-advice": "Il est gardé, et je réessaie. Le journal dit lequel, et s’il y en a d’autres.",
    "operator-damaged": "🧱 <b>La base de données est abîmée</b>",
    "operator-damaged-advice": "Ce que touche la page abîmée échoue à chaque fois. Arrêtez le bot et remettez une sauvegarde à la place.",
    "operator-webhook-of-another": "📮 <b>Un autre programme reçoit les messages du bot</b>",
    "operator-webhook-of-another-advice": (
        "Son webhook mène à {host}. Arrêtez ce programme, ou retirez son webhook en ouvrant"
        " https://api.telegram.org/bot&lt;jeton&gt;/deleteWebhook, puis redémarrez-moi : rien de ce qui attend chez"
        " Telegram ne sera perdu."
    ),
    "operator-webhook-refused": "📮 <b>Telegram refuse le webhook</b>",
    "operator-webhook-refused-advice": (
        "Tant qu’il n’est pas accepté, je ne reçois rien ; je réessaie. Corrigez WEBHOOK_URL, ou videz-le."
    ),
    "operator-restored": "🗄 <b>La base de données est une copie plus ancienne</b>",
    "operator-restored-since": "Sa mémoire s’arrête au {moment}.",
    "operator-restored-advice": (
        "Elle a été remise à la place d’une plus récente, ou Telegram a donné entre-temps des messages à un autre"
        " programme. Ce qui est arrivé depuis est annoncé en résumé ; les suivis ajoutés ou retirés depuis sont perdus."
    ),
    "operator-unclear": "✉️ <b>Telegram refuse un message, sans que je comprenne pourquoi</b>",
    "operator-unclear-advice": "Il est gardé, et je réessaie de plus en plus rarement. Ces mots-là ne vous seront signalés qu’une fois.",
    "operator-unanswered": "✉️ <b>Un message est parti sans réponse de Telegram</b>",
    "operator-unanswered-advice": "Il est sans doute arrivé, peut-être plusieurs fois. Je ne le renvoie plus.",
    "operator-outage": "🗄 <b>La base de données répond de nouveau</b>",
    "operator-outage-since": "Elle ne répondait plus depuis le {moment}.",
    "operator-outage-advice": "Un message qui partait à ce moment-là peut être arrivé deux fois.",
    "operator-inline-off": "🔎 <b>La recherche par mots est désactivée</b>",
    "operator-inline-off-advice": (
        "Elle se fait en tapant @{bot} dans une conversation. Pour l’activer, envoyez /setinline à @BotFather, puis "
        "redémarrez-moi : j’en parlerai alors aux utilisateurs."
    ),
    "operator-groups-off": "👥 <b>Personne ne peut m’ajouter à un groupe</b>",
    "operator-groups-off-advice": "Si ce n’est pas voulu, envoyez /setjoingroups à @BotFather.",
    "operator-reads-all": "👁 <b>Je reçois tout ce qui s’écrit dans les groupes</b>",
    "operator-reads-all-advice": "Les commandes me suffisent. Pour ne plus recevoir le reste, envoyez /setprivacy à @BotFather.",
    "operator-other": "🔧 <b>Signalement interne</b> : {kind}",
    "source-assemblee": "pages d’assemblee-nationale.fr",
    "source-questions": "pages de questions.assemblee-nationale.fr",
    "source-nosdeputes": "pages de NosDéputés.fr",
    "source-feed": "flux des commentaires de NosDéputés.fr",
    "source-archive": "archive des questions, {legislature}ᵉ législature",
    "source-archive-an-QG": "archive des questions au Gouvernement, {legislature}ᵉ législature",
    "source-archive-an-QOSD": "archive des questions orales sans débat, {legislature}ᵉ législature",
    "source-deputies": "liste des députés",
    "source-senat-pages": "pages de senat.fr",
    "source-file-any": "fichier des questions ({chamber})",
    "source-file-senat": "fichier des questions du Sénat (douze derniers mois)",
    "source-all-deputies": "liste historique des députés",
    # What the operator asks for
    "announcement": "📣 <b>Message de la personne qui fait fonctionner ce bot</b>\n\n{announced}",
    "announce-empty": "Écrivez l’annonce après la commande, par exemple : <code>/annoncer Le bot s’arrête dimanche matin.</code>",
    "announce-long": "Cette annonce est trop longue : {n} caractères au plus.",
    "announce-confirm": {
        "one": "Voilà l’annonce, en français et en anglais. Elle ira à <b>{n} conversation</b>, à ses heures. L’envoyer ?",
        "other": "Voilà l’annonce, en français et en anglais. Elle ira à <b>{n} conversations</b>, à leurs heures. L’envoyer ?",
    },
    "button-announce": "📣 Envoyer",
    "button-announce-stop": "Arrêter l’envoi",
    "announce-dropped": "Cette annonce n’est pas envoyée.",
    "announce-under-way": "📣 <b>Annonce en cours d’envoi</b>",
    "announce-done": "📣 <b>Annonce envoyée</b>",
    "announce-stopped": "📣 <b>Annonce arrêtée</b>",
    "announce-sent": {
        "one": "{n} conversation sur {chats} l’a reçue.",
        "other": "{n} conversations sur {chats} l’ont reçue.",
    },
    "announce-later": {
        "one": "{n} attend la fin de ses heures calmes ou d’une pause, ou d’être de nouveau joignable.",
        "other": "{n} attendent la fin de leurs heures calmes ou d’une pause, ou d’être de nouveau joignables.",
    },
    "announce-refused": {"one": "{n} ne l’a pas acceptée.", "other": "{n} ne l’ont pas acceptée."},
    "counts-late": "Le décompte prend trop de temps à l’instant. Réessayez dans une minute.",
    "health-well": "✅ <b>Tout va bien</b>",
    "health-unwell": "⚠️ <b>Le bot ne fait pas son travail</b>",
    "health-sources": "\n<b>Sources</b>",
    "health-source": "• {source} : a répondu le {moment}",
    "health-source-down": "• ⚠️ {source} : ne répond plus depuis le {moment}. {reason}",
    "health-source-unasked": "• {source} : n’a pas encore répondu",
    "health-chamber": {
        "one": "• {chamber} : {questions} questions lues, {n} suivi",
        "other": "• {chamber} : {questions} questions lues, {n} suivis",
    },
    "health-chamber-issue": "{known} ; dernier Journal officiel : {day}",
    "health-sweep": "Dernière archive lue en entier : {moment}",
    "health-no-sweep": "Aucune archive n’a encore été lue en entier.",
    "health-queue": "\n<b>File d’envoi</b>\n• à envoyer : {ready}\n• à leur heure : {later}\n• conversations injoignables : {suspended}",
    "health-oldest": "• le plus ancien attend depuis le {moment}",
    "health-copy": {
        "one": "\n<b>Programme</b>\n{n} exemplaire, sur {machine}",
        "other": "\n<b>Programme</b>\n{n} exemplaires ; celui de {machine} mène",
    },
    "health-memory": {"one": "Mémoire : {n} Mo", "other": "Mémoire : {n} Mo"},
    "health-version": "Guetteur {version}, Python {python}",
    "health-database": "{server}, schéma {schema}",
    "chats-title": {"one": "<b>{n} conversation</b>", "other": "<b>{n} conversations</b>"},
    "chats-kind": "• {kind} : {n} ; injoignables : {out} ; questions suivies : {follows}",
    "chats-private": "privées",
    "chats-group": "groupes",
    "chats-supergroup": "supergroupes",
    "chats-channel": "canaux",
    "chats-sizes": "\n<b>Par nombre de questions suivies</b>",
    "chats-size": "• de {least} à {most} : {n}",
    "chats-size-largest": "• {least} et plus : {n}",
    "chats-size-none": "• aucune : {n}",
    "chats-watches": "\nVeilles : {n}, et {paused} en pause",
    "retried": "🔁 <b>Nouvel essai maintenant</b>\n• messages qui attendaient : {messages}\n• conversations injoignables : {chats}\n\nCe que Telegram a refusé pour de bon n’est pas renvoyé.",
}
