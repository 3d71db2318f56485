"""The life of a question, decided: corrections, reminders, terms, ends that are taken back, and how surely it is known."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from bot.core.change import NOTHING_TOLD, Kind, Told, compare
from bot.core.closing_labels import Ending, ending_of, is_known
from bot.core.confirmation import Statement, confirmed, is_confirmed, next_statement
from bot.core.deadline import OVERDUE, OVERDUE_SIGNALLED, is_sure, overdue
from bot.core.difference import differences, words_of
from bot.core.merge import Readings
from bot.core.question import Answer, Attribution, Closing, Question, QuestionId, State
from bot.core.question_json import from_plain, to_plain
from bot.core.sweep import answer_key, issue_of, reason_to_reject
from tests.support.examples import ANSWER, CLOSING, ID, NOW, WAITING, answered

RECORD = replace(
    WAITING,
    comments=None,
    author_ref="PA721764",
    attributions=(Attribution("Transition écologique", date(2026, 9, 29)),),
    signalled=(),
    renewals=(),
)
DAY = date(2026, 11, 24)
MOVED = replace(
    RECORD,
    ministry="Agriculture",
    attributions=(Attribution("Transition écologique", date(2026, 9, 29)), Attribution("Agriculture", DAY)),
)


def archive(question: Question, at: datetime = NOW) -> Readings:
    return Readings(archive=question, archive_at=at)


def kinds(before: Readings, after: Readings, told: Told = NOTHING_TOLD) -> list[Kind]:
    return [event.kind for event in compare(before, after, told)]


@pytest.mark.parametrize(
    ("after", "kind"),
    [
        pytest.param(answered(RECORD), Kind.ANSWERED, id="an answer"),
        pytest.param(replace(RECORD, answer=Answer(DAY, None)), Kind.ANSWERED, id="its date before its text"),
        pytest.param(replace(RECORD, answer=Answer(None, "Oui.")), Kind.ANSWERED, id="its text before its date"),
        pytest.param(replace(RECORD, answer=Answer(date(2030, 1, 1), "Oui.")), Kind.ANSWERED, id="dated ahead"),
        pytest.param(replace(RECORD, answer=Answer(date(2026, 1, 1), "Oui.")), Kind.ANSWERED, id="dated back"),
        pytest.param(MOVED, Kind.REATTRIBUTED, id="another ministry"),
        pytest.param(replace(RECORD, signalled=(DAY,)), Kind.SIGNALLED, id="signalled"),
        pytest.param(replace(RECORD, signalled=(None,)), Kind.SIGNALLED, id="signalled on an unknown day"),
        pytest.param(replace(RECORD, renewals=(DAY,)), Kind.RENEWED, id="renewed"),
        pytest.param(replace(RECORD, closing=CLOSING), Kind.CLOSED, id="closed"),
    ],
)
def test_each_step_of_a_life_is_one_event(after: Question, kind: Kind) -> None:
    assert kinds(archive(RECORD), archive(after)) == [kind]


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(replace(RECORD, asked=date(2020, 1, 1), subject="Digues"), id="rewritten facts"),
        pytest.param(replace(RECORD, ministry="TRANSITION  ÉCOLOGIQUE".title()), id="a ministry in other spacing"),
        pytest.param(replace(RECORD, ministry=None), id="a ministry that is missing"),
        pytest.param(replace(RECORD, signalled=None, renewals=None), id="a page that knows of no reminders"),
    ],
)
def test_what_only_looks_different_is_no_event(after: Question) -> None:
    before = archive(replace(RECORD, ministry="Transition Écologique"))
    assert kinds(before, archive(after)) == []


def test_a_date_that_follows_the_text_is_no_second_event() -> None:
    assert kinds(archive(replace(RECORD, answer=Answer(None, "Oui."))), archive(answered(RECORD))) == [Kind.CORRECTED]
    undated = replace(RECORD, answer=Answer(None, ANSWER.text))
    assert kinds(archive(undated), archive(answered(RECORD))) == []


def test_a_text_that_follows_the_date_is_no_second_event() -> None:
    assert kinds(archive(replace(RECORD, answer=Answer(ANSWER.published, None))), archive(answered(RECORD))) == []


def test_what_is_known_for_the_first_time_from_the_archive_is_no_event() -> None:
    page = Readings(assemblee=WAITING, assemblee_at=NOW - timedelta(hours=1))
    record = replace(RECORD, signalled=(DAY,), renewals=(DAY,))
    assert kinds(page, replace(page, archive=record, archive_at=NOW)) == []


def test_an_answer_seen_on_the_page_and_then_in_the_archive_is_told_once() -> None:
    before = Readings(archive=RECORD, archive_at=NOW, assemblee=WAITING, assemblee_at=NOW)
    seen = replace(before, assemblee=answered(), assemblee_at=NOW + timedelta(hours=1))
    assert kinds(before, seen) == [Kind.ANSWERED]
    later = replace(seen, archive=answered(RECORD), archive_at=NOW + timedelta(days=1))
    assert kinds(seen, later) == []


def test_a_ministry_seen_on_the_page_first_is_told_once() -> None:
    before = Readings(archive=RECORD, archive_at=NOW, assemblee=WAITING, assemblee_at=NOW)
    seen = replace(before, assemblee=replace(WAITING, ministry="Agriculture"), assemblee_at=NOW + timedelta(hours=1))
    (event,) = compare(before, seen)
    assert (event.kind, event.detail["from"], event.detail["to"]) == (
        Kind.REATTRIBUTED,
        "Transition écologique",
        "Agriculture",
    )
    later = replace(seen, archive=MOVED, archive_at=NOW + timedelta(days=1))
    assert kinds(seen, later, told=Told(moved_to="Agriculture")) == []


def test_a_question_that_moved_between_its_page_and_the_first_archive_is_told_where_the_archive_knows_both() -> None:
    page = Readings(assemblee=WAITING, assemblee_at=NOW - timedelta(days=1))
    (event,) = compare(page, replace(page, archive=MOVED, archive_at=NOW))
    assert (event.kind, event.detail["to"]) == (Kind.REATTRIBUTED, "Agriculture")
    otherwise = replace(page, assemblee=replace(WAITING, ministry="Ministère de la transition écologique"))
    assert kinds(otherwise, replace(otherwise, archive=MOVED, archive_at=NOW)) == []


def test_a_reattribution_tells_from_where_to_where_and_when() -> None:
    (event,) = compare(archive(RECORD), archive(MOVED))
    assert dict(event.detail) == {"from": "Transition écologique", "to": "Agriculture", "on": "2026-11-24"}


def test_an_answered_question_is_neither_signalled_nor_moved() -> None:
    after = answered(replace(MOVED, signalled=(DAY,), renewals=(DAY,)))
    assert kinds(archive(RECORD), archive(after)) == [Kind.ANSWERED]
    assert kinds(archive(answered(RECORD)), archive(after)) == []


LONG = "Le Gouvernement entretient les digues « avec soin » depuis l'an 2000 : 1 500 € par mètre."


@pytest.mark.parametrize(
    "same",
    [
        LONG.replace(" ", "\u00a0"),
        LONG.replace("'", "’"),
        LONG.replace("«", "&laquo;").replace("»", "&raquo;").replace("€", "&euro;"),
        LONG.replace("1 500", "1\u202f500").replace("1 500", "1500"),
        LONG.replace(". ", ".\n\n"),
        LONG.replace("digues", "<em>digues</em>"),
        LONG.replace(" :", ":").replace("« avec soin »", '"avec soin"'),
        LONG.replace("1 500", "1\u00a0 500"),
        LONG.replace("« avec soin »", "avec « soin »"),
    ],
)
def test_white_space_entities_and_typography_are_no_correction(same: str) -> None:
    assert words_of(same) == words_of(LONG)
    assert differences(LONG, same) == ([], 0)
    was, now = (archive(replace(RECORD, answer=Answer(DAY, text))) for text in (LONG, same))
    assert kinds(was, now) == []


@pytest.mark.parametrize(
    ("text", "hunk"),
    [
        (LONG.replace("avec soin", "avec grand soin"), ["… les digues « avec", "", "grand", "soin » depuis l'an …"]),
        (LONG.replace("2000", "2001"), ["avec soin » depuis l'an", "2000", "2001", ": 1 500 €"]),
        (LONG.replace("€", "%"), ["2000 : 1 500", "€", "%", "par mètre."]),
        (LONG.replace(" avec soin", ""), ["Gouvernement entretient les digues «", "", "", ""]),
    ],
)
def test_a_correction_shows_what_changed(text: str, hunk: list[str]) -> None:
    hunks, more = differences(LONG, text)
    assert more == 0
    assert len(hunks) == 1
    if hunk[1] or hunk[2]:
        assert hunks[0][1:3] == hunk[1:3]
        assert hunks[0][3].startswith(hunk[3][:5])


def test_each_correction_is_told_once_and_two_in_a_row_are_two() -> None:
    texts = [LONG, LONG.replace("2000", "2001"), LONG.replace("2000", "2002")]
    keys = [
        compare(archive(replace(RECORD, answer=Answer(DAY, old))), archive(replace(RECORD, answer=Answer(DAY, new))))[
            0
        ].key
        for old, new in pairwise(texts)
    ]
    assert len(set(keys)) == 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Taux de 1,5.", "Taux de 15."),
        ("Le 3/4 des cas.", "Le 34 des cas."),
        ("12 345 euros.", "123 45 euros."),
        ("Solde de -5.", "Solde de 5."),
        ("Hausse de 10 %.", "Hausse de 10."),
        ("De 1,5 à 2.", "De 1/5 à 2."),
        ("Si x < 5.", "Si x > 5."),
    ],
)
def test_a_figure_that_changes_is_a_correction_that_shows_it(old: str, new: str) -> None:
    was, now = (archive(replace(RECORD, answer=Answer(DAY, text))) for text in (old, new))
    (event,) = compare(was, now)
    assert event.detail["hunks"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("l'État", "l'état"),
        ("rendez-vous", "rendez vous"),
        ("10 000 €", "10000 €"),
        ("A – B", "A - B"),
        ("En 2023 150 agents", "En 2023, 150 agents"),
    ],
)
def test_capitals_and_signs_are_typography(old: str, new: str) -> None:
    assert differences(old, new) == ([], 0)
    was, now = (archive(replace(RECORD, answer=Answer(DAY, text))) for text in (old, new))
    assert kinds(was, now) == []


def test_a_text_that_was_seen_before_is_no_correction_when_it_comes_back() -> None:
    first, second, third = (archive(replace(RECORD, answer=Answer(DAY, text))) for text in ("Oui.", "Non.", "Si."))
    (event,) = compare(first, second)
    told = Told(texts=frozenset({event.detail["was"], event.detail["sum"]}))
    assert compare(second, first, told) == compare(first, second, told) == ()
    assert kinds(first, third, told) == [Kind.CORRECTED]


def test_the_key_of_a_correction_is_its_text_which_is_stored() -> None:
    (corrected,) = compare(archive(answered(RECORD)), archive(replace(RECORD, answer=Answer(DAY, "Autre."))))
    assert corrected.key == "corrected:e5c5a85b5e3f3424"


def held(*ministries: str) -> Readings:
    return archive(
        replace(RECORD, ministry=ministries[-1], attributions=tuple(Attribution(m, DAY) for m in ministries))
    )


TOLD_B = Told(moved_to="B", ministries=frozenset("AB"))


@pytest.mark.parametrize(
    ("before", "after", "told", "is_news"),
    [
        pytest.param("A", "AB", NOTHING_TOLD, True, id="the list grew"),
        pytest.param("AB", "ABA", TOLD_B, True, id="it grew and a ministry returns in it"),
        pytest.param("AB", "A", TOLD_B, False, id="it shrank to what it was"),
        pytest.param("AB", "A", NOTHING_TOLD, False, id="it shrank, and nothing was told"),
        pytest.param("B", "A", TOLD_B, False, id="a list that forgets shows an older one"),
        pytest.param("B", "C", TOLD_B, True, id="a list that forgets shows another one"),
        pytest.param("A", "AB", TOLD_B, False, id="told before"),
    ],
)
def test_a_ministry_is_news_where_it_is_no_older_state(before: str, after: str, told: Told, is_news: bool) -> None:
    assert kinds(held(*before), held(*after), told) == [Kind.REATTRIBUTED] * is_news


@pytest.mark.parametrize("told", [Told(moved_to="Agriculture"), Told(ministries=frozenset({"Agriculture"}))], ids=str)
def test_a_ministry_that_is_old_news_in_the_archive_hides_none_that_the_page_brings(told: Told) -> None:
    before = Readings(archive=RECORD, archive_at=NOW, assemblee=WAITING, assemblee_at=NOW)
    record = replace(RECORD, ministry="Agriculture", attributions=(Attribution("Agriculture", DAY),))
    (event,) = compare(before, replace(before, archive=record, assemblee=replace(WAITING, ministry="Santé")), told)
    assert (event.kind, event.detail["to"]) == (Kind.REATTRIBUTED, "Santé")


@pytest.mark.parametrize(("before", "after", "place"), [("A", "AB", "2"), ("AB", "ABA", "3"), ("B", "C", "")])
def test_a_ministry_is_told_once_for_each_place_that_it_has_in_a_list(before: str, after: str, place: str) -> None:
    (event,) = compare(held(*before), held(*after))
    assert event.key.startswith(f"reattributed:{place}:")


EARLIER, LATER = date(2026, 11, 2), date(2026, 11, 23)


@pytest.mark.parametrize(
    ("before", "after", "told", "keys"),
    [
        pytest.param((), (EARLIER,), NOTHING_TOLD, [":2026-11-02"], id="the first"),
        pytest.param((EARLIER,), (EARLIER, LATER), NOTHING_TOLD, [":2026-11-23"], id="a second one"),
        pytest.param((EARLIER,), (LATER,), NOTHING_TOLD, [":2026-11-23"], id="made again on a later day"),
        pytest.param((LATER,), (), NOTHING_TOLD, [], id="withdrawn"),
        pytest.param((None,), (EARLIER,), NOTHING_TOLD, [], id="its day becomes known"),
        pytest.param((EARLIER,), (None,), NOTHING_TOLD, [], id="its day is not known any more"),
        pytest.param((), (EARLIER,), Told(signalled=frozenset({"2026-11-02"})), [], id="seen before"),
        pytest.param((), (EARLIER,), Told(signalled_by=EARLIER), [], id="told by an earlier version"),
        pytest.param((), (date(2026, 11, 9),), Told(signalled_by=EARLIER), [], id="and printed a week ahead"),
        pytest.param((), (LATER,), Told(signalled_by=EARLIER), [":2026-11-23"], id="made after that"),
        pytest.param((), (None,), NOTHING_TOLD, [""], id="on an unknown day"),
        pytest.param((None,), (None, None), NOTHING_TOLD, [":2"], id="a second one on an unknown day"),
    ],
)
def test_a_signalling_is_told_by_its_day(
    before: tuple[date | None, ...], after: tuple[date | None, ...], told: Told, keys: list[str]
) -> None:
    was, now = (archive(replace(RECORD, signalled=days)) for days in (before, after))
    assert [event.key for event in compare(was, now, told)] == [f"signalled{key}" for key in keys]


def test_a_ministry_that_a_record_lacks_stays_known() -> None:
    bare = next_statement(Statement(RECORD), replace(RECORD, ministry=None), NOW)
    assert bare.believed.ministry == RECORD.ministry
    other = next_statement(bare, MOVED, NOW)
    assert kinds(archive(bare.believed), archive(other.believed)) == [Kind.REATTRIBUTED]


def test_a_difference_at_the_end_of_a_text_is_not_said_to_go_on() -> None:
    ((before, out, put_in, after),), _ = differences("Un deux trois.", "Un deux quatre.")
    assert (before, out, put_in, after) == ("Un deux", "trois.", "quatre.", "")


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("a b c d X", "a b c d", ""),
        ("a b c d e X", "… b c d e", ""),
        ("X a b c d", "", "a b c d"),
        ("X a b c d e", "", "a b c d …"),
    ],
)
def test_four_words_are_shown_on_each_side_of_a_difference_and_a_sign_where_there_are_more(
    text: str, before: str, after: str
) -> None:
    assert differences(text.replace("X", "oui"), text.replace("X", "non")) == ([[before, "oui", "non", after]], 0)


def test_what_is_put_in_before_everything_takes_nothing_out() -> None:
    assert differences("deux trois", "un deux trois") == ([["", "", "un", "deux trois"]], 0)


def test_a_side_of_a_difference_is_shown_up_to_240_characters_and_cut_at_a_word_beyond() -> None:
    words = " ".join(f"mots{number:05}" for number in range(23))
    assert differences("", f"{words} 0123456789") == ([["", "", f"{words} 0123456789", ""]], 0)
    assert differences("", f"{words} 0123456789a") == ([["", "", f"{words} […]", ""]], 0)


def test_five_differences_are_shown_and_the_others_counted() -> None:
    hunks, more = differences(*(" ".join(f"{word} mot{number}" for number in range(7)) for word in ("oui", "non")))
    assert (len(hunks), more) == (5, 2)


def test_a_difference_after_six_thousand_words_is_not_shown() -> None:
    words = [f"mot{number}" for number in range(6_000)]
    assert differences(" ".join([*words, "oui"]), " ".join([*words, "non"])) == ([], 0)
    assert len(differences(" ".join([*words[1:], "oui"]), " ".join([*words[1:], "non"]))[0]) == 1


def test_a_page_that_catches_up_with_what_the_archive_told_is_no_news() -> None:
    first, second = (replace(RECORD, answer=Answer(DAY, text)) for text in ("Oui.", "Non."))
    lagging = Readings(archive=second, archive_at=NOW, assemblee=first, assemblee_at=NOW - timedelta(days=9))
    caught_up = replace(lagging, assemblee=second, assemblee_at=NOW + timedelta(days=1))
    assert kinds(lagging, caught_up) == []
    behind = Readings(archive=MOVED, archive_at=NOW, assemblee=WAITING, assemblee_at=NOW - timedelta(days=9))
    assert kinds(behind, replace(behind, assemblee=replace(WAITING, ministry="Agriculture"))) == []


def test_a_text_that_a_record_loses_stays_known_and_another_one_is_a_correction() -> None:
    known = Statement(answered(RECORD))
    bare = next_statement(known, replace(RECORD, answer=Answer(DAY, None)), NOW)
    assert bare.believed.answer == replace(ANSWER, published=DAY)
    assert not is_confirmed(bare, NOW + timedelta(days=9), timedelta(0))
    other = next_statement(bare, replace(RECORD, answer=Answer(DAY, "Autre.")), NOW)
    assert other.believed == bare.believed
    assert kinds(archive(bare.believed), archive(confirmed(other).believed)) == [Kind.CORRECTED]


def test_a_printed_erratum_is_a_correction_though_the_text_stays() -> None:
    after = replace(RECORD, answer=replace(ANSWER, erratum="Au lieu de : « digues », lire : « barrages »."))
    (event,) = compare(archive(answered(RECORD)), archive(after))
    assert event.kind is Kind.CORRECTED
    assert event.detail["erratum"] == "Au lieu de : « digues », lire : « barrages »."
    assert kinds(archive(after), archive(after)) == []


def test_a_correction_on_the_page_is_told_and_that_of_the_archive_where_both_show_one() -> None:
    first, second, third = (replace(RECORD, answer=Answer(DAY, text)) for text in ("Oui.", "Non.", "Jamais."))
    page = Readings(assemblee=first, assemblee_at=NOW)
    assert kinds(page, replace(page, assemblee=second)) == [Kind.CORRECTED]
    both = replace(page, archive=first, archive_at=NOW)
    (event,) = compare(both, replace(both, archive=second, assemblee=third))
    assert event.detail["hunks"][0][2] == "Non."


@pytest.mark.parametrize("page", [None, WAITING])
def test_a_page_that_shows_for_the_first_time_what_the_archive_told_is_no_correction(page: Question | None) -> None:
    before = Readings(archive=answered(RECORD), archive_at=NOW, assemblee=page, assemblee_at=NOW)
    assert kinds(before, replace(before, assemblee=answered(), assemblee_at=NOW + timedelta(hours=1))) == []


def test_an_answer_that_only_a_mended_reader_finds_is_told_as_one_and_not_as_corrected_too() -> None:
    before, after = (archive(replace(RECORD, answer=Answer(DAY, text))) for text in ("Oui.", "Non."))
    assert [event.kind for event in compare(before, after, shown=RECORD)] == [Kind.ANSWERED]


def test_a_text_that_differs_between_page_and_archive_is_no_correction() -> None:
    page = Readings(assemblee=answered(), assemblee_at=NOW)
    other = replace(RECORD, answer=Answer(ANSWER.published, "Le même, autrement écrit."))
    assert kinds(page, replace(page, archive=other, archive_at=NOW)) == []


def test_a_hostile_text_costs_no_more_than_a_long_answer() -> None:
    hunks, more = differences("a b " * 50_000, "b a c " * 50_000)
    assert len(hunks) <= 5
    assert more >= 0
    assert all(len(side) < 300 for hunk in hunks for side in hunk)


# Ends that are taken back


def test_an_end_that_the_archive_takes_back_is_believed_when_it_stays_so() -> None:
    known = Statement(answered(RECORD))
    taken = next_statement(known, RECORD, NOW)
    assert taken.believed.answer == ANSWER
    assert taken.since == NOW
    assert not is_confirmed(taken, NOW, timedelta(0))
    assert not is_confirmed(taken, NOW + timedelta(hours=6), timedelta(hours=12))
    assert is_confirmed(taken, NOW + timedelta(hours=12), timedelta(hours=12))


def test_a_record_that_is_read_for_the_first_time_takes_nothing_back() -> None:
    assert next_statement(None, RECORD, NOW) == Statement(RECORD)


def test_a_closing_that_the_archive_takes_back_stays_known_until_then_too() -> None:
    closed = replace(RECORD, closing=CLOSING)
    taken = next_statement(Statement(closed), RECORD, NOW)
    assert taken == Statement(RECORD, kept=closed, since=NOW)
    assert taken.believed == closed


def test_an_end_that_comes_back_at_the_next_sweep_was_never_gone() -> None:
    taken = next_statement(Statement(replace(RECORD, closing=CLOSING)), RECORD, NOW)
    again = next_statement(taken, replace(RECORD, closing=CLOSING), NOW + timedelta(hours=6))
    assert again == Statement(replace(RECORD, closing=CLOSING))


def test_an_answer_that_follows_a_closing_takes_nothing_back() -> None:
    assert next_statement(Statement(replace(RECORD, closing=CLOSING)), answered(RECORD), NOW).kept is None


def test_a_reopened_question_can_be_answered_again_and_only_by_the_archive() -> None:
    closed = Readings(archive=answered(RECORD), archive_at=NOW, nosdeputes=answered())
    opened = replace(closed, archive=RECORD, reopenings=1)
    (event,) = compare(closed, opened)
    assert (event.kind, event.key, dict(event.detail)) == (Kind.REOPENED, "reopened:1", {"was": "answered"})
    assert opened.merged is not None
    assert opened.merged.state is State.WAITING
    (again,) = compare(opened, replace(opened, archive=answered(RECORD)))
    assert (again.kind, again.key) == (Kind.ANSWERED, "answered:1")


# Terms


@pytest.mark.parametrize(
    ("question", "day", "key"),
    [
        (RECORD, date(2026, 11, 29), None),
        (RECORD, date(2026, 11, 30), OVERDUE),
        (replace(RECORD, signalled=(date(2026, 12, 1),)), date(2026, 12, 11), None),
        (replace(RECORD, signalled=(date(2026, 12, 1),)), date(2026, 12, 12), OVERDUE_SIGNALLED),
        (replace(RECORD, signalled=(None,)), date(2026, 11, 30), OVERDUE),
        (replace(RECORD, asked=None), date(2030, 1, 1), None),
        (replace(RECORD, asked=date(2030, 1, 1)), date(2026, 11, 30), None),
        (answered(RECORD), date(2030, 1, 1), None),
        (replace(RECORD, closing=Closing(None, None)), date(2030, 1, 1), None),
    ],
)
def test_a_term_has_passed(question: Question, day: date, key: str | None) -> None:
    assert overdue(question, day) == key


def test_a_passed_term_is_sure_once_a_source_confirmed_it_the_day_after_in_paris() -> None:
    deadline = date(2026, 11, 29)
    assert not is_sure(deadline, None)
    assert not is_sure(deadline, datetime(2026, 11, 29, 22, 59, tzinfo=UTC))
    assert is_sure(deadline, datetime(2026, 11, 29, 23, 1, tzinfo=UTC))


# A whole sweep


@pytest.mark.parametrize(
    ("readable", "unreadable", "before", "believed"),
    [
        (20000, 0, None, True),
        (19800, 200, 20000, True),
        (19799, 201, 20000, False),
        (19000, 0, 20000, True),
        (18999, 0, 20000, False),
        (0, 0, 20000, False),
        (5, 0, None, True),
        (2, 1, None, False),
    ],
)
def test_a_sweep_that_cannot_be_true_is_not_believed(
    readable: int, unreadable: int, before: int | None, believed: bool
) -> None:
    assert (reason_to_reject(readable, unreadable, before) is None) is believed


def test_an_issue_is_the_latest_day_that_several_records_have_and_that_has_come() -> None:
    tuesday, before = date(2026, 11, 24), date(2026, 11, 17)
    assert issue_of({before: 40, tuesday: 175}, tuesday) == tuesday
    assert issue_of({before: 40, tuesday: 2}, tuesday) == before
    assert issue_of({before: 40, tuesday: 3}, tuesday) == tuesday
    assert issue_of({before: 40, date(2026, 12, 1): 9}, tuesday) == before
    assert issue_of({}, tuesday) is None


def test_questions_that_one_text_answers_have_one_key() -> None:
    assert answer_key(ANSWER) == answer_key(Answer(ANSWER.published, ANSWER.text))
    assert answer_key(ANSWER) != answer_key(Answer(None, ANSWER.text))
    assert answer_key(Answer(DAY, None)) is None
    key = answer_key(ANSWER)
    assert key is not None
    assert 0 <= key < 2**62
    assert answer_key(Answer(None, "Oui.")) == 2198978808583005599  # it is stored, so it may never become another one


@pytest.mark.parametrize(
    ("label", "ending", "known"),
    [
        ("Fin de mandat", Ending.MANDATE, True),
        ("FIN DE MANDAT.", Ending.MANDATE, True),
        ("Question retirée", Ending.WITHDRAWN, True),
        ("Caducité", Ending.LAPSED, True),
        ("Réponse publiée", Ending.ANSWER, True),
        ("Fusion de questions", None, False),
        (None, None, True),
    ],
)
def test_labels_of_closings(label: str | None, ending: Ending | None, known: bool) -> None:
    assert (ending_of(label), is_known(label)) == (ending, known)


def test_a_record_that_an_earlier_version_stored_is_still_read() -> None:
    plain = to_plain(answered())
    for field in ("author_ref", "attributions", "signalled", "renewals"):
        del plain[field]
    del plain["answer"]["erratum"]
    assert from_plain(plain) == answered()
    assert from_plain(to_plain(MOVED)) == MOVED
    assert QuestionId(17, 4321) == ID


@pytest.mark.parametrize(("reopenings", "state"), [(0, State.ANSWERED), (1, State.WAITING)])
def test_an_answer_that_nosdeputes_shows_counts_unless_the_archive_took_one_back(reopenings: int, state: State) -> None:
    readings = Readings(archive=RECORD, archive_at=NOW, nosdeputes=answered(), reopenings=reopenings)
    assert readings.merged is not None
    assert readings.merged.state is state
