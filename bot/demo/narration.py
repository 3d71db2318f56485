"""The demo's own sentences, in both languages. None of them is the bot's."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.question import QuestionId
from bot.demo.story import HEALTH_DATA, MAYORS_CLERKS, NIGHT_TRAINS, PAPER_FORMS, SWIFTS, StoryEvent


@dataclass(frozen=True)
class Narration:
    """The sentences of one language."""

    welcome: tuple[str, ...]
    starting: str
    ready: str
    events: Mapping[StoryEvent, str]
    edited: str
    more: str
    bytes: str
    notice: str
    opens: str
    copies: str
    keys: str
    gone: str
    unknown_button: str
    others: str
    offers: Mapping[QuestionId, str]
    further: str
    waiting: str
    died: str
    never_ready: str
    ended: str


FRENCH = Narration(
    welcome=(
        "Ceci est une démonstration de Guetteur, sans jeton et sans réseau : le vrai bot parle à un faux Telegram "
        "et lit de faux sites, tous deux sur cette machine. Les réponses et les commentaires y sont inventés.",
        "Essayez : /suivre 12432",
        "Un bouton se presse par son numéro. Ctrl-D ou Ctrl-C pour finir.",
    ),
    starting="Guetteur démarre…",
    ready="Guetteur est prêt.",
    events={
        StoryEvent.ANSWERED: "La réponse à la question {} vient de paraître sur les pages des faux sites.",
        StoryEvent.COMMENTED: "Un commentaire sur la question {} vient de paraître sur le faux NosDéputés.fr.",
    },
    edited="modifié",
    more="… (+ {} lignes)",
    bytes="octets",
    notice="notification",
    opens="Ce bouton ouvre {}",
    copies="Ce bouton copie ce texte : {}",
    keys="Au lieu du clavier Telegram montrerait ces touches : {}. Elles ouvrent la liste des canaux et des groupes "
    "que l'on administre ; la démonstration n'en a pas.",
    gone="Ce bouton n'est plus là.",
    unknown_button="Il n'y a pas de bouton {}.",
    others="D'autres questions de la démonstration :",
    offers={
        HEALTH_DATA.id: "/suivre 12432 (données de santé : une réponse et un commentaire viendront)",
        NIGHT_TRAINS.id: "/suivre 2001 (trains de nuit : une réponse viendra)",
        MAYORS_CLERKS.id: "/suivre S05636 (secrétaires de mairie, au Sénat : une réponse viendra)",
        SWIFTS.id: "/etat 1001 (nids de martinets : elle a sa réponse)",
        PAPER_FORMS.id: "/etat 15/30303 (formulaires sur papier : close sans réponse)",
    },
    further="Et aussi : /liste, /chercher martinets, /veille trains, /bilan, /reglages, /exporter, /flux, /aide",
    waiting="Guetteur veille ; attendons la suite…",
    died="Guetteur s'est arrêté. Ses derniers mots :",
    never_ready="Guetteur n'a pas démarré à temps. Ses derniers mots :",
    ended="Fin de la démonstration.",
)

ENGLISH = Narration(
    welcome=(
        "This is a demonstration of Guetteur, with no token and no network: the real bot talks to a stand-in Telegram "
        "and reads stand-in sites, both on this machine. The answers and the comments in it are invented.",
        "Try: /follow 12432",
        "A button is pressed by its number. Ctrl-D or Ctrl-C to end.",
    ),
    starting="Guetteur is starting…",
    ready="Guetteur is ready.",
    events={
        StoryEvent.ANSWERED: "The answer to question {} has just been published on the stand-in sites.",
        StoryEvent.COMMENTED: "A comment on question {} has just been published on the stand-in NosDéputés.fr.",
    },
    edited="edited",
    more="… (+ {} lines)",
    bytes="bytes",
    notice="notice",
    opens="This button opens {}",
    copies="This button copies this text: {}",
    keys="In place of the keyboard Telegram would show these keys: {}. They open the list of the channels and groups "
    "that one administers; the demonstration has none.",
    gone="That button is no longer there.",
    unknown_button="There is no button {}.",
    others="Other questions of the demonstration:",
    offers={
        HEALTH_DATA.id: "/follow 12432 (health data: an answer and a comment will come)",
        NIGHT_TRAINS.id: "/follow 2001 (night trains: an answer will come)",
        MAYORS_CLERKS.id: "/follow S05636 (mayors' clerks, in the Sénat: an answer will come)",
        SWIFTS.id: "/status 1001 (nests of swifts: it has its answer)",
        PAPER_FORMS.id: "/status 15/30303 (paper forms: closed without an answer)",
    },
    further="And also: /list, /search martinets, /watch trains, /figures, /settings, /export, /feed, /help",
    waiting="Guetteur is watching; let us wait for what comes…",
    died="Guetteur has stopped. Its last words:",
    never_ready="Guetteur did not start in time. Its last words:",
    ended="End of the demonstration.",
)


def language_of(environ: Mapping[str, str]) -> str:
    """The language to use: French, unless the terminal is set to English."""
    return "en" if (environ.get("LC_ALL") or environ.get("LANG") or "").startswith("en") else "fr"


def narration(language: str) -> Narration:
    return ENGLISH if language == "en" else FRENCH
