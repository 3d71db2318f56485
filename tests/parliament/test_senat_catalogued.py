"""A row of the Sénat's file as a question, and as the catalogue keeps it."""

from dataclasses import replace
from datetime import date

import pytest

from bot.core.chambers.senat import SENAT
from bot.core.chambers.senat_reference import SenatReference
from bot.core.question import Answer, Attribution, Closing, Question, QuestionId
from bot.parliament.page import Unreadable
from bot.parliament.senat import FILE
from bot.parliament.senat.catalogued import dump_row, id_of, load_row, question_of
from bot.parliament.senat.questions_csv import read_questions
from bot.parliament.senat.records import SenateRow
from bot.standins.sites.senat_file import made_rows, written

ROW = SenateRow(
    reference=SenatReference(2025, 7, 5636),
    nature="QE",
    sort="En cours",
    title="Conditions d'éligibilité au dispositif « Ma prime rénov' »",
    author="M. Jean Martin",
    constituency="Orne",
    group="UC",
    membership="R",
    published=date(2025, 7, 17),
    asked_ministry="Logement",
    transmitted_to=None,
    transmitted=None,
    answering_ministry=None,
    answered=None,
    reminds=SenatReference(2025, 3, 4001),
    themes=("Logement et urbanisme", "Énergie"),
    address="https://www.senat.fr/questions/base/2025/qSEQ250705636.html",
)
QUESTION = Question(
    id=QuestionId(SENAT, 202507, 5636, "QE"),
    author="M. Jean Martin",
    group="UC",
    subject=ROW.title,
    rubric="Logement et urbanisme",
    asked_ministry="Logement",
    ministry="Logement",
    asked=date(2025, 7, 17),
    attributions=(Attribution("Logement", date(2025, 7, 17)),),
    constituency="Orne",
    reminds=QuestionId(SENAT, 202503, 4001, "QE"),
)


def test_a_row_is_a_question() -> None:
    assert question_of(ROW) == QUESTION


@pytest.mark.parametrize(
    ("sort", "answered", "answer", "closing"),
    [
        pytest.param("En cours", None, None, None, id="waiting"),
        pytest.param(None, None, None, None, id="no sort"),
        pytest.param("Rappelée", None, None, None, id="its author reminds of it: no end"),
        pytest.param("Réponse reçue", date(2025, 9, 4), Answer(date(2025, 9, 4), None), None, id="answered"),
        pytest.param("REPONSE RECUE", None, Answer(None, None), None, id="answered on an unknown day"),
        pytest.param("En cours", date(2025, 9, 4), Answer(date(2025, 9, 4), None), None, id="a day of an answer"),
        pytest.param("Retirée", None, None, Closing("Retirée", None), id="withdrawn"),
        pytest.param("Caduque", None, None, Closing("Caduque", None), id="lapsed"),
        pytest.param("Transformée en QOSD", None, None, Closing("Transformée en QOSD", None), id="another word"),
    ],
)
def test_the_sort_says_how_it_stands(
    sort: str | None, answered: date | None, answer: Answer | None, closing: Closing | None
) -> None:
    question = question_of(replace(ROW, sort=sort, answered=answered))
    assert (question.answer, question.closing) == (answer, closing)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"asked_ministry": None}, [], id="none"),
        pytest.param(
            {"transmitted_to": "Écologie", "transmitted": date(2025, 8, 7)},
            [("Logement", date(2025, 7, 17)), ("Écologie", date(2025, 8, 7))],
            id="transmitted",
        ),
        pytest.param({"transmitted_to": "logement"}, [("Logement", date(2025, 7, 17))], id="to itself, without a day"),
        pytest.param(
            {"answering_ministry": "Premier ministre"},
            [("Logement", date(2025, 7, 17)), ("Premier ministre", None)],
            id="answered by another",
        ),
        pytest.param({"answering_ministry": "LOGEMENT"}, [("Logement", date(2025, 7, 17))], id="answered by the same"),
        pytest.param(
            {
                "transmitted_to": "Écologie",
                "transmitted": date(2025, 8, 7),
                "answering_ministry": "Écologie",
                "asked_ministry": None,
            },
            [("Écologie", date(2025, 8, 7))],
            id="answered by the one it went to",
        ),
    ],
)
def test_the_ministries_stand_in_order(changes: dict[str, object], expected: list[tuple[str, date | None]]) -> None:
    question = question_of(replace(ROW, **changes))  # type: ignore[arg-type]
    assert [(each.ministry, each.on) for each in question.attributions or ()] == expected
    assert question.ministry == (expected[-1][0] if expected else None)


def test_the_letter_of_a_number_is_the_kind_and_an_unknown_one_is_refused() -> None:
    assert id_of(SenatReference(2025, 7, 1054, "S")) == QuestionId(SENAT, 202507, 1054, "QOSD")
    with pytest.raises(Unreadable):
        id_of(SenatReference(2025, 7, 1054, "Z"))


def test_every_row_of_a_file_is_read_back_from_the_catalogue() -> None:
    for row in read_questions(written(made_rows(date(2026, 11, 26), 800))).rows:
        body = dump_row(row)
        assert load_row(body) == row
        assert FILE.unpack(FILE.pack(body)) == question_of(row)
        assert dump_row(replace(row)) == body
        assert dump_row(replace(row, sort="Caduque" if row.sort != "Caduque" else "Retirée")) != body


@pytest.mark.parametrize("record", [b"", b"\0", b"{}", FILE.pack(dump_row(ROW))[:-3]])
def test_what_is_no_packed_row_is_no_question(record: bytes) -> None:
    assert FILE.unpack(record) is None
