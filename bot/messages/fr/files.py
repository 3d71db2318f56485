"""The sentences in French: files to keep and to send back."""

SENTENCES: dict[str, str | dict[str, str]] = {
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
}
