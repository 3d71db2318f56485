"""Alerts, lists and reports about a question all of whose words are hostile are still messages that Telegram takes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from bot.core.change import MOST_LISTED, Kind
from bot.core.chase import chase
from bot.core.deadline import OVERDUE, OVERDUE_SIGNALLED
from bot.core.deputy import Deputy
from bot.core.question import Answer, Closing, Question, QuestionId
from bot.messages.alerts import answer_alert
from bot.messages.card import card
from bot.messages.chase import chase_letter
from bot.messages.grouped import grouped_list
from bot.messages.listing import list_page
from bot.messages.message import LIMIT, LONGEST_COPY, Message, width
from bot.messages.operator import operator_report
from bot.messages.phrases import phrases
from bot.messages.progress_alerts import (
    corrected_alert,
    overdue_alert,
    reattributed_alert,
    renewable_alert,
    renewed_alert,
    reopened_alert,
    signalled_alert,
)
from bot.standins.telegram.html import parse
from tests.messages.reading import HOSTILE, STALE
from tests.support.examples import ID, NOW, observation

KINDS_OF_REPORT = (
    "layout",
    "down",
    "back",
    "label",
    "labels",
    "sweep-rejected",
    "sweep-unreadable",
    "refused",
    "undelivered",
    "moved",
    "still",
    "restored",
    "outage",
)


def every_message_of_a_life(text: str) -> Iterator[Message]:
    """Every message of a question's life in both languages, about a question all of whose words are `text`."""
    hostile = Question(
        ID,
        author=text,
        subject=text,
        ministry=text,
        asked=date(2026, 9, 1),
        text=text,
        comments=(),
        signalled=(date(2026, 11, 17),),
        renewals=(date(2026, 11, 10),),
    )
    ended = replace(hostile, answer=Answer(date(2026, 11, 24), text), closing=Closing(text, date(2026, 11, 24)))
    detail = {
        "hunks": [[text] * 4] * 9,
        "more": 10**9,
        "erratum": text,
        "from": text,
        "to": text,
        "on": text,
        "was": text,
    }
    values = {
        "source": text,
        "reason": text,
        "since": text,
        "label": text,
        "labels": [[text, text]] * 50,
        "question": text,
        "questions": [text] * 50,
        "count": 10**9,
        "total": 10**9,
        "examples": [[text, text]] * 50,
    }
    longest = [
        (
            QuestionId.of_legislature(99, 999_980 + number),
            replace(ended, id=QuestionId.of_legislature(99, 999_980 + number)),
        )
        for number in range(MOST_LISTED)
    ]
    grouped = [QuestionId.of_legislature(99, 999_900 + number) for number in range(99)]
    for words in (phrases("fr"), phrases("en")):
        yield corrected_alert(words, ended, detail)
        yield reattributed_alert(words, hostile, detail)
        yield signalled_alert(words, hostile, NOW)
        yield renewed_alert(words, hostile, NOW)
        yield overdue_alert(words, hostile, OVERDUE)
        yield overdue_alert(words, hostile, OVERDUE_SIGNALLED)
        yield renewable_alert(words, hostile, NOW)
        yield reopened_alert(words, hostile, detail)
        for known in (hostile, replace(hostile, signalled=()), replace(hostile, signalled=(), renewals=())):
            asked = replace(known, group=text, constituency=text, author_ref="PA1")
            found = chase(asked, date(2027, 2, 1))
            assert found is not None
            yield chase_letter(words, found, Deputy("PA1", text, text, "pa1@assemblee-nationale.fr"))
        yield answer_alert(words, ended, grouped, 10**9, NOW)
        yield card(words, observation(hostile), NOW, followed=True, stale=STALE)
        yield list_page(words, longest, 1, NOW, NOW, STALE)
        for kind in (*Kind, text):
            yield grouped_list(words, kind, longest, 999_981, 10**6)
        for kind in (*KINDS_OF_REPORT, text):
            yield operator_report(words, kind, values)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:12]))
def test_every_message_of_a_life_is_one_that_telegram_takes(text: str) -> None:
    for message in every_message_of_a_life(text):
        parsed = parse(str(message.html))
        assert 0 < width(parsed.text) <= LIMIT
        assert 0 < width(message.plain) <= LIMIT
        for button in (button for row in message.buttons for button in row):
            assert len((button.callback or "x").encode()) <= 64
            assert 0 < width(button.copy or "x") <= LONGEST_COPY
