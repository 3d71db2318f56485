"""The questions that a longer text mentions, and numbers that only look like one."""

import random

import pytest

from bot.core.chambers.assemblee import ASSEMBLEE
from bot.core.mentions import LONGEST, MOST, find_references, with_links
from bot.core.question import QuestionId
from bot.core.reference import Bare, Exact, InternalPage, OtherKind, OtherLegislature, Reading

CURRENT = 17
PAGE = "https://www.assemblee-nationale.fr/dyn/16/questions/QANR5L16QE12432"


def exact(legislature: int, *numbers: int) -> list[Reading]:
    return [Exact(QuestionId.of_legislature(legislature, number)) for number in numbers]


def bare(*numbers: int) -> list[Reading]:
    return [Bare(number) for number in numbers]


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        # Addresses
        (f"À lire : {PAGE}.", exact(16, 12432)),
        (f"({PAGE})", exact(16, 12432)),
        (f"« {PAGE} »", exact(16, 12432)),
        (f"Voir:{PAGE}?x=1#reponse, puis la suite", exact(16, 12432)),
        ("voir nosdeputes.fr/16/question/QE/5 et www.nosdeputes.fr/15/question/QE/6", [*exact(16, 5), *exact(15, 6)]),
        ("voir nosdeputes.fr/16/question/QE/5,6 fois au moins", exact(16, 5)),
        ("https://questions.assemblee-nationale.fr/q14/14-3200QE.htm !", exact(14, 3200)),
        ("https://www.nosdeputes.fr/16/question/98765#commentaire_1 dit-on", [InternalPage(16, 98765)]),
        # Identifiers
        ("Le dossier QANR5L17QE12432 avance", exact(17, 12432)),
        ("qanr5l16qe5;QANR5L17QE6", [*exact(16, 5), *exact(17, 6)]),
        ("la 17-12432QE.", exact(17, 12432)),
        # By their sign
        ("Ma question écrite n° 12432 attend.", bare(12432)),
        ("ma question écrite n°12432", bare(12432)),
        ("Question écrite nº 12 432 de M. Juvin", bare(12432)),
        ("QE n° 12\u00a0432 et rien d’autre", bare(12432)),
        ("QE n° 12\u202f432", bare(12432)),
        ("QE n° 12\u2009432", bare(12432)),
        ("QE n°12\u2007432", bare(12432)),
        ("QE n° 12.432", bare(12432)),
        ("QE n° 12,432", bare(12432)),
        ("question n° 12.432 de M. Juvin", bare(12432)),
        ("question écrite n° 12’432", bare(12432)),
        ("question écrite n° 12'432", bare(12432)),
        ("written question no. 12,432", bare(12432)),
        ("questions écrites nos 12.432 et 12.433", bare(12432, 12433)),
        ("questions n° 123,456 et 789", bare(123, 456, 789)),
        ("la question écrite n° ١٢٤٣٢", bare(12432)),
        ("la QE 12432 du député", bare(12432)),
        ("QE12432", bare(12432)),
        ("question écrite № 12432", bare(12432)),
        ("question écrite (n° 12432)", bare(12432)),
        ("question écrite de M. Philippe Juvin n° 12432 sur la santé", bare(12432)),
        ("question écrite publiée le 24/10/2023, n° 12432", bare(12432)),
        ("question n° 12432", bare(12432)),
        ("la question 12432", bare(12432)),
        ("la question écrite 123 du député", bare(123)),
        ("la question écrite 4321 du député", bare(4321)),
        ("la question 20432 du député", bare(20432)),
        ("question écrite n° 5", bare(5)),
        ("written question no. 12432 · 16th legislature", exact(16, 12432)),
        ("les questions n° 123, 456 et 789 attendent", bare(123, 456, 789)),
        ("les questions nos 123, 456, 789 attendent", bare(123, 456, 789)),
        ("questions écrites nᵒˢ 123 et 456", bare(123, 456)),
        ("questions n° 123 et n° 456 ; 789", bare(123, 456, 789)),
        ("la question n° 123 et la question n° 456", bare(123, 456)),
        ("QE n° 123 et 456", bare(123, 456)),
        ("question écrite nos 123 et 456", bare(123, 456)),
        ("written questions no. 123 and 456", bare(123, 456)),
        ("questions n° 12 432 et 12 433", bare(12432, 12433)),
        ("c’est le n° 17-12432 qui compte", exact(17, 12432)),
        ("la question 17-12 du député", exact(17, 12)),
        ("les n° 17-1, 17-2 et 16/3", [*exact(17, 1, 2), *exact(16, 3)]),
        ("question 12432 (16e législature)", exact(16, 12432)),
        ("question 12 (16ᵉ législature)", exact(16, 12)),
        ("question écrite n° 12432, XVIe législature", exact(16, 12432)),
        ("Question écrite n°\u00a012432 · 16ᵉ législature\nSujet", exact(16, 12432)),
        ("questions n° 1 et 2 (16e législature) et n° 3 (15e législature)", [*exact(16, 1, 2), *exact(15, 3)]),
        ("16e législature, question n° 12432", exact(16, 12432)),
        ("question écrite n° 12432 de la 16e législature", exact(16, 12432)),
        # Each once, and a number that is said in full is that one
        (f"question écrite n° 12432 : {PAGE} (bis : {PAGE})", exact(16, 12432)),
        ("question n° 7, question n° 7", bare(7)),
        # What can be told to be no written question of ours
        ("https://questions.assemblee-nationale.fr/q17/17-123QG.htm", [Exact(QuestionId(ASSEMBLEE, 17, 123, "QG"))]),
        ("https://questions.assemblee-nationale.fr/q13/13-123QG.htm", [OtherKind("QG", "")]),
        ("question écrite n° 5 (11e législature)", [OtherLegislature(11, "11/5")]),
    ],
)
def test_what_a_text_mentions(text: str, readings: list[Reading]) -> None:
    for found in (find_references(f"Bonjour, {text} Merci.", CURRENT), find_references(text, CURRENT)):
        if isinstance(readings[0], OtherKind):
            assert [type(each) for each in found] == [OtherKind]
        else:
            assert found == readings


@pytest.mark.parametrize(
    "text",
    [
        "En 2024, le budget de 12 432 euros a été voté par 123 voix contre 45.",
        "Le 24 octobre 2023, à 12 h 30, 12432 personnes",
        "Tél. 01 23 45 67 89 ou +33 6 12 34 56 78",
        "téléphone n° 0123456789",
        "l’article 49 alinéa 3, dit 49-3, ou 49.3",
        "le recours à l’article 49, n° 49-3",
        "l’amendement n° 1234 et le sous-amendement n° 12",
        "la loi n° 2024-364 du 22 avril 2024, la loi n° 78-17 du 6 janvier 1978",
        "le décret n° 2002-65 du 14 janvier 2002",
        "le projet de loi n° 1234 (16e législature)",
        "le rapport n° 17-123",
        "rapport n° 17-123",
        "le rapport d’information (n° 1234, XVIe législature)",
        "Cass. soc., pourvoi n° 17-12.432 ; n° 16-12.345",
        "scrutin n° 4321",
        "la proposition n° 12432",
        "une question orale n° 123",
        "une question orale n° 123 (16e législature)",
        "une question au Gouvernement n° 123",
        "la question prioritaire de constitutionnalité n° 2019-778",
        "la question 3 de l’examen",
        "la question 2024 du budget",
        "la question 4321 du sondage",
        "la question écrite 12 du sondage",
        "la question écrite portait sur le décret n° 2024-12",
        "la question écrite citait l’amendement n° 1234",
        "La question écrite est posée. Voir le n° 45 de la revue",
        "QE2, QE 3 et QE 2024 des banques centrales",
        "n° 12/03/2024, n° 15-03-2024",
        "n° 12432",
        "#12432 16/12432 17-1",
        "nos 12 questions",
        "question écrite n° 0",
        "la question écrite 12.432 € de crédits",
        "la question écrite 12 432 euros",
        "question écrite : 12.432.567 habitants",
        "12 432 et 12.432 et 12,432",
        "12.432,50",
        "question écrite n° 1234567",
        "https://www.assemblee-nationale.fr/dyn/actualites",
        "https://example.org/?u=https://www.nosdeputes.fr/16/question/QE/12432",
        "https://nosdeputes.fr.example.org/16/question/QE/12432",
        "https://xnosdeputes.fr/16/question/QE/12432",
        "moi@nosdeputes.fr",
        "XQANR5L17QE12432",
        "QANR5L17QE12432x",
        "",
        "\n\n",
    ],
)
def test_what_a_text_only_seems_to_mention(text: str) -> None:
    assert find_references(f"Bonjour. {text}", CURRENT) == []
    assert find_references(text, CURRENT) == []


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("questions n° 123 et 456, 2 ans après", bare(123, 456)),
        ("questions n° 123 et 12 autres", bare(123)),
        ("la question n° 123, 456 jours après", bare(123)),
        ("question n° 123, 4 567 euros", bare(123)),
        ("les questions n° 123 et 2 ministres", bare(123)),
        ("question écrite n° 123 du 5 mars 2024", bare(123)),
        ("question écrite n° 12432¹ et la suite", bare(12432)),
        ("question écrite n° 123 à 45 %", bare(123)),
    ],
)
def test_a_number_that_follows_may_count_something_else(text: str, readings: list[Reading]) -> None:
    assert find_references(text, CURRENT) == readings


@pytest.mark.parametrize(
    ("roman", "legislature"),
    [("XIII", 13), ("XIV", 14), ("XV", 15), ("XVI", 16), ("XVII", 17), ("XVIII", 18), ("XIX", 19), ("XX", 20)],
)
def test_a_legislature_may_be_said_in_roman_figures(roman: str, legislature: int) -> None:
    assert find_references(f"question n° 12432 ({roman}e législature)", current=20) == exact(legislature, 12432)


def test_all_that_a_long_message_names_are_found_and_what_is_no_message_has_an_end() -> None:
    assert len(find_references(" ".join(f"QANR5L17QE{number}" for number in range(1, 300)), CURRENT)) == 299
    listed = "questions n° " + ", ".join(str(number) for number in range(1, 2_000))
    assert find_references(listed, CURRENT) == bare(*range(1, MOST + 1))
    assert MOST == 1_000


def test_what_stands_beyond_the_longest_text_is_not_looked_at() -> None:
    assert LONGEST == 32_768
    named = "QANR5L17QE5"
    assert find_references(named.rjust(LONGEST), CURRENT) == exact(17, 5)
    assert find_references(named.rjust(LONGEST + 1), CURRENT) == []


HARD = [
    "question écrite ",
    "question écrite n° ",
    "question n° 1, ",
    "n° 17-1 ",
    "a-",
    "a.",
    "aaaa",
    "1",
    "1 ",
    "12 ",
    "M.",
    "questions n° 1 et ",
    "16e législature ",
    "16e législature, question n° ",
    "www.nosdeputes.fr/",
    "https://",
    "https://www.nosdeputes.fr/16/question/QE/1?",
    "QANR5L17QE",
    "n ° ",
    "\u200b",
    " ",
    "\n",
    "e\u0301",
    "ﷺ",
    "question M.M.M.",
]


@pytest.mark.parametrize("piece", HARD)
def test_no_text_takes_for_ever(piece: str) -> None:
    text = (piece * LONGEST)[:LONGEST]
    assert len(find_references(text, CURRENT)) <= MOST


def test_whatever_a_text_holds_is_read_without_an_error() -> None:
    chance = random.Random(1)
    pieces = [
        *HARD,
        "12432",
        "n°",
        ",",
        "et",
        "(",
        ")",
        "-",
        "/",
        "\ud800",
        "QE",
        "16e",
        "😀",
        "https://[nosdeputes.fr",
    ]
    for _ in range(2000):
        find_references("".join(chance.choices(pieces, k=30)), CURRENT)


def test_a_hidden_link_counts_in_the_place_of_its_words() -> None:
    text = "👁 La question écrite n° 12432 attend"
    start = len("👁 La question écrite n° ".encode("utf-16-le")) // 2
    assert find_references(with_links(text, [(start, 5, PAGE)], CURRENT), CURRENT) == exact(16, 12432)
    assert with_links(text, [(start, 5, PAGE)], CURRENT) == f"👁 La question écrite n°  {PAGE}  attend"


def test_a_hidden_link_that_leads_elsewhere_leaves_its_words() -> None:
    text = "question écrite n° 12432"
    links = [(0, 24, "https://example.org/?u=https://www.nosdeputes.fr/16/question/QE/1"), (0, 5, "tg://user?id=1")]
    assert with_links(text, links, CURRENT) == text


OTHER_PAGE = "https://www.assemblee-nationale.fr/dyn/16/questions/QANR5L16QE5"


@pytest.mark.parametrize(
    ("links", "shown"),
    [
        ([(0, 3, PAGE)], f" {PAGE} defghijklmnop"),
        ([(0, 3, PAGE), (3, 3, OTHER_PAGE)], f" {PAGE}  {OTHER_PAGE} ghijklmnop"),
        ([(3, 3, OTHER_PAGE), (0, 3, PAGE)], f" {PAGE}  {OTHER_PAGE} ghijklmnop"),
        ([(5, 5, PAGE), (12, 2, OTHER_PAGE)], f"abcde {PAGE} kl {OTHER_PAGE} op"),
        ([(0, 4, PAGE), (3, 4, OTHER_PAGE)], f" {PAGE} efghijklmnop"),  # one over another
        ([(0, 2, "https://example.org"), (5, 5, PAGE)], f"abcde {PAGE} klmnop"),
    ],
)
def test_several_hidden_links_count_each_in_its_place(links: list[tuple[int, int, str]], shown: str) -> None:
    assert with_links("abcdefghijklmnop", links, CURRENT) == shown


@pytest.mark.parametrize("links", [[(0, 99, PAGE)], [(-3, 2, PAGE)], [(500, 3, PAGE)], [(0, 4, PAGE), (2, 4, PAGE)]])
def test_links_that_cannot_be_do_no_harm(links: list[tuple[int, int, str]]) -> None:
    assert set(find_references(with_links("des mots", links, CURRENT), CURRENT)) <= set(exact(16, 12432))
