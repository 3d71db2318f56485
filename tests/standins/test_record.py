"""A record of the stand-in archive has the shape of a real one, and the reader finds in it what was put there."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.core.question import Attribution, Closing, Question
from bot.parliament.opendata import read_record
from bot.standins.sites.record import record_bytes
from tests.standins.archive_examples import ANSWER, FORESTS

PAGES = Path(__file__).parents[1] / "pages"


def test_a_record_has_the_keys_of_a_real_one() -> None:
    shown = raw(replace(FORESTS, answer=ANSWER))
    assert keys(shown) - {"question.@xmlns"} == keys(
        json.loads((PAGES / "archive-17-answered.record.json").read_text())
    )


@pytest.mark.parametrize(
    "question",
    [
        FORESTS,
        replace(FORESTS, answer=ANSWER),
        replace(FORESTS, answer=replace(ANSWER, text=None)),
        replace(FORESTS, closing=Closing("Fin de mandat", date(2025, 6, 3))),
        replace(FORESTS, closing=Closing("Question retirée", None)),
    ],
    ids=["waiting", "answered", "announced", "closed", "withdrawn"],
)
def test_the_reader_finds_the_facts_that_were_put_into_a_record(question: Question) -> None:
    found = read_record(record_bytes(question))
    assert (texts(found), found.answer is None) == (texts(question), question.answer is None)
    assert (found.answer and found.answer.published) == (question.answer and question.answer.published)
    facts = ("id", "author", "group", "subject", "rubric", "asked_ministry", "ministry", "asked", "closing")
    assert [getattr(found, each) for each in facts] == [getattr(question, each) for each in facts]


def test_a_record_names_its_author_by_a_reference_and_its_issue_by_the_tuesday() -> None:
    record = raw(FORESTS)["question"]
    assert record["auteur"]["identite"]["acteurRef"] == "PA301"
    journal = record["textesQuestion"]["texteQuestion"]["infoJO"]
    assert (journal["dateJO"], journal["numJO"]) == ("2025-03-25", "20250012"), "as in a real record of that day"


def test_facts_that_a_question_lacks_are_null_in_its_record() -> None:
    record = raw(FORESTS)["question"]
    nothing = ("textesReponse", "cloture", "signalement", "renouvellements")
    assert [record[each] for each in nothing] == [None] * 4
    assert raw(replace(FORESTS, ministry=None))["question"]["minAttribs"] is None
    announced = raw(replace(FORESTS, answer=replace(ANSWER, text=None)))["question"]
    assert announced["textesReponse"]["texteReponse"]["texte"] is None


def test_one_ministry_is_an_object_and_several_are_a_list() -> None:
    moved = (Attribution("Agriculture", date(2025, 3, 25)), Attribution("Eau", None))
    alone, all_of_them = (
        raw(replace(FORESTS, attributions=each))["question"]["minAttribs"]["minAttrib"] for each in (moved[:1], moved)
    )
    assert [alone["denomination"]["abrege"], alone["infoJO"]["dateJO"]] == ["Agriculture", "2025-03-25"]
    assert [each["denomination"]["abrege"] for each in all_of_them] == ["Agriculture", "Eau"]
    usual = raw(FORESTS)["question"]["minAttribs"]["minAttrib"]
    assert [usual["denomination"]["abrege"], usual["infoJO"]["dateJO"]] == ["Transition écologique", "2025-03-25"]


def test_a_record_tells_of_signalling_renewals_and_errata() -> None:
    question = replace(
        FORESTS,
        signalled=(date(2025, 7, 1),),
        renewals=(date(2025, 6, 24), None),
        answer=replace(ANSWER, erratum="Lire « trois »."),
    )
    record = raw(question)["question"]
    assert record["signalement"] == {"dateDepotSignal": "2025-07-01"}
    renewed = record["renouvellements"]["renouvellement"]
    assert [each["infoJO"]["dateJO"] for each in renewed] == ["2025-06-24", None]
    assert record["textesReponse"]["texteReponse"]["erratum"] == "Lire « trois »."


def test_an_answer_and_an_end_without_one_close_a_record() -> None:
    facts = ("codeCloture", "libelleCloture", "dateCloture")

    def end(**changes: Any) -> list[str | None]:
        closed = raw(replace(FORESTS, **changes))["question"]["cloture"]
        return [closed[each] for each in facts]

    assert end(answer=ANSWER) == ["REP_PUB", "Réponse publiée", "2025-06-03"]
    assert end(closing=Closing("Fin de mandat", date(2025, 6, 3))) == [None, "Fin de mandat", "2025-06-03"]
    assert end(closing=Closing(None, None))[0] is not None, "an end of which nothing is known is one all the same"


def raw(question: Question) -> Any:
    """A question's record as JSON."""
    return json.loads(record_bytes(question))


def keys(value: Any, path: str = "") -> set[str]:
    """The paths of all keys in a document."""
    if not isinstance(value, dict):
        return {path}
    return {each for key, inner in value.items() for each in keys(inner, f"{path}.{key}".lstrip("."))}


def texts(question: Question) -> list[list[str]]:
    """The words of the question and of its answer: how the archive parts paragraphs is not known."""
    answer = question.answer.text if question.answer else None
    return [(question.text or "").split(), (answer or "").split()]
