"""References beyond the limit of one message are named so that they can be sent again as they stand."""

import pytest

from bot.core.chambers.assemblee import ASSEMBLEE
from bot.core.question import QuestionId
from bot.core.reference import (
    Bare,
    BareOf,
    Exact,
    InternalPage,
    Nonsense,
    OtherKind,
    OtherLegislature,
    Reading,
    read_references,
)
from bot.messages.message import LIMIT, visible, width
from bot.messages.phrases import LANGUAGES, phrases
from bot.messages.replies import left

EVERY_KIND: list[Reading] = [
    Bare(12432),
    Bare(7),
    Exact(QuestionId.of_legislature(16, 12432)),
    Exact(QuestionId.of_legislature(13, 999_999)),
    InternalPage(16, 162207),
    InternalPage(14, 77),
    OtherKind("QG", "13-3QG"),
    Exact(QuestionId(ASSEMBLEE, 17, 3, "QG")),
    BareOf(ASSEMBLEE, 3, "QOSD"),
    OtherLegislature(12, "12/5"),
    Nonsense("b>&é"),
    Nonsense("x" * 3000),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [1, 2, len(EVERY_KIND)])
def test_references_that_are_copied_are_read_as_the_same(language: str, count: int) -> None:
    (note,) = left(phrases(language), EVERY_KIND[:count], 50, "/suivre")
    copied = visible(note).splitlines()[-1]
    assert copied.startswith("/suivre ")
    assert read_references(copied.removeprefix("/suivre "), 17) == EVERY_KIND[:count]


def test_each_part_fits_into_a_message_and_carries_the_command_and_nothing_is_lost() -> None:
    readings: list[Reading] = [Exact(QuestionId.of_legislature(17, number)) for number in range(100_000, 101_000)]
    notes = left(phrases("fr"), readings, 50, "/follow@guetteur_bot")
    assert len(notes) > 1
    assert all(width(visible(note)) <= LIMIT for note in notes)
    assert all("<code>/follow@guetteur_bot 17/" in note for note in notes)
    blocks = [visible(note).splitlines()[-1].partition(" ")[2] for note in notes]
    assert [each for block in blocks for each in read_references(block, 17)] == readings


def test_nothing_is_said_where_nothing_is_left() -> None:
    assert left(phrases("fr"), [], 50, "") == []
