"""Commands as people type them: texts that give one, and texts that only begin like one."""

import unicodedata

import pytest

from bot.core.command_text import Given, slashed, unslashed
from bot.core.commands import COMMANDS
from bot.messages.settings_labels import is_setting

BOT = "Guetteur_bot"


def given(command: str, argument: str = "") -> Given:
    return Given(command, argument)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("/réglages", given("settings")),
        ("/Réglages", given("settings")),
        ("/RÉGLAGES", given("settings")),
        ("/état 12432", given("status", "12432")),
        ("/État\n12432", given("status", "12432")),
        ("/arrêter 12432", given("unfollow", "12432")),
        ("/confidentialité", given("privacy")),
        (
            unicodedata.normalize("NFD", "/réglages fuseau Nouméa"),
            given("settings", "fuseau Noume\u0301a".replace("e\u0301", "é")),
        ),
        (unicodedata.normalize("NFD", "/arrêter 5"), given("unfollow", "5")),
        ("/réglages@guetteur_bot", given("settings")),
        ("/état@GUETTEUR_BOT 12432", given("status", "12432")),
        ("／état 5", given("status", "5")),
        ("\u200b/état 5", given("status", "5")),
        ("/suivre12432", given("follow", "12432")),
        ("/suivre_12432", given("follow", "12432")),
        ("/suivre: 12432", given("follow", "12432")),
        ("/follow 12432", given("follow", "12432")),
        ("/réglages@autre_bot", None),
        ("/état@guetteur_bot_2 5", None),
        ("/étatx 5", None),
        ("/étatiser", None),
        ("/r", None),
        ("/ état 5", None),
        ("état 5", None),
        ("voir /état 5", None),
        ("//état 5", None),
        ("/état-major", None),
        ("", None),
    ],
)
def test_what_begins_with_a_slash(text: str, command: Given | None) -> None:
    assert slashed(text, BOT) == command


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("suivre 12432", given("follow", "12432")),
        ("Suivre 12432", given("follow", "12432")),
        ("SUIVRE 12432", given("follow", "12432")),
        ("suivre : 12432", given("follow", "12432")),
        ("suivre: 12432", given("follow", "12432")),
        ("suivre12432", given("follow", "12432")),
        ("12432 suivre", given("follow", "12432")),
        ("Follow 12432 please", given("follow", "12432")),
        ("follow the 12432", given("follow", "12432")),
        ("please follow 16/12432", given("follow", "16/12432")),
        ("/ suivre 12432", given("follow", "12432")),
        ("/ Suivre : 12432 svp", given("follow", "12432")),
        ("suivre 12 432", given("follow", "12 432")),
        ("suivre la question n° 12 432", given("follow", "question n° 12 432")),
        ("suivre 12432, 8000 et 16/5", given("follow", "12432, 8000 16/5")),
        ("je voudrais suivre la 12432 s’il vous plaît", given("follow", "12432")),
        ("I want to follow 12432", given("follow", "12432")),
        ("👁 suivre 12432 🙏", given("follow", "12432")),
        ("suivre ١٢٤٣٢", given("follow", "١٢٤٣٢")),
        (
            "suivre https://www.nosdeputes.fr/16/question/QE/12432",
            given("follow", "https://www.nosdeputes.fr/16/question/QE/12432"),
        ),
        ("suivre", given("follow")),
        ("arreter 12432", given("unfollow", "12432")),
        ("Arrêter 12432", given("unfollow", "12432")),
        ("arrêter de suivre la 12432", given("unfollow", "12432")),
        ("unfollow 12432", given("unfollow", "12432")),
        ("etat 12432", given("status", "12432")),
        ("État de la 12432 ?", given("status", "12432")),
        (unicodedata.normalize("NFD", "état 12432"), given("status", "12432")),
        ("status of 12432", given("status", "12432")),
        ("liste", given("list")),
        ("Liste svp", given("list")),
        ("list!", given("list")),
        ("aide", given("help")),
        ("Aide ?", given("help")),
        ("help me please", given("help")),
        ("réglages", given("settings")),
        ("Reglages fuseau Bruxelles", given("settings", "fuseau Bruxelles")),
        ("settings langue anglais", given("settings", "langue anglais")),
        ("réglages : heures calmes 22h-7h", given("settings", ": heures calmes 22h-7h")),
        ("exporter", given("export")),
        ("canal", given("channel")),
        ("confidentialité", given("privacy")),
        ("oublier", given("forget")),
        ("start", given("start")),
    ],
)
def test_what_is_a_command_without_its_slash(text: str, command: Given) -> None:
    assert unslashed(text, is_setting) == command


@pytest.mark.parametrize(
    "text",
    [
        "Suivre ce dossier est important pour nous tous",
        "Suivre 12432 est important",
        "ne plus suivre 12432",
        "je ne veux pas suivre 12432",
        "do not follow 12432",
        "J’ai une question à suivre",
        "La 12432 est à suivre de près",
        "aide à la personne",
        "aide à la rénovation énergétique : question écrite n° 12432",
        "l’État 12432",
        "État des lieux de la santé en 2024",
        "liste des communes",
        "liste 12432",
        "List of the things to do",
        "la liste noire",
        "réglages du moteur",
        "forget it",
        "oublier le passé",
        "suivre et état 12432",
        "help and list",
        "channel 5",
        "exporter du blé",
        "confidentialité des données de santé",
        "follower 12432",
        "suivi 12432",
        "12432",
        "bonjour",
        "",
        "/",
        "suivre@autre_bot 12432",
    ],
)
def test_what_only_sounds_like_a_command(text: str) -> None:
    assert unslashed(text, is_setting) is None


@pytest.mark.parametrize("name", [name for command in COMMANDS for name in command.names])
def test_every_name_of_every_command_is_read_with_and_without_its_slash(name: str) -> None:
    (command,) = [each.name for each in COMMANDS if name in each.names]
    assert slashed(f"/{name.upper()}", BOT) == unslashed(name.capitalize(), is_setting) == given(command)
