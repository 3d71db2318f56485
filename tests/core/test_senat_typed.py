"""References to the Sénat's questions that people type and paste, and what stays the Assemblée's."""

import pytest

from bot.core.chambers.senat_reference import SenatReference
from bot.core.chambers.senat_typed import LONGEST, SenatNamed, SenatNumber, find_senat, read_senat
from bot.core.question import QuestionId
from bot.core.reference import Bare, Exact, read_references

REAL = SenatReference(2025, 7, 5636)
ADDRESSES = [
    "https://www.senat.fr/questions/base/2025/qSEQ250705636.html",
    "http://www.senat.fr/questions/base/2025/qSEQ250705636.html",
    "https://senat.fr/questions/base/2025/qSEQ250705636.html",
    "https://senat.fr./questions/base/2025/qSEQ250705636.html",
    "https://www.senat.fr./questions/base/2025/qSEQ250705636.html",
    "https://www2.senat.fr/questions/base/2025/qSEQ250705636.html",
    "HTTPS://WWW.SENAT.FR/QUESTIONS/BASE/2025/QSEQ250705636.HTML",
    "www.senat.fr/questions/base/2025/qSEQ250705636.html",
    "senat.fr/questions/base/2025/qSEQ250705636.html",
    "senat.fr./questions/base/2025/qSEQ250705636.html#reponse",
    "https://www.senat.fr:443/questions/base/2025/qSEQ250705636.html?utm_source=x&y=1",
    "https://www.senat.fr/basile/visio.do?id=qSEQ250705636",
    "http://www.senat.fr/basile/visio.do?id=qSEQ250705636&idtable=q1|q2",
    "https://www.senat.fr/basile/visio.do?rch=qs&id=qSEQ250705636&c=3",
    "https://mail.example/lien?u=https%3A%2F%2Fwww.senat.fr%2Fquestions%2Fbase%2F2025%2FqSEQ250705636.html&k=1",
    "https://mail.example/lien?u=https%3A%2F%2Fwww.senat.fr%2Fbasile%2Fvisio.do%3Fid%3DqSEQ250705636",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_of_a_page_names_its_question(address: str) -> None:
    for text in (address, f"À lire : {address}", f"({address})", f"« {address} »", f"Voir <{address}>, puis la suite."):
        for found in (read_senat(text), find_senat(text)):
            assert found.named == (REAL,)
            assert "SEQ" not in found.rest.upper()
            assert "senat.fr" not in found.rest.lower()


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("https://www.senat.fr/questions/base/2022/qSEQ22110274S.html", "SEQ22110274S"),
        ("https://www.senat.fr/questions/base/2023/qSEQ23030327G.html", "SEQ23030327G"),
        ("https://senat.fr./questions/base/1980/qSEQ800433743.html", "SEQ800433743"),
        ("https://www.senat.fr/basile/visio.do?id=qSEQ230305619", "SEQ230305619"),
        ("SEQ250705636", "SEQ250705636"),
        ("qSEQ250705636", "SEQ250705636"),
        ("seq250705636", "SEQ250705636"),
        ("senat-SEQ250705636", "SEQ250705636"),
        ("SEQ250705636.", "SEQ250705636"),
        ("SEQ 250705636", "SEQ250705636"),
        ("ＳＥＱ２５０７０５６３６", "SEQ250705636"),
        ("SEQ\u200b250705636", "SEQ250705636"),
    ],
)
def test_an_identifier_names_its_question_wherever_it_stands(text: str, reference: str) -> None:
    assert read_senat(text).named == find_senat(text).named == (SenatReference.parse(reference),)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("S05636", [(5636, "")]),
        ("s05636", [(5636, "")]),
        ("S-05636", [(5636, "")]),
        ("S 05636", [(5636, "")]),
        ("S5636", [(5636, "")]),
        ("n° S05636", [(5636, "")]),
        ("QE S05636", [(5636, "")]),
        ("Sénat 05636", [(5636, "")]),
        ("Se\u0301nat 05636", [(5636, "")]),
        ("senat 05636", [(5636, "")]),
        ("SÉNAT 5636", [(5636, "")]),
        ("Sénat\u00a0: 05636", [(5636, "")]),
        ("Sénat  05636", [(5636, "")]),
        ("Sénat n° 05636", [(5636, "")]),
        ("Sénat n°05636", [(5636, "")]),
        ("Sénat nº 5\u202f636", [(5636, "")]),
        ("Sénat 5 636", [(5636, "")]),
        ("Sénat 28.410", [(28410, "")]),
        ("Sénat, question écrite n° 05636", [(5636, "")]),
        ("Sénat QE 05636", [(5636, "")]),
        ("QE Sénat 05636", [(5636, "")]),
        ("question du Sénat n° 05636", [(5636, "")]),
        ("05636 Sénat", [(5636, "")]),
        ("5636 sénat", [(5636, "")]),
        ("5 636 Sénat", [(5636, "")]),
        ("05636 (Sénat)", [(5636, "")]),
        ("05636, Sénat", [(5636, "")]),
        ("n° 05636 du Sénat", [(5636, "")]),
        ("question écrite n°05636 au Sénat", [(5636, "")]),
        ("QE 05636 Sénat", [(5636, "")]),
        ("n° 1054S", [(1054, "S")]),
        ("n°1054S", [(1054, "S")]),
        ("1054S", [(1054, "S")]),
        ("1054s", [(1054, "S")]),
        ("0760G", [(760, "G")]),
        ("274S", [(274, "S")]),
        ("question orale n° 274S", [(274, "S")]),
        ("Sénat 1054S", [(1054, "S")]),
        ("1054S Sénat", [(1054, "S")]),
        ("0012E", [(12, "E")]),
        ("Sénat 05636, 05637 et 1054S", [(5636, ""), (5637, ""), (1054, "S")]),
        ("Sénat 05636,05637", [(5636, ""), (5637, "")]),
        ("S05636 S05637", [(5636, ""), (5637, "")]),
        ("1054S, 0760G", [(1054, "S"), (760, "G")]),
        ("Sénat ٠٥٦٣٦", [(5636, "")]),
    ],
)
def test_a_number_that_is_said_to_be_the_senats_is(text: str, numbers: list[tuple[int, str]]) -> None:
    assert read_senat(text).named == tuple(SenatNumber(*each) for each in numbers)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5636",
        "05636",
        "n° 5636",
        "12432",
        "16/12432",
        "17-12432",
        "QE 12432",
        "QANR5L17QE12432",
        "question écrite n° 12432 de la 16e législature",
        "16e",
        "16E législature",
        "2e",
        "100e",
        "https://www.assemblee-nationale.fr/dyn/17/questions/QANR5L17QE5636",
        "https://www.senat.fr/leg/pjl25-123.html",
        "Sénat",
        "le Sénat",
        "sénateur 05636",
        "le Sénatorium 12",
        "SEQ251305636",
        "SEQ2507056361",
        "XSEQ250705636",
        "S1",
        "Sénat 0",
        "Sénat 123456",
        "Sénat 05636,5",
        "A-1054S",
        "10541054S",
        "12/1054S",
    ],
)
def test_anything_else_is_left_to_the_assemblees_reader(text: str) -> None:
    found = read_senat(text)
    assert (found.named, found.rest) == ((), text)


@pytest.mark.parametrize(
    ("text", "senat", "assemblee"),
    [
        ("12432, Sénat 05636", [SenatNumber(5636)], [Bare(12432)]),
        ("12432 S05636 16/7", [SenatNumber(5636)], [Bare(12432), Exact(QuestionId.of_legislature(16, 7))]),
        (f"{ADDRESSES[0]} et 12432", [REAL], [Bare(12432)]),
        (f"12\u00a0432 et {ADDRESSES[3]}", [REAL], [Bare(12432)]),
        ("SEQ250705636, QANR5L17QE12432", [REAL], [Exact(QuestionId.of_legislature(17, 12432))]),
        ("la question 1054S et la 12432 svp", [SenatNumber(1054, "S")], [Bare(12432)]),
        ("05636 Sénat, 12432", [SenatNumber(5636)], [Bare(12432)]),
        ("12432, 05636 (Sénat)", [SenatNumber(5636)], [Bare(12432)]),
        (f"{ADDRESSES[0]},{ADDRESSES[12].replace('5636', '5637')}", [REAL, SenatReference(2025, 7, 5637)], []),
    ],
)
def test_what_is_left_is_read_as_before(text: str, senat: list[SenatNamed], assemblee: list[object]) -> None:
    found = read_senat(text)
    assert list(found.named) == senat
    assert read_references(found.rest, 17) == assemblee


def test_each_question_is_named_once_and_a_number_gives_way_to_its_reference() -> None:
    text = f"S05636 {ADDRESSES[0]} Sénat 05636 SEQ250705636 S05637 S05637"
    assert read_senat(text).named == (REAL, SenatNumber(5637))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Question écrite n° 05636 (Sénat)", [SenatNumber(5636)]),
        ("question écrite n° 05636, JO Sénat du 24 juillet 2025", [SenatNumber(5636)]),
        ("Question écrite n° 01514 publiée dans le JO Sénat du 21/07/2022 - page 3800", [SenatNumber(1514)]),
        (
            "la question écrite n° 01514 de M. Jean Exemple (Moselle - NI) publiée dans le JO Sénat du 21/07/2022",
            [SenatNumber(1514)],
        ),
        ("question écrite n° 05636 de Mme Odile Garance, sénatrice de l'Orne,", [SenatNumber(5636)]),
        ("la question écrite n° 05636 posée par M. Jean Exemple (Orne), sénateur", [SenatNumber(5636)]),
        ("Rép. min., JO Sénat 13 nov. 2025, QE n° 05975", [SenatNumber(5975)]),
        ("questions écrites n° 05636, 05637 et n° 5 638 (Sénat)", [SenatNumber(each) for each in (5636, 5637, 5638)]),
        ("les questions nos 05636 et 05637, JO Sénat du 24 juillet", [SenatNumber(5636), SenatNumber(5637)]),
        ("question écrite n° 05636, 24 juillet 2025, JO Sénat", [SenatNumber(5636)]),
        ("question écrite n° 05636, 24 juillet, JO Sénat", [SenatNumber(5636)]),
        ("question écrite n° 12432 du 24 juillet, puis question n° 05636, JO Sénat", [SenatNumber(5636)]),
        ("question écrite n° 12432, puis n° 05636, JO Sénat", []),
        ("question écrite n° 05636, 2025, JO Sénat", [SenatNumber(5636)]),
        ("JO Sénat du 24 juillet, questions 05636 & 05637", [SenatNumber(5636), SenatNumber(5637)]),
        ("Sénat, question écrite n° 05636", [SenatNumber(5636)]),
        ("Sénat - QE n° 05636", [SenatNumber(5636)]),
        ("citée comme question orale n° 274S", [SenatNumber(274, "S")]),
        ("réponse à la question n° 1054S du sénateur", [SenatNumber(1054, "S")]),
        ("voir le n° 0760G", [SenatNumber(760, "G")]),
        ("la question S05636", [SenatNumber(5636)]),
        (
            f"Le sénateur a demandé ({ADDRESSES[1]}) où en est sa question écrite n° 05636, JO Sénat du 24 juillet.",
            [REAL],
        ),
    ],
)
def test_an_article_names_questions_of_the_senat(text: str, named: list[SenatNamed]) -> None:
    assert list(find_senat(f"Bonjour,\n{text} et la suite en 2025.").named) == named


@pytest.mark.parametrize(
    "text",
    [
        "Le Sénat 2025 est élu ; 348 sénateurs, 12432 voix.",
        "En 2023 Sénat et Assemblée ont voté 5636 amendements.",
        "Ma question écrite n° 12432 attend. Le Sénat siège.",
        "La question écrite n° 12432 du député Juvin est citée au Sénat.",
        "décret n° 1054S du 3 mai",
        "l'amendement n° 274S",
        "la 5G à 300G",
        "un modèle 1054S",
        "la loi n° 2025-1054 votée au Sénat",
        "page 05636 du JO Sénat",
        "question écrite n° 12432 ; Sénat : voir plus loin",
    ],
)
def test_an_article_tells_of_the_senat_without_naming_a_question(text: str) -> None:
    found = find_senat(text)
    assert (found.named, found.rest) == ((), text)


@pytest.mark.parametrize(
    "text",
    [
        "Sénat " * 6_000,
        "Sénat 05636, " * 3_000,
        "1 " * 16_000,
        "https://senat.fr/" * 2_000,
        "https://senat.fr/" + "q" * 32_000,
        "qSEQ" * 8_000,
        "question écrite n° " * 1_700,
        "questions n° 1" + " et 1" * 6_000,
        "questions n° 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 " * 700,
        "question écrite n° 05636 de M. " * 1_000,
        "n° 1054" * 4_000,
        "JO Sénat du " * 2_500,
        "S0563" * 6_000,
        "Ⅷ" * 30_000,
        "\u200b" * 40_000,
        "(" * 30_000 + "senat.fr",
        ". " * 16_000,
        "a" * LONGEST + " S05636",
    ],
)
def test_no_text_takes_long_or_names_too_much(text: str) -> None:
    for reader in (read_senat, find_senat):
        found = reader(text)
        assert len(found.named) <= 1_000
        assert len(found.rest) == len(text)
