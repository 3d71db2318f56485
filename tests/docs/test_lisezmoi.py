"""The French page names commands that there are, in French, and writes French as it is written."""

import re

import pytest

from bot.core.commands import COMMANDS
from docs.rooms import ROOT

PAGE = (ROOT / "LISEZMOI.md").read_text("utf-8")
NOT_PROSE = re.compile(r"`[^`]*`|\]\([^)]*\)|<img src=\"[^\"]*\"|^[|-]+$", re.MULTILINE)


def test_every_command_that_it_names_is_one_and_is_called_by_its_french_name() -> None:
    named = set(re.findall(r"`/(\w+)", PAGE))
    assert {"suivre", "veille", "reglages", "canal", "oublier"} <= named
    assert named <= {command.name_in("fr") for command in COMMANDS}


@pytest.mark.parametrize("wrong", [r" [:;?!»]", r"« "])
def test_a_no_break_space_stands_before_double_signs_and_inside_guillemets(wrong: str) -> None:
    assert re.findall(rf".*{wrong}.*", NOT_PROSE.sub("", PAGE)) == []
