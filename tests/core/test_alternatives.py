"""Alternatives: the other questions that a bare number can mean, and their buttons."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.core.alternatives import HIGHEST, Alternative, alternatives, can_be
from bot.core.observation import Check, Existence, Holding, Outcome, exists
from bot.core.question import Question, QuestionId
from bot.messages.alternatives import MOST_LISTED, ROOM, Ambiguous, label, listed_buttons, see_buttons, swap_buttons
from bot.messages.keyboards import addressed, for_readers
from bot.messages.listing import others_listed
from bot.messages.message import width
from bot.messages.phrases import phrases
from tests.support.examples import NOW, WAITING
from tests.support.readings import observed

FR, EN = phrases("fr"), phrases("en")
NUMBER = 12432
TAKEN = QuestionId.of_legislature(17, NUMBER)
HUB = Question(
    QuestionId.of_legislature(16, NUMBER),
    author="M. Philippe Juvin",
    subject="hébergement de la plateforme des données de santé",
    asked=date(2023, 10, 24),
)

ABSENT, FAILED, UNSEEN = Check(None, Outcome.ABSENT), Check(None, Outcome.FAILED), Check()
FRESH = Holding(NOW - timedelta(hours=6), 18_404)
OLD = Holding(NOW - timedelta(days=400), 18_500)
STALE = replace(FRESH, vouched_at=NOW - timedelta(days=2))


@pytest.mark.parametrize(
    ("id", "holding", "assemblee", "nosdeputes", "verdict"),
    [
        pytest.param((16, 5), OLD, UNSEEN, UNSEEN, Existence.ABSENT, id="a finished archive tells all, unasked"),
        pytest.param((16, 5), OLD, FAILED, FAILED, Existence.ABSENT, id="whatever the pages do"),
        pytest.param((16, 5), None, UNSEEN, UNSEEN, Existence.UNKNOWN, id="an archive that is not in tells nothing"),
        pytest.param((16, 20_001), None, UNSEEN, UNSEEN, Existence.ABSENT, id="no question can have that number"),
        pytest.param((14, 104_143), None, UNSEEN, UNSEEN, Existence.UNKNOWN, id="the highest number of the 14th"),
        pytest.param((16, 5), replace(OLD, has_record=True), UNSEEN, UNSEEN, Existence.UNKNOWN, id="unreadable record"),
        pytest.param((13, 5), None, FAILED, FAILED, Existence.UNCHECKED, id="no archive, no page: passed over"),
        pytest.param((13, 5), None, UNSEEN, UNSEEN, Existence.UNKNOWN, id="no archive: its page is to be asked"),
        pytest.param(
            (14, 5), None, FAILED, FAILED, Existence.UNKNOWN, id="the first with an archive, which is to come"
        ),
        pytest.param((17, 5), FRESH, UNSEEN, UNSEEN, Existence.UNKNOWN, id="it may be new: its page is to be asked"),
        pytest.param((17, 5), FRESH, ABSENT, UNSEEN, Existence.ABSENT, id="the page says so"),
        pytest.param((17, 5), FRESH, FAILED, ABSENT, Existence.ABSENT, id="no page to be had: the archive decides"),
        pytest.param((17, 18_405), FRESH, FAILED, FAILED, Existence.TO_COME, id="tomorrow's number"),
        pytest.param((17, 20_404), FRESH, FAILED, FAILED, Existence.TO_COME, id="the last within reach"),
        pytest.param((17, 20_405), FRESH, FAILED, FAILED, Existence.ABSENT, id="out of reach"),
        pytest.param((17, 18_405), FRESH, ABSENT, FAILED, Existence.ABSENT, id="the page knows better"),
        pytest.param((17, 5), STALE, FAILED, FAILED, Existence.UNKNOWN, id="an archive of the day before yesterday"),
        pytest.param((17, 5), None, FAILED, FAILED, Existence.UNKNOWN, id="nothing is denied before it is in"),
    ],
)
def test_what_the_archive_tells_of_a_questions_existence(
    id: tuple[int, int], holding: Holding | None, assemblee: Check, nosdeputes: Check, verdict: Existence
) -> None:
    assert exists(observed(QuestionId.of_legislature(*id), None, assemblee, nosdeputes), 17, holding, NOW) is verdict


@pytest.mark.parametrize(
    ("hours", "is_final", "needs_none"), [(None, (), False), (6, (), True), (400, (), False), (400, (True,), True)]
)
def test_a_page_is_needed_where_the_archive_is_old_unless_it_is_a_finished_legislatures(
    hours: int | None, is_final: tuple[bool, ...], needs_none: bool
) -> None:
    archived_at = None if hours is None else NOW - timedelta(hours=hours)
    assert observed(TAKEN, None, UNSEEN, UNSEEN, archived_at, *is_final).needs_no_page(NOW) is needs_none


@pytest.mark.parametrize(
    ("id", "nosdeputes", "verdict"),
    [
        pytest.param((17, 5), UNSEEN, Existence.UNKNOWN, id="the current one's, asked of the Assemblée alone"),
        pytest.param((17, 5), ABSENT, Existence.UNKNOWN, id="of both"),
        pytest.param((16, 5), UNSEEN, Existence.UNKNOWN, id="a finished one's"),
        pytest.param((16, 5), ABSENT, Existence.UNCHECKED, id="that NosDéputés.fr lacks too: passed over, not denied"),
        pytest.param((16, 20_001), ABSENT, Existence.ABSENT, id="no question can have that number"),
    ],
)
def test_a_missing_page_denies_nothing_while_the_archive_is_awaited(
    id: tuple[int, int], nosdeputes: Check, verdict: Existence
) -> None:
    assert (
        exists(observed(QuestionId.of_legislature(*id), None, ABSENT, nosdeputes), 17, None, NOW, is_awaited=True)
        is verdict
    )


@pytest.mark.parametrize(
    ("legislature", "real_size"), [(14, 104_143), (15, 46_000), (16, 18_500)], ids=["14th", "15th", "16th"]
)
def test_every_number_that_a_finished_legislature_has_is_possible_and_few_more(
    legislature: int, real_size: int
) -> None:
    assert can_be(QuestionId.of_legislature(legislature, real_size))
    assert not can_be(QuestionId.of_legislature(legislature, HIGHEST[legislature] + 1))
    assert HIGHEST[legislature] < real_size * 1.2


@pytest.mark.parametrize(
    ("number", "known", "ruled_out", "expected"),
    [
        pytest.param(NUMBER, (), (), [(16, False), (15, False), (14, False)], id="no archive is in"),
        pytest.param(NUMBER, (16,), (16,), [(16, True), (15, False), (14, False)], id="that of the 16th is in"),
        pytest.param(NUMBER, (16, 14), (16, 15, 14), [(16, True), (14, True)], id="all are in"),
        pytest.param(NUMBER, (17, 13), (16, 15, 14), [(13, True)], id="the 13th where it is known"),
        pytest.param(30_000, (), (), [(15, False), (14, False)], id="above what the 16th can have"),
        pytest.param(60_000, (), (), [(14, False)], id="above what the 15th can have"),
        pytest.param(120_000, (), (), [], id="above all"),
        pytest.param(NUMBER, (17,), (16, 15, 14), [], id="nowhere else"),
    ],
)
def test_the_others_of_a_number_are_those_that_are_known_and_those_that_nobody_can_rule_out(
    number: int, known: tuple[int, ...], ruled_out: tuple[int, ...], expected: list[tuple[int, bool]]
) -> None:
    questions = {each: replace(WAITING, id=QuestionId.of_legislature(each, number)) for each in known}
    found = alternatives(QuestionId.of_legislature(17, number), questions, ruled_out, current=17)
    assert [(each.id.session, each.question is not None) for each in found] == expected


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "16ᵉ : Hébergement de la… — M. Juvin, 2023"),
        ({"author": None}, "16ᵉ : Hébergement de la plateforme… — 2023"),
        ({"asked": None}, "16ᵉ : Hébergement de la… — M. Juvin"),
        ({"author": None, "asked": None, "subject": None}, "16ᵉ : voir"),
        ({"author": "Mme Alexandra Martin (Alpes-Maritimes)"}, "16ᵉ : Hébergement de… — Mme Martin, 2023"),
        ({"author": "M. Charles de Courson"}, "16ᵉ : Hébergement… — M. de Courson, 2023"),
        ({"author": "Mme Sophie Taillé-Polian"}, "16ᵉ : Hébergeme… — Mme Taillé-Polian, 2023"),
        ({"author": "Philippe Juvin"}, "16ᵉ : Hébergement… — Philippe Juvin, 2023"),
        ({"subject": "digues"}, "16ᵉ : Digues — M. Juvin, 2023"),
        ({"subject": "Anticonstitutionnellement" * 4}, "16ᵉ : Anticonstitutionne… — M. Juvin, 2023"),
    ],
)
def test_the_button_names_the_subject_the_author_and_the_year_in_one_line(
    changes: dict[str, object], text: str
) -> None:
    question = replace(HUB, **changes)  # type: ignore[arg-type]  # facts by name
    shown = label(FR, Alternative(HUB.id, question))
    assert shown.replace("\u00a0", " ") == text
    assert width(shown) <= ROOM


def test_the_button_speaks_english_and_names_the_number_in_a_list() -> None:
    assert label(EN, Alternative(HUB.id, HUB)) == "16th: Hébergement de la… — M. Juvin, 2023"
    assert label(EN, Alternative(HUB.id, None)) == "16th legislature: look"
    assert label(FR, Alternative(HUB.id, None)).replace("\u00a0", " ") == "16ᵉ législature : voir"
    numbered = label(FR, Alternative(HUB.id, HUB), numbered=True).replace("\u00a0", " ")
    assert numbered == "n° 12432, 16ᵉ : Hébergem… — M. Juvin, 2023"


def test_the_buttons_data_fits_even_where_another_chat_is_meant() -> None:
    taken = QuestionId.of_legislature(99, 999_999)
    (row,) = swap_buttons(FR, taken, [Alternative(QuestionId.of_legislature(98, 999_999), None)])
    data = addressed(row[0], -1_001_234_567_890_123).callback
    assert data == "swap:an98-999999:an99-999999@-1001234567890123"
    assert len(data.encode()) <= 64


def test_in_a_channel_the_swap_is_the_posters_and_a_check_is_each_readers_own() -> None:
    swaps = swap_buttons(FR, TAKEN, [Alternative(HUB.id, HUB)])
    assert for_readers(FR, swaps, "guetteur_bot") == swaps
    ((check,),) = for_readers(FR, see_buttons(FR, [Alternative(HUB.id, HUB)]), "guetteur_bot")
    assert check.url == "https://t.me/guetteur_bot?start=qan16-12432"


def test_under_a_list_stand_as_many_buttons_as_fit_and_the_rest_is_said() -> None:
    others = (Alternative(QuestionId.of_legislature(16, 1), None), Alternative(QuestionId.of_legislature(15, 1), None))
    ambiguous = [Ambiguous(QuestionId.of_legislature(17, number), others) for number in range(1, 31)]
    rows, left_out = listed_buttons(FR, ambiguous, follows=True)
    assert (len(rows), left_out) == (MOST_LISTED, 10)
    (message,) = others_listed(FR, ambiguous, follows=True)
    assert message.buttons == rows
    assert "Pour 10 autres, la place manque" in message.plain
    assert others_listed(FR, [], follows=True) == []
