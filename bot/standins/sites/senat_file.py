"""The Sénat's file of the questions of the last twelve months, made up in the real one's shape.

The header, the encoding, the shapes of numbers, references and addresses, and two sorts are those of the real file.
Made up are the people, the titles, the shares of the natures and sorts, the wordings of the other sorts, and how a cell
with a semicolon, a quote or a line end is written: as in RFC 4180. Dates are as one program that reads the file says
that they are.
"""

import csv
import io
import random
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta


def _listed(names: str, sign: str = "|") -> list[str]:
    return names.split(sign)


HEADER = _listed(
    "Sort;Nature;Numéro;Référence;Titre;Nom;Prénom;Civilité;Circonscription;Groupe;Type Appartenance;"
    "Date de publication JO;Ministère de dépôt;Date de transmission;Ministère de transmission;"
    "Ministère de réponse;Date de réponse JO;Référence de la question rappelée;Thème(s);Thème QC;URL Question",
    ";",
)

Row = dict[str, str]
"""The cells of one row by their columns; a column that is left out is an empty cell."""

SENATORS = 348
THURSDAY = 3
ROWS_OF_A_YEAR = 8_000
NATURES = {"QE": ("", 82), "QOSD": ("S", 9), "QG": ("G", 8), "QC": ("C", 1)}
"""The letter of the number, and the share of a hundred."""

FIRST_NUMBER = {"QE": 4_200, "QOSD": 400, "QG": 300, "QC": 10}
FIRST_NAMES = _listed(
    "Aline|Amélie|Anne-Lise|Aurore|Béatrice|Capucine|Delphine|Élodie|Fabienne|Hélène|Irène|Jocelyne|Léontine|"
    "Marie-Ange|Nadège|Odile|Pauline|Sabine|Solange|Yaël|Achille|Alban|Benoît|Cédric|Édouard|Fabien|"
    "François-Noël|Gérald|Hervé|Jean-Louis|Jean-Marc|Loïc|Maël|Olivier|Raphaël|Rémi|Théophile|Vincent|Yves|Marie"
)
WOMEN = 20
"""The first so many of the first names are women's."""

SURNAMES = _listed(
    "ABEILLE|BELLEGARDE|CHAMPÊTRE|DE LA GRANGE|DE MONTRIEUX|DU VERGER|D'HAUTEFEUILLE|ESTRAN|FONTENOY|GARANCE|"
    "LE GOFFIC|LA RIVIÈRE|L'HERMINE|MÉTAYER|NOISETTE|OLLIVET|PRÉ-SAINT-JEAN|QUÉMÉNER|ROSERAIE|SAULE|TILLEUL|"
    "VAUBRUN|WEISS-KELLER|DES ORMEAUX|CŒURDEROY|ÎLE-BOUCHARD|HAŸ|BLÉ|CHÊNE|DELORME|ÉRABLE|FRÊNE|GENÊT|HOUX|IRIS"
)
CONSTITUENCIES = _listed(
    "Ain|Alpes-Maritimes|Bouches-du-Rhône|Côtes-d'Armor|Eure|Finistère|Français établis hors de France|Gironde|"
    "Guadeloupe|Haute-Savoie|Hérault|Ille-et-Vilaine|La Réunion|Loire-Atlantique|Moselle|Nord|Orne|Paris|"
    "Polynésie française|Puy-de-Dôme|Saône-et-Loire|Territoire de Belfort|Val-d'Oise|Val-de-Marne|Vendée"
)
GROUPS = ("Les Républicains", "SER", "UC", "RDPI", "CRCE-K", "Les Indépendants", "GEST", "RDSE", "NI")
MINISTRIES = (
    "Premier ministre",
    "Intérieur",
    "Justice",
    "Armées et anciens combattants",
    "Agriculture, agro-alimentaire et souveraineté alimentaire",
    "Aménagement du territoire et décentralisation",
    "Transition écologique, biodiversité et négociations internationales sur le climat et la nature",
    "Santé, familles, autonomie et personnes handicapées",
    "Économie, finances et souveraineté industrielle, énergétique et numérique",
    "Éducation nationale",
    "Enseignement supérieur, recherche et espace",
    "Europe et affaires étrangères",
    "Travail et solidarités",
    "Culture",
    "Outre-mer",
    "Sports, jeunesse et vie associative",
    "Ville et Logement",
    "Transports",
    "Petites et moyennes entreprises, commerce, artisanat, tourisme et pouvoir d'achat",
    "Action et comptes publics",
    "Autonomie et personnes handicapées",
    "Ruralité",
)
SUBJECTS = (
    "Difficultés de recrutement des secrétaires de mairie",
    "Avenir des lignes ferroviaires de desserte fine du territoire",
    "Conditions d'éligibilité au dispositif \"Ma prime rénov'\"",
    "Prise en charge de l’obésité par l’assurance maladie",
    "Fiscalité locale ; compensation de la taxe d'habitation",
    '"Pass Culture" : conséquences de la réforme pour les librairies',
    "Déserts médicaux dans les zones de revitalisation rurale",
    "Reconnaissance des accidentés du bitume en tant que victimes",
    "Délais d'instruction des dossiers de naturalisation\nen préfecture",
    "Sécurité des élus & protection fonctionnelle",
    "Transfert de la compétence « eau et assainissement »",
    "Œuvres sociales des départements – coût pour les budgets",
    "Hausse des coûts de l’énergie pour les communes",
    "Lutte contre le frelon asiatique à pattes jaunes",
    "Statut des accompagnants d'élèves en situation de handicap",
)
THEMES = ("Collectivités territoriales", "Questions sociales et santé", "Économie et finances, fiscalité", "Énergie")


def made_rows(today: date, count: int = ROWS_OF_A_YEAR, seed: int = 1) -> list[Row]:
    """The rows of a file of `today`: questions of the last twelve months, of all natures, the oldest first.

    The same seed gives the same questions on every day of a week.
    """
    chance = random.Random(seed)
    people = [_senator(number, chance) for number in range(SENATORS)]
    last = today - timedelta(days=(today.weekday() - THURSDAY) % 7)
    weeks = [last - timedelta(weeks=week) for week in range(51, -1, -1)]
    numbers: Counter[str] = Counter()
    rows: list[Row] = []
    for at in range(count):
        day = weeks[at * len(weeks) // count]
        nature = chance.choices(list(NATURES), [share for _, share in NATURES.values()])[0]
        numbers[nature] += 1
        row = _question(nature, FIRST_NUMBER[nature] + numbers[nature], day, chance)
        row |= chance.choice(people)
        _tell_state(row, day, last, chance)
        if nature == "QE" and rows and chance.random() < 0.05:
            reminded = chance.choice(rows)
            row |= {"Référence de la question rappelée": reminded["Référence"], "Titre": reminded["Titre"]}
        rows.append(row)
    return rows


def written(
    rows: Iterable[Row], encoding: str = "windows-1252", line_end: str = "\r\n", header: Iterable[str] = HEADER
) -> bytes:
    """The bytes of the file. The real one is said to be in ISO-8859-1; its apostrophes are windows-1252's."""
    out = io.StringIO()
    writer = csv.DictWriter(
        out, list(header), restval="", extrasaction="ignore", delimiter=";", lineterminator=line_end
    )
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode(encoding, "replace")


def named(nature: str, number: int, published: date) -> Row:
    """The cells that name a question: nature, number, reference and address."""
    letter, _ = NATURES[nature]
    shown = f"{number:04}{letter}" if letter else f"{number:05}"
    reference = f"SEQ{published:%y%m}{shown}"
    return {
        "Nature": nature,
        "Numéro": shown,
        "Référence": reference,
        "Date de publication JO": published.isoformat(),
        "URL Question": f"http://www.senat.fr/questions/base/{published.year}/q{reference}.html",
    }


def _senator(number: int, chance: random.Random) -> Row:
    first = number % len(FIRST_NAMES)
    surname = SURNAMES[number // len(FIRST_NAMES) * 4 % len(SURNAMES)]
    other = SURNAMES[number * 7 % len(SURNAMES)]
    return {
        "Nom": surname if number % 3 else f"{surname}-{other}" if " " not in surname + other else other,
        "Prénom": FIRST_NAMES[first],
        "Civilité": "Mme" if first < WOMEN else "M.",
        "Circonscription": chance.choice(CONSTITUENCIES),
        "Groupe": chance.choice(GROUPS),
        "Type Appartenance": chance.choices(["", "A", "R"], [90, 6, 4])[0],
    }


def _question(nature: str, number: int, day: date, chance: random.Random) -> Row:
    return named(nature, number, day) | {
        "Sort": "En cours",
        "Titre": chance.choice(SUBJECTS),
        "Ministère de dépôt": chance.choice(MINISTRIES),
        "Thème(s)": chance.choice(THEMES),
        "Thème QC": "Questions d'actualité" if nature == "QC" else "",
    }


def _tell_state(row: Row, day: date, last: date, chance: random.Random) -> None:
    """Let the question be transmitted, answered or closed, no later than the `last` issue."""
    ministry = row["Ministère de dépôt"]
    if row["Nature"] == "QE" and chance.random() < 0.06:
        moved = day + timedelta(weeks=chance.randrange(1, 10))
        if moved <= last:
            ministry = chance.choice(MINISTRIES)
            row |= {"Date de transmission": moved.isoformat(), "Ministère de transmission": ministry}
    answered = day if row["Nature"] == "QG" else day + timedelta(weeks=chance.randrange(4, 60))
    if answered <= last:
        row |= {"Sort": "Réponse reçue", "Ministère de réponse": ministry, "Date de réponse JO": answered.isoformat()}
    elif chance.random() < 0.08:
        row["Sort"] = chance.choice(["Retirée", "Caduque", "Rappelée"])
