"""References as people type them, and the questions that they mean."""

import pytest

from bot.core.chambers.assemblee import ASSEMBLEE
from bot.core.question import QuestionId
from bot.core.reference import (
    Bare,
    BareOf,
    Exact,
    InternalPage,
    Nonsense,
    OtherKind,
    OtherLegislature,
    Reading,
    read_addresses,
    read_argument,
    read_references,
)

CURRENT = 17
SIXTEENTH = Exact(QuestionId.of_legislature(16, 12432))


@pytest.mark.parametrize(
    "text",
    [
        "16/12432",
        "16-12432",
        "an16-12432",
        "16-12432QE",
        "16-12432qe",
        "QANR5L16QE12432",
        "qanr5l16qe12432",
        "https://www.nosdeputes.fr/16/question/QE/12432",
        "http://nosdeputes.fr/16/question/QE/12432/",
        "www.nosdeputes.fr/16/question/QE/12432",
        "https://www.nosdeputes.fr/16/question/QE/12432?utm=x#commentaire_77",
        "https://2022-2024.nosdeputes.fr/16/question/QE/12432",
        "https://2022-2024.nosdeputes.fr/question/QE/12432",
        "https://questions.assemblee-nationale.fr/q16/16-12432QE.htm",
        "http://questions.assemblee-nationale.fr/q16/16-12432QE.htm#reponse",
        "https://questions.assemblee-nationale.fr/questions/detail/16/QE/12432",
        "https://www.assemblee-nationale.fr/dyn/16/questions/QANR5L16QE12432",
        "https://www.assemblee-nationale.fr/dyn/16/questions/QANR5L16QE12432?page=2#reponse",
        "www.assemblee-nationale.fr/dyn/opendata/QANR5L16QE12432.json",
        "<https://www.nosdeputes.fr/16/question/QE/12432>",
        "« 16/12432 »",
        "16 - 12432",
        "16–12432",
        "16\u201112432",
        "16/12432/",
        "\u200e16/12432\u200b",
        "n° 12432 (16ᵉ législature)",
        "12432 de la 16e législature",
        "question écrite n° 12432, 16ème législature",
        "16e législature, n° 12432",
        "no. 12432 (16th legislature)",
        "12 432 de la 16e",
        "n° 12 432 (16ᵉ législature)",
        "16/12 432",
        "16e législature, n° 12 432",
        "١٦/١٢٤٣٢",
    ],
)
def test_a_question_can_be_named_in_full_in_many_ways(text: str) -> None:
    assert read_references(text, CURRENT) == [SIXTEENTH]


@pytest.mark.parametrize(
    "text",
    [
        "12432",
        " 12432 ",
        "n° 12432",
        "N°12432",
        "nº 12432",
        "№ 12432",
        "no. 12432",
        "numéro 12432",
        "#12432",
        "question écrite n° 12432",
        "QE 12432",
        "QE12432",
        "12432 QE",
        "12\u202f432",
        "12\u00a0432",
        "12\u2009432",
        "12\u2007432",
        "12 432",
        "12.432",
        "12,432",
        "12'432",
        "12’432",
        "QE n°12 432",
        "question écrite n° 12 432",
        "question 12 432",
        "no. 12,432",
        "12 432 QE",
        "١٢٤٣٢",
        "१२४३२",
        "１２４３２",
        "1️⃣2️⃣4️⃣3️⃣2️⃣",
        "12432 svp",
        "12432, s’il vous plaît",
        "Bonjour, la 12432 please !",
        "12432.",
        "(12432)",
    ],
)
def test_a_number_alone_is_bare(text: str) -> None:
    assert read_references(text, CURRENT) == [Bare(12432)]


@pytest.mark.parametrize("number", [1, 104_143, 999_999])
def test_a_number_of_up_to_six_figures_is_one(number: int) -> None:
    assert read_references(str(number), CURRENT) == [Bare(number)]


@pytest.mark.parametrize(
    ("host", "legislature"),
    [("2007-2012", 13), ("2012-2017", 14), ("2017-2022", 15)],
)
def test_each_host_of_nosdeputes_has_its_legislature(host: str, legislature: int) -> None:
    with_number = f"https://{host}.nosdeputes.fr/{legislature}/question/QE/5"
    without = f"https://{host}.nosdeputes.fr/question/QE/5"
    assert read_references(with_number, CURRENT) == [Exact(QuestionId.of_legislature(legislature, 5))]
    assert read_references(without, CURRENT) == [Exact(QuestionId.of_legislature(legislature, 5))]


def test_several_references_are_read_in_order_and_each_once() -> None:
    text = "12, 16/12432;7\nn° 12 et https://www.nosdeputes.fr/16/question/QE/12432"
    assert read_references(text, CURRENT) == [Bare(12), SIXTEENTH, Bare(7)]


def test_an_address_with_the_sites_own_page_number_is_not_taken_for_a_question() -> None:
    text = "https://www.nosdeputes.fr/16/question/98765#commentaire_4"
    assert read_references(text, CURRENT) == [InternalPage(16, 98765)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("QG 123", "QG"),
        ("QANR5L17QG123", "QG"),
        ("17-123QOSD", "QOSD"),
        ("qosd n° 123", "QOSD"),
        ("https://questions.assemblee-nationale.fr/q17/17-123QG.htm", "QG"),
        ("https://www.assemblee-nationale.fr/dyn/17/questions/QANR5L17QOSD123", "QOSD"),
        ("https://www.nosdeputes.fr/17/question/QG/123", "QG"),
        ("question orale 123", "QOSD"),
        ("la question orale sans débat n° 123", "QOSD"),
        ("Question au Gouvernement n°\u00a0123", "QG"),
        ("oral question 123", "QOSD"),
        ("question to the Government no. 123", "QG"),
        ("17/123 QOSD", "QOSD"),
        ("question orale n° 123 (17e législature)", "QOSD"),
        ("an17-QG-123", "QG"),
    ],
)
def test_questions_that_are_asked_aloud_are_named_by_their_kind(text: str, kind: str) -> None:
    (reading,) = read_references(text, CURRENT)
    whole = Exact(QuestionId(ASSEMBLEE, CURRENT, 123, kind))
    assert reading in (whole, BareOf(ASSEMBLEE, 123, kind))
    assert (reading == whole) == ("17" in text)


def test_figures_of_a_question_that_is_asked_aloud_are_marked_as_one_number() -> None:
    oral = [BareOf(ASSEMBLEE, 1_234, "QOSD")]
    assert read_references("question orale sans débat 1 234", CURRENT) == oral
    assert read_argument("question orale sans débat 1 234", CURRENT).readings == oral
    assert read_references("QE n° 12432 (16e législature)", CURRENT) == [SIXTEENTH]


def test_a_number_without_its_kind_is_a_written_questions() -> None:
    assert read_references("question 123", CURRENT) == [Bare(123)]
    assert read_references("question orale 123, 124", CURRENT) == [BareOf(ASSEMBLEE, 123, "QOSD"), Bare(124)]


def test_oral_questions_of_a_legislature_without_an_archive_are_told_apart() -> None:
    assert read_references("13/5QOSD, 13-6QG", CURRENT) == [OtherKind("QOSD", "13/5QOSD"), OtherKind("QG", "13-6QG")]


@pytest.mark.parametrize(("text", "legislature"), [("18/5", 18), ("12/5", 12), ("QANR5L9QE5", 9), ("1-2", 1)])
def test_a_legislature_that_nobody_serves_is_named(text: str, legislature: int) -> None:
    assert read_references(text, CURRENT) == [OtherLegislature(legislature, text)]


def test_the_next_legislature_is_known_once_it_is_the_current_one() -> None:
    assert read_references("18/5", 18) == [Exact(QuestionId.of_legislature(18, 5))]


@pytest.mark.parametrize(
    "word",
    [
        "bonjour",
        "-5",
        "0",
        "00",
        "1000000",
        "12432x",
        "16/",
        "/12432",
        "16/12/3",
        "3.14",
        "https://example.org/16/question/QE/12432",
        "https://nosdeputes.fr.example.org/16/question/QE/12432",
        "https://example.org/?u=https://www.nosdeputes.fr/16/question/QE/12432",
        "https://www.assemblee-nationale.fr/dyn/actualites",
        "https://www.nosdeputes.fr/philippe-juvin",
        "https://[www.nosdeputes.fr",
        "https://www.nosdeputes.fr:[x",
        "9" * 4000,
    ],
)
def test_what_names_no_question_is_nonsense(word: str) -> None:
    readings: list[Reading] = read_references(word, CURRENT)
    assert [type(reading) for reading in readings] == [Nonsense]


@pytest.mark.parametrize("text", ["", "   ", "\n", " , ; ", "…"[:0], "« »"])
def test_where_there_is_no_word_there_is_no_reference(text: str) -> None:
    assert read_references(text, CURRENT) == []


def test_a_filler_alone_is_not_swallowed() -> None:
    assert read_references("question", CURRENT) == [Nonsense("question")]


def test_only_a_text_of_nothing_but_addresses_is_read_as_addresses() -> None:
    address = "https://www.nosdeputes.fr/16/question/QE/12432"
    assert read_addresses(address, CURRENT) == [SIXTEENTH]
    assert read_addresses(f"{address}\n{address}#x", CURRENT) == [SIXTEENTH]
    assert read_addresses(f"regarde {address}", CURRENT) == []
    assert read_addresses("12432", CURRENT) == []
    assert read_addresses("", CURRENT) == []


@pytest.mark.parametrize("key", ["an16-12432", "an13-1", "an17-QOSD-999999", "senat-SEQ250705636"])
def test_the_key_of_a_button_is_read_back(key: str) -> None:
    assert str(QuestionId.parse(key)) == key


@pytest.mark.parametrize("key", ["", "-", "16-", "-5", "16-0", "12-5", "100-5", "16-1000000", "16-5-5", "a-b", "١٦-٥"])
def test_a_forged_key_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="not a question"):
        QuestionId.parse(key)
