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
    "card-namesake-group": "👤 {author} · {group}",
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
    "card-site-down": "⚠️ Le site {site} n’a pas pu être lu à l’instant ; je réessaie.",
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
    "swapped": "👁 Vous suivez maintenant cette question, à la place de celle de la {legislature}ᵉ législature.",
    "swapped-chat": (
        "👁 Cette question est maintenant suivie ici, à la place de celle de la {legislature}ᵉ législature."
    ),
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
        "⏳ <b>{name}</b> : pas encore dans l’archive de l’Assemblée. Votre demande est gardée : la fiche arrivera "
        "{where} dès qu’elle y sera."
    ),
    "kept-to-come-status": (
        "⏳ <b>{name}</b> : pas encore dans l’archive de l’Assemblée. Pour la suivre dès qu’elle y sera : "
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
        "Vérification faite : il n’y a de question écrite n° {number} dans aucune législature "
        "depuis la {first}ᵉ. Vérifiez le numéro et réessayez, par exemple : <code>/suivre 12432</code>"
    ),
    "archive-as-of": ("L’archive de l’Assemblée du {day} ne l’a pas ; une question publiée depuis y sera mardi matin."),
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
    "legislature-to-come": (
        "« {word} » : la {legislature}ᵉ législature n’a encore publié aucune question. Je guette la première ; "
        "renvoyez-moi ce numéro quand elle aura commencé. D’ici là, un numéro seul vaut pour la {current}ᵉ."
    ),
    "legislature-unread": (
        "Je lis encore les archives et ne sais pas si la {legislature}ᵉ législature a commencé. "
        "Renvoyez-moi ce numéro dans quelques minutes."
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
    "references-left": {
        "one": "J’ai pris les {most} premières : c’est le maximum par message. Voici la dernière, à envoyer à son tour (touchez pour copier) :",
        "other": "J’ai pris les {most} premières : c’est le maximum par message. Voici les {n} autres, à envoyer à leur tour (touchez pour copier) :",
    },
    "which-numbers": "« {typed} » peut se lire de plusieurs façons. Laquelle ?",
    "numbers-chosen": "Compris : {numbers}.",
    "searching": "🔎 Je cherche ces {n} questions, un instant…",
    "notice-paused": "⏸ En pause : rien n’est annoncé pour l’instant. /reglages pour reprendre.",
    "notice-off": "⚠️ Aucune annonce n’est cochée : rien ne sera annoncé. /reglages pour en choisir.",
    "summary-followed": {"one": "👁 <b>{n} question suivie</b>", "other": "👁 <b>{n} questions suivies</b>"},
    "summary-seen": {"one": "<b>{n} question</b>", "other": "<b>{n} questions</b>"},
    "summary-mentioned": {
        "one": "<b>{n} question dans ce message</b>",
        "other": "<b>{n} questions dans ce message</b>",
    },
    "all-ended": {
        "one": "{n} de ces questions n’attend plus de réponse :",
        "other": "{n} de ces questions n’attendent plus de réponse :",
    },
    "not-allowed-group": "Ici, seuls les administrateurs du groupe peuvent changer ce qui est suivi. L’un d’eux peut le permettre à tous dans /reglages.",
    "not-allowed-group-settings": "Ici, seuls les administrateurs du groupe peuvent faire cela.",
    "not-allowed-reading": "Ce bouton est pour les membres du groupe.",
    "not-allowed-members": "Ici, seuls les membres du groupe peuvent changer ce qui est suivi.",
    "not-allowed-channel": "Ici, seuls ceux qui publient dans le canal peuvent changer ce qui est suivi.",
    "not-allowed-channel-settings": "Ici, seuls ceux qui publient dans le canal peuvent faire cela.",
    "not-allowed-hidden": "Les membres de ce groupe sont masqués : nommez-moi administrateur pour que je sache qui en fait partie.",
    "rights-hidden": "Telegram ne me dit pas qui est administrateur ici. Nommez-moi administrateur, puis réessayez.",
    "rights-unknown": "Je n’ai pas pu vérifier vos droits ici. Réessayez dans un instant.",
    "no-room": {
        "one": "La question {names} n’a pas été suivie : {most} questions le sont déjà ici, et c’est le maximum. /liste les montre, /arreter fait de la place.",
        "other": "{n} questions n’ont pas été suivies : {most} le sont déjà ici, et c’est le maximum. /liste les montre, /arreter fait de la place.\nIl manque : {names}.",
    },
    "too-fast": {
        "one": "Doucement : trop de demandes en une minute. Réessayez dans {n} seconde.",
        "other": "Doucement : trop de demandes en une minute. Réessayez dans {n} secondes.",
    },
    "private-instance": (
        "Ce bot est privé : il ne sert que les conversations choisies par la personne qui le fait tourner. "
        "Pour y avoir accès, donnez-lui ce numéro : <code>{number}</code>"
    ),
    "direct-messages": (
        "Je ne peux suivre aucune question dans les messages directs d’un canal : "
        "tous ses lecteurs y forment pour moi une seule conversation. Écrivez-moi en privé : @{bot}"
    ),
    "direct-messages-press": "Je ne peux rien faire dans les messages directs d’un canal. Écrivez-moi en privé.",
    # Being added to a group or a channel
    "welcome-group": (
        "👋 Je surveille des questions écrites de députés et j’annonce ici ce qui leur arrive.\n"
        "Pour en suivre une : <code>/suivre 12432</code> ; tout un sujet : <code>/veille cloud</code>\n"
        "Les administrateurs du groupe choisissent ce qui est suivi ; /aide dit le reste."
    ),
    "welcome-channel": (
        "👋 Je surveille des questions écrites de députés et j’annonce ici ce qui leur arrive.\n"
        "Pour en suivre une, publiez ici <code>/suivre 12432</code> ; pour tout un sujet, <code>/veille cloud</code>. Ou "
        "écrivez-moi /canal en privé.\n"
        "Ceux qui publient dans le canal choisissent ce qui est suivi."
    ),
    "welcome-mute-group": "{chat}\n\nVous m’y avez ajouté, mais je ne peux pas y écrire : donnez-moi le droit d’envoyer des messages.",
    "welcome-mute-channel": "{chat}\n\nVous m’y avez ajouté, mais je ne peux pas y écrire : donnez-moi le droit de publier des messages.",
    # Commanding a channel or a group from private chat
    "elsewhere-channel": "📣 <b>« {title} »</b>",
    "elsewhere-group": "👥 <b>« {title} »</b>",
    "here": "ici",
    "there": "dans « {title} »",
    "elsewhere-pick": (
        "Choisissez un canal ou un groupe que vous administrez : vous le gérerez d’ici, et les alertes "
        "y seront publiées. Si je n’y suis pas encore, Telegram proposera de m’y ajouter."
    ),
    "elsewhere-cancelled": "Choix annulé.",
    "elsewhere-chosen": (
        "{chat}\n\nVous gérez maintenant cette conversation d’ici, par exemple : "
        "<code>/suivre 12432</code>\n/canal pour revenir à la vôtre."
    ),
    "elsewhere-which": "{chat}\n\nVous gérez cette conversation d’ici.",
    "elsewhere-left": "Vos commandes valent de nouveau pour votre conversation ; rien n’a été changé.",
    "elsewhere-home": "Vos commandes valent de nouveau pour votre conversation.",
    "elsewhere-erased": (
        "La conversation que vous gériez d’ici a été effacée. Rien n’a été fait : vos commandes valent de nouveau pour votre "
        "conversation. /canal pour en choisir une autre."
    ),
    "elsewhere-private": "Cette commande se donne en privé : écrivez-moi /canal dans notre conversation.",
    "elsewhere-barred-channel": "Seuls ceux qui publient dans ce canal peuvent le gérer. Demandez ce droit, puis refaites /canal.",
    "elsewhere-barred-group": "Seuls les administrateurs de ce groupe peuvent le gérer. Demandez-leur de vous nommer administrateur, puis refaites /canal.",
    "elsewhere-barred-hidden": "Les membres de ce groupe sont masqués : nommez-moi administrateur du groupe, puis refaites /canal.",
    "elsewhere-barred-members": "Seuls les membres de ce groupe peuvent le gérer.",
    "elsewhere-direct": "Je ne peux rien annoncer dans les messages directs d’un canal : choisissez le canal lui-même avec /canal.",
    "elsewhere-gone": "Je n’ai pas accès à cette conversation : ajoutez-m’y (dans un canal, comme administrateur), puis refaites /canal.",
    "elsewhere-mute-channel": "Je ne peux pas publier dans ce canal : donnez-m’y le droit de publier des messages, puis refaites /canal.",
    "elsewhere-mute-group": "Je ne peux pas écrire dans ce groupe : donnez-m’y le droit d’envoyer des messages, puis refaites /canal.",
    # A search
    "find-title": "🔎 <code>{query}</code>",
    "find-nothing": "🔎 <code>{query}</code>\n\nAucune question ne correspond. Essayez moins de mots, ou d’autres.",
    "find-not-yet": "🔎 <code>{query}</code>\n\nRien jusqu’ici, mais tout n’est pas encore parcouru.",
    "find-still-reading": (
        "🔎 <code>{query}</code>\n\nRien pour l’instant : je lis encore les archives de l’Assemblée. "
        "Réessayez dans quelques minutes."
    ),
    "find-no-more": "🔎 <code>{query}</code>\n\nIl n’y en a pas d’autres.",
    "find-empty": "Dites ce que vous cherchez : des mots, un nom, un ministère.",
    "find-stop-words": "Ces mots sont dans toutes les questions : ajoutez-en un qui dise de quoi il s’agit.",
    "find-exclusions": "Dites aussi ce que vous cherchez, pas seulement ce qu’il faut laisser de côté.",
    "find-too-long": "C’est trop long pour une recherche : quelques mots suffisent.",
    "find-unknown-value": (
        "Je ne comprends pas « {word} ». Après <code>état:</code>, écrivez attente, répondue ou close ; après "
        "<code>législature:</code>, un nombre comme 17 ; après <code>année:</code>, une année comme 2026 ; après "
        "<code>depuis:</code>, une année, un mois ou un jour : 2026, 2026-03 ou 2026-03-15."
    ),
    "find-unknown-filter": (
        "« {word} » n’est pas un filtre. Les filtres sont <code>@Juvin</code>, <code>ministère:santé</code>, <code>rubrique:eau</code>, "
        "<code>groupe:LR</code>, <code>état:attente</code>, <code>législature:17</code>, <code>année:2026</code> "
        "et <code>depuis:2026-03</code>."
    ),
    "find-all": {"one": "{n} question", "other": "{n} questions"},
    "find-total": "{total} en tout",
    "find-range": "{first}–{last}",
    "find-range-of": "{first}–{last} sur {total}",
    "find-at-most": "{total} au plus",
    "find-more-than": "plus de {total}",
    "find-rubrics": "Rubriques : {rubrics}",
    "find-others": {"one": "{n} autre", "other": "{n} autres"},
    "find-example": (
        "Par exemple :\n"
        "<code>/chercher hébergement données</code>\n"
        '<code>/chercher "accès aux soins" -urgence</code>\n'
        "<code>/chercher @Juvin ministère:santé</code>\n"
        "<code>/chercher cloud OU 5G état:attente année:2026</code>"
    ),
    "button-find-waiting": "⏳ En attente",
    "button-find-answered": "✅ Répondues",
    "button-find-year": "📅 {year}",
    "button-find-ministry": "🏛 {ministry}",
    "button-find-watch": "🔭 En faire une veille",
    "button-find-results": "🔎 Résultats",
    "toast-find-gone": "Je ne retrouve plus ces mots. Refaites la recherche avec /chercher.",
    # A name that several bear
    "which-deputy": "Plusieurs députés portent ce nom. De qui s’agit-il ?",
    "which-deputy-asked": {"one": "{n} question", "other": "{n} questions"},
    "which-deputy-last": "la dernière le {day}",
    "which-deputy-more": {
        "one": "{n} autre porte ce nom : ajoutez un prénom ou un département pour le trouver.",
        "other": "{n} autres portent ce nom : ajoutez un prénom ou un département pour les trouver.",
    },
    "which-ministry": "Ce nom peut désigner plusieurs ministères. Duquel s’agit-il ?",
    "button-all-of-them": "Tous",
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
    "list-overdue": {"one": "en attente, délai dépassé de {n} jour", "other": "en attente, délai dépassé de {n} jours"},
    "list-waiting-undated": "en attente",
    "list-answered": "réponse publiée",
    "list-answered-on": "réponse publiée le {day}",
    "list-answered-dated": "réponse datée du {day}",
    "list-closed": "close sans réponse",
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
    "alert-no-text": "Le texte de la réponse n’est pas encore sur la page.",
    "alert-comment": {"one": "💬 <b>Nouveau commentaire</b>", "other": "💬 <b>{n} nouveaux commentaires</b>"},
    "alert-comment-on": "{author}, le {moment}",
    "alert-comment-by": "{author}",
    "alert-comment-link": "lire sur NosDéputés.fr",
    "alert-closed": "⛔️ <b>Close sans réponse</b>",
    "alert-closed-no-label": "Aucun motif n’a été publié.",
    "alert-closed-label": "Motif publié : {label}",
    "asked-again": "Son auteur a posé de nouveau cette question : {name}",
    "alike-answer": "♻️ Presque le même texte que la réponse à la question {name}, du {day}",
    "alike-asked": {
        "one": "👥 Un autre député pose presque la même question",
        "other": "👥 {n} autres députés posent presque la même question",
    },
    "alike-title": {
        "one": "<b>Presque la même question que {name} : {n} autre</b>",
        "other": "<b>Presque la même question que {name} : {n} autres</b>",
    },
    "alike-none": "Aucun autre député ne pose presque la même question que {name}.",
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
    "flood-asked-new": {"one": "🆕 <b>{n} nouvelle question</b>", "other": "🆕 <b>{n} nouvelles questions</b>"},
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
    # Watches
    "watched-by": {"one": "🔭 Veille : {names}", "other": "🔭 Veilles : {names}"},
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
    "digest-overdue": "⌛️ Délai dépassé",
    "digest-closed": "⛔️ Close sans réponse",
    "digest-reopened": "↩️ Rouverte",
    "digest-comment": {"one": "💬 {n} nouveau commentaire", "other": "💬 {n} nouveaux commentaires"},
    "topic-gone": "Le sujet où ces questions étaient suivies n’existe plus : leurs alertes viennent ici désormais.",
    "text-of-answer": "<b>Réponse à la question {name}</b> · {part}/{parts}",
    "no-answer-text": "Je n’ai pas le texte de la réponse à la question {name}.",
    # Buttons
    "button-follow": "👁 Suivre",
    "button-alike": {"one": "👥 L’autre question", "other": "👥 Les {n} autres questions"},
    "button-follow-again": "👁 Suivre la nouvelle",
    "button-follow-all": {"one": "👁 Suivre la question", "other": "👁 Suivre les {n}"},
    "button-alternative": "{legislature}ᵉ : {what}",
    "button-alternative-of": "n° {number}, {legislature}ᵉ : {what}",
    "button-alternative-unread": "{legislature}ᵉ législature : voir",
    "button-alternative-unread-of": "n° {number}, {legislature}ᵉ législature : voir",
    "button-alternative-see": "voir",
    "button-unfollow": "Ne plus suivre",
    "button-unfollow-other": "Ne plus suivre la {legislature}ᵉ",
    "button-search": "🔎 Chercher par mots",
    "button-share": "↗️ Partager",
    "button-forget": "🗑 Tout effacer",
    "button-keep": "Annuler",
    "button-quiet": "🔇 Suspendre la veille",
    "button-unquiet": "↩️ Reprendre la veille",
    "button-quiet-one": "🔇 {name}",
    "button-mute": "🔕 Sans commentaires",
    "button-unmute": "🔔 Avec commentaires",
    "button-text": "📖 Texte intégral",
    "button-text-of": "📖 {number}",
    "button-page": "🔗 Page officielle",
    "button-comment": "🔗 Lire sur le site",
    "button-previous": "‹ Précédentes",
    "button-next": "Suivantes ›",
    "button-pick-channel": "📣 Choisir un canal",
    "button-pick-group": "👥 Choisir un groupe",
    "button-cancel": "Annuler",
    "button-pick": "Choisir une autre conversation",
    "button-leave": "‹ Revenir à ma conversation",
    "toast-followed": "C’est noté : je vous préviendrai.",
    "toast-followed-chat": "C’est noté : ce qui lui arrive sera annoncé {where}.",
    "toast-already": "Déjà suivie {where}.",
    "toast-all": {"one": "C’est noté : {n} question suivie.", "other": "C’est noté : {n} questions suivies."},
    "toast-all-chat": {
        "one": "C’est noté : {n} question suivie {where}.",
        "other": "C’est noté : {n} questions suivies {where}.",
    },
    "toast-all-some": {
        "one": "C’est noté : {n} question suivie de plus ; déjà suivies : {already}.",
        "other": "C’est noté : {n} questions suivies de plus ; déjà suivies : {already}.",
    },
    "toast-all-some-chat": {
        "one": "C’est noté : {n} question suivie de plus {where} ; déjà suivies : {already}.",
        "other": "C’est noté : {n} questions suivies de plus {where} ; déjà suivies : {already}.",
    },
    "toast-all-already": {"one": "Déjà suivie.", "other": "Les {n} étaient déjà suivies."},
    "toast-all-already-chat": {"one": "Déjà suivie {where}.", "other": "Les {n} étaient déjà suivies {where}."},
    "toast-unfollowed": "C’est noté : vous ne recevrez plus d’alerte sur cette question.",
    "toast-unfollowed-chat": "C’est noté : plus d’alerte sur cette question {where}.",
    "toast-not-followed": "Elle n’était pas suivie {where}.",
    "toast-quiet": "C’est noté : la veille est suspendue {where}. Elle reste dans /veilles, et n’annonce plus rien.",
    "toast-unquiet": "C’est noté : la veille reprend {where}.",
    "toast-watch-something": "Gardez au moins un type d’annonce.",
    "toast-no-watch": "Cette veille n’existe plus {where}.",
    "toast-muted": "C’est noté : plus d’alerte pour les commentaires de cette question {where}. Le reste sera annoncé.",
    "toast-unmuted": "C’est noté : les commentaires de cette question seront de nouveau annoncés {where}.",
    "toast-stale": "Ce bouton n’est plus valable. Renvoyez la commande.",
    "toast-unreachable": "Le site ne répond pas à l’instant : la fiche viendra {where} dès que possible.",
    "toast-swapped": "C’est noté : elle est suivie {where}, à la place de l’autre.",
    "toast-no-other": "Il n’y a pas de question de ce numéro dans la {legislature}ᵉ législature : rien n’a changé.",
    "toast-other-unread": "Illisible à l’instant : rien n’a changé. Réessayez dans quelques minutes.",
    "toast-other-reading": "Je lis encore les archives : rien n’a changé. Réessayez dans quelques minutes.",
    "toast-no-room": "{most} questions sont déjà suivies {where}, et c’est le maximum : /arreter fait de la place.",
    "toast-missing": "Cette question n’existe pas.",
    # Start, help, and what is said besides
    "start": (
        "👋 Je surveille les questions écrites des députés au Gouvernement et je vous préviens dès qu’il leur arrive quelque "
        "chose : réponse, délai dépassé, retrait, commentaire…\n\n"
        "Envoyez-moi un numéro, par exemple <code>12432</code> (de la {current}ᵉ législature), l’adresse d’une question, ou "
        "des mots à chercher, comme <code>données de santé</code>.\n\n"
        "/veille surveille tout un sujet · /liste · /reglages · /aide"
    ),
    "help": (
        "<b>Guetteur</b> surveille les questions écrites des députés et vous prévient dès qu’il arrive quelque chose à l’une "
        "d’elles.\n\n"
        "/suivre <code>12432</code> suivre une question\n"
        "/arreter <code>12432</code> ne plus la suivre\n"
        "/etat <code>12432</code> où elle en est\n"
        "/chercher <code>données santé</code> par mots\n"
        "/veille <code>cloud</code> tout un sujet · /veilles\n"
        "/liste ce qui est suivi ici · /exporter\n"
        "/reglages quand prévenir, et de quoi\n"
        "/canal · /confidentialite · /oublier\n\n"
        "Un numéro seul vaut pour la {current}ᵉ législature ; sinon <code>16/12432</code>, ou l’adresse de la question.\n"
        "NosDéputés.fr est fermé aux commentaires."
    ),
    "about": (
        "Je surveille les questions écrites des députés au Gouvernement et je préviens, ici ou dans un groupe ou un canal, dès "
        "qu’il leur arrive quelque chose : réponse, correction, changement de ministère, délai dépassé, fin sans réponse, commentaire."
    ),
    "about-short": "Surveille les questions écrites des députés et prévient de chaque réponse.",
    "hint": (
        "Envoyez-moi le numéro d’une question écrite, par exemple <code>/suivre 12432</code>, ou son adresse sur "
        "assemblee-nationale.fr ou NosDéputés.fr. /aide dit le reste."
    ),
    "help-search": "Pour chercher par mots, ici ou dans toute conversation : <code>@{bot} hébergement données</code>",
    "hint-search": "Vous n’avez pas le numéro ? Cherchez par mots du sujet, ici ou dans toute conversation : <code>@{bot}</code>",
    "unknown-command": "Je ne connais pas cette commande. /aide dit ce que je sais faire.",
    "trouble": "Quelque chose s’est mal passé de mon côté, et votre demande n’a pas abouti. Réessayez dans un instant.",
    "trouble-press": "Quelque chose s’est mal passé de mon côté. Appuyez de nouveau dans un instant.",
    # What is offered in other chats
    "inline-hint": "Tapez un numéro ou des mots du sujet",
    "inline-nothing": "Aucune question trouvée. Essayez d’autres mots",
    "inline-too-fast": {
        "one": "Trop de recherches : réessayez dans {n} seconde",
        "other": "Trop de recherches : réessayez dans {n} secondes",
    },
    "inline-private": "Ce bot est privé. En savoir plus",
    # Settings
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
    "kind-overdue": "délais dépassés",
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
    # Export and import
    "export": {"one": "📤 <b>{n} question suivie</b>", "other": "📤 <b>{n} questions suivies</b>"},
    "export-watches": {"one": "🔭 {n} veille", "other": "🔭 {n} veilles"},
    "export-advice": "Renvoyez-moi ce fichier, ou envoyez-le à une autre copie de Guetteur, pour tout suivre de nouveau.",
    "export-advice-parts": "Fichier {part} sur {parts}. Renvoyez-les-moi, ou envoyez-les à une autre copie de Guetteur, pour tout suivre de nouveau.",
    "export-refused": "Je ne peux pas envoyer de fichier ici. Un administrateur peut m’en donner le droit ; sinon, demandez /exporter en privé, après /canal.",
    "export-refused-private": "Telegram n’a pas pris le fichier. Réessayez plus tard.",
    "import": {"one": "📥 <b>{n} question dans ce fichier</b>", "other": "📥 <b>{n} questions dans ce fichier</b>"},
    "import-watches": {"one": "🔭 {n} veille", "other": "🔭 {n} veilles"},
    "import-here": {"one": "{n} est déjà suivie ici.", "other": "{n} sont déjà suivies ici."},
    "import-not-understood": {
        "one": "{n} ligne est illisible et sera laissée de côté.",
        "other": "{n} lignes sont illisibles et seront laissées de côté.",
    },
    "import-not-read": {
        "one": "{n} ligne n’a pas été lue : le maximum est {most}.",
        "other": "{n} lignes n’ont pas été lues : le maximum est {most}.",
    },
    "import-settings": "Ses réglages ne sont repris que si vous le demandez :",
    "import-nothing-new": "Il n’y a rien à reprendre.",
    "import-follow": {"one": "👁 Suivre la question", "other": "👁 Suivre les {n}"},
    "import-follow-all": "👁 Suivre, avec les réglages",
    "import-settings-only": "Reprendre les réglages",
    "import-with-watches": "👁 Reprendre questions et veilles",
    "import-all-with-watches": "👁 Tout reprendre, avec les réglages",
    "import-cancelled": "Rien n’a été repris du fichier.",
    "import-done": {"one": "👁 <b>{n} question suivie de plus</b>", "other": "👁 <b>{n} questions suivies de plus</b>"},
    "import-already": {"one": "{n} l’était déjà.", "other": "{n} l’étaient déjà."},
    "import-ended": {
        "one": "{n} n’attend plus de réponse : /liste dit ce qu’il en est.",
        "other": "{n} n’attendent plus de réponse : /liste dit ce qu’il en est.",
    },
    "import-unread": {
        "one": "{n} n’est pas encore connue : sa page sera lue sous peu. Si elle n’existe pas, elle quittera la /liste.",
        "other": "{n} ne sont pas encore connues : leurs pages seront lues sous peu. Celles qui n’existent pas quitteront la /liste.",
    },
    "import-left-out": {
        "one": "{n} n’a pas été suivie : le maximum est {most}. /arreter fait de la place.",
        "other": "{n} n’ont pas été suivies : le maximum est {most}. /arreter fait de la place.",
    },
    "import-watches-done": {"one": "🔭 {n} veille de plus", "other": "🔭 {n} veilles de plus"},
    "import-watches-left-out": {
        "one": "{n} veille n’a pas été reprise : le maximum est {most}.",
        "other": "{n} veilles n’ont pas été reprises : le maximum est {most}.",
    },
    "import-adopted": "Les réglages du fichier s’appliquent maintenant.",
    "import-bad-not-json": "Je n’arrive pas à lire ce fichier : ce n’est pas du JSON. Envoyez celui que donne /exporter, tel quel.",
    "import-bad-other-format": "Ce fichier n’est pas une liste de questions de Guetteur. Envoyez celui que donne /exporter, tel quel.",
    "import-bad-newer": "Ce fichier vient d’une version plus récente de Guetteur que celle-ci. Envoyez-le à une copie à jour.",
    "import-bad-empty": "Ce fichier ne contient aucune question que je comprenne. Envoyez celui que donne /exporter, tel quel.",
    "import-bad-too-big": "Ce fichier est trop volumineux : un mégaoctet au maximum. Envoyez celui que donne /exporter, tel quel.",
    "import-bad-lost": "Telegram ne donne plus ce fichier. Joignez-le de nouveau depuis votre appareil, sans le transférer.",
    "import-bad-unavailable": "Telegram ne m’a pas donné ce fichier. Renvoyez-le dans un instant.",
    "import-bad-kind": (
        "Je ne lis pas ce genre de fichier, seulement ceux que donne /exporter. Pour suivre une question, envoyez son "
        "numéro, par exemple : <code>/suivre 12432</code>"
    ),
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
    "operator-label-advice": "Les conversations le reçoivent tel quel. S’il a un sens clair, ajoutez-le à <code>bot/core/closing_labels.py</code>.",
    "operator-labels": "🏷 <b>Motifs de fin inconnus dans l’archive</b>",
    "operator-labels-advice": "Les conversations les reçoivent tels quels. Ceux qui ont un sens clair peuvent être ajoutés à <code>bot/core/closing_labels.py</code>.",
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
    "source-deputies": "liste des députés",
    "source-all-deputies": "liste historique des députés",
    # What is stored
    "privacy": (
        "<b>Ce que je garde</b>\n"
        "• le numéro de cette conversation, son type, sa langue, depuis quand je la connais et si elle m’est fermée : pour y écrire ;\n"
        "• les questions suivies ici, depuis quand, dans quel sujet d’un forum, et celles dont les commentaires sont coupés : pour vous prévenir ;\n"
        "• les veilles posées ici : leurs mots, ce qu’elles annoncent et quand, et quelles questions elles ont trouvées : pour vous prévenir ;\n"
        "• les réglages choisis ici : pour vous prévenir comme vous le voulez ;\n"
        "• en privé, le canal ou le groupe que vous gérez d’ici, si vous en avez choisi un ;\n"
        "• ce qui a été envoyé ou reste à envoyer ici : pour ne rien perdre et ne rien répéter.\n"
        "Vos messages sont oubliés dès que j’y ai répondu : il n’en reste, deux jours, qu’un numéro et une empreinte illisible, "
        "pour ne pas répondre deux fois. Je ne garde ni nom, ni numéro de téléphone, et rien n’est transmis à personne. Les sites ne savent pas qui suit quoi.\n\n"
        "/oublier efface tout cela. Si vous me bloquez ou me retirez, tout est effacé au bout de six mois."
    ),
    "forget": (
        "Tout effacer ? Vos questions suivies, vos veilles et tout ce que je garde de cette conversation disparaîtront, et vous ne "
        "recevrez plus rien."
    ),
    "forget-chat": (
        "Tout effacer ? Les questions suivies ici, les veilles et tout ce que je garde de cette conversation disparaîtront, et plus "
        "rien n’y sera annoncé."
    ),
    "forgotten": "🗑 C’est effacé. Pour recommencer un jour : <code>/suivre 12432</code>",
    "forgotten-elsewhere": "🗑 Tout est effacé. Vos commandes valent de nouveau pour votre conversation. /canal pour choisir de nouveau.",
    "kept": "Rien n’a été effacé.",
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
    "figures-late": "Le décompte prend trop de temps à l’instant. Réessayez dans une minute.",
    "health-well": "✅ <b>Tout va bien</b>",
    "health-unwell": "⚠️ <b>Le bot ne fait pas son travail</b>",
    "health-sources": "\n<b>Sources</b>",
    "health-source": "• {source} : a répondu le {moment}",
    "health-source-down": "• ⚠️ {source} : ne répond plus depuis le {moment}. {reason}",
    "health-source-unasked": "• {source} : n’a pas encore répondu",
    "health-sweep": "Dernière archive lue en entier : {moment}",
    "health-no-sweep": "Aucune archive n’a encore été lue en entier.",
    "health-queue": "\n<b>File d’envoi</b>\n• à envoyer : {ready}\n• à leur heure : {later}\n• conversations injoignables : {suspended}",
    "health-oldest": "• le plus ancien attend depuis le {moment}",
    "health-copy": {
        "one": "\n<b>Programme</b>\n{n} exemplaire, sur {machine}",
        "other": "\n<b>Programme</b>\n{n} exemplaires ; mène celui de {machine}",
    },
    "health-memory": {"one": "Mémoire : {n} Mo", "other": "Mémoire : {n} Mo"},
    "health-version": "Guetteur {version}, Python {python}",
    "health-database": "{server}, schéma {schema}",
    "chats-title": {"one": "<b>{n} conversation</b>", "other": "<b>{n} conversations</b>"},
    "chats-kind": "• {kind} : {n}, et {out} injoignables ; questions suivies : {follows}",
    "chats-private": "privées",
    "chats-group": "groupes",
    "chats-supergroup": "supergroupes",
    "chats-channel": "canaux",
    "chats-sizes": "\n<b>Par nombre de questions suivies</b>",
    "chats-size": "• de {least} à {most} : {n}",
    "chats-size-largest": "• {least} et plus : {n}",
    "chats-size-none": "• aucune : {n}",
    "chats-watches": "\nVeilles : {n}, et {paused} en pause",
    "retried": "🔁 <b>Nouvel essai maintenant</b>\n• messages qui attendaient : {messages}\n• conversations injoignables : {chats}",
    # Telegram's menu of commands
    "menu-follow": "Suivre une question : /suivre 12432",
    "menu-unfollow": "Ne plus suivre : /arreter 12432",
    "menu-search": "Chercher des questions : /chercher données",
    "menu-watch": "Surveiller tout un sujet : /veille cloud",
    "menu-watches": "Les veilles posées ici",
    "menu-list": "Les questions suivies ici",
    "menu-status": "Où en est une question : /etat 12432",
    "menu-settings": "Quand prévenir, et de quoi",
    "menu-export": "Tout ce qui est suivi, en un fichier",
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
