"""The sentences in French: references, and what cannot be followed."""

SENTENCES: dict[str, str | dict[str, str]] = {
    "no-such-question": (
        "Il n’y a pas de question écrite {name}. Vérifiez le numéro et réessayez, par exemple : <code>/suivre 16/12432</code>"
    ),
    "no-such-question-an-QG": (
        "Je ne connais pas de question au Gouvernement {name}. Vérifiez le numéro et réessayez, par exemple : "
        "<code>/etat QG 12</code>"
    ),
    "no-such-question-an-QOSD": (
        "Je ne connais pas de question orale sans débat {name}. Vérifiez le numéro et réessayez, par exemple : "
        "<code>/suivre QOSD 123</code>"
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
    "number-unread": (
        "Je n’ai pas encore lu {file} : je ne sais pas quelle question est la n° {number}. Réessayez plus tard, ou "
        "donnez sa référence ou son adresse."
    ),
    "to-come-any": "Il n’y a pas encore de question {name} : rien n’en paraît avant {session}. Vérifiez la référence.",
    "to-come-an": (
        "Il n’y a pas de question écrite {name}. Vérifiez le numéro et réessayez, par exemple : <code>/suivre 16/12432</code>"
    ),
    "to-come-senat": "Il n’y a pas encore de question {name} : le mois de sa référence est à venir. Vérifiez-la.",
    "not-read-any": "Ce bot ne lit pas ces questions : je ne peux pas suivre {name}. {page}",
    "not-read-senat": "Ce bot ne lit pas les questions du Sénat : je ne peux pas suivre la question {name}. {page}",
    "not-read-number-any": "Je ne lis pas les questions de ce Parlement ({chamber}) : je ne sais pas quelle est la n° {number}.",
    "not-read-number-senat": "Ce bot ne lit pas les questions du Sénat : je ne sais pas quelle question est la n° {number}.",
    "none-any": "Je ne connais aucune question n° {number} ({chamber}).",
    "past-any": "La question {name} est trop ancienne pour mes sources : je ne peux pas la suivre. {page}",
    "none-senat": (
        "Je ne connais aucune question n° {number} du Sénat : son fichier n’a que les douze derniers mois. Donnez "
        "plutôt sa référence ou son adresse, par exemple : <code>/suivre SEQ250705636</code>"
    ),
    "past-senat": (
        "La question {name} a plus d’un an, et le fichier du Sénat n’a que les douze derniers mois : je ne peux pas la "
        "suivre. {page}"
    ),
    "past-page": "Sa page",
    "no-such-page": "NosDéputés.fr n’a pas de question à cette adresse. Donnez plutôt son numéro : <code>/suivre 16/12432</code>",
    "page-unresolved": (
        "Cette adresse porte un numéro interne de NosDéputés.fr, et le site ne répond pas à l’instant. "
        "Donnez plutôt le numéro de la question : <code>/suivre 16/12432</code>"
    ),
    "page-internal": (
        "Cette adresse porte un numéro interne de NosDéputés.fr. Donnez plutôt le numéro de la question : "
        "<code>/arreter 16/12432</code>"
    ),
    "other-kind": (
        "« {word} » : des questions orales, je ne connais que celles posées depuis la {first}ᵉ législature. "
        "Par exemple : <code>/suivre QOSD 123</code>"
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
}
