"""How the words of a text are read: what makes no difference, what separates two words, and what says nothing."""

import pytest

from bot.core.stems import EXCEPTIONS, says_something, stem
from bot.core.words import APOSTROPHES, NONE, read, words_of

ONE_WORD = [
    "hôpital hopital HÔPITAL hôpitaux",
    "cheval chevaux",
    "réseau réseaux",
    "loi lois",
    "élu élus élue élues",
    "emploi emplois",
    "délai délais",
    "cancer cancers",
    "photo photos",
    "jeu jeux",
    "lieu lieux",
    "bail baux",
    "petit petite petits petites",
    "œil yeux",
    "donnée données",
    "lycée lycées",
    "infirmier infirmière infirmières",
    "étranger étrangère étrangers",
    "premier première",
    "sportif sportive sportives",
    "actif active",
    "agriculteur agricultrice agricultrices",
    "chercheur chercheuse",
    "employé employée employés employées",
    "handicapé handicapées handicap",
    "privé privée privées",
    "public publique publics publiques",
    "laïc laïque",
    "nouveau nouvelle nouveaux nouvel",
    "français française françaises",
    "chinois chinoises",
    "professionnel professionnelle",
    "européen européenne",
    "dangereux dangereuse",
    "vaccin vaccins vaccination",
    "énergie ÉNERGIES",
    "cœur coeur",
    "1er 1ère 1re",
    "2e 2ème 2nde",
    "retraite retraites retraité retraitées",
]

TWO_THINGS = [
    ("données", "don"),
    ("data", "date"),
    ("armée", "arme"),
    ("mère", "mer"),
    ("Gaza", "gaz"),
    ("Mali", "mal"),
    ("Roms", "Rome"),
    ("Seine", "sein"),
    ("Gard", "garde"),
    ("Jura", "juré"),
    ("golfe", "golf"),
    ("taxi", "taxe"),
    ("courant", "cour"),
    ("opéra", "opération"),
    ("café", "CAF"),
    ("pluie", "PLUi"),
    ("PACS", "PAC"),
    ("retraite", "retrait"),
    ("organe", "organisme"),
    ("directive", "direct"),
    ("directive", "direction"),
    ("commune", "commun"),
    ("cours", "cour"),
    ("porte", "port"),
    ("année", "Anne"),
    ("travail", "travaux"),
    ("attente", "attention"),
    ("note", "notamment"),
    ("don", "donner"),
    ("importations", "important"),
    ("traitement", "traiter"),
    ("établissement", "établi"),
    ("équipement", "équipe"),
    ("département", "départ"),
    ("règlement", "règle"),
    ("dépendance", "dépend"),
    ("parlement", "parler"),
    ("loyer", "loi"),
    ("foyer", "foi"),
    ("droite", "droit"),
    ("visa", "viser"),
    ("pétition", "petite"),
    ("Martinique", "Martin"),
    ("urgence", "urgent"),
    ("assurance", "assurer"),
    ("loup", "louve"),
    ("cnrs", "cnr"),
    ("2e", "2"),
    ("ministre", "ministère"),
]

FOLDED = [
    ("L’entretien d'une digue, jusqu'à l'eau qu'elle retient", "l entretien d une digue jusqu a l eau qu elle retient"),
    ("aujourd'hui prud’hommes O'Brien", "aujourdhui prudhommes obrien"),
    ("Lorsqu'on s'en va, quelqu'un n'a pas c'est-à-dire", "lorsqu on s en va quelqu un n a pas c est a dire"),
    ("covid-19, porte‑parole, aide–soignant", "covid 19 porte parole aide soignant"),
    ("Œuvre ex æquo, ﬁnances", "oeuvre ex aequo finances"),
    ("5G SecNumCloud CO₂ m²", "5g secnumcloud co2 m2"),
    ("le décret n° 2002-65", "le decret 2002 65"),
    ("n°12, N° 12, nº12, № 12, no 12, No. 12, numéro 12, Numero 12", "12 12 12 12 12 12 12 12"),
    ("non 12 piano 12 n 12 no12 12 no", "non 12 piano 12 n 12 no12 12 no"),
    ("2 000 1\u202f234\u00a0567 2.000 30 262", "2000 1234567 2000 30262"),
    ("en 2025 200 communes, 23,30 et 1 23", "en 2025 200 communes 23 30 et 1 23"),
    ("S.N.C.F. R.S.A. M. X. et l'U.E", "sncf rsa m x et l ue"),
    ("R&D, H&M, Dupont & fils", "rd hm dupont fils"),
    ("e\u0301cole\u00ad\u200b\u00a0a\u0300", "ecole a"),
    ("Outre-mer, OUTRE\u2011MER, outre mer, outremer, outre-merci", "outremer outremer outremer outremer outre merci"),
    ("snake_case <em>gras</em>", "snake case em gras em"),
    ("« », … ! ? ’ ' -", ""),
    ("", ""),
]


@pytest.mark.parametrize("forms", ONE_WORD)
def test_the_forms_of_one_word_have_one_stem(forms: str) -> None:
    assert len({stem(word) for word in words_of(forms)}) == 1


@pytest.mark.parametrize(("one", "other"), TWO_THINGS)
def test_two_things_have_two_stems(one: str, other: str) -> None:
    assert stem(*words_of(one)) != stem(*words_of(other))


@pytest.mark.parametrize(("text", "words"), FOLDED)
def test_the_words_of_a_text_in_order(text: str, words: str) -> None:
    assert " ".join(words_of(text)) == words


@pytest.mark.parametrize("apostrophe", APOSTROPHES)
def test_every_kind_of_apostrophe_is_one(apostrophe: str) -> None:
    assert words_of(f"l{apostrophe}eau des prud{apostrophe}hommes") == ("l", "eau", "des", "prudhommes")


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("La santé de tous", {"sant"}),
        ("Vitamine D, classe A, plan 5", {"vitamin", "class", "plan", "5"}),
        ("M. et Mme X n° 7", {"7"}),
        ("sans-abri hors sol non-recours", {stem(word) for word in ("sans", "abri", "hors", "sol", "non", "recours")}),
        ("le la les", set()),
        (None, set()),
    ],
)
def test_words_that_say_nothing_are_left_out_of_the_stems(text: str | None, stems: set[str]) -> None:
    assert read(text).stems == stems


def test_words_that_say_nothing_keep_their_places() -> None:
    assert read("la mise en œuvre").folded.index("oeuvre") == 3
    assert read(None) is NONE


def test_no_exception_is_a_word_that_says_nothing() -> None:
    assert [word for word in EXCEPTIONS if not says_something(word)] == []
    assert [found for found in EXCEPTIONS.values() if stem(found) != found] == []
