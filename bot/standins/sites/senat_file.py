"""The Sénat's file of the questions of the last twelve months, made up in the real one's shape.

The header, the encoding, the shapes of numbers, references and addresses, and two sorts are those of the real file.
Made up are the people, the titles, the shares of the natures and sorts, the wordings of the other sorts, and how a cell
with a semicolon, a quote or a line end is written: as in RFC 4180. Dates are as one program that reads the file says
that they are.
"""

import csv
import io
import random
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from bot.standins.sites.serving import CSV, Clock, DatedFile, Served, utc_now


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

WEEKS = 52
MOST_NUMBERS = 160
"""Numbers that the natures share in a week; the real ones count each nature by itself."""

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

    The same seed gives the same questions: those of one week are in the files of a year, and get on from one to the
    next.
    """
    last = today - timedelta(days=(today.weekday() - THURSDAY) % 7)
    people = _senators(seed)
    rows: list[Row] = []
    for week in range(WEEKS):
        day = last - timedelta(weeks=WEEKS - 1 - week)
        fewer = count * week // WEEKS
        rows += [_row(number, day, last, people, seed) for number in range(count * (week + 1) // WEEKS - fewer)]
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


class SenateFile:
    """The file as a site serves it: its rows by their references, in this order; `instead` is served in its place.

    The `clock` dates it.
    """

    def __init__(self, clock: Clock = utc_now) -> None:
        self._rows: dict[str, Row] = {}
        self._file = DatedFile(clock)
        self._instead: bytes | None = None
        self._is_made = False

    def put(self, *rows: Row) -> None:
        """Put rows into the file, or others in the place of those with the same reference."""
        self._rows |= {row["Référence"]: row for row in rows}
        self._is_made = False

    def change(self, reference: str, **cells: str) -> None:
        """Change cells of a row. Raises KeyError where there is none."""
        self.put(self._rows[reference] | cells)

    def remove(self, *references: str) -> None:
        """Take rows out of the file."""
        for each in references:
            del self._rows[each]
        self._is_made = False

    def serve(self, content: bytes | None) -> None:
        """Serve these bytes as the file, or with None its rows again."""
        self._instead, self._is_made = content, False

    @property
    def edition(self) -> Served | None:
        """The file as it is served now, to be served again by `go_back`; None where it has no rows."""
        if self._instead is None and not self._rows:
            return None
        if not self._is_made:
            self._file.replaced_by(written(self._rows.values()) if self._instead is None else self._instead, CSV)
            self._is_made = True
        return self._file.served

    def go_back(self, edition: Served) -> None:
        """Serve an earlier edition with its own date, as a stale cache does."""
        self._file.served, self._is_made = edition, True


@lru_cache(maxsize=4)
def _senators(seed: int) -> list[Row]:
    chance = random.Random(seed)
    return [_senator(number, chance) for number in range(SENATORS)]


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


def _row(number: int, day: date, last: date, people: list[Row], seed: int) -> Row:
    """The question of that number in the week's issue, as it stands after the `last` issue."""
    chance = random.Random(f"{seed}:{day}:{number}")
    row = _question(number, day, chance) | chance.choice(people)
    if row["Nature"] == "QE" and chance.random() < 0.05:
        weeks = timedelta(weeks=chance.randrange(10, 40))
        earlier = chance.randrange(MOST_NUMBERS)
        reminded = _question(earlier, day - weeks, random.Random(f"{seed}:{day - weeks}:{earlier}"))
        row |= {"Référence de la question rappelée": reminded["Référence"], "Titre": reminded["Titre"]}
    _tell_state(row, day, last, chance)
    return row


def _question(number: int, day: date, chance: random.Random) -> Row:
    nature = chance.choices(list(NATURES), [share for _, share in NATURES.values()])[0]
    so_far = day.toordinal() // 7 * MOST_NUMBERS + number
    return named(nature, 1 + so_far % (99_999 if nature == "QE" else 9_999), day) | {
        "Sort": "En cours",
        "Titre": chance.choice(SUBJECTS),
        "Ministère de dépôt": chance.choice(MINISTRIES),
        "Thème(s)": chance.choice(THEMES),
        "Thème QC": "Questions d'actualité" if nature == "QC" else "",
    }


def _tell_state(row: Row, day: date, last: date, chance: random.Random) -> None:
    """Let the question be transmitted, answered or closed, if that was no later than the `last` issue."""
    ministry = row["Ministère de dépôt"]
    moved, other = day + timedelta(weeks=chance.randrange(1, 10)), chance.choice(MINISTRIES)
    if row["Nature"] == "QE" and chance.random() < 0.06 and moved <= last:
        ministry = other
        row |= {"Date de transmission": moved.isoformat(), "Ministère de transmission": ministry}
    ended = day if row["Nature"] == "QG" else day + timedelta(weeks=chance.randrange(4, 60))
    closed = chance.choice(["Retirée", "Caduque", "Rappelée"]) if chance.random() < 0.06 else None
    if ended > last:
        return
    if closed and row["Nature"] == "QE":
        row["Sort"] = closed
    else:
        row |= {"Sort": "Réponse reçue", "Ministère de réponse": ministry, "Date de réponse JO": ended.isoformat()}
