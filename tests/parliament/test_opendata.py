"""The records of the archive, whatever shapes their values have."""

import json
import re
from datetime import date, timedelta

import pytest

from bot.core.question import Answer, Attribution, Closing
from bot.parliament.opendata import read_record
from bot.parliament.page import Unreadable
from bot.parliament.sniff import read
from tests.parliament.examples import RECORD_WAITING, changed_record, page, reason_of

RECORD_ANSWERED = "archive-17-answered.record.json"


@pytest.mark.parametrize(
    ("closing", "expected"),
    [
        (
            {"codeCloture": "X", "libelleCloture": "Retrait", "dateCloture": "2025-03-04+01:00"},
            Closing("Retrait", date(2025, 3, 4)),
        ),
        ({"libelleCloture": "Caducité", "infoJO": {"dateJO": "04/03/2025"}}, Closing("Caducité", date(2025, 3, 4))),
        ({"libelleCloture": "Fin de mandat", "dateCloture": None}, Closing("Fin de mandat", None)),
        ({"codeCloture": None, "libelleCloture": None, "dateCloture": None}, None),
        ({"@xsi:nil": "true"}, None),
    ],
)
def test_any_closing_but_a_published_answer_keeps_its_own_label(closing: object, expected: Closing | None) -> None:
    question = read_record(changed_record(RECORD_WAITING, cloture=closing))
    assert (question.answer, question.closing) == (None, expected)


def test_a_record_that_says_answered_without_a_text_is_answered() -> None:
    closing = {"codeCloture": "REP_PUB", "libelleCloture": "Réponse publiée", "dateCloture": "2025-03-04"}
    assert read_record(changed_record(RECORD_WAITING, cloture=closing)).answer == Answer(date(2025, 3, 4), None)


DAY = date(2025, 3, 4)


@pytest.mark.parametrize(
    ("told", "days"),
    [
        (None, ()),
        ({"@xsi:nil": "true"}, ()),
        ({}, ()),
        ("", ()),
        ("false", ()),
        ({"dateDepotSignal": None, "infoJO": None}, ()),
        ({"dateDepotSignal": "2025-03-04", "infoJO": {"dateJO": "2025-03-11"}}, (DAY,)),
        ({"infoJO": {"dateJO": "04/03/2025"}}, (DAY,)),
        ({"dateDepotSignal": {"#text": "2025-03-04+01:00"}}, (DAY,)),
        ({"signalement": {"infoJO": {"dateJO": "2025-03-04"}}}, (DAY,)),
        ([{"infoJO": {"dateJO": "2025-03-04"}}, None, {"infoJO": {"typeJO": "JO_QUESTION"}}], (DAY, None)),
        ("2025-03-04", (DAY,)),
        ("oui", (None,)),
        ({"infoJO": "2025-03-04"}, (DAY,)),
        ([["x"]], (None,)),
        ({"autre": "x"}, (None,)),
    ],
)
def test_a_signalling_is_told_with_its_day_whatever_its_shape(told: object, days: tuple[date | None, ...]) -> None:
    assert read_record(changed_record(RECORD_WAITING, signalement=told)).signalled == days


@pytest.mark.parametrize(
    ("told", "days"),
    [
        (None, ()),
        ({"renouvellement": None}, ()),
        ({"renouvellement": {"infoJO": {"dateJO": "2025-03-04"}}}, (DAY,)),
        ({"renouvellement": [{"infoJO": {"dateJO": "2025-03-04"}}, {"infoJO": {"dateJO": "x"}}]}, (DAY, None)),
        ([{"infoJO": {"dateJO": "2025-03-04"}}], (DAY,)),
    ],
)
def test_every_renewal_is_told_with_its_day(told: object, days: tuple[date | None, ...]) -> None:
    assert read_record(changed_record(RECORD_WAITING, renouvellements=told)).renewals == days


def test_an_instant_is_the_day_in_paris_wherever_a_record_has_a_date() -> None:
    days = page("archive-17-signalled.record.json").decode()
    printed = set(re.findall(r'"(2025-[0-9]{2}-[0-9]{2})"', days))
    assert len(printed) > 5
    instants = days
    for day in printed:
        instants = instants.replace(f'"{day}"', f'"{date.fromisoformat(day) - timedelta(days=1)}T23:00:00.000Z"')
    assert read_record(instants.encode()) == read_record(days.encode())


@pytest.mark.parametrize("key", ["signalement", "renouvellements"])
def test_a_number_in_the_place_of_a_signalling_or_a_renewal_is_unreadable(key: str) -> None:
    reason_of(read_record, changed_record(RECORD_WAITING, **{key: 5}))


@pytest.mark.parametrize(
    ("told", "erratum"),
    [
        ("Au lieu de : « <em>mai</em> », lire : «&nbsp;mars ».", "Au lieu de : « mai », lire : «\u00a0mars »."),
        ({"texte": "Lire : « mars ».", "infoJO": None}, "Lire : « mars »."),
        ({"#text": "Lire : « mars »."}, "Lire : « mars »."),
        ([None, "Lire : « mars »."], "Lire : « mars »."),
        ("true", None),
        ("Non", None),
        ("1", None),
        (" ", None),
        (None, None),
        ({"@xsi:nil": "true"}, None),
        (True, None),
        ({"infoJO": {"dateJO": "2025-03-04"}}, None),
    ],
)
def test_a_correction_beside_an_answer_is_told_where_it_has_words(told: object, erratum: str | None) -> None:
    answer = {"texteReponse": {"texte": "Au mois de mai.", "infoJO": {"dateJO": "2025-03-04"}, "erratum": told}}
    body = changed_record(RECORD_ANSWERED, textesReponse=answer)
    assert read_record(body).answer == Answer(DAY, "Au mois de mai.", erratum)


@pytest.mark.parametrize(
    ("texts", "text", "erratum"),
    [
        (["Au mois de mai.", "ERRATUM : lire « mars »."], "Au mois de mai.", "ERRATUM : lire « mars »."),
        (["Mai.", "Erratum : « mars ».", "Erratum : « avril »."], "Mai.", "Erratum : « avril »."),
        (["Erratum : lire « mars »."], "Erratum : lire « mars ».", None),
        (["Erratum : lire « mars ».", "Au mois de mars."], "Au mois de mars.", None),
    ],
)
def test_a_text_that_only_corrects_the_answer_does_not_take_its_place(
    texts: list[str], text: str, erratum: str | None
) -> None:
    printed = [{"texte": each, "infoJO": {"dateJO": "2025-03-04"}} for each in texts]
    body = changed_record(RECORD_ANSWERED, textesReponse={"texteReponse": printed})
    assert read_record(body).answer == Answer(DAY, text, erratum)


@pytest.mark.parametrize(
    ("identity", "reference"),
    [
        ({"acteurRef": "PA721764"}, "PA721764"),
        ({"acteurRef": {"#text": "PA1"}}, "PA1"),
        ({"acteurRef": "PM721764"}, None),
        ({"acteurRef": "PA" + "1" * 10}, None),
        ({"acteurRef": ["PA1"]}, None),
        ("PA1", None),
        (None, None),
    ],
)
def test_the_authors_reference_is_told_where_it_is_one(identity: object, reference: str | None) -> None:
    assert read_record(changed_record(RECORD_WAITING, auteur={"identite": identity})).author_ref == reference


def test_a_ministry_without_a_name_is_no_attribution() -> None:
    holders = [{"denomination": {"abrege": "Santé"}, "infoJO": None}, {"denomination": None}]
    question = read_record(changed_record(RECORD_WAITING, minAttribs={"minAttrib": holders}))
    assert (question.attributions, question.ministry) == ((Attribution("Santé", None),), "Santé")


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("Mme Élise d'Aubigné-Roy attire l'attention", "Mme Élise d'Aubigné-Roy"),
        ("M. Jean-Luc de La Tour du Pin s’inquiète de", "M. Jean-Luc de La Tour du Pin"),
        ("M.\u00a0Ugo\u00a0Lemaire interroge le", "M. Ugo Lemaire"),
        ("M. Ugo Lemaire et Mme Ada Brun interrogent", None),
        ("Mme la députée Ada Brun interroge", None),
        ("M. Lemaire interroge", None),
        ("M. Ugo Lemaire, député, interroge", None),
        ("Interroge M. Ugo Lemaire demande à", None),
        ("M. Ugo Lemaire", None),
    ],
)
def test_the_author_of_a_record_is_told_only_when_the_text_names_one_for_sure(text: str, author: str | None) -> None:
    body = changed_record(RECORD_WAITING, textesQuestion={"texteQuestion": {"texte": text, "infoJO": None}})
    assert read_record(body).author == author


WRONG: tuple[object, ...] = (
    "x",
    5,
    1.5,
    True,
    ["x"],
    [["x"]],
    {"texteQuestion": "x"},
    {"minAttrib": [None]},
    [None],
    [[]],
)


@pytest.mark.parametrize("key", sorted(json.loads(page(RECORD_ANSWERED))["question"]))
@pytest.mark.parametrize("value", WRONG, ids=repr)
def test_a_wrong_json_type_is_unreadable_or_harmless_and_never_an_error(key: str, value: object) -> None:
    try:
        read_record(changed_record(RECORD_ANSWERED, **{key: value}))
    except Unreadable as error:
        assert error.reason


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("minInt", "Santé"),
        ("textesQuestion", {"texteQuestion": ["x"]}),
        ("textesReponse", {"texteReponse": {"texte": 5}}),
        ("minAttribs", []),
        ("cloture", [{}]),
        ("auteur", {"groupe": "DR"}),
        ("indexationAN", {"analyses": {"analyse": {"x": 1}}}),
        ("identifiant", {"numero": "4 002"}),
    ],
)
def test_a_wrong_json_type_where_a_fact_stands_is_unreadable(key: str, value: object) -> None:
    reason_of(read_record, changed_record(RECORD_ANSWERED, **{key: value}))


@pytest.mark.parametrize(
    "identity",
    [
        {"uid": "QANR5L17QE3108"},
        {"identifiant": {"numero": "3107", "legislature": "16"}},
        {"uid": None, "identifiant": {"numero": "3107"}},
        {"type": None, "uid": None},
        {"uid": "QANR5L17QE0", "identifiant": None},
    ],
)
def test_a_record_whose_identity_is_contradictory_or_incomplete_is_unreadable(identity: dict[str, object]) -> None:
    reason_of(read_record, changed_record(RECORD_WAITING, **identity))


def test_an_unknown_type_of_record_is_unreadable_and_named() -> None:
    assert "'XX'" in reason_of(read, changed_record(RECORD_WAITING, type="XX"))
