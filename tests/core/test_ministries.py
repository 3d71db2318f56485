"""Changes of a ministry's name or reference: which are a reattribution, and which are not."""

import csv
import io
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from bot.core.change import Kind, compare
from bot.core.merge import Readings
from bot.core.question import Attribution, Question
from bot.core.question_json import from_plain, to_plain
from bot.parliament.opendata import read_record
from tests.support.examples import NOW, WAITING

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
ASKED = date(2026, 9, 29)

Holder = tuple[str, str | None]
"""A ministry's name and its reference."""


def held_by(*holders: Holder) -> Question:
    """The record of a question that these ministries had, one after the other."""
    attributions = tuple(Attribution(name, ASKED, organ) for name, organ in holders)
    return replace(
        WAITING, comments=None, ministry=holders[-1][0], attributions=attributions, signalled=(), renewals=()
    )


def told(before: Question, after: Question) -> list[Kind]:
    return [event.kind for event in compare(Readings(archive=before, archive_at=NOW), Readings(archive=after))]


ECONOMY, HEALTH = ("Économie, finances", "PO855083"), ("Santé", "PO855081")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param([("Transiton écologique", "PO1")], [("Transition écologique", "PO1")], id="a typo is mended"),
        pytest.param([("Santé", "PO1")], [("Ministère de la santé", "PO1")], id="the long name for the short one"),
        pytest.param([("Défense", "PO653280")], [("Défense", "PO653280"), ("Défense", "PO700737")], id="by decree"),
        pytest.param([("Culture", "PO1")], [("Culture", "PO2")], id="another government's reference"),
        pytest.param([("Culture", None)], [("culture", "PO2")], id="a reference that was unknown"),
        pytest.param([ECONOMY, HEALTH], [("Économie", ECONOMY[1]), ("Santé, familles", HEALTH[1])], id="two reworded"),
        pytest.param([HEALTH], [HEALTH, ECONOMY, ("Santé !", HEALTH[1])], id="there and back since the last look"),
    ],
)
def test_the_same_ministry_under_another_name_or_reference_is_no_reattribution(
    before: list[Holder], after: list[Holder]
) -> None:
    assert told(held_by(*before), held_by(*after)) == []
    assert told(held_by(*after), held_by(*before)) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param([ECONOMY], [ECONOMY, HEALTH], id="it moved"),
        pytest.param([ECONOMY], [HEALTH], id="it moved, and the archive forgot from where"),
        pytest.param([("Économie", None)], [("Santé", None)], id="without references"),
        pytest.param([("Économie", "PO1")], [("Santé", None)], id="with one that is unknown"),
    ],
)
def test_another_ministry_is_a_reattribution(before: list[Holder], after: list[Holder]) -> None:
    assert told(held_by(*before), held_by(*after)) == [Kind.REATTRIBUTED]


SETTINGS: tuple[Callable[[str], str], ...] = (
    lambda name: name.replace(" ", "\u00a0"),
    lambda name: name.replace(" ", "\u202f"),
    lambda name: name.replace(" ", "  ") + " ",
    lambda name: name.replace("’", "'"),
    lambda name: name.replace("'", "’"),
    lambda name: unicodedata.normalize("NFD", name),
    lambda name: "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c)),
    str.upper,
    lambda name: name.replace(",", " ,").replace("-", " "),
)
"""How one name is set in one way and in another."""

NAMES = (
    "Ministère de l’économie, des finances et de la souveraineté industrielle et numérique",
    "Solidarités, autonomie et personnes handicapées",
    "Secrétariat d’État auprès de la Première ministre, porte-parole du Gouvernement",
    "Sports, jeux\u00a0Olympiques et Paralympiques",
    "Commerce extérieur, attractivité et Français de l'étranger",
    "Outre-mer",
)


def real_names() -> list[str]:
    """Both names of every ministry of seven governments; a few of them where the whole list is not at hand."""
    path = SAMPLES / "ministeres-borne-a-lecornu.csv"
    if not path.is_file():
        return list(NAMES)
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig")), delimiter=";"))
    return sorted({row[column] for row in rows for column in ("libelleAbrege", "libelle")} - {""})


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_real_name_that_is_set_otherwise_is_the_same_ministry_for_another_government(
    setting: Callable[[str], str],
) -> None:
    for name in (*NAMES, *real_names()):
        assert told(held_by((name, "PO1")), held_by((setting(name), "PO2"))) == [], name


def test_two_real_names_that_read_otherwise_are_two_ministries() -> None:
    spoken = {"".join(c for c in unicodedata.normalize("NFKD", n).casefold() if c.isalnum()): n for n in real_names()}
    for first, second in pairwise(spoken.values()):
        assert told(held_by((first, "PO1")), held_by((second, "PO2"))) == [Kind.REATTRIBUTED], (first, second)


def test_a_real_question_that_a_decree_moved_to_an_organ_of_the_same_name_was_not_reattributed() -> None:
    path = SAMPLES / "assemblee-14-QE47351.as-record.json"
    if not path.is_file():
        pytest.skip(f"the real records are not in the repository, and {SAMPLES} is not there")
    after = replace(read_record(path.read_bytes()), answer=None, renewals=())
    attributions = after.attributions or ()
    assert [each.organ for each in attributions] == ["PO653280", "PO700737"]
    assert told(replace(after, attributions=attributions[:1]), after) == []


def test_what_an_earlier_version_stored_without_references_is_still_read() -> None:
    plain = to_plain(held_by(ECONOMY, HEALTH))
    for each in plain["attributions"]:
        del each["organ"]
    assert from_plain(plain) == held_by((ECONOMY[0], None), (HEALTH[0], None))
    assert from_plain(to_plain(held_by(ECONOMY, HEALTH))) == held_by(ECONOMY, HEALTH)
