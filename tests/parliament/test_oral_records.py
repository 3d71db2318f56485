"""Records of questions to the Government and of oral questions, after a real one of the 17th legislature (no. 1)."""

import io
import json
from datetime import date
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from bot.core.chambers.assemblee import ASSEMBLEE
from bot.core.question import Answer, QuestionId, State
from bot.parliament.archive import Record, Scan, read_archive
from bot.parliament.opendata import read_record
from bot.parliament.page import Unreadable
from bot.parliament.zip_reader import ZipRefusal

DAY = date(2024, 10, 3)
SITTING = {
    "typeJO": "JO_DEBAT",
    "dateJO": "2024-10-03",
    "pageJO": "5283",
    "numJO": None,
    "urlLegifrance": None,
    "referenceNOR": None,
}
MINISTRY = {"organeRef": "PO847643", "abrege": "Intérieur", "developpe": "Ministère de l'intérieur"}
SAID = (
    '</p><p align="CENTER"> ROUTES DE L\'ÎLE <a name=PG1></a> </p><br><strong>Mme la présidente . </strong>La parole est à '
    "Mme Odile Garance.<br><br><strong>Mme Odile Garance . </strong>Les routes cèdent&nbsp;! <i>(Applaudissements.)</i><br> <p>"
)
READ = (
    "ROUTES DE L'ÎLE\n\nMme la présidente. La parole est à Mme Odile Garance.\n\n"
    "Mme Odile Garance. Les routes cèdent\u00a0! (Applaudissements.)"
)


def record(number: int = 1, kind: str = "QG", legislature: int = 17, **changes: Any) -> bytes:
    """A record with the keys and the order of the real one."""
    content = {
        "@xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
        "@xsi:type": "QuestionGouvernement_Type",
        "uid": f"QANR5L{legislature}{kind}{number}",
        "identifiant": {"numero": str(number), "regime": "5eme Republique", "legislature": str(legislature)},
        "type": kind,
        "indexationAN": {"rubrique": "outre-mer", "teteAnalyse": None, "analyses": {"analyse": "Routes de l'île"}},
        "auteur": {"identite": {"acteurRef": "PA842279", "mandatRef": "PM843779"}, "groupe": {"abrege": "RN"}},
        "minInt": MINISTRY,
        "minAttribs": {"minAttrib": {"infoJO": {**SITTING, "pageJO": None}, "denomination": MINISTRY}},
        "textesQuestion": None,
        "textesReponse": {"texteReponse": {"infoJO": SITTING, "texte": SAID}},
        "cloture": {"codeCloture": "REP_PUB", "libelleCloture": "Réponse publiée", "dateCloture": "2024-10-03"},
        **changes,
    }
    return json.dumps({"question": content}, ensure_ascii=False).encode()


ASKED = {
    "texteQuestion": {
        "infoJO": {"typeJO": "JO_QUESTION", "dateJO": "2024-12-03"},
        "texte": "Mme Odile Garance demande…",
    }
}
WAITING: dict[str, Any] = {"textesReponse": None, "cloture": None}


def archive(*records: bytes, names: list[str] | None = None) -> io.BytesIO:
    body = io.BytesIO()
    with ZipFile(body, "w", ZIP_DEFLATED) as packed:
        for at, each in enumerate(records):
            uid = json.loads(each)["question"]["uid"]
            packed.writestr(names[at] if names else f"json/{uid}.json", each)
    return body


def test_the_account_of_a_sitting_is_the_answer_and_its_markup_is_gone() -> None:
    question = read_record(record())
    assert question.id == QuestionId(ASSEMBLEE, 17, 1, "QG")
    assert (question.asked, question.text, question.state) == (DAY, None, State.ANSWERED)
    assert question.answer == Answer(DAY, READ)
    assert (question.due, question.deadline, question.author, question.author_ref) == (None, None, None, "PA842279")
    assert question.subject == "Routes de l'île"


@pytest.mark.parametrize("missing", [None, {"@xsi:nil": "true"}, {"texteReponse": None}])
def test_a_question_to_the_government_is_answered_before_its_account_is_printed(missing: Any) -> None:
    question = read_record(record(textesReponse=missing, cloture=None))
    assert question.answer == Answer(DAY, None)
    assert question.state is State.ANSWERED


def test_one_that_was_withdrawn_is_closed() -> None:
    question = read_record(record(textesReponse=None, cloture={"codeCloture": "X", "libelleCloture": "Retirée"}))
    assert (question.answer, question.state) == (None, State.CLOSED)


def test_an_oral_question_has_a_text_and_waits_without_a_term() -> None:
    question = read_record(record(kind="QOSD", textesQuestion=ASKED, **WAITING))
    assert (question.asked, question.text) == (date(2024, 12, 3), "Mme Odile Garance demande…")
    assert (question.state, question.due, question.deadline) == (State.WAITING, None, None)
    answered = read_record(record(kind="QOSD", textesQuestion=ASKED))
    assert answered.answer == Answer(DAY, READ)


def test_an_archive_of_each_kind_is_that_series_alone() -> None:
    body = archive(record(1), record(2), record(1, "QOSD"), record(3, legislature=16))
    found = list(Scan(body, 1_017, {}))
    assert [each.number for each in found if isinstance(each, Record)] == [1, 2]
    assert [each.reason for each in found if isinstance(each, ZipRefusal)] == [
        "a record of another kind, QOSD",
        "a record of legislature 16",
    ]
    assert {entry.question.id.kind for entry in read_archive(body) if entry.question} == {"QG", "QOSD"}


def test_a_record_that_did_not_change_is_not_read_again() -> None:
    body = archive(record(1), record(2))
    known = {each.number: (each.crc, each.size) for each in Scan(body, 1_017, {}) if isinstance(each, Record)}
    again = Scan(archive(record(1), record(2), record(3)), 1_017, known)
    assert [each.number for each in again if isinstance(each, Record)] == [3]
    assert again.unchanged == {1, 2}


def test_an_older_archive_can_be_one_large_file() -> None:
    listed = {
        "questionsGouvernement": {"question": [json.loads(record(n, legislature=14))["question"] for n in (1, 2)]}
    }
    body = io.BytesIO()
    with ZipFile(body, "w", ZIP_DEFLATED) as packed:
        packed.writestr("Questions_gouvernement_XIV.json", json.dumps(listed, ensure_ascii=False))
    found = [each for each in Scan(body, 1_014, {}) if isinstance(each, Record)]
    assert [each.question.id for each in found] == [QuestionId(ASSEMBLEE, 14, n, "QG") for n in (1, 2)]
    known = {each.number: (each.crc, each.size) for each in found}
    again = Scan(body, 1_014, known)
    assert list(again) == []
    assert again.unchanged == {1, 2}


def test_a_record_under_the_name_of_another_kind_is_refused() -> None:
    (refused,) = Scan(archive(record(1), names=["json/QANR5L17QOSD1.json"]), 2_017, {})
    assert isinstance(refused, ZipRefusal)
    assert "about another question" in refused.reason


def test_a_record_without_its_kind_is_unreadable() -> None:
    with pytest.raises(Unreadable):
        read_record(record(uid=None, type=None))
