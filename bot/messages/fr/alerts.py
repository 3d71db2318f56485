"""The sentences in French: alerts, lists and digests."""

SENTENCES: dict[str, str | dict[str, str]] = {
    # Alerts
    "alert-asked": "🆕 <b>Nouvelle question</b>",
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
    "alert-no-text-any": "Le texte de la réponse se lit sur la page officielle.",
    "alert-no-text-an": "Le texte de la réponse n’est pas encore sur la page.",
    "alert-no-text-senat": "Le texte de la réponse se lit sur la page du Sénat.",
    "alert-comment": {"one": "💬 <b>Nouveau commentaire</b>", "other": "💬 <b>{n} nouveaux commentaires</b>"},
    "alert-comment-on": "{author}, le {moment}",
    "alert-comment-by": "{author}",
    "alert-comment-link": "lire sur NosDéputés.fr",
    "alert-closed": "⛔️ <b>Close sans réponse</b>",
    "alert-closed-no-label": "Aucun motif n’a été publié.",
    "alert-closed-label": "Motif publié : {label}",
    "asked-again": "Son auteur a posé de nouveau cette question : {name}",
    "alike-answer": "♻️ Presque le même texte que la réponse à la question {name}, du {day}",
    "alike-asked-any": {
        "one": "👥 Un autre parlementaire pose presque la même question",
        "other": "👥 {n} autres parlementaires posent presque la même question",
    },
    "alike-asked-senat": {
        "one": "👥 Un autre sénateur pose presque la même question",
        "other": "👥 {n} autres sénateurs posent presque la même question",
    },
    "alike-asked-an": {
        "one": "👥 Un autre député pose presque la même question",
        "other": "👥 {n} autres députés posent presque la même question",
    },
    "alike-title": {
        "one": "<b>Presque la même question que {name} : {n} autre</b>",
        "other": "<b>Presque la même question que {name} : {n} autres</b>",
    },
    "alike-none-any": "Aucun autre parlementaire ne pose presque la même question que {name}.",
    "alike-none-an": "Aucun autre député ne pose presque la même question que {name}.",
    "label-mandate-ended": "Le mandat de son auteur a pris fin.",
    "label-withdrawn": "Son auteur l’a retirée.",
    "label-lapsed": "Elle est devenue caduque : elle n’attend plus de réponse.",
    "label-other": "Elle a été close pour une autre raison, que l’Assemblée ne précise pas.",
    "alert-on": "Le {day}",
    "alert-waited": {"one": "Elle aura attendu {n} jour.", "other": "Elle aura attendu {n} jours."},
    # Alerts of what happens before and after the end
    "corrected": "✏️ <b>Réponse corrigée</b>",
    "corrected-changes": "Dans le texte, <s>retiré</s> ou <b>ajouté</b> :",
    "corrected-more": {"one": "et {n} autre différence", "other": "et {n} autres différences"},
    "corrected-erratum": "Erratum publié :",
    "another-answer": "✅ <b>Nouvelle réponse publiée</b>",
    "another-answer-beside": "Elle s’ajoute à la réponse déjà publiée.",
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
    "reminded": "🔔 <b>Question rappelée</b>",
    "reminded-by": "Une nouvelle question la rappelle : {name}",
    "reminded-on": "Publiée le {day}",
    "overdue": "⌛️ <b>Délai dépassé</b>",
    "overdue-dated": (
        "Deux mois sont passés sans réponse : posée le {day}, la question aurait dû en recevoir une le {due} au plus tard."
    ),
    "overdue-undated": "Les deux mois prévus pour répondre sont passés sans réponse.",
    "overdue-signalled-dated": (
        "Dix jours sont passés sans réponse : signalée le {day}, la question aurait dû en recevoir une le {due} au plus tard."
    ),
    "overdue-signalled-undated": "Les dix jours prévus après un signalement sont passés sans réponse.",
    "renewable": "🔂 <b>Trois mois sans réponse</b>",
    "renewable-now": "Son auteur peut maintenant la renouveler, c’est-à-dire redemander une réponse.",
    "reopened": "↩️ <b>Question rouverte</b>",
    "reopened-answered": "{data} ne donnent plus de réponse à cette question.",
    "reopened-closed": "{data} ne disent plus que cette question est close.",
    "reopened-ended": "{data} ne disent plus que cette question est terminée.",
    "reopened-watched": "Elle est de nouveau en attente, et je continue de la surveiller.",
    # Many events of one kind in one message
    "flood-asked-new": {"one": "🆕 <b>{n} nouvelle question</b>", "other": "🆕 <b>{n} nouvelles questions</b>"},
    "flood-answered": {"one": "✅ <b>{n} réponse publiée</b>", "other": "✅ <b>{n} réponses publiées</b>"},
    "flood-corrected": {"one": "✏️ <b>{n} réponse corrigée</b>", "other": "✏️ <b>{n} réponses corrigées</b>"},
    "flood-reattributed": {
        "one": "🔁 <b>{n} question change de ministère</b>",
        "other": "🔁 <b>{n} questions changent de ministère</b>",
    },
    "flood-signalled": {"one": "📣 <b>{n} question signalée</b>", "other": "📣 <b>{n} questions signalées</b>"},
    "flood-renewed": {"one": "🔔 <b>{n} question renouvelée</b>", "other": "🔔 <b>{n} questions renouvelées</b>"},
    "flood-reminded": {"one": "🔔 <b>{n} question rappelée</b>", "other": "🔔 <b>{n} questions rappelées</b>"},
    "flood-overdue": {
        "one": "⌛️ <b>{n} question dont le délai de réponse est dépassé</b>",
        "other": "⌛️ <b>{n} questions dont le délai de réponse est dépassé</b>",
    },
    "flood-renewable": {
        "one": "🔂 <b>{n} question sans réponse après trois mois</b>",
        "other": "🔂 <b>{n} questions sans réponse après trois mois</b>",
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
    "digest-restored": (
        "🗄 <b>Ma mémoire s’arrête au {moment}</b>\n"
        "On m’a rétabli à partir d’une copie, ou je suis resté longtemps absent. Voici ce qui est arrivé depuis à ce que"
        " vous suivez ; vous en avez peut-être déjà lu une partie. Ce que vous avez commencé ou cessé de suivre depuis"
        " est à refaire : /liste dit ce que je surveille."
    ),
    "digest-fact": "{said} : {fact}",
    "digest-asked": "🆕 Nouvelle question",
    "digest-answered": "✅ Réponse publiée",
    "digest-answered-after": {"one": "le {day}, après {n} jour", "other": "le {day}, après {n} jours"},
    "digest-corrected": "✏️ Réponse corrigée",
    "digest-another": "✅ Nouvelle réponse",
    "digest-reattributed": "🔁 Change de ministère",
    "digest-signalled": "📣 Signalée",
    "digest-renewed": "🔔 Renouvelée par son auteur",
    "digest-reminded": "🔔 Rappelée par une nouvelle question",
    "digest-overdue": "⌛️ Délai dépassé",
    "digest-renewable": "🔂 Trois mois sans réponse",
    "digest-closed": "⛔️ Close sans réponse",
    "digest-reopened": "↩️ Rouverte",
    "digest-comment": {"one": "💬 {n} nouveau commentaire", "other": "💬 {n} nouveaux commentaires"},
    "topic-gone": "Le sujet où ces questions étaient suivies n’existe plus : leurs alertes viennent ici désormais.",
    "text-of-answer": "<b>Réponse à la question {name}</b> · {part}/{parts}",
    "no-answer-text": "Je n’ai pas le texte de la réponse à la question {name}.",
}
