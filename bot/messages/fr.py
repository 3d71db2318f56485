"""The sentences in French. An entry with plural forms is chosen by its `n`."""

SENTENCES: dict[str, str | dict[str, str]] = {
    # Identity of a question
    "title": "Question écrite n° {number} · {legislature}ᵉ législature",
    "name": "n° {number} ({legislature}ᵉ législature)",
    "ordinal": "{legislature}ᵉ",
    "and": "{first} et {last}",
    "number": "n° {number}",
    "others": {"one": "{n} autre", "other": "{n} autres"},
    # The card
    "card-rubric": "Rubrique : {rubric}",
    "card-author": "👤 {author}",
    "card-author-group": "👤 {author} ({group})",
    "card-ministry": "🏛 {ministry}",
    "card-asked": "📅 Posée le {day}",
    "card-renewed": "🔔 Renouvelée le {day}",
    "card-signalled": "📣 Signalée le {day}",
    "card-due": {
        "one": "⏳ Réponse attendue le {due} : reste {n} jour",
        "other": "⏳ Réponse attendue le {due} : restent {n} jours",
    },
    "card-due-today": "⏳ Réponse attendue aujourd’hui, le {due}",
    "card-overdue": {
        "one": "⏳ Réponse attendue le {due} : délai dépassé de {n} jour",
        "other": "⏳ Réponse attendue le {due} : délai dépassé de {n} jours",
    },
    "card-was-due": "⏳ Réponse due le {due}",
    "card-waiting": "<b>En attente de réponse</b>",
    "card-answered": "✅ <b>Réponse publiée</b>",
    "card-answered-on": "✅ <b>Réponse publiée le {day}</b>",
    "card-answered-dated": "✅ <b>Réponse publiée</b>, datée du {day}",
    "card-closed": "⛔️ <b>Close sans réponse</b> : {label}",
    "card-closed-on": "⛔️ <b>Close sans réponse</b> le {day} : {label}",
    "card-no-label": "sans motif publié",
    "card-no-comments": "💬 Aucun commentaire",
    "card-comments": {"one": "💬 {n} commentaire", "other": "💬 {n} commentaires"},
    "card-site-down": "⚠️ Le site {site} n’a pas pu être lu à l’instant ; nous réessayons.",
    "stale-assemblee": "⚠️ Le site de l’Assemblée ne répond plus depuis le {moment} : ce qui est affiché date d’alors.",
    "stale-nosdeputes": "⚠️ NosDéputés.fr ne répond plus depuis le {moment} : des commentaires peuvent manquer.",
    "card-confirmed": "Vérifié le {moment}",
    "site-assemblee": "de l’Assemblée",
    "site-nosdeputes": "NosDéputés.fr",
    "link-assemblee": "Assemblée nationale",
    "link-nosdeputes": "NosDéputés.fr",
    "credit": "NosDéputés.fr par Regards Citoyens à partir de l’Assemblée nationale et du Journal Officiel",
    # What follows a command
    "followed": "👁 Vous suivez maintenant cette question.",
    "followed-chat": "👁 Cette question est maintenant suivie ici.",
    "already-followed": "👁 Vous suivez déjà cette question.",
    "already-followed-chat": "👁 Cette question est déjà suivie ici.",
    "took-current": "« {number} » sans législature : j’ai pris la {legislature}ᵉ, la législature en cours.",
    "took-this": "« {number} » sans législature : j’ai pris la {legislature}ᵉ.",
    "not-checked": "Non vérifiées, faute de réponse du site : {unchecked}.",
    "took-earlier": {
        "one": "Il n’y a pas de n° {number} dans la {absent} législature : j’ai pris la {legislature}ᵉ.",
        "other": "Il n’y a pas de n° {number} dans les {absent} législatures : j’ai pris la {legislature}ᵉ.",
    },
    "also-earlier": "La {earlier}ᵉ législature a aussi un n° {number}.",
    "kept-waiting": (
        "⏳ <b>{name}</b> : le site ne répond pas à l’instant. Votre demande est gardée : la fiche arrivera ici dès que "
        "la page aura pu être lue."
    ),
    "kept-waiting-status": (
        "⏳ <b>{name}</b> : le site ne répond pas à l’instant. Réessayez dans quelques minutes, "
        "ou suivez-la dès maintenant : <code>/suivre {reference}</code>"
    ),
    "late-card": "👁 La page a pu être lue. Voici la question que vous suivez :",
    "late-card-bare": (
        "👁 La page a pu être lue. « {number} » sans législature : j’ai pris la {legislature}ᵉ, la plus récente qui "
        "ait ce numéro. Voici la question que vous suivez :"
    ),
    "unfollowed": "Vous ne suivez plus la question {name}.",
    "unfollowed-chat": "La question {name} n’est plus suivie ici.",
    "not-followed": ("La question {name} n’est pas suivie ici : rien n’a changé. /liste montre celles qui le sont."),
    "not-followed-number": (
        "Aucune question n° {number} n’est suivie ici : rien n’a changé. /liste montre celles qui le sont."
    ),
    "several-followed": "Plusieurs questions n° {number} sont suivies ici. Laquelle ne plus suivre ?",
    # What cannot be followed
    "no-such-question": (
        "Il n’y a pas de question écrite {name}. Vérifiez le numéro et réessayez, par exemple : <code>/suivre 16/12432</code>"
    ),
    "no-such-number": (
        "Aucune question écrite n° {number} : j’ai cherché dans les {absent} législatures. "
        "Vérifiez le numéro et réessayez, par exemple : <code>/suivre 12432</code>"
    ),
    "no-such-number-unchecked": (
        "Aucune question écrite n° {number} : j’ai cherché dans les {absent} législatures. Je n’ai pas pu vérifier "
        "celles-ci : {unchecked}. Pour y suivre ce numéro tout de même, par exemple : <code>/suivre {example}/{number}</code>"
    ),
    "no-such-number-late": (
        "Les sites répondent de nouveau : il n’y a de question écrite n° {number} dans aucune législature "
        "depuis la {first}ᵉ. Vérifiez le numéro et réessayez, par exemple : <code>/suivre 12432</code>"
    ),
    "no-such-page": "NosDéputés.fr n’a pas de question à cette adresse. Donnez plutôt son numéro : <code>/suivre 16/12432</code>",
    "page-unresolved": (
        "Cette adresse porte un numéro interne de NosDéputés.fr, et le site ne répond pas à l’instant. "
        "Donnez plutôt le numéro de la question : <code>/suivre 16/12432</code>"
    ),
    "page-internal": (
        "Cette adresse porte un numéro interne de NosDéputés.fr. Donnez plutôt le numéro de la question : "
        "<code>/arreter 16/12432</code>"
    ),
    "other-kind-qg": (
        "« {word} » est une question au Gouvernement : elle reçoit sa réponse à l’oral, en séance. "
        "Je ne surveille que les questions écrites, par exemple <code>/suivre 12432</code>"
    ),
    "other-kind-qosd": (
        "« {word} » est une question orale sans débat : elle reçoit sa réponse en séance. "
        "Je ne surveille que les questions écrites, par exemple <code>/suivre 12432</code>"
    ),
    "other-legislature": (
        "« {word} » : je connais les législatures {first} à {current}, pas la {legislature}ᵉ. "
        "Par exemple : <code>/suivre 16/12432</code>"
    ),
    "nonsense": (
        "Je ne reconnais pas de question dans « {word} ». Donnez un numéro ou une adresse, par exemple : "
        "<code>/suivre 12432</code> ou <code>/suivre 16/12432</code>"
    ),
    "empty-follow": "Quelle question suivre ? Ajoutez son numéro ou son adresse, par exemple : <code>/suivre 12432</code>",
    "empty-unfollow": (
        "Quelle question ne plus suivre ? Ajoutez son numéro, par exemple : <code>/arreter 12432</code>. "
        "/liste montre celles qui sont suivies ici."
    ),
    "empty-status": "Quelle question regarder ? Ajoutez son numéro, par exemple : <code>/etat 12432</code>",
    "too-many": (
        "C’est beaucoup d’un coup : {n} références, et j’en prends {most} au plus par message. "
        "Rien n’a changé ; envoyez-les en plusieurs fois."
    ),
    "searching": "🔎 Je cherche ces {n} questions, un instant…",
    "summary-followed": {"one": "👁 <b>{n} question suivie</b>", "other": "👁 <b>{n} questions suivies</b>"},
    "summary-seen": {"one": "<b>{n} question</b>", "other": "<b>{n} questions</b>"},
    "not-allowed-group": "Ici, seuls les administrateurs du groupe peuvent changer les questions suivies.",
    "not-allowed-channel": "Ici, seuls ceux qui publient dans le canal peuvent changer les questions suivies.",
    "rights-unknown": "Je n’ai pas pu vérifier vos droits ici. Réessayez dans un instant.",
    # The list
    "list-title": {"one": "<b>{n} question suivie</b>", "other": "<b>{n} questions suivies</b>"},
    "list-page": "page {page} sur {pages}",
    "list-empty": (
        "Aucune question n’est suivie ici pour l’instant. Pour commencer, par exemple : <code>/suivre 12432</code>"
    ),
    "list-unread": "page pas encore lue",
    "list-waiting": {"one": "en attente, reste {n} jour", "other": "en attente, restent {n} jours"},
    "list-overdue": {"one": "en attente, délai dépassé de {n} jour", "other": "en attente, délai dépassé de {n} jours"},
    "list-waiting-undated": "en attente",
    "list-answered": "réponse publiée",
    "list-answered-on": "réponse publiée le {day}",
    "list-answered-dated": "réponse datée du {day}",
    "list-closed": "close sans réponse",
    # Alerts
    "alert-answered": "✅ <b>Réponse publiée</b>",
    "alert-from": "🏛 De : <b>{ministry}</b>",
    "alert-to": "👤 À : <b>{author}</b>",
    "alert-answered-on": "Publiée le {day}",
    "alert-answered-dated": "Datée du {day}",
    "alert-in-time": {
        "one": "Publiée le {day}, après {n} jour : dans le délai de deux mois.",
        "other": "Publiée le {day}, après {n} jours : dans le délai de deux mois.",
    },
    "alert-late": {
        "one": "Publiée le {day}, après {n} jour : hors du délai de deux mois ({late} de retard).",
        "other": "Publiée le {day}, après {n} jours : hors du délai de deux mois ({late} de retard).",
    },
    "days": {"one": "{n} jour", "other": "{n} jours"},
    "alert-also": {
        "one": "Cette réponse vaut aussi pour la question {names}, suivie ici{others}.",
        "other": "Cette réponse vaut aussi pour les questions {names}, suivies ici{others}.",
    },
    "alert-also-others": ", et pour {others}",
    "alert-further": {
        "one": "Cette réponse vaut aussi pour {n} autre question.",
        "other": "Cette réponse vaut aussi pour {n} autres questions.",
    },
    "alert-no-text": "Le texte de la réponse n’est pas encore sur la page.",
    "alert-comment": {"one": "💬 <b>Nouveau commentaire</b>", "other": "💬 <b>{n} nouveaux commentaires</b>"},
    "alert-comment-on": "{author}, le {moment}",
    "alert-comment-by": "{author}",
    "alert-comment-link": "lire sur NosDéputés.fr",
    "alert-closed": "⛔️ <b>Close sans réponse</b>",
    "alert-closed-no-label": "Aucun motif n’a été publié.",
    "alert-closed-label": "Motif publié : {label}",
    "label-mandate-ended": "Le mandat de son auteur a pris fin.",
    "label-withdrawn": "Son auteur l’a retirée.",
    "label-lapsed": "Elle est devenue caduque : elle n’attend plus de réponse.",
    "alert-on": "Le {day}",
    "alert-waited": {"one": "Elle aura attendu {n} jour.", "other": "Elle aura attendu {n} jours."},
    # Alerts of what happens before and after the end
    "corrected": "✏️ <b>Réponse corrigée</b>",
    "corrected-changes": "Dans le texte, <s>retiré</s> ou <b>ajouté</b> :",
    "corrected-more": {"one": "et {n} autre différence", "other": "et {n} autres différences"},
    "corrected-erratum": "Erratum publié :",
    "reattributed": "🔁 <b>Changement de ministère</b>",
    "reattributed-from": "🏛 De : {ministry}",
    "reattributed-on": "Depuis le {day}",
    "reattributed-to": "🏛 À : <b>{ministry}</b>, qui doit maintenant répondre",
    "signalled": "📣 <b>Question signalée</b>",
    "signalled-due": (
        "La présidence d’un groupe politique l’a signalée : la réponse est maintenant due sous dix jours, "
        "le {due} au plus tard."
    ),
    "signalled-was-due": "La présidence d’un groupe politique l’a signalée : la réponse était due sous dix jours, le {due} au plus tard.",
    "signalled-undated": "La présidence d’un groupe politique l’a signalée : la réponse est maintenant due sous dix jours.",
    "waits-since": {
        "one": "Posée le {day}, la question attend depuis {n} jour.",
        "other": "Posée le {day}, la question attend depuis {n} jours.",
    },
    "renewed": "🔔 <b>Question renouvelée</b>",
    "renewed-by": "{author} demande de nouveau une réponse.",
    "renewed-by-author": "Son auteur demande de nouveau une réponse.",
    "overdue": "⌛️ <b>Délai dépassé</b>",
    "overdue-dated": (
        "Deux mois sont passés sans réponse : posée le {day}, la question aurait dû en recevoir une le {due} au plus tard."
    ),
    "overdue-undated": "Les deux mois prévus pour répondre sont passés sans réponse.",
    "overdue-signalled-dated": (
        "Dix jours sont passés sans réponse : signalée le {day}, la question aurait dû en recevoir une le {due} au plus tard."
    ),
    "overdue-signalled-undated": "Les dix jours prévus après un signalement sont passés sans réponse.",
    "reopened": "↩️ <b>Question rouverte</b>",
    "reopened-answered": "Les données de l’Assemblée ne donnent plus de réponse à cette question.",
    "reopened-closed": "Les données de l’Assemblée ne disent plus que cette question est close.",
    "reopened-ended": "Les données de l’Assemblée ne disent plus que cette question est terminée.",
    "reopened-watched": "Elle est de nouveau en attente, et je continue de la surveiller.",
    # Many events of one kind in one message
    "flood-answered": {"one": "✅ <b>{n} réponse publiée</b>", "other": "✅ <b>{n} réponses publiées</b>"},
    "flood-corrected": {"one": "✏️ <b>{n} réponse corrigée</b>", "other": "✏️ <b>{n} réponses corrigées</b>"},
    "flood-reattributed": {
        "one": "🔁 <b>{n} question change de ministère</b>",
        "other": "🔁 <b>{n} questions changent de ministère</b>",
    },
    "flood-signalled": {"one": "📣 <b>{n} question signalée</b>", "other": "📣 <b>{n} questions signalées</b>"},
    "flood-renewed": {"one": "🔔 <b>{n} question renouvelée</b>", "other": "🔔 <b>{n} questions renouvelées</b>"},
    "flood-overdue": {
        "one": "⌛️ <b>{n} question dont le délai de réponse est dépassé</b>",
        "other": "⌛️ <b>{n} questions dont le délai de réponse est dépassé</b>",
    },
    "flood-closed": {
        "one": "⛔️ <b>{n} question close sans réponse</b>",
        "other": "⛔️ <b>{n} questions closes sans réponse</b>",
    },
    "flood-reopened": {"one": "↩️ <b>{n} question rouverte</b>", "other": "↩️ <b>{n} questions rouvertes</b>"},
    "flood-comment": {
        "one": "💬 <b>Nouveaux commentaires sur {n} question</b>",
        "other": "💬 <b>Nouveaux commentaires sur {n} questions</b>",
    },
    "flood-other": {
        "one": "🔔 <b>Du nouveau pour {n} question</b>",
        "other": "🔔 <b>Du nouveau pour {n} questions</b>",
    },
    "flood-range": "{first} à {last} sur {total}",
    "flood-after": {"one": "après {n} jour", "other": "après {n} jours"},
    "flood-dated": "réponse datée du {day}",
    "flood-ministry": "désormais {ministry}",
    "flood-due": "réponse due le {day}",
    "flood-was-due": "réponse due depuis le {day}",
    "flood-asked": "posée le {day}",
    # Digests
    "digest": {"one": "🗞 <b>Du nouveau pour {n} question</b>", "other": "🗞 <b>Du nouveau pour {n} questions</b>"},
    "digest-fact": "{said} : {fact}",
    "digest-answered": "✅ Réponse publiée",
    "digest-answered-after": {"one": "le {day}, après {n} jour", "other": "le {day}, après {n} jours"},
    "digest-corrected": "✏️ Réponse corrigée",
    "digest-reattributed": "🔁 Change de ministère",
    "digest-signalled": "📣 Signalée",
    "digest-renewed": "🔔 Renouvelée par son auteur",
    "digest-overdue": "⌛️ Délai dépassé",
    "digest-closed": "⛔️ Close sans réponse",
    "digest-reopened": "↩️ Rouverte",
    "digest-comment": {"one": "💬 {n} nouveau commentaire", "other": "💬 {n} nouveaux commentaires"},
    "topic-gone": "Le sujet où ces questions étaient suivies n’existe plus : leurs alertes viennent ici désormais.",
    "text-of-answer": "<b>Réponse à la question {name}</b> · {part}/{parts}",
    "no-answer-text": "Je n’ai pas le texte de la réponse à la question {name}.",
    # Buttons
    "button-follow": "👁 Suivre",
    "button-follow-other": "👁 Suivre la {legislature}ᵉ législature",
    "button-unfollow": "Ne plus suivre",
    "button-unfollow-other": "Ne plus suivre la {legislature}ᵉ",
    "button-share": "↗️ Partager",
    "button-forget": "🗑 Tout effacer",
    "button-keep": "Annuler",
    "button-mute": "🔕 Sans commentaires",
    "button-unmute": "🔔 Avec commentaires",
    "button-text": "📖 Texte intégral",
    "button-text-of": "📖 {number}",
    "button-page": "🔗 Page officielle",
    "button-comment": "🔗 Lire sur le site",
    "button-previous": "‹ Précédentes",
    "button-next": "Suivantes ›",
    "toast-followed": "C’est noté : je vous préviendrai.",
    "toast-already": "Déjà suivie.",
    "toast-unfollowed": "C’est noté : vous ne recevrez plus d’alerte sur cette question.",
    "toast-not-followed": "Elle n’était pas suivie.",
    "toast-muted": "C’est noté : plus d’alerte pour les commentaires de cette question. Le reste sera annoncé.",
    "toast-unmuted": "C’est noté : les commentaires de cette question seront de nouveau annoncés.",
    "toast-stale": "Ce bouton n’est plus compris. Renvoyez la commande.",
    "toast-unreachable": "Le site ne répond pas à l’instant : la fiche viendra dès que possible.",
    "toast-missing": "Cette question n’existe pas.",
    # Start, help, and what is said besides
    "help": (
        "<b>Guetteur</b> surveille les questions écrites des députés au Gouvernement et vous prévient dès qu’il se passe "
        "quelque chose : réponse, correction, changement de ministère, signalement, renouvellement, délai dépassé, "
        "fin sans réponse, réouverture, commentaire sur NosDéputés.fr.\n\n"
        "Un ministre a deux mois pour répondre. La plupart des réponses arrivent en retard, et un tiers des questions n’en reçoit jamais : "
        "inutile de recharger la page, je la lis pour vous.\n\n"
        "/suivre <code>12432</code> suivre une question\n"
        "/arreter <code>12432</code> ne plus la suivre\n"
        "/liste les questions suivies ici\n"
        "/etat <code>12432</code> où en est une question\n"
        "/confidentialite ce que je garde, /oublier tout effacer\n\n"
        "Un numéro seul veut dire la législature en cours (la {current}ᵉ) ; sinon écrivez <code>16/12432</code>, ou collez "
        "l’adresse de la question. Dans un groupe ou un canal, les administrateurs donnent les mêmes commandes."
    ),
    "hint": (
        "Envoyez-moi le numéro d’une question écrite, par exemple <code>/suivre 12432</code>, ou son adresse sur "
        "assemblee-nationale.fr ou NosDéputés.fr. /aide dit le reste."
    ),
    "unknown-command": "Je ne connais pas cette commande. /aide dit ce que je sais faire.",
    "trouble": "Quelque chose s’est mal passé de mon côté, et votre message n’a pas abouti. Réessayez dans un instant.",
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
    "operator-since": "Depuis le {moment}",
    "operator-back": "✅ <b>Une source répond de nouveau</b>",
    "operator-back-since": "Elle ne répondait plus depuis le {moment}.",
    "operator-label": "🏷 <b>Motif de fin inconnu</b> : {label}",
    "operator-label-advice": "Les conversations le reçoivent tel quel. S’il a un sens clair, ajoutez-le à <code>bot/core/labels.py</code>.",
    "operator-rejected": "🗄 <b>Archive refusée</b>",
    "operator-rejected-advice": "Rien n’en a été repris, ce qui est connu reste, et je réessaie plus tard.",
    "operator-unreadable": {
        "one": "🗄 <b>{n} fiche illisible</b> sur {total} dans l’archive",
        "other": "🗄 <b>{n} fiches illisibles</b> sur {total} dans l’archive",
    },
    "operator-unreadable-some": "🗄 <b>Des fiches illisibles dans l’archive</b>",
    "operator-unreadable-advice": "Les autres fiches ont été reprises.",
    "operator-still": "🕸 <b>L’archive n’est plus renouvelée</b>",
    "operator-still-since": "Le même fichier depuis le {moment}.",
    "operator-still-advice": "Les pages des questions suivies sont lues à sa place.",
    "operator-refused": "✉️ <b>Telegram refuse un message</b>",
    "operator-refused-advice": "Il ne sera pas renvoyé. Le journal dit lequel, et s’il y en a d’autres aujourd’hui.",
    "operator-undelivered": "✉️ <b>Un message ne part pas depuis un jour</b>",
    "operator-undelivered-advice": "Il est gardé, et je réessaie. Le journal dit lequel, et s’il y en a d’autres.",
    "operator-other": "🔧 <b>Signalement interne</b> : {kind}",
    "source-assemblee": "pages d’assemblee-nationale.fr",
    "source-questions": "pages de questions.assemblee-nationale.fr",
    "source-nosdeputes": "pages de NosDéputés.fr",
    "source-feed": "flux des commentaires de NosDéputés.fr",
    "source-archive": "archive des questions, {legislature}ᵉ législature",
    "source-deputies": "liste des députés",
    # What is stored
    "privacy": (
        "<b>Ce que je garde</b>\n"
        "• le numéro de cette conversation, son genre et sa langue : pour y écrire ;\n"
        "• les questions suivies ici, et depuis quand : pour vous prévenir ;\n"
        "• ce qui a été envoyé ou reste à envoyer ici : pour ne rien perdre et ne rien répéter.\n"
        "Vos messages sont oubliés dès que j’y ai répondu ; je ne garde ni nom, ni numéro de téléphone, et rien n’est "
        "transmis à personne. Les sites ne savent pas qui suit quoi.\n\n"
        "/oublier efface tout cela."
    ),
    "forget": (
        "Tout effacer ? Vos questions suivies et tout ce que je garde de cette conversation disparaîtront, et vous ne "
        "recevrez plus rien."
    ),
    "forget-chat": (
        "Tout effacer ? Les questions suivies ici et tout ce que je garde de cette conversation disparaîtront, et plus "
        "rien n’y sera annoncé."
    ),
    "forgotten": "C’est effacé. Pour recommencer un jour : <code>/suivre 12432</code>",
    "kept": "Rien n’a été effacé.",
    # Telegram's menu of commands
    "menu-follow": "Suivre une question : /suivre 12432",
    "menu-unfollow": "Ne plus suivre : /arreter 12432",
    "menu-list": "Les questions suivies ici",
    "menu-status": "Où en est une question : /etat 12432",
    "menu-help": "Ce que fait ce bot",
}
