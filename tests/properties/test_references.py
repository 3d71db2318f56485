"""Reading references: any text can be read, and every spelling of a question means that question."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.core.addresses import deep_link, nosdeputes_page, started_with, text_link, text_wanted
from bot.core.chambers.assemblee import FIRST_LEGISLATURE
from bot.core.chambers.chamber import MAX_NUMBER
from bot.core.command_text import slashed, unslashed
from bot.core.commands import COMMANDS
from bot.core.mentions import LONGEST, MOST, find_references, with_links
from bot.core.numerals import divide
from bot.core.preference_edits import is_zone
from bot.core.preferences import Preferences
from bot.core.private_message import questions_named
from bot.core.question import QuestionId
from bot.core.reference import (
    Bare,
    Exact,
    InternalPage,
    OtherLegislature,
    Reading,
    read_addresses,
    read_argument,
    read_references,
)
from bot.core.typed_settings import Edit, Suggestions
from bot.messages.settings import SettingsView
from bot.messages.settings_labels import is_setting, read_edit
from tests.properties.values import CURRENT, hostile, ids

USUAL = SettingsView(Preferences(), "private", "fr", datetime(2026, 11, 24, tzinfo=UTC))
PIECES = (
    *("12432", "16", "17/", "-", "QE", "QG", "QANR5L16QE", "n° ", "№", "législature", "16e ", "question écrite "),
    *(
        "https://",
        "www.",
        "nosdeputes.fr",
        "assemblee-nationale.fr",
        "/question/QE/",
        "#",
        "?",
        "%2F",
        "@",
        ":",
        "[::1]",
    ),
    *("évil.example", "\u00a0", "\u202f", "\u200b", "٣", "²", "，", "０", "999999999999"),
)
typed = st.one_of(st.text(), hostile, st.lists(st.sampled_from(PIECES), max_size=10).map("".join))
links = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 30), typed), max_size=4)

SPELLINGS = (
    "{0.session}/{0.number}",
    "{0.session}-{0.number}",
    "{0.session} - {0.number}",
    "{0.session}\u2013{0.number}",
    "{0.session}-{0.number}QE",
    "({0.uid})",
    "« {0.uid} »",
    "n° {0.number} ({0.session}ᵉ législature)",
    "{0.number} de la {0.session}e législature",
    "question écrite n° {0.number}, {0.session}ème législature",
    "{0.session}e législature, n° {0.number}",
    "no. {0.number} ({0.session}th legislature)",
)


def numbers_of(reading: Reading) -> list[int]:
    """The numbers in a reading."""
    match reading:
        case Bare(number):
            return [number]
        case Exact(QuestionId(number=number)):
            return [number]
        case _:
            return []


@given(typed)
def test_any_typed_text_is_read_into_possible_questions(text: str) -> None:
    for reading in [*read_references(text, CURRENT), *find_references(text, CURRENT)]:
        assert all(1 <= number <= MAX_NUMBER for number in numbers_of(reading))
        if isinstance(reading, Exact):
            assert FIRST_LEGISLATURE <= reading.id.session <= CURRENT
        if isinstance(reading, InternalPage):
            assert FIRST_LEGISLATURE <= reading.legislature <= CURRENT
        if isinstance(reading, OtherLegislature):
            assert not FIRST_LEGISLATURE <= reading.legislature <= CURRENT


@given(typed)
def test_each_reference_is_read_once(text: str) -> None:
    for found in (read_references(text, CURRENT), find_references(text, CURRENT)):
        assert len(found) == len(set(found))


@given(typed)
def test_a_text_of_addresses_is_read_as_any_text_is(text: str) -> None:
    assert read_addresses(text, CURRENT) in ([], read_references(text, CURRENT))


@given(st.text(), st.integers(1, 2000))
def test_a_long_text_mentions_a_bounded_number_of_questions(text: str, times: int) -> None:
    assert len(find_references((text + " question écrite n° 1, ") * times, CURRENT)) <= MOST


@given(typed, links)
def test_hidden_links_never_spoil_a_text(text: str, hidden: list[tuple[int, int, str]]) -> None:
    shown = with_links(text, hidden, CURRENT)
    assert len(shown) <= len(text) + sum(len(address) + 2 for *_, address in hidden)
    assert hidden or shown == text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


@given(ids, st.sampled_from(SPELLINGS))
def test_every_spelling_of_a_question_means_it(id: QuestionId, spelling: str) -> None:
    assert read_references(spelling.format(id), CURRENT) == [Exact(id)]


@given(ids, st.sampled_from(["", "?a=1", "#reponse"]))
def test_the_addresses_that_we_write_are_read_back(id: QuestionId, rest: str) -> None:
    for address in (id.page, nosdeputes_page(id)):
        assert read_references(address + rest, CURRENT) == [Exact(id)]
        assert find_references(f"voir {address + rest} svp", CURRENT) == [Exact(id)]


@given(st.integers(1, MAX_NUMBER), st.sampled_from(["{}", "n° {}", "#{}", "QE {}", "question écrite n°{}", "{} QE"]))
def test_a_number_alone_stays_bare(number: int, spelling: str) -> None:
    assert read_references(spelling.format(number), CURRENT) == [Bare(number)]


@given(ids)
def test_a_question_is_read_back_from_a_button_and_from_a_deep_link(id: QuestionId) -> None:
    assert QuestionId.parse(str(id)) == id
    link, text = (make("guetteur_bot", id).partition("start=")[2] for make in (deep_link, text_link))
    assert (started_with(link), text_wanted(link)) == (id, None)
    assert (started_with(text), text_wanted(text)) == (None, id)


@given(st.one_of(st.text(), typed))
def test_a_forged_button_or_deep_link_names_a_question_or_nothing(forged: str) -> None:
    assert started_with(forged) is None or f"q{started_with(forged)}".replace("q", "") in forged.replace("-0", "-")
    assert text_wanted(forged) is None or f"t{text_wanted(forged)}".replace("t", "") in forged.replace("-0", "-")
    try:
        found = QuestionId.parse(forged)
    except ValueError:
        return
    assert 1 <= found.number <= MAX_NUMBER
    assert find_references("x" * LONGEST + forged, CURRENT) == []


@given(typed)
def test_any_private_message_names_only_possible_questions(text: str) -> None:
    for references in (questions_named(text, CURRENT), read_argument(text, CURRENT)):
        assert all(1 <= number <= MAX_NUMBER for reading in references.readings for number in numbers_of(reading))
        for ambiguity in references.ambiguities:
            assert len(ambiguity.readings) > 1
            assert all(number.isdigit() and number[0] != "0" for numbers in ambiguity.readings for number in numbers)


@given(
    st.lists(st.integers(1, MAX_NUMBER), min_size=1, max_size=12, unique=True),
    st.sampled_from([" ", ", ", "; ", "\n", " et "]),
)
def test_no_figure_of_a_list_is_lost(numbers: list[int], between: str) -> None:
    text = between.join(map(str, numbers))
    divided = divide(text)
    kept = divided.rest + "".join(ambiguity.typed for ambiguity in divided.ambiguities)
    assert sorted(filter(str.isdigit, kept)) == sorted(filter(str.isdigit, text))
    for ambiguity in divided.ambiguities:
        assert {"".join(way) for way in ambiguity.readings} == {ambiguity.typed.replace(" ", "")}


@given(typed | st.sampled_from([name for each in COMMANDS for name in each.names]))
def test_any_message_gives_a_known_command_or_none(text: str) -> None:
    names = {command.name for command in COMMANDS}
    for given_command in (
        slashed(text, "guetteur_bot"),
        slashed(f"/{text}", "guetteur_bot"),
        unslashed(text, is_setting),
    ):
        assert given_command is None or given_command.command in names


@given(typed | st.sampled_from(["fuseau ", "heure 25", "UTC+99", "calme 22 22"]))
def test_any_text_after_settings_is_a_possible_edit_or_is_answered(text: str) -> None:
    read = read_edit(text, USUAL, "fr")
    assert isinstance(read, Edit | Suggestions)
    if isinstance(read, Edit) and read.field == "zone":
        assert is_zone(read.value)
