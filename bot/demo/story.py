"""The demo's story: a few invented questions, and what happens to them soon after somebody follows one.

The question of M. Juvin exists; its text here, its answer and its comment are invented. All other questions are
invented altogether.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from bot.core.question import Answer, Closing, Comment, Question, QuestionId
from bot.core.source import Source
from bot.standins.sites.senat_file import Row, named
from bot.standins.sites.server import StandInSites

ANSWER_SECONDS = 4.0
COMMENT_SECONDS = 4.0

HEALTH_DATA = Question(
    QuestionId.of_legislature(16, 12432),
    author="M. Philippe Juvin",
    group="Les Républicains",
    subject="Hébergement de la plateforme des données de santé",
    rubric="santé",
    asked_ministry="Santé et prévention",
    ministry="Santé et prévention",
    asked=date(2023, 10, 24),
    text=(
        "M. Philippe Juvin appelle l'attention de M. le ministre de la santé et de la prévention sur l'endroit où sont "
        "gardées les données de la plateforme des données de santé (le « health data hub »). Elles ont été confiées "
        "sans appel d'offres à une entreprise américaine, et plusieurs organismes s'inquiètent qu'une loi étrangère "
        "puisse un jour en ouvrir l'accès à un autre État.\n\n"
        "Le retour de ces données chez un hébergeur européen, d'abord annoncé sous deux ans, semble sans cesse remis. "
        "Il lui demande à quelle date ce retour aura lieu, qui en suit les étapes, et quelles missions le Gouvernement "
        "entend laisser à la plateforme d'ici là."
    ),
)
HEALTH_DATA_ANSWER = Answer(
    date(2024, 3, 5),
    "La plateforme des données de santé rassemble des données sous une forme qui ne permet pas de reconnaître les "
    "personnes, et n'en ouvre l'accès qu'aux projets de recherche que la Commission nationale de l'informatique et des "
    "libertés (CNIL) a autorisés. Le choix d'un hébergeur certifié, en 2019, répondait à l'urgence de servir les "
    "chercheurs ; le Gouvernement n'a jamais tenu ce choix pour définitif.\n\n"
    "Une mission a comparé en 2023 les offres européennes. Elle conclut que plusieurs d'entre elles suffiront bientôt "
    "aux besoins de la plateforme. Un marché sera donc lancé au cours de l'année, sous l'exigence de la qualification "
    "« SecNumCloud », et le transfert des données suivra par étapes, chacune étant vérifiée par l'Agence nationale de "
    "la sécurité des systèmes d'information.\n\n"
    "Jusque-là, les missions de la plateforme demeurent : tenir le catalogue des bases, instruire les demandes "
    "d'accès, accompagner les équipes de recherche. Un état d'avancement sera rendu public tous les six mois et remis "
    "aux commissions compétentes du Parlement.",
)
HEALTH_DATA_COMMENT = Comment(
    id=41207,
    author="lecteur_attentif (pharmacien)",
    posted=datetime.fromisoformat("2024-03-05T18:42"),
    text=(
        "Enfin un calendrier ! Reste à voir si l'état d'avancement promis tous les six mois sera vraiment publié, "
        "et s'il dira quelles bases ont déjà déménagé."
    ),
)

NIGHT_TRAINS = Question(
    QuestionId.of_legislature(17, 2001),
    author="Mme Hélène Dubreuil",
    group="Groupe de démonstration",
    subject="Trains de nuit vers le Sud-Ouest",
    rubric="transports ferroviaires",
    asked_ministry="Transports",
    ministry="Transports",
    asked=date(2025, 11, 4),
    author_ref="PA900001",
    text=(
        "Mme Hélène Dubreuil interroge M. le ministre des transports sur l'avenir des trains de nuit vers le "
        "Sud-Ouest, dont les voitures ont près de cinquante ans et manquent de plus en plus souvent au départ.\n\n"
        "Elle lui demande quand les voitures neuves seront commandées, et combien il y en aura."
    ),
)
NIGHT_TRAINS_ANSWER = Answer(
    date(2025, 12, 30),
    "Les trains de nuit offrent un service auquel le Gouvernement tient : ils relient des territoires que la grande "
    "vitesse ne dessert pas, et leur fréquentation croît chaque année depuis 2021.\n\n"
    "Un appel d'offres pour des voitures neuves est en cours. Les premières devraient rouler quatre ans après la "
    "commande ; les voitures actuelles seront révisées d'ici là.\n\n"
    "Le nombre de voitures commandées sera connu à l'attribution du marché.",
)

SWIFTS = Question(
    QuestionId.of_legislature(17, 1001),
    author="M. Antoine Ferrandis",
    group="Groupe de démonstration",
    subject="Protection des nids de martinets lors des ravalements",
    rubric="animaux",
    asked_ministry="Transition écologique",
    ministry="Transition écologique",
    asked=date(2025, 3, 11),
    author_ref="PA900002",
    text=(
        "M. Antoine Ferrandis attire l'attention de Mme la ministre de la transition écologique sur les nids de "
        "martinets, que les ravalements de façades bouchent souvent en pleine saison. Il lui demande comment les "
        "entreprises sont informées de leurs obligations."
    ),
    answer=Answer(
        date(2025, 6, 17),
        "Le martinet noir est une espèce protégée : détruire ou boucher un nid occupé est un délit. Un guide destiné "
        "aux entreprises du bâtiment paraîtra avant la prochaine saison, et les mairies le joindront aux "
        "autorisations de travaux.",
    ),
)

PAPER_FORMS = Question(
    QuestionId.of_legislature(15, 30303),
    author="Mme Claire Montagnac",
    group="Groupe de démonstration",
    subject="Formulaires sur papier dans les maisons de services",
    rubric="administration",
    asked_ministry="Action publique",
    ministry="Action publique",
    asked=date(2020, 6, 9),
    text=(
        "Mme Claire Montagnac demande à M. le ministre de l'action publique si les formulaires sur papier resteront "
        "offerts, dans les maisons de services, aux personnes qui n'ont pas d'ordinateur."
    ),
    closing=Closing("Fin de mandat", date(2022, 6, 21)),
)


TODAY = datetime.now(UTC).date()
SENATORS_ROW: Row = named("QE", 5636, TODAY - timedelta(weeks=3)) | {
    "Sort": "En cours",
    "Titre": "Recrutement des secrétaires de mairie",
    "Nom": "MONTAGNAC",
    "Prénom": "Odile",
    "Civilité": "Mme",
    "Circonscription": "Orne",
    "Groupe": "Groupe de démonstration",
    "Ministère de dépôt": "Aménagement du territoire et décentralisation",
    "Thème(s)": "Collectivités territoriales",
}
"""A senator's question that waits, three weeks old: the Sénat's file has no older ones than a year."""

MAYORS_CLERKS = Question(
    QuestionId.parse(f"senat-{SENATORS_ROW['Référence']}"),
    author="Mme MONTAGNAC Odile",
    group="Groupe de démonstration",
    subject="Recrutement des secrétaires de mairie",
    ministry="Aménagement du territoire et décentralisation",
    asked=TODAY - timedelta(weeks=3),
    text=(
        "Mme Odile Montagnac interroge M. le ministre de l'aménagement du territoire et de la décentralisation sur les "
        "petites communes qui cherchent en vain un secrétaire de mairie."
    ),
    constituency="Orne",
)
MAYORS_CLERKS_ANSWER = Answer(
    TODAY,
    "Une formation de six mois, ouverte dans chaque département, prépare désormais au métier. Les communes qui "
    "accueillent un stagiaire sont aidées par l'État.",
)


DEPUTIES = {
    "PA900001": ("Mme", "Hélène", "Dubreuil"),
    "PA900002": ("M.", "Antoine", "Ferrandis"),
}


@dataclass(frozen=True)
class Chapter:
    """The events that will happen to one question."""

    question: QuestionId
    answer: Answer
    comment: Comment | None = None
    in_file: Row = field(default_factory=dict)
    """The cells of its row that the answer changes, of a senator's question."""


CHAPTERS = (
    Chapter(HEALTH_DATA.id, HEALTH_DATA_ANSWER, HEALTH_DATA_COMMENT),
    Chapter(NIGHT_TRAINS.id, NIGHT_TRAINS_ANSWER),
    Chapter(
        MAYORS_CLERKS.id,
        MAYORS_CLERKS_ANSWER,
        in_file={
            "Sort": "Réponse reçue",
            "Ministère de réponse": "Aménagement du territoire et décentralisation",
            "Date de réponse JO": TODAY.isoformat(),
        },
    ),
)


class StoryEvent(StrEnum):
    """A change that the story makes to a question."""

    ANSWERED = "answered"
    COMMENTED = "commented"


@dataclass
class SiteChange:
    """A change that has just been made on the stand-in sites."""

    event: StoryEvent
    question: QuestionId


@dataclass
class Story:
    """Plays each chapter once, from the moment when the person follows its question."""

    sites: StandInSites
    tell: Callable[[SiteChange], None] = lambda told: None
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    begun: list[Chapter] = field(default_factory=list)
    ended: list[Chapter] = field(default_factory=list)

    def set_the_scene(self) -> None:
        """Put the questions on the sites and in the archive. NosDéputés.fr has nothing on the 17th legislature."""
        for question in (HEALTH_DATA, PAPER_FORMS):
            self.sites.publish(question)
        for question in (NIGHT_TRAINS, SWIFTS):
            self.sites.put(question, on=Source.ASSEMBLEE)
            self.sites.record(question)
        self.sites.give_internal_id(HEALTH_DATA.id, 162207)
        self.sites.deputies.update(DEPUTIES)
        self.sites.put(MAYORS_CLERKS)
        self.sites.senate.put(SENATORS_ROW)

    def follow(self, question: QuestionId) -> None:
        """Begin the question's chapter, if it has one, for the person follows it."""
        self.begun += [each for each in CHAPTERS if each.question == question and each not in self.begun]
        self.sites.pulse.beat()

    async def run(self) -> None:
        """Play all chapters, each in its own time."""
        async with asyncio.TaskGroup() as chapters:
            for chapter in CHAPTERS:
                chapters.create_task(self._chapter(chapter))

    async def _chapter(self, chapter: Chapter) -> None:
        await self.sites.pulse.until(lambda: chapter in self.begun)
        await self.sleep(ANSWER_SECONDS)
        self.sites.answer(chapter.question, chapter.answer)
        if chapter.in_file:
            self.sites.senate.change(chapter.question.uid, **chapter.in_file)
        self.tell(SiteChange(StoryEvent.ANSWERED, chapter.question))
        if chapter.comment:
            await self.sleep(COMMENT_SECONDS)
            self.sites.comment(chapter.question, chapter.comment)
            self.tell(SiteChange(StoryEvent.COMMENTED, chapter.question))
        self.ended.append(chapter)
        self.sites.pulse.beat()
