"""The table of commands: every one is handled, told in both languages, and shown in docs/commands.md as it is."""

from pathlib import Path

import pytest

from bot.core.command_text import is_always_answered
from bot.core.commands import COMMANDS, Command, Where, Who, menu
from bot.messages import en, fr
from docs.commands import document
from handlers import HANDLERS

PAGE = Path(__file__).parents[2] / "docs" / "commands.md"


def test_the_page_of_commands_is_what_the_code_says() -> None:
    assert PAGE.read_text() == document(), "run: python -m docs.commands > docs/commands.md"


def test_every_command_is_handled_and_nothing_else() -> None:
    assert {command.name for command in COMMANDS} == set(HANDLERS)
    names = [name for command in COMMANDS for name in command.names]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_a_command_is_told_in_both_languages_and_fits_into_the_menu(command: Command) -> None:
    for sentences in (fr.SENTENCES, en.SENTENCES):
        told = sentences[command.told]
        assert isinstance(told, str)
        assert 1 <= len(told) <= 256
    assert all(name.isascii() and name.islower() and len(name) <= 32 for name in command.names)


def test_members_are_shown_what_is_for_all_and_administrators_the_rest_too() -> None:
    members, administrators = menu(Where.GROUP, administrators=False), menu(Where.GROUP, administrators=True)
    assert {command.who for command in members} == {Who.ALL}
    assert set(members) < set(administrators)
    assert "channel" not in {command.name for command in administrators}


def test_a_command_has_its_name_in_each_language() -> None:
    by_name = {command.name: command for command in COMMANDS}
    assert [by_name["follow"].name_in(language) for language in ("fr", "en")] == ["suivre", "follow"]
    assert [by_name["start"].name_in(language) for language in ("fr", "en")] == ["start", "start"]


def test_a_command_that_needs_no_mention_is_in_no_menu() -> None:
    shown = {command.name for where in Where for command in menu(where, administrators=True, is_public=True)}
    assert {command.name for command in COMMANDS} - shown == {"start", "forget"}


def test_a_person_who_asked_for_too_much_still_gets_help_and_can_be_erased() -> None:
    always = (
        "/help",
        "/Confidentialité",
        "/privacy@guetteur_bot",
        "/AIDE",
        "/aide@guetteur_bot",
        "/privacy",
        "/forget now",
        "/oublier",
        "/start",
        "/start help",
    )
    for text in always:
        assert is_always_answered(text, "guetteur_bot"), text
    for text in ("", "help", "/", "/follow 12432", "/start qan17-12432", "/helpful", "//help", "@help", "/list /help"):
        assert not is_always_answered(text, "guetteur_bot"), text
