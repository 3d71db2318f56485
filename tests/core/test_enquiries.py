"""Enquiries: which messages only ask to be shown something, and which of them share an answer."""

import pytest

from bot.core.enquiries import Enquiry, enquiry_of, same_as_first

LIST, STATUS, ELSEWHERE = Enquiry("list", "", None), Enquiry("status", "4321", None), Enquiry("list", "", 7)


@pytest.mark.parametrize(
    ("text", "enquiry"),
    [
        ("/list", LIST),
        ("/Liste@guetteur_bot ", LIST),
        ("/list@another_bot", None),
        ("/status  4321", STATUS),
        ("/état 4321", STATUS),
        ("/export", Enquiry("export", "", None)),
        ("/help", Enquiry("help", "", None)),
        ("/privacy", Enquiry("privacy", "", None)),
        ("/settings", Enquiry("settings", "", None)),
        ("/settings english", None),
        ("/start", Enquiry("start", "", None)),
        ("/start qan17-4321", None),
        ("/follow 4321", None),
        ("/unfollow 4321", None),
        ("/forget", None),
        ("/channel", None),
        ("liste", None),
        ("4321", None),
        ("", None),
    ],
)
def test_what_only_asks_to_be_shown_something_is_told_from_what_may_change_something(
    text: str, enquiry: Enquiry | None
) -> None:
    assert enquiry_of(text, "guetteur_bot") == enquiry


def test_each_topic_of_a_forum_has_its_own_answer() -> None:
    assert enquiry_of("/list", "guetteur_bot", thread=7) == ELSEWHERE


@pytest.mark.parametrize(
    ("waiting", "served"),
    [
        ([], []),
        ([LIST], []),
        ([LIST, LIST, LIST], [1, 2]),
        ([LIST, STATUS, LIST, STATUS], [2]),
        ([LIST, ELSEWHERE], []),
        ([LIST, LIST, None, LIST], [1]),  # what came of the change is in a later list alone
        ([None, LIST, LIST], []),
        ([None, None], []),
    ],
)
def test_an_answer_serves_those_who_asked_the_same_and_wait_with_no_change_in_between(
    waiting: list[Enquiry | None], served: list[int]
) -> None:
    assert same_as_first(waiting) == served
