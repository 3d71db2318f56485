"""The text of /help."""

import textwrap

import pytest

from bot.core.commands import COMMANDS
from bot.messages.message import visible
from bot.messages.phrases import phrases


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_help_is_half_a_screen_of_a_phone_and_names_every_command(language: str) -> None:
    words = phrases(language)
    said = visible(words.say("help", current=17, feed=words.say("help-feed")))
    lines = [part for line in said.split("\n") for part in textwrap.wrap(line, 42) or [""]]
    assert len(lines) <= 17
    for command in COMMANDS:
        if command.name not in {"start", "help"}:
            assert f"/{command.name_in(language)}" in said
