"""Brings the forms of a French word under one stem: "hôpital" and "hôpitaux", "infirmier" and "infirmières".

Words come here without accents: with them Snowball's French stemmer brings "données" and "don d'organes" under one
stem, and people leave accents out on a phone. Without accents it misses endings that it knows by their accents ("-ée",
"-ière"), so those are made one first. A stem is a key: it is indexed and compared, and never shown.
"""

import re
from functools import lru_cache
from threading import Lock

import Stemmer

VERSION = 2
"""Raised with every change by which a word gets another stem: whatever is indexed by stems is made anew then."""

LONGEST = 40
"""Letters of a word that count. The longest of everyday French, "anticonstitutionnellement", has 25."""

_EXCEPTIONS = (
    # One word for two things that have nothing to do with each other.
    ("mere", "mere meres"),  # mothers, not the sea ("mer")
    ("annee", "annee annees"),  # years, not Anne
    ("marie", "marie"),  # the name, not a pond ("mare")
    ("armee", "armee armees"),  # armies, not weapons ("arme")
    ("donnee", "donnee donnees"),  # data, not gifts ("don")
    ("data", "data"),  # as in "health data hub", not a date, which every text has
    ("duree", "duree durees"),  # how long, not how hard ("dur")
    ("vendee", "vendee"),  # the département, not to sell ("vendre")
    ("portee", "portee portees"),  # reach, not doors ("porte")
    ("porte", "porte portes"),  # doors, not harbours ("port")
    ("maree", "maree marees"),  # tides, not ponds ("mare")
    ("retraite", "retraite retraites"),  # pensions, not "retrait-gonflement des argiles"
    ("retraite", "retraitee retraitees"),  # and those who draw them
    ("organisme", "organisme organismes"),  # bodies that manage something, not "don d'organes"
    ("organique", "organique organiques"),  # "loi organique"
    ("directive", "directive directives"),  # the European Union's, not "direct"
    ("direction", "direction directions"),  # of an administration, not "direct"
    ("collecte", "collecte collectes"),  # of waste or blood, not "collectif"
    ("commune", "commune communes"),  # towns, not "transports en commun"
    ("cours", "cours"),  # lessons and rivers, not "Cour des comptes"
    ("course", "course courses"),  # races
    ("stationnement", "stationnement stationnements"),  # parking, not "station"
    ("parti", "parti partis"),  # political, not "part"
    ("partie", "partie parties"),  # of a whole
    ("assurance", "assurance assurances"),  # ministers "assurent" in every text
    ("urgence", "urgence urgences"),  # of hospitals, not "urgent"
    ("competence", "competence competences"),  # of a commune, not "services compétents"
    ("attente", "attente attentes"),  # waiting, not the "attention" that every question draws
    ("note", "note notes"),  # marks, not "notamment"
    ("dons", "don dons"),  # gifts, not "donner", which every text does
    ("important", "important importants importante importantes importance"),  # not imports
    ("traitement", "traitement traitements"),  # of a disease, not to treat of something
    ("etablissement", "etablissement etablissements"),  # schools and hospitals, not "établir"
    ("equipement", "equipement equipements"),  # not "équipe"
    ("departement", "departement departements"),  # not "départ"
    ("reglement", "reglement reglements reglementation reglementations"),  # not "régler" a matter
    ("dependance", "dependance dependances"),  # of the old, not "dépend"
    ("parlement", "parlement parlements"),  # not "parler"
    ("loyer", "loyer loyers"),  # rents, not "loi"
    ("foyer", "foyer foyers"),  # homes, not faith ("foi")
    ("droite", "droite droites"),  # the right, not rights
    ("visa", "visa visas"),  # not "viser"
    ("petition", "petition petitions"),  # not "petite"
    ("gaza", "gaza"),  # the strip, not gas
    ("mali", "mali"),  # the country, not what is bad ("mal")
    ("roms", "rom roms"),  # the people, not Rome
    ("seine", "seine"),  # the river, not "au sein de", which every text has
    ("garde", "garde gardes"),  # keeping and keepers, not the Gard
    ("jura", "jura"),  # the département, not to swear ("jurer")
    ("golfe", "golfe golfes"),  # of Gascony, not golf
    ("taxi", "taxi taxis"),  # not taxes
    ("courant", "courant courants courante courantes"),  # electricity, not "Cour des comptes"
    ("opera", "opera operas"),  # the house, not "opération"
    ("cafe", "cafe cafes"),  # what people drink, not the "CAF"
    ("pluie", "pluie pluies"),  # rain, not the "PLUi"
    ("pacs", "pacs"),  # two people's, not the "PAC" of farmers
    ("martinique", "martinique"),  # the island, not a deputy named Martin
    ("pays", "pays"),  # countries, not to pay
    ("fraise", "fraise fraises"),  # the fruit, not "frais"
    ("francais", "francais francaise francaises"),  # the French
    ("france", "france"),  # their country, not francs
    ("cnrs", "cnrs"),  # research, not the "CNR"
    ("sdis", "sdis"),  # firemen; no plural
    # "Travaux" is the plural of "travail" and means works: the stemmer keeps the two apart, and so they stay.
    # Two forms of one word that no ending shows.
    ("public", "public publics publique publiques"),
    ("laic", "laic laics laique laiques"),
    ("petit", "petit petits petite petites"),
    ("nouveau", "nouveau nouveaux nouvel nouvelle nouvelles"),
    ("bail", "bail baux"),
    ("vitrail", "vitrail vitraux"),
    ("oeil", "oeil yeux"),
    ("chercheur", "chercheur chercheurs chercheuse chercheuses"),
    ("eleveur", "eleveur eleveurs eleveuse eleveuses"),
    ("travailleur", "travailleur travailleurs travailleuse travailleuses"),
    # Plurals in "-x" of nouns; the stemmer takes them for adjectives such as "coûteux".
    ("jeu", "jeux"),
    ("enjeu", "enjeux"),
    ("lieu", "lieux"),
    ("milieu", "milieux"),
    ("feu", "feux"),
    ("voeu", "voeux"),
    ("aveu", "aveux"),
    ("neveu", "neveux"),
    ("pieu", "pieux"),
    ("essieu", "essieux"),
    ("chou", "choux"),
    ("genou", "genoux"),
    ("caillou", "cailloux"),
)
"""Each stem that the rules get wrong, its words, and the reason; a short list, read by a person."""

EXCEPTIONS = {word: stem for stem, words in _EXCEPTIONS for word in words.split()}

STOP_WORDS = frozenset(
    {
        *("a", "au", "aux", "avec", "chez", "d", "dans", "de", "des", "du", "en", "entre", "par", "pour", "sur"),
        *("et", "ou", "ni", "mais", "donc", "car", "que", "qui", "quoi", "dont", "si", "comme", "quand", "afin"),
        *("le", "la", "les", "un", "une", "ce", "cet", "cette", "ces", "cela", "ceci", "ca", "celui", "celle"),
        *("ceux", "celles", "quel", "quelle", "quels", "quelles", "quelqu", "jusqu", "lorsqu", "lorsque", "puisqu"),
        *("puisque", "quoiqu", "quoique", "presqu", "presque", "qu", "jusque", "parce", "ainsi", "alors", "aussi"),
        *("je", "tu", "il", "elle", "ils", "elles", "on", "nous", "vous", "lui", "leur", "leurs", "se", "me", "te"),
        *("moi", "toi", "soi", "son", "sa", "ses", "mon", "ma", "mes", "ton", "ta", "tes", "notre", "nos", "votre"),
        *("vos", "ne", "pas", "plus", "tres", "fois", "tout", "toute", "tous", "toutes", "meme", "memes"),
        *("est", "sont", "etait", "etaient", "ete", "etre", "sera", "seront", "serait", "soit", "ont", "avait"),
        *("avoir", "ayant", "aura", "auront", "lors", "aujourdhui", "mm", "mme", "mmes"),
    }
)
"""Words that say nothing alone. "Sans", "non", "hors", "sous", "contre" and "outre" are none: they turn a meaning.

"Ete" is the verb more often than the summer, "est" the verb more often than the east: in quotes they count.
"""

_ORDINAL = re.compile(r"([0-9]+)(?:ers?|i?eres?|res?|i?emes?|es?|nde?s?)")
_stemmer = Stemmer.Stemmer("french", 0)
_one_at_a_time = Lock()  # a stemmer must not be used by two threads at once


def says_something(word: str) -> bool:
    """Whether a folded word tells one text from another: it is no stop word, and no single letter."""
    return word not in STOP_WORDS and (len(word) > 1 or word.isdigit())


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The stem of a folded word (see `bot.core.words`): at most `LONGEST` characters, never empty for a word."""
    short = word[:LONGEST]
    if short.isdigit():
        return short
    if short[:1].isdigit() and (ordinal := _ORDINAL.fullmatch(short)):
        return f"{ordinal[1]}e"
    if (known := EXCEPTIONS.get(short)) is not None:
        return known
    with _one_at_a_time:
        found: str = _stemmer.stemWord(_one_ending(short))
    return f"{found[:-1]}f" if found.endswith("iv") else found  # "actif" and "active"


def _one_ending(word: str) -> str:
    """The word with one ending for what Snowball tells apart without accents, and without the plural's "s".

    "Lois", "élus", "emplois", "photos", "cancers"; "Française"; "employée"; "étrangère"; "agricultrice".
    """
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    for ending, other in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return EXCEPTIONS.get(whole := word[: -len(ending)] + other, whole)
    return word


_ENDINGS = (("ee", "e"), ("ere", "er"), ("trice", "teur"), ("aise", "ai"), ("oise", "oi"))
