"""The sentences in French: a chat's beginning, help, whom it commands, and what is stored of it."""

SENTENCES: dict[str, str | dict[str, str]] = {
    # Being added to a group or a channel
    "welcome-group": (
        "👋 Je surveille des questions écrites de députés et de sénateurs et j’annonce ici ce qui leur arrive.\n"
        "Pour en suivre une : <code>/suivre 12432</code> ; tout un sujet : <code>/veille cloud</code>\n"
        "Les administrateurs du groupe choisissent ce qui est suivi ; /aide dit le reste."
    ),
    "welcome-channel": (
        "👋 Je surveille des questions écrites de députés et de sénateurs et j’annonce ici ce qui leur arrive.\n"
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
    # Start, help, and what is said besides
    "start": (
        "👋 Je surveille les questions écrites des députés et des sénateurs au Gouvernement et je vous préviens dès qu’il leur arrive quelque "
        "chose : réponse, hors délai, retrait, commentaire…\n\n"
        "Envoyez-moi un numéro, par exemple <code>12432</code> (de la {current}ᵉ législature), l’adresse d’une question, ou "
        "des mots à chercher, comme <code>données de santé</code>.\n\n"
        "/veille surveille tout un sujet · /liste · /reglages · /aide"
    ),
    "help": (
        "<b>Guetteur</b> surveille les questions écrites des députés et des sénateurs, et vous prévient dès que "
        "l’une d’elles bouge.\n\n"
        "/suivre <code>12432</code> suivre une question\n"
        "/arreter <code>12432</code> ne plus la suivre\n"
        "/etat <code>12432</code> où elle en est · /retards\n"
        "/chercher <code>données</code> par mots · /bilan\n"
        "/veille <code>cloud</code> tout un sujet · /veilles\n"
        "/liste les questions · /exporter{feed}\n"
        "/reglages quand prévenir, et de quoi\n"
        "/canal · /confidentialite · /oublier\n\n"
        "Un numéro seul : la {current}ᵉ législature ; sinon <code>16/12432</code>, <code>Sénat 05636</code>, "
        "<code>QOSD 123</code> ou l’adresse de la question.\n"
        "NosDéputés.fr est fermé aux commentaires."
    ),
    "about": (
        "Je surveille les questions écrites des députés et des sénateurs au Gouvernement et je préviens, ici ou dans un "
        "groupe ou un canal, dès qu’il leur arrive quelque chose : réponse, correction, changement de ministère, délai "
        "dépassé, fin sans réponse, commentaire."
    ),
    "about-short": "Surveille les questions écrites des députés et des sénateurs, et prévient de chaque réponse.",
    "hint": (
        "Envoyez-moi le numéro d’une question écrite, par exemple <code>/suivre 12432</code>, ou son adresse sur "
        "assemblee-nationale.fr, senat.fr ou NosDéputés.fr. /aide dit le reste."
    ),
    "help-feed": " · /flux",
    "help-search": "Pour chercher par mots, ici ou dans toute conversation : <code>@{bot} hébergement données</code>",
    "hint-search": "Vous n’avez pas le numéro ? Cherchez par mots du sujet, ici ou dans toute conversation : <code>@{bot}</code>",
    "unknown-command": "Je ne connais pas cette commande. /aide dit ce que je sais faire.",
    "trouble": "Quelque chose s’est mal passé de mon côté, et votre demande n’a pas abouti. Réessayez dans un instant.",
    "trouble-press": "Quelque chose s’est mal passé de mon côté. Appuyez de nouveau dans un instant.",
    # What is stored
    "privacy": (
        "<b>Ce que je garde</b>\n"
        "• le numéro de cette conversation, son type, sa langue, depuis quand je la connais et si elle m’est fermée : pour y écrire ;\n"
        "• les questions suivies ici, depuis quand, dans quel sujet d’un forum, et celles dont les commentaires sont coupés : pour vous prévenir ;\n"
        "• les veilles posées ici : leurs mots, ce qu’elles annoncent et quand, et quelles questions elles ont trouvées : pour vous prévenir ;\n"
        "• les réglages choisis ici, dont les messages du mardi et du jeudi et le signe de vie : pour vous prévenir comme vous le voulez ;\n"
        "• en privé, le canal ou le groupe que vous gérez d’ici, si vous en avez choisi un ;\n"
        "• ce qui a été envoyé ou reste à envoyer ici : pour ne rien perdre et ne rien répéter ;\n"
        "• le numéro du dernier message sur chaque question : pour que le suivant y réponde ;\n"
        "• l’adresse secrète des flux, si vous en avez ouvert un avec /flux : qui la connaît lit ce qui est suivi et annoncé ici.\n"
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
}
