"""Finds the command in a text: with its slash and the accents of a French keyboard, or in private without the slash.

Telegram marks only the letters a-z, 0-9 and _ as a command: of "/réglages" it marks "/r", of "/état" nothing. So the
text itself is read.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from bot.core.addresses import START_HELP
from bot.core.chambers.assemblee import MAX_LEGISLATURE
from bot.core.commands import COMMANDS
from bot.core.compatible import compatible
from bot.core.fillers import folded, is_filler
from bot.core.reference import Nonsense, read_argument

LONGEST = 4096
_NAMES = {name: command.name for command in COMMANDS for name in command.names}
_OF_QUESTIONS = frozenset({"follow", "unfollow", "status"})
_SETTINGS = "settings"
_ALWAYS = frozenset({"help", "privacy", "forget"})
_WELCOMES = frozenset({"", START_HELP})
_SLASHED = re.compile(r"/(?P<name>[^\W\d_]+)(?:@(?P<bot>\w+)|[:_]?(?=[\s\d]|\Z))(?P<rest>.*)\Z", re.DOTALL)
_AROUND = "()[]{}<>«»“”\"'.,;:!?*_…-–—"
_JOINED = re.compile(r"(?P<name>[^\W\d_]{2,}):?(?P<number>[0-9].*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Given:
    """A command that somebody gave: its English name, and the rest of the text."""

    command: str
    argument: str


def slashed(text: str, bot: str) -> Given | None:
    """The command of a text that begins with a slash, in any case and with any accents; `bot` is our name at Telegram.

    Examples: `/État 12432`, `/réglages@guetteur_bot fuseau Paris`, `/suivre12432`. None for an unknown command, and for
    another bot's.
    """
    match = _SLASHED.match(_visible(text))
    command = match and _NAMES.get(folded(match["name"]))
    if match is None or command is None:
        return None
    if match["bot"] is not None and match["bot"].casefold() != bot.casefold():
        return None
    return Given(command, match["rest"].strip())


def unslashed(text: str, is_setting: Callable[[str], bool]) -> Given | None:
    """The command that a text gives without its slash: `arreter 12432`, `12432 suivre svp`, `Liste`, `/ aide`.

    A text gives a command when it says nothing else. Beside the name there may be courtesy; questions, for a command
    that takes some; and a setting, for the settings (`is_setting` tells whether words are one). "Suivre ce dossier est
    important" gives none.
    """
    words = _visible(text).lstrip("/ ").split()
    if joined := words and _JOINED.fullmatch(words[0]):
        words[:1] = [joined["name"], joined["number"]]
    named = [(at, command) for at, word in enumerate(words) if (command := _NAMES.get(_bare(word)))]
    if not named:
        return None
    at, command = named[0]
    if command == _SETTINGS:
        return _settings(words, at, is_setting)
    if len({each for _, each in named}) > 1 and not _is_end_of_following([each for _, each in named]):
        return None
    rest = [word for word in words if _bare(word) not in _NAMES]
    argument = " ".join(word for word in rest if not is_filler(_bare(word)) or _is_sign(word))
    return Given(command, argument) if _is_said(command, argument) else None


def _settings(words: list[str], at: int, is_setting: Callable[[str], bool]) -> Given | None:
    """The command of a text that names the settings first, and then one of them."""
    if not all(is_filler(_bare(word)) for word in words[:at]):
        return None
    after = words[at + 1 :]
    if all(is_filler(_bare(word)) for word in after):
        return Given(_SETTINGS, "")
    argument = " ".join(after)
    return Given(_SETTINGS, argument) if is_setting(argument) else None


def _is_said(command: str, argument: str) -> bool:
    if not argument:
        return True
    if command not in _OF_QUESTIONS:
        return False
    wanted = read_argument(argument, MAX_LEGISLATURE)
    return not any(isinstance(reading, Nonsense) for reading in wanted.readings)


def _is_end_of_following(commands: list[str]) -> bool:
    """ "arrêter de suivre" names two commands, and means the first."""
    return commands == ["unfollow", "follow"]


def _is_sign(word: str) -> bool:
    """Whether a word says that the number after it is a question's: "12 432" is then one number."""
    return folded(word).strip(_AROUND) in {"n", "no", "numero", "number", "question", "questions", "ecrite", "n°", "nº"}


def _bare(word: str) -> str:
    return folded(word.strip(_AROUND))


def _visible(text: str) -> str:
    shown = "".join(each for each in text[:LONGEST] if unicodedata.category(each) != "Cf")
    return compatible(shown).strip()


def is_always_answered(text: str, bot: str) -> bool:
    """Whether a command is answered even beyond the limits: anybody may ask what the bot is, and to be erased."""
    given = slashed(text, bot)
    if given is None:
        return False
    return given.command in _ALWAYS or (given.command == "start" and given.argument in _WELCOMES)
