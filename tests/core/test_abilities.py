"""The switches at BotFather that the operator is told of."""

import pytest

from bot.core.abilities import Abilities, Shortcoming, shortcomings
from bot.messages.operator import operator_report
from bot.messages.phrases import LANGUAGES, phrases


@pytest.mark.parametrize(
    ("inline", "groups", "reads_all", "told"),
    [
        (True, True, False, []),
        (False, True, False, [Shortcoming.INLINE_OFF]),
        (True, False, False, [Shortcoming.GROUPS_OFF]),
        (True, True, True, [Shortcoming.READS_ALL]),
        (False, False, True, list(Shortcoming)),
    ],
)
def test_what_stands_in_peoples_way_is_told_and_nothing_else(
    inline: bool, groups: bool, reads_all: bool, told: list[Shortcoming]
) -> None:
    assert shortcomings(Abilities(inline, groups, reads_all)) == told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("shortcoming", "command"), list(zip(Shortcoming, ("/setinline", "/setjoingroups", "/setprivacy"), strict=True))
)
def test_each_report_says_where_it_is_changed(language: str, shortcoming: Shortcoming, command: str) -> None:
    told = operator_report(phrases(language), shortcoming, {"bot": "guetteur_bot"}).plain
    assert command in told
    assert "@BotFather" in told
