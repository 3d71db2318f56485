"""What is particular to a chamber: how its questions are named, stored, shown and linked, and its terms."""

import copy
import pickle
import re
from datetime import date
from itertools import combinations

import pytest

from bot.core.chambers import CHAMBERS, designation, stored
from bot.core.chambers.assemblee import ASSEMBLEE
from bot.core.chambers.chamber import MAX_NUMBER, NO_TERMS, Chamber, Designation
from bot.core.chambers.senat import SENAT
from bot.core.question import QuestionId
from bot.core.reference import Exact, read_references
from bot.core.words import words_of
from bot.messages.phrases import phrases
from bot.parliament.sources import FILES
from tests.support.chambers import DIET

WRITTEN = Designation(17, 12432, "QE")
SENATORS = Designation(202507, 5636, "QE")
SESSIONS = (2026, 202507, 17)
"""Sessions of which every chamber has had one: a year, a month, a legislature."""

NAMED: list[tuple[Chamber, Designation, str]] = [
    (ASSEMBLEE, WRITTEN, "an17-12432"),
    (ASSEMBLEE, Designation(17, 123, "QOSD"), "an17-QOSD-123"),
    (ASSEMBLEE, Designation(16, 1, "QG"), "an16-QG-1"),
    (ASSEMBLEE, Designation(14, MAX_NUMBER, "QOSD"), "an14-QOSD-999999"),
    (SENAT, SENATORS, "senat-SEQ250705636"),
    (SENAT, Designation(202311, 8911, "QE"), "senat-SEQ231108911"),
    (SENAT, Designation(202310, 827, "QOSD"), "senat-SEQ23100827S"),
    (SENAT, Designation(202303, 327, "QG"), "senat-SEQ23030327G"),
    (SENAT, Designation(198712, 275, "QOSD"), "senat-SEQ87120275S"),
    (SENAT, Designation(198004, 33743, "QE"), "senat-SEQ800433743"),
]


def some(chamber: Chamber, kind: str) -> Designation:
    """A question of a chamber, of any session that it has."""
    for session in SESSIONS:
        named = Designation(session, 4321, kind)
        try:
            if chamber.read(chamber.write(named)) == named:
                return named
        except ValueError:
            continue
    raise LookupError(f"{chamber}: no canonical text of a session of {SESSIONS} is read back")


ONE_OF_EACH = [(chamber, some(chamber, kind)) for chamber in CHAMBERS for kind in chamber.kinds]


@pytest.mark.parametrize(("chamber", "named"), ONE_OF_EACH)
def test_a_question_of_every_kind_is_written_stored_and_named_so_that_it_is_found_again(
    chamber: Chamber, named: Designation
) -> None:
    text = chamber.write(named)
    assert re.fullmatch(r"[A-Za-z0-9-]{1,20}", text)
    assert text.startswith(chamber.code)
    assert designation(text) == (chamber, named)
    series = chamber.series_of(named.session, named.kind)
    assert series in chamber.series
    assert [series in each for each in chamber.series_with(named.kind)].count(True) == 1
    assert stored(series) == (chamber, named.session, named.kind)
    assert chamber.first_day(named.session) <= date(2026, 12, 31)
    assert chamber.page(named).startswith("https://")
    found = read_references(chamber.reference(named), 17)
    written_only = chamber is ASSEMBLEE and named.kind != "QE"
    assert written_only or found == [Exact(QuestionId(chamber, *named))]


@pytest.mark.parametrize("text", ["12432", "n° 12432", "16/12432", "question 5636", "17-1"])
def test_a_number_that_stands_alone_is_the_assemblees(text: str) -> None:
    others = [each for each in CHAMBERS if each is not ASSEMBLEE]
    assert [each for each in others if each.typed(text).named or each.mentioned(text).named] == []


def test_no_two_chambers_are_called_alike_and_each_with_a_file_has_its_reader() -> None:
    called = [{words_of(name) for name in (each.code, *each.names)} for each in CHAMBERS]
    assert all(one.isdisjoint(other) for one, other in combinations(called, 2))
    assert [each for each in CHAMBERS if not "".join(words_of(each.name)).isascii()] == [], "not on every keyboard"
    assert [file.chamber for file in FILES] == [each for each in CHAMBERS if each.archive is not None]


@pytest.mark.parametrize(("chamber", "named", "text"), NAMED)
def test_a_question_has_one_canonical_text(chamber: Chamber, named: Designation, text: str) -> None:
    assert chamber.write(named) == text
    assert designation(text) == (chamber, named)


@pytest.mark.parametrize(("chamber", "named", "text"), NAMED)
def test_the_canonical_text_fits_into_a_link_and_twice_into_a_button(
    chamber: Chamber, named: Designation, text: str
) -> None:
    assert re.fullmatch(r"[A-Za-z0-9-]{1,20}", text)
    assert text.startswith(chamber.code)


@pytest.mark.parametrize("text", ["17-12432", "13-1", "16-999999"])
def test_the_text_that_was_written_while_there_was_one_chamber_is_read_for_ever(text: str) -> None:
    session, _, number = text.partition("-")
    assert designation(text) == (ASSEMBLEE, Designation(int(session), int(number), "QE"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "an",
        "an17",
        "an17-",
        "an17-0",
        "an12-1",
        "an100-1",
        "an17-1000000",
        "an17-QE-1",
        "an17-QC-1",
        "AN17-1",
        "an17-1\n",
        "an17-١",
        "17-QOSD",
        "senat-",
        "senat-SEQ25070563",
        "senat-SEQ250005636",
        "senat-SEQ251305636",
        "senat-SEQ250700000",
        "senat-SEQ25070000S",
        "senat-SEQ25071054Z",
        "senat-SEQ2507056361",
        "senat-seq250705636",
        "SEQ250705636",
        "se-17-1",
    ],
)
def test_any_other_text_names_no_question(text: str) -> None:
    with pytest.raises(ValueError, match="not a question"):
        designation(text)


@pytest.mark.parametrize(("chamber", "named", "text"), NAMED)
def test_what_is_stored_tells_the_chamber_the_session_and_the_kind(
    chamber: Chamber, named: Designation, text: str
) -> None:
    series = chamber.series_of(named.session, named.kind)
    assert series in chamber.series
    assert stored(series) == (chamber, named.session, named.kind)


def test_written_questions_of_the_assemblee_are_stored_under_their_legislature_as_ever() -> None:
    assert [ASSEMBLEE.series_of(each, "QE") for each in range(13, 100)] == list(range(13, 100))


@pytest.mark.parametrize("series", [-1, 3_000, 999_999, 20_250_706 // 10 * 10 + 6, 2_025_079, 9_000_000])
def test_a_series_of_no_chamber_is_refused(series: int) -> None:
    with pytest.raises(ValueError, match="series"):
        stored(series)


def test_no_two_chambers_share_a_series_or_a_code() -> None:
    for one, other in combinations(CHAMBERS, 2):
        assert one.series.stop <= other.series.start
        assert one < other
        assert not one.code.startswith(other.code)
        assert not other.code.startswith(one.code)


def test_the_largest_series_fits_into_the_column_and_into_a_place_of_the_index() -> None:
    largest = max(each.series.stop for each in CHAMBERS)
    assert largest < 1 << 31
    assert (largest * (MAX_NUMBER + 1) << 12) < 1 << 63


@pytest.mark.parametrize("chamber", CHAMBERS)
def test_a_chamber_is_one_value_however_it_is_copied(chamber: Chamber) -> None:
    assert copy.deepcopy(chamber) is chamber
    assert pickle.loads(pickle.dumps(chamber)) is chamber  # noqa: S301


@pytest.mark.parametrize(
    ("chamber", "named", "uid", "reference", "page"),
    [
        (
            ASSEMBLEE,
            WRITTEN,
            "QANR5L17QE12432",
            "17/12432",
            "https://www.assemblee-nationale.fr/dyn/17/questions/QANR5L17QE12432",
        ),
        (
            ASSEMBLEE,
            Designation(14, 3200, "QE"),
            "QANR5L14QE3200",
            "14/3200",
            "https://questions.assemblee-nationale.fr/q14/14-3200QE.htm",
        ),
        (
            SENAT,
            SENATORS,
            "SEQ250705636",
            "SEQ250705636",
            "https://www.senat.fr/questions/base/2025/qSEQ250705636.html",
        ),
        (
            SENAT,
            Designation(202310, 827, "QOSD"),
            "SEQ23100827S",
            "SEQ23100827S",
            "https://www.senat.fr/questions/base/2023/qSEQ23100827S.html",
        ),
        (
            SENAT,
            Designation(198004, 33743, "QE"),
            "SEQ800433743",
            "SEQ800433743",
            "https://www.senat.fr/questions/base/1980/qSEQ800433743.html",
        ),
    ],
)
def test_how_a_question_is_named_and_linked(
    chamber: Chamber, named: Designation, uid: str, reference: str, page: str
) -> None:
    assert (chamber.uid(named), chamber.reference(named), chamber.page(named)) == (uid, reference, page)


@pytest.mark.parametrize("chamber", [ASSEMBLEE, SENAT])
def test_questions_that_are_asked_aloud_have_no_term(chamber: Chamber) -> None:
    assert all(chamber.terms(kind) == NO_TERMS for kind in chamber.kinds[1:])
    assert chamber.terms(chamber.kinds[0]).months_to_answer == 2


def test_a_question_of_the_assemblee_ends_with_its_legislature_and_one_of_the_senat_does_not() -> None:
    assert [ASSEMBLEE.is_over(each, 17) for each in (16, 17, 18)] == [True, False, False]
    assert not SENAT.is_over(201001, 17)


def test_the_first_day_on_which_a_question_can_have_been_published() -> None:
    assert ASSEMBLEE.first_day(16) == date(2022, 6, 22)
    assert ASSEMBLEE.first_day(18) == date(2024, 7, 18)
    assert SENAT.first_day(202507) == date(2025, 7, 1)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("what", ["title", "name"])
def test_every_kind_of_question_is_named_in_both_languages(language: str, what: str) -> None:
    for chamber, named in ONE_OF_EACH:
        assert "4321" in getattr(phrases(language), what)(QuestionId(chamber, *named))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_chamber_without_words_of_its_own_has_those_of_any(language: str) -> None:
    words = phrases(language)
    assert words.of_chamber("which", DIET, session=2026) == "Diet 2026"
    assert words.of_chamber("link", SENAT) == "Sénat"
    assert words.of_chamber("link", DIET) == words.of_chamber("link", DIET, session=1)
