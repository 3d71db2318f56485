"""The settings as people see them: a summary in words, and pages of buttons, each of which can be read when pressed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.change import Kind
from bot.core.preference_edits import apply
from bot.core.preferences import UNTIL_ASKED, Preferences, When
from bot.messages.message import Message, visible
from bot.messages.phrases import Phrases, phrases
from bot.messages.settings import SettingsView, summary
from bot.messages.settings_pages import LANGUAGE, LANGUAGES, page
from bot.standins.telegram.html import parse

FR, EN = phrases("fr"), phrases("en")
NBSP = "\u00a0"
NOW = datetime(2026, 11, 24, 12, 5, tzinfo=UTC)
BUSY = Preferences(
    when=When.WEEKLY,
    hour=18,
    quiet=(22, 7),
    silent=True,
    zone="Pacific/Noumea",
    answers_at_once=True,
    off=frozenset({Kind.COMMENT, Kind.OVERDUE}),
    everybody=True,
    paused_until=NOW + timedelta(days=7),
)
SOME = (
    Preferences(),
    BUSY,
    Preferences(when=When.DAILY, quiet=(12, 14), off=frozenset(Kind)),
    Preferences(zone="America/Argentina/Buenos_Aires", paused_until=UNTIL_ASKED),
)


def lines(words: Phrases, preferences: Preferences, kind: str = "private") -> list[str]:
    return visible(summary(words, SettingsView(preferences, kind, "fr", NOW))).replace(NBSP, " ").splitlines()


def test_the_usual_settings_in_words() -> None:
    assert lines(FR, Preferences()) == [
        "🕗 Quand : aussitôt",
        "🌙 Heures calmes : aucune",
        "🔔 Son : oui",
        "🌍 Fuseau : Paris (il y est 13 h 05)",
        "📋 Quoi : tout",
        "🌐 Langue : français",
    ]


def test_every_setting_has_its_words_in_the_chats_own_time() -> None:
    assert lines(FR, BUSY, "supergroup") == [
        "⏸ En pause jusqu’au 1er décembre 2026 à 23:05. Rien ne se perd : un résumé viendra à la reprise.",
        "🕗 Quand : un résumé chaque mardi à 18 h, les réponses aussitôt",
        "🌙 Heures calmes : de 22 h à 7 h",
        "🔕 Son : non",
        "🌍 Fuseau : Nouvelle-Calédonie (il y est 23 h 05)",
        "📋 Quoi : tout, sauf questions hors délai et commentaires",
        "🌐 Langue : français",
        "👥 Questions suivies : choisies par tous les membres",
    ]
    assert lines(EN, BUSY, "supergroup") == [
        "⏸ Paused until 1 December 2026 at 23:05. Nothing is lost: a summary will come when it ends.",
        "🕗 When: one summary every Tuesday at 18:00, answers at once",
        "🌙 Quiet hours: from 22:00 to 7:00",
        "🔕 Sound: off",
        "🌍 Time zone: New Caledonia (it is 23:05 there)",
        "📋 What: everything but overdue questions and comments",
        "🌐 Language: French",
        "👥 Questions followed: chosen by all members",
    ]


def test_the_few_wanted_kinds_are_named_and_a_chat_that_wants_none_is_told_so() -> None:
    little = frozenset(set(Kind) - {Kind.ANSWERED, Kind.CLOSED})
    assert "📋 Quoi : seulement réponses et fins sans réponse" in lines(FR, Preferences(off=little))
    nothing = lines(FR, Preferences(off=frozenset(Kind)))
    assert "📋 Quoi : ⚠️ rien. Tout est décoché : plus rien n’est annoncé ici." in nothing


def test_a_pause_that_is_over_is_not_shown() -> None:
    assert lines(FR, Preferences(paused_until=NOW)) == lines(FR, Preferences())
    assert "⏸ En pause jusqu’à nouvel ordre" in lines(FR, Preferences(paused_until=UNTIL_ASKED))[0]


def every_page(words: Phrases, preferences: Preferences, kind: str) -> Iterator[Message]:
    """Every page of the settings, found by pressing buttons from the first one on."""
    shown = SettingsView(preferences, kind, "fr", NOW)
    waiting, seen = ["main"], set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        made = page(words, shown, name)
        yield made
        for field, value in carried(made):
            if field == "page":
                waiting.append(value)
    assert len(seen) >= 33


def carried(message: Message) -> Iterator[tuple[str, str]]:
    for button in (button for row in message.buttons for button in row):
        verb, field, value = (button.callback or "").split(":")
        assert verb == "set"
        yield field, value


@pytest.mark.parametrize("preferences", SOME)
@pytest.mark.parametrize("kind", ["private", "supergroup", "channel"])
def test_every_button_of_every_page_is_understood_and_leaves_room_for_a_chats_number(
    preferences: Preferences, kind: str
) -> None:
    for words in (FR, EN):
        for made in every_page(words, preferences, kind):
            assert parse(str(made.html)).text
            assert sum(len(row) for row in made.buttons) <= 100
            for button in (button for row in made.buttons for button in row):
                assert len((button.callback or "").encode()) <= 40
                assert len(button.text) <= 32
            for field, value in carried(made):
                if field == LANGUAGE:
                    assert value in LANGUAGES
                elif field != "page":
                    apply(preferences, field, value, NOW)


def test_only_a_group_is_asked_who_chooses() -> None:
    for kind, offered in (("group", True), ("supergroup", True), ("channel", False), ("private", False)):
        shown = SettingsView(Preferences(), kind, "fr", NOW)
        assert (("page", "who") in carried(page(FR, shown, "main"))) is offered
    with pytest.raises(ValueError):
        page(FR, SettingsView(Preferences(), "channel", "fr", NOW), "who")


def test_answers_at_once_are_offered_beside_a_digest_alone() -> None:
    for when in When:
        shown = SettingsView(replace(BUSY, when=when), "private", "fr", NOW)
        fields = {field for field, _ in carried(page(FR, shown, "when"))}
        assert ("answers" in fields) is (when is not When.AT_ONCE)


@pytest.mark.parametrize("name", ["", "until", "until-", "until-24", "until-x", "main-1", "hours", "\u0000", "x" * 60])
def test_a_page_that_there_is_not_is_refused(name: str) -> None:
    with pytest.raises(ValueError):
        page(FR, SettingsView(Preferences(), "private", "fr", NOW), name)
