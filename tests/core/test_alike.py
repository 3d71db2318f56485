"""The line between texts that are nearly the same and those that are merely on one subject."""

from struct import pack

import pytest

from bot.core.alike import KEPT, MOST_COMPARED, Likes, is_alike, resemblance, signature

OPENING = "Mme Odile Garance attire l'attention de M. le ministre de la santé et de la prévention sur "
OTHER_OPENING = "M. Paul Vernet interroge Mme la ministre du travail, de la santé et des solidarités sur "
CLOSING = " Il lui demande quelles mesures le Gouvernement entend prendre pour remédier à cette situation."
OTHER_CLOSING = " Aussi, elle souhaite connaître les intentions du Gouvernement à ce sujet."

PHARMACIES = (
    "la pénurie de médicaments dans les officines rurales du Finistère. Depuis deux ans, les pharmaciens constatent des "
    "ruptures répétées d'antibiotiques pédiatriques, de corticoïdes et d'insuline. Certains passent une heure par jour "
    "à téléphoner aux grossistes-répartiteurs. Les patients âgés parcourent parfois quarante kilomètres pour obtenir "
    "leur traitement, et des médecins modifient leurs ordonnances en urgence. L'Agence nationale de sécurité du "
    "médicament a recensé 4 925 signalements en une année, un record. La relocalisation de la production de "
    "paracétamol, annoncée en 2020, n'a toujours pas abouti, tandis que les stocks de sécurité imposés aux laboratoires "
    "restent insuffisants et rarement contrôlés. Les syndicats d'officines réclament un droit de substitution élargi."
)
PHARMACIES_ELSEWHERE = (
    PHARMACIES.replace("du Finistère", "de la Creuse").replace("Depuis deux ans", "Depuis trois ans")
    .replace("une heure par jour", "plus d'une heure par jour").replace("quarante kilomètres", "trente kilomètres")
    .replace("un record", "du jamais vu")
    + " La maire de Guéret l'a alerté de cette situation lors d'une réunion publique."
)  # fmt: skip
PHARMACIES_OWN_WORDS = (
    "les ruptures d'approvisionnement en médicaments. Dans les officines, antibiotiques pédiatriques et insuline manquent "
    "chaque semaine. L'Agence nationale de sécurité du médicament tient une liste qui s'allonge. Les pharmaciens des "
    "campagnes disent leur épuisement, et demandent que la production soit relocalisée en Europe, avec des prix qui la "
    "rendent possible. Les personnes âgées, qui ne conduisent plus, renoncent à se soigner. Il semble que les "
    "laboratoires préfèrent livrer les pays où le prix est plus élevé ; une commission d'enquête du Sénat l'a établi."
)
MATERIEL = (
    "les équipements des unités du génie de l'armée de terre. Afin d'évaluer le coût du vieillissement des équipements "
    "militaires, il lui demande de préciser le nombre et le taux de disponibilité au 31 décembre 2012 et au 31 décembre "
    "2013, le coût du MCO pour l'année 2013 et l'âge moyen de chacun des équipements des unités du génie de l'armée de terre."
)
"""As the real question 47351 of the 14th legislature, of which its author asked one for each arm of the service."""

DIGUES = (
    "l'entretien des digues domaniales. La compétence a été transférée aux intercommunalités le 28 janvier 2024, sans "
    "les moyens que les travaux exigent. Le long de la Loire, soixante kilomètres d'ouvrages ont plus d'un siècle."
)
ANSWER = (
    "Le Gouvernement est pleinement mobilisé face aux tensions d'approvisionnement. La feuille de route 2024-2027 prévoit "
    "un plan hivernal, une liste de 450 médicaments essentiels, la dispensation à l'unité des antibiotiques et un "
    "recensement hebdomadaire des stocks chez les grossistes. Les sanctions financières de l'Agence ont été relevées, et "
    "huit millions d'euros d'amendes prononcés. La relocalisation de vingt-cinq molécules est financée par France 2030."
)
OTHER_ANSWER = (
    "Le Gouvernement est pleinement mobilisé face aux difficultés des officines rurales. Une aide forfaitaire annuelle de "
    "20 000 euros est ouverte aux pharmacies des territoires fragiles depuis le décret du 13 juillet 2024. La convention "
    "pharmaceutique signée en juin revalorise les honoraires de dispensation de quinze centimes, et les antennes "
    "d'officine, expérimentées dans dix communes, sont généralisées par la loi de financement de la sécurité sociale."
)

ALIKE = [
    ("letter by letter", OPENING + PHARMACIES + CLOSING, OPENING + PHARMACIES + CLOSING),
    ("two deputies, two ministers", OPENING + PHARMACIES + CLOSING, OTHER_OPENING + PHARMACIES + OTHER_CLOSING),
    ("another place", OPENING + PHARMACIES + CLOSING, OTHER_OPENING + PHARMACIES_ELSEWHERE + OTHER_CLOSING),
    (
        "two sentences cut",
        OPENING + PHARMACIES,
        OTHER_OPENING + PHARMACIES.partition(" La relocalisation")[0] + CLOSING,
    ),
    ("a short one", OPENING + DIGUES + CLOSING, OTHER_OPENING + DIGUES + OTHER_CLOSING),
    ("typography", OPENING + PHARMACIES, (OPENING + PHARMACIES).replace("'", "’").replace(" ", "\u00a0").upper()),
    ("an answer", ANSWER, ANSWER.replace("huit millions", "8 millions") + " Une concertation est en cours."),
]
NOT_ALIKE = [
    ("one subject, own words", OPENING + PHARMACIES + CLOSING, OPENING + PHARMACIES_OWN_WORDS + CLOSING),
    ("another arm of the service", OPENING + MATERIEL, OPENING + MATERIEL.replace("du génie", "de l'artillerie")),
    ("nothing but formulas", OPENING + DIGUES + CLOSING, OPENING + "les loups en Savoie." + CLOSING),
    ("one minister, one closing", OPENING + DIGUES + CLOSING, OPENING + PHARMACIES + CLOSING),
    ("two answers of one minister", ANSWER, OTHER_ANSWER),
    ("nothing", "", ""),
    ("too short", "Digues de la Loire.", "Digues de la Loire."),
    (
        "a quotation in two texts",
        OPENING + DIGUES + PHARMACIES_OWN_WORDS,
        OPENING + PHARMACIES + " " + DIGUES[:90] + CLOSING,
    ),
]


@pytest.mark.parametrize(("one", "other"), [pair[1:] for pair in ALIKE], ids=[pair[0] for pair in ALIKE])
def test_texts_that_are_nearly_the_same(one: str, other: str) -> None:
    assert is_alike(signature(one), signature(other))
    assert is_alike(signature(other), signature(one))


@pytest.mark.parametrize(("one", "other"), [pair[1:] for pair in NOT_ALIKE], ids=[pair[0] for pair in NOT_ALIKE])
def test_texts_that_are_not(one: str, other: str) -> None:
    assert not is_alike(signature(one), signature(other))


def test_a_signature_is_small_and_always_the_same() -> None:
    assert len(signature(PHARMACIES)) == 2 + 4 * KEPT
    assert signature("Les " + "loups gris mangent moutons blancs " * 2).hex() == ""
    assert signature(DIGUES).hex()[:20] == "0010045ffb6919442a21", "a signature that is kept stays true"
    assert signature(None) == b""


@pytest.mark.parametrize("count", [7, 8, 23, 24, 25, 40, 200])
def test_a_signature_has_the_smallest_hashes_whatever_the_length_of_the_text(count: int) -> None:
    for start in range(20):
        of = signature(" ".join(f"mot{start}x{number}" for number in range(count + 2)))
        assert len(of) == (2 + 4 * min(count, KEPT) if count >= 8 else 0)
        assert not of or int.from_bytes(of[:2], "big") == count
        hashes = [of[at : at + 4] for at in range(2, len(of), 4)]
        assert hashes == sorted(hashes)


def test_a_short_text_that_repeats_itself_stays_a_short_one() -> None:
    once = " ".join(f"mot{number}" for number in range(30))
    assert int.from_bytes(signature(" ".join([once] * 5))[:2], "big") == 30


def test_half_of_a_text_is_about_half_of_its_shingles() -> None:
    whole, part = signature(PHARMACIES), signature(PHARMACIES.partition(" La relocalisation")[0])
    assert resemblance(whole, whole) == 1
    assert 0.4 < resemblance(whole, part) < 0.75
    assert resemblance(whole, b"") == 0


def test_likes_are_kept_up_one_by_one() -> None:
    likes = Likes[int]()
    texts = [
        OPENING + PHARMACIES,
        OTHER_OPENING + PHARMACIES_ELSEWHERE,
        OPENING + DIGUES,
        OPENING + PHARMACIES_OWN_WORDS,
    ]
    for number, text in enumerate(texts):
        assert likes.like(signature(text)) == ([0] if number == 1 else [])
        likes.add(number, signature(text))
    assert sorted(likes.like(signature(PHARMACIES))) == [0, 1]
    likes.add(0, signature(DIGUES))
    assert sorted(likes.like(signature(PHARMACIES))) == [1]
    likes.discard(1)
    likes.discard(99)
    assert likes.like(signature(PHARMACIES)) == []
    likes.add(5, b"")
    assert likes.like(b"") == []


def test_hundreds_that_ask_the_same_are_all_found() -> None:
    likes = Likes[int]()
    for number in range(2 * MOST_COMPARED):
        likes.add(number, signature(f"M. Numéro{number} interroge M. le ministre sur {PHARMACIES}"))
    assert len(likes.like(signature(PHARMACIES))) == 2 * MOST_COMPARED


def test_one_shingle_that_hundreds_share_is_a_formula_and_no_reason_to_compare() -> None:
    one = pack(">H24I", 60, *range(10, 250, 10))
    other = pack(">H24I", 60, 1, 2, 3, 4, 5, 10, *range(70, 250, 10))  # alike, with one lookup in common: 10
    likes = Likes[int]()
    likes.add(0, one)
    assert is_alike(one, other)
    assert likes.like(other) == [0]
    for number in range(1, MOST_COMPARED):
        likes.add(number, pack(">H24I", 60, 10, *(1_000 * number + at for at in range(23))))
    assert likes.like(other) == [0]
    likes.add(MOST_COMPARED, pack(">H24I", 60, 10, *range(500, 523)))
    assert likes.like(other) == []
    assert likes.like(one) == [0]
