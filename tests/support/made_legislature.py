"""A made-up legislature of the real one's size and mess, of which it is known what each of its questions is.

The names of ministries are real ones of seven governments, each with the rows of the league to which it belongs, as
somebody who reads them would say. Questions come out on Tuesdays, in waves; some of their days are missing, or cannot
be. There are moves, signallings and renewals, ends of each kind, answers on the day of the question and on either side
of the term's end, two deputies of one name, rubrics of which one has the words of another, and records without an
author, a group, a rubric or a ministry.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from bot.core.deputy import Deputy
from bot.core.question import Answer, Attribution, Closing, Question, QuestionId
from tests.support.recount import last_day

AS_OF = date(2026, 11, 24)
SIXTEENTH_ENDS = date(2024, 6, 11)
SIZES = {17: 18_400, 16: 1_500}

MINISTRIES: dict[str, tuple[str, ...]] = {
    "Intérieur": ("Intérieur",),
    "Intérieur et outre-mer": ("Intérieur", "Outre-mer"),
    "Outre-mer": ("Outre-mer",),
    "Citoyenneté et ville": ("Intérieur", "Logement et ville"),
    "Santé et prévention": ("Santé",),
    "Santé et accès aux soins": ("Santé",),
    "Travail, santé et solidarités": ("Travail", "Santé", "Solidarités"),
    "Travail et emploi": ("Travail",),
    "Éducation nationale et jeunesse": ("Éducation nationale", "Jeunesse et sports"),
    "Éducation nationale": ("Éducation nationale",),
    "Armées": ("Armées et anciens combattants",),
    "Armées et anciens combattants": ("Armées et anciens combattants",),
    "Justice": ("Justice",),
    "Culture": ("Culture",),
    "Transition écologique et cohésion des territoires": ("Écologie", "Territoires"),
    "Transition écologique": ("Écologie",),
    "Économie, finances, souveraineté industrielle et numérique": (
        "Économie et finances",
        "Industrie",
        "Numérique",
    ),
    "Commerce, artisanat, PME, économie sociale et solidaire": ("Commerce et artisanat",),
    "Mer et pêche": ("Mer et pêche",),
    "Premier ministre": ("Premier ministre",),
    "Affaires de l’au-delà": ("Affaires de l’au-delà",),
    "Affaires de l'au-delà": ("Affaires de l’au-delà",),
    "Affaires\N{NO-BREAK SPACE}de l’au-delà": ("Affaires de l’au-delà",),
    "Porte-parole du Gouvernement": ("Relations avec le Parlement",),
}
"""Those of no family are one, however its spaces and apostrophes are written."""

FEW = "Porte-parole du Gouvernement"
"""So few of its questions are judged that they tell nothing."""

GROUPS = {
    "Rassemblement National": "RN",
    "Droite Républicaine": "LR",
    "Socialistes et apparentés": "SOC",
    "La France insoumise - Nouveau Front Populaire": "LFI",
    "Écologiste et Social": "ECO",
    "Non inscrit": "NI",
}
RUBRICS = ("santé", "logement", "logement : aides et prêts", "eau et assainissement", "animaux", "transports routiers")
HOMONYMS = ("PA9001", "PA9002")
DEPUTIES = [
    *(
        Deputy(f"PA{each}", f"Mme Odile Exemple{chr(97 + each % 26)}{chr(97 + each // 26)}", "Nord")
        for each in range(575)
    ),
    Deputy("PA9001", "Mme Béatrice Descamps", "Nord"),
    Deputy("PA9002", "Mme Béatrice Descamps", "Vendée"),
]
PHRASE = "recul du trait de côte"


@dataclass(frozen=True, slots=True)
class Made:
    """A question, and what was put into its texts: of dikes, and the phrase in its order."""

    question: Question
    on_dikes: bool
    with_phrase: bool


def legislature(number: int, seed: int = 1, size: int | None = None) -> list[Made]:
    """The questions of the 16th or of the 17th legislature, the same ones for the same seed."""
    chance = Random(seed * 100 + number)
    return [
        _made(chance, QuestionId.of_legislature(number, each), day)
        for each, day in _days(chance, number, size or SIZES[number])
    ]


def _days(chance: Random, number: int, size: int) -> Iterator[tuple[int, date]]:
    """The numbers, and the Tuesdays on which they came out: few in a summer, many in an autumn."""
    last = AS_OF if number == 17 else SIXTEENTH_ENDS
    issues = [last - timedelta(weeks=each) for each in range(122)][::-1]
    weights = [0.2 if day.month == 8 else 2.0 if day.month in (10, 11) else 1.0 for day in issues]
    yield from enumerate(sorted(chance.choices(issues, weights, k=size)), 1)


def _made(chance: Random, id: QuestionId, day: date) -> Made:
    asked = _asked(chance, day)
    author = chance.choice(DEPUTIES)
    on_dikes, with_phrase = chance.random() < 0.03, chance.random() < 0.01
    text = "appelle l’attention de M. le ministre sur la vie des communes."
    if with_phrase:
        text += f" Il s’agit du {PHRASE}."
    elif chance.random() < 0.005:
        text += " La côte recule, et le trait du recul est un trait de plume."
    known = Question(
        id,
        author=f"Mme Béatrice Descamps ({author.constituency})" if author.reference in HOMONYMS else author.name,
        author_ref=author.reference,
        group=chance.choice(list(GROUPS)) if chance.random() < 0.98 else None,
        subject="entretien des digues" if on_dikes else "vie des communes",
        rubric=chance.choice(RUBRICS) if chance.random() < 0.98 else None,
        asked=asked,
        text=text,
        signalled=_some_days(chance, asked, 0.05, 70),
        renewals=_some_days(chance, asked, 0.1, 95),
    )
    known = _ended(chance, _given(chance, known, day), day)
    return Made(known, on_dikes, with_phrase)


def _asked(chance: Random, day: date) -> date | None:
    """The day of its publication as the record says: rarely none, another weekday's, or one that is still to come."""
    luck = chance.random()
    if luck < 0.003:
        return None
    if luck < 0.004:
        return AS_OF + timedelta(days=chance.randint(1, 400))
    if luck < 0.02:
        return min(day + timedelta(days=chance.randint(0, 6)), AS_OF)
    return day


def _some_days(chance: Random, asked: date | None, likelihood: float, after: int) -> tuple[date | None, ...]:
    if asked is None or chance.random() > likelihood:
        return ()
    return tuple(chance.choice((None, asked + timedelta(days=after * each))) for each in range(-1, 2))


def _given(chance: Random, question: Question, day: date) -> Question:
    """The ministries that had it: one in six questions moves, some go round and come back."""
    if chance.random() < 0.004:
        return question
    names = [name for name in MINISTRIES if name != FEW]
    weights = [1 / (place + 1) for place in range(len(names))]
    given = chance.choices(names, weights, k=1)
    while chance.random() < 0.17:
        given.append(chance.choice(names))
    if question.id.number % 1_200 == 7:
        given.append(FEW)
    moves = tuple(Attribution(name, day + timedelta(days=20 * each)) for each, name in enumerate(given))
    return replace(question, asked_ministry=given[0], ministry=given[-1], attributions=moves)


def _ended(chance: Random, question: Question, day: date) -> Question:
    """What became of it."""
    term = last_day(question.asked or day)
    luck = chance.random()
    on: date | None = day + timedelta(weeks=max(0, round(chance.lognormvariate(2.7, 0.7))))
    if luck < 0.01:
        on = None
    elif luck < 0.02:
        on = day - timedelta(days=chance.randint(1, 60))
    elif luck < 0.025:
        on = AS_OF + timedelta(days=chance.randint(1, 60))
    elif luck < 0.05:
        on = term + timedelta(days=chance.choice((-1, 0, 0, 1, 1)))
    elif luck < 0.06:
        on = question.asked
    last = AS_OF if question.id.series == 17 else SIXTEENTH_ENDS
    if chance.random() < 0.66 and (luck < 0.06 or (on is not None and on <= last)):
        return replace(question, answer=Answer(on, "Une réponse."))
    if question.id.series == 16:
        return replace(question, closing=Closing("Fin de mandat", SIXTEENTH_ENDS))
    if chance.random() < 0.12:
        return replace(question, closing=Closing(chance.choice(("Retrait", "Caducité", None)), on))
    return question
